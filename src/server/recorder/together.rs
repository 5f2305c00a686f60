//! Group commit: one writer takes what waits, does each in a savepoint, and makes all of it last with one flush to the disk.
//!
//! Nobody is answered before the commit of all. A recording that cannot be done spoils no other. Knows nothing of: what is
//! recorded.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::{Place, RecordError, Recorded, Recording, before, interrupted, write_all};
use crate::server::measure;
use crate::server::store::{Store, StoreError, Tx};

/// How many recordings share a transaction at most.
const LARGEST: usize = 64;
/// How long a transaction waits at most for those who came together last time.
const GATHERING: Duration = Duration::from_millis(2);

/// The one who writes. It ends when the last handle is dropped.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Waiting>,
}

/// A recording with whoever waits for it.
struct Waiting {
    recording: Recording,
    answer: oneshot::Sender<Result<Recorded, RecordError>>,
    _place: Place,
}

/// What became of one recording within the transaction.
enum Done {
    Recorded,
    /// Its key was taken before; the answer can be looked up once the transaction lasts.
    Repeated,
    Refused(RecordError),
}

impl Writer {
    pub(super) fn begin(store: Store, places: usize) -> Self {
        // Whoever holds a place fits in.
        let (queue, waiting) = mpsc::channel(places.max(1));
        tokio::spawn(write(store, waiting));
        Self { queue }
    }

    pub(super) async fn record(&self, place: Place, recording: Recording) -> Result<Recorded, RecordError> {
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { recording, answer, _place: place };
        self.queue.try_send(waiting).map_err(|_| RecordError::Full)?;
        answered.await.unwrap_or_else(|_| Err(interrupted("the writer ended")))
    }
}

async fn write(store: Store, mut queue: mpsc::Receiver<Waiting>) {
    let mut last = 1;
    let mut batch = Vec::new();
    while queue.recv_many(&mut batch, LARGEST).await > 0 {
        gather(&mut queue, &mut batch, last).await;
        last = batch.len();
        for (waiting, outcome) in recorded(&store, std::mem::take(&mut batch)).await {
            // Whoever has gone finds the answer under the key.
            drop(waiting.answer.send(outcome));
        }
    }
}

/// Waits a moment for as many as came together last time. One alone never waits.
async fn gather(queue: &mut mpsc::Receiver<Waiting>, batch: &mut Vec<Waiting>, last: usize) {
    let until = Instant::now() + GATHERING;
    while batch.len() < last {
        match timeout_at(until, queue.recv()).await {
            Ok(Some(next)) => batch.push(next),
            Ok(None) | Err(_) => return,
        }
    }
}

/// What became of each.
async fn recorded(store: &Store, batch: Vec<Waiting>) -> Vec<(Waiting, Result<Recorded, RecordError>)> {
    let recordings: Vec<&Recording> = batch.iter().map(|it| &it.recording).collect();
    let outcomes = match transaction(store, &recordings).await {
        // One that is too large for what room there is must not keep out the others.
        Err(RecordError::Failed(StoreError::NoSpace(_))) if batch.len() > 1 => one_by_one(store, &recordings).await,
        Err(error) => recordings.iter().map(|_| Err(error.clone())).collect(),
        Ok(done) => answers(store, &recordings, done).await,
    };
    batch.into_iter().zip(outcomes).collect()
}

async fn one_by_one(store: &Store, recordings: &[&Recording]) -> Vec<Result<Recorded, RecordError>> {
    let mut outcomes = Vec::new();
    for it in recordings {
        let outcome = match transaction(store, &[it]).await {
            Ok(done) => answers(store, &[it], done).await.pop(),
            Err(error) => Some(Err(error)),
        };
        outcomes.extend(outcome);
    }
    outcomes
}

/// Does all of them and makes them last. An error is everyone's.
async fn transaction(store: &Store, recordings: &[&Recording]) -> Result<Vec<Done>, RecordError> {
    let mut tx = store.begin_for_all().await?;
    let mut done = Vec::new();
    for it in recordings {
        done.push(one(&mut tx, it).await?);
    }
    match tx.commit().await {
        Ok(()) => {
            measure::batch(u32::try_from(done.len()).unwrap_or(u32::MAX));
            Ok(done)
        }
        Err(error) if error.is_certain() => Err(error.into()),
        Err(error) => Err(RecordError::OutcomeUnknown(error)),
    }
}

/// Does one recording, or nothing of it. An error is everyone's: the database did not go on.
async fn one(tx: &mut Tx, it: &Recording) -> Result<Done, StoreError> {
    tx.mark(&it.scope).await?;
    match write_all(tx, it).await {
        Ok(true) => tx.keep().await.map(|()| Done::Recorded),
        Ok(false) => tx.undo().await.map(|()| Done::Repeated),
        Err(error @ (StoreError::Taken | StoreError::Failed(_))) => {
            tx.undo().await.map(|()| Done::Refused(error.into()))
        }
        Err(error) => Err(error),
    }
}

/// What can be said now that all of it lasts.
async fn answers(store: &Store, recordings: &[&Recording], done: Vec<Done>) -> Vec<Result<Recorded, RecordError>> {
    let mut answers = Vec::new();
    for (it, done) in recordings.iter().zip(done) {
        answers.push(match done {
            Done::Recorded => Ok(Recorded::Now(it.answer.clone())),
            Done::Repeated => before(store, it).await,
            Done::Refused(error) => Err(error),
        });
    }
    answers
}
