//! `/cases/new` and `/cases/{case}/facts`: an agency writes its case, attaches evidence, checks it and submits it.
//!
//! Knows nothing of: how a ruling is worked out.

mod choose;
mod closed;
mod documents;
mod drafting;
mod editions;
mod ending;
mod evidence;
mod evidence_choices;
mod evidence_page;
mod facts;
pub(super) mod form;
mod import;
mod pre_check;
mod pre_check_changes;
mod pre_check_page;
mod ready;
mod submission;

use actix_web::web::{self, ServiceConfig};

use super::at;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/cases/new").route(web::get().to(facts::new)).route(web::post().to(facts::begin)))
        .service(at("/cases/{case}/facts").route(web::get().to(facts::edit)).route(web::post().to(facts::change)))
        .service(at("/cases/{case}/evidence").route(web::get().to(evidence::show)).route(web::post().to(evidence::add)))
        .service(at("/cases/{case}/evidence/removal").route(web::post().to(evidence::remove)))
        .service(at("/cases/{case}/plan").route(web::get().to(import::ask)).route(web::post().to(import::preview)))
        .service(at("/cases/{case}/plan.xlsx").route(web::get().to(import::template)))
        .service(at("/cases/{case}/pre-check").route(web::get().to(pre_check::show)))
        .service(
            at("/cases/{case}/submission")
                .route(web::get().to(submission::ask))
                .route(web::post().to(submission::submit)),
        )
        .service(
            at("/cases/{case}/withdrawal")
                .route(web::get().to(ending::ask_withdrawal))
                .route(web::post().to(ending::withdraw)),
        )
        .service(
            at("/cases/{case}/objection")
                .route(web::get().to(ending::ask_objection))
                .route(web::post().to(ending::object)),
        )
        .service(at("/documents/{document}").route(web::get().to(documents::read)))
        .configure(super::nine_box::configure);
}
