//! Documents on pages: one that was chosen in a form is kept for the evidence to name it, or it is said why it cannot be; and the ways to
//! those that evidence names.
//!
//! Knows nothing of: which form it was, what names the document.

use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::engine::wire::hash::sha256_hex;
use crate::server::http::Context;
use crate::server::http::multipart::File;
use crate::server::http::problem::Fault;
use crate::server::service::{Asked, Documents, Follows, Kind, ServiceError, Upload};

use super::form::refusal;
use super::parts::{escaped, wording_of};
use super::seen::Signed;
use crate::server::words::Words;

/// What a browser may offer to choose from.
pub(super) const ENDINGS: &str = ".pdf,.png,.jpg,.jpeg,.txt,.xlsx,.docx";

/// A document that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attached {
    pub(super) sha256: String,
    pub(super) name: String,
}

/// Keeps a file under a key of its own; an official names the case that it is for. What is wrong with it is told at `pointer`.
///
/// # Errors
/// If the service could not keep it, whatever it is.
pub(super) async fn keep(
    who: &Signed,
    context: &Context,
    (asked, case_id): (&Asked, Option<&str>),
    (file, pointer): (File, &str),
) -> Result<Result<Attached, Refusal>, Fault> {
    let Some(kind) = Kind::of(&file.media_type).or_else(|| Kind::of_name(&file.name)) else {
        return Ok(Err(refusal(pointer, wording_of(&Fault::DocumentKind))));
    };
    let upload = Upload::new(kind, file.name.clone(), case_id.map(str::to_owned), file.bytes);
    let sha256 = upload.sha256.clone();
    // The same file in the same form is the same act, and another one is another.
    let key = format!("{}-{}", asked.key, sha256.chars().take(32).collect::<String>());
    let fingerprint = sha256_hex(format!("document {sha256} {}", file.name).as_bytes());
    let asked = Asked { key, fingerprint, follows: Follows::Any };
    let attached = Attached { sha256, name: file.name };
    match context.service.keep_document(&who.actor, &asked, &upload).await {
        // Under another name it was kept already.
        Ok(_) | Err(ServiceError::KeyReused) => Ok(Ok(attached)),
        Err(ServiceError::Refused(all)) => {
            let message = all.into_iter().next().map(|it| it.message).unwrap_or_default();
            Ok(Err(refusal(pointer, message)))
        }
        Err(wrong @ (ServiceError::EmptyDocument | ServiceError::NotAsClaimed { .. })) => {
            Ok(Err(refusal(pointer, wording_of(&Fault::Service(wrong)))))
        }
        Err(other) => Err(Fault::Service(other)),
    }
}

/// The ways to a document that evidence names: to look at it, if browsers can show it, and to save it.
pub(super) fn ways(words: Words, documents: &Documents, sha256: &str) -> Markup {
    match documents.get(&sha256.to_ascii_lowercase()) {
        Some(it) => ways_to(words, sha256, (&it.name, &it.media_type)),
        None => ways_to(words, sha256, (&sha256.chars().take(8).collect::<String>(), "")),
    }
}

/// The same to a document of this name and type.
pub(super) fn ways_to(words: Words, sha256: &str, (name, media_type): (&str, &str)) -> Markup {
    let address = format!("/documents/{}", escaped(sha256));
    html! {
        @if Kind::of(media_type).is_some_and(|it| it.is_shown) {
            a href={ (address) "?view=1" } target="_blank" rel="noopener" {
                (words.say("Lihat dokumen", "See the document")) " " bdi translate="no" { (name) } " " (words.say("(tab baru)", "(new tab)"))
            }
            " · "
            a href=(address) download { (words.say("Simpan", "Save")) span.visually-hidden { " " (name) } }
        } @else {
            a href=(address) download { (words.say("Simpan dokumen", "Save the document")) " " bdi translate="no" { (name) } }
        }
    }
}

/// The document itself, for whoever opens it: nothing is loaded before.
pub(super) fn in_place(words: Words, documents: &Documents, sha256: &str) -> Markup {
    let found = documents.get(&sha256.to_ascii_lowercase());
    let shown = found.and_then(|it| Some((it, Kind::of(&it.media_type).filter(|kind| kind.is_shown)?)));
    let Some((document, kind)) = shown else { return html! {} };
    let address = format!("/documents/{}?view=1", escaped(sha256));
    html! {
        details.in-place {
            summary { (words.say("Tampilkan di sini", "Show it here")) span.visually-hidden { ": " (document.name) } }
            @if kind.media_type.starts_with("image/") { img src=(address) alt=(document.name) loading="lazy"; }
            @else { iframe src=(address) title=(document.name) loading="lazy" {} }
        }
    }
}
