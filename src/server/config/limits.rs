//! Section `limits`: how much one client may ask for, and how long the service waits for it.
//!
//! Knows nothing of: how the limits are kept.

use serde::{Deserialize, Serialize};

use crate::wording;

use super::Flaw;

/// A form of a page names each of its fields by its whole place, and writes each sign but letters and digits with three: facts that are
/// within the limit as JSON are more than twice as long.
const FORM: u32 = 4;

/// What nobody may exceed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Requests with one credential in a minute; as many may come at once.
    pub requests_per_minute: u32,
    /// Of these, previews, simulations, and checks and impacts of drafts: the engine works for each.
    pub previews_per_minute: u32,
    /// Requests without a good credential from one address in a minute.
    pub anonymous_per_minute: u32,
    /// Requests that record, or wait for it, at once; more are turned away before anything is done.
    pub recordings: u32,
    /// Connections that are open at once, in all.
    pub connections: u32,
    /// Connections from one address; those of trusted proxies are not counted.
    pub connections_per_address: u32,
    /// The largest body of a request, in bytes; a form of a page may be larger.
    pub body_bytes: u32,
    /// How long the whole body may take, in seconds.
    pub body_seconds: u32,
    /// How long the head of a request may take, in seconds.
    pub head_seconds: u32,
    /// How deep arrays and objects in a body may be nested.
    pub json_depth: u32,
    /// How long an idle connection is kept, in seconds.
    pub keep_alive_seconds: u32,
    /// How long requests under way may take to end when the service stops, in seconds.
    pub stop_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_minute: 1_200,
            previews_per_minute: 300,
            anonymous_per_minute: 300,
            recordings: 512,
            connections: 4_096,
            connections_per_address: 256,
            body_bytes: 1 << 20,
            body_seconds: 10,
            head_seconds: 5,
            json_depth: 64,
            keep_alive_seconds: 15,
            stop_seconds: 30,
        }
    }
}

impl Limits {
    /// The largest text of a form of a page, in bytes. Above `body_bytes` it needs one of the places of documents.
    pub(crate) const fn form_bytes(&self) -> u32 {
        self.body_bytes.saturating_mul(FORM)
    }

    /// Values out of their ranges. No limit can be switched off.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        let ranges = [
            ("requests_per_minute", self.requests_per_minute, 1, 10_000_000),
            ("previews_per_minute", self.previews_per_minute, 1, 10_000_000),
            ("anonymous_per_minute", self.anonymous_per_minute, 1, 10_000_000),
            ("recordings", self.recordings, 1, 100_000),
            ("connections", self.connections, 1, 1_000_000),
            ("connections_per_address", self.connections_per_address, 1, 1_000_000),
            ("body_bytes", self.body_bytes, 1_024, 64 << 20),
            ("body_seconds", self.body_seconds, 1, 300),
            ("head_seconds", self.head_seconds, 1, 60),
            ("json_depth", self.json_depth, 8, 64),
            ("keep_alive_seconds", self.keep_alive_seconds, 1, 600),
            ("stop_seconds", self.stop_seconds, 1, 600),
        ];
        let out = ranges.into_iter().filter(|it| !(it.2..=it.3).contains(&it.1));
        out.map(|(name, value, least, most)| {
            let what = wording!(
                "harus antara {least} dan {most}, bukan {value}",
                "must be between {least} and {most}, not {value}"
            );
            Flaw::new(&format!("limits.{name}"), what)
        })
        .collect()
    }
}
