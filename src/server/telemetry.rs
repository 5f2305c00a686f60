//! The log: a message for people, fields for queries, on standard error. Facts of a case never go there.
//!
//! Knows nothing of: what is logged.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::prelude::*;
use tracing_subscriber::registry;

use super::config::{Level, Log, LogFormat};

/// Begins logging. A second call changes nothing.
pub(super) fn begin(log: &Log) {
    let level = match log.level {
        Level::Error => LevelFilter::ERROR,
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
    };
    // What others do is told once it goes wrong.
    let others = level.min(LevelFilter::WARN);
    let targets = Targets::new().with_default(others).with_target("timbang", level);
    // It calls an error what is one of the client: a request that is none. The client is answered 400.
    let filtered = registry().with(targets.with_target("actix_http::h1::dispatcher", LevelFilter::OFF));
    let text = layer().with_writer(std::io::stderr).with_ansi(false);
    // Another subscriber is there already: then it is the one that counts.
    drop(match log.format {
        LogFormat::Text => filtered.with(text).try_init(),
        LogFormat::Json => filtered.with(text.json().flatten_event(true)).try_init(),
    });
}

/// From here on a panic ends what it happens in, not the service. The log tells where, but not the message: it may hold facts.
pub(super) fn log_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(|| "unknown".to_owned(), |it| format!("{}:{}", it.file(), it.line()));
        tracing::error!(place, "a mistake of the program");
    }));
}

/// The service begins to take requests.
pub(super) fn started(address: &str, version: &str) {
    tracing::info!(address, version, "serving");
}

/// The service was told to stop.
pub(super) fn stopping(signal: &str) {
    tracing::info!(signal, "stopping: no new requests are taken, those under way are finished");
}

/// The service has stopped.
pub(super) fn stopped() {
    tracing::info!("stopped");
}
