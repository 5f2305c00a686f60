//! Rulings beside a ruling: the one before on the same case, and earlier ones on other cases.
//!
//! Knows nothing of: how alike they are found to be.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::{Beside, Opened, Similar};
use crate::server::web::parts::{escaped, moment, query};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::signs;

/// The ruling before, side by side.
pub(super) fn previous(viewer: &Viewer, before: Option<&Beside>) -> Markup {
    let words = viewer.words;
    html! {
        @if let Some(before) = before {
            section #previous {
                h2 { (words.say("Putusan sebelumnya atas kasus ini", "The ruling before on this case")) }
                p {
                    a href={ "/rulings/" (escaped(&before.ruling.ruling_id)) } { (moment(viewer, before.ruling.ruled_at)) }
                    ": " strong { (outcome(words, before)) } ". "
                    (same(words, before.same_outcome))
                }
                (held_against(words, before, words.say("Sebelumnya", "Before")))
            }
        }
    }
}

/// Earlier rulings on other cases under the same rulebook, the most alike first.
pub(super) fn similar(viewer: &Viewer, opened: &Opened, similar: &Similar) -> Markup {
    let words = viewer.words;
    let here = format!("/rulings/{}", escaped(&opened.ruling.ruling_id));
    html! {
        section.long #similar {
            h2 { (words.say("Putusan serupa yang lebih dahulu", "Similar earlier rulings")) }
            @if similar.rulings.is_empty() {
                p { (words.say(
                    "Belum ada putusan terdahulu atas kasus lain dengan himpunan aturan ini yang dapat Anda lihat.",
                    "There is no earlier ruling on another case under this rulebook that you may see.",
                )) }
            }
            @for it in &similar.rulings { (one(viewer, it)) }
            @if let Some(older) = &similar.older {
                p.no-print { a href={ (query(&here, &[("older", older)])) "#similar" } { (words.say("Cari di antara yang lebih lama", "Look among older ones")) } }
            }
        }
    }
}

fn one(viewer: &Viewer, it: &Beside) -> Markup {
    let words = viewer.words;
    html! {
        details.similar {
            summary {
                span.label { (it.ruling.agency_id) } " "
                strong { (outcome(words, it)) } " "
                span.faint { (same(words, it.same_outcome)) " " (differing(words, it)) }
            }
            div.inside {
                p {
                    a href={ "/rulings/" (escaped(&it.ruling.ruling_id)) } { (words.say("Buka putusan", "Open the ruling")) }
                    " · " (moment(viewer, it.ruling.ruled_at)) " · " (words.say("edisi", "edition")) " " (it.ruling.edition)
                }
                (held_against(words, it, words.say("Putusan itu", "That ruling")))
            }
        }
    }
}

fn outcome(words: Words, it: &Beside) -> &str {
    match words.outcome(&it.ruling.status, it.outcome.as_ref()) {
        "" => words.say("Diputus per unsur", "Decided for each element"),
        found => found,
    }
}

fn same(words: Words, it: bool) -> &'static str {
    if it {
        words.say("Hasilnya sama.", "The outcome is the same.")
    } else {
        words.say("Hasilnya lain.", "The outcome is another one.")
    }
}

fn differing(words: Words, it: &Beside) -> String {
    if let Some(found) = &it.elements {
        let (shared, turned) = (found.shared, found.turned);
        return if words.tag() == "id" {
            format!("{shared} unsur ada di keduanya; {turned} di antaranya hasilnya lain.")
        } else {
            format!("{shared} elements are in both; {turned} of them came out otherwise.")
        };
    }
    let (count, all) = (it.turned.len(), it.shared);
    if words.tag() == "id" {
        format!("{count} syarat hasilnya lain; {all} diperiksa di keduanya.")
    } else {
        format!("{count} conditions turned out otherwise; {all} were looked at in both.")
    }
}

fn held_against(words: Words, beside: &Beside, there: &str) -> Markup {
    let here = words.say("Putusan ini", "This ruling");
    match &beside.elements {
        Some(found) => super::beside::elements(words, found, (here, there)),
        None => turned(words, beside, here, there),
    }
}

fn turned(words: Words, beside: &Beside, here: &str, there: &str) -> Markup {
    html! {
        @if beside.turned.is_empty() {
            p { (words.say("Semua syarat hasilnya sama.", "Every condition turned out the same.")) }
        } @else {
            div.scroll tabindex="0" role="region" aria-label=(words.say("Yang berbeda", "What differs")) {
                table {
                    thead { tr {
                        th scope="col" { (words.say("Syarat", "Condition")) }
                        th scope="col" { (here) }
                        th scope="col" { (there) }
                        th scope="col" { (words.say("Alasan di sana", "The reason there")) }
                    } }
                    tbody {
                        @for it in &beside.turned {
                            tr {
                                th scope="row" { (words.of(Some(&it.label))) }
                                td { (signs::result(words, it.here.as_deref().unwrap_or_default())) }
                                td { (signs::result(words, it.there.as_deref().unwrap_or_default())) }
                                td { (reason(words, it.there.is_some(), &it.reason)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn reason(words: Words, asked: bool, reason: &Value) -> String {
    if asked { words.sentence(words.of(Some(reason))) } else { String::new() }
}
