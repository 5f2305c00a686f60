//! A form with a file as a parameter of a handler: it came from a page of the same session.
//!
//! Knows nothing of: what the file is for.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::engine::wire::hash::sha256_hex;
use crate::server::http::multipart::{File, Parts, parts};
use crate::server::http::problem::Fault;
use crate::server::web::form::{CSRF, Form, from_this_session};
use crate::server::web::seen::Extracting;

/// The fields of a form, and its file if one was chosen.
pub(super) struct Sent {
    pub(super) form: Form,
    parts: Parts,
}

impl Sent {
    pub(super) fn file(&self) -> Option<&File> {
        self.parts.file.as_ref()
    }

    /// The file, taken out.
    pub(super) fn take_file(&mut self) -> Option<File> {
        self.parts.file.take()
    }
}

impl FromRequest for Sent {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { sent(&request, payload).await })
    }
}

async fn sent(request: &HttpRequest, payload: Payload) -> Result<Sent, Fault> {
    let is_own = |name: &str, value: &str| {
        let given = if name == CSRF { value } else { "" };
        from_this_session(request, given)
    };
    let parts = parts(request, payload, is_own).await?;
    let file = parts.file.as_ref().map(|it| format!("{} {}", it.name, sha256_hex(&it.bytes))).unwrap_or_default();
    let about = format!("{} {} {file}", request.method(), request.path());
    Ok(Sent { form: Form::of(parts.fields.clone(), &about), parts })
}
