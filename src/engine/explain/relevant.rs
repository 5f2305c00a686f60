//! Which rules with an unknown condition can still change the outcome.
//!
//! Knows nothing of: why a condition is unknown.

use crate::engine::types::{Decision, Rulebook};
use crate::engine::value::Truth;

/// With more unknown rules than this all of them count: trying every combination would take too long.
const TRIED_AT_MOST: usize = 12;

/// What a combination leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Result {
    Outcome(usize),
    Conflict,
}

/// The unknown rules (by index in the rulebook) for which yes and no lead to different outcomes in some combination of
/// the others. `truths` are the conditions of `decision.rules`.
#[must_use]
pub(super) fn rules_that_matter(rulebook: &Rulebook, decision: &Decision, truths: &[Truth]) -> Vec<usize> {
    let unknown: Vec<usize> =
        truths.iter().enumerate().filter(|(_, it)| **it == Truth::Unknown).map(|(index, _)| index).collect();
    let rule = |index: &usize| decision.rules.get(*index).copied();
    if unknown.len() > TRIED_AT_MOST {
        return unknown.iter().filter_map(rule).collect();
    }
    let combinations: Vec<Result> = (0..1_usize << unknown.len())
        .map(|combination| result(rulebook, decision, &applicable(decision, truths, &unknown, combination)))
        .collect();
    let matters = |place: usize| {
        combinations.iter().enumerate().any(|(combination, result)| {
            let other = combination ^ (1 << place);
            combinations.get(other).is_some_and(|it| it != result)
        })
    };
    unknown.iter().enumerate().filter(|(place, _)| matters(*place)).filter_map(|(_, index)| rule(index)).collect()
}

/// The rules that apply when the unknown ones turn out as the bits of `combination` say.
fn applicable(decision: &Decision, truths: &[Truth], unknown: &[usize], combination: usize) -> Vec<usize> {
    let applies = |index: usize, truth: &Truth| match truth {
        Truth::Yes => true,
        Truth::No => false,
        Truth::Unknown => {
            unknown.iter().position(|it| *it == index).is_some_and(|place| combination & (1 << place) != 0)
        }
    };
    decision
        .rules
        .iter()
        .zip(truths)
        .enumerate()
        .filter(|(index, (_, truth))| applies(*index, truth))
        .map(|(_, (rule, _))| *rule)
        .collect()
}

fn result(rulebook: &Rulebook, decision: &Decision, applicable: &[usize]) -> Result {
    let beaten = |rule: usize| {
        applicable.iter().filter_map(|it| rulebook.rules.get(*it)).any(|other| other.overrides.contains(&rule))
    };
    let mut outcomes = applicable
        .iter()
        .filter(|rule| !beaten(**rule))
        .filter_map(|rule| rulebook.rules.get(*rule))
        .map(|rule| rule.outcome);
    match outcomes.next() {
        None => Result::Outcome(decision.otherwise.outcome),
        Some(first) if outcomes.all(|it| it == first) => Result::Outcome(first),
        Some(_) => Result::Conflict,
    }
}
