//! The pure engine: texts and facts in, rulings and reasons out.

pub mod analysis;
pub mod captions;
pub mod case;
pub mod commentary;
pub mod diag;
pub mod eval;
pub mod explain;
pub mod finding;
pub mod library;
pub mod program;
pub mod reading;
pub mod ready;
pub mod reference;
pub mod resolve;
#[cfg(test)]
pub(crate) mod sample;
pub mod scenario;
pub mod select;
pub mod source;
pub mod syntax;
pub mod types;
pub mod value;
pub mod wire;
pub mod wording;

pub use library::{Checked, Declared, Edition, EditionScenario, Folder, Library, check};
pub use ready::Ready;

use case::{Case, Refusal};
use program::Program;
use wire::Completeness;

/// Reads a case and holds it against the requirements of the rulebook.
///
/// # Errors
/// Everything that is wrong with it at once; requirements are looked at once the case can be read.
pub fn accept_case(program: &Program, json: &[u8], completeness: Completeness) -> Result<Case, Vec<Refusal>> {
    let case = wire::read_case(&program.rulebook, &program.layout, json, completeness)?;
    let refusals = eval::requirements(program, &case);
    if refusals.is_empty() { Ok(case) } else { Err(refusals) }
}
