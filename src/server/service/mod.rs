//! The use cases: what agencies, verifiers and reviewers do with cases, each checked, ruled on by the engine and recorded.
//!
//! Knows nothing of: HTTP, SQL.

mod alike;
mod answers;
mod cases;
mod changes;
mod checks;
mod corrected;
mod deadlines;
mod desk;
mod difference;
mod documents;
mod dossier;
mod drafting;
mod drafts;
mod duties;
mod elements;
mod error;
mod examination;
mod expiry;
mod facts;
mod given;
mod impact;
mod keys;
mod labels;
mod laws;
mod letters;
mod lists;
mod opened;
mod overview;
mod paired;
mod plan;
mod prose;
mod publications;
mod readiness;
mod receipts;
mod remedies;
mod replay;
mod rulings;
mod seeds;
mod sessions;
mod shelf;
mod sign_ins;

mod simulations;
mod statuses;
mod steps;
mod talent;
mod terms;
mod texts;
mod tryable;
mod verification;
mod versions;

use std::sync::Arc;

use super::actor::Actor;
use super::measure;
use super::recorder::{RecordError, Recorded, Recorder, Recording};
use super::store::{AnswerRow, Store, Write};
pub(crate) use super::store::{
    AuditEntry, CaseRow, CasesOfRow, CredentialRow, DocumentRow, DraftVersionRow, EventRow, ListedDraftRow,
    PublicationRow, RulingRow,
};
use desk::Desk;
use shelf::Shelf;

pub(crate) use crate::engine::explain::measures::Shown;
pub(crate) use alike::{Beside, Held, Otherwise, Similar, Tally};
pub(crate) use answers::{
    CaseView, EventView, FactsView, Page, ReviewView, RulingView, case_list, case_view, deadline_list, document_schema,
    history, in_language, localised, review_list, ruling_view,
};
pub(crate) use cases::CasesAsked;
pub(crate) use changes::{Change, Changes};
pub(crate) use checks::Checked;
pub(crate) use corrected::{Corrected, CorrectedFact, claimed_last};
pub(crate) use deadlines::Deadlines;
pub(crate) use difference::{FileDifference, LineDifference, between};
pub(crate) use documents::{DocumentView, Documents, Kind, Upload, accepted_kinds};
pub(crate) use dossier::{Dossier, Turn, documents_of, turn};
pub(crate) use drafting::{DraftsAsked, OpenedDraft};
pub(crate) use drafts::{Draft, DraftView, Written};
pub(crate) use elements::ElementNames;
pub(crate) use error::ServiceError;
pub(crate) use facts::{Finding, as_claimed, claim_beside, escaped, refusal, unescaped, with_others};
pub(crate) use given::Given;
pub(crate) use keys::{Keys, NewKey};
pub(crate) use labels::List;
pub(crate) use laws::{Book, Law};
pub(crate) use letters::{Letter, Standing};
pub(crate) use lists::{AuditAsked, Listed, ListedRuling};
pub(crate) use opened::{Opened, RuleText, WeighedDay, Weight, came_out, weight};
pub(crate) use overview::{Counted, Crossed, NOT_STATED, Overview};
pub(crate) use paired::{ElementBeside, FactBeside, Paired, paired, type_at};
pub(crate) use plan::{Act, Plan, is_identity, new_id};
pub(crate) use publications::{Approval, PublicationView, unreasoned};
pub(crate) use readiness::Readiness;
pub(crate) use receipts::Receipt;
pub(crate) use remedies::Sufficient;
pub(crate) use replay::ReplayView;
pub(crate) use rulings::Preview;
pub(crate) use seeds::Seeded;
pub(crate) use sessions::{NewSession, Sessions};
pub(crate) use sign_ins::{SignIns, Way};
pub(crate) use simulations::{Simulation, SimulationView, Variant};
pub(crate) use statuses::{FactLine, FactStatus, all as all_facts, around, dispute};
pub(crate) use steps::{State, Step};
pub(crate) use talent::{Placed, TalentMap};
pub(crate) use texts::{TextFile, Texts};
pub(crate) use tryable::{TryFact, TryKind, Tryable};
pub(crate) use verification::{Rest, Verification};
pub(crate) use versions::{Follows, tag};

/// A request that records: its key, and what tells whether it is the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) key: String,
    /// SHA-256 over method, path and body.
    pub(crate) fingerprint: String,
    /// The versions to which it may be done; no part of what makes it the same request.
    pub(crate) follows: Follows,
}

impl Asked {
    /// A request that may be done to any version.
    pub(crate) fn new(key: String, fingerprint: String) -> Self {
        Self { key, fingerprint, follows: Follows::Any }
    }
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
    /// For large pages.
    pages: Desk,
    deadlines: Deadlines,
}

/// How often a step is worked out anew because another step came first.
const ATTEMPTS: usize = 5;
/// So many drafts are examined, or rulings replayed, at once.
const PLACES: usize = 2;
/// So many of them may be at work or wait.
const WAITING: usize = 16;
/// So many large pages are made at once, and so many may wait: each is soon done.
const PAGES: (usize, usize) = (4, 512);

impl Service {
    /// At most `places` requests may record or wait for it at once.
    pub(crate) fn new(store: Store, places: usize) -> Self {
        let (shelf, recorder) = (Shelf::new(store.clone()), Recorder::new(store.clone(), places));
        Self {
            store,
            recorder,
            shelf,
            desk: Desk::new(PLACES, WAITING),
            pages: Desk::new(PAGES.0, PAGES.1),
            deadlines: Deadlines::default(),
        }
    }

    /// The same, with deadlines.
    pub(crate) fn with_deadlines(self, deadlines: Deadlines) -> Self {
        Self { deadlines, ..self }
    }

    /// Makes a page that may be large, or reads a form that is, apart from the threads that answer.
    ///
    /// # Errors
    /// `Full` if too many wait.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.pages.work(work).await
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

    /// The one edition that a ruling was made under, whatever was published or retired since; none if what was kept does not give it
    /// any more.
    pub(crate) async fn book_of(&self, ruling: &RulingRow) -> Result<Option<Book>, ServiceError> {
        match self.shelf.law(&ruling.rulebook, &ruling.rulebook_sha256).await {
            Ok(law) => Ok(Some(Book { laws: vec![law], ..Book::default() })),
            Err(ServiceError::Broken(_)) => Ok(None),
            Err(other) => Err(other),
        }
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
