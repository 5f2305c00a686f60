//! The HTTP interface: take out what was asked, know who asks by type, call one use case, show the answer.
//!
//! Knows nothing of: SQL, how a ruling is worked out.

mod around;
mod cases;
mod describe;
mod documents;
mod drafts;
mod extract;
mod fields;
mod health;
mod peer;
mod problem;
mod rulebooks;
mod rulings;
mod upload;

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

use tokio::sync::Semaphore;

use super::config::DocumentLimits;
use super::service::{Answer, Keys, Service};
use super::tokens::Tokens;

pub(super) use around::around;
pub(super) use describe::{Description, elsewhere};
pub(super) use peer::Proxies;

/// What every handler can reach.
pub(crate) struct Context {
    pub(crate) service: Service,
    pub(crate) keys: Keys,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) proxies: Proxies,
    pub(crate) documents: DocumentLimits,
    /// Places for documents that are in memory at once.
    pub(crate) uploads: Arc<Semaphore>,
}

impl Context {
    pub(super) fn new(
        service: Service,
        keys: Keys,
        tokens: Arc<Tokens>,
        proxies: Proxies,
        documents: DocumentLimits,
    ) -> Self {
        let uploads = Arc::new(Semaphore::new(usize::try_from(documents.at_once).unwrap_or(1)));
        Self { service, keys, tokens, proxies, documents, uploads }
    }
}

/// Where everything is.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.configure(health::configure).service(
        scope("/api/v1")
            .configure(health::configure_description)
            .configure(cases::configure)
            .configure(documents::configure)
            .configure(rulings::configure)
            .configure(rulebooks::configure)
            .configure(drafts::configure),
    );
}

/// A text of JSON that nobody may keep for others.
fn shown(body: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").insert_header((CACHE_CONTROL, "no-store")).body(body)
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
