//! A form with files: its fields and the files, taken in as they come, within a size and a time.
//!
//! What proves where the form came from is its first field, and looked at before anything else is taken in. Knows nothing of: what
//! the fields mean, what becomes of the files.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::Data;
use futures_core::Stream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::server::service::ServiceError;

use super::Context;
use super::problem::Fault;

/// The most fields of such a form, and the most bytes of one.
const MOST_FIELDS: usize = 100;
const LONGEST_FIELD: usize = 64 * 1024;

/// What was sent.
pub(in crate::server) struct Parts {
    pub(in crate::server) fields: Vec<(String, String)>,
    /// Those that were chosen, in their order.
    pub(in crate::server) files: Vec<File>,
    /// One of the few places for files that are in memory at once.
    _place: OwnedSemaphorePermit,
}

/// How much may be sent, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct Bounds {
    /// All files together, in bytes.
    pub(in crate::server) largest: u32,
    pub(in crate::server) seconds: u32,
}

/// A file as its sender calls it.
pub(in crate::server) struct File {
    pub(in crate::server) name: String,
    pub(in crate::server) media_type: String,
    pub(in crate::server) bytes: Vec<u8>,
}

/// All of a form, within these bounds. `is_own` is shown the name and value of the first field.
///
/// # Errors
/// If the form is not one of ours, takes too long, is too large, or breaks off.
pub(in crate::server) async fn parts(
    request: &HttpRequest,
    payload: Payload,
    bounds: Bounds,
    is_own: impl Fn(&str, &str) -> Result<(), Fault>,
) -> Result<Parts, Fault> {
    let context = request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?;
    let place = Arc::clone(&context.uploads).try_acquire_owned().map_err(|_| Fault::Service(ServiceError::Full))?;
    let largest = usize::try_from(bounds.largest).unwrap_or(usize::MAX);
    let length = request.headers().get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|it| it > largest.saturating_add(MOST_FIELDS * LONGEST_FIELD)) {
        return Err(Fault::DocumentTooLarge { largest });
    }
    let patience = Duration::from_secs(u64::from(bounds.seconds));
    let multipart = Multipart::new(request.headers(), payload);
    let taken = timeout(patience, taken(multipart, largest, is_own)).await.map_err(|_| Fault::TooSlow)??;
    Ok(Parts { fields: taken.0, files: taken.1, _place: place })
}

async fn taken(
    mut multipart: Multipart,
    largest: usize,
    is_own: impl Fn(&str, &str) -> Result<(), Fault>,
) -> Result<(Vec<(String, String)>, Vec<File>), Fault> {
    let (mut fields, mut files, mut room) = (Vec::new(), Vec::new(), largest);
    while let Some(field) = poll_fn(|context| Pin::new(&mut multipart).poll_next(context)).await {
        let mut field = field.map_err(|_| Fault::CutShort)?;
        let name = field.name().unwrap_or_default().to_owned();
        if let (false, Some(given)) = (fields.is_empty(), file_name(&field)) {
            let media_type = field.content_type().map(ToString::to_string).unwrap_or_default();
            let too_large = |_| Fault::DocumentTooLarge { largest };
            let bytes = field.bytes(room).await.map_err(too_large)?.map_err(|_| Fault::CutShort)?;
            room = room.saturating_sub(bytes.len());
            // A form in which nothing was chosen sends a file without name and bytes.
            if !(given.is_empty() && bytes.is_empty()) {
                files.push(File { name: given, media_type, bytes: bytes.to_vec() });
            }
            if files.len() > MOST_FIELDS {
                return Err(Fault::DocumentTooLarge { largest });
            }
            continue;
        }
        let most = u32::try_from(LONGEST_FIELD).unwrap_or(u32::MAX);
        let bytes = field.bytes(LONGEST_FIELD).await.map_err(|_| Fault::TooLarge { most })?;
        let bytes = bytes.map_err(|_| Fault::CutShort)?;
        let value = String::from_utf8(bytes.to_vec()).map_err(|_| Fault::ForeignForm)?;
        if fields.is_empty() {
            is_own(&name, &value)?;
        }
        if fields.len() >= MOST_FIELDS {
            return Err(Fault::TooLarge { most });
        }
        fields.push((name, value));
    }
    if fields.is_empty() { Err(Fault::ForeignForm) } else { Ok((fields, files)) }
}

/// The name of the file in a field; none if it is a field of text.
fn file_name(field: &Field) -> Option<String> {
    let disposition = field.content_disposition()?;
    let extended = disposition.get_filename_ext().and_then(|it| String::from_utf8(it.value.clone()).ok());
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}
