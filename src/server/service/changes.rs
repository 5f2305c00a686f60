//! What would have changed a decision: the criteria on whose facts it hangs, alone or together.
//!
//! The engine itself is asked: the facts that a criterion reads are made unknown, and if the decision is no longer certain, it
//! hangs on them. Whether another value would really give another outcome is not claimed, only that it could. A fact may be read
//! by several criteria: what fails with others on the same fact is not said to be enough alone. Knows nothing of: who asks, where
//! facts are kept.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::engine::eval::Evaluator;
use crate::engine::explain::ruling::{Fact, Part, Ruling, RulingStatus};
use crate::engine::finding::Status;
use crate::engine::select;
use crate::engine::types::{Rulebook, Type};
use crate::engine::value::Truth;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;

use super::laws::Accepted;
use super::remedies::Sufficient;
use super::statuses::{Words, words};

/// Larger cases are not looked at, in bytes of their canonical form: each criterion means reading the case once more.
const LARGEST: usize = 200_000;

/// What would have to change for another outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Changes {
    /// Criteria each of which could change the outcome alone.
    pub(crate) alone: Vec<Change>,
    /// Criteria that could change it only together; empty if one alone could.
    pub(crate) together: Vec<Change>,
}

/// A criterion with the facts that it reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Change {
    pub(crate) criterion: String,
    pub(crate) label: OwnedWords,
    /// How it turned out: `holds`, `fails` or `unknown`.
    pub(crate) result: &'static str,
    pub(crate) facts: Vec<ChangeableFact>,
}

/// A fact on which the outcome hangs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ChangeableFact {
    /// JSON pointer.
    pub(crate) path: String,
    pub(crate) label: OwnedWords,
    /// The rules mark it as something that the agency can act on.
    pub(crate) changeable: bool,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct OwnedWords {
    pub(crate) id: String,
    pub(crate) en: String,
}

/// What would have changed one decided ruling on a case as a whole; `None` if the ruling is not decided, or the case is too large to try.
pub(super) fn of(accepted: &Accepted<'_>, decision: usize, ruling: &Ruling<'_>) -> Option<Changes> {
    if ruling.element.is_some() {
        return None;
    }
    worked_out(accepted, (decision, None), ruling).map(|it| it.0)
}

/// The same for the ruling on one element of a list, and what would be enough by itself.
pub(super) fn of_element(
    accepted: &Accepted<'_>,
    (decision, element): (usize, u32),
    ruling: &Ruling<'_>,
) -> Option<(Changes, Vec<Sufficient>)> {
    let (changes, trial) = worked_out(accepted, (decision, Some(element)), ruling)?;
    let sufficient = super::remedies::sufficient(&trial, &changes);
    Some((changes, sufficient))
}

fn worked_out<'t, 'b>(
    accepted: &'t Accepted<'b>,
    asked: (usize, Option<u32>),
    ruling: &Ruling<'_>,
) -> Option<(Changes, Trial<'t, 'b>)> {
    let canonical = accepted.canonical();
    if ruling.status != RulingStatus::Decided || canonical.len() > LARGEST {
        return None;
    }
    let trial = Trial::new(accepted, asked, &serde_json::from_str(&canonical).ok()?);
    let units = trial.units(ruling);
    let units: Vec<&Unit> = units.iter().collect();
    let rests_on = accepted.law.ready.told_of(&accepted.case, asked.0, asked.1).rests_on;
    // What decided nothing is not said to fail with others.
    let is_told = units.iter().any(|it| rests_on.contains(&it.name));
    let decides = |it: &Unit| !is_told || rests_on.contains(&it.name);
    let failing: Vec<&Unit> = units.iter().copied().filter(|it| it.result != Truth::Yes && decides(it)).collect();
    let is_alone =
        |it: &Unit| trial.opens(&[it]) && trial.turned_with(&[it], &failing).iter().all(|other| other.name == it.name);
    let alone: Vec<&Unit> = units.iter().copied().filter(|it| is_alone(it)).collect();
    let alone: Vec<Change> = worth_telling(&alone, &rests_on).filter_map(|it| trial.change(it)).collect();
    let together = if alone.is_empty() { trial.fewest(failing) } else { Vec::new() };
    let together = together.into_iter().filter_map(|it| trial.change(it)).collect();
    Some((Changes { alone, together }, trial))
}

