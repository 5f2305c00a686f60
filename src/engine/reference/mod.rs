//! The literal interpreter: follows the page of the language word for word, so that the fast evaluator can be held
//! against it.
//!
//! It walks the typed tree, reads facts field by field, evaluates every operand, and tries every way in which unknown
//! rules may turn out. Plainness before speed. Knows nothing of: the compiled program, the fast evaluator, reasons, JSON.

mod arithmetic;
mod asked;
mod coverage;
pub mod deciding;
mod expressions;
mod facts;
mod lists;
mod reads;
mod tables;

use super::case::{Case, Layout};
use super::finding::{Finding, Status};
use super::types::{Decision, Expr, Meaning, Rulebook, Type};
use super::value::Truth;
pub use asked::Asked;
pub use coverage::Reached;
use facts::Place;
use std::cell::RefCell;

/// Rules one decision on one case; `element` counts from 0 in the list of a decision `for every`.
#[must_use]
pub fn rule(rulebook: &Rulebook, layout: &Layout, case: &Case, decision: usize, element: Option<u32>) -> Finding {
    Interpreter::new(rulebook, layout, case).finding(decision, element)
}

/// Whether each requirement of the rulebook holds, in file order. A case is refused where one is `No`.
#[must_use]
pub fn requirements(rulebook: &Rulebook, layout: &Layout, case: &Case) -> Vec<Truth> {
    let interpreter = Interpreter::new(rulebook, layout, case);
    rulebook.requirements.iter().map(|it| interpreter.truth(&it.condition, &[])).collect()
}

/// The value of a definition without an element; `None` is unknown.
#[must_use]
pub fn definition(rulebook: &Rulebook, layout: &Layout, case: &Case, id: usize) -> Option<i64> {
    Interpreter::new(rulebook, layout, case).definition(id, None, &[]).map(Value::as_integer)
}

/// The value of any expression that reads no element: 1 for yes and for a known text, 0 for no; `None` is unknown.
#[must_use]
pub fn value(rulebook: &Rulebook, layout: &Layout, case: &Case, expr: &Expr) -> Option<i64> {
    Interpreter::new(rulebook, layout, case).value(expr, &[]).map(Value::as_integer)
}

/// The truth of a criterion without an element.
#[must_use]
pub fn criterion(rulebook: &Rulebook, layout: &Layout, case: &Case, id: usize) -> Truth {
    Interpreter::new(rulebook, layout, case).criterion(id, None, &[])
}

/// The same of a criterion about an element, whose first cell and type are given.
#[must_use]
pub fn criterion_of<'a>(
    rulebook: &'a Rulebook,
    layout: &'a Layout,
    case: &'a Case,
    id: usize,
    (cell, ty): (usize, &'a Type),
) -> Truth {
    Interpreter::new(rulebook, layout, case).criterion_at(id, &[Place::At { cell, ty }])
}

/// The same of a definition about an element.
#[must_use]
pub fn definition_of<'a>(
    rulebook: &'a Rulebook,
    layout: &'a Layout,
    case: &'a Case,
    id: usize,
    (cell, ty): (usize, &'a Type),
) -> Option<i64> {
    Interpreter::new(rulebook, layout, case).definition_at(id, &[Place::At { cell, ty }]).map(Value::as_integer)
}

/// How many elements a decision `for every` is ruled for, and 1 for any other; 0 while the list is unknown.
#[must_use]
pub fn elements(rulebook: &Rulebook, layout: &Layout, case: &Case, decision: usize) -> usize {
    match rulebook.decisions.get(decision).map(|it| &it.for_every) {
        Some(Some(for_every)) => {
            Interpreter::new(rulebook, layout, case).elements(&for_every.list, &[]).map_or(0, |it| it.len())
        }
        _ => 1,
    }
}

/// Which rules, criteria, table rows and outcomes a case reaches, in all own decisions.
#[must_use]
pub fn reached(rulebook: &Rulebook, layout: &Layout, case: &Case) -> Reached {
    coverage::of_case(rulebook, layout, case)
}

/// A known value. Unknown is `None`, wherever a value may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value<'a> {
    Truth(bool),
    /// A number in units of its scale, a date, a count, an ordinal.
    Integer(i64),
    Text(&'a str),
}

impl Value<'_> {
    /// As in a [`Finding`]: yes is 1 and no is 0; a text is 1.
    fn as_integer(self) -> i64 {
        match self {
            Self::Truth(it) => i64::from(it),
            Self::Integer(it) => it,
            Self::Text(_) => 1,
        }
    }
}

/// The rules and the facts. Elements that are bound travel beside them, outermost first.
struct Interpreter<'a> {
    rulebook: &'a Rulebook,
    layout: &'a Layout,
    case: &'a Case,
    /// Notes what was reached, when somebody asks.
    reached: Option<RefCell<Reached>>,
}

impl<'a> Interpreter<'a> {
    const fn new(rulebook: &'a Rulebook, layout: &'a Layout, case: &'a Case) -> Self {
        Self { rulebook, layout, case, reached: None }
    }

    fn finding(&self, id: usize, element: Option<u32>) -> Finding {
        let Some(decision) = self.rulebook.decisions.get(id) else {
            return Finding::default();
        };
        let rules = self.applicable(decision, element);
        let (status, winners) = deciding::decide(&self.choices(decision, &rules), decision.otherwise.outcome);
        let read = reads::of_decision(self.rulebook, id);
        let winners = winners.into_iter().filter_map(|it| decision.rules.get(it).copied()).collect();
        Finding {
            status,
            winners,
            rules,
            criteria: read.criteria.into_iter().map(|it| (it, self.criterion(it, None, &[]))).collect(),
            definitions: read
                .definitions
                .into_iter()
                .map(|it| (it, self.definition(it, None, &[]).map(Value::as_integer)))
                .collect(),
        }
    }

    /// How a decision without an element ended: what another decision may read.
    fn status(&self, id: usize) -> Status {
        let Some(decision) = self.rulebook.decisions.get(id) else {
            return Status::Undetermined;
        };
        let rules = self.applicable(decision, None);
        deciding::decide(&self.choices(decision, &rules), decision.otherwise.outcome).0
    }

    /// Whether each rule of the decision applies.
    fn applicable(&self, decision: &'a Decision, element: Option<u32>) -> Vec<Truth> {
        let locals: Vec<Place<'a>> = match (&decision.for_every, element) {
            (Some(for_every), Some(element)) => vec![self.element(&for_every.list, &[], element)],
            _ => Vec::new(),
        };
        let applies = |rule: &usize| match self.rulebook.rules.get(*rule).map(|it| &it.condition) {
            Some(Meaning::Known(condition)) => self.truth(condition, &locals),
            Some(Meaning::Pending(_)) | None => Truth::Unknown,
        };
        decision.rules.iter().map(applies).collect()
    }

    /// The rules of a decision, numbered among themselves.
    fn choices(&self, decision: &Decision, applies: &[Truth]) -> Vec<deciding::Choice> {
        let number = |rule: &usize| decision.rules.iter().position(|it| it == rule);
        let choice = |(rule, applies): (&usize, &Truth)| {
            let rule = self.rulebook.rules.get(*rule)?;
            let overrides = rule.overrides.iter().filter_map(number).collect();
            Some(deciding::Choice { applies: *applies, outcome: rule.outcome, overrides })
        };
        decision.rules.iter().zip(applies).filter_map(choice).collect()
    }
}

#[cfg(test)]
mod tests;
