//! Where long work is done: apart from the threads that answer, a few at a time.
//!
//! Knows nothing of: what the work is.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::ServiceError;

/// A desk with a few places.
#[derive(Debug)]
pub(crate) struct Desk {
    places: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Desk {
    /// `places` at work at once; `queue` at work or waiting, more are turned away.
    pub(crate) fn new(places: usize, queue: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), queue: Arc::new(Semaphore::new(queue)) }
    }

    /// Does the work once there is a place. Whoever stops waiting gives the place back only when the work is done.
    ///
    /// # Errors
    /// `Full` if too many wait.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let waiting = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| ServiceError::Full)?;
        let place =
            Arc::clone(&self.places).acquire_owned().await.map_err(|it| ServiceError::Broken(it.to_string()))?;
        let done = spawn_blocking(move || {
            let done = work();
            drop((place, waiting));
            done
        });
        done.await.map_err(|it| ServiceError::Broken(format!("the work ended: {it}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_can_wait_are_turned_away() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::new(1, 16);
            assert_eq!(desk.work(|| 7).await.unwrap(), 7);
            let taken = Arc::clone(&desk.queue).acquire_many_owned(16).await.unwrap();
            assert!(matches!(desk.work(|| 7).await, Err(ServiceError::Full)));
            drop(taken);
            assert_eq!(desk.work(|| 8).await.unwrap(), 8);
        });
    }
}
