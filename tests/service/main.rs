//! The service as its users meet it: the real program, a real port, a real database, killed if need be.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as expected"
)]

mod adopting;
mod all_at_once;
mod backup;
mod bad_clients;
mod bad_input;
mod browser;
mod certificates;
mod client;
mod databases;
mod deadlines;
mod demo;
mod described;
mod docs;
mod documents;
mod encryption;
mod expiry;
mod facts;
mod faults;
mod judgements;
mod keys;
mod letters;
mod life;
mod limits;
mod load;
mod metrics;
mod nodes;
mod pages_again;
mod pages_agency;
mod pages_decided;
mod pages_evidence;
mod pages_forged;
mod pages_frame;
mod pages_kept;
mod pages_large;
mod pages_lists;
mod pages_official;
mod pages_one_by_one;
mod pages_paper;
mod pages_rules;
mod pages_ruling;
mod pages_sessions;
mod pages_sign_in;
mod pages_table;
mod pages_verified;
mod pre_check;
mod proxy;
mod publishing;
mod publishing_impact;
mod publishing_nodes;
mod receipts;
mod recording;
mod retiring;
mod row_security;
mod simulations;
mod starting;
mod stopping;
mod story;
mod support;
mod tampering;
mod tenancy;
mod tokens;
mod versions;
