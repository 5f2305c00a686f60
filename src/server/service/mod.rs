//! The use cases: what agencies, verifiers and reviewers do with cases, each checked, ruled on by the engine and recorded.
//!
//! Knows nothing of: HTTP, SQL.

mod answers;
mod cases;
mod changes;
mod deadlines;
mod documents;
mod duties;
mod error;
mod expiry;
mod facts;
mod given;
mod keys;
mod laws;
mod letters;
mod plan;
mod prose;
mod receipts;
mod rulings;
mod statuses;
mod steps;
mod verification;

use std::sync::Arc;

use super::actor::Actor;
use super::measure;
use super::recorder::{RecordError, Recorded, Recorder, Recording};
use super::store::{AnswerRow, Store, Write};

pub(crate) use answers::{
    CaseView, EventView, FactsView, Page, ReviewView, RulingView, case_list, case_view, deadline_list, document_schema,
    history, localised, review_list, ruling_view,
};
pub(crate) use cases::CasesAsked;
pub(crate) use changes::{Change, Changes};
pub(crate) use deadlines::Deadlines;
pub(crate) use documents::{DocumentView, Kind, Upload, accepted_kinds};
pub(crate) use error::ServiceError;
pub(crate) use facts::{Finding, escaped};
pub(crate) use given::Given;
pub(crate) use keys::{Keys, NewKey};
pub(crate) use laws::{Book, Law, Laws};
pub(crate) use letters::{Letter, Standing};
pub(crate) use plan::{Act, Plan, is_identity, new_id};
pub(crate) use receipts::Receipt;
pub(crate) use rulings::Preview;
pub(crate) use statuses::FactStatus;
pub(crate) use steps::{State, Step};
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
    laws: Laws,
    deadlines: Deadlines,
}

/// How often a step is worked out anew because another step came first.
const ATTEMPTS: usize = 5;

impl Service {
    /// Keeps the editions that it can rule by, and is ready. At most `places` requests may record or wait for it at once.
    pub(crate) async fn new(store: Store, laws: Laws, places: usize) -> Result<Self, ServiceError> {
        for (_, book) in laws.books() {
            for law in &book.laws {
                store.keep_edition(&law.row).await?;
            }
        }
        Ok(Self { recorder: Recorder::new(store.clone(), places), store, laws, deadlines: Deadlines::default() })
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
    #[expect(clippy::unused_async, reason = "what is published is about to be read from the database")]
    pub(crate) async fn published(&self, _actor: &Actor, name: &str) -> Result<Option<Arc<Book>>, ServiceError> {
        Ok(self.laws.book(name))
    }

    /// Every rulebook, in the order of their names.
    #[expect(clippy::unused_async, reason = "what is published is about to be read from the database")]
    pub(crate) async fn published_books(&self, _actor: &Actor) -> Result<Vec<(String, Arc<Book>)>, ServiceError> {
        Ok(self.laws.books().map(|(name, book)| (name.to_owned(), book)).collect())
    }

    /// The texts of an edition as they were kept, a JSON list.
    pub(crate) async fn texts(&self, law: &Law) -> Result<String, ServiceError> {
        let kept = self.store.edition(&law.row.rulebook, &law.row.rulebook_sha256).await?;
        kept.map(|it| it.texts).ok_or(ServiceError::NotFound)
    }

    /// How many connections to the database there are, and how many of them are idle.
    pub(crate) fn connections(&self) -> (u32, u32) {
        self.store.connections()
    }

    /// Whether something recorded now would last.
    pub(crate) async fn answers(&self) -> Result<(), ServiceError> {
        Ok(self.recorder.ready().await?)
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
        let place = self.recorder.place().inspect_err(|_| measure::UnderWay::begin().end("full"))?;
        let scope = actor.scope();
        if let Some(row) = self.store.of(&scope).answer(&actor.principal(), &asked.key).await? {
            return again(row, asked);
        }
        for _ in 0..ATTEMPTS {
            let recording = work_out().await?.recording(actor, asked);
            let rulings = statuses(&recording);
            let under_way = measure::UnderWay::begin();
            let outcome = self.recorder.record(&place, recording).await;
            under_way.end(name(&outcome));
            match outcome {
                Ok(Recorded::Now(row)) => {
                    for it in &rulings {
                        measure::ruling(it);
                    }
                    return Ok(Answer { row, again: false });
                }
                Ok(Recorded::Before(row)) => return again(row, asked),
                // Someone else came first: it is worked out anew from where the case stands now.
                Err(RecordError::Overtaken) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(ServiceError::Overtaken)
    }
}

/// How the rulings of a recording turned out.
fn statuses(recording: &Recording) -> Vec<String> {
    let statuses = recording.writes.iter().filter_map(|it| match it {
        Write::Ruling(ruling) => Some(ruling.status.clone()),
        _ => None,
    });
    statuses.collect()
}

/// What the end of a recording is called where it is counted.
fn name(outcome: &Result<Recorded, RecordError>) -> &'static str {
    match outcome {
        Ok(Recorded::Now(_)) => "now",
        Ok(Recorded::Before(_)) => "before",
        Err(RecordError::Overtaken) => "overtaken",
        Err(RecordError::Full) => "full",
        Err(RecordError::OutcomeUnknown(_)) => "unknown",
        Err(RecordError::Failed(_)) => "failed",
    }
}

/// The first answer, if the request is the same.
fn again(row: AnswerRow, asked: &Asked) -> Result<Answer, ServiceError> {
    if row.fingerprint == asked.fingerprint { Ok(Answer { row, again: true }) } else { Err(ServiceError::KeyReused) }
}
