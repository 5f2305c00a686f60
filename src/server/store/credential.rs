//! API keys. They are looked up by their public part alone: they are what tells the tenant.
//!
//! Knows nothing of: secrets; only their hashes come here.

use sqlx::Row;

use super::{AuditRow, LeafRow, Scoped, Store, StoreError, Write, from_row, reading, within};

/// An API key without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CredentialRow {
    pub(crate) key_id: String,
    pub(crate) tenant_id: String,
    /// Empty unless the role is `agency`.
    pub(crate) agency_id: String,
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) secret_sha256: String,
    pub(crate) created_at: i64,
    pub(crate) expires_at: Option<i64>,
    pub(crate) revoked_at: Option<i64>,
}

const ONE: &str = "
    select key_id, tenant_id, agency_id, person, role, secret_sha256, created_at, expires_at, revoked_at
      from credential
     where key_id = $1";

const ALL: &str = "
    select key_id, tenant_id, agency_id, person, role, secret_sha256, created_at, expires_at, revoked_at
      from credential
     order by created_at, key_id";

const INSERT: &str = "
    insert into credential
           (key_id, tenant_id, agency_id, person, role, secret_sha256, created_at, expires_at, revoked_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// From the index alone, one entry a key.
const LAST_ACTS: &str = "
    select key_id,
           (select max(happened_at) from audit where audit.tenant_id = $1 and audit.key_id = credential.key_id) as last_act_at
      from credential
     where tenant_id = $1";

const REVOKE: &str = "update credential set revoked_at = $2 where key_id = $1 and revoked_at is null";

impl Store {
    /// The key with this public part.
    pub(crate) async fn credential(&self, key_id: &str) -> Result<Option<CredentialRow>, StoreError> {
        reading!(self, connection => match sqlx::query(ONE).bind(key_id).fetch_optional(connection).await? {
            Some(row) => Ok(Some(from_row!(row, CredentialRow {
                key_id, tenant_id, agency_id, person, role, secret_sha256, created_at, expires_at, revoked_at,
            })?)),
            None => Ok(None),
        })
    }

    /// Every key of every tenant, for whoever runs the service.
    pub(crate) async fn credentials(&self) -> Result<Vec<CredentialRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(ALL).fetch_all(connection).await?;
            let keys = rows.into_iter().map(|row| from_row!(row, CredentialRow {
                key_id, tenant_id, agency_id, person, role, secret_sha256, created_at, expires_at, revoked_at,
            }));
            Ok(keys.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps a new key with its traces: all of it, or nothing.
    pub(crate) async fn add_credential(
        &self,
        new: &CredentialRow,
        leaf: &LeafRow,
        audit: &AuditRow,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin(&new.tenant_id).await?;
        within!(tx, connection => sqlx::query(INSERT)
            .bind(&new.key_id)
            .bind(&new.tenant_id)
            .bind(&new.agency_id)
            .bind(&new.person)
            .bind(&new.role)
            .bind(&new.secret_sha256)
            .bind(new.created_at)
            .bind(new.expires_at)
            .bind(new.revoked_at)
            .execute(connection)
            .await
            .map(drop))?;
        tx.write(&Write::Leaf(leaf.clone())).await?;
        tx.write(&Write::Audit(audit.clone())).await?;
        tx.commit().await
    }

    /// Ends a key for good with its traces; says whether it was there and still good.
    pub(crate) async fn revoke_credential(
        &self,
        key: &CredentialRow,
        at: i64,
        leaf: &LeafRow,
        audit: &AuditRow,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin(&key.tenant_id).await?;
        let rows = within!(tx, connection => sqlx::query(REVOKE)
            .bind(&key.key_id)
            .bind(at)
            .execute(connection)
            .await
            .map(|it| it.rows_affected()))?;
        if rows == 0 {
            return Ok(false);
        }
        tx.write(&Write::Leaf(leaf.clone())).await?;
        tx.write(&Write::Audit(audit.clone())).await?;
        tx.commit().await?;
        Ok(true)
    }
}

impl Scoped<'_> {
    /// When something was last recorded with each key of the tenant.
    pub(crate) async fn last_acts(&self) -> Result<Vec<(String, i64)>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(LAST_ACTS).bind(self.tenant).fetch_all(connection).await?;
            let mut acts = Vec::new();
            for row in rows {
                if let Some(last) = row.try_get("last_act_at")? {
                    acts.push((row.try_get("key_id")?, last));
                }
            }
            Ok(acts)
        })
    }
}
