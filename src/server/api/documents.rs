//! `/documents`: what evidence names, kept under the hash of its bytes.
//!
//! Knows nothing of: which kinds are taken, where documents are kept.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::server::http::attachment::to_save;
use crate::server::service::DocumentView;

use super::describe::route;
use super::extract::{Reader, Uploader};
use super::problem::Fault;
use super::upload::Uploading;
use super::{Context, recorded};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(route(__path_send_document, send_document)).service(route(__path_read_document, read_document));
}

/// Send a document that evidence is to name.
///
/// PDF, PNG, JPEG, text, XLSX or DOCX. The same bytes are kept once. A verifier names the case, whose agency can then read
/// it.
#[utoipa::path(
    post, path = "/documents", tag = "documents",
    params(
        ("name" = Option<String>, Query, description = "What it is called; else the name in `Content-Disposition`",
            example = "SK penilaian.pdf"),
        ("case" = Option<String>, Query, description = "The case that it is for; for a verifier only, who has to name it",
            format = "uuid"),
    ),
    request_body(description = "The bytes of the document; `Content-Type` says what it is", content(
        (String = "application/pdf"), (String = "image/png"), (String = "image/jpeg"), (String = "text/plain"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )),
    responses((status = 201, description = "The document as it is kept", body = DocumentView)),
)]
async fn send_document(context: Data<Context>, uploading: Uploading<Uploader>) -> Result<HttpResponse, Fault> {
    let uploader = &uploading.who.0;
    Ok(recorded(context.service.keep_document(uploader, &uploading.asked, &uploading.upload).await?))
}

/// Read a document.
///
/// The document exactly as it was sent, as a file to be saved.
#[utoipa::path(
    get, path = "/documents/{document}", tag = "documents",
    responses((status = 200, description = "The bytes of the document, with the type that it was sent as", content(
        (String = "application/pdf"), (String = "image/png"), (String = "image/jpeg"), (String = "text/plain"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ))),
)]
async fn read_document(reader: Reader, context: Data<Context>, sha256: Path<String>) -> Result<HttpResponse, Fault> {
    let (document, bytes) = context.service.document(&reader.0, &sha256.to_ascii_lowercase()).await?;
    Ok(to_save(document.media_type, document.name, bytes))
}
