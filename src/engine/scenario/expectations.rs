//! The lines `expect …`, one row each.
//!
//! Knows nothing of: how the case came to be.

use super::changes::steps;
use super::spelling::{
    duty, expectation, expected_result, from_pointer, is, nothing_named, refused, result_of, rule, show_status, spell,
    undetermined, until,
};
use super::{Consequences, Row, Rules, elements, patch, values};
use crate::engine::case::{Case, Refusal};
use crate::engine::finding::{Finding, Status};
use crate::engine::reference;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{
    About, ExpectedResult, Expr, Name, Scenario, ScenarioLineKind, ScenarioPath, ScenarioStep,
};
use crate::engine::types::{Definition, Type};
use crate::engine::value::Truth;
use crate::engine::value::date::iso;
use crate::engine::wording::Wording;
use crate::wording;

/// The rows of a case that was accepted.
pub(super) fn when_accepted(rules: &Rules<'_>, scenario: &Scenario, case: &Case) -> Vec<Row> {
    let asked = Asked { rules, case };
    scenario.lines.iter().filter_map(|line| asked.line(line.span, &line.kind)).collect()
}

/// The rows of a case that was refused: only `expect refused at …` can pass.
pub(super) fn when_refused(scenario: &Scenario, refusals: &[Refusal]) -> Vec<Row> {
    let told = |refused: &str, message: fn(&Wording) -> &String| {
        let one = |it: &Refusal| format!("{refused} {}: {}", it.pointer, message(&it.message));
        refusals.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    let actual = Wording::new(told("ditolak pada", |it| &it.id), told("refused at", |it| &it.en));
    let mut rows = Vec::new();
    for line in &scenario.lines {
        let (expected, passed) = match &line.kind {
            ScenarioLineKind::ExpectRefused { at } => {
                let pointer = patch::pointer(&steps(at));
                (refused(at), refusals.iter().any(|it| it.pointer == pointer))
            }
            other => match expectation(other) {
                Some(expected) => (expected, false),
                None => continue,
            },
        };
        rows.push(Row { span: line.span, expected, actual: actual.clone(), passed });
    }
    if rows.is_empty() {
        let expected = wording!("kasus diterima", "the case is accepted");
        rows.push(Row { span: scenario.name.span, expected, actual, passed: false });
    }
    rows
}

/// A case that the expectations are asked of.
struct Asked<'a> {
    rules: &'a Rules<'a>,
    case: &'a Case,
}

