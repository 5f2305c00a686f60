//! Whether the service runs, whether it can serve, and what it can do.
//!
//! Knows nothing of: what is wrong; the log tells.

use std::sync::atomic::Ordering;

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::describe::{Description, route};
use super::problem::{Fault, codes};
use super::{Context, shown};

/// How the service is.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes an answer that is written out")]
struct Health {
    /// `alive` or `ready`.
    #[schema(pattern = "^(alive|ready)$")]
    status: String,
    /// Issuers of tokens whose keys could not be read yet; only if there are any.
    #[schema(minimum = 1, required = false)]
    issuers_without_keys: Option<u32>,
}

/// Outside of the versioned interface.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(route(__path_read_health, read_health)).service(
        route(__path_read_readiness, read_readiness).problems(&[
            codes::STOPPING,
            codes::DATABASE_UNREACHABLE,
            codes::DISK_FAILED,
            codes::NO_SPACE,
        ]),
    );
}

/// Within it.
pub(super) fn configure_description(routes: &mut ServiceConfig) {
    routes.service(route(__path_read_description, read_description));
}

/// Whether the service runs.
///
/// It does not ask the database.
#[utoipa::path(
    get, path = "/healthz", tag = "service",
    responses((status = 200, description = "It runs", body = Health)),
)]
async fn read_health() -> HttpResponse {
    shown("{\"status\":\"alive\"}".to_owned())
}

/// Whether what is recorded now would last.
///
/// The database answers and takes writes, which is tried once a second at most.
#[utoipa::path(
    get, path = "/readyz", tag = "service",
    responses((status = 200, description = "It can", body = Health)),
)]
async fn read_readiness(context: Data<Context>) -> Result<HttpResponse, Fault> {
    if context.stopping.load(Ordering::Relaxed) {
        return Err(Fault::Stopping);
    }
    context.service.answers().await?;
    // Whoever has an API key can work without them, so the service is ready; but someone should know.
    let waiting = context.tokens.without_keys();
    let more = if waiting == 0 { String::new() } else { format!(",\"issuers_without_keys\":{waiting}") };
    Ok(shown(format!("{{\"status\":\"ready\"{more}}}")))
}

/// Read this description.
///
/// The whole interface (OpenAPI 3.1), made from the code; `/docs` is the same for people.
#[utoipa::path(
    get, path = "/openapi.json", tag = "service",
    responses((status = 200, description = "This document", body = Object)),
)]
async fn read_description(description: Data<Description>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type("application/json").insert_header((CACHE_CONTROL, "no-cache"));
    answer.body(description.text().to_owned())
}
