//! What the service is told when it starts.
//!
//! Knows nothing of: where it was written down.

mod issuers;

pub(crate) use issuers::faults as issuer_faults;
pub use issuers::{Issuer, Signature};

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// Address and port; port 0 takes a free one.
    pub listen: String,
    /// Only warnings in the log.
    pub quiet: bool,
    /// Whose bearer tokens are taken beside API keys.
    pub issuers: Vec<Issuer>,
}
