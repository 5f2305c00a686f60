//! `/check`: anyone can check a letter by its code.
//!
//! Knows nothing of: who asks.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
