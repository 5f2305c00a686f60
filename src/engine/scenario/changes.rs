//! From the lines `with …` and `answer …` to changes of the case.
//!
//! Knows nothing of: types; a value that does not fit is refused when the case is read.

use super::Row;
use super::patch::{self, Put, Step};
use super::values;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{Scenario, ScenarioLineKind, ScenarioPath, ScenarioStep, ScenarioValue};
use crate::engine::wording::Wording;
use crate::wording;

/// The case as the scenario has it; or the row that says which line cannot be done.
pub(super) fn apply(scenario: &Scenario, case_json: &[u8]) -> Result<Vec<u8>, Row> {
    let mut changes = Vec::new();
    let mut spans = Vec::new();
    for line in &scenario.lines {
        if let Some(change) = change(&line.kind) {
            changes.push(change.map_err(|why| failed(line.span, why))?);
            spans.push(line.span);
        }
    }
    patch::apply(case_json, &changes)
        .map_err(|(number, why)| failed(spans.get(number).copied().unwrap_or(scenario.name.span), why))
}

fn failed(span: Span, actual: Wording) -> Row {
    let expected = wording!("kasus dapat diubah seperti ditulis", "the case can be changed as written");
    Row { span, expected, actual, passed: false }
}

fn change(line: &ScenarioLineKind) -> Option<Result<(Vec<Step>, Put), Wording>> {
    match line {
        ScenarioLineKind::With { path, value } => Some(put(value).map(|it| (steps(path), it))),
        ScenarioLineKind::Answer { judgement, answer, because } => {
            let path = vec![Step::Key("judgements".to_owned()), Step::Key(judgement.text.clone())];
            let answer = match answer {
                Some(true) => "yes",
                Some(false) => "no",
                None => "unknown",
            };
            let reason = because.as_ref().map_or_else(|| "-".to_owned(), |it| it.text.clone());
            Some(Ok((path, Put::Answer { answer: answer.to_owned(), reason })))
        }
        _ => None,
    }
}

fn put(value: &ScenarioValue) -> Result<Put, Wording> {
    match value {
        ScenarioValue::Value(expr) => values::to_json(expr).ok_or_else(|| {
            wording!("nilai itu bukan angka, tanggal, teks, atau nama", "that value is no number, date, text or name")
        }),
        ScenarioValue::Missing => Ok(Put::Missing),
        ScenarioValue::Unknown(why) => Ok(Put::Unknown(why.text.clone())),
        ScenarioValue::Absent => Ok(Put::Absent),
    }
}

/// Elements are counted from 1 in a scenario, from 0 in JSON.
pub(super) fn steps(path: &ScenarioPath) -> Vec<Step> {
    let step = |it: &ScenarioStep| match it {
        ScenarioStep::Field(name) => Step::Key(name.text.clone()),
        ScenarioStep::Element(number) => Step::Index(usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX)),
    };
    path.steps.iter().map(step).collect()
}
