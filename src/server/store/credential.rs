//! API keys. They are looked up by their public part alone: they are what tells the tenant.
//!
//! Knows nothing of: secrets; only their hashes come here.

use super::{Store, StoreError, from_row, reading, within};

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

    /// Keeps a new key.
    pub(crate) async fn add_credential(&self, new: &CredentialRow) -> Result<(), StoreError> {
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
        tx.commit().await
    }

    /// Ends a key for good; says whether it was there and still good.
    pub(crate) async fn revoke_credential(&self, key_id: &str, at: i64) -> Result<bool, StoreError> {
        let mut tx = self.begin("").await?;
        let rows = within!(tx, connection => sqlx::query(REVOKE)
            .bind(key_id)
            .bind(at)
            .execute(connection)
            .await
            .map(|it| it.rows_affected()))?;
        tx.commit().await?;
        Ok(rows == 1)
    }
}
