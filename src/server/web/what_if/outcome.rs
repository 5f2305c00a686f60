//! What would come out, beside what comes out as the case stands.
//!
//! Knows nothing of: what was changed.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::web::parts::notice;
use crate::server::web::ruling::{list, pair, signs, text};
use crate::server::words::{Words, sentence};

/// Both sides; without a variant only the case as it stands.
pub(super) fn outcome(words: Words, simulated: &Value) -> Markup {
    let before = simulated.pointer("/base/document").unwrap_or(&Value::Null);
    let variant = list(simulated, "variants").first();
    let after = variant.and_then(|it| it.pointer("/outlook/document"));
    html! {
        div.halves {
            (side(words, words.say("Sekarang", "Now"), before))
            @match after {
                Some(after) => (side(words, words.say("Dengan pengandaian ini", "Supposed so"), after)),
                None => {
                    div.beside.side {
                        h3 { (words.say("Dengan pengandaian ini", "Supposed so")) }
                        p { (words.say("Belum ada yang diubah.", "Nothing is changed yet.")) }
                    }
                }
            }
        }
        @if let (Some(variant), Some(after)) = (variant, after) {
            @if variant.get("differs").and_then(Value::as_bool) == Some(true) {
                (notice("warn", words.say("Hasilnya menjadi lain.", "The outcome would be another one.")))
            } @else {
                (notice("open", words.say("Hasilnya tetap.", "The outcome stays.")))
            }
            (turned(words, list(variant, "criteria"), after))
        }
    }
}

fn side(words: Words, title: &str, document: &Value) -> Markup {
    let all: Vec<&Value> = match document {
        Value::Array(elements) => elements.iter().collect(),
        one => vec![one],
    };
    html! {
        div.beside.side {
            h3 { (title) }
            @for it in all {
                @if let Some(element) = it.get("element") { p.faint { (pair(words, element, "label")) } }
                p.what { (signs::status(words, text(it, "status"))) " " strong { (signs::outcome(words, it)) } }
                p { (sentence(pair(words, it, "because"))) }
                @let missing = list(it, "missing");
                @if !missing.is_empty() {
                    p.faint { (words.say("Ditunggu: ", "It waits for: ")) (missing.iter().map(|it| pair(words, it, "label")).collect::<Vec<_>>().join(", ")) }
                }
            }
        }
    }
}

fn turned(words: Words, turned: &[Value], after: &Value) -> Markup {
    let reason = |name: &str| {
        let found = list(after, "criteria").iter().find(|it| text(it, "id") == name);
        found.map_or_else(String::new, |it| sentence(pair(words, it, "reason")))
    };
    html! {
        @if turned.is_empty() {
            p { (words.say("Tidak ada syarat yang berubah.", "No condition turns out otherwise.")) }
        } @else {
            div.scroll tabindex="0" role="region" aria-label=(words.say("Syarat yang berubah", "Conditions that turn out otherwise")) {
                table {
                    caption { (words.say("Syarat yang berubah", "Conditions that turn out otherwise")) }
                    thead { tr {
                        th scope="col" { (words.say("Syarat", "Condition")) }
                        th scope="col" { (words.say("Sekarang", "Now")) }
                        th scope="col" { (words.say("Menjadi", "Then")) }
                        th scope="col" { (words.say("Alasannya", "Why")) }
                    } }
                    tbody {
                        @for it in turned {
                            tr {
                                th scope="row" { (pair(words, it, "label")) }
                                td { (signs::result(words, text(it, "before"))) }
                                td { (signs::result(words, text(it, "after"))) }
                                td { (reason(text(it, "criterion"))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is wrong with what was put in, all of it.
pub(super) fn refused(words: Words, refusals: &[Refusal]) -> Markup {
    html! {
        div.notice.bad role="alert" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { (words.say("Dengan nilai ini kasus tidak dapat diputus. Perbaiki dahulu:", "With these values the case cannot be ruled on. Mend first:")) }
                ul { @for it in refusals { li { (it.message.get(words.0)) } } }
            }
        }
    }
}
