//! Letters: everything that a letter about a ruling says, as data.
//!
//! Knows nothing of: how a letter looks.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::engine::types::{Body, Expr, ExprKind, Rulebook};
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::engine::wording::{Language, Wording};
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::stated::named;
use crate::server::store::{CaseRow, ReviewRow, RulingRow, SnapshotRow};
use crate::server::words::Words;

use super::changes::Changes;
use super::corrected::CorrectedFact;
use super::elements::ElementNames;
use super::laws::Book;
use super::rulings::{changes_of, index_of, label_of};
use super::statuses::{self, FactStatus};
use super::steps::State;
use super::{Service, ServiceError};

/// What a letter tells of a ruling. Days are days in Jakarta, since 1970-01-01.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Letter {
    pub(crate) ruling_id: String,
    pub(crate) case_id: String,
    pub(crate) agency_id: String,
    /// The name in the facts, if there is one.
    pub(crate) agency_name: Option<String>,
    /// The position that was asked for, if the facts name one.
    pub(crate) position: Option<String>,
    /// What was decided on, in words.
    pub(crate) subject: Wording,
    /// What the same rules decide as well, which is no part of this ruling.
    pub(crate) other_subjects: Vec<Wording>,
    pub(crate) edition: String,
    pub(crate) rulebook_sha256: String,
    /// The ruling documents: one, or one for each element.
    pub(crate) documents: Vec<Value>,
    /// What the elements of the list are called; none for a decision on the case as a whole.
    pub(crate) elements: Option<ElementNames>,
    pub(crate) document_sha256: String,
    pub(crate) as_of: Option<i64>,
    pub(crate) submitted_on: Option<i64>,
    pub(crate) ruled_on: i64,
    /// The date of the letter.
    pub(crate) dated: i64,
    pub(crate) standing: Standing,
    /// `None` if it was not worked out.
    pub(crate) changes: Option<Changes>,
    /// The criteria and rules, by name, that made a ruling on the case as a whole come out so; empty if the rules that were kept do not tell.
    pub(crate) rests_on: Vec<String>,
    /// What verifiers had corrected among its facts; empty as well if the rules are not kept any more.
    pub(crate) corrected: Vec<CorrectedFact>,
    /// What stood disputed among its facts, by name: it was taken as not known; empty as well if the rules are not kept any more.
    pub(crate) disputed: Vec<Wording>,
}

/// How a ruling stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody has reviewed it yet.
    Unconfirmed,
    Confirmed {
        by: String,
        on: i64,
        valid_until: Option<i64>,
    },
    /// An objection, a remand or a new verification: it is being looked at again.
    Reopened,
    /// There is a later ruling; it is the last one unless the case is still being looked at.
    Superseded {
        by: String,
        is_final: bool,
    },
    Expired {
        on: Option<i64>,
    },
}

impl Letter {
    /// The beginning of the hash of the document, in groups that can be read aloud.
    pub(crate) fn code(&self) -> String {
        code_of(&self.document_sha256)
    }
}

/// The code of a ruling whose document has this hash.
pub(super) fn code_of(document_sha256: &str) -> String {
    let digits: Vec<char> = document_sha256.chars().take(20).collect();
    let groups = digits.chunks(4).map(|it| it.iter().collect::<String>().to_uppercase());
    groups.collect::<Vec<_>>().join("-")
}

/// A letter can be sent from the confirmation on, and keeps that date whatever comes of the ruling; before it, it shows what was ruled.
pub(super) fn dated(ruled_on: i64, confirmed: Option<&(String, i64)>) -> i64 {
    confirmed.map_or(ruled_on, |it| it.1)
}

/// Who confirmed a ruling, and when.
pub(super) fn confirmation(reviews: &[ReviewRow]) -> Option<(String, i64)> {
    let confirmed = reviews.iter().find(|it| it.verdict == State::Confirmed.name())?;
    Some((confirmed.person.clone(), clock::jakarta_day(confirmed.reviewed_at)))
}

