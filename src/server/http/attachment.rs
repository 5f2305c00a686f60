//! A file to be saved or looked at: whatever is in it, no browser runs it as a page of ours.
//!
//! Knows nothing of: what is in a file, who may have it.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam, DispositionType,
    ExtendedValue, X_CONTENT_TYPE_OPTIONS,
};

/// Nothing but the picture itself.
const PICTURE: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
/// A sandbox would keep the viewers of browsers from working, which run nothing of a document as a page.
const PAPER: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The bytes for a browser to show in place, also in a frame of our pages. Their type has to have been told by the bytes themselves.
pub(in crate::server) fn to_show(media_type: &'static str, name: String, bytes: Vec<u8>) -> HttpResponse {
    let policy = if media_type.starts_with("image/") { PICTURE } else { PAPER };
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(named(DispositionType::Inline, name))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// The bytes under a name, with the type that they were sent as.
pub(in crate::server) fn to_save(media_type: String, name: String, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(named(DispositionType::Attachment, name))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(bytes)
}

/// The name for old readers in ASCII, for others in full.
fn named(disposition: DispositionType, name: String) -> ContentDisposition {
    let ascii = name.chars().map(|it| if it.is_ascii_graphic() || it == ' ' { it } else { '_' }).collect();
    let value =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into_bytes() };
    let parameters = vec![DispositionParam::Filename(ascii), DispositionParam::FilenameExt(value)];
    ContentDisposition { disposition, parameters }
}
