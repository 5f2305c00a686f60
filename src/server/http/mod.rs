//! What every face of the service over HTTP shares: limits around every request, quotas, the one table of errors.
//!
//! Knows nothing of: what is asked, how it is shown.

pub(in crate::server) mod around;
pub(in crate::server) mod attachment;
pub(in crate::server) mod body;
mod connections;
pub(in crate::server) mod depth;
pub(in crate::server) mod fields;
pub(in crate::server) mod guard;
pub(in crate::server) mod kept;
pub(in crate::server) mod multipart;
mod peer;
pub(in crate::server) mod problem;
pub(in crate::server) mod session;
mod trace;
pub(in crate::server) mod uploads;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::config::{Config, DocumentLimits, Limits, Pages, Sender};
use super::measure::Measures;
use super::quota::Quotas;
use super::service::{Keys, Service, Sessions, SignIns};
use super::tokens::Tokens;

pub(in crate::server) use connections::Connections;
pub(in crate::server) use peer::Proxies;
use uploads::Uploads;

/// What every handler can reach.
pub(crate) struct Context {
    pub(crate) service: Service,
    pub(crate) keys: Keys,
    pub(crate) sessions: Sessions,
    pub(crate) sign_ins: SignIns,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) proxies: Proxies,
    pub(crate) limits: Limits,
    pub(crate) quotas: Quotas,
    pub(crate) measures: Measures,
    /// Set when the service was told to stop.
    pub(crate) stopping: AtomicBool,
    pub(crate) documents: DocumentLimits,
    pub(crate) pages: Pages,
    /// Whether the deadlines are but those of a demonstration.
    pub(crate) example_deadlines: bool,
    /// Who sends the letters.
    pub(crate) sender: Sender,
    /// Places for documents and large forms that are in memory at once.
    pub(crate) uploads: Arc<Uploads>,
    /// The same for those whose session has ended.
    pub(crate) strangers: Arc<Uploads>,
}

impl Context {
    pub(in crate::server) fn new(
        config: &Config,
        service: Service,
        (keys, sessions, sign_ins): (Keys, Sessions, SignIns),
        tokens: Arc<Tokens>,
        measures: Measures,
    ) -> Self {
        Self {
            service,
            keys,
            sessions,
            sign_ins,
            tokens,
            proxies: Proxies::of(config),
            limits: config.limits.clone(),
            quotas: Quotas::new(&config.limits),
            measures,
            stopping: AtomicBool::new(false),
            documents: config.documents.clone(),
            pages: config.pages.clone(),
            example_deadlines: config.periods.are_examples,
            sender: config.letter.clone(),
            uploads: Uploads::new(config.documents.at_once),
            strangers: Uploads::new(uploads::OF_STRANGERS),
        }
    }
}
