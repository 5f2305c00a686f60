//! Where an issuer's keys come from, kept fresh: read at once, read again now and then, and when a key is asked for that is
//! not known. While the issuer cannot be reached, the keys that are known go on.
//!
//! Knows nothing of: tokens.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jsonwebtoken::DecodingKey;
use tokio::sync::Mutex;
use tokio::time::sleep;

use crate::server::clock;
use crate::server::config::{self, Signature};

use super::fetch::Fetch;
use super::key_set::KeySet;

/// Keys that nobody knows can make us ask the issuer this often within a minute, and no more.
const UNPLANNED: usize = 5;
const MINUTE: i64 = 60_000_000;
/// The largest key set in bytes.
const LARGEST: u64 = 256 << 10;

/// The keys of one issuer.
pub(super) struct Source {
    issuer: String,
    signature: Signature,
    place: Place,
    refresh: Duration,
    /// `None` until they were read for the first time.
    known: RwLock<Option<KeySet>>,
    /// When the keys were read because of an unknown one; held while they are read, so that one reads for all.
    unplanned: Mutex<Vec<i64>>,
}

enum Place {
    File(PathBuf),
    Url(Fetch),
}

impl Source {
    pub(super) fn new(settings: &config::Issuer) -> Result<Self, String> {
        let place = match (&settings.jwks_file, &settings.jwks_url) {
            (Some(file), _) => Place::File(PathBuf::from(file)),
            (None, url) => {
                let url = url.as_deref().unwrap_or_default();
                Place::Url(Fetch::new(url, settings.certificate_authorities.as_deref(), LARGEST)?)
            }
        };
        let source = Self {
            issuer: settings.issuer.clone(),
            signature: settings.algorithm,
            place,
            refresh: Duration::from_secs(settings.refresh_seconds),
            known: RwLock::new(None),
            unplanned: Mutex::new(Vec::new()),
        };
        // A file is there or it is not; no reason to wait for it.
        if let Place::File(_) = source.place {
            source.keep(source.read()?);
        }
        Ok(source)
    }

    /// Reads the keys now, and again whenever it is time.
    pub(super) async fn keep_fresh(self: Arc<Self>) {
        loop {
            {
                let _turn = self.unplanned.lock().await;
                Arc::clone(&self).renew().await;
            }
            sleep(self.refresh).await;
        }
    }

    /// Whether the keys were read at least once.
    pub(super) fn was_read(&self) -> bool {
        self.known.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The key of this name, for which the issuer is asked if need be.
    pub(super) async fn key(self: Arc<Self>, name: &str) -> Option<DecodingKey> {
        if let Some(key) = self.known(name) {
            return Some(key);
        }
        let mut unplanned = self.unplanned.lock().await;
        if let Some(key) = self.known(name) {
            return Some(key);
        }
        let now = clock::now();
        unplanned.retain(|it| (now.saturating_sub(MINUTE)..=now).contains(it));
        if unplanned.len() >= UNPLANNED {
            return None;
        }
        unplanned.push(now);
        Arc::clone(&self).renew().await;
        drop(unplanned);
        self.known(name)
    }

    fn known(&self, name: &str) -> Option<DecodingKey> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().and_then(|it| it.get(name)).cloned()
    }

    /// Reads in a thread that may wait. What was read is kept even if no one waits for it any more.
    async fn renew(self: Arc<Self>) {
        let reading = tokio::task::spawn_blocking(move || match self.read() {
            Ok(keys) => self.keep(keys),
            Err(error) => tracing::warn!(issuer = self.issuer, error, "the keys of the issuer could not be read"),
        });
        drop(reading.await);
    }

    fn read(&self) -> Result<KeySet, String> {
        let text = match &self.place {
            Place::File(path) => fs::read(path).map_err(|it| format!("{}: {it}", path.display()))?,
            Place::Url(fetch) => fetch.get()?,
        };
        KeySet::read(&text, self.signature)
    }

    fn keep(&self, keys: KeySet) {
        let count = keys.len();
        if count == 0 {
            tracing::warn!(issuer = self.issuer, "the issuer has no key that can be used");
        }
        tracing::debug!(issuer = self.issuer, count, "keys of the issuer");
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(keys);
    }
}
