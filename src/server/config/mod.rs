//! What the service is told when it starts.
//!
//! Knows nothing of: where it was written down.

mod documents;
mod periods;

pub use documents::DocumentLimits;
pub use periods::Periods;

/// The settings in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// Address and port; port 0 takes a free one.
    pub listen: String,
    /// Only warnings in the log.
    pub quiet: bool,
    pub documents: DocumentLimits,
    pub periods: Periods,
}
