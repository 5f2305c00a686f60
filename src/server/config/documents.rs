//! The section `documents`: how large documents may be, and how long they may take.
//!
//! Knows nothing of: which kinds are taken.

use serde::Deserialize;

/// Limits of one upload, and of all that are under way.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentLimits {
    /// The largest document in bytes.
    pub largest_bytes: u64,
    /// A document has to arrive within so many seconds.
    pub seconds: u64,
    /// So many documents may be under way at once; each is held in memory meanwhile.
    pub at_once: u16,
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self { largest_bytes: 10 << 20, seconds: 60, at_once: 16 }
    }
}
