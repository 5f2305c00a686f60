//! A step that was worked out: what changes, what is kept, what will be answered.
//!
//! Knows nothing of: how it was worked out, the database.

use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::recorder::{Recording, ruling_leaf};
use crate::server::store::{AnswerRow, AuditRow, CaseRow, EventRow, NewsRow, ReviewRow, RulingRow, SnapshotRow, Write};

use super::deadlines::Wait;
use super::steps::{State, Step};
use super::{Asked, ServiceError};

/// Whatever is done at once, by one person, under one key.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    /// A word for the audit and the news.
    pub(crate) name: &'static str,
    /// What it is done to.
    pub(crate) subject_id: String,
    /// Microseconds since 1970-01-01.
    pub(crate) at: i64,
    pub(crate) writes: Vec<Write>,
    pub(crate) status: i64,
    /// Empty, or where what was made can be read.
    pub(crate) location: String,
    pub(crate) body: String,
}

/// A step of one case.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The case after the step.
    pub(crate) case: CaseRow,
    pub(crate) step: &'static str,
    pub(crate) from: &'static str,
    pub(crate) reason: String,
    /// New facts.
    pub(crate) snapshot: Option<SnapshotRow>,
    /// A new ruling, with the facts it rests on.
    pub(crate) ruling: Option<(RulingRow, SnapshotRow)>,
    pub(crate) review: Option<ReviewRow>,
    /// The ruling that was there and that the step is about; empty if it is about none.
    pub(crate) about: String,
    pub(crate) status: i64,
    pub(crate) location: String,
    pub(crate) body: String,
}

/// A case before a step that can be taken.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) case: CaseRow,
    pub(crate) facts: SnapshotRow,
    pub(crate) from: State,
    pub(crate) to: State,
    pub(crate) step: Step,
    /// What the case waits for afterwards.
    pub(crate) wait: Wait,
    pub(crate) now: i64,
}

impl Standing {
    /// The case after the step, to be changed further.
    pub(crate) fn next(&self) -> CaseRow {
        CaseRow {
            state: self.to.name().to_owned(),
            version: self.case.version.saturating_add(1),
            updated_at: self.now,
            waits_since: self.wait.since.clone(),
            due_on: self.wait.due_on.clone(),
            due_unknown: self.wait.unknown.clone(),
            // Only a confirmed ruling has an end.
            valid_until: None,
            valid_because: String::new(),
            ..self.case.clone()
        }
    }

    /// The day in Jakarta.
    pub(crate) fn today(&self) -> i64 {
        clock::jakarta_day(self.now)
    }

    /// A plan that changes the case and answers with `body`.
    pub(crate) fn plan(&self, case: CaseRow, reason: &str, body: String) -> Plan {
        Plan {
            location: format!("/api/v1/cases/{}", case.case_id),
            case,
            step: self.step.name(),
            from: self.from.name(),
            reason: reason.to_owned(),
            snapshot: None,
            ruling: None,
            review: None,
            about: if self.step.is_about_a_ruling() { self.case.ruling_id.clone() } else { String::new() },
            status: 200,
            body,
        }
    }
}

impl Plan {
    /// Everything that this step leaves behind.
    pub(crate) fn act(self, actor: &Actor, asked: &Asked) -> Result<Act, ServiceError> {
        let mut writes = vec![Write::Case(self.case.clone())];
        let event = self.event(actor);
        writes.extend(self.snapshot.map(|it| Write::Snapshot(self.case.clone(), it)));
        if let Some((ruling, facts)) = self.ruling {
            let leaf = ruling_leaf(&actor.tenant, &self.case, &facts, &ruling, &asked.fingerprint, random(32)?);
            writes.extend([Write::Ruling(ruling), Write::Leaf(leaf)]);
        }
        writes.extend(self.review.map(Write::Review));
        writes.push(Write::Event(self.case.case_id.clone(), event));
        Ok(Act {
            name: self.step,
            subject_id: self.case.case_id,
            at: self.case.updated_at,
            writes,
            status: self.status,
            location: self.location,
            body: self.body,
        })
    }

    fn event(&self, actor: &Actor) -> EventRow {
        EventRow {
            version: self.case.version,
            step: self.step.to_owned(),
            from_state: self.from.to_owned(),
            to_state: self.case.state.clone(),
            snapshot: self.case.snapshot,
            ruling_id: self.ruling.as_ref().map_or_else(|| self.about.clone(), |it| it.0.ruling_id.clone()),
            person: actor.person.clone(),
            role: actor.role.name().to_owned(),
            reason: self.reason.clone(),
            happened_at: self.case.updated_at,
        }
    }
}

impl Act {
    /// What is recorded: the act, the news of it, and who did it.
    pub(crate) fn recording(self, actor: &Actor, asked: &Asked) -> Recording {
        let mut writes = self.writes;
        writes.push(Write::News(NewsRow {
            event_id: new_id(),
            kind: self.name.to_owned(),
            subject_id: self.subject_id.clone(),
            created_at: self.at,
        }));
        writes.push(Write::Audit(AuditRow {
            key_id: actor.key_id.clone(),
            person: actor.person.clone(),
            role: actor.role.name().to_owned(),
            act: self.name.to_owned(),
            subject_id: self.subject_id,
            address: actor.address.clone(),
            request_id: actor.request_id.clone(),
            happened_at: self.at,
        }));
        let fingerprint = asked.fingerprint.clone();
        let answer = AnswerRow { fingerprint, status: self.status, location: self.location, body: self.body };
        let (scope, principal, key) = (actor.scope(), actor.principal(), asked.key.clone());
        Recording { scope, principal, key, answer, at: self.at, writes }
    }
}

/// An identity that no one else has, later ones after earlier ones.
pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Whether a text has the form of an identity.
pub(crate) fn is_identity(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

/// Bytes that no one can guess.
pub(crate) fn random(length: usize) -> Result<Vec<u8>, ServiceError> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(|error| ServiceError::Broken(format!("no randomness: {error}")))?;
    Ok(bytes)
}
