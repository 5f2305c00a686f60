//! A form of facts, made from the rules that ask for them: its groups, labels and help are those of the edition.
//!
//! Knows nothing of: who may change the facts, where they are kept.

mod filled;
mod fitting;
mod groups;
mod inputs;
mod places;
mod reading;
mod recorded;
mod wide;

pub(in crate::server::web) use crate::server::stated::called;
pub(in crate::server::web) use crate::server::web::numbers::typed;
pub(in crate::server::web) use filled::{Filled, NONE, UNKNOWN, fixed_length, state_name, why_name};
pub(in crate::server::web) use inputs::Shown;
pub(in crate::server::web) use places::{at_fields, fact_of, id, in_words};
pub(in crate::server::web) use reading::{Read, read};
pub(in crate::server::web) use recorded::{Recorded, typed_text};
