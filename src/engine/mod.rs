//! The pure engine: texts and facts in, rulings and reasons out.

pub mod captions;
pub mod case;
pub mod diag;
pub mod explain;
pub mod finding;
pub mod reference;
pub mod resolve;
#[cfg(test)]
mod sample;
pub mod scenario;
pub mod source;
pub mod syntax;
pub mod types;
pub mod value;
pub mod wire;
pub mod wording;
