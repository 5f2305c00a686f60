//! `/inbox`: what waits for whoever is signed in, the most urgent first.
//!
//! Knows nothing of: how a step is taken.

use actix_web::web::ServiceConfig;

pub(super) fn configure(_routes: &mut ServiceConfig) {}
