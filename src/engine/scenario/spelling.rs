//! What scenarios expect, and what came out, in the words in which scenarios are written.
//!
//! Knows nothing of: cases, rulings.

use super::values;
use crate::engine::finding::Status;
use crate::engine::syntax::tree::{About, ExpectedResult, Name, ScenarioLineKind, ScenarioPath, ScenarioStep};
use crate::engine::types::Decision;
use crate::engine::value::Truth;
use crate::engine::wording::Wording;
use crate::wording;

pub(super) fn refused(at: &ScenarioPath) -> Wording {
    let place = spell(at);
    wording!("ditolak pada {place}", "refused at {place}")
}

/// What a line expects, in words; `None` for lines that expect nothing.
pub(super) fn expectation(line: &ScenarioLineKind) -> Option<Wording> {
    match line {
        ScenarioLineKind::ExpectIs { about, value } => Some(is(about, &values::spell(value))),
        ScenarioLineKind::ExpectResult { about, result } => Some(result_of(about, *result)),
        ScenarioLineKind::ExpectUntil { about, date } => Some(until(about, &values::spell(date))),
        ScenarioLineKind::ExpectDuty { name, due } => {
            Some(duty(&name.text, due.as_ref().map(|it| values::spell(it).en).as_deref()))
        }
        ScenarioLineKind::ExpectRule { name } => Some(rule(&name.text)),
        ScenarioLineKind::ExpectUndetermined { missing } => {
            let listed = missing.iter().map(spell).collect::<Vec<_>>().join(", ");
            Some(undetermined(&listed))
        }
        ScenarioLineKind::ExpectConflict => Some(wording!("pertentangan", "conflict")),
        ScenarioLineKind::ExpectRefused { at } => Some(refused(at)),
        _ => None,
    }
}

/// "eligibility dari candidates[2]"
fn named(about: &About) -> Wording {
    let name = &about.name.text;
    match &about.of {
        None => Wording::same(name.clone()),
        Some(path) => {
            let path = spell(path);
            wording!("{name} dari {path}", "{name} of {path}")
        }
    }
}

pub(super) fn is(about: &About, value: &Wording) -> Wording {
    let name = named(about);
    Wording::new(format!("{} adalah {}", name.id, value.id), format!("{} is {}", name.en, value.en))
}

pub(super) fn until(about: &About, date: &Wording) -> Wording {
    let name = named(about);
    Wording::new(format!("{} berlaku sampai {}", name.id, date.id), format!("{} valid until {}", name.en, date.en))
}

pub(super) fn duty(name: &str, due: Option<&str>) -> Wording {
    match due {
        None => wording!("kewajiban {name}", "duty {name}"),
        Some(due) => wording!("kewajiban {name} paling lambat {due}", "duty {name} by {due}"),
    }
}

pub(super) fn rule(name: &str) -> Wording {
    wording!("aturan {name}", "rule {name}")
}

pub(super) fn result_of(about: &About, result: ExpectedResult) -> Wording {
    let (id, en) = match result {
        ExpectedResult::Holds => ("terpenuhi", "holds"),
        ExpectedResult::Fails => ("gagal", "fails"),
        ExpectedResult::Unknown => ("tidak diketahui", "unknown"),
    };
    let name = named(about);
    Wording::new(format!("{} {id}", name.id), format!("{} {en}", name.en))
}

pub(super) const fn expected_result(truth: Truth) -> ExpectedResult {
    match truth {
        Truth::Yes => ExpectedResult::Holds,
        Truth::No => ExpectedResult::Fails,
        Truth::Unknown => ExpectedResult::Unknown,
    }
}

pub(super) fn undetermined(missing: &str) -> Wording {
    if missing.is_empty() {
        return wording!("belum dapat ditetapkan", "undetermined");
    }
    wording!("belum dapat ditetapkan, kurang {missing}", "undetermined, missing {missing}")
}

/// A path as scenarios write it.
pub(super) fn spell(path: &ScenarioPath) -> String {
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
pub(super) fn from_pointer(pointer: &str) -> String {
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

pub(super) fn show_status(decision: &Decision, status: Status) -> Wording {
    match status {
        Status::Decided(outcome) => Wording::same(decision.outcomes.get(outcome).map_or("?", |it| it.name.as_str())),
        Status::Undetermined => undetermined(""),
        Status::Conflict => wording!("pertentangan", "conflict"),
    }
}

pub(super) fn nothing_named(name: &Name) -> Wording {
    let name = &name.text;
    wording!("tidak ada yang bernama {name}", "nothing is named {name}")
}
