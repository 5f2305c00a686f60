//! `/documents`: what evidence names, kept under the hash of its bytes.
//!
//! Knows nothing of: which kinds are taken, where documents are kept.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam, DispositionType,
    ExtendedValue, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{self, Data, Path};

use super::extract::{Reader, Uploader};
use super::problem::Fault;
use super::upload::Uploading;
use super::{Context, recorded};

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(web::resource("/documents").route(web::post().to(upload)))
        .service(web::resource("/documents/{sha256}").route(web::get().to(download)));
}

async fn upload(uploader: Uploader, context: Data<Context>, uploading: Uploading) -> Result<HttpResponse, Fault> {
    Ok(recorded(context.service.keep_document(&uploader.0, &uploading.asked, &uploading.upload).await?))
}

/// As a file to be saved: whatever is in it, no browser runs or shows it under our address.
async fn download(reader: Reader, context: Data<Context>, sha256: Path<String>) -> Result<HttpResponse, Fault> {
    let (document, bytes) = context.service.document(&reader.0, &sha256.to_ascii_lowercase()).await?;
    Ok(HttpResponse::Ok()
        .content_type(document.media_type)
        .insert_header(attachment(document.name))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes))
}

/// The name for old readers in ASCII, for others in full.
fn attachment(name: String) -> ContentDisposition {
    let ascii = name.chars().map(|it| if it.is_ascii_graphic() || it == ' ' { it } else { '_' }).collect();
    let value =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into_bytes() };
    let parameters = vec![DispositionParam::Filename(ascii), DispositionParam::FilenameExt(value)];
    ContentDisposition { disposition: DispositionType::Attachment, parameters }
}
