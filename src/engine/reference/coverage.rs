//! Which parts of the rules a case reaches.
//!
//! Knows nothing of: scenarios.

use super::{Interpreter, elements};
use crate::engine::case::{Case, Layout};
use crate::engine::finding::Status;
use crate::engine::types::Rulebook;
use crate::engine::value::Truth;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What was reached, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Rules whose condition held.
    pub rules: BTreeSet<usize>,
    /// Criteria that held, also of an element.
    pub held: BTreeSet<usize>,
    /// Criteria that failed, also of an element.
    pub failed: BTreeSet<usize>,
    /// Definition and row, for rows that matched.
    pub rows: BTreeSet<(usize, usize)>,
    /// Decision and outcome.
    pub outcomes: BTreeSet<(usize, usize)>,
}

impl Reached {
    /// What was reached by either.
    pub fn join(&mut self, mut other: Self) {
        self.rules.append(&mut other.rules);
        self.held.append(&mut other.held);
        self.failed.append(&mut other.failed);
        self.rows.append(&mut other.rows);
        self.outcomes.append(&mut other.outcomes);
    }
}

pub(super) fn of_case(rulebook: &Rulebook, layout: &Layout, case: &Case) -> Reached {
    let mut interpreter = Interpreter::new(rulebook, layout, case);
    interpreter.reached = Some(RefCell::default());
    let own = rulebook.decisions.iter().enumerate().filter(|(_, it)| it.own);
    for (id, decision) in own {
        let count = u32::try_from(elements(rulebook, layout, case, id)).unwrap_or(u32::MAX);
        for element in 0..count {
            let finding = interpreter.finding(id, decision.for_every.as_ref().map(|_| element));
            let applied = decision.rules.iter().zip(&finding.rules).filter(|(_, it)| **it == Truth::Yes);
            interpreter.note(|it| {
                it.rules.extend(applied.map(|(rule, _)| *rule));
                if let Status::Decided(outcome) = finding.status {
                    it.outcomes.insert((id, outcome));
                }
            });
        }
    }
    interpreter.reached.map(RefCell::into_inner).unwrap_or_default()
}

impl Interpreter<'_> {
    fn note(&self, note: impl FnOnce(&mut Reached)) {
        if let Some(Ok(mut reached)) = self.reached.as_ref().map(RefCell::try_borrow_mut) {
            note(&mut reached);
        }
    }

    pub(super) fn note_criterion(&self, id: usize, result: Truth) {
        self.note(|it| {
            match result {
                Truth::Yes => it.held.insert(id),
                Truth::No => it.failed.insert(id),
                Truth::Unknown => false,
            };
        });
    }

    pub(super) fn note_row(&self, definition: usize, row: usize) {
        self.note(|it| it.rows.extend([(definition, row)]));
    }
}
