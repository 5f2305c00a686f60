//! API keys: `tb_<id>_<secret>`, made once, shown once, kept as a hash.
//!
//! Knows nothing of: HTTP, where a key is typed in.

use std::collections::BTreeMap;

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::Role;
use crate::server::clock;
use crate::server::recorder::{hex, key_leaf};
use crate::server::store::{AuditRow, CredentialRow, LeafRow, Scope, Store, StoreError};

use super::ServiceError;
use super::plan::random;

/// What the audit calls whoever runs the program beside the service.
const OPERATOR: &str = "operator";
const CREATION: &str = "creation";
const REVOCATION: &str = "revocation";

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

    /// Makes a key; the text it returns is shown once and kept nowhere. `by` is who runs the program.
    pub(crate) async fn create(&self, new: &NewKey, by: &str) -> Result<(String, CredentialRow), ServiceError> {
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
        let (leaf, audit) = traces(CREATION, &row, row.created_at, by)?;
        self.store.add_credential(&row, &leaf, &audit).await?;
        Ok((format!("tb_{id}_{secret}"), row))
    }

    /// All keys, or those of one tenant, the oldest first, without their secrets; each with its last act.
    pub(crate) async fn list(&self, tenant: Option<&str>) -> Result<Vec<(CredentialRow, Option<i64>)>, StoreError> {
        let all = self.store.credentials().await?;
        let wanted = all.into_iter().filter(|it| tenant.is_none_or(|tenant| it.tenant_id == tenant));
        let mut acts: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        let mut listed = Vec::new();
        for row in wanted {
            if !acts.contains_key(&row.tenant_id) {
                let last = self.store.of(&Scope::tenant(&row.tenant_id)).last_acts().await?;
                acts.insert(row.tenant_id.clone(), last.into_iter().collect());
            }
            let last = acts.get(&row.tenant_id).and_then(|it| it.get(&row.key_id)).copied();
            listed.push((row, last));
        }
        Ok(listed)
    }

    /// Ends a key; says whether there was one to end. `by` is who runs the program.
    pub(crate) async fn revoke(&self, key_id: &str, by: &str) -> Result<bool, ServiceError> {
        let Some(row) = self.store.credential(key_id).await?.filter(|it| it.revoked_at.is_none()) else {
            return Ok(false);
        };
        let at = clock::now();
        let (leaf, audit) = traces(REVOCATION, &row, at, by)?;
        Ok(self.store.revoke_credential(&row, at, &leaf, &audit).await?)
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

/// What a change of a key leaves behind: a leaf for the log, and a row of the audit.
fn traces(act: &str, row: &CredentialRow, at: i64, by: &str) -> Result<(LeafRow, AuditRow), ServiceError> {
    let audit = AuditRow {
        key_id: String::new(),
        person: by.to_owned(),
        role: OPERATOR.to_owned(),
        act: format!("key-{act}"),
        subject_id: row.key_id.clone(),
        address: String::new(),
        request_id: String::new(),
        happened_at: at,
    };
    Ok((key_leaf(act, row, at, by, random(32)?), audit))
}

/// Compares without telling by the time it takes where two texts differ.
fn same(left: &str, right: &str) -> bool {
    let differences = left.bytes().zip(right.bytes()).fold(0_u8, |all, (a, b)| all | (a ^ b));
    left.len() == right.len() && differences == 0
}
