//! A ruling as a letter on paper.
//!
//! Knows nothing of: HTTP, who may read a letter.

mod annex;
mod code;
mod conditions;
mod official;
mod page;
mod policy;

pub(in crate::server) use page::page;
pub(in crate::server) use policy::content_policy;
