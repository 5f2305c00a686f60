//! What is counted and timed, read at `/metrics`: the only place that names the metrics and their labels.
//!
//! Labels are few and known beforehand; no person, tenant, agency or case is ever one. Knows nothing of: who reads them.

use std::time::{Duration, Instant};

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "timbang_http_requests_total";
const REQUEST_SECONDS: &str = "timbang_http_request_duration_seconds";
const LIMITED: &str = "timbang_rate_limited_total";
const RECORDINGS: &str = "timbang_recordings_total";
const RECORDING_SECONDS: &str = "timbang_recording_duration_seconds";
const WAITING: &str = "timbang_recordings_waiting";
const BATCH: &str = "timbang_recording_batch_size";
const RULINGS: &str = "timbang_rulings_total";
const DATABASE: &str = "timbang_database_connections";
const OPEN: &str = "timbang_http_connections";
const READY: &str = "timbang_ready";
const BUILD: &str = "timbang_build_info";
const PANICS: &str = "timbang_panics_total";

/// Upper ends of the ranges in which durations are counted, in seconds.
const SECONDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
const SIZES: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];

/// Everything that was measured.
#[derive(Clone)]
pub(crate) struct Measures(PrometheusHandle);

/// Begins measuring; before that, nothing is counted.
pub(crate) fn begin() -> Measures {
    let builder = PrometheusBuilder::new();
    let with_seconds =
        |it: PrometheusBuilder| it.set_buckets_for_metric(Matcher::Suffix("seconds".to_owned()), &SECONDS);
    let with_sizes = |it: PrometheusBuilder| it.set_buckets_for_metric(Matcher::Full(BATCH.to_owned()), &SIZES);
    // The ranges are not empty, which is the only thing that can be wrong with them.
    let recorder = with_seconds(builder).and_then(with_sizes).unwrap_or_default().build_recorder();
    let measures = Measures(recorder.handle());
    // Another recorder is there already: then nothing is added to this one.
    drop(metrics::set_global_recorder(recorder));
    describe();
    gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    measures
}

fn describe() {
    describe_counter!(REQUESTS, "Answered requests by method, route pattern and status");
    describe_histogram!(REQUEST_SECONDS, "Time from the head of a request to its answer, by method and route pattern");
    describe_counter!(LIMITED, "Requests and connections that were turned away, by the limit");
    describe_counter!(RECORDINGS, "Recordings by outcome: now, before, full, overtaken, unknown, failed, abandoned");
    describe_histogram!(RECORDING_SECONDS, "Time that a recording took, waiting included");
    describe_gauge!(WAITING, "Recordings that wait or are under way");
    describe_histogram!(BATCH, "Recordings in one commit, on SQLite");
    describe_counter!(RULINGS, "Recorded rulings by status: decided, undetermined, conflict");
    describe_gauge!(DATABASE, "Connections to the database by state: open, idle");
    describe_gauge!(OPEN, "Open HTTP connections");
    describe_gauge!(READY, "1 if requests can be served, else 0");
    describe_gauge!(BUILD, "1, with the version");
    describe_counter!(PANICS, "Requests that ended in a mistake of the program");
}

impl Measures {
    /// In the text format of Prometheus.
    pub(crate) fn shown(&self) -> String {
        self.0.render()
    }

    /// Folds what has been measured lately, so that it does not pile up unread.
    pub(crate) fn tidy(&self) {
        self.0.run_upkeep();
    }
}

/// A request was answered. `route` is the pattern, empty if none matched.
pub(crate) fn request(method: &str, route: &str, status: u16, took: Duration) {
    let method = METHODS.into_iter().find(|it| *it == method).unwrap_or("other");
    let route = if route.is_empty() { "none".to_owned() } else { route.to_owned() };
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status.to_string()).increment(1);
    histogram!(REQUEST_SECONDS, "method" => method, "route" => route).record(took);
}

/// A request or connection was turned away by this limit.
pub(crate) fn limited(limit: &'static str) {
    counter!(LIMITED, "limit" => limit).increment(1);
}

/// A recording that waits or is under way; counted as given up unless its end is told.
pub(crate) struct UnderWay {
    begun: Instant,
    outcome: &'static str,
}

impl UnderWay {
    /// A recording begins to wait.
    pub(crate) fn begin() -> Self {
        gauge!(WAITING).increment(1.0);
        Self { begun: Instant::now(), outcome: "abandoned" }
    }

    /// It ended: `now`, `before`, `full`, `overtaken`, `unknown` or `failed`.
    pub(crate) fn end(mut self, outcome: &'static str) {
        self.outcome = outcome;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        gauge!(WAITING).decrement(1.0);
        counter!(RECORDINGS, "outcome" => self.outcome).increment(1);
        histogram!(RECORDING_SECONDS).record(self.begun.elapsed());
    }
}

/// So many recordings were made to last by one commit.
pub(crate) fn batch(size: u32) {
    histogram!(BATCH).record(f64::from(size));
}

/// A ruling was recorded.
pub(crate) fn ruling(status: &str) {
    counter!(RULINGS, "status" => status.to_owned()).increment(1);
}

/// A request ended in a panic.
pub(crate) fn panicked() {
    counter!(PANICS).increment(1);
}

/// The connections to the database as they are now.
pub(crate) fn database(open: u32, idle: u32) {
    gauge!(DATABASE, "state" => "open").set(f64::from(open));
    gauge!(DATABASE, "state" => "idle").set(f64::from(idle));
}

/// The number of open HTTP connections.
pub(crate) fn connections(open: u32) {
    gauge!(OPEN).set(f64::from(open));
}

/// Whether requests can be served now.
pub(crate) fn ready(is: bool) {
    gauge!(READY).set(if is { 1.0 } else { 0.0 });
}
