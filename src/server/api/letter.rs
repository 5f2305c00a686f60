//! `/rulings/{ruling}/letter`: a ruling as a letter that prints on A4.
//!
//! Knows nothing of: what a letter says.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::server::letter::{content_policy, page};
use crate::server::words::Words;

use super::Context;
use super::describe::route;
use super::extract::{Parameters, Reader, Reading};
use super::problem::Fault;
use super::rulings::asked_language;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(route(__path_read_letter, read_letter));
}

/// Read a ruling as a letter.
///
/// A letter to print on A4: outcome, reasons, what is unknown, what could change it, and a code to verify it. A letter that
/// is not confirmed, was superseded or has expired says so above everything else, and leaves no room for a signature. Its head
/// and whoever signs it by hand are settings of the service. It is not signed electronically.
#[utoipa::path(
    get, path = "/rulings/{ruling}/letter", tag = "rulings",
    params(("language" = Option<String>, Query, description = "`id` or `en`; without it the first of `Accept-Language`",
        pattern = "^(id|en)$", example = "id")),
    responses((status = 200, description = "A page of HTML without scripts, complete in itself", body = String,
        content_type = "text/html")),
)]
async fn read_letter(
    reader: Reader,
    context: Data<Context>,
    ruling: Path<String>,
    asked: Parameters,
    Reading(language): Reading,
) -> Result<HttpResponse, Fault> {
    let language = asked_language(&asked, language)?;
    let letter = context.service.letter(&reader.0, &ruling).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_LANGUAGE, Words(language).tag()))
        .insert_header((CONTENT_SECURITY_POLICY, content_policy()))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(page(&letter, language, (&context.sender, context.pages.address.as_deref()))))
}
