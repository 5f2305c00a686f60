//! A form with files as a parameter of a handler: it came from a page of the same session. The same form without files is taken too.
//!
//! Knows nothing of: what the files are for.

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use crate::engine::wire::hash::sha256_hex;
use crate::server::http::Context;
use crate::server::http::body::Bounds;
use crate::server::http::multipart::{File, Parts, parts};
use crate::server::http::problem::Fault;
use crate::server::http::session::signed_in;

use super::form::{CSRF, Form, PLAIN, form, from_this_session, kind};
use super::seen::Extracting;

/// The fields of a form, and the files that were chosen; as large as one document may be.
///
/// The files have their place in memory for as long as this is there: whoever takes them out lets go of it only once they are kept.
pub(super) struct Sent {
    pub(super) form: Form,
    files: Vec<File>,
    /// Holds the place of the files.
    _parts: Option<Parts>,
}

impl Sent {
    /// The first file.
    pub(super) fn file(&self) -> Option<&File> {
        self.files.first()
    }

    /// The first file, taken out.
    pub(super) fn take_file(&mut self) -> Option<File> {
        if self.files.is_empty() { None } else { Some(self.files.remove(0)) }
    }

    /// All files, taken out.
    pub(super) fn take_files(&mut self) -> Vec<File> {
        std::mem::take(&mut self.files)
    }

    /// All files, in their order.
    pub(super) fn files(&self) -> &[File] {
        &self.files
    }
}

impl FromRequest for Sent {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let limits = &request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?.documents;
            let bounds = Bounds { largest: limits.largest_bytes, seconds: limits.seconds };
            sent(&request, payload, bounds).await
        })
    }
}

/// What was sent, within other bounds.
///
/// # Errors
/// If the form is not of this session, takes too long, is too large, or breaks off.
pub(super) async fn sent(request: &HttpRequest, payload: Payload, bounds: Bounds) -> Result<Sent, Fault> {
    if kind(request) == PLAIN {
        return Ok(Sent { form: form(request, payload).await?, files: Vec::new(), _parts: None });
    }
    // The files are taken in for whoever is signed in.
    signed_in(request).await?;
    let is_own = |name: &str, value: &str| {
        let given = if name == CSRF { value } else { "" };
        from_this_session(request, given)
    };
    let parts = parts(request, payload, bounds, is_own).await?;
    let whose = format!("{} {}", request.method(), request.path());
    let context = request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?;
    Ok(context.service.aside(move || read(parts, &whose)).await?)
}

/// What is in the parts: the same files and fields at the same address are the same form.
fn read(mut parts: Parts, whose: &str) -> Sent {
    let (fields, files) = (std::mem::take(&mut parts.fields), std::mem::take(&mut parts.files));
    let told = files.iter().map(|it| format!("{} {}\n", it.name, sha256_hex(&it.bytes)));
    let about = format!("{whose} {}", told.collect::<String>());
    Sent { form: Form::of(fields, &about), files, _parts: Some(parts) }
}
