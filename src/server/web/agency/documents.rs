//! `/documents/{sha256}`: a document that somebody may see, as a file to save, or to look at if browsers can show it.
//!
//! Knows nothing of: what a document says.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::attachment::{to_save, to_show};
use crate::server::http::problem::Fault;
use crate::server::service::Kind;
use crate::server::web::seen::Reader;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Whether it is to be shown in place.
    view: String,
}

pub(super) async fn read(
    reader: Reader,
    context: Data<Context>,
    sha256: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let (document, bytes) = context.service.document(&reader.0.actor, &sha256.to_ascii_lowercase()).await?;
    // What the bytes are decides, whatever was recorded of them.
    let shown = Kind::of(&document.media_type).filter(|it| it.is_shown && it.fits(&bytes));
    Ok(match shown.filter(|_| asked.view == "1") {
        Some(kind) => to_show(kind.media_type, document.name, bytes),
        None => to_save(document.media_type, document.name, bytes),
    })
}
