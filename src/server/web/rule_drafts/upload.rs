//! `/drafts/{draft}/upload`: files chosen in a form become part of a draft.
//!
//! Knows nothing of: what is in a file.

use actix_web::dev::Payload;
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse};

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::body::Bounds;
use crate::server::http::multipart::File;
use crate::server::http::problem::Fault;
use crate::server::service::{ServiceError, TextFile, Texts, Written};
use crate::server::web::at;
use crate::server::web::form::refusal;
use crate::server::web::late::not_kept;
use crate::server::web::seen::{Extracting, Policy, Signed};
use crate::server::web::sent::{Sent, sent};
use crate::wording;

use super::one::{Turned, shown};
use super::{below, done, said};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/upload").route(web::post().to(upload)));
}

/// All files of one upload together, in bytes; a draft holds less.
const MOST: u32 = 2 << 20;

/// Files of a draft with the fields beside them.
struct Uploaded(Sent);

impl FromRequest for Uploaded {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let limits = &request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?.limits;
            sent(&request, payload, Bounds { largest: MOST, seconds: limits.body_seconds }).await.map(Self)
        })
    }
}

async fn upload(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    Uploaded(sent): Uploaded,
) -> Result<HttpResponse, Fault> {
    let signed = &policy.0;
    let draft = context.service.rule_draft(&signed.actor, &id).await?;
    let texts = context.service.texts_of(&signed.actor, &draft).await?;
    let mut turned = Turned::default();
    match with_uploads(&texts, sent.form.get("folder"), sent.files()) {
        Err(refusals) => turned.refusals = refusals,
        Ok(files) => {
            let written = Written { files: Some(files.clone()), based_on: None, note: String::new() };
            match context.service.write_draft(&signed.actor, &sent.form.asked()?, &id, &written).await {
                Ok(_) => return Ok(done(&below(&id, ""), "uploaded")),
                Err(ServiceError::Refused(refusals)) => turned = Turned { refusals, files, overtaken: false },
                Err(ServiceError::DraftChanged { .. } | ServiceError::KeyReused) => turned.overtaken = true,
                Err(ServiceError::DraftClosed { .. }) => return closed(signed, &context, &id, &sent).await,
                Err(other) => return Err(other.into()),
            }
        }
    }
    shown(signed, &context, &id, "", &turned).await
}

/// The draft was published or withdrawn meanwhile.
async fn closed(signed: &Signed, context: &Context, id: &str, sent: &Sent) -> Result<HttpResponse, Fault> {
    let draft = context.service.rule_draft(&signed.actor, id).await?;
    let words = signed.viewer.words;
    let names: Vec<&str> = sent.files().iter().map(|it| it.name.as_str()).collect();
    let typed = [
        (words.say("Folder", "Folder").to_owned(), sent.form.get("folder").to_owned()),
        (not_kept(words).to_owned(), names.join(", ")),
    ];
    Ok(said::too_late(&signed.viewer, &draft, words.say("Unggah berkas", "Upload files"), &typed))
}

/// The files of the draft with these in their places.
fn with_uploads(texts: &Texts, folder: &str, sent: &[File]) -> Result<Vec<TextFile>, Vec<Refusal>> {
    let mut files = texts.files().to_vec();
    let mut refusals = Vec::new();
    let folder = folder.trim().trim_matches('/');
    for File { name, bytes, .. } in sent.iter().filter(|it| !it.name.is_empty()) {
        // Some browsers send the whole path.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let Ok(text) = std::str::from_utf8(bytes) else {
            refusals.push(refusal("/files", wording!("{path} bukan teks UTF-8", "{path} is no text in UTF-8")));
            continue;
        };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        files.retain(|it| it.path != path);
        files.push(TextFile { path, text });
    }
    if sent.iter().all(|it| it.name.is_empty()) {
        refusals.push(refusal("/files", wording!("pilih berkasnya dahulu", "choose a file first")));
    }
    if refusals.is_empty() { Ok(files) } else { Err(refusals) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uploads_take_the_place_of_files_of_their_name() {
        let texts = Texts::new(vec![TextFile { path: "a/x.aturan".to_owned(), text: "old".to_owned() }]);
        let file = |name: &str, bytes: &[u8]| {
            [File {
                field: "files".to_owned(),
                name: name.to_owned(),
                media_type: String::new(),
                bytes: bytes.to_vec(),
            }]
        };
        let files = with_uploads(&texts, "/a/", &file("C:\\rules\\x.aturan", b"new\r\n")).unwrap();
        assert_eq!(files, [TextFile { path: "a/x.aturan".to_owned(), text: "new\n".to_owned() }]);
        assert!(with_uploads(&texts, "a", &file("y.aturan", &[0xff])).is_err());
        assert!(with_uploads(&texts, "a", &file("", &[])).is_err());
    }
}
