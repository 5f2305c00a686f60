//! OIDC tokens: whether an issuer that is trusted said so, to us, for now, and what its words mean here. Bearer tokens are shown by
//! programs; ID tokens are fetched for people who sign in with their account at the issuer.
//!
//! Everything is refused that is not exactly as it should be: one signature, the algorithm of the settings, a key of the
//! issuer's own set, each claim once and of its kind. Knows nothing of: HTTP, what a role may do.

mod claims;
mod exchange;
mod fetch;
mod issuer;
mod key_set;
mod sign_in;
mod source;

use std::fmt;
use std::sync::Arc;

use jsonwebtoken::dangerous::insecure_decode;
use jsonwebtoken::errors::{Error, ErrorKind};

use crate::engine::wording::Wording;
use crate::server::actor::Role;
use crate::server::config;
use claims::Claims;
use issuer::Issuer;
pub(crate) use sign_in::{Account, Asking, NotSignedIn, Returned};

/// The largest token in bytes.
const LARGEST: usize = 8 << 10;

/// All issuers that are trusted.
pub(crate) struct Tokens {
    issuers: Vec<Issuer>,
}

/// Whom a good token stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) tenant: String,
    /// Empty unless the role is `Agency`.
    pub(crate) agency: String,
    pub(crate) person: String,
    pub(crate) role: Role,
    /// Names issuer and subject without telling who it is: `oidc:<hash>:<hash>`.
    pub(crate) key_id: String,
}

/// Why a token is not good; the text is for the log alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    why: String,
    /// What is missing if it is good, but stands for nobody here.
    unmapped: Option<Unmapped>,
}

/// Why a good token stands for nobody here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmapped {
    NoRole,
    SeveralRoles,
    NoAgency,
    NoTenant,
    NoPerson,
}

impl Tokens {
    /// Reads what does not change: authorities, and the key sets that are files.
    ///
    /// # Errors
    /// Says which file or variable cannot be read, and why. An issuer that cannot be reached is no error: it is asked again.
    pub(crate) fn new(settings: &[config::Issuer]) -> Result<Self, Wording> {
        Ok(Self { issuers: settings.iter().map(Issuer::new).collect::<Result<_, _>>()? })
    }

    /// Keeps reading the key sets for as long as it is polled.
    pub(crate) async fn keep_fresh(&self) {
        let tasks: Vec<_> = self.issuers.iter().map(|it| tokio::spawn(Arc::clone(&it.source).keep_fresh())).collect();
        for task in tasks {
            drop(task.await);
        }
    }

    /// How many issuers there are whose keys have never been read.
    pub(crate) fn without_keys(&self) -> usize {
        self.issuers.iter().filter(|it| !it.source.was_read()).count()
    }

    /// Whether somebody who signed in with an account may go on, as far as the settings tell: an issuer, a tenant or a role that
    /// was taken out of them is over.
    pub(crate) fn stands(&self, key_id: &str, tenant: &str, role: Role) -> bool {
        let mut parts = key_id.split(':');
        let hash = parts.next().filter(|it| *it == "oidc").and_then(|_| parts.next());
        self.issuers.iter().any(|it| Some(it.hash.as_str()) == hash && it.stands_for(tenant, role))
    }

    /// Whoever holds this token, if it is good now (microseconds since 1970-01-01).
    pub(crate) async fn holder(&self, token: &str, now: i64) -> Result<Holder, Refusal> {
        accept_form(token, LARGEST)?;
        // What it says of itself tells only whom to ask; nothing of it is believed before the signature was verified.
        let unverified = insecure_decode::<Claims>(token).map_err(|it| Refusal::from_library(&it))?;
        let named = unverified.claims.text("iss").unwrap_or_default();
        let issuer = self.issuers.iter().find(|it| it.settings.issuer == named);
        let issuer = issuer.ok_or_else(|| Refusal::new("the issuer is not one that is trusted"))?;
        issuer.holder(token, &unverified.header, now).await.map_err(|it| it.of(&issuer.settings.issuer))
    }
}

/// Refuses what is too large, or no token in its compact form.
fn accept_form(token: &str, largest: usize) -> Result<(), Refusal> {
    if token.len() > largest {
        return Err(Refusal::new(format!("{} bytes are too many for a token", token.len())));
    }
    if token.bytes().any(|it| !(it.is_ascii_alphanumeric() || b"-_.".contains(&it))) {
        return Err(Refusal::new("not a token in its compact form"));
    }
    Ok(())
}

impl Refusal {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), unmapped: None }
    }

    fn unmapped(what: Unmapped, why: impl Into<String>) -> Self {
        Self { why: why.into(), unmapped: Some(what) }
    }

    /// Nothing of the token itself goes to the log: it may say what someone wants to be read there.
    fn from_library(error: &Error) -> Self {
        Self::new(match error.kind() {
            ErrorKind::InvalidSignature => "its signature is not good",
            ErrorKind::ExpiredSignature => "it is over",
            ErrorKind::ImmatureSignature => "its `nbf` has not come yet",
            ErrorKind::InvalidIssuer => "another issuer",
            ErrorKind::InvalidAudience => "it is for others",
            ErrorKind::InvalidAlgorithm => "its algorithm is not that of the settings",
            ErrorKind::MissingRequiredClaim(_) => "it does not say `exp`, `aud`, `iss` and `sub` as it has to",
            ErrorKind::Json(_) | ErrorKind::Base64(_) | ErrorKind::Utf8(_) => "what is inside cannot be read",
            _ => "not a token",
        })
    }

    fn of(self, issuer: &str) -> Self {
        Self { why: format!("{issuer}: {}", self.why), ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.why)
    }
}
