//! Timbang weighs a case against the law and says why.
pub mod engine;
