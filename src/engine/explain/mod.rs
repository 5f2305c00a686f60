//! Rulings with their reasons: what was decided, by which rules, on which facts, and why, in both languages.
//!
//! Knows nothing of: the text of rule files, JSON.

mod build;
pub mod choice;
mod compare;
mod criteria;
pub mod deciders;
mod distances;
mod facts;
pub mod format;
mod frames;
mod lists;
pub mod measures;
mod missing;
mod order;
mod parts;
mod prose;
mod redundant;
mod relevant;
mod resting;
pub mod ruling;
mod sources;
mod tables;
mod terms;
pub mod view;
mod words;

pub use build::ruling;
pub use choice::EditionChoice;

#[cfg(test)]
mod tests;
