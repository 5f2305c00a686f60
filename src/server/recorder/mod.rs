//! The one transaction: everything that belongs to a step is kept, or nothing is, and the answer is given only afterwards.
//!
//! Knows nothing of: rules, which steps are allowed, HTTP.

mod leaf;

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::engine::wording::Wording;

use super::store::{AnswerRow, Scope, Store, StoreError, Write};
pub(crate) use leaf::{hex, publication_leaf, ruling_leaf};

/// How many recordings may wait for the database at once; more are turned away before anything is done.
const WAITING: usize = 512;

/// Everything that one act leaves behind: all of it is kept, or nothing is.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    pub(crate) scope: Scope,
    /// Who may ask for the answer again, and under which key.
    pub(crate) principal: String,
    pub(crate) key: String,
    pub(crate) answer: AnswerRow,
    /// Microseconds since 1970-01-01.
    pub(crate) at: i64,
    /// In the order in which they are done.
    pub(crate) writes: Vec<Write>,
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
            Err(RecordError::OutcomeUnknown(StoreError::Unsuitable(Wording::same(format!(
                "the recording ended: {error}"
            )))))
        })
    }
}

async fn one_transaction(store: &Store, it: &Recording) -> Result<Recorded, RecordError> {
    let scoped = store.of(&it.scope);
    let mut tx = scoped.begin().await.map_err(RecordError::Failed)?;
    let owner = (it.principal.as_str(), it.key.as_str());
    if !tx.take_key(owner, &it.answer, it.at).await.map_err(RecordError::Failed)? {
        drop(tx);
        return before(store, it).await;
    }
    for write in &it.writes {
        tx.write(write).await.map_err(|error| match error {
            StoreError::Taken => RecordError::Overtaken,
            other => RecordError::Failed(other),
        })?;
    }
    match tx.commit().await {
        Ok(()) => Ok(Recorded::Now(it.answer.clone())),
        Err(error) if error.is_certain() => Err(RecordError::Failed(error)),
        Err(error) => after_doubt(store, it, error).await,
    }
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
