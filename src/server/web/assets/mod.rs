//! `/assets/`: style, script and letters of the pages. They are in the program; their address changes whenever they do.
//!
//! Knows nothing of: pages.

use std::sync::OnceLock;

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{self, Path, ServiceConfig};

use crate::engine::wire::hash::sha256_hex;
use crate::server::http::problem::Fault;
use crate::server::service::ServiceError;

/// The style of all pages, and after it that of each part.
const STYLE: &str = concat!(
    include_str!("style.css"),
    include_str!("agency.css"),
    include_str!("official.css"),
    include_str!("rules.css"),
    include_str!("ruling.css"),
);
/// Each with its kind.
const ALL: [(&str, &str, &[u8]); 6] = [
    ("style.css", "text/css; charset=utf-8", STYLE.as_bytes()),
    ("script.js", "text/javascript; charset=utf-8", include_bytes!("script.js")),
    ("mark.svg", "image/svg+xml", include_bytes!("mark.svg")),
    ("source-sans-3.woff2", "font/woff2", include_bytes!("source-sans-3.woff2")),
    ("source-sans-3-italic.woff2", "font/woff2", include_bytes!("source-sans-3-italic.woff2")),
    ("source-serif-4.woff2", "font/woff2", include_bytes!("source-serif-4.woff2")),
];

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.route("/assets/{version}/{name}", web::get().to(asset));
}

/// The address of an asset.
pub(super) fn address(name: &str) -> String {
    format!("/assets/{}/{name}", version())
}

/// The beginning of a hash over all of them.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let all: String = ALL.iter().map(|it| sha256_hex(it.2)).collect();
        sha256_hex(all.as_bytes()).chars().take(12).collect()
    })
}

async fn asset(asked: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (_, name) = asked.into_inner();
    let found = ALL.iter().find(|it| it.0 == name).ok_or(Fault::Service(ServiceError::NotFound))?;
    Ok(HttpResponse::Ok()
        .content_type(found.1)
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(found.2))
}
