//! Documents that a verifier attaches to what is found: kept as soon as they arrive, so that a form that comes back still has them.
//!
//! Knows nothing of: which kinds of files are taken, what becomes of the findings.

use std::collections::BTreeSet;
use std::sync::Arc;

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::multipart::File;
use crate::server::http::problem::Fault;
use crate::server::service::{Dossier, FactLine, Kind, escaped, refusal};
use crate::server::web::documents::{ENDINGS, keep, ways_to};
use crate::server::web::form::Form;
use crate::server::web::seen::Signed;
use crate::server::web::sent::Sent;
use crate::wording;

use super::judged::Judged;
use super::row::Row;

/// The field of the file for a fact.
const FILE: &str = "file:";

/// The document that a form names for a fact: its hash, unless it was taken off again.
pub(super) fn document<'f>(form: &'f Form, path: &str) -> Option<&'f str> {
    let sha256 = form.get(&format!("doc:{path}"));
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|it| it.is_ascii_hexdigit());
    (is_hash && !form.has(&format!("off:{path}"))).then_some(sha256)
}

/// Where what is wrong with the document of a fact is told.
pub(super) fn place(path: &str) -> String {
    format!("/evidence/{}/sha256", escaped(path))
}

/// That a document stands beside a fact about which nothing was found.
pub(super) fn without_finding(path: &str) -> Refusal {
    let message = wording!(
        "ada dokumen, tetapi temuannya belum dipilih: pilih benar, koreksi, atau sengketakan",
        "there is a document, but nothing was found: choose right, correct or dispute"
    );
    refusal(place(path), message)
}

/// That a file is of no fact that is on the page: nobody could look at it there.
fn of_no_fact(name: &str) -> Refusal {
    let message = wording!(
        "berkas {name} bukan untuk fakta yang ada dalam kasus ini, jadi tidak disimpan: pilih lagi pada faktanya",
        "the file {name} is of no fact of this case, so it is not kept: choose it again at its fact"
    );
    refusal("/files".to_owned(), message)
}

/// Keeps every file that was chosen; the form gets their names. What is wrong with the others.
pub(super) async fn kept(
    who: &Signed,
    context: &Context,
    dossier: &Arc<Dossier>,
    sent: &mut Sent,
) -> Result<Vec<Refusal>, Fault> {
    let asked = sent.form.asked()?;
    let mut refusals = Vec::new();
    if sent.files().is_empty() {
        return Ok(refusals);
    }
    let own = Arc::clone(dossier);
    let facts: BTreeSet<String> =
        context.service.aside(move || Judged::of(&own).lines.into_iter().map(|it| it.path).collect()).await?;
    for file in sent.take_files() {
        let Some(path) = path_of(&file, &facts) else {
            refusals.push(of_no_fact(&file.name));
            continue;
        };
        let about = (&asked, Some(dossier.case.case_id.as_str()));
        match keep(who, context, about, (file, &place(&path))).await? {
            Ok(attached) => {
                sent.form.set(format!("doc:{path}"), attached.sha256);
                sent.form.set(format!("named:{path}"), attached.name);
            }
            Err(refusal) => refusals.push(refusal),
        }
    }
    Ok(refusals)
}

fn path_of(file: &File, facts: &BTreeSet<String>) -> Option<String> {
    facts.get(file.field.strip_prefix(FILE)?).cloned()
}

impl Row<'_> {
    /// The ways to a document by the name that it was sent under, which says its type.
    fn attached(&self, path: &str, sha256: &str) -> Markup {
        let name = self.typed(&format!("named:{path}"));
        let media_type = Kind::of_name(name).map_or("", |it| it.media_type);
        ways_to(self.viewer.words, sha256, (name, media_type))
    }

    /// Where a document is chosen, and the one that was chosen before.
    pub(super) fn attaching(&self, id: &str, line: &FactLine<'_>) -> Markup {
        let (words, path) = (self.viewer.words, &line.path);
        let before = self.form.and_then(|it| document(it, path));
        let replaces = !line.follows && line.evidence.and_then(|it| it.get("sha256")).is_some_and(Value::is_string);
        html! {
            div.field.if-found {
                label for={ (id) "-file" } { (words.say("Dokumen Anda (bila ada)", "Your document (if any)")) }
                @if let Some(sha256) = before {
                    input type="hidden" name={ "doc:" (path) } value=(sha256);
                    input type="hidden" name={ "named:" (path) } value=(self.typed(&format!("named:{path}")));
                    p.attached {
                        span.sign.good { span.shape aria-hidden="true" { "✓" } (words.say("Terlampir", "Attached")) } " "
                        (self.attached(path, sha256))
                        " " label.none { input type="checkbox" name={ "off:" (path) } value="yes"; " " (words.say("lepaskan", "take it off")) }
                    }
                }
                input id={ (id) "-file" } type="file" name={ (FILE) (path) } accept=(ENDINGS) aria-describedby={ (id) "-file-help " (id) "-errors" };
                p.help id={ (id) "-file-help" } {
                    @if replaces { (words.say(
                        "Dicatat sebagai bukti fakta ini dengan nama Anda, menggantikan dokumen yang ada. Dokumen itu tetap tersimpan pada versi fakta sebelumnya.",
                        "It becomes the evidence of this fact with your name, in place of the document there is. That one stays with the facts as they were.",
                    )) } @else { (words.say("Dicatat sebagai bukti fakta ini dengan nama Anda.", "It becomes the evidence of this fact with your name.")) }
                }
            }
        }
    }
}
