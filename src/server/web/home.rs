//! `/`: where each role begins.
//!
//! Knows nothing of: what is there.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, ServiceConfig};

use crate::server::actor::Role;

use super::at;
use super::seen::Anyone;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/").route(web::get().to(home)));
}

async fn home(anyone: Anyone) -> HttpResponse {
    let first = match anyone.0.actor.role {
        Role::Agency | Role::Verifier | Role::Reviewer => "/inbox",
        Role::Policy | Role::Publisher => "/drafts",
        Role::Auditor => "/audit",
        Role::Admin => "/admin/keys",
    };
    HttpResponse::SeeOther().insert_header((LOCATION, first)).finish()
}
