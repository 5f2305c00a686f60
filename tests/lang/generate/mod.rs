//! Random rulebooks that are well typed by construction, as rule text, and random cases for them, as JSON.
//!
//! The same seed gives the same texts on every machine. Knows nothing of: how rules are checked or evaluated.

mod cases;
mod conditions;
mod declarations;
mod random;
mod scope;
mod values;
mod vocabulary;
mod written;

pub use cases::{Boundaries, case};
pub use random::Random;

/// One rulebook: the shared files (sources, calendar) and its own, each with a path.
#[derive(Clone, Debug)]
pub struct Texts {
    pub shared: Vec<(String, String)>,
    pub own: Vec<(String, String)>,
}

/// A rulebook from a seed.
pub fn rulebook(random: &mut Random) -> Texts {
    declarations::rulebook(random)
}
