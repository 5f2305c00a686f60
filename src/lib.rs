//! Timbang weighs a case against the law and says why.
#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
