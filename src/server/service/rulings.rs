//! Rulings are the engine's alone: asked for, recorded with their reasons, reviewed, never edited.
//!
//! Knows nothing of: how facts came to be verified.

use crate::engine::case::Refusal;
use crate::engine::explain::ruling::RulingStatus;
use crate::engine::types::Rulebook;
use crate::engine::value::date;
use crate::engine::wire::{self, Completeness, hash};
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{CaseRow, ReviewRow, RulingRow, SnapshotRow};
use crate::wording;

use super::answers::{case_view, json, ruling_view};
use super::cases::no_rulebook;
use super::changes::{self, Changes};
use super::error::in_case;
use super::laws::Accepted;
use super::plan::{Plan, Standing, new_id};
use super::steps::Step;
use super::{Answer, Asked, Book, Service, ServiceError, facts};

/// The document of a ruling with what is stored beside it.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) status: &'static str,
    /// Empty unless there is one decided ruling.
    pub(super) outcome: String,
    pub(super) text: String,
    engine: &'static str,
}

/// What would be ruled, in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Preview {
    pub(crate) document: String,
    /// `null` if it was not worked out.
    pub(crate) changes: String,
}

impl Service {
    /// What the ruling would be; nothing is recorded.
    pub(crate) async fn preview(
        &self,
        actor: &Actor,
        (rulebook, decision): (&str, Option<&str>),
        json: &[u8],
        as_of: Option<i64>,
    ) -> Result<Preview, ServiceError> {
        let book = self.book(actor, rulebook).await?;
        match book.read(json, as_of, Completeness::PreCheck) {
            Ok(accepted) => previewed(&accepted, decision),
            Err(refusals) => {
                Err(in_case(refusals).into_iter().chain(decided_by_none(&book, decision)).collect::<Vec<_>>().into())
            }
        }
    }

    /// Everything that would be wrong with a trial, that there is no such rulebook among it.
    pub(crate) async fn refusals_of_trial(
        &self,
        actor: &Actor,
        (rulebook, decision): (&str, Option<&str>),
        json: &[u8],
        as_of: Option<i64>,
    ) -> Vec<Refusal> {
        match self.preview(actor, (rulebook, decision), json, as_of).await {
            Ok(_) => Vec::new(),
            Err(ServiceError::Refused(refusals)) => refusals,
            Err(error) => no_rulebook(&error).into_iter().collect(),
        }
    }

    /// What the ruling on a case would be as it stands now; without a date, under the rules of today.
    pub(crate) async fn pre_check(
        &self,
        actor: &Actor,
        case_id: &str,
        decision: Option<&str>,
    ) -> Result<Preview, ServiceError> {
        let (case, snapshot) = self.case(actor, case_id).await?;
        let book = self.book(actor, &case.rulebook).await?;
        let as_of = match facts::dated(&book, &snapshot.facts) {
            Some(_) => None,
            None => Some(clock::jakarta_day(clock::now())),
        };
        let accepted = book.read(snapshot.facts.as_bytes(), as_of, Completeness::PreCheck);
        previewed(&accepted.map_err(ServiceError::in_case)?, decision)
    }

    /// Has the engine rule on the facts as they stand, under the edition published for the date of the case.
    pub(crate) async fn rule(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        decision: Option<&str>,
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, asked, case_id, Step::Ruling).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            let accepted = book
                .read(standing.facts.facts.as_bytes(), None, Completeness::Complete)
                .map_err(ServiceError::in_case)?;
            let document = document(&accepted, decision)?;
            let ruling = ruling_row(actor, &standing, &accepted, document);
            let mut case = standing.next();
            case.ruling_id.clone_from(&ruling.ruling_id);
            let body = ruling_view(&ruling)?;
            let plan = standing.plan(case, "", body);
            Ok(Plan {
                status: 201,
                location: format!("/api/v1/rulings/{}", ruling.ruling_id),
                ruling: Some((ruling, standing.facts.clone())),
                ..plan
            })
        })
        .await
    }

    /// A ruling that this actor may see.
    pub(crate) async fn ruling(&self, actor: &Actor, ruling_id: &str) -> Result<RulingRow, ServiceError> {
        let scope = actor.scope();
        self.store.of(&scope).ruling(ruling_id).await?.ok_or(ServiceError::NotFound)
    }

    /// What reviewers said of a ruling.
    pub(crate) async fn reviews(&self, actor: &Actor, ruling_id: &str) -> Result<Vec<ReviewRow>, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let ruling = scoped.ruling(ruling_id).await?.ok_or(ServiceError::NotFound)?;
        Ok(scoped.reviews(&ruling).await?)
    }

    /// Confirms a ruling or sends it back.
    pub(crate) async fn review(
        &self,
        actor: &Actor,
        asked: &Asked,
        ruling_id: &str,
        (confirmed, reason): (bool, &str),
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let ruling = self.ruling(actor, ruling_id).await?;
            let step = if confirmed { Step::Confirmation } else { Step::Remand };
            let standing = self.standing(actor, asked, &ruling.case_id, step).await?;
            may_review(&standing.case, &ruling, confirmed)?;
            let mut case = standing.next();
            if confirmed {
                let ruled = clock::jakarta_day(ruling.ruled_at);
                let end = self.deadlines.end(&ruling.document, ruled, &standing.facts.facts);
                case.valid_because = end.as_ref().map_or_else(String::new, |it| it.because.to_owned());
                case.valid_until = end.map(|it| it.until);
            }
            let review = ReviewRow {
                review_id: new_id(),
                ruling_id: ruling.ruling_id,
                verdict: case.state.clone(),
                person: actor.person.clone(),
                reason: reason.to_owned(),
                reviewed_at: standing.now,
            };
            let body = case_view(&case, &standing.facts)?;
            Ok(Plan { review: Some(review), status: 201, ..standing.plan(case, reason, body) })
        })
        .await
    }
}

