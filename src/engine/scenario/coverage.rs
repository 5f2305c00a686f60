//! What no scenario of an edition reached.
//!
//! Knows nothing of: cases.

use super::Reached;
use crate::engine::source::Span;
use crate::engine::types::{Body, Rulebook};

/// Rules, criteria, table rows and outcomes that no scenario reached, in file order, with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unreached {
    /// Rules that never applied.
    pub rules: Vec<(String, Span)>,
    /// Criteria that never held.
    pub never_held: Vec<(String, Span)>,
    /// Criteria that never failed.
    pub never_failed: Vec<(String, Span)>,
    /// Tables, and rows counted from 1, that never matched.
    pub rows: Vec<(String, usize, Span)>,
    /// Decisions and their outcomes that were never decided.
    pub outcomes: Vec<(String, String, Span)>,
    /// How many of all these there are, and how many were reached.
    pub total: usize,
    pub reached: usize,
}

/// Holds what all scenarios reached against what there is.
#[must_use]
pub fn unreached(rulebook: &Rulebook, reached: &Reached) -> Unreached {
    let mut open = Unreached::default();
    for (id, rule) in rulebook.rules.iter().enumerate() {
        let own = rulebook.decisions.get(rule.decision).is_some_and(|it| it.own);
        if own && open.count(reached.rules.contains(&id)) {
            open.rules.push((rule.name.clone(), rule.span));
        }
    }
    for (id, criterion) in rulebook.criteria.iter().enumerate() {
        if open.count(reached.held.contains(&id)) {
            open.never_held.push((criterion.name.clone(), criterion.span));
        }
        if open.count(reached.failed.contains(&id)) {
            open.never_failed.push((criterion.name.clone(), criterion.span));
        }
    }
    open.rows_of(rulebook, reached);
    open.outcomes_of(rulebook, reached);
    open
}

impl Unreached {
    /// Counts one thing; answers whether it was *not* reached.
    const fn count(&mut self, reached: bool) -> bool {
        self.total = self.total.saturating_add(1);
        self.reached = self.reached.saturating_add(reached as usize);
        !reached
    }

    fn rows_of(&mut self, rulebook: &Rulebook, reached: &Reached) {
        for (id, definition) in rulebook.definitions.iter().enumerate() {
            let Some(Body::Table(table)) = definition.body.known() else {
                continue;
            };
            for (number, row) in table.rows.iter().enumerate() {
                if self.count(reached.rows.contains(&(id, number))) {
                    self.rows.push((definition.name.clone(), number.saturating_add(1), row.span));
                }
            }
        }
    }

    fn outcomes_of(&mut self, rulebook: &Rulebook, reached: &Reached) {
        for (id, decision) in rulebook.decisions.iter().enumerate().filter(|(_, it)| it.own) {
            for (number, outcome) in decision.outcomes.iter().enumerate() {
                if self.count(reached.outcomes.contains(&(id, number))) {
                    self.outcomes.push((decision.name.clone(), outcome.name.clone(), decision.span));
                }
            }
        }
    }
}
