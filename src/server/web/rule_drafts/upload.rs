//! `/drafts/{draft}/upload`: files chosen in a form become part of a draft.
//!
//! Knows nothing of: what is in a file.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;

use actix_multipart::form::bytes::Bytes;
use actix_multipart::form::{FieldReader, Limits, MultipartCollect, MultipartForm, State};
use actix_multipart::{Field, MultipartError};
use actix_web::dev::Payload;
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse};

use crate::engine::case::Refusal;
use crate::engine::wire::hash::sha256_hex;
use crate::engine::wording::Wording;
use crate::server::http::Context;
use crate::server::http::body::in_time;
use crate::server::http::problem::Fault;
use crate::server::service::{ServiceError, TextFile, Texts, Written};
use crate::server::web::at;
use crate::server::web::form::{CSRF, Form, from_this_session};
use crate::server::web::seen::{Extracting, Policy};
use crate::wording;

use super::one::{Turned, shown};
use super::{below, done};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/upload").route(web::post().to(upload)));
}

/// All parts of a form, in its order: name of the field, name of the file if it is one, bytes.
struct Parts(Vec<(String, Option<String>, Vec<u8>)>);

/// Where the parts are gathered.
const GATHERED: &str = "parts";

impl MultipartCollect for Parts {
    fn limit(_: &str) -> Option<usize> {
        None
    }

    fn handle_field<'t>(
        request: &'t HttpRequest,
        field: Field,
        limits: &'t mut Limits,
        state: &'t mut State,
    ) -> Pin<Box<dyn Future<Output = Result<(), MultipartError>> + 't>> {
        Box::pin(async move {
            let name = field.name().unwrap_or_default().to_owned();
            let read = Bytes::read_field(request, field, limits).await?;
            let parts = state.entry(GATHERED.to_owned()).or_insert_with(|| Box::new(Self(Vec::new())) as Box<dyn Any>);
            if let Some(parts) = parts.downcast_mut::<Self>() {
                parts.0.push((name, read.file_name, read.data.to_vec()));
            }
            Ok(())
        })
    }

    fn from_state(mut state: State) -> Result<Self, MultipartError> {
        let parts = state.remove(GATHERED).and_then(|it| it.downcast::<Self>().ok());
        Ok(parts.map_or_else(|| Self(Vec::new()), |it| *it))
    }
}

/// Files with the fields beside them, from a page of this session.
struct Uploaded {
    form: Form,
    files: Vec<(String, Vec<u8>)>,
}

impl FromRequest for Uploaded {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let context = request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?;
            let parts = MultipartForm::<Parts>::from_request(&request, &mut payload);
            let parts = in_time(&context.limits, parts).await?;
            let parts = parts.map_err(|it| fault(it.as_error::<MultipartError>()))?.into_inner().0;
            uploaded(&request, parts)
        })
    }
}

/// In bytes, as `MultipartForm` has it by default.
const MOST: u32 = 2 << 20;

fn fault(error: Option<&MultipartError>) -> Fault {
    match error {
        Some(MultipartError::Payload(actix_web::error::PayloadError::Overflow)) => Fault::TooLarge { most: MOST },
        Some(MultipartError::ContentTypeMissing | MultipartError::ContentTypeParse) => Fault::ForeignForm,
        _ => Fault::CutShort,
    }
}

fn uploaded(request: &HttpRequest, parts: Vec<(String, Option<String>, Vec<u8>)>) -> Result<Uploaded, Fault> {
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    let mut about = format!("{} {}\n", request.method(), request.path());
    for (name, file, bytes) in parts {
        match file {
            Some(file) => {
                about.push_str(&format!("{name} {file} {}\n", sha256_hex(&bytes)));
                files.push((file, bytes));
            }
            None => fields.push((name, String::from_utf8(bytes).map_err(|_| Fault::ForeignForm)?)),
        }
    }
    from_this_session(request, fields.iter().find(|it| it.0 == CSRF).map_or("", |it| it.1.as_str()))?;
    Ok(Uploaded { form: Form::of(fields, &about), files })
}

async fn upload(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    sent: Uploaded,
) -> Result<HttpResponse, Fault> {
    let signed = &policy.0;
    let draft = context.service.rule_draft(&signed.actor, &id).await?;
    let texts = context.service.texts_of(&signed.actor, &draft).await?;
    let mut turned = Turned::default();
    match with_uploads(&texts, sent.form.get("folder"), &sent.files) {
        Err(refusals) => turned.refusals = refusals,
        Ok(files) => {
            let written = Written { files: Some(files.clone()), based_on: None, note: String::new() };
            match context.service.write_draft(&signed.actor, &sent.form.asked()?, &id, &written).await {
                Ok(_) => return Ok(done(&below(&id, ""), "uploaded")),
                Err(ServiceError::Refused(refusals)) => turned = Turned { refusals, files, overtaken: false },
                Err(ServiceError::DraftChanged { .. } | ServiceError::KeyReused) => turned.overtaken = true,
                Err(other) => return Err(other.into()),
            }
        }
    }
    shown(signed, &context, &id, "", &turned).await
}

/// The files of the draft with these in their places.
fn with_uploads(texts: &Texts, folder: &str, sent: &[(String, Vec<u8>)]) -> Result<Vec<TextFile>, Vec<Refusal>> {
    let mut files = texts.files().to_vec();
    let mut refusals = Vec::new();
    let folder = folder.trim().trim_matches('/');
    for (name, bytes) in sent.iter().filter(|it| !it.0.is_empty()) {
        // Some browsers send the whole path.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let Ok(text) = std::str::from_utf8(bytes) else {
            refusals.push(refusal(wording!("{path} bukan teks UTF-8", "{path} is no text in UTF-8")));
            continue;
        };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        files.retain(|it| it.path != path);
        files.push(TextFile { path, text });
    }
    if sent.iter().all(|it| it.0.is_empty()) {
        refusals.push(refusal(wording!("pilih berkasnya dahulu", "choose a file first")));
    }
    if refusals.is_empty() { Ok(files) } else { Err(refusals) }
}

fn refusal(message: Wording) -> Refusal {
    Refusal { pointer: "/files".to_owned(), code: "S0102", message, expected: Wording::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uploads_take_the_place_of_files_of_their_name() {
        let texts = Texts::new(vec![TextFile { path: "a/x.aturan".to_owned(), text: "old".to_owned() }]);
        let sent = [("C:\\rules\\x.aturan".to_owned(), b"new\r\n".to_vec())];
        let files = with_uploads(&texts, "/a/", &sent).unwrap();
        assert_eq!(files, [TextFile { path: "a/x.aturan".to_owned(), text: "new\n".to_owned() }]);
        assert!(with_uploads(&texts, "a", &[("y.aturan".to_owned(), vec![0xff])]).is_err());
        assert!(with_uploads(&texts, "a", &[(String::new(), Vec::new())]).is_err());
    }
}
