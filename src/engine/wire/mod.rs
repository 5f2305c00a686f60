//! The only floor where facts and rulings are JSON.
//!
//! Knows nothing of: files, the network, how rules are evaluated.

pub mod read_case;

pub use read_case::{Completeness, read_case};
