//! Around every request: an identity, one line in the log, and errors shown as problems in the language of the reader.
//!
//! Knows nothing of: what is asked.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};

use crate::engine::wording::Language;
use crate::server::measure;
use crate::server::service::ServiceError;

use super::guard::{Credential, tell_standings};
use super::problem::{Fault, Problem};
use super::trace::{self, Trace};

/// What a request is called in the log, in the audit and in a problem.
#[derive(Clone, Debug)]
pub(in crate::server) struct RequestId(pub(in crate::server) String);

/// The cookie that remembers the language that was chosen on a page: `id` or `en`.
pub(in crate::server) const LANGUAGE: &str = "timbang_language";

/// In the extensions of an answer: its trouble is told on a page already.
#[derive(Clone, Copy, Debug)]
pub(in crate::server) struct ShownAsPage;

pub(in crate::server) async fn around(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let begun = Instant::now();
    let id = uuid::Uuid::now_v7().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let language = language(request.headers());
    let trace = Trace::of(request.headers(), &id);
    let method = request.method().clone();
    // The server sends no body after `HEAD`, whoever answers.
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let Some(outcome) = caught(next.call(request)).await else {
        measure::panicked();
        return Err(mistake(&id, language));
    };
    let mut response = outcome?.map_into_boxed_body();
    if response.status().as_u16() >= 400 && response.response().extensions().get::<ShownAsPage>().is_none() {
        response = as_problem(response, &id, language);
    }
    guard(response.headers_mut(), &[("x-request-id", &id), (trace::HEADER, &trace.header())]);
    tell_standings(&mut response);
    told(&method, &response, begun.elapsed(), (&id, &trace.id));
    Ok(response)
}

/// Counts the request, and logs it.
fn told(method: &Method, response: &ServiceResponse<BoxBody>, took: Duration, (id, trace_id): (&str, &str)) {
    // The pattern, not the path: no identity of a case in the log.
    let route = response.request().match_pattern().unwrap_or_default();
    let credential = response.request().extensions().get::<Credential>().map_or_else(String::new, |it| it.0.clone());
    let status = response.status().as_u16();
    measure::request(method.as_str(), &route, status, took);
    let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status, duration_ms, request_id = id, trace_id, credential, "answered");
}

/// What a future gives; nothing if it panics. The hook has logged where.
async fn caught<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = Box::pin(future);
    let polled = |context: &mut Context<'_>| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(Poll::Ready(outcome)) => Poll::Ready(Some(outcome)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(_) => Poll::Ready(None),
    };
    poll_fn(polled).await
}

/// The answer to a request that ended in a panic: the request itself is gone.
fn mistake(id: &str, language: Language) -> Error {
    let problem = Problem::of(&Fault::Service(ServiceError::Broken("a panic".to_owned())));
    let mut shown = HttpResponse::build(problem.status);
    shown.content_type("application/problem+json").insert_header(("x-request-id", id));
    let response = shown.body(problem.body(id, language));
    InternalError::from_response("a mistake of the program", response).into()
}

/// What browsers are told with every answer, unless a page says it more exactly.
const GUARDS: [(&str, &str); 4] = [
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

fn guard(headers: &mut HeaderMap, own: &[(&'static str, &str)]) {
    for &(name, value) in GUARDS.iter().chain(own) {
        let name = HeaderName::from_static(name);
        if let (false, Ok(value)) = (headers.contains_key(&name), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
}

fn as_problem(response: ServiceResponse<BoxBody>, id: &str, language: Language) -> ServiceResponse<BoxBody> {
    let fault = response.response().error().and_then(|it| it.as_error::<Fault>());
    if let Some(fault) = fault {
        log(fault, id);
    }
    let problem = Problem::of_answer(response.response());
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
pub(in crate::server) fn log(fault: &Fault, id: &str) {
    match fault {
        Fault::Service(
            ServiceError::Store(error)
            | ServiceError::Unreachable(error)
            | ServiceError::NoSpace(error)
            | ServiceError::DiskFailed(error)
            | ServiceError::OutcomeUnknown(error),
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

/// Why nobody was signed in goes to the log; `trouble` if whoever runs the service has to look after it.
pub(in crate::server) fn log_refused_sign_in(request: &HttpRequest, why: &str, trouble: bool) {
    let id = request.extensions().get::<RequestId>().map_or_else(String::new, |it| it.0.clone());
    if trouble {
        tracing::warn!(request_id = id, why, "nobody could be signed in");
    } else {
        tracing::info!(request_id = id, why, "a sign-in was refused");
    }
}

/// The first language of the header that is spoken here; Indonesian if none is.
pub(in crate::server) fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let tags = wanted.split(',').filter_map(|it| it.trim().split([';', '-']).next());
    let spoken = tags.filter_map(|it| match it {
        "en" => Some(Language::English),
        "id" => Some(Language::Indonesian),
        _ => None,
    });
    spoken.into_iter().next().unwrap_or(Language::Indonesian)
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, rt, web};

    use super::*;

    async fn mistaken() -> HttpResponse {
        panic!("facts of a case")
    }

    #[test]
    fn a_panic_is_answered_and_the_next_request_served() {
        rt::System::new().block_on(async {
            let fine = web::get().to(HttpResponse::Ok);
            let app = App::new().route("/fine", fine).route("/mistaken", web::get().to(mistaken)).wrap(from_fn(around));
            let app = init_service(app).await;
            let request = TestRequest::get().uri("/mistaken").insert_header(("accept-language", "en"));
            let error = actix_web::dev::Service::call(&app, request.to_request()).await.unwrap_err();
            let response = error.error_response();
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(response.headers().get("content-type").unwrap(), "application/problem+json");
            let bytes = actix_web::body::to_bytes(response.into_body()).await.unwrap();
            let problem: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(problem["code"], "internal");
            assert!(!problem.to_string().contains("facts"), "{problem}");
            let fine = call_service(&app, TestRequest::get().uri("/fine").to_request()).await;
            assert_eq!(fine.status(), StatusCode::OK);
        });
    }
}
