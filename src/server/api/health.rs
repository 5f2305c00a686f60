//! Whether the service runs, and whether it can serve.
//!
//! Knows nothing of: what is wrong; the log tells.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::problem::Fault;
use super::{Context, shown};

pub(super) async fn alive() -> HttpResponse {
    shown("{\"status\":\"alive\"}".to_owned())
}

pub(super) async fn ready(context: Data<Context>) -> Result<HttpResponse, Fault> {
    context.service.answers().await?;
    // Whoever has an API key can work without them, so the service is ready; but someone should know.
    let waiting = context.tokens.without_keys();
    let more = if waiting == 0 { String::new() } else { format!(",\"issuers_without_keys\":{waiting}") };
    Ok(shown(format!("{{\"status\":\"ready\"{more}}}")))
}
