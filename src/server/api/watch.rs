//! `/metrics`: what was measured, for those who watch over the service. No personal data is in it.
//!
//! Knows nothing of: what is measured.

use std::sync::atomic::Ordering;

use actix_web::HttpResponse;
use actix_web::web::Data;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::server::measure;

use super::Context;
use super::describe::route;
use super::extract::Watcher;

/// In the text format of Prometheus, for whoever reaches the address that was set up for it.
pub(in crate::server) async fn metrics(context: Data<Context>) -> HttpResponse {
    let (open, idle) = context.service.connections();
    measure::database(open, idle);
    measure::ready(!context.stopping.load(Ordering::Relaxed) && context.service.answers().await.is_ok());
    let text = context.measures.shown();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
}

/// The same, for keys of those who watch over the service.
pub(in crate::server) fn metrics_for_keys(routes: &mut ServiceConfig) {
    routes.service(route(__path_read_metrics, read_metrics));
}

/// Read what was measured.
///
/// For those who watch over the service; no personal data is in it. Where metrics have an address of their own, they are
/// there alone, and no key is needed.
#[utoipa::path(
    get, path = "/metrics", tag = "service",
    responses((status = 200, description = "What was measured, in the text format of Prometheus", body = String,
        content_type = "text/plain")),
)]
async fn read_metrics(watcher: Watcher, context: Data<Context>) -> HttpResponse {
    let Watcher(_actor) = watcher;
    metrics(context).await
}