fn may_review(case: &CaseRow, ruling: &RulingRow, confirmed: bool) -> Result<(), ServiceError> {
    if case.ruling_id != ruling.ruling_id {
        return Err(ServiceError::Superseded { latest: case.ruling_id.clone() });
    }
    if confirmed && ruling.status != "decided" {
        return Err(ServiceError::NotConfirmable { status: ruling.status.clone() });
    }
    Ok(())
}

/// That no edition makes this decision.
fn decided_by_none(book: &Book, decision: Option<&str>) -> Option<Refusal> {
    let mut rulebooks = book.laws.iter().map(|it| it.ready.rulebook());
    let none = rulebooks.all(|it| index_of(it, decision).is_none());
    let latest = book.laws.last().filter(|_| none && decision.is_some())?;
    Some(no_decision(latest.ready.rulebook(), decision))
}

fn previewed(accepted: &Accepted<'_>, decision: Option<&str>) -> Result<Preview, ServiceError> {
    let document = document(accepted, decision)?.text;
    let changes = json(&changes_of(accepted, decision))?;
    Ok(Preview { document, changes })
}

/// What the rules call a decision.
pub(super) fn label_of(rulebook: &Rulebook, decision: Option<&str>) -> Option<Wording> {
    Some(rulebook.decisions.get(index_of(rulebook, decision)?)?.label.clone())
}

/// What would change a decision. It is ruled on anew, and more than once.
pub(super) fn changes_of(accepted: &Accepted<'_>, decision: Option<&str>) -> Option<Changes> {
    let index = index_of(accepted.law.ready.rulebook(), decision)?;
    let rulings = accepted.law.ready.rulings(&accepted.case, index, &accepted.choice);
    match rulings.as_slice() {
        [one] => changes::of(accepted, index, one),
        _ => None,
    }
}

/// The decision of this name, else the first one of the rulebook itself.
pub(super) fn index_of(rulebook: &Rulebook, decision: Option<&str>) -> Option<usize> {
    match decision {
        Some(name) => rulebook.decisions.iter().position(|it| it.name == name),
        None => rulebook.decisions.iter().position(|it| it.own),
    }
}

/// Rules on one decision. A decision `for every` element of a list gives a list of ruling documents.
pub(super) fn document(accepted: &Accepted<'_>, decision: Option<&str>) -> Result<Document, ServiceError> {
    let rulebook = accepted.law.ready.rulebook();
    let index =
        index_of(rulebook, decision).ok_or_else(|| ServiceError::Refused(vec![no_decision(rulebook, decision)]))?;
    let rulings = accepted.law.ready.rulings(&accepted.case, index, &accepted.choice);
    let has = |status| rulings.iter().any(|it| it.status == status);
    let status = if has(RulingStatus::Conflict) {
        "conflict"
    } else if has(RulingStatus::Undetermined) {
        "undetermined"
    } else {
        "decided"
    };
    let each = rulebook.decisions.get(index).is_some_and(|it| it.for_every.is_some());
    let texts: Vec<String> = rulings.iter().map(wire::ruling_json).map(|it| it.trim_end().to_owned()).collect();
    let outcome = match rulings.as_slice() {
        [one] if !each => one.outcome.map(|it| it.name.clone()).unwrap_or_default(),
        _ => String::new(),
    };
    let joined = texts.join(",");
    let text = if each { format!("[{joined}]") } else { joined };
    let engine = rulings.first().map_or(env!("CARGO_PKG_VERSION"), |it| it.engine);
    Ok(Document { status, outcome, text, engine })
}

fn ruling_row(actor: &Actor, standing: &Standing, accepted: &Accepted<'_>, document: Document) -> RulingRow {
    let (case, SnapshotRow { snapshot, .. }) = (&standing.case, &standing.facts);
    let law = &accepted.law.row;
    RulingRow {
        ruling_id: new_id(),
        case_id: case.case_id.clone(),
        agency_id: case.agency_id.clone(),
        previous_ruling_id: case.ruling_id.clone(),
        snapshot: *snapshot,
        rulebook: law.rulebook.clone(),
        edition: law.edition.clone(),
        rulebook_sha256: law.rulebook_sha256.clone(),
        engine_version: document.engine.to_owned(),
        as_of: date::iso(accepted.choice.as_of),
        status: document.status.to_owned(),
        outcome: document.outcome,
        document_sha256: hash::sha256_hex(document.text.as_bytes()),
        document: document.text,
        person: actor.person.clone(),
        ruled_at: standing.now,
    }
}

fn no_decision(rulebook: &Rulebook, wanted: Option<&str>) -> Refusal {
    let names: Vec<&str> = rulebook.decisions.iter().map(|it| it.name.as_str()).collect();
    let (names, wanted) = (names.join(", "), wanted.unwrap_or(""));
    let expected = Wording::same(names);
    Refusal {
        expected,
        ..facts::refusal(
            "/decision".to_owned(),
            wording!("edisi ini tidak memuat putusan `{wanted}`", "this edition does not make the decision `{wanted}`"),
        )
    }
}
