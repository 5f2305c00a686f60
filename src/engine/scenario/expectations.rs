//! The lines `expect …`, one row each.
//!
//! Knows nothing of: how the case came to be.

use super::changes::steps;
use super::{Row, Rules, patch, values};
use crate::engine::case::{Case, Refusal};
use crate::engine::finding::{Finding, Status};
use crate::engine::reference;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{ExpectedResult, Expr, Name, Scenario, ScenarioLineKind, ScenarioPath, ScenarioStep};
use crate::engine::types::{Decision, Type};
use crate::engine::value::Truth;
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

fn refused(at: &ScenarioPath) -> Wording {
    let place = spell(at);
    wording!("ditolak pada {place}", "refused at {place}")
}

/// What a line expects, in words; `None` for lines that expect nothing.
fn expectation(line: &ScenarioLineKind) -> Option<Wording> {
    match line {
        ScenarioLineKind::ExpectIs { name, value } => Some(is(name, &values::spell(value))),
        ScenarioLineKind::ExpectResult { name, result } => Some(result_of(name, *result)),
        ScenarioLineKind::ExpectUndetermined { missing } => {
            let listed = missing.iter().map(spell).collect::<Vec<_>>().join(", ");
            Some(undetermined(&listed))
        }
        ScenarioLineKind::ExpectConflict => Some(wording!("pertentangan", "conflict")),
        ScenarioLineKind::ExpectRefused { at } => Some(refused(at)),
        _ => None,
    }
}

fn is(name: &Name, value: &Wording) -> Wording {
    let name = &name.text;
    Wording::new(format!("{name} adalah {}", value.id), format!("{name} is {}", value.en))
}

fn result_of(name: &Name, result: ExpectedResult) -> Wording {
    let name = &name.text;
    match result {
        ExpectedResult::Holds => wording!("{name} terpenuhi", "{name} holds"),
        ExpectedResult::Fails => wording!("{name} gagal", "{name} fails"),
        ExpectedResult::Unknown => wording!("{name} tidak diketahui", "{name} unknown"),
    }
}

const fn expected_result(truth: Truth) -> ExpectedResult {
    match truth {
        Truth::Yes => ExpectedResult::Holds,
        Truth::No => ExpectedResult::Fails,
        Truth::Unknown => ExpectedResult::Unknown,
    }
}

fn undetermined(missing: &str) -> Wording {
    if missing.is_empty() {
        return wording!("belum dapat ditetapkan", "undetermined");
    }
    wording!("belum dapat ditetapkan, kurang {missing}", "undetermined, missing {missing}")
}

/// A path as scenarios write it.
fn spell(path: &ScenarioPath) -> String {
    let mut text = String::new();
    for step in &path.steps {
        match step {
            ScenarioStep::Field(name) => add_field(&mut text, &name.text),
            ScenarioStep::Element(number) => add_element(&mut text, *number),
        }
    }
    text
}

fn add_field(text: &mut String, name: &str) {
    if !text.is_empty() {
        text.push('.');
    }
    text.push_str(name);
}

fn add_element(text: &mut String, number: u32) {
    text.push('[');
    text.push_str(&number.to_string());
    text.push(']');
}

