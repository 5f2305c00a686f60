//! `/audit`: who did what, for auditors.
//!
//! Knows nothing of: how something is recorded.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
