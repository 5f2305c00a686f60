//! Places for files, and for large forms, that are in memory at once: so many for all, and of them no more than a fair share for each credential, so that
//! one slow client leaves room for the others.
//!
//! Knows nothing of: what is in them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::server::measure;
use crate::server::service::ServiceError;

use super::Context;
use super::guard::{Credential, client};
use super::problem::Fault;

/// Of all places one credential may hold one in so many, but always one.
const SHARE: u32 = 4;
/// Places for all those who showed no good credential.
pub(super) const OF_STRANGERS: u32 = 4;
/// In so many seconds a place may be free again.
const SOON: u64 = 5;
/// What the limit of a credential is called.
const LIMIT: &str = "uploads";

/// The places, and who holds how many of them.
pub(in crate::server) struct Uploads {
    all: Arc<Semaphore>,
    share: u32,
    held: Mutex<BTreeMap<String, u32>>,
}

/// A place, free again when dropped.
pub(in crate::server) struct Place {
    uploads: Arc<Uploads>,
    who: String,
    _permit: OwnedSemaphorePermit,
}

impl Uploads {
    pub(in crate::server) fn new(at_once: u32) -> Arc<Self> {
        let all = Arc::new(Semaphore::new(usize::try_from(at_once).unwrap_or(1)));
        Arc::new(Self { all, share: (at_once / SHARE).max(1), held: Mutex::default() })
    }

    /// A place for this client.
    ///
    /// # Errors
    /// `TooMany` if the client holds its share already, `Full` if all are taken.
    fn place(self: &Arc<Self>, who: String) -> Result<Place, Fault> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.get(&who).copied().unwrap_or_default();
        if own >= self.share {
            measure::limited(LIMIT);
            return Err(Fault::TooMany { limit: LIMIT, seconds: SOON });
        }
        let permit = Arc::clone(&self.all).try_acquire_owned().map_err(|_| Fault::Service(ServiceError::Full))?;
        held.insert(who.clone(), own.saturating_add(1));
        drop(held);
        Ok(Place { uploads: Arc::clone(self), who, _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.uploads.held.lock().unwrap_or_else(PoisonError::into_inner);
        let left = held.get(&self.who).copied().unwrap_or_default().saturating_sub(1);
        if left == 0 {
            held.remove(&self.who);
        } else {
            held.insert(self.who.clone(), left);
        }
    }
}

/// A place for whoever was found to hold a credential, whether a browser or a program shows it. Whoever did not, such as somebody
/// whose session has ended, has one of a few others, by address: they take none from those who did.
///
/// # Errors
/// If there is none.
pub(in crate::server) fn place(request: &HttpRequest) -> Result<Place, Fault> {
    let context = request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?;
    let credential = request.extensions().get::<Credential>().map(|it| it.0.clone());
    match credential {
        Some(who) => context.uploads.place(who),
        None => context.strangers.place(client(request, context).map_or_else(String::new, |it| it.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_more_than_a_share_and_what_is_given_back_can_be_taken_again() {
        let uploads = Uploads::new(8);
        let held: Vec<Place> = (0..2).map(|_| uploads.place("a".to_owned()).unwrap()).collect();
        assert!(matches!(uploads.place("a".to_owned()), Err(Fault::TooMany { limit: "uploads", .. })));
        assert!(uploads.place("b".to_owned()).is_ok());
        drop(held);
        assert!(uploads.place("a".to_owned()).is_ok());
        assert!(uploads.held.lock().unwrap().is_empty());
    }

    #[test]
    fn few_places_are_for_everyone_all_the_same() {
        let uploads = Uploads::new(1);
        let held = uploads.place("a".to_owned());
        assert!(held.is_ok());
        assert!(matches!(uploads.place("b".to_owned()), Err(Fault::Service(ServiceError::Full))));
        drop(held);
        assert!(uploads.place("b".to_owned()).is_ok());
    }
}
