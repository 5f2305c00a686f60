//! One reason for which a case is refused, with the place in the case.
//!
//! Knows nothing of: how the case was read, or to whom the refusal is shown.

use crate::engine::wording::Wording;

/// What is wrong at one place of a case. A refusal is not a ruling: nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// JSON pointer to the place (RFC 6901); empty for the whole case.
    pub pointer: String,
    /// A stable code: `C01…` for what cannot be read, `C0201` for a case that contradicts itself.
    pub code: &'static str,
    /// What is wrong, in one sentence: lower case, no full stop.
    pub message: Wording,
    /// What would be accepted there; empty when the message says it.
    pub expected: Wording,
}
