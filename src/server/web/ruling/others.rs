//! Rulings beside a ruling: the one before on the same case, and earlier ones on other cases.
//!
//! Knows nothing of: how alike they are found to be.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::{Beside, Held, Opened, Otherwise, Similar, Tally};
use crate::server::web::parts::{Nouns, escaped, moment, query};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::signs;

/// The ruling before, side by side.
pub(super) fn previous(viewer: &Viewer, opened: &Opened, before: Option<&Beside>) -> Markup {
    let words = viewer.words;
    let nouns = &Nouns::of(words, opened.letter.elements.as_ref());
    html! {
        @if let Some(before) = before {
            section #previous {
                h2 { (words.say("Putusan sebelumnya atas kasus ini", "The ruling before on this case")) }
                p {
                    a href={ "/rulings/" (escaped(&before.ruling.ruling_id)) } { (moment(viewer, before.ruling.ruled_at)) }
                    ": " strong { (outcome(words, before, nouns)) } ". "
                    (same(words, before.same_outcome))
                }
                (held_against(words, before, nouns, words.say("Sebelumnya", "Before")))
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
            @let nouns = Nouns::of(words, opened.letter.elements.as_ref());
            @for it in &similar.rulings { (one(viewer, it, &nouns)) }
            @if let Some(older) = &similar.older {
                p.no-print { a href={ (query(&here, &[("older", older)])) "#similar" } { (words.say("Cari di antara yang lebih lama", "Look among older ones")) } }
            }
        }
    }
}

fn one(viewer: &Viewer, it: &Beside, nouns: &Nouns) -> Markup {
    let words = viewer.words;
    html! {
        details.similar {
            summary {
                span.label { (it.agency_name.as_deref().unwrap_or(&it.ruling.agency_id)) } " "
                strong { (outcome(words, it, nouns)) } " "
                span.faint {
                    @match &it.held {
                        Held::Cases { turned, shared } => { (same(words, it.same_outcome)) " " (differing(words, turned.len(), *shared)) }
                        Held::Elements(_) => (same(words, it.same_outcome)),
                        Held::Lists(all) => { (counted(words, all, nouns, |it| it.there)) " (" (words.say("putusan ini", "this ruling")) ": " (counted(words, all, nouns, |it| it.here)) ")" }
                    }
                }
            }
            div.inside {
                p {
                    a href={ "/rulings/" (escaped(&it.ruling.ruling_id)) } { (words.say("Buka putusan", "Open the ruling")) }
                    " · " (moment(viewer, it.ruling.ruled_at)) " · " (words.say("edisi", "edition")) " " (it.ruling.edition)
                }
                (held_against(words, it, nouns, words.say("Putusan itu", "That ruling")))
            }
        }
    }
}

fn outcome(words: Words, it: &Beside, nouns: &Nouns) -> String {
    match words.outcome(&it.ruling.status, it.outcome.as_ref()) {
        "" => format!("{} {}", words.say("Diputus per", "Decided for each"), nouns.one),
        found => found.to_owned(),
    }
}

fn same(words: Words, it: bool) -> &'static str {
    if it {
        words.say("Hasilnya sama.", "The outcome is the same.")
    } else {
        words.say("Hasilnya lain.", "The outcome is another one.")
    }
}

fn differing(words: Words, count: usize, all: usize) -> String {
    if words.tag() == "id" {
        format!("{count} syarat hasilnya lain; {all} diperiksa di keduanya.")
    } else {
        let conditions = words.counted(count, "", ("condition", "conditions"));
        let were = if all == 1 { "was" } else { "were" };
        format!("{conditions} turned out otherwise; {all} {were} looked at in both.")
    }
}

fn held_against(words: Words, beside: &Beside, nouns: &Nouns, there: &str) -> Markup {
    let here = words.say("Putusan ini", "This ruling");
    match &beside.held {
        Held::Cases { turned, .. } => criteria(words, turned, here, there),
        Held::Elements(found) => super::beside::elements(words, found, (here, there)),
        Held::Lists(all) => tally(words, all, nouns, (here, there)),
    }
}

/// "7 Layak · 2 Belum dapat ditetapkan", of one side.
fn counted(words: Words, all: &[Tally], nouns: &Nouns, of: impl Fn(&Tally) -> usize) -> String {
    let each = all.iter().filter(|it| of(it) > 0);
    let each: Vec<String> =
        each.map(|it| format!("{} {}", of(it), words.outcome(&it.status, it.outcome.as_ref()))).collect();
    if each.is_empty() { format!("{} {}", words.say("tidak ada", "no"), nouns.many) } else { each.join(" · ") }
}

/// How many came out how in each: other cases are about other elements, whatever these are called.
fn tally(words: Words, all: &[Tally], nouns: &Nouns, (here, there): (&str, &str)) -> Markup {
    let (how, what) = (words.say("Berapa", "How many"), words.say("dengan hasil apa", "came out how"));
    let title = format!("{how} {} {what}", nouns.many);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table {
                caption { (title) }
                thead { tr {
                    th scope="col" { (words.say("Hasil", "Outcome")) }
                    th scope="col" { (here) }
                    th scope="col" { (there) }
                } }
                tbody {
                    @for it in all {
                        tr {
                            th scope="row" { (words.outcome(&it.status, it.outcome.as_ref())) }
                            td { (it.here) }
                            td { (it.there) }
                        }
                    }
                }
            }
        }
    }
}

fn criteria(words: Words, turned: &[Otherwise], here: &str, there: &str) -> Markup {
    html! {
        @if turned.is_empty() {
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
                        @for it in turned {
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
