//! JSON in and out: the only part of the engine that reads or writes it.
//!
//! Knows nothing of: files, the network.

pub mod canonical;
pub mod hash;
pub mod json;
pub mod patch;
pub mod peek;
pub mod read_case;
pub mod ruling;
pub mod ruling_schema;
pub mod schema;

pub use canonical::{canonical_case, case_sha256};
pub use read_case::{Completeness, read_case};
pub use ruling::{ruling_json, ruling_json_pretty};
pub use ruling_schema::ruling_schema;
pub use schema::{input_schema, submission_schema};

#[cfg(test)]
mod tests;
