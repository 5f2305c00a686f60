//! What was recorded around a ruling: the steps of its case, and the identities of everything that went into it.
//!
//! Knows nothing of: reasons.

use maud::{Markup, html};

use crate::server::service::Opened;
use crate::server::web::parts::{escaped, moment, reason_of, role_name, state, step_name};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

/// Every step of the case, the ruling's own marked.
pub(super) fn history(viewer: &Viewer, opened: &Opened) -> Markup {
    let words = viewer.words;
    html! {
        section #history {
            h2 { (words.say("Riwayat kasus", "History of the case")) }
            div.scroll tabindex="0" role="region" aria-label=(words.say("Riwayat kasus", "History of the case")) {
                table.stacks {
                    thead { tr {
                        th scope="col" { (words.say("Waktu", "When")) }
                        th scope="col" { (words.say("Langkah", "Step")) }
                        th scope="col" { (words.say("Oleh", "By")) }
                        th scope="col" { (words.say("Keadaan sesudahnya", "State afterwards")) }
                        th scope="col" { (words.say("Alasan", "Reason")) }
                    } }
                    tbody {
                        @for it in &opened.history {
                            @let own = it.step == "ruling" && it.ruling_id == opened.ruling.ruling_id;
                            tr.own[own] {
                                td data-label=(words.say("Waktu", "When")) { (moment(viewer, it.happened_at)) }
                                th scope="row" {
                                    @if it.step == "ruling" && !own && !it.ruling_id.is_empty() {
                                        a href={ "/rulings/" (escaped(&it.ruling_id)) } { (step_name(words, &it.step)) }
                                    } @else { (step_name(words, &it.step)) }
                                    @if own { " " span.faint { (words.say("(putusan ini)", "(this ruling)")) } }
                                }
                                td data-label=(words.say("Oleh", "By")) { (it.person) " " span.faint { (role_name(words, &it.role)) } }
                                td data-label=(words.say("Keadaan sesudahnya", "State afterwards")) { (state(words, &it.to_state)) }
                                td { (reason_of(words, it)) }
                            }
                        }
                    }
                }
            }
            p { a href={ "/cases/" (escaped(&opened.case.case_id)) } { (words.say("Buka kasusnya", "Open the case")) } }
        }
    }
}

/// Hashes and versions, for whoever has to prove something.
pub(super) fn identities(words: Words, opened: &Opened) -> Markup {
    let ruling = &opened.ruling;
    let here = escaped(&ruling.ruling_id);
    html! {
        section #identities {
            h2 { (words.say("Identitas", "Identities")) }
            dl.facts.identities {
                dt { (words.say("Putusan", "Ruling")) } dd { code { (ruling.ruling_id) } }
                dt { (words.say("Kasus", "Case")) } dd { code { (ruling.case_id) } }
                dt { (words.say("Dokumen putusan, SHA-256", "Ruling document, SHA-256")) } dd { code { (ruling.document_sha256) } }
                dt { (words.say("Aturan, SHA-256", "Rules, SHA-256")) } dd { code { (ruling.rulebook_sha256) } }
                dt { (words.say("Mesin", "Engine")) } dd translate="no" { "timbang " (ruling.engine_version) }
                dt { (words.say("Kode verifikasi surat", "Verification code of the letter")) } dd { code { (opened.letter.code()) } }
            }
            div.actions {
                a.button href={ "/rulings/" (here) "/document" } download { (words.say("Unduh dokumen (JSON)", "Download the document (JSON)")) }
                a.button href={ "/rulings/" (here) "/receipt" } download { (words.say("Unduh tanda terima (JSON)", "Download the receipt (JSON)")) }
            }
        }
    }
}