impl Service {
    /// The letter about a ruling that this actor may see.
    pub(crate) async fn letter(&self, actor: &Actor, ruling_id: &str) -> Result<Letter, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let ruling = scoped.ruling(ruling_id).await?.ok_or(ServiceError::NotFound)?;
        let case = scoped.case(&ruling.case_id).await?.ok_or(ServiceError::NotFound)?;
        let facts = scoped.snapshot(&case, ruling.snapshot).await?;
        let reviews = scoped.reviews(&ruling).await?;
        self.letter_of(actor, (&ruling, &case), &facts, &reviews).await
    }

    /// The letter about a ruling that was read with its case.
    pub(super) async fn letter_of(
        &self,
        actor: &Actor,
        (ruling, case): (&RulingRow, &CaseRow),
        facts: &SnapshotRow,
        reviews: &[ReviewRow],
    ) -> Result<Letter, ServiceError> {
        let confirmed = confirmation(reviews);
        let names = LetterNames::of(&facts.facts)?;
        let mut documents = documents(ruling)?;
        let book = self.book_of(ruling).await?;
        let decision = decision_of(documents.first());
        let (subject, other_subjects) = subjects(ruling, book.as_ref(), decision);
        let (changes, rests_on) = worked_out(ruling, book.as_ref(), facts, decision).unwrap_or_default();
        let rulebook = book.as_ref().and_then(|it| it.laws.first()).map(|it| it.ready.rulebook());
        let elements = ElementNames::put_into(&mut documents, rulebook);
        Ok(Letter {
            agency_name: names.agency_name,
            position: names.position,
            subject,
            other_subjects,
            edition: ruling.edition.clone(),
            documents,
            elements,
            as_of: date::parse(&ruling.as_of),
            submitted_on: case.submitted_on.as_deref().and_then(date::parse),
            ruled_on: clock::jakarta_day(ruling.ruled_at),
            dated: dated(clock::jakarta_day(ruling.ruled_at), confirmed.as_ref()),
            standing: standing(case, ruling, confirmed),
            changes,
            rests_on,
            corrected: self.corrected_before(actor, (ruling, case), rulebook).await?,
            disputed: disputed_in(rulebook, facts)?,
            ruling_id: ruling.ruling_id.clone(),
            case_id: ruling.case_id.clone(),
            agency_id: ruling.agency_id.clone(),
            rulebook_sha256: ruling.rulebook_sha256.clone(),
            document_sha256: ruling.document_sha256.clone(),
        })
    }
}

fn disputed_in(rulebook: Option<&Rulebook>, facts: &SnapshotRow) -> Result<Vec<Wording>, ServiceError> {
    let facts: Value = serde_json::from_str(&facts.facts).map_err(broken)?;
    Ok(rulebook.map(|it| disputed(it, &facts)).unwrap_or_default())
}

/// The names of the facts that stand disputed.
pub(super) fn disputed(rulebook: &Rulebook, facts: &Value) -> Vec<Wording> {
    let all = statuses::all(rulebook, facts).into_iter().filter(|it| it.status == FactStatus::Disputed);
    let name = |words, path: &str| named(Words(words), rulebook, facts, path);
    all.map(|it| Wording::new(name(Language::Indonesian, &it.path), name(Language::English, &it.path))).collect()
}

/// One, or one for each element.
fn documents(ruling: &RulingRow) -> Result<Vec<Value>, ServiceError> {
    Ok(match serde_json::from_str(&ruling.document).map_err(broken)? {
        Value::Array(list) => list,
        one => vec![one],
    })
}

/// The names of agency and position in the facts of a ruling, as they stand on its letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LetterNames {
    pub(crate) agency_name: Option<String>,
    pub(crate) position: Option<String>,
}

impl LetterNames {
    pub(super) fn of(facts: &str) -> Result<Self, ServiceError> {
        let parsed: Value = serde_json::from_str(facts).map_err(broken)?;
        let text = |pointer: &str| parsed.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        Ok(Self { agency_name: text("/agency/name"), position: text("/request/position/title") })
    }
}

/// The decision that a document is about.
pub(super) fn decision_of(document: Option<&Value>) -> Option<&str> {
    document.and_then(|it| it.get("decision")).and_then(Value::as_str)
}

/// What its rules call the decision; the name of the rulebook if they are not kept any more.
pub(super) fn subject(ruling: &RulingRow, book: Option<&Book>, decision: Option<&str>) -> Wording {
    let law = book.and_then(|it| it.laws.first());
    law.and_then(|it| label_of(it.ready.rulebook(), decision)).unwrap_or_else(|| Wording::same(ruling.rulebook.clone()))
}

/// The same, and what its rules decide besides.
fn subjects(ruling: &RulingRow, book: Option<&Book>, decision: Option<&str>) -> (Wording, Vec<Wording>) {
    let rulebook = book.and_then(|it| it.laws.first()).map(|it| it.ready.rulebook());
    (subject(ruling, book, decision), rulebook.map(|it| other_subjects(it, decision)).unwrap_or_default())
}

