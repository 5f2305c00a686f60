//! The latest ruling of a case in one sentence, with the way to its reasons.
//!
//! Knows nothing of: reasons.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::types::Rulebook;
use crate::server::service::{Dossier, ElementNames};
use crate::server::web::parts::moment;
use crate::server::web::ruling::signs;
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

/// What a ruling came to, as a sign, and why in one sentence; one for each element if there are several.
pub(in crate::server::web) fn outcomes(words: Words, rulebook: Option<&Rulebook>, documents: &[Value]) -> Markup {
    let mut documents = documents.to_vec();
    ElementNames::put_into(&mut documents, rulebook);
    html! {
        @for it in &documents {
            div.outcome {
                @if let Some(element) = it.get("element") { p.faint { (words.of(element.get("label"))) } }
                p.what { (signs::outcome(words, it)) }
                p { (words.sentence(words.of(it.get("because")))) }
            }
        }
        @if documents.is_empty() {
            p { (words.say("Daftar yang diputus tidak berisi apa pun.", "The list that was ruled on has no elements.")) }
        }
    }
}

pub(super) fn latest(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    let Some(ruling) = &dossier.ruling else { return html! {} };
    let address = format!("/rulings/{}", ruling.ruling_id);
    html! {
        section.latest aria-labelledby="latest" {
            h2 #latest {
                @if reopened(&dossier.case.state) { (words.say("Putusan terakhir, sedang diperiksa kembali", "The latest ruling, being looked at again")) }
                @else { (words.say("Putusan terakhir", "The latest ruling")) }
            }
            (outcomes(words, dossier.rulebook(), &dossier.documents()))
            p.faint {
                (words.say("Diputus", "Ruled")) " " (moment(viewer, ruling.ruled_at)) ", " (words.say("atas permintaan", "asked for by"))
                " " (ruling.person) @if dossier.case.state == "ruled" { ". " (words.say("Belum dikukuhkan", "Not confirmed yet")) } "."
            }
            p { a.button href=(address) { (words.say("Baca putusan dan alasannya", "Read the ruling and its reasons")) } }
        }
    }
}

fn reopened(state: &str) -> bool {
    !matches!(state, "ruled" | "confirmed" | "expired")
}
