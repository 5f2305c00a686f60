//! Defaults and exceptions: which outcome follows, whatever the unknown rules turn out to be.
//!
//! Winners are the applicable rules that no applicable rule overrides (an overridden rule still overrides others); with
//! none, the `otherwise` outcome holds. Knows nothing of: conditions, cases.

use crate::engine::finding::Status;
use crate::engine::value::Truth;
use std::collections::BTreeSet;

/// One rule of a decision: whether it applies, what it decides, and which others (by position) it overrides.
#[derive(Clone, Debug)]
pub struct Choice {
    pub applies: Truth,
    pub outcome: usize,
    pub overrides: Vec<usize>,
}

/// Up to so many unknown rules, every way in which they may turn out is tried.
const TRIED: usize = 12;

/// How the decision ends, and who wins when unknown rules do not apply (nobody while it is undetermined).
#[must_use]
pub fn decide(choices: &[Choice], otherwise: usize) -> (Status, Vec<usize>) {
    let unknown = choices.iter().filter(|it| it.applies == Truth::Unknown).count();
    let status = if unknown <= TRIED { by_trying(choices, otherwise) } else { by_reasoning(choices, otherwise) };
    let winners = match status {
        Status::Undetermined => Vec::new(),
        Status::Decided(_) | Status::Conflict => winners(choices, &certain(choices)),
    };
    (status, winners)
}

/// The definition itself: all assignments give one and the same outcome, or all conflict, or neither.
#[must_use]
pub fn by_trying(choices: &[Choice], otherwise: usize) -> Status {
    let unknown: Vec<usize> =
        (0..choices.len()).filter(|it| choices.get(*it).is_some_and(|it| it.applies == Truth::Unknown)).collect();
    let mut seen = BTreeSet::new();
    for assignment in 0..(1_u64 << unknown.len().min(63)) {
        let mut applies = certain(choices);
        for (bit, rule) in unknown.iter().enumerate() {
            if let Some(it) = applies.get_mut(*rule) {
                *it = assignment >> bit & 1 == 1;
            }
        }
        seen.insert(single_outcome(choices, &applies, otherwise));
    }
    match (seen.pop_first(), seen.is_empty()) {
        (Some(Some(outcome)), true) => Status::Decided(outcome),
        (Some(None), true) => Status::Conflict,
        _ => Status::Undetermined,
    }
}

/// The outcome under one assignment; `None` is a conflict.
fn single_outcome(choices: &[Choice], applies: &[bool], otherwise: usize) -> Option<usize> {
    let winners = winners(choices, applies);
    let mut outcomes: BTreeSet<usize> = winners.iter().filter_map(|it| choices.get(*it)).map(|it| it.outcome).collect();
    let first = outcomes.pop_first().unwrap_or(otherwise);
    outcomes.is_empty().then_some(first)
}

fn certain(choices: &[Choice]) -> Vec<bool> {
    choices.iter().map(|it| it.applies == Truth::Yes).collect()
}

/// Applicable rules that no applicable rule overrides, in order.
fn winners(choices: &[Choice], applies: &[bool]) -> Vec<usize> {
    let applies = |rule: usize| applies.get(rule).copied().unwrap_or(false);
    let beaten = |rule: usize| (0..choices.len()).any(|other| applies(other) && overrides(choices, other, rule));
    (0..choices.len()).filter(|rule| applies(*rule) && !beaten(*rule)).collect()
}

fn overrides(choices: &[Choice], other: usize, rule: usize) -> bool {
    choices.get(other).is_some_and(|it| it.overrides.contains(&rule))
}

/// The same without trying, for more unknown rules than can be tried.
///
/// A rule can win if it may apply and nothing that certainly applies overrides it (let it apply and the unknown rules
/// above it not). As overrides form no cycle, somebody wins as soon as some rule applies. So one outcome is certain if
/// all that can win have it, and `otherwise` too unless a rule certainly applies.
#[must_use]
pub fn by_reasoning(choices: &[Choice], otherwise: usize) -> Status {
    let certain = certain(choices);
    let is_certain = |rule: usize| certain.get(rule).copied().unwrap_or(false);
    let beaten = |rule: usize| (0..choices.len()).any(|other| is_certain(other) && overrides(choices, other, rule));
    let can_win = choices.iter().enumerate().filter(|(rule, it)| it.applies != Truth::No && !beaten(*rule));
    let mut outcomes: BTreeSet<usize> = can_win.map(|(_, it)| it.outcome).collect();
    if !certain.contains(&true) {
        outcomes.insert(otherwise);
    }
    let avoidable = outcomes.iter().any(|it| can_stand_alone(choices, *it)) || !certain.contains(&true);
    match (outcomes.pop_first(), outcomes.is_empty(), avoidable) {
        (Some(outcome), true, _) => Status::Decided(outcome),
        (_, _, false) => Status::Conflict,
        _ => Status::Undetermined,
    }
}

/// Whether some assignment lets no rule of another outcome win. A rule of this outcome only helps by applying. An unknown
/// rule of another outcome helps by overriding, if it is itself overridden: start with all and drop those that are not.
fn can_stand_alone(choices: &[Choice], outcome: usize) -> bool {
    let mut applies: Vec<bool> = choices.iter().map(|it| it.applies != Truth::No).collect();
    loop {
        let disturbing = winners(choices, &applies)
            .into_iter()
            .find(|rule| choices.get(*rule).is_some_and(|it| it.outcome != outcome));
        let Some(rule) = disturbing else {
            return true;
        };
        if choices.get(rule).is_some_and(|it| it.applies == Truth::Yes) {
            return false;
        }
        if let Some(it) = applies.get_mut(rule) {
            *it = false;
        }
    }
}
