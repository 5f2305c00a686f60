//! OIDC bearer tokens: whether an issuer that is trusted said so, to us, for now, and what its words mean here.
//!
//! Everything is refused that is not exactly as it should be: one signature, the algorithm of the settings, a key of the
//! issuer's own set, each claim once and of its kind. Knows nothing of: HTTP, what a role may do.

mod claims;
mod fetch;
mod issuer;
mod key_set;
mod source;

use std::fmt;
use std::sync::Arc;

use jsonwebtoken::dangerous::insecure_decode;
use jsonwebtoken::errors::{Error, ErrorKind};

use crate::server::actor::Role;
use crate::server::config;
use claims::Claims;
use issuer::Issuer;

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

/// Why a token is not good; for the log alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal(String);

impl Tokens {
    /// Reads what does not change: authorities, and the key sets that are files.
    ///
    /// # Errors
    /// Says which file cannot be read, and why. An issuer that cannot be reached is no error: it is asked again.
    pub(crate) fn new(settings: &[config::Issuer]) -> Result<Self, String> {
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

    /// Whoever holds this token, if it is good now (microseconds since 1970-01-01).
    pub(crate) async fn holder(&self, token: &str, now: i64) -> Result<Holder, Refusal> {
        if token.len() > LARGEST {
            return Err(Refusal::new(format!("{} bytes are too many for a token", token.len())));
        }
        if token.bytes().any(|it| !(it.is_ascii_alphanumeric() || b"-_.".contains(&it))) {
            return Err(Refusal::new("not a token in its compact form"));
        }
        // What it says of itself tells only whom to ask; nothing of it is believed before the signature was verified.
        let unverified = insecure_decode::<Claims>(token).map_err(|it| Refusal::from_library(&it))?;
        let named = unverified.claims.text("iss").unwrap_or_default();
        let issuer = self.issuers.iter().find(|it| it.settings.issuer == named);
        let issuer = issuer.ok_or_else(|| Refusal::new("the issuer is not one that is trusted"))?;
        issuer.holder(token, &unverified.header, now).await.map_err(|it| it.of(&issuer.settings.issuer))
    }
}

impl Refusal {
    fn new(why: impl Into<String>) -> Self {
        Self(why.into())
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
        Self(format!("{issuer}: {}", self.0))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