/// Without those that decided nothing and read only what those read that decided: it is these that would turn.
fn worth_telling<'u>(alone: &'u [&Unit], rests_on: &'u [String]) -> impl Iterator<Item = &'u Unit> {
    let decides = |it: &Unit| rests_on.contains(&it.name);
    let read: BTreeSet<&str> =
        alone.iter().filter(|it| decides(it)).flat_map(|it| &it.facts).map(|it| it.0.as_str()).collect();
    alone.iter().copied().filter(move |it| decides(it) || it.facts.iter().any(|fact| !read.contains(fact.0.as_str())))
}

/// A condition that is tried: a criterion, or one that is asked of an element.
struct Unit {
    name: String,
    label: OwnedWords,
    result: Truth,
    /// What it reads, each once, without the date that selects the edition.
    facts: Vec<(String, OwnedWords)>,
}

/// Other facts tried on a case.
pub(super) struct Trial<'t, 'b> {
    pub(super) accepted: &'t Accepted<'b>,
    decision: usize,
    element: Option<u32>,
    pub(super) facts: Value,
    /// The date that selects the edition stays: under other rules it would be another question.
    date: String,
}

impl<'t, 'b> Trial<'t, 'b> {
    fn new(accepted: &'t Accepted<'b>, (decision, element): (usize, Option<u32>), facts: &Value) -> Self {
        let path = select::selecting_path(accepted.law.ready.rulebook());
        let date = path.iter().flat_map(|it| ["/", it]).collect();
        Self { accepted, decision, element, facts: facts.clone(), date }
    }

    /// The criteria; for an element, those that are asked of it, however deep inside others they are.
    fn units(&self, ruling: &Ruling<'_>) -> Vec<Unit> {
        let about = ruling.element.as_ref().map(|it| it.path.as_str());
        let mut found = Vec::new();
        for criterion in &ruling.criteria {
            match about.filter(|it| criterion.parts.iter().any(|part| is_asked_of(part, it))) {
                Some(about) => criterion.parts.iter().for_each(|it| self.asked_of(it, about, &mut found)),
                None => found.push(self.unit(
                    (criterion.id, criterion.label, criterion.result),
                    (&criterion.facts, &criterion.parts),
                    about,
                )),
            }
        }
        found
    }

    fn asked_of(&self, part: &Part<'_>, about: &str, found: &mut Vec<Unit>) {
        let name = part.criterion.unwrap_or_default();
        if part.parts.iter().any(|it| is_asked_of(it, about)) {
            return part.parts.iter().for_each(|it| self.asked_of(it, about, found));
        }
        if !name.is_empty() && !found.iter().any(|it| it.name == name) {
            found.push(self.unit((name, &part.label, part.result), (&part.facts, &part.parts), Some(about)));
        }
    }

    fn unit(
        &self,
        (name, label, result): (&str, &Wording, Truth),
        (facts, parts): (&[Fact<'_>], &[Part<'_>]),
        about: Option<&str>,
    ) -> Unit {
        let mut found: Vec<(String, OwnedWords)> = Vec::new();
        // Without the element itself, or the list that it is in, there would be nothing to rule on.
        let around = |path: &str| {
            about.is_some_and(|it| it.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        };
        let mut add = |fact: &Fact<'_>| {
            if fact.path != self.date && !around(&fact.path) && !found.iter().any(|it| it.0 == fact.path) {
                found.push((fact.path.to_string(), owned(fact.label)));
            }
        };
        facts.iter().for_each(&mut add);
        for it in parts {
            inside(it, &mut add);
        }
        Unit { name: name.to_owned(), label: owned(label), result, facts: found }
    }

    /// The case where what these read is not known.
    fn without(&self, units: &[&Unit]) -> Value {
        let mut facts = self.facts.clone();
        for path in units.iter().flat_map(|it| &it.facts) {
            if let Some(place) = facts.pointer_mut(&path.0) {
                *place = json!({"unknown": ""});
            }
        }
        facts
    }

    /// Whether the decision is open once what these read is not known.
    fn opens(&self, units: &[&Unit]) -> bool {
        let facts = self.without(units);
        facts != self.facts && self.ruled(&facts).is_some_and(|it| !matches!(it, Status::Decided(_)))
    }