/// A JSON pointer as scenarios write a path; anything else stays as it is.
fn from_pointer(pointer: &str) -> String {
    let Some(rest) = pointer.strip_prefix('/') else {
        return pointer.to_owned();
    };
    let rest = rest.strip_prefix("judgements/").unwrap_or(rest);
    let mut text = String::new();
    for step in rest.split('/') {
        match step.parse::<u32>() {
            Ok(index) => add_element(&mut text, index.saturating_add(1)),
            Err(_) => add_field(&mut text, step),
        }
    }
    text
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
            ScenarioLineKind::ExpectIs { name, value } => self.value_of(name, value),
            ScenarioLineKind::ExpectResult { name, result } => self.result_of(name, *result),
            ScenarioLineKind::ExpectUndetermined { missing } => self.undetermined(missing),
            ScenarioLineKind::ExpectConflict => {
                let statuses = self.statuses(0);
                let passed = !statuses.is_empty() && statuses.iter().all(|it| *it == Status::Conflict);
                (self.show_statuses(0, &statuses), passed)
            }
            _ => (wording!("kasus diterima", "the case is accepted"), false),
        };
        Some(Row { span, expected, actual, passed })
    }

    /// A decision, a definition or a criterion.
    fn value_of(&self, name: &Name, expected: &Expr) -> (Wording, bool) {
        let rulebook = self.rules.rulebook;
        if let Some(id) = rulebook.decisions.iter().position(|it| it.name == name.text) {
            return self.outcome_of(id, name, expected);
        }
        let defined = rulebook.definitions.iter().enumerate().find(|(_, it)| it.name == name.text && it.of.is_none());
        let (ty, value) = if let Some((id, definition)) = defined {
            (&definition.ty, self.definition(id))
        } else if let Some(id) = self.criterion_named(name) {
            (&Type::Truth, self.criterion(id).known().map(i64::from))
        } else {
            return (nothing_named(name), false);
        };
        let passed = value.is_some() && values::to_value(rulebook, ty, expected) == value;
        (is(name, &values::show(rulebook, ty, value)), passed)
    }

    fn outcome_of(&self, id: usize, name: &Name, expected: &Expr) -> (Wording, bool) {
        let statuses = self.statuses(id);
        let wanted = values::spell(expected).en;
        let named = |outcome: usize| {
            self.rules.rulebook.decisions.get(id).and_then(|it| it.outcomes.get(outcome)).map(|it| it.name.as_str())
        };
        let as_wanted = |it: &Status| matches!(it, Status::Decided(outcome) if named(*outcome) == Some(&wanted));
        let passed = !statuses.is_empty() && statuses.iter().all(as_wanted);
        (is(name, &self.show_statuses(id, &statuses)), passed)
    }

    fn result_of(&self, name: &Name, expected: ExpectedResult) -> (Wording, bool) {
        if let Some(id) = self.criterion_named(name) {
            let result = expected_result(self.criterion(id));
            return (result_of(name, result), result == expected);
        }
        let rulebook = self.rules.rulebook;
        let defined = rulebook.definitions.iter().enumerate().find(|(_, it)| it.name == name.text && it.of.is_none());
        let Some((id, definition)) = defined else {
            return (nothing_named(name), false);
        };
        let value = self.definition(id);
        let result = match value {
            None => ExpectedResult::Unknown,
            Some(0) if definition.ty == Type::Truth => ExpectedResult::Fails,
            Some(_) => ExpectedResult::Holds,
        };
        (is(name, &values::show(rulebook, &definition.ty, value)), result == expected)
    }

    fn undetermined(&self, wanted: &[ScenarioPath]) -> (Wording, bool) {
        let statuses = self.statuses(0);
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

    /// How a decision ended: one status, or one for every element.
    fn statuses(&self, decision: usize) -> Vec<Status> {
        let rulebook = self.rules.rulebook;
        let every = rulebook.decisions.get(decision).is_some_and(|it| it.for_every.is_some());
        let count = reference::elements(rulebook, self.rules.layout, self.case, decision);
        let elements = 0..u32::try_from(count).unwrap_or(u32::MAX);
        elements.map(|it| (self.rules.rule)(self.case, decision, every.then_some(it)).status).collect()
    }

    fn show_statuses(&self, decision: usize, statuses: &[Status]) -> Wording {
        let Some(decision) = self.rules.rulebook.decisions.get(decision) else {
            return Wording::default();
        };
        let mut shown = Wording::default();
        for status in statuses {
            let one = show_status(decision, *status);
            for (text, add) in [(&mut shown.id, &one.id), (&mut shown.en, &one.en)] {
                if !text.is_empty() {
                    text.push_str(", ");
                }
                text.push_str(add);
            }
        }
        if statuses.is_empty() { wording!("tanpa elemen", "without elements") } else { shown }
    }

    fn criterion_named(&self, name: &Name) -> Option<usize> {
        self.rules.rulebook.criteria.iter().position(|it| it.name == name.text && it.of.is_none())
    }

    /// From a ruling that reads it; if none does, from the interpreter.
    fn criterion(&self, id: usize) -> Truth {
        let found = |it: Finding| it.criteria.iter().find(|(criterion, _)| *criterion == id).map(|it| it.1);
        self.in_a_finding(found)
            .unwrap_or_else(|| reference::criterion(self.rules.rulebook, self.rules.layout, self.case, id))
    }

    fn definition(&self, id: usize) -> Option<i64> {
        let found = |it: Finding| it.definitions.iter().find(|(definition, _)| *definition == id).map(|it| it.1);
        self.in_a_finding(found)
            .unwrap_or_else(|| reference::definition(self.rules.rulebook, self.rules.layout, self.case, id))
    }

    fn in_a_finding<T>(&self, find: impl Fn(Finding) -> Option<T>) -> Option<T> {
        let decisions = self.rules.rulebook.decisions.iter().enumerate();
        decisions
            .filter(|(_, it)| it.for_every.is_none())
            .find_map(|(id, _)| find((self.rules.rule)(self.case, id, None)))
    }
}

fn show_status(decision: &Decision, status: Status) -> Wording {
    match status {
        Status::Decided(outcome) => Wording::same(decision.outcomes.get(outcome).map_or("?", |it| it.name.as_str())),
        Status::Undetermined => undetermined(""),
        Status::Conflict => wording!("pertentangan", "conflict"),
    }
}

fn nothing_named(name: &Name) -> Wording {
    let name = &name.text;
    wording!("tidak ada yang bernama {name}", "nothing is named {name}")
}
