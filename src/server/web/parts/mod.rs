//! Small parts that many pages have: states, notices, hidden fields, pages of a list, instants, troubles.
//!
//! Knows nothing of: which page they are on.

mod inputs;
mod lists;
mod nouns;
mod provisions;
mod said;
mod states;
mod times;
pub(super) mod trouble;

pub(super) use inputs::{Wrong, day_field, day_in_words, errors_above, errors_at, reason_field, recording};
pub(super) use lists::{empty, escaped, folded, pager, query, sought, stacked};
pub(super) use nouns::Nouns;
pub(super) use provisions::{is_within, provision_anchor};
pub(super) use said::wording_of;
pub(super) use states::{notice, reason_of, role_name, role_of, state, state_name, step_name};
pub(super) use times::{Zone, day, moment};
