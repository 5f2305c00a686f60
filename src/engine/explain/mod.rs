//! Rulings with their reasons: what was decided, by which rules, on which facts, and why, in both languages.
//!
//! Knows nothing of: the text of rule files, JSON.

pub mod ruling;
