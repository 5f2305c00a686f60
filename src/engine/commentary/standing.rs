//! How far a place of the law is encoded, in one word, and how many places of a source stand so.
//!
//! Knows nothing of: rule files, how it is printed.

use super::{ArticleLaw, SourceLaw};
use crate::engine::types::Establishedness;

/// How far a place is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Everything that rests on it is known, and its basis has been read, quoted or inferred.
    Encoded,
    /// Something that rests on it is a parameter with alternatives, or its basis is unverified.
    Open,
    /// Something that rests on it waits for a text that nobody has read.
    Pending,
    /// It is deliberately not encoded.
    NotEncoded,
    /// It is listed, but nothing rests on it.
    Uncited,
}

impl Standing {
    /// All of them, from the best encoded on.
    pub const ALL: [Self; 5] = [Self::Encoded, Self::Open, Self::Pending, Self::NotEncoded, Self::Uncited];
}

/// How many places of a source stand how; each place is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [usize; 5],
}

impl Tally {
    /// How many places have this standing.
    #[must_use]
    pub fn of(&self, standing: Standing) -> usize {
        Standing::ALL.iter().zip(self.counts).find(|it| *it.0 == standing).map_or(0, |it| it.1)
    }

    /// How many places there are.
    #[must_use]
    pub fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Counts one place more.
    pub fn count(&mut self, standing: Standing) {
        for (count, _) in self.counts.iter_mut().zip(Standing::ALL).filter(|it| it.1 == standing) {
            *count = count.saturating_add(1);
        }
    }
}

impl ArticleLaw {
    /// How far this place is encoded; the least that is known counts.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let open = |it: &super::Use| !it.alternatives.is_empty() || it.establishedness == Establishedness::Unverified;
        if self.uses.iter().any(|it| it.pending.is_some()) {
            Standing::Pending
        } else if self.uses.iter().any(open) {
            Standing::Open
        } else if !self.uses.is_empty() {
            Standing::Encoded
        } else if self.not_encoded.is_some() {
            Standing::NotEncoded
        } else {
            Standing::Uncited
        }
    }
}

impl SourceLaw {
    /// How many of its places stand how.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.articles.iter().for_each(|it| tally.count(it.standing()));
        tally
    }
}
