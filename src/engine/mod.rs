//! The pure engine: texts and facts in, rulings and reasons out.

pub mod case;
pub mod diag;
pub mod finding;
pub mod reference;
pub mod source;
pub mod syntax;
pub mod types;
pub mod value;
pub mod wording;
