//! `/docs`: the interface for people to read. Everything is in the program; no script is needed.
//!
//! Knows nothing of: cases, who reads.

mod errors;
mod guide;
mod page;
mod reference;
mod steps;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, LOCATION, VARY};
use actix_web::web::{self, Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::engine::wording::Language;

use super::around::language;
use super::describe::Description;

const STYLE: &str = include_str!("style.css");
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Pages are no part of the described interface.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.map(|plain| {
        plain
            .service(web::resource("/").route(web::get().to(to_docs)))
            .service(web::resource("/docs").route(web::get().to(docs)))
            .service(web::resource("/docs/style.css").route(web::get().to(style)))
    });
}

async fn to_docs() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, "/docs")).finish()
}

async fn docs(request: HttpRequest, description: Data<Description>) -> HttpResponse {
    let language = asked(&request);
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/html; charset=utf-8");
    answer.insert_header((CONTENT_SECURITY_POLICY, POLICY));
    answer.insert_header((CONTENT_LANGUAGE, if language == Language::English { "en" } else { "id" }));
    answer.insert_header((CACHE_CONTROL, "no-cache")).insert_header((VARY, "accept-language"));
    answer.body(page::page(&description, language).into_string())
}

async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").insert_header((CACHE_CONTROL, "no-cache")).body(STYLE)
}

/// `?language=`, or what the browser prefers.
fn asked(request: &HttpRequest) -> Language {
    let query = Query::<Vec<(String, String)>>::from_query(request.query_string()).map(Query::into_inner);
    let named = query.unwrap_or_default().into_iter().find(|it| it.0 == "language").map(|it| it.1);
    match named.as_deref() {
        Some("en") => Language::English,
        Some("id") => Language::Indonesian,
        _ => language(request.headers()),
    }
}

/// One of two words.
const fn word(language: Language, id: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Indonesian => id,
        Language::English => en,
    }
}
