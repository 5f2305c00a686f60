//! A recording in a transaction of its own, and what is done when nobody knows whether its commit was done.
//!
//! Knows nothing of: other recordings.

use std::time::{Duration, Instant};

use super::{RecordError, Recorded, Recording, before, write_all};
use crate::server::store::{Store, StoreError};

/// How long it is tried to find out what became of a commit.
const DOUBT: Duration = Duration::from_secs(8);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(800);

/// How one attempt failed.
enum Trouble {
    /// Nothing of it was done.
    Undone(RecordError),
    /// The commit was asked for and not answered.
    Doubt(StoreError),
}

pub(super) async fn record(store: &Store, it: &Recording) -> Result<Recorded, RecordError> {
    match attempt(store, it).await {
        Ok(recorded) => Ok(recorded),
        Err(Trouble::Undone(error)) => Err(error),
        Err(Trouble::Doubt(error)) => resolve(store, it, error).await,
    }
}

async fn attempt(store: &Store, it: &Recording) -> Result<Recorded, Trouble> {
    let undone = |error: StoreError| Trouble::Undone(error.into());
    let mut tx = store.of(&it.scope).begin().await.map_err(undone)?;
    if !write_all(&mut tx, it).await.map_err(undone)? {
        drop(tx);
        return before(store, it).await.map_err(Trouble::Undone);
    }
    match tx.commit().await {
        Ok(()) => Ok(Recorded::Now(it.answer.clone())),
        Err(error) if error.is_certain() => Err(undone(error)),
        Err(error) => Err(Trouble::Doubt(error)),
    }
}

/// Records the same again, identities and all. If the commit was done after all, or is still being done, the key tells: taking it
/// waits for whoever holds it, and then finds the first answer.
async fn resolve(store: &Store, it: &Recording, doubt: StoreError) -> Result<Recorded, RecordError> {
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    while begun.elapsed() < DOUBT {
        tokio::time::sleep(pause).await;
        match attempt(store, it).await {
            Ok(Recorded::Before(answer)) if answer == it.answer => return Ok(Recorded::Now(answer)),
            Ok(recorded) => return Ok(recorded),
            Err(Trouble::Undone(RecordError::Overtaken)) => return Err(RecordError::Overtaken),
            Err(_) => pause = pause.saturating_mul(2).min(LONGEST_PAUSE),
        }
    }
    Err(RecordError::OutcomeUnknown(doubt))
}
