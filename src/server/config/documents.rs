//! Section `documents`: how large documents may be, and how long they may take.
//!
//! Knows nothing of: which kinds are taken.

use serde::{Deserialize, Serialize};

use super::Flaw;

/// Limits of one upload, and of all that are under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentLimits {
    /// The largest document, in bytes.
    pub largest_bytes: u32,
    /// How long a whole document may take to arrive, in seconds.
    pub seconds: u32,
    /// How many documents, or large forms, may be under way at once; each is held in memory meanwhile.
    pub at_once: u32,
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self { largest_bytes: 10 << 20, seconds: 60, at_once: 16 }
    }
}

impl DocumentLimits {
    /// Values out of their ranges.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        let ranges = [
            Flaw::outside("documents.largest_bytes", self.largest_bytes, (1_024, 100 << 20)),
            Flaw::outside("documents.seconds", self.seconds, (1, 600)),
            Flaw::outside("documents.at_once", self.at_once, (1, 1_000)),
        ];
        ranges.into_iter().flatten().collect()
    }
}
