//! `/drafts`: rules are written, examined, and published by another person.
//!
//! Knows nothing of: how rules are checked.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
