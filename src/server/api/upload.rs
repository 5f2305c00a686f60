//! The body of a document: taken in as it comes, within a size and a time, with what its sender says of it.
//!
//! Knows nothing of: what becomes of a document.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BodyStream, MessageBody};
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, ContentDisposition};
use actix_web::web::{Data, Query};
use actix_web::{FromRequest, HttpRequest};
use tokio::time::timeout;

use crate::engine::wire::hash::sha256_hex;
use crate::server::http::uploads::{Place, place};
use crate::server::service::{Asked, Kind, Upload};

use super::Context;
use super::describe::{About, Told};
use super::extract::{Extracting, idempotency_key};
use super::problem::{Fault, codes};

/// A document that is recorded, with its key and fingerprint; nothing of it is taken in before it is known who sends it.
pub(super) struct Uploading<Who> {
    pub(super) who: Who,
    pub(super) asked: Asked,
    pub(super) upload: Upload,
    /// One of the few places for documents that are in memory at once.
    _place: Place,
}

impl<Who: FromRequest<Error = Fault, Future = Extracting<Who>> + 'static> FromRequest for Uploading<Who> {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload, who) = (request.clone(), payload.take(), Who::from_request(request, payload));
        Box::pin(async move { uploading(&request, payload, who.await?).await })
    }
}

async fn uploading<Who>(request: &HttpRequest, payload: Payload, who: Who) -> Result<Uploading<Who>, Fault> {
    let key = idempotency_key(request)?;
    let (name, case_id) = said(request);
    let media_type = header(request, &CONTENT_TYPE);
    let kind = Kind::of(&media_type).ok_or(Fault::DocumentKind)?;
    let context = request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?;
    let place = place(request)?;
    let limits = &context.documents;
    let largest = usize::try_from(limits.largest_bytes).unwrap_or(usize::MAX);
    if header(request, &CONTENT_LENGTH).parse::<usize>().is_ok_and(|it| it > largest) {
        return Err(Fault::DocumentTooLarge { largest });
    }
    let patience = Duration::from_secs(u64::from(limits.seconds));
    let bytes = timeout(patience, gathered(payload, largest)).await.map_err(|_| Fault::TooSlow)??;
    let upload = Upload::new(kind, name, case_id, bytes);
    let about = format!(
        "{} {}?{}\n{media_type}\n{}\n{}",
        request.method(),
        request.path(),
        request.query_string(),
        header(request, &CONTENT_DISPOSITION),
        upload.sha256
    );
    let asked = Asked::new(key, sha256_hex(about.as_bytes()));
    Ok(Uploading { who, asked, upload, _place: place })
}

impl<Who: Told> Told for Uploading<Who> {
    fn tell(about: &mut About) {
        Who::tell(about);
        about.records = true;
        about.problems.extend([
            codes::KEY_MISSING,
            codes::CUT_SHORT,
            codes::TOO_SLOW,
            codes::DOCUMENT_TOO_LARGE,
            codes::DOCUMENT_KIND,
            codes::EMPTY_DOCUMENT,
            codes::NOT_AS_CLAIMED,
            // Of the case that a verifier names.
            codes::NOT_FOUND,
            codes::KEY_REUSED,
            codes::OVERTAKEN,
            codes::FULL,
            codes::OUTCOME_UNKNOWN,
            codes::NO_SPACE,
        ]);
    }
}

/// The name and the case: from the query, the name else from `Content-Disposition`.
fn said(request: &HttpRequest) -> (String, Option<String>) {
    let query = Query::<BTreeMap<String, String>>::from_query(request.query_string());
    let mut query = query.map(Query::into_inner).unwrap_or_default();
    let (name, case_id) = (query.remove("name"), query.remove("case"));
    let disposition = request.headers().get(CONTENT_DISPOSITION);
    let disposition = disposition.and_then(|it| ContentDisposition::from_raw(it).ok());
    let from_header = disposition.and_then(|it| {
        let extended = it.get_filename_ext().and_then(|it| String::from_utf8(it.value.clone()).ok());
        extended.or_else(|| it.get_filename().map(str::to_owned))
    });
    (name.or(from_header).unwrap_or_default(), case_id)
}

fn header(request: &HttpRequest, name: &actix_web::http::header::HeaderName) -> String {
    request.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

/// Never more than `largest` bytes in memory.
async fn gathered(payload: Payload, largest: usize) -> Result<Vec<u8>, Fault> {
    let mut stream = BodyStream::new(payload);
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        let chunk = chunk.map_err(|_| Fault::CutShort)?;
        if bytes.len().saturating_add(chunk.len()) > largest {
            return Err(Fault::DocumentTooLarge { largest });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
