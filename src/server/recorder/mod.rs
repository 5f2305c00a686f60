//! The one transaction: everything that belongs to a step is kept, or nothing is, and the answer is given only afterwards.
//!
//! Whoever wants to record takes a place first: when all are taken, nothing is begun. On SQLite, which has one writer, those
//! who wait share a transaction and its one flush to the disk (`together`); on PostgreSQL each has its own (`alone`). Knows
//! nothing of: rules, which steps are allowed, HTTP.

mod alone;
mod leaf;
mod readiness;
mod together;

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::store::{AnswerRow, Scope, Store, StoreError, Tx, Write};
use crate::engine::wording::Wording;
pub(crate) use leaf::{hex, key_leaf, part_key, publication_leaf, ruling_leaf};
use readiness::Readiness;
use together::Writer;

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
#[derive(Clone, Debug)]
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

/// Records what was worked out.
#[derive(Clone)]
pub(crate) struct Recorder {
    store: Store,
    places: Arc<Semaphore>,
    /// Where recordings run: not where requests are worked out, so that neither a slow ruling nor the end of a worker holds them up.
    runtime: Handle,
    /// Where there is one writer for all.
    writer: Option<Writer>,
    readiness: Arc<Readiness>,
}

/// The right to record once at a time.
#[derive(Clone)]
pub(crate) struct Place {
    _permit: Arc<OwnedSemaphorePermit>,
}

impl Recorder {
    /// At most `places` may record or wait for it at once. Within a runtime: the writer is a task of it.
    pub(crate) fn new(store: Store, places: usize) -> Self {
        let writer = store.has_one_writer().then(|| Writer::begin(store.clone(), places));
        let (places, runtime) = (Arc::new(Semaphore::new(places)), Handle::current());
        Self { store, places, runtime, writer, readiness: Arc::default() }
    }

    /// A place, to be taken before anything is worked out.
    pub(crate) fn place(&self) -> Result<Place, RecordError> {
        let permit = Arc::clone(&self.places).try_acquire_owned().map_err(|_| RecordError::Full)?;
        Ok(Place { _permit: Arc::new(permit) })
    }

    /// Records in a task that is not the caller's: whoever stops waiting for the answer cannot cut the transaction.
    pub(crate) async fn record(&self, place: &Place, recording: Recording) -> Result<Recorded, RecordError> {
        if let Some(writer) = &self.writer {
            return writer.record(place.clone(), recording).await;
        }
        let (store, place) = (self.store.clone(), place.clone());
        let task = self.runtime.spawn(async move {
            let recorded = alone::record(&store, &recording).await;
            drop(place);
            recorded
        });
        task.await.unwrap_or_else(|error| Err(interrupted(&error.to_string())))
    }

    /// Whether something recorded now would last: the database answers and takes writing.
    pub(crate) async fn ready(&self) -> Result<(), StoreError> {
        self.readiness.of(&self.store).await
    }
}

/// Does everything that belongs to a recording; `false` if its key was taken before, and nothing is to be kept.
async fn write_all(tx: &mut Tx, it: &Recording) -> Result<bool, StoreError> {
    if !tx.take_key((&it.principal, &it.key), &it.answer, it.at).await? {
        return Ok(false);
    }
    for write in &it.writes {
        tx.write(write).await?;
    }
    Ok(true)
}

/// The key was taken by a recording that lasts: its answer is there.
async fn before(store: &Store, it: &Recording) -> Result<Recorded, RecordError> {
    match store.of(&it.scope).answer(&it.principal, &it.key).await {
        Ok(Some(answer)) => Ok(Recorded::Before(answer)),
        Ok(None) => Err(RecordError::Overtaken),
        Err(error) => Err(RecordError::Failed(error)),
    }
}

fn interrupted(why: &str) -> RecordError {
    RecordError::OutcomeUnknown(StoreError::Unsuitable(Wording::same(format!("the recording was cut: {why}"))))
}

impl From<StoreError> for RecordError {
    /// Before the commit: nothing was done.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::Overtaken,
            other => Self::Failed(other),
        }
    }
}
