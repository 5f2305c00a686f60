//! What would be enough for another outcome: one fact, that the agency can act on, at another value.
//!
//! Nothing is guessed: every value that is told was put into the case, and the engine ruled on it. Only values that can be
//! listed are tried, so there may be others. Knows nothing of: how it is shown.

use serde_json::{Value, json};

use crate::engine::explain::format;
use crate::engine::explain::measures::Shown;
use crate::engine::finding::Status;
use crate::engine::types::{Constant, Meaning, Rulebook, Type};
use crate::engine::value::number;
use crate::engine::wording::Wording;

use super::changes::{Changes, OwnedWords, Trial};
use super::paired::type_at;

/// So many values are tried for one fact, and so many for all.
const MOST_VALUES: usize = 24;
const MOST_TRIALS: usize = 160;

/// A fact whose value alone would give another outcome.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sufficient {
    /// JSON pointer.
    pub(crate) path: String,
    pub(crate) label: OwnedWords,
    pub(crate) value: Shown,
    /// What would be decided.
    pub(crate) outcome: Wording,
}

/// Of the facts on which a decision hangs, those of which one value is known to be enough: the nearest to the present one.
pub(super) fn sufficient(trial: &Trial<'_, '_>, changes: &Changes) -> Vec<Sufficient> {
    let Some(Status::Decided(now)) = trial.ruled(&trial.facts) else { return Vec::new() };
    let rulebook = trial.accepted.law.ready.rulebook();
    let (mut left, mut found) = (MOST_TRIALS, Vec::<Sufficient>::new());
    for fact in changes.alone.iter().flat_map(|it| &it.facts).filter(|it| it.changeable) {
        if found.iter().any(|it| it.path == fact.path) {
            continue;
        }
        for (value, shown) in others(rulebook, &trial.facts, &fact.path).into_iter().take(MOST_VALUES) {
            let Some(rest) = left.checked_sub(1) else { return found };
            left = rest;
            let mut facts = trial.facts.clone();
            let Some(place) = facts.pointer_mut(&fact.path) else { break };
            *place = value;
            let Some(Status::Decided(then)) = trial.ruled(&facts).filter(|it| *it != Status::Decided(now)) else {
                continue;
            };
            let (path, label) = (fact.path.clone(), fact.label.clone());
            found.push(Sufficient { path, label, value: shown, outcome: trial.outcome(then).unwrap_or_default() });
            break;
        }
    }
    found
}

/// Other values that a fact may have, the nearest first.
fn others(rulebook: &Rulebook, facts: &Value, path: &str) -> Vec<(Value, Shown)> {
    let now = facts.pointer(path).unwrap_or(&Value::Null);
    match type_at(rulebook, path) {
        Some(Type::Truth) => truths(now),
        Some(Type::Enum(id)) => choices(rulebook, *id, now),
        Some(Type::Number { scale, least, greatest }) => numbers(rulebook, (*scale, *least, *greatest), now),
        _ => Vec::new(),
    }
}

fn truths(now: &Value) -> Vec<(Value, Shown)> {
    let all = [(true, Wording::new("ya", "yes")), (false, Wording::new("tidak", "no"))];
    all.into_iter().filter(|it| now != &json!(it.0)).map(|(yes, word)| (json!(yes), Shown::Text(word))).collect()
}

fn choices(rulebook: &Rulebook, id: usize, now: &Value) -> Vec<(Value, Shown)> {
    let values = rulebook.enums.get(id).map_or(&[][..], |it| &it.values);
    let at = values.iter().position(|it| now == &json!(it.name)).unwrap_or_default();
    let mut others: Vec<(usize, &crate::engine::types::Named)> =
        values.iter().enumerate().filter(|it| now != &json!(it.1.name)).collect();
    others.sort_by_key(|it| it.0.abs_diff(at));
    others.into_iter().map(|(_, it)| (json!(it.name), Shown::Text(it.label.clone()))).collect()
}

/// All numbers of a short stretch; of a long one those at which the rules draw a line.
fn numbers(rulebook: &Rulebook, (scale, least, greatest): (u8, i64, i64), now: &Value) -> Vec<(Value, Shown)> {
    let text = now.as_str().map_or_else(|| now.to_string(), str::to_owned);
    let present = number::parse(&text, scale).ok();
    let short = greatest.saturating_sub(least) <= i64::try_from(MOST_VALUES).unwrap_or(i64::MAX);
    let mut units: Vec<i64> = if short { (least..=greatest).collect() } else { lines_drawn(rulebook, scale) };
    units.retain(|it| (least..=greatest).contains(it) && Some(*it) != present);
    units.sort_unstable();
    units.dedup();
    units.sort_by_key(|it| it.abs_diff(present.unwrap_or(least)));
    let value = |units: i64| if scale == 0 { json!(units) } else { json!(number::print(units, scale)) };
    units.into_iter().map(|it| (value(it), Shown::Text(format::decimal(it, scale)))).collect()
}

/// The numbers that the rules name as parameters, and their neighbours.
fn lines_drawn(rulebook: &Rulebook, wanted: u8) -> Vec<i64> {
    let mut found = Vec::new();
    for parameter in &rulebook.parameters {
        let (Type::Number { scale, .. }, Meaning::Known(Constant::Integer(units))) = (&parameter.ty, &parameter.value)
        else {
            continue;
        };
        let by = wanted.checked_sub(*scale).and_then(|it| 10_i64.checked_pow(u32::from(it)));
        if let Some(units) = by.and_then(|it| units.checked_mul(it)) {
            found.extend([units, units.saturating_add(1), units.saturating_sub(1)]);
        }
    }
    found
}
