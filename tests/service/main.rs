//! The service as its users meet it: the real program, a real port, a real database, killed if need be.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as expected"
)]

mod bad_input;
mod certificates;
mod client;
mod databases;
mod deadlines;
mod demo;
mod described;
mod documents;
mod encryption;
mod expiry;
mod facts;
mod life;
mod publishing;
mod recording;
mod row_security;
mod story;
mod support;
mod tenancy;
mod tokens;
