//! What an evaluation found: the outcome of one decision and everything that was worked out for it.
//!
//! Both evaluators answer with this, so that they can be compared. What a decision *reads* is everything that is named in
//! its rules (conditions, validity, duties, reasons) and in its `otherwise`, in the conditions and bodies of what is named
//! there, also of an element, and in the decisions named there (of these: the conditions of their rules). Knows nothing of: reasons, prose, JSON.

use super::value::Truth;

/// The result of ruling one decision on one case (or on one element, for a decision `for every`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Finding {
    pub status: Status,
    /// Rules that apply and that no applicable rule overrides, by index in the rulebook, in file order. Empty when the
    /// `otherwise` outcome holds. For `Conflict`: all winners of the assignment in which unknown rules do not apply.
    pub winners: Vec<usize>,
    /// Truth of the condition of each of the decision's rules, in the order of `Decision::rules`.
    pub rules: Vec<Truth>,
    /// Truth of every criterion without an element that the decision reads, directly or not, by index, in file order.
    pub criteria: Vec<(usize, Truth)>,
    /// Value of every definition without an element that the decision reads: `None` is unknown; yes is 1, no is 0,
    /// a known text is 1.
    pub definitions: Vec<(usize, Option<i64>)>,
}

/// How a decision ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// The index of the outcome.
    Decided(usize),
    /// Unknown conditions can still give different results.
    #[default]
    Undetermined,
    /// Winning rules have different outcomes, however the unknown conditions turn out.
    Conflict,
}
