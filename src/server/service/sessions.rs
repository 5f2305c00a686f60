//! Sessions of the pages: begun with a credential that is good, known by a secret that only the browser holds, ended for good.
//!
//! Knows nothing of: HTTP, cookies, how a credential is checked.

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::Role;
use crate::server::clock;
use crate::server::recorder::hex;
use crate::server::store::{CredentialRow, SessionRow, Store, StoreError};

use super::ServiceError;
use super::plan::random;

/// The sessions of all tenants.
#[derive(Clone)]
pub(crate) struct Sessions {
    store: Store,
    /// How long one lasts, in microseconds.
    lasting: i64,
}

/// Who signs in, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewSession {
    pub(crate) tenant: String,
    /// Empty unless the role is `Agency`.
    pub(crate) agency: String,
    pub(crate) person: String,
    pub(crate) role: Role,
    pub(crate) key_id: String,
    /// With an API key; else with the word of an issuer.
    pub(crate) by_key: bool,
    /// When the credential ends, in microseconds since 1970-01-01, if it does.
    pub(crate) until: Option<i64>,
}

impl Sessions {
    /// Each lasts `minutes` at most.
    pub(crate) fn new(store: Store, minutes: u32) -> Self {
        Self { store, lasting: i64::from(minutes).saturating_mul(60_000_000) }
    }

    /// Begins a session; the secret it returns is given to the browser and kept nowhere.
    pub(crate) async fn begin(&self, new: &NewSession) -> Result<String, ServiceError> {
        let secret = hex(&random(32)?);
        let now = clock::now();
        let end = now.saturating_add(self.lasting);
        let row = SessionRow {
            session_sha256: sha256_hex(secret.as_bytes()),
            tenant_id: new.tenant.clone(),
            agency_id: new.agency.clone(),
            person: new.person.clone(),
            role: new.role.name().to_owned(),
            key_id: new.key_id.clone(),
            by_key: i64::from(new.by_key),
            created_at: now,
            expires_at: new.until.map_or(end, |it| it.min(end)),
        };
        self.store.add_session(&row).await?;
        Ok(secret)
    }

    /// The session of this secret, if it lasts and the key it was begun with is still good.
    pub(crate) async fn of(&self, secret: &str) -> Result<Option<(SessionRow, Role)>, ServiceError> {
        let Some(row) = self.store.session(&sha256_hex(secret.as_bytes())).await? else { return Ok(None) };
        let now = clock::now();
        let key_good = row.by_key == 0 || self.store.credential(&row.key_id).await?.is_some_and(|it| good(&it, now));
        let role = Role::of(&row.role).filter(|_| now < row.expires_at && key_good);
        Ok(role.map(|it| (row, it)))
    }

    /// Ends the session of this secret.
    pub(crate) async fn end(&self, secret: &str) -> Result<(), ServiceError> {
        Ok(self.store.end_session(&sha256_hex(secret.as_bytes())).await?)
    }

    /// Forgets what is over.
    pub(crate) async fn tidy(&self) -> Result<(), StoreError> {
        self.store.end_sessions_over(clock::now()).await
    }
}

fn good(key: &CredentialRow, now: i64) -> bool {
    key.revoked_at.is_none() && key.expires_at.is_none_or(|it| now < it)
}
