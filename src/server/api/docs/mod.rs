//! `/docs`: the interface for people to read. Everything is in the program; no script is needed.
//!
//! Knows nothing of: cases, who reads.

mod bodies;
mod errors;
mod guide;
mod kinds;
mod members;
mod page;
mod reference;
mod steps;

use std::collections::BTreeSet;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use utoipa_actix_web::service_config::ServiceConfig;

use serde_json::Value;

use crate::engine::wording::Language;

use super::around::LANGUAGE;
use super::describe::{Description, refused_query};
use super::extract::{Parameters, Reading};
use super::problem::Fault;
use super::rulings::asked_language;

const STYLE: &str = include_str!("style.css");
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Pages are no part of the described interface.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.map(|plain| {
        plain
            .service(web::resource("/docs").route(web::get().to(docs)))
            .service(web::resource("/docs/style.css").route(web::get().to(style)))
    });
}

/// In the language that is asked for with `?language=`, else in the one that was chosen on a page, else in the one that the browser prefers.
async fn docs(
    request: HttpRequest,
    description: Data<Description>,
    Reading(language): Reading,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    refused_query(&BTreeSet::from(["language".to_owned()]), request.query_string())?;
    let language = asked_language(&asked, chosen(&request).unwrap_or(language))?;
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/html; charset=utf-8");
    answer.insert_header((CONTENT_SECURITY_POLICY, POLICY));
    answer.insert_header((CONTENT_LANGUAGE, if language == Language::English { "en" } else { "id" }));
    answer.insert_header((CACHE_CONTROL, "no-cache")).insert_header((VARY, "accept-language, cookie"));
    Ok(answer.body(page::page(&description, language).into_string()))
}

/// The language that was chosen with the switch of the pages.
fn chosen(request: &HttpRequest) -> Option<Language> {
    match request.cookie(LANGUAGE)?.value() {
        "id" => Some(Language::Indonesian),
        "en" => Some(Language::English),
        _ => None,
    }
}

async fn style(request: HttpRequest) -> Result<HttpResponse, Fault> {
    refused_query(&BTreeSet::new(), request.query_string())?;
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/css; charset=utf-8").insert_header((CACHE_CONTROL, "no-cache"));
    Ok(answer.body(STYLE))
}

/// A text of the description in one language. Names that are the same in both stand there once.
fn said<'d>(part: &'d Value, name: &str, language: Language) -> &'d str {
    let english = part.get(name);
    let told = match language {
        Language::Indonesian => part.get(format!("x-{name}-id")).or(english),
        Language::English => english,
    };
    told.and_then(Value::as_str).unwrap_or_default()
}

/// One of two words.
const fn word(language: Language, id: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Indonesian => id,
        Language::English => en,
    }
}
