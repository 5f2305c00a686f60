//! `/rulings`: what the engine said, its reasons, and what reviewers said of it.
//!
//! Knows nothing of: how a ruling is worked out.

use std::collections::BTreeMap;

use actix_web::web::{self, Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use crate::engine::value::date;
use crate::engine::wording::Language;
use crate::server::service;
use crate::wording;

use super::around::language;
use super::extract::{Anyone, Body, Official, Reader, Recording, Reviewer};
use super::fields::Fields;
use super::problem::Fault;
use super::{Context, recorded, shown};

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(web::resource("/rulings/preview").route(web::post().to(preview)))
        .service(web::resource("/cases/{id}/ruling").route(web::post().to(rule)))
        .service(web::resource("/rulings/{id}").route(web::get().to(one)))
        .service(web::resource("/rulings/{id}/explanation").route(web::get().to(explanation)))
        .service(web::resource("/rulings/{id}/replay").route(web::get().to(replay)))
        .service(web::resource("/rulings/{id}/reviews").route(web::get().to(reviews)).route(web::post().to(review)));
}

async fn preview(anyone: Anyone, context: Data<Context>, body: Body) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&body.0)?;
    let rulebook = fields.text("rulebook");
    let decision = fields.optional_text("decision");
    let as_of = fields.optional_text("as_of");
    let day = as_of.as_deref().and_then(date::parse);
    if as_of.is_some() && day.is_none() {
        fields.refuse("as_of", wording!("harus tanggal, YYYY-MM-DD", "must be a date, YYYY-MM-DD"));
    }
    let case = fields.required_raw("case");
    fields.finish()?;
    let (case, decision) = (case.get().as_bytes(), decision.as_deref());
    let document = context.service.preview(&anyone.0, (&rulebook, decision), case, day).await?;
    // It must not be taken for a ruling: it has no identity, and says what it is.
    Ok(shown(format!("{{\"preview\":true,\"document\":{document}}}")))
}

async fn rule(
    official: Official,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let decision = fields.optional_text("decision");
    fields.finish()?;
    Ok(recorded(context.service.rule(&official.0, &recording.asked, &id, decision.as_deref()).await?))
}

async fn one(reader: Reader, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(service::ruling_view(&context.service.ruling(&reader.0, &id).await?)?))
}

async fn explanation(
    reader: Reader,
    context: Data<Context>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let Query(query) =
        Query::<BTreeMap<String, String>>::from_query(request.query_string()).unwrap_or(Query(BTreeMap::new()));
    let language = match query.get("language").map(String::as_str) {
        Some("en") => Language::English,
        Some("id") => Language::Indonesian,
        Some(_) => {
            let mut fields = Fields::of_body(b"")?;
            fields.refuse("language", wording!("harus `id` atau `en`", "must be `id` or `en`"));
            return Err(fields.finish().err().unwrap_or_default().into());
        }
        None => language(request.headers()),
    };
    let ruling = context.service.ruling(&reader.0, &id).await?;
    Ok(shown(service::localised(&ruling.document, language)?))
}

async fn replay(reader: Reader, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.replay(&reader.0, &id).await?))
}

async fn reviews(reader: Reader, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(service::review_list(&context.service.reviews(&reader.0, &id).await?)?))
}

async fn review(
    reviewer: Reviewer,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let verdict = fields.word("verdict", &["confirmed", "remanded"]);
    let reason = fields.text("reason");
    fields.finish()?;
    let said = (verdict == "confirmed", reason.as_str());
    Ok(recorded(context.service.review(&reviewer.0, &recording.asked, &id, said).await?))
}
