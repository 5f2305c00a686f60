//! Whether the database takes writing, tried by writing; asked as often as one likes, tried once a second at most.
//!
//! Knows nothing of: who asks.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::server::store::{Store, StoreError};

/// How long the last result is good.
const GOOD: Duration = Duration::from_secs(1);
/// A database that takes longer is not ready.
const PATIENCE: Duration = Duration::from_millis(900);

#[derive(Default)]
pub(super) struct Readiness {
    last: Mutex<Option<(Instant, Result<(), StoreError>)>>,
}

impl Readiness {
    pub(super) async fn of(&self, store: &Store) -> Result<(), StoreError> {
        // Others wait for the one that tries and share its result.
        let mut last = self.last.lock().await;
        if let Some((_, result)) = last.as_ref().filter(|it| it.0.elapsed() < GOOD) {
            return result.clone();
        }
        let tried = tokio::time::timeout(PATIENCE, store.try_writing()).await;
        let result = tried.unwrap_or_else(|_| Err(StoreError::late()));
        *last = Some((Instant::now(), result.clone()));
        result
    }
}
