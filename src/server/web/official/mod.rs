//! Pages of verifiers and reviewers: verification, return, ruling, judgements, review.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