/// What a rulebook decides besides this decision, and what this one does not ask for itself.
pub(super) fn other_subjects(rulebook: &Rulebook, decision: Option<&str>) -> Vec<Wording> {
    let Some(asked) = index_of(rulebook, decision) else { return Vec::new() };
    let read = decisions_read(rulebook, asked);
    let others = rulebook.decisions.iter().enumerate().filter(|it| it.1.own && it.0 != asked && !read.contains(&it.0));
    others.map(|it| it.1.label.clone()).collect()
}

/// The decisions that a decision asks for, through whatever criteria, definitions and other decisions.
fn decisions_read(rulebook: &Rulebook, decision: usize) -> BTreeSet<usize> {
    let mut read = BTreeSet::new();
    let mut seen = BTreeSet::from([Asked::Decision(decision)]);
    let mut open = vec![Asked::Decision(decision)];
    while let Some(asked) = open.pop() {
        for expression in asked.expressions(rulebook) {
            expression.walk(&mut |it| {
                let next = match &it.kind {
                    ExprKind::DecisionIs { decision, .. } => Asked::Decision(*decision),
                    ExprKind::Criterion { id, .. } => Asked::Criterion(*id),
                    ExprKind::Definition { id, .. } => Asked::Definition(*id),
                    _ => return,
                };
                if let Asked::Decision(id) = next {
                    read.insert(id);
                }
                if seen.insert(next) {
                    open.push(next);
                }
            });
        }
    }
    read
}

/// What a condition can ask for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Decision(usize),
    Criterion(usize),
    Definition(usize),
}

impl Asked {
    fn expressions(self, rulebook: &Rulebook) -> Vec<&Expr> {
        match self {
            Self::Decision(id) => {
                let rules = rulebook.decisions.get(id).map_or(&[][..], |it| &it.rules);
                rules.iter().filter_map(|it| rulebook.rules.get(*it)?.condition.known()).collect()
            }
            Self::Criterion(id) => rulebook.criteria.get(id).and_then(|it| it.condition.known()).into_iter().collect(),
            Self::Definition(id) => {
                rulebook.definitions.get(id).and_then(|it| it.body.known()).map(Body::expressions).unwrap_or_default()
            }
        }
    }
}

/// The title of the rulebook; its name if its rules are not kept any more.
pub(super) fn title_of(ruling: &RulingRow, book: Option<&Book>) -> Wording {
    let law = book.and_then(|it| it.laws.first());
    law.map_or_else(|| Wording::same(ruling.rulebook.clone()), |it| it.ready.rulebook().title.clone())
}

/// What would have changed the decision, and on what it rests, if its rules still come to this edition.
fn worked_out(
    ruling: &RulingRow,
    book: Option<&Book>,
    facts: &SnapshotRow,
    decision: Option<&str>,
) -> Option<(Option<Changes>, Vec<String>)> {
    let accepted = book?.read(facts.facts.as_bytes(), date::parse(&ruling.as_of), Completeness::Complete).ok()?;
    let index = index_of(accepted.law.ready.rulebook(), decision)?;
    let told = accepted.law.ready.told_of(&accepted.case, index, None);
    Some((changes_of(&accepted, decision), told.rests_on))
}

pub(super) fn standing(case: &CaseRow, ruling: &RulingRow, confirmed: Option<(String, i64)>) -> Standing {
    if case.ruling_id != ruling.ruling_id {
        let is_final = matches!(State::of(&case.state), Some(State::Confirmed | State::Expired | State::Withdrawn));
        return Standing::Superseded { by: case.ruling_id.clone(), is_final };
    }
    let valid_until = case.valid_until.as_deref().and_then(date::parse);
    match (State::of(&case.state), confirmed) {
        (Some(State::Ruled), _) => Standing::Unconfirmed,
        (Some(State::Confirmed), Some((by, on))) => Standing::Confirmed { by, on, valid_until },
        (Some(State::Expired), _) => Standing::Expired { on: valid_until },
        _ => Standing::Reopened,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands on")]
fn broken(error: serde_json::Error) -> ServiceError {
    ServiceError::Broken(format!("what was kept is not JSON: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_dated_by_its_confirmation() {
        assert_eq!(dated(20_000, None), 20_000);
        assert_eq!(dated(20_000, Some(&("Sari".to_owned(), 20_005))), 20_005);
    }
}
