//! `/rulings/{ruling}`: a ruling and all its reasons.
//!
//! Knows nothing of: how a ruling is worked out.

mod basis;
pub(super) mod beside;
mod brief;
mod elements;
mod evidence;
mod others;
mod page;
mod paper;
mod reasons;
mod record;
mod replay;
pub(super) mod signs;
pub(super) mod source;
mod time_line;
mod values;

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use serde::Deserialize;
use serde_json::Value;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::letter;
use crate::server::service::{self, is_identity};

use super::at;
use super::form::Form;
use super::seen::Reader;
use super::shell;

pub(super) use evidence::disputed;
pub(super) use values::{list, pair, text};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/rulings/{ruling}").route(web::get().to(ruling)))
        .service(at("/rulings/{ruling}/replay").route(web::post().to(replayed)))
        .service(at("/rulings/{ruling}/letter").route(web::get().to(letter)))
        .service(at("/rulings/{ruling}/receipt").route(web::get().to(receipt)))
        .service(at("/rulings/{ruling}/document").route(web::get().to(document)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Similar rulings older than this one.
    older: String,
    /// The number of the element whose reasons are wanted.
    element: String,
    /// `all` prints every part; without it what is long is left out on paper.
    print: String,
    /// Only elements that came out so; all if empty.
    outcome: String,
    /// The page of the list of elements, from 1.
    page: String,
}

async fn ruling(
    reader: Reader,
    context: Data<Context>,
    ruling: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    shown_page(&reader, &context, &ruling, &asked, None).await
}

async fn replayed(
    reader: Reader,
    context: Data<Context>,
    ruling: Path<String>,
    _form: Form,
) -> Result<HttpResponse, Fault> {
    let replay = context.service.replay(&reader.0.actor, &ruling).await?;
    let replay = serde_json::from_str(&replay).unwrap_or_default();
    shown_page(&reader, &context, &ruling, &Asked::default(), Some(replay)).await
}

async fn shown_page(
    reader: &Reader,
    context: &Context,
    ruling: &str,
    asked: &Asked,
    replay: Option<Value>,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&reader.0.actor, &reader.0.viewer);
    let opened = context.service.opened(actor, ruling, asked.element.parse().ok()).await?;
    let older = if is_identity(&asked.older) { asked.older.as_str() } else { "" };
    let around = page::Around {
        similar: context.service.similar(actor, &opened.ruling, older).await?,
        previous: context.service.ruling_before(actor, &opened.ruling).await?,
        looked: elements::Looked { outcome: asked.outcome.clone(), page: asked.page.parse().unwrap_or(1).max(1) },
        element: asked.element.parse().unwrap_or_default(),
        replay,
        whole_on_paper: asked.print == "all",
    };
    Ok(shell::page(viewer, &page::title(viewer.words, &opened), &page::body(viewer, &opened, &around)))
}

/// The same letter as the interface for programs gives, in the language of the reader.
async fn letter(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    let words = reader.0.viewer.words;
    let written = context.service.letter(&reader.0.actor, &ruling).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_LANGUAGE, words.tag()))
        .insert_header((CONTENT_SECURITY_POLICY, letter::content_policy()))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(letter::page(&written, words.0, (&context.sender, context.pages.address.as_deref()))))
}

async fn receipt(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    let receipt = context.service.receipt(&reader.0.actor, &ruling).await?;
    Ok(saved(&format!("receipt-{ruling}.json"), receipt))
}

async fn document(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    let found = context.service.ruling(&reader.0.actor, &ruling).await?;
    Ok(saved(&format!("ruling-{ruling}.json"), service::ruling_view(&found)?))
}

/// A text of JSON to save. The name is that of a ruling that was found, so it holds nothing but letters, digits and dashes.
fn saved(name: &str, body: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(body)
}
