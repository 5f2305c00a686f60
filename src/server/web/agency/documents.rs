//! `/documents/{sha256}`: a document that somebody may see, as a file to save.
//!
//! Knows nothing of: what a document says.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::server::http::Context;
use crate::server::http::attachment::to_save;
use crate::server::http::problem::Fault;
use crate::server::web::seen::Reader;

pub(super) async fn read(reader: Reader, context: Data<Context>, sha256: Path<String>) -> Result<HttpResponse, Fault> {
    let (document, bytes) = context.service.document(&reader.0.actor, &sha256.to_ascii_lowercase()).await?;
    Ok(to_save(document.media_type, document.name, bytes))
}
