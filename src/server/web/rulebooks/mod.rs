//! `/rulebooks`: the rules in force, to be read like a regulation.
//!
//! Knows nothing of: drafts.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
