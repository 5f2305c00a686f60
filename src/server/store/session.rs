//! Sessions of the pages. They are looked up by the hash of what a browser holds: it is what tells the tenant.
//!
//! Knows nothing of: cookies, secrets; only their hashes come here.

use super::{AuditRow, Store, StoreError, Write, from_row, reading, within};

/// Someone who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionRow {
    pub(crate) session_sha256: String,
    pub(crate) tenant_id: String,
    /// Empty unless the role is `agency`.
    pub(crate) agency_id: String,
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) key_id: String,
    /// 1 if it was begun with an API key: it ends with the key.
    pub(crate) by_key: i64,
    pub(crate) created_at: i64,
    pub(crate) expires_at: i64,
}

const ONE: &str = "
    select session_sha256, tenant_id, agency_id, person, role, key_id, by_key, created_at, expires_at
      from session
     where session_sha256 = $1";

const INSERT: &str = "
    insert into session
           (session_sha256, tenant_id, agency_id, person, role, key_id, by_key, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const END: &str = "delete from session where session_sha256 = $1";

const END_OVER: &str = "delete from session where expires_at <= $1";

impl Store {
    /// The session of this hash, also if it is over.
    pub(crate) async fn session(&self, session_sha256: &str) -> Result<Option<SessionRow>, StoreError> {
        reading!(self, connection => match sqlx::query(ONE).bind(session_sha256).fetch_optional(connection).await? {
            Some(row) => Ok(Some(from_row!(row, SessionRow {
                session_sha256, tenant_id, agency_id, person, role, key_id, by_key, created_at, expires_at,
            })?)),
            None => Ok(None),
        })
    }

    /// Keeps a new session, with its trace.
    pub(crate) async fn add_session(&self, new: &SessionRow, audit: &AuditRow) -> Result<(), StoreError> {
        let mut tx = self.begin(&new.tenant_id).await?;
        within!(tx, connection => sqlx::query(INSERT)
            .bind(&new.session_sha256)
            .bind(&new.tenant_id)
            .bind(&new.agency_id)
            .bind(&new.person)
            .bind(&new.role)
            .bind(&new.key_id)
            .bind(new.by_key)
            .bind(new.created_at)
            .bind(new.expires_at)
            .execute(connection)
            .await
            .map(drop))?;
        tx.write(&Write::Audit(audit.clone())).await?;
        tx.commit().await
    }

    /// Ends a session; leaves the trace in this tenant, if it was not over and somebody ended it.
    pub(crate) async fn end_session(
        &self,
        session_sha256: &str,
        trace: Option<(&str, &AuditRow)>,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin(trace.map_or("", |it| it.0)).await?;
        let ended = within!(tx, connection => sqlx::query(END).bind(session_sha256).execute(connection).await
            .map(|it| it.rows_affected()))?;
        if let Some((_, audit)) = trace.filter(|_| ended == 1) {
            tx.write(&Write::Audit(audit.clone())).await?;
        }
        tx.commit().await
    }

    /// Forgets every session that is over at this instant.
    pub(crate) async fn end_sessions_over(&self, at: i64) -> Result<(), StoreError> {
        let mut tx = self.begin("").await?;
        within!(tx, connection => sqlx::query(END_OVER).bind(at).execute(connection).await.map(drop))?;
        tx.commit().await
    }
}
