//! A decision on every element of a list: a table of them, each leading to its own reasons.
//!
//! Knows nothing of: reasons.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::Opened;
use crate::server::web::parts::escaped;
use crate::server::words::Words;

use super::page::is_of_element;
use super::signs;
use super::values::{pair, text};

/// The document whose reasons are shown.
pub(super) fn chosen(opened: &Opened, element: usize) -> &Value {
    let documents = &opened.letter.documents;
    documents.get(element).or(documents.first()).unwrap_or(&Value::Null)
}

/// The table; nothing for a decision on the whole case.
pub(super) fn elements(words: Words, opened: &Opened, element: usize) -> Markup {
    let documents = &opened.letter.documents;
    if documents.iter().all(|it| !is_of_element(it)) && documents.len() < 2 {
        return html! {
            @if documents.is_empty() {
                p { (words.say("Daftarnya kosong: tidak ada yang diputus.", "The list is empty: nothing was ruled on.")) }
            }
        };
    }
    let address = |number: usize| format!("/rulings/{}?element={number}#reasons", escaped(&opened.ruling.ruling_id));
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Putusan untuk setiap unsur", "The ruling on each element")) {
            table {
                caption { (words.say("Putusan untuk setiap unsur", "The ruling on each element")) " " span.count { (documents.len()) } }
                thead { tr {
                    th scope="col" { (words.say("Unsur", "Element")) }
                    th scope="col" { (words.say("Hasil", "Outcome")) }
                    th scope="col" { (words.say("Karena", "Because")) }
                } }
                tbody {
                    @for (number, document) in documents.iter().enumerate() {
                        tr {
                            th scope="row" {
                                a href=(address(number)) aria-current=[(number == element).then_some("true")] {
                                    (document.get("element").map_or("", |it| pair(words, it, "label")))
                                }
                            }
                            td { (signs::status(words, text(document, "status"))) " " (signs::outcome(words, document)) }
                            td { (pair(words, document, "because")) }
                        }
                    }
                }
            }
        }
    }
}

/// How many came out how.
pub(super) fn counted(words: Words, opened: &Opened) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in &opened.letter.documents {
        let count = counts.entry(signs::outcome(words, document)).or_default();
        *count = count.saturating_add(1);
    }
    let each: Vec<String> = counts.into_iter().map(|(outcome, count)| format!("{count} × {outcome}")).collect();
    if each.is_empty() { words.say("Tidak ada unsur", "No elements").to_owned() } else { each.join(", ") }
}
