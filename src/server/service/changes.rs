//! What would have changed a decision: the criteria on whose facts it hangs, alone or together.
//!
//! The engine itself is asked: the facts that a criterion reads are made unknown, and if the decision is no longer certain, it
//! hangs on them. Whether another value would really give another outcome is not claimed, only that it could. Knows nothing of:
//! who asks, where facts are kept.

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::engine::eval::Evaluator;
use crate::engine::explain::ruling::{CriterionResult, Fact, Part, Ruling, RulingStatus};
use crate::engine::finding::Status;
use crate::engine::select;
use crate::engine::types::{Rulebook, Type};
use crate::engine::value::Truth;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;

use super::laws::Accepted;
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

/// What would have changed one decided ruling; `None` if the ruling is not decided, or the case is too large to try.
pub(super) fn of(accepted: &Accepted<'_>, decision: usize, ruling: &Ruling<'_>) -> Option<Changes> {
    let canonical = accepted.canonical();
    if ruling.status != RulingStatus::Decided || ruling.element.is_some() || canonical.len() > LARGEST {
        return None;
    }
    let trial = Trial::new(accepted, decision, &serde_json::from_str(&canonical).ok()?);
    let criteria: Vec<&CriterionResult<'_>> = ruling.criteria.iter().collect();
    let alone: Vec<Change> =
        criteria.iter().filter(|it| trial.opens(&[**it])).filter_map(|it| trial.change(it)).collect();
    let failing: Vec<&CriterionResult<'_>> = criteria.into_iter().filter(|it| it.result != Truth::Yes).collect();
    let together = if alone.is_empty() { trial.fewest(failing) } else { Vec::new() };
    Some(Changes { alone, together: together.into_iter().filter_map(|it| trial.change(it)).collect() })
}

struct Trial<'t, 'b> {
    accepted: &'t Accepted<'b>,
    decision: usize,
    facts: Value,
    /// The date that selects the edition stays: under other rules it would be another question.
    date: String,
}

impl<'t, 'b> Trial<'t, 'b> {
    fn new(accepted: &'t Accepted<'b>, decision: usize, facts: &Value) -> Self {
        let path = select::selecting_path(accepted.law.ready.rulebook());
        let date = path.iter().flat_map(|it| ["/", it]).collect();
        Self { accepted, decision, facts: facts.clone(), date }
    }

    /// Whether the decision is open once what these criteria read is not known.
    fn opens(&self, criteria: &[&CriterionResult<'_>]) -> bool {
        let mut facts = self.facts.clone();
        for path in criteria.iter().flat_map(|it| self.read_by(it)) {
            if let Some(place) = facts.pointer_mut(&path.0) {
                *place = json!({"unknown": ""});
            }
        }
        if facts == self.facts {
            return false;
        }
        let law = self.accepted.law;
        let Ok(case) = law.ready.accept(facts.to_string().as_bytes(), Completeness::PreCheck) else { return false };
        !matches!(Evaluator::new(&law.ready.program, &case).rule(self.decision, None).status, Status::Decided(_))
    }

    /// Of criteria that open the decision together, so few that none can be left out, and those that read no other facts; nothing if
    /// they do not open it.
    fn fewest<'c, 'a>(&self, criteria: Vec<&'c CriterionResult<'a>>) -> Vec<&'c CriterionResult<'a>> {
        if !self.opens(&criteria) {
            return Vec::new();
        }
        let (all, mut kept) = (criteria.clone(), criteria.clone());
        for it in criteria {
            let without: Vec<&CriterionResult<'_>> = kept.iter().copied().filter(|kept| kept.id != it.id).collect();
            if self.opens(&without) {
                kept.retain(|kept| kept.id != it.id);
            }
        }
        self.with_covered(&kept, all)
    }

    /// With every other criterion whose facts would have to be otherwise as well, in the order of the ruling.
    fn with_covered<'c, 'a>(
        &self,
        kept: &[&'c CriterionResult<'a>],
        all: Vec<&'c CriterionResult<'a>>,
    ) -> Vec<&'c CriterionResult<'a>> {
        let read = |it: &CriterionResult<'_>| self.read_by(it).into_iter().map(|it| it.0);
        let touched: Vec<String> = kept.iter().flat_map(|it| read(it)).collect();
        let covered = |it: &CriterionResult<'_>| {
            let mut paths = read(it).peekable();
            paths.peek().is_some() && paths.all(|it| touched.contains(&it))
        };
        all.into_iter().filter(|it| kept.iter().any(|kept| kept.id == it.id) || covered(it)).collect()
    }

    fn change(&self, criterion: &CriterionResult<'_>) -> Option<Change> {
        let rulebook = self.accepted.law.ready.rulebook();
        let facts = self.read_by(criterion).into_iter().map(|(path, label)| {
            let changeable = is_changeable(rulebook, &path);
            ChangeableFact { path, label, changeable }
        });
        let facts: Vec<ChangeableFact> = facts.collect();
        let result = match criterion.result {
            Truth::Yes => "holds",
            Truth::No => "fails",
            Truth::Unknown => "unknown",
        };
        let (criterion, label) = (criterion.id.to_owned(), owned(criterion.label));
        (!facts.is_empty()).then_some(Change { criterion, label, result, facts })
    }

    /// The facts of a criterion and of its parts, each once, without the date that selects the edition.
    fn read_by(&self, criterion: &CriterionResult<'_>) -> Vec<(String, OwnedWords)> {
        let mut found: Vec<(String, OwnedWords)> = Vec::new();
        let mut add = |fact: &Fact<'_>| {
            if fact.path != self.date && !found.iter().any(|it| it.0 == fact.path) {
                found.push((fact.path.to_string(), owned(fact.label)));
            }
        };
        criterion.facts.iter().for_each(&mut add);
        criterion.parts.iter().for_each(|it| inside(it, &mut add));
        found
    }
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
