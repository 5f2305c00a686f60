//! Around every request: an identity, one line in the log, and errors shown as problems in the language of the reader.
//!
//! Knows nothing of: what is asked.

use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse};

use crate::engine::wording::Language;
use crate::server::service::ServiceError;

use super::problem::{Fault, Problem};

/// What a request is called in the log, in the audit and in a problem.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

pub(in crate::server) async fn around(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let begun = Instant::now();
    let id = uuid::Uuid::now_v7().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let language = language(request.headers());
    let method = request.method().clone();
    // The server sends no body after `HEAD`, whoever answers.
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    // Nothing here has a name with U+0000 in it, which not every database can even be asked for.
    let mut response = if request.path().contains("%00") {
        request.error_response(Fault::Service(ServiceError::NotFound))
    } else {
        next.call(request).await?.map_into_boxed_body()
    };
    if response.status().as_u16() >= 400 {
        response = as_problem(response, &id, language);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    // The pattern, not the path: no identity of a case in the log.
    let route = response.request().match_pattern().unwrap_or_default();
    let (status, duration_ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::info!(%method, route, status, duration_ms, request_id = id, "answered");
    Ok(response)
}

fn as_problem(response: ServiceResponse<BoxBody>, id: &str, language: Language) -> ServiceResponse<BoxBody> {
    let fault = response.response().error().and_then(|it| it.as_error::<Fault>());
    if let Some(fault) = fault {
        log(fault, id);
    }
    let problem = fault.map_or_else(|| Problem::of_status(response.status()), Problem::of);
    let mut shown = HttpResponse::build(problem.status);
    shown.content_type("application/problem+json");
    shown.insert_header((CONTENT_LANGUAGE, if language == Language::English { "en" } else { "id" }));
    for (name, value) in &problem.headers {
        shown.insert_header((*name, value.as_str()));
    }
    let body = problem.body(id, language);
    response.into_response(shown.body(body))
}

/// The chain of a failure goes to the log once; the reader gets the identity of the request.
fn log(fault: &Fault, id: &str) {
    match fault {
        Fault::Service(
            ServiceError::Store(error) | ServiceError::Unreachable(error) | ServiceError::OutcomeUnknown(error),
        ) => {
            tracing::error!(request_id = id, %error, "the database did not do it");
        }
        Fault::Service(ServiceError::Broken(error)) => {
            tracing::error!(request_id = id, error, "a mistake of the service");
        }
        Fault::TokenRefused(refusal) => tracing::info!(request_id = id, %refusal, "a token was refused"),
        _ => {}
    }
}

/// The first language of the header that is spoken here; Indonesian if none is.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let tags = wanted.split(',').filter_map(|it| it.trim().split([';', '-']).next());
    let spoken = tags.filter_map(|it| match it {
        "en" => Some(Language::English),
        "id" => Some(Language::Indonesian),
        _ => None,
    });
    spoken.into_iter().next().unwrap_or(Language::Indonesian)
}
