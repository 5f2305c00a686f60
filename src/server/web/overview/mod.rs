//! `/overview`: the whole country in figures.
//!
//! Knows nothing of: single cases.

mod bars;
mod figures;
mod page;
mod stacks;

use actix_web::web::ServiceConfig;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.configure(page::configure);
}
