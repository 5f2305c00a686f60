//! The HTTP interface: take out what was asked, know who asks by type, call one use case, show the answer.
//!
//! Knows nothing of: SQL, how a ruling is worked out.

mod cases;
mod describe;
mod docs;
mod documents;
mod drafts;
mod extract;
mod health;
mod if_match;
mod letter;
mod rulebooks;
mod rulings;
mod simulations;
mod upload;
mod watch;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use super::http::{Context, around, depth, fields, guard, problem};
use super::service::Answer;

pub(super) use describe::{Description, elsewhere};
pub(super) use watch::{metrics, metrics_for_keys};

/// Where everything is.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.configure(docs::configure).configure(health::configure).service(
        scope("/api/v1")
            .configure(health::configure_description)
            .configure(cases::configure)
            .configure(documents::configure)
            .configure(rulings::configure)
            .configure(simulations::configure)
            .configure(letter::configure)
            .configure(rulebooks::configure)
            .configure(drafts::configure),
    );
}

/// A text of JSON that nobody may keep for others.
fn shown(body: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").insert_header((CACHE_CONTROL, "no-store")).body(body)
}

/// A text for people that nobody may keep for others.
fn said(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header((CACHE_CONTROL, "no-store")).body(text)
}

/// The answer of a recorded step, with the same bytes each time.
fn recorded(answer: Answer) -> HttpResponse {
    let status = u16::try_from(answer.row.status).ok().and_then(|it| StatusCode::from_u16(it).ok());
    let mut response = HttpResponse::build(status.unwrap_or(StatusCode::OK));
    response.content_type("application/json").insert_header((CACHE_CONTROL, "no-store"));
    if !answer.row.location.is_empty() {
        response.insert_header((LOCATION, answer.row.location));
    }
    if answer.again {
        response.insert_header(("idempotent-replayed", "true"));
    }
    response.body(answer.row.body)
}
