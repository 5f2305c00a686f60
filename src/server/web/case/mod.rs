//! `/cases/{case}`: one case: where it stands, its facts, its history, and what can be done with it.
//!
//! Knows nothing of: how a step is taken.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