    /// Those of `failing` that are among `units`, or no longer fail once what these read is not known, in the order of the ruling.
    fn turned_with<'u>(&self, units: &[&Unit], failing: &[&'u Unit]) -> Vec<&'u Unit> {
        let is_one = |it: &Unit| units.iter().any(|unit| unit.name == it.name);
        let mut found: Vec<&Unit> = failing
            .iter()
            .copied()
            .filter(|it| is_one(it) || units.iter().any(|unit| share_a_fact(unit, it)))
            .collect();
        // To rule once more is dear.
        if found.iter().all(|it| is_one(it)) {
            return found;
        }
        let then = self.units_of(&self.without(units));
        found.retain(|it| is_one(it) || !then.iter().any(|then| then.name == it.name && then.result == it.result));
        found
    }

    /// The conditions as they turn out on other facts; none if the rules refuse the facts.
    fn units_of(&self, facts: &Value) -> Vec<Unit> {
        let ready = &self.accepted.law.ready;
        let Ok(case) = ready.accept(facts.to_string().as_bytes(), Completeness::PreCheck) else { return Vec::new() };
        let rulings = ready.rulings(&case, self.decision, &self.accepted.choice);
        let place = self.element.map_or(Some(0), |it| usize::try_from(it).ok());
        place.and_then(|it| rulings.get(it)).map(|it| self.units(it)).unwrap_or_default()
    }

    /// What is decided on other facts by the same rules; nothing if they refuse the facts.
    pub(super) fn ruled(&self, facts: &Value) -> Option<Status> {
        let ready = &self.accepted.law.ready;
        let case = ready.accept(facts.to_string().as_bytes(), Completeness::PreCheck).ok()?;
        Some(Evaluator::new(&ready.program, &case).rule(self.decision, self.element).status)
    }

    /// What an outcome is called.
    pub(super) fn outcome(&self, index: usize) -> Option<Wording> {
        let decision = self.accepted.law.ready.rulebook().decisions.get(self.decision)?;
        decision.outcomes.get(index).map(|it| it.label.clone())
    }

    /// Of those that open the decision together, so few that none can be left out, and every other one that turns with them, since
    /// its facts are among theirs; nothing if they do not open it.
    fn fewest<'u>(&self, units: Vec<&'u Unit>) -> Vec<&'u Unit> {
        if !self.opens(&units) {
            return Vec::new();
        }
        let (all, mut kept) = (units.clone(), units.clone());
        for it in units {
            let without: Vec<&Unit> = kept.iter().copied().filter(|kept| kept.name != it.name).collect();
            if self.opens(&without) {
                kept.retain(|kept| kept.name != it.name);
            }
        }
        self.turned_with(&kept, &all)
    }

    fn change(&self, unit: &Unit) -> Option<Change> {
        let rulebook = self.accepted.law.ready.rulebook();
        let facts = unit.facts.iter().map(|(path, label)| {
            let changeable = is_changeable(rulebook, path);
            ChangeableFact { path: path.clone(), label: label.clone(), changeable }
        });
        let facts: Vec<ChangeableFact> = facts.collect();
        let result = unit.result.result_name();
        let (criterion, label) = (unit.name.clone(), unit.label.clone());
        (!facts.is_empty()).then_some(Change { criterion, label, result, facts })
    }
}

/// Whether one reads a fact that the other reads, or something around it or in it.
fn share_a_fact(one: &Unit, other: &Unit) -> bool {
    let is_in = |it: &str, around: &str| it.strip_prefix(around).is_some_and(|it| it.is_empty() || it.starts_with('/'));
    one.facts.iter().any(|one| other.facts.iter().any(|it| is_in(&one.0, &it.0) || is_in(&it.0, &one.0)))
}

fn is_asked_of(part: &Part<'_>, about: &str) -> bool {
    part.path == about && part.criterion.is_some()
}

fn inside(part: &Part<'_>, add: &mut impl FnMut(&Fact<'_>)) {
    part.facts.iter().for_each(&mut *add);
    part.parts.iter().for_each(|it| inside(it, add));
}

/// Whether the field at this pointer, or one around it, is marked as changeable.
fn is_changeable(rulebook: &Rulebook, path: &str) -> bool {
    let mut ty = &Type::Record(0);
    for step in path.split('/').skip(1) {
        match ty {
            Type::Record(record) => {
                let fields = rulebook.records.get(*record).map_or(&[][..], |it| &it.fields);
                let Some(field) = fields.iter().find(|it| it.name == step) else { return false };
                if field.changeable {
                    return true;
                }
                ty = &field.ty;
            }
            Type::List { element, .. } => ty = element,
            _ => return false,
        }
    }
    false
}

fn owned(label: &Wording) -> OwnedWords {
    let Words { id, en } = words(label);
    OwnedWords { id: id.to_owned(), en: en.to_owned() }
}
