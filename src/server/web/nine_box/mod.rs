//! `/cases/{case}/nine-box`: the nine boxes of a talent pool as a picture with its table.
//!
//! Knows nothing of: how a person comes into a box.

mod page;
mod picture;

use actix_web::web::{self, ServiceConfig};

use super::at;

pub(super) use picture::picture;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/cases/{case}/nine-box").route(web::get().to(page::show)));
}
