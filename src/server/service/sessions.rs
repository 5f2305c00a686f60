//! Sessions of the pages: begun with a credential that is good, known by a secret that only the browser holds, ended for good.
//!
//! Knows nothing of: HTTP, cookies, how a credential is checked.

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::{Actor, Role};
use crate::server::clock;
use crate::server::recorder::hex;
use crate::server::store::{AuditRow, CredentialRow, SessionRow, Store, StoreError};

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
    pub(crate) actor: Actor,
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

    /// Begins a session, which stands in the audit; the secret it returns is given to the browser and kept nowhere.
    pub(crate) async fn begin(&self, new: &NewSession) -> Result<String, ServiceError> {
        let secret = hex(&random(32)?);
        let now = clock::now();
        let end = now.saturating_add(self.lasting);
        let actor = &new.actor;
        let row = SessionRow {
            session_sha256: sha256_hex(secret.as_bytes()),
            tenant_id: actor.tenant.clone(),
            agency_id: actor.agency.clone(),
            person: actor.person.clone(),
            role: actor.role.name().to_owned(),
            key_id: actor.key_id.clone(),
            by_key: i64::from(new.by_key),
            created_at: now,
            expires_at: new.until.map_or(end, |it| it.min(end)),
        };
        self.store.add_session(&row, &trace("sign-in", actor, &row.session_sha256, now)).await?;
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

    /// Ends the session of this secret. Whoever signs out leaves a trace in the audit.
    pub(crate) async fn end(&self, secret: &str, by: Option<&Actor>) -> Result<(), ServiceError> {
        let session = sha256_hex(secret.as_bytes());
        let audit = by.map(|it| (it.tenant.as_str(), trace("sign-out", it, &session, clock::now())));
        Ok(self.store.end_session(&session, audit.as_ref().map(|it| (it.0, &it.1))).await?)
    }

    /// Forgets what is over.
    pub(crate) async fn tidy(&self) -> Result<(), StoreError> {
        self.store.end_sessions_over(clock::now()).await
    }
}

/// A session is named by the beginning of the hash of its secret, so that its end can be found beside its beginning.
fn trace(act: &str, actor: &Actor, session_sha256: &str, happened_at: i64) -> AuditRow {
    AuditRow {
        key_id: actor.key_id.clone(),
        person: actor.person.clone(),
        role: actor.role.name().to_owned(),
        act: act.to_owned(),
        subject_id: session_sha256.chars().take(16).collect(),
        address: actor.address.clone(),
        request_id: actor.request_id.clone(),
        happened_at,
    }
}

fn good(key: &CredentialRow, now: i64) -> bool {
    key.revoked_at.is_none() && key.expires_at.is_none_or(|it| now < it)
}
