//! Pages of verifiers and reviewers: verification, return, ruling, judgements, review.
//!
//! Knows nothing of: how a ruling is worked out.

mod judgement;
mod reasons;
mod returning;
mod review;
mod ruling;
mod standing;
mod verification;

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, ServiceConfig};

use super::at;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(
            at("/cases/{case}/verification")
                .route(web::get().to(verification::ask))
                .route(web::post().to(verification::verify)),
        )
        .service(
            at("/cases/{case}/return")
                .route(web::get().to(returning::ask))
                .route(web::post().to(returning::return_case)),
        )
        .service(at("/cases/{case}/ruling").route(web::get().to(ruling::ask)).route(web::post().to(ruling::rule)))
        .service(
            at("/cases/{case}/judgements/{name}")
                .route(web::get().to(judgement::ask))
                .route(web::post().to(judgement::judge)),
        )
        .service(
            at("/rulings/{ruling}/review").route(web::get().to(review::ask)).route(web::post().to(review::review)),
        );
}

/// On to another page once something was recorded.
fn on_to(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}
