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
    for fact in changes.alone.iter().chain(&changes.together).flat_map(|it| &it.facts).filter(|it| it.changeable) {
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs;
    use std::path::Path;
    use std::sync::LazyLock;

    use proptest::collection;
    use proptest::test_runner::{Config, TestRunner};

    use super::*;
    use crate::engine::explain::ruling::RulingStatus;
    use crate::engine::wire::Completeness;
    use crate::server::service::changes;
    use crate::server::service::examination::Examination;
    use crate::server::service::laws::Book;
    use crate::server::service::texts::{TextFile, Texts};

    static BOOK: LazyLock<Book> = LazyLock::new(|| {
        let mut files = Vec::new();
        for folder in ["", "calendar", "succession/2020", "succession/2026"] {
            let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(folder);
            for entry in fs::read_dir(place).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|it| it == "aturan") {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    let path_in = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                    files.push(TextFile { path: path_in, text: fs::read_to_string(&path).unwrap() });
                }
            }
        }
        let book = Examination::without_scenarios("succession", &Texts::new(files), 0).book();
        assert_eq!(book.laws.len(), 2);
        book
    });

    fn nine() -> Value {
        serde_json::from_str(include_str!("../../../rules/succession/cases/e03-nine-people.json")).unwrap()
    }

    /// All that is claimed of every element, each claim tried once more on facts of its own. How many claims there were.
    fn held_to_its_word(facts: &Value, decision: &str) -> (usize, usize) {
        let text = facts.to_string();
        let Ok(accepted) = BOOK.read(text.as_bytes(), None, Completeness::PreCheck) else { return (0, 0) };
        let ready = &accepted.law.ready;
        let index = ready.rulebook().decisions.iter().position(|it| it.name == decision).unwrap();
        let rulings = ready.rulings(&accepted.case, index, &accepted.choice);
        let (mut enough, mut open) = (0, 0);
        for (number, ruling) in rulings.iter().enumerate() {
            let found = changes::of_element(&accepted, (index, u32::try_from(number).unwrap()), ruling);
            assert_eq!(found.is_some(), ruling.status == RulingStatus::Decided);
            let Some((changes, sufficient)) = found else { continue };
            for it in &sufficient {
                let mut other = serde_json::from_str::<Value>(&accepted.canonical()).unwrap();
                *other.pointer_mut(&it.path).unwrap() = value_of(ready.rulebook(), &other, it);
                let read = BOOK.read(other.to_string().as_bytes(), None, Completeness::PreCheck).unwrap();
                let again = read.law.ready.rulings(&read.case, index, &read.choice);
                assert_eq!(again[number].outcome.map(|it| &it.label), Some(&it.outcome), "{it:?}");
                assert_ne!(again[number].outcome, ruling.outcome, "{it:?}");
                enough += 1;
            }
            for it in changes.alone.iter().chain(&changes.together) {
                assert!(it.facts.iter().all(|it| !ruling.element.as_ref().unwrap().path.starts_with(&it.path)));
                open += 1;
            }
        }
        (enough, open)
    }

    fn value_of(rulebook: &Rulebook, facts: &Value, it: &Sufficient) -> Value {
        others(rulebook, facts, &it.path).into_iter().find(|other| other.1 == it.value).unwrap().0
    }

    #[test]
    fn every_change_that_is_said_to_be_enough_is_enough() {
        let mut facts = nine();
        let (enough, open) = held_to_its_word(&facts, "eligibility");
        assert!(enough > 0 && open > 0, "{enough} {open}");
        facts["candidates"][0]["development_hours_last_year"] = json!(12);
        facts["candidates"][0]["competence"]["technical"] = json!(false);
        held_to_its_word(&facts, "eligibility");
        assert!(held_to_its_word(&facts, "readiness").1 > 0);
        held_to_its_word(&facts, "membership");
    }

    #[test]
    fn what_failed_alone_is_told_with_the_nearest_value_that_is_enough() {
        let mut facts = nine();
        facts["candidates"][0]["development_hours_last_year"] = json!(12);
        let text = facts.to_string();
        let accepted = BOOK.read(text.as_bytes(), None, Completeness::PreCheck).unwrap();
        let index = accepted.law.ready.rulebook().decisions.iter().position(|it| it.name == "eligibility").unwrap();
        let rulings = accepted.law.ready.rulings(&accepted.case, index, &accepted.choice);
        let (_, sufficient) = changes::of_element(&accepted, (index, 0), &rulings[0]).unwrap();
        let hours = sufficient.iter().find(|it| it.path.ends_with("development_hours_last_year")).unwrap();
        assert_eq!(
            (&hours.value, hours.outcome.en.as_str()),
            (&Shown::Text(Wording::same("20")), "Eligible as successor")
        );
        let told = accepted.law.ready.told(&accepted.case, index);
        let names: Vec<_> = told[0].deciders.iter().filter_map(|it| it.criterion.as_deref()).collect();
        assert_eq!(names, ["developed_competence"]);
    }

    /// Which candidate, what of it, and a number to make its value from.
    type Changed = (usize, usize, i64);

    fn with(changed: Vec<Changed>) -> Value {
        let mut facts = nine();
        for (candidate, what, number) in changed {
            let place = &mut facts["candidates"][candidate];
            match what {
                0 => place["development_hours_last_year"] = json!(number),
                1 => place["talent"]["box"] = json!(number % 9 + 1),
                2 => place["healthy"] = json!(number % 2 == 0),
                3 => place["relevant_months"] = json!(number * 3),
                4 => place["competence"]["managerial"] = json!(number % 2 == 0),
                5 => place["born_on"] = json!(format!("19{}-05-17", 60 + number % 20)),
                6 => {
                    let level = usize::try_from(number).unwrap() % 3;
                    place["education"] = json!(["below_diploma_iv", "bachelor", "master"][level]);
                }
                _ => place["talent"]["box"] = json!({"unknown": "x"}),
            }
        }
        facts
    }

    #[test]
    fn no_claim_fails_whatever_the_facts_are() {
        let mut runner = TestRunner::new(Config { cases: 12, ..Config::with_source_file(file!()) });
        let claimed = Cell::new(0_usize);
        let changes = collection::vec((0_usize..9, 0_usize..8, 0_i64..40), 0..12);
        let held = runner.run(&changes, |changed| {
            let facts = with(changed);
            let enough = held_to_its_word(&facts, "eligibility").0 + held_to_its_word(&facts, "readiness").0;
            claimed.set(claimed.get() + usize::from(enough > 0));
            Ok(())
        });
        held.unwrap();
        assert!(claimed.get() > 0, "nothing was claimed of any case");
    }
}
