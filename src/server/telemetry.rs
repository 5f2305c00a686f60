//! The log: a message for people, fields for queries, on standard error. Facts of a case never go there.
//!
//! Knows nothing of: what is logged.

use tracing::level_filters::LevelFilter;

use super::config::{Level, Log, LogFormat};

/// Begins logging. A second call changes nothing.
pub(super) fn begin(log: &Log) {
    let level = match log.level {
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
    };
    let text = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_max_level(level);
    // Another subscriber is there already: then it is the one that counts.
    drop(match log.format {
        LogFormat::Text => text.try_init(),
        LogFormat::Json => text.json().flatten_event(true).try_init(),
    });
}
