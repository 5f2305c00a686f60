//! Random rulebooks that are well typed by construction, as rule text, and random cases for them, as JSON.
//!
//! The same seed gives the same texts on every machine. Knows nothing of: how rules are checked or evaluated.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a fault of the generator has to be loud")]

pub(crate) mod agreement;
mod cases;
mod conditions;
mod declarations;
mod random;
mod scope;
mod values;
mod vocabulary;
mod written;

pub(crate) use cases::{Boundaries, case};
pub(crate) use random::Random;

/// One rulebook: the shared files (sources, calendar) and its own, each with a path.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) shared: Vec<(String, String)>,
    pub(crate) own: Vec<(String, String)>,
}

/// A rulebook from a seed.
pub(crate) fn rulebook(random: &mut Random) -> Texts {
    declarations::rulebook(random)
}
