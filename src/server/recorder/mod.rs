//! The one transaction: everything that belongs to a step is kept, or nothing is, and the answer is given only afterwards.
//!
//! Knows nothing of: rules, which steps are allowed, HTTP.

mod leaf;

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::store::{
    AnswerRow, AuditRow, CaseRow, EventRow, LeafRow, ReviewRow, RulingRow, Scope, SnapshotRow, Store, StoreError,
};
pub(crate) use leaf::{hex, ruling_leaf};

/// How many recordings may wait for the database at once; more are turned away before anything is done.
const WAITING: usize = 512;

/// Everything that one step leaves behind.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    pub(crate) scope: Scope,
    /// Who may ask for the answer again, and under which key.
    pub(crate) principal: String,
    pub(crate) key: String,
    pub(crate) answer: AnswerRow,
    pub(crate) case: CaseRow,
    pub(crate) snapshot: Option<SnapshotRow>,
    pub(crate) event: EventRow,
    pub(crate) ruling: Option<(RulingRow, LeafRow)>,
    pub(crate) review: Option<ReviewRow>,
    pub(crate) news_id: String,
    pub(crate) audit: AuditRow,
}

/// How a recording ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// It lasts; this is the answer.
    Now(AnswerRow),
    /// The key was used before: this was answered then. Nothing new was recorded.
    Before(AnswerRow),
}

/// Why nothing is known to be recorded.
#[derive(Debug)]
pub(crate) enum RecordError {
    /// Too many are waiting; nothing was done.
    Full,
    /// The case has moved on meanwhile; nothing was done.
    Overtaken,
    /// The connection broke while the database was making it last. Asking again with the same key tells.
    OutcomeUnknown(StoreError),
    /// Nothing was done.
    Failed(StoreError),
}

/// Records one step after the other.
#[derive(Clone)]
pub(crate) struct Recorder {
    store: Store,
    waiting: Arc<Semaphore>,
}

impl Recorder {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, waiting: Arc::new(Semaphore::new(WAITING)) }
    }

    /// Records in a task of its own: whoever stops waiting for the answer cannot cut the transaction.
    pub(crate) async fn record(&self, recording: Recording) -> Result<Recorded, RecordError> {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| RecordError::Full)?;
        let store = self.store.clone();
        let task = tokio::spawn(async move {
            let recorded = one_transaction(&store, &recording).await;
            drop(place);
            recorded
        });
        task.await.unwrap_or_else(|error| {
            Err(RecordError::OutcomeUnknown(StoreError::Unsuitable(format!("the recording ended: {error}"))))
        })
    }
}

async fn one_transaction(store: &Store, it: &Recording) -> Result<Recorded, RecordError> {
    let scoped = store.of(&it.scope);
    let mut tx = scoped.begin().await.map_err(RecordError::Failed)?;
    let owner = (it.principal.as_str(), it.key.as_str());
    if !tx.take_key(owner, &it.answer, it.event.happened_at).await.map_err(RecordError::Failed)? {
        drop(tx);
        return before(store, it).await;
    }
    write(&mut tx, it).await.map_err(|error| match error {
        StoreError::Taken => RecordError::Overtaken,
        other => RecordError::Failed(other),
    })?;
    match tx.commit().await {
        Ok(()) => Ok(Recorded::Now(it.answer.clone())),
        Err(error) => after_doubt(store, it, error).await,
    }
}

async fn write(tx: &mut super::store::Tx, it: &Recording) -> Result<(), StoreError> {
    if it.case.version == 1 {
        tx.begin_case(&it.case).await?;
    } else {
        tx.change_case(&it.case).await?;
    }
    if let Some(snapshot) = &it.snapshot {
        tx.add_snapshot(&it.case, snapshot).await?;
    }
    if let Some((ruling, leaf)) = &it.ruling {
        tx.add_ruling(ruling).await?;
        tx.add_leaf(leaf).await?;
    }
    if let Some(review) = &it.review {
        tx.add_review(review).await?;
    }
    tx.add_event(&it.case.case_id, &it.event).await?;
    tx.add_news(&it.news_id, &it.event.step, &it.case.case_id, it.event.happened_at).await?;
    tx.add_audit(&it.audit).await
}

/// The key was taken by a recording that has ended: its answer is there.
async fn before(store: &Store, it: &Recording) -> Result<Recorded, RecordError> {
    match store.of(&it.scope).answer(&it.principal, &it.key).await {
        Ok(Some(answer)) => Ok(Recorded::Before(answer)),
        Ok(None) => Err(RecordError::Overtaken),
        Err(error) => Err(RecordError::Failed(error)),
    }
}

/// A commit that was not answered may have been done: the key tells.
async fn after_doubt(store: &Store, it: &Recording, doubt: StoreError) -> Result<Recorded, RecordError> {
    match store.of(&it.scope).answer(&it.principal, &it.key).await {
        Ok(Some(answer)) if answer == it.answer => Ok(Recorded::Now(answer)),
        Ok(Some(answer)) => Ok(Recorded::Before(answer)),
        _ => Err(RecordError::OutcomeUnknown(doubt)),
    }
}
