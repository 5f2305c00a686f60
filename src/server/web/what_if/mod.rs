//! `/cases/{case}/what-if`: what would come out if facts were otherwise; recorded nowhere.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
