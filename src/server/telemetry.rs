//! The log: a message for people, fields for queries, on standard error. Facts of a case never go there.
//!
//! Knows nothing of: what is logged.

use tracing::Level;

/// Begins logging. A second call changes nothing.
pub(super) fn begin(quiet: bool) {
    let level = if quiet { Level::WARN } else { Level::INFO };
    let subscriber = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_max_level(level);
    // Another subscriber is there already: then it is the one that counts.
    drop(subscriber.try_init());
}
