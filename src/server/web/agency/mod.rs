//! `/cases/new` and `/cases/{case}/facts`: an agency writes its case, attaches evidence, checks it and submits it.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
