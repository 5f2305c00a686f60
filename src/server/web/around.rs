//! Around every page: whoever is not signed in is asked to, forms of other sites are refused, and troubles become pages.
//!
//! Knows nothing of: what is on a page.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT, HOST, HeaderMap, HeaderName, HeaderValue, LOCATION, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};

use crate::server::http::around::{RequestId, ShownAsPage, log};
use crate::server::http::problem::{Fault, Problem};
use crate::server::http::session::signed_in;
use crate::server::service::ServiceError;

use super::kept;
use super::parts::trouble;
use super::seen::Viewer;
use super::shell;

/// Where nothing is for people.
const NO_PAGES: [&str; 5] = ["/api/", "/assets/", "/healthz", "/readyz", "/metrics"];

pub(super) async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method() == Method::POST && !is_own(request.headers()) {
        let response = request.error_response(Fault::ForeignForm);
        return Ok(as_page(response).await);
    }
    if kept::is_worth_keeping(request.request()) {
        match signed_in(request.request()).await {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(after_its_session(request).await),
            Err(fault) => return Ok(as_page(request.error_response(fault)).await),
        }
    }
    let response = next.call(request).await?.map_into_boxed_body();
    let is_page = response.response().extensions().get::<ShownAsPage>().is_some();
    Ok(if response.status().as_u16() >= 400 && !is_page { as_page(response).await } else { response })
}

/// What was typed while a session was good comes back with the way to send it once more.
async fn after_its_session(mut request: ServiceRequest) -> ServiceResponse<BoxBody> {
    let payload = request.take_payload();
    match kept::read(request.request(), payload).await {
        Ok(found) => {
            let viewer = Viewer::anonymous(request.request());
            request.into_response(kept::ended(&viewer, &found))
        }
        Err(fault) => as_page(request.error_response(fault)).await,
    }
}

/// Around what turns requests back before they get to a page: browsers are told on a page as well. Nobody is looked up for it, since
/// it has to cost less than what was refused.
pub(in crate::server) async fn turned_back(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let of_a_page = wants_page(request.headers()) && !NO_PAGES.iter().any(|it| request.path().starts_with(it));
    let response = next.call(request).await?.map_into_boxed_body();
    let is_page = response.response().extensions().get::<ShownAsPage>().is_some();
    let fault = response.response().error().and_then(|it| it.as_error::<Fault>());
    let (Some(fault), true) = (fault, of_a_page && !is_page) else { return Ok(response) };
    if !is_turned_back(fault) {
        return Ok(response);
    }
    let (request, problem) = (response.request().clone(), Problem::of(fault));
    let page = told(&request, &Viewer::anonymous(&request), &problem);
    Ok(response.into_response(page))
}

/// What is said of a request before it is known what it is about.
fn is_turned_back(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::TooManyConnections
            | Fault::UriTooLong { .. }
            | Fault::TooMany { .. }
            | Fault::Service(ServiceError::NotFound)
    )
}

/// A page that is not there.
pub(in crate::server) async fn elsewhere(request: HttpRequest) -> HttpResponse {
    let viewer = Viewer::of(&request).await.unwrap_or_else(|_| Viewer::anonymous(&request));
    told(&request, &viewer, &Problem::of(&Fault::Service(ServiceError::NotFound)))
}

/// Whether a browser asks, for a page.
pub(in crate::server) fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|it| it.to_str().ok()).is_some_and(|it| it.contains("text/html"))
}

/// Browsers say from where a form is sent, or a page is asked for. What does not say it is no browser, and has no session that could be abused.
pub(super) fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text(ORIGIN.as_str()), text(HOST.as_str())) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|it| it.1 == host),
        _ => true,
    }
}

async fn as_page(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let request = response.request().clone();
    let fault = response.response().error().and_then(|it| it.as_error::<Fault>());
    if let Some(fault) = fault {
        let id = request.extensions().get::<RequestId>().map_or_else(String::new, |it| it.0.clone());
        log(fault, &id);
    }
    if let Some(Fault::OtherSession(found)) = fault {
        let viewer = Viewer::of(&request).await.unwrap_or_else(|_| Viewer::anonymous(&request));
        let page = match &viewer.actor {
            Some(actor) => kept::asking(&viewer, actor, found),
            None => kept::ended(&viewer, found),
        };
        return response.into_response(page);
    }
    if matches!(fault, Some(Fault::Unauthorised)) {
        return response.into_response(to_sign_in(&request));
    }
    let problem = Problem::of_answer(response.response());
    let viewer = Viewer::of(&request).await.unwrap_or_else(|_| Viewer::anonymous(&request));
    response.into_response(told(&request, &viewer, &problem))
}

/// Reading goes on where it was once somebody signed in; what was to be done has to be done again.
fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    let here = request.uri().path_and_query().map_or("/", |it| it.as_str());
    let back =
        if request.method() == Method::GET && here != "/" { super::sign_in::back_to(here) } else { String::new() };
    HttpResponse::SeeOther().insert_header((LOCATION, format!("/sign-in{back}"))).finish()
}

fn told(request: &HttpRequest, viewer: &Viewer, problem: &Problem) -> HttpResponse {
    let id = request.extensions().get::<RequestId>().map_or_else(String::new, |it| it.0.clone());
    let title = trouble::title(viewer.words, problem.status.as_u16());
    let mut page = shell::page_of(problem.status, viewer, title, &trouble::page(viewer, problem, &id));
    // What applies instead, and when to come again.
    for (name, value) in &problem.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            page.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    page
}
