//! Two rulings on a list side by side: which elements came out otherwise, which were added or are gone, and which facts differ.
//!
//! Knows nothing of: how the same element is found.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::explain::measures::Shown;
use crate::server::service::{ElementBeside, FactBeside, Paired};
use crate::server::web::parts::Nouns;
use crate::server::words::Words;

use super::signs;
use super::values::{shown, text};

/// So many elements are shown; the others are counted.
const SHOWN: usize = 50;

/// All elements in which two rulings differ; `sides` are the names of the one and the other.
pub(in crate::server::web) fn elements(words: Words, found: &Paired, sides: (&str, &str)) -> Markup {
    let nouns = Nouns::of(words, found.names.as_ref());
    if found.differing.is_empty() {
        let same = words.say("sama: hasilnya maupun faktanya.", "are the same, in outcome and in facts.");
        return html! { p { (words.say("Semua", "All")) " " (nouns.many) " " (same) } };
    }
    let title = match words.tag() {
        "id" => format!("{} yang berbeda", nouns.heading()),
        _ => format!("Differing {}", nouns.many),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.stacks.beside-elements {
                caption { (title) " " span.count { (found.differing.len()) } }
                thead { tr {
                    th scope="col" { (nouns.heading()) }
                    th scope="col" { (sides.0) }
                    th scope="col" { (sides.1) }
                    th scope="col" { (words.say("Yang berbeda", "What differs")) }
                } }
                tbody { @for it in found.differing.iter().take(SHOWN) { (row(words, it, sides)) } }
            }
        }
        @if found.differing.len() > SHOWN {
            p.faint { (words.say("Berbeda, tetapi tidak ditampilkan: ", "Differing, but not shown: ")) (found.differing.len().saturating_sub(SHOWN)) }
        }
    }
}

fn row(words: Words, it: &ElementBeside, sides: (&str, &str)) -> Markup {
    html! {
        tr {
            th scope="row" { (or_whole_list(words, words.of(Some(&it.label)))) }
            td data-label=(sides.0) { (side(words, it.here.as_ref())) }
            td data-label=(sides.1) { (side(words, it.there.as_ref())) }
            td data-label=(words.say("Yang berbeda", "What differs")) { (differs(words, it, sides)) }
        }
    }
}

/// The name of an element; what has none is about a list that is not known.
pub(in crate::server::web) fn or_whole_list(words: Words, name: &str) -> &str {
    if name.is_empty() { words.say("Daftarnya belum diketahui", "The list is not known yet") } else { name }
}

fn side(words: Words, document: Option<&Value>) -> Markup {
    html! {
        @match document {
            Some(document) => { (signs::status_and_outcome(words, text(document, "status"), signs::outcome(words, document))) }
            None => span.faint { (words.say("tidak ada dalam daftar", "not in the list")) }
        }
    }
}

fn differs(words: Words, it: &ElementBeside, (here, there): (&str, &str)) -> Markup {
    html! {
        @if it.here.is_none() || it.there.is_none() {
            @if it.here.is_some() { (words.say("hanya ada di: ", "only in: ")) (here) } @else { (words.say("hanya ada di: ", "only in: ")) (there) }
        } @else {
            ul.plain.deciders {
                @for turned in &it.turned {
                    li {
                        (words.of(Some(&turned.label))) ": "
                        (signs::result(words, turned.here.as_deref().unwrap_or_default())) " | "
                        (signs::result(words, turned.there.as_deref().unwrap_or_default()))
                    }
                }
                @for fact in &it.facts { li.faint { (differing_fact(words, fact)) } }
            }
        }
    }
}

fn differing_fact(words: Words, fact: &FactBeside) -> Markup {
    html! { (words.of(Some(&fact.label))) ": " (or_unread(words, fact.here.as_ref())) " | " (or_unread(words, fact.there.as_ref())) }
}

fn or_unread(words: Words, value: Option<&Shown>) -> Markup {
    html! {
        @match value {
            Some(value) => (shown(words, value)),
            None => (words.say("tidak dibaca", "not read")),
        }
    }
}
