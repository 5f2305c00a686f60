//! API keys: `tb_<id>_<secret>`, made once, shown once, kept as a hash.
//!
//! Knows nothing of: HTTP, where a key is typed in.

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::Role;
use crate::server::clock;
use crate::server::recorder::hex;
use crate::server::store::{CredentialRow, Store, StoreError};

use super::ServiceError;
use super::plan::random;

/// The keys of all tenants.
#[derive(Clone)]
pub(crate) struct Keys {
    store: Store,
}

/// What a new key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewKey {
    pub(crate) tenant: String,
    /// Empty unless the role is `Agency`.
    pub(crate) agency: String,
    pub(crate) person: String,
    pub(crate) role: Role,
    /// Microseconds since 1970-01-01; `None` never.
    pub(crate) expires_at: Option<i64>,
}

impl Keys {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Makes a key; the text it returns is shown once and kept nowhere.
    pub(crate) async fn create(&self, new: &NewKey) -> Result<String, ServiceError> {
        let (id, secret) = (hex(&random(8)?), hex(&random(32)?));
        let row = CredentialRow {
            key_id: id.clone(),
            tenant_id: new.tenant.clone(),
            agency_id: new.agency.clone(),
            person: new.person.clone(),
            role: new.role.name().to_owned(),
            secret_sha256: sha256_hex(secret.as_bytes()),
            created_at: clock::now(),
            expires_at: new.expires_at,
            revoked_at: None,
        };
        self.store.add_credential(&row).await?;
        Ok(format!("tb_{id}_{secret}"))
    }

    /// All keys, the oldest first, without their secrets.
    pub(crate) async fn list(&self) -> Result<Vec<CredentialRow>, StoreError> {
        self.store.credentials().await
    }

    /// Ends a key; says whether there was one to end.
    pub(crate) async fn revoke(&self, key_id: &str) -> Result<bool, StoreError> {
        self.store.revoke_credential(key_id, clock::now()).await
    }

    /// Whoever holds this key, if it is good now.
    pub(crate) async fn holder(&self, key: &str) -> Result<Option<(CredentialRow, Role)>, StoreError> {
        let Some((id, secret)) = key.strip_prefix("tb_").and_then(|it| it.split_once('_')) else { return Ok(None) };
        let Some(row) = self.store.credential(id).await? else { return Ok(None) };
        let in_time = row.expires_at.is_none_or(|it| clock::now() < it);
        let good = same(&row.secret_sha256, &sha256_hex(secret.as_bytes())) && in_time && row.revoked_at.is_none();
        let role = Role::of(&row.role).filter(|_| good);
        Ok(role.map(|it| (row, it)))
    }
}

/// Compares without telling by the time it takes where two texts differ.
fn same(left: &str, right: &str) -> bool {
    let differences = left.bytes().zip(right.bytes()).fold(0_u8, |all, (a, b)| all | (a ^ b));
    left.len() == right.len() && differences == 0
}
