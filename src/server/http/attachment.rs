//! A file to be saved: whatever is in it, no browser runs or shows it under our address.
//!
//! Knows nothing of: what is in a file, who may have it.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam, DispositionType,
    ExtendedValue, X_CONTENT_TYPE_OPTIONS,
};

/// The bytes under a name, with the type that they were sent as.
pub(in crate::server) fn to_save(media_type: String, name: String, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(attachment(name))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// The name for old readers in ASCII, for others in full.
fn attachment(name: String) -> ContentDisposition {
    let ascii = name.chars().map(|it| if it.is_ascii_graphic() || it == ' ' { it } else { '_' }).collect();
    let value =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into_bytes() };
    let parameters = vec![DispositionParam::Filename(ascii), DispositionParam::FilenameExt(value)];
    ContentDisposition { disposition: DispositionType::Attachment, parameters }
}
