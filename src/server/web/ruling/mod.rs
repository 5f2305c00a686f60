//! `/rulings/{ruling}`: a ruling and all its reasons.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
