//! Making, listing and ending API keys from outside of the service.
//!
//! Knows nothing of: HTTP.

use actix_web::rt::System;

use super::ServeError;
use super::actor::Role;
use super::clock;
use super::service::{Keys, NewKey};
use super::store::Store;

/// A key that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub tenant: String,
    /// Needed for the role `agency`, and only there.
    pub agency: Option<String>,
    pub person: String,
    pub role: String,
    /// The last day, in days since 1970-01-01.
    pub until: Option<i64>,
}

/// A key that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub tenant: String,
    pub agency: String,
    pub person: String,
    pub role: String,
    pub created_at: String,
    pub expires_at: Option<String>,
    pub revoked_at: Option<String>,
}

/// The roles there are.
#[must_use]
pub fn roles() -> Vec<&'static str> {
    Role::ALL.iter().map(|it| it.name()).collect()
}

/// Makes a key and gives its text, which cannot be had again.
pub fn create(database: &str, wanted: &Wanted) -> Result<String, ServeError> {
    let role = Role::of(&wanted.role).ok_or_else(|| ServeError::Database(format!("no role `{}`", wanted.role)))?;
    let agency = wanted.agency.clone().unwrap_or_default();
    let new = NewKey {
        tenant: wanted.tenant.clone(),
        agency,
        person: wanted.person.clone(),
        role,
        expires_at: wanted.until.map(clock::end_of),
    };
    System::new().block_on(async { Ok(Keys::new(Store::open(database).await?).create(&new).await?) })
}

/// All keys, the oldest first.
pub fn list(database: &str) -> Result<Vec<Listed>, ServeError> {
    let rows = System::new().block_on(async { Keys::new(Store::open(database).await?).list().await })?;
    let listed = |it: super::store::CredentialRow| Listed {
        id: it.key_id,
        tenant: it.tenant_id,
        agency: it.agency_id,
        person: it.person,
        role: it.role,
        created_at: clock::instant(it.created_at),
        expires_at: it.expires_at.map(clock::instant),
        revoked_at: it.revoked_at.map(clock::instant),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// Ends a key for good; says whether there was one to end.
pub fn revoke(database: &str, id: &str) -> Result<bool, ServeError> {
    Ok(System::new().block_on(async { Keys::new(Store::open(database).await?).revoke(id).await })?)
}
