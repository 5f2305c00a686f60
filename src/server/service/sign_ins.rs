//! Ways to an issuer and back: begun by a browser, walked once, by that browser, in a short time.
//!
//! Knows nothing of: HTTP, cookies, what an issuer says.

use crate::engine::wire::hash::sha256_hex;
use crate::server::clock;
use crate::server::recorder::hex;
use crate::server::store::{SignInRow, Store, StoreError};

use super::ServiceError;
use super::plan::random;

/// How long somebody may take to sign in at the issuer, in microseconds.
const LASTING: i64 = 10 * 60_000_000;

/// The ways of all browsers.
#[derive(Clone)]
pub(crate) struct SignIns {
    store: Store,
}

/// A way that somebody came back on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// The issuer, as addresses name it.
    pub(crate) account: String,
    /// The path to go on to.
    pub(crate) back: String,
}

impl SignIns {
    /// For how long a browser has to keep its secret, in seconds.
    pub(crate) const SECONDS: i64 = LASTING / 1_000_000;

    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// A secret for a browser that has none.
    pub(crate) fn browser() -> Result<String, ServiceError> {
        Ok(hex(&random(32)?))
    }

    /// Begins a way of the browser with this secret; the state that it returns goes to the issuer and comes back.
    pub(crate) async fn begin(&self, browser: &str, way: &Way) -> Result<String, ServiceError> {
        let state = hex(&random(32)?);
        let row = SignInRow {
            state_sha256: sha256_hex(state.as_bytes()),
            browser_sha256: sha256_hex(browser.as_bytes()),
            account: way.account.clone(),
            back: way.back.clone(),
            expires_at: clock::now().saturating_add(LASTING),
        };
        self.store.add_sign_in(&row).await?;
        Ok(state)
    }

    /// The way on which this browser comes back with this state: once, and in time.
    pub(crate) async fn end(&self, browser: &str, state: &str) -> Result<Option<Way>, ServiceError> {
        let (state, browser) = (sha256_hex(state.as_bytes()), sha256_hex(browser.as_bytes()));
        let row = self.store.take_sign_in(&state, &browser).await?;
        let in_time = row.filter(|it| clock::now() < it.expires_at);
        Ok(in_time.map(|it| Way { account: it.account, back: it.back }))
    }

    /// Forgets what is over.
    pub(crate) async fn tidy(&self) -> Result<(), StoreError> {
        self.store.end_sign_ins_over(clock::now()).await
    }
}