impl Asked<'_> {
    fn line(&self, span: Span, line: &ScenarioLineKind) -> Option<Row> {
        let expected = expectation(line)?;
        let (actual, passed) = match line {
            ScenarioLineKind::ExpectIs { about, value } => self.value_of(about, value),
            ScenarioLineKind::ExpectResult { about, result } => self.result_of(about, *result),
            ScenarioLineKind::ExpectUntil { about, date } => self.until(about, date),
            ScenarioLineKind::ExpectDuty { name, due } => self.duty(name, due.as_ref()),
            ScenarioLineKind::ExpectRule { name } => self.rule(name),
            ScenarioLineKind::ExpectUndetermined { missing } => self.undetermined(missing),
            ScenarioLineKind::ExpectConflict => {
                let statuses = self.statuses(0, None);
                let passed = !statuses.is_empty() && statuses.iter().all(|it| *it == Status::Conflict);
                (self.show_statuses(0, &statuses), passed)
            }
            _ => (wording!("kasus diterima", "the case is accepted"), false),
        };
        Some(Row { span, expected, actual, passed })
    }

    /// That the element which is named is not there, or nobody knows it.
    fn absent(&self, about: &About) -> Option<(Wording, bool)> {
        let path = about.of.as_ref()?;
        match elements::place(self.rules.rulebook, self.rules.layout, self.case, path) {
            Some(_) => None,
            None => Some((wording!("tidak ada {} dalam kasus", "there is no {} in the case", spell(path)), false)),
        }
    }

    /// A decision, a definition or a criterion.
    fn value_of(&self, about: &About, expected: &Expr) -> (Wording, bool) {
        let rulebook = self.rules.rulebook;
        if let Some(absent) = self.absent(about) {
            return absent;
        }
        if let Some(id) = self.decision_named(&about.name) {
            return self.outcome_of(id, about, expected);
        }
        let (ty, value) = if let Some((id, definition)) = self.definition_named(about) {
            (&definition.ty, self.definition(about, id))
        } else if let Some(id) = self.criterion_named(about) {
            (&Type::Truth, self.criterion(about, id).known().map(i64::from))
        } else {
            return (nothing_named(&about.name), false);
        };
        let passed = value.is_some() && values::to_value(rulebook, ty, expected) == value;
        (is(about, &values::show(rulebook, ty, value)), passed)
    }

    fn outcome_of(&self, id: usize, about: &About, expected: &Expr) -> (Wording, bool) {
        let statuses = self.statuses(id, about.of.as_ref());
        let wanted = values::spell(expected).en;
        let named = |outcome: usize| {
            self.rules.rulebook.decisions.get(id).and_then(|it| it.outcomes.get(outcome)).map(|it| it.name.as_str())
        };
        let as_wanted = |it: &Status| matches!(it, Status::Decided(outcome) if named(*outcome) == Some(&wanted));
        let passed = !statuses.is_empty() && statuses.iter().all(as_wanted);
        (is(about, &self.show_statuses(id, &statuses)), passed)
    }

    fn result_of(&self, about: &About, expected: ExpectedResult) -> (Wording, bool) {
        if let Some(absent) = self.absent(about) {
            return absent;
        }
        if let Some(id) = self.criterion_named(about) {
            let result = expected_result(self.criterion(about, id));
            return (result_of(about, result), result == expected);
        }
        let Some((id, definition)) = self.definition_named(about) else {
            return (nothing_named(&about.name), false);
        };
        let value = self.definition(about, id);
        let result = match value {
            None => ExpectedResult::Unknown,
            Some(0) if definition.ty == Type::Truth => ExpectedResult::Fails,
            Some(_) => ExpectedResult::Holds,
        };
        (is(about, &values::show(self.rules.rulebook, &definition.ty, value)), result == expected)
    }

    /// Until when the outcome of a decision holds.
    fn until(&self, about: &About, expected: &Expr) -> (Wording, bool) {
        if let Some(absent) = self.absent(about) {
            return absent;
        }
        let Some(id) = self.decision_named(&about.name) else {
            return (nothing_named(&about.name), false);
        };
        let ends: Vec<Option<i64>> = self.consequences(id, about.of.as_ref()).iter().map(|it| it.valid_until).collect();
        let wanted = values::to_value(self.rules.rulebook, &Type::Date, expected);
        let passed = wanted.is_some() && !ends.is_empty() && ends.iter().all(|it| *it == wanted);
        let shown = ends.iter().map(|end| match end {
            Some(day) => Wording::same(iso(*day)),
            None => wording!("waktu yang tidak ditetapkan", "no day that is set"),
        });
        let shown = if ends.is_empty() { wording!("tanpa elemen", "without elements") } else { listed(shown) };
        (until(about, &shown), passed)
    }

    /// A duty that comes with the outcome of any decision.
    fn duty(&self, name: &Name, expected: Option<&Expr>) -> (Wording, bool) {
        let all = self.all_consequences();
        let owed: Vec<&(String, Option<i64>)> = all.iter().flat_map(|it| &it.duties).collect();
        let wanted = expected.map(|it| values::to_value(self.rules.rulebook, &Type::Date, it));
        let passed = owed.iter().any(|it| it.0 == name.text && wanted.is_none_or(|due| due.is_some() && it.1 == due));
        if owed.is_empty() {
            return (wording!("tiada kewajiban", "no duty"), false);
        }
        (listed(owed.iter().map(|it| duty(&it.0, it.1.map(iso).as_deref()))), passed)
    }

    /// A rule that decides any decision.
    fn rule(&self, name: &Name) -> (Wording, bool) {
        let all = self.all_consequences();
        let deciding: Vec<&String> = all.iter().flat_map(|it| &it.rules).collect();
        let passed = deciding.iter().any(|it| **it == name.text);
        if deciding.is_empty() {
            return (wording!("tiada aturan yang memutuskan", "no rule decides"), false);
        }
        (listed(deciding.iter().map(|it| rule(it))), passed)
    }

    fn undetermined(&self, wanted: &[ScenarioPath]) -> (Wording, bool) {
        let statuses = self.statuses(0, None);
        if statuses.is_empty() || !statuses.iter().all(|it| *it == Status::Undetermined) {
            return (self.show_statuses(0, &statuses), false);
        }
        if wanted.is_empty() {
            return (undetermined(""), true);
        }
        let missing: Vec<String> = (self.rules.missing)(self.case, 0).iter().map(|it| from_pointer(it)).collect();
        let passed = wanted.iter().all(|it| missing.contains(&spell(it)));
        (undetermined(&missing.join(", ")), passed)
    }

    /// How a decision ended: one status, or one for every element that is meant.
    fn statuses(&self, decision: usize, of: Option<&ScenarioPath>) -> Vec<Status> {
        let every = self.rules.rulebook.decisions.get(decision).is_some_and(|it| it.for_every.is_some());
        let meant = self.elements(decision, of).into_iter();
        meant.map(|it| (self.rules.rule)(self.case, decision, every.then_some(it)).status).collect()
    }

    /// The elements that a decision is asked of: the one that is named, or all; 0 for a decision about none.
    fn elements(&self, decision: usize, of: Option<&ScenarioPath>) -> Vec<u32> {
        let count = reference::elements(self.rules.rulebook, self.rules.layout, self.case, decision);
        let mut all = 0..u32::try_from(count).unwrap_or(u32::MAX);
        match of.and_then(|it| it.steps.last()) {
            Some(ScenarioStep::Element(number)) => all.find(|it| it.saturating_add(1) == *number).into_iter().collect(),
            _ => all.collect(),
        }
    }

    fn consequences(&self, decision: usize, of: Option<&ScenarioPath>) -> Vec<Consequences> {
        let meant = self.elements(decision, of);
        let all = (self.rules.consequences)(self.case, decision).into_iter().enumerate();
        all.filter(|it| u32::try_from(it.0).is_ok_and(|index| meant.contains(&index))).map(|it| it.1).collect()
    }

    fn all_consequences(&self) -> Vec<Consequences> {
        (0..self.rules.rulebook.decisions.len()).flat_map(|it| self.consequences(it, None)).collect()
    }

    fn show_statuses(&self, decision: usize, statuses: &[Status]) -> Wording {
        let Some(decision) = self.rules.rulebook.decisions.get(decision) else {
            return Wording::default();
        };
        if statuses.is_empty() {
            return wording!("tanpa elemen", "without elements");
        }
        listed(statuses.iter().map(|it| show_status(decision, *it)))
    }

    fn decision_named(&self, name: &Name) -> Option<usize> {
        self.rules.rulebook.decisions.iter().position(|it| it.name == name.text)
    }

    /// One about an element only if an element is named.
    fn definition_named(&self, about: &About) -> Option<(usize, &Definition)> {
        let mut all = self.rules.rulebook.definitions.iter().enumerate();
        all.find(|(_, it)| it.name == about.name.text && it.of.is_some() == about.of.is_some())
    }

    fn criterion_named(&self, about: &About) -> Option<usize> {
        let criteria = &self.rules.rulebook.criteria;
        criteria.iter().position(|it| it.name == about.name.text && it.of.is_some() == about.of.is_some())
    }

    /// From a ruling that reads it; if none does, from the interpreter.
    fn criterion(&self, about: &About, id: usize) -> Truth {
        let (rulebook, layout) = (self.rules.rulebook, self.rules.layout);
        if let Some(path) = &about.of {
            let place = elements::place(rulebook, layout, self.case, path);
            return place.map_or(Truth::Unknown, |it| reference::criterion_of(rulebook, layout, self.case, id, it));
        }
        let found = |it: Finding| it.criteria.iter().find(|(criterion, _)| *criterion == id).map(|it| it.1);
        self.in_a_finding(found).unwrap_or_else(|| reference::criterion(rulebook, layout, self.case, id))
    }

    fn definition(&self, about: &About, id: usize) -> Option<i64> {
        let (rulebook, layout) = (self.rules.rulebook, self.rules.layout);
        if let Some(path) = &about.of {
            let place = elements::place(rulebook, layout, self.case, path)?;
            return reference::definition_of(rulebook, layout, self.case, id, place);
        }
        let found = |it: Finding| it.definitions.iter().find(|(definition, _)| *definition == id).map(|it| it.1);
        self.in_a_finding(found).unwrap_or_else(|| reference::definition(rulebook, layout, self.case, id))
    }

    fn in_a_finding<T>(&self, find: impl Fn(Finding) -> Option<T>) -> Option<T> {
        let decisions = self.rules.rulebook.decisions.iter().enumerate();
        decisions
            .filter(|(_, it)| it.for_every.is_none())
            .find_map(|(id, _)| find((self.rules.rule)(self.case, id, None)))
    }
}

/// Several, separated by commas.
fn listed(all: impl Iterator<Item = Wording>) -> Wording {
    let mut shown = Wording::default();
    for one in all {
        for (text, add) in [(&mut shown.id, &one.id), (&mut shown.en, &one.en)] {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(add);
        }
    }
    shown
}
