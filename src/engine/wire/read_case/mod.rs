//! Reads a case from JSON straight into cells, and tells everything that is wrong with it at once.
//!
//! The rulebook says which key comes next, so that most keys are compared, not read. After a fault the reader skips the
//! value and goes on; only a text that is not JSON ends the reading. Knows nothing of: files, rules, what facts are for.

mod answers;
mod cursor;
mod describe;
mod evidence;
mod faults;
mod path;
mod reader;
mod scalars;

use crate::engine::case::{Case, Layout, Refusal};
use crate::engine::types::Rulebook;
use cursor::Malformed;
use reader::Reader;

/// The largest case file, in bytes.
pub const GREATEST_SIZE: usize = 1 << 20;

/// The most levels of `{` and `[` inside one another.
pub const GREATEST_DEPTH: usize = 64;

/// The longest text of a fact, in characters.
pub const GREATEST_TEXT: usize = 10_000;

/// The most cells that the facts of one case may take.
const GREATEST_CELLS: usize = 1 << 22;

/// What an absent key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// The fact is unknown.
    PreCheck,
    /// An error: a submission says `null` or `{"unknown": "why"}`.
    Complete,
}

/// The case in `json`.
///
/// # Errors
/// Every place at which it does not fit the rulebook, in the order of the text.
pub fn read_case(
    rulebook: &Rulebook,
    layout: &Layout,
    json: &[u8],
    completeness: Completeness,
) -> Result<Case, Vec<Refusal>> {
    if json.len() > GREATEST_SIZE {
        return Err(vec![faults::too_large(GREATEST_SIZE)]);
    }
    let text = std::str::from_utf8(json).map_err(|error| vec![faults::not_utf8(error.valid_up_to())])?;
    let width = layout.records.first().map_or(0, |it| it.width);
    if usize::try_from(width).is_ok_and(|it| it > GREATEST_CELLS) {
        return Err(vec![faults::too_many_facts()]);
    }
    let mut reader = Reader::new(rulebook, layout, text, completeness);
    match reader.read() {
        Err(Malformed(at)) => Err(vec![faults::malformed(text, at)]),
        Ok(()) => reader.finish(),
    }
}

#[cfg(test)]
mod tests;
