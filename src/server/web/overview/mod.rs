//! `/overview`: the whole country in figures.
//!
//! Knows nothing of: single cases.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
