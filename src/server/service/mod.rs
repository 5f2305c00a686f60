//! The use cases: what agencies, verifiers and reviewers do with cases, each checked, ruled on by the engine and recorded.
//!
//! Knows nothing of: HTTP, SQL.

mod answers;
mod cases;
mod deadlines;
mod desk;
mod documents;
mod drafts;
mod duties;
mod error;
mod examination;
mod expiry;
mod facts;
mod given;
mod impact;
mod keys;
mod laws;
mod plan;
mod publications;
mod replay;
mod rulings;
mod seeds;
mod shelf;
mod statuses;
mod steps;
mod texts;
mod verification;

use std::sync::Arc;

use super::actor::Actor;
use super::recorder::{RecordError, Recorded, Recorder};
pub(crate) use super::store::PublicationRow;
use super::store::{AnswerRow, Store};
use desk::Desk;
use shelf::Shelf;

pub(crate) use answers::{
    CaseView, EventView, FactsView, Page, ReviewView, RulingView, case_list, case_view, deadline_list, document_schema,
    history, in_language, localised, review_list, ruling_view,
};
pub(crate) use cases::CasesAsked;
pub(crate) use deadlines::Deadlines;
pub(crate) use documents::{DocumentView, Kind, Upload, accepted_kinds};
pub(crate) use drafts::{DraftView, Written, tag};
pub(crate) use error::ServiceError;
pub(crate) use facts::{Finding, escaped};
pub(crate) use given::Given;
pub(crate) use keys::{Keys, NewKey};
pub(crate) use laws::{Book, Law};
pub(crate) use plan::{Act, Plan, is_identity, new_id};
pub(crate) use publications::{Approval, PublicationView};
pub(crate) use replay::ReplayView;
pub(crate) use seeds::Seeded;
pub(crate) use statuses::FactStatus;
pub(crate) use steps::{State, Step};
pub(crate) use texts::{TextFile, Texts};
pub(crate) use verification::{Rest, Verification};

/// A request that records: its key, and what tells whether it is the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) key: String,
    /// SHA-256 over method, path and body.
    pub(crate) fingerprint: String,
}

/// An answer, and whether it was given before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) row: AnswerRow,
    pub(crate) again: bool,
}

/// All use cases.
pub(crate) struct Service {
    store: Store,
    recorder: Recorder,
    shelf: Shelf,
    /// For drafts and replays.
    desk: Desk,
    deadlines: Deadlines,
}

/// How often a step is worked out anew because another step came first.
const ATTEMPTS: usize = 5;
/// So many drafts are examined, or rulings replayed, at once.
const PLACES: usize = 2;
/// So many of them may be at work or wait.
const WAITING: usize = 16;

impl Service {
    pub(crate) fn new(store: Store) -> Self {
        let (shelf, recorder) = (Shelf::new(store.clone()), Recorder::new(store.clone()));
        Self { store, recorder, shelf, desk: Desk::new(PLACES, WAITING), deadlines: Deadlines::default() }
    }

    /// The same, with deadlines.
    pub(crate) fn with_deadlines(self, deadlines: Deadlines) -> Self {
        Self { deadlines, ..self }
    }

    /// The rulebook of this name, as it is in force now for whoever asks.
    pub(crate) async fn book(&self, actor: &Actor, name: &str) -> Result<Arc<Book>, ServiceError> {
        if let Some(book) = self.published(actor, name).await? {
            return Ok(book);
        }
        let known = self.published_books(actor).await?.into_iter().map(|it| it.0).collect();
        Err(ServiceError::NoRulebook { name: name.to_owned(), known })
    }

    /// The rulebook of this name, if there is one.
    pub(crate) async fn published(&self, actor: &Actor, name: &str) -> Result<Option<Arc<Book>>, ServiceError> {
        self.shelf.book(&actor.scope(), name).await
    }

    /// Every rulebook that is in force for whoever asks, in the order of their names.
    pub(crate) async fn published_books(&self, actor: &Actor) -> Result<Vec<(String, Arc<Book>)>, ServiceError> {
        self.shelf.books(&actor.scope()).await
    }

    /// Whether the database answers.
    pub(crate) async fn answers(&self) -> Result<(), ServiceError> {
        Ok(self.store.answers().await?)
    }

    /// Works out a step of a case and records it, unless it was answered before.
    async fn record(
        &self,
        actor: &Actor,
        asked: &Asked,
        work_out: impl AsyncFn() -> Result<Plan, ServiceError>,
    ) -> Result<Answer, ServiceError> {
        self.record_act(actor, asked, async || work_out().await?.act(actor, asked)).await
    }

    /// Works out an act and records it, unless it was answered before.
    async fn record_act(
        &self,
        actor: &Actor,
        asked: &Asked,
        work_out: impl AsyncFn() -> Result<Act, ServiceError>,
    ) -> Result<Answer, ServiceError> {
        let scope = actor.scope();
        if let Some(row) = self.store.of(&scope).answer(&actor.principal(), &asked.key).await? {
            return again(row, asked);
        }
        for _ in 0..ATTEMPTS {
            let recording = work_out().await?.recording(actor, asked);
            match self.recorder.record(recording).await {
                Ok(Recorded::Now(row)) => return Ok(Answer { row, again: false }),
                Ok(Recorded::Before(row)) => return again(row, asked),
                Err(RecordError::Overtaken) => {}
                Err(RecordError::Full) => return Err(ServiceError::Full),
                Err(RecordError::OutcomeUnknown(error)) => return Err(ServiceError::OutcomeUnknown(error)),
                Err(RecordError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(ServiceError::Overtaken)
    }
}

/// The first answer, if the request is the same.
fn again(row: AnswerRow, asked: &Asked) -> Result<Answer, ServiceError> {
    if row.fingerprint == asked.fingerprint { Ok(Answer { row, again: true }) } else { Err(ServiceError::KeyReused) }
}
