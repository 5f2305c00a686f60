//! A document that was chosen in a form: kept for the evidence to name it, or why it cannot be, said to whoever chose it.
//!
//! Knows nothing of: which form it was, what names the document.

use crate::engine::case::Refusal;
use crate::engine::wire::hash::sha256_hex;
use crate::server::http::Context;
use crate::server::http::multipart::File;
use crate::server::http::problem::Fault;
use crate::server::service::{Asked, Follows, Kind, ServiceError, Upload};

use super::form::refusal;
use super::parts::wording_of;
use super::seen::Signed;

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
