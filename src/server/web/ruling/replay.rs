//! A ruling made again on demand, held against what was recorded.
//!
//! Knows nothing of: how it is made again.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::Opened;
use crate::server::web::parts::{escaped, notice};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::values::{list, text};

/// The button, and what came out if it was pressed.
pub(super) fn section(viewer: &Viewer, opened: &Opened, replay: Option<&Value>) -> Markup {
    let words = viewer.words;
    let here = escaped(&opened.ruling.ruling_id);
    html! {
        section.long #replay {
            h2 { (words.say("Putus ulang", "Replay")) }
            p { (words.say(
                "Mesin memutus sekali lagi dari fakta dan aturan yang disimpan bersama putusan ini, lalu hasilnya dibandingkan bita demi bita. Tidak ada yang direkam.",
                "The engine rules once more on the facts and rules that were kept with this ruling, and the result is compared byte by byte. Nothing is recorded.",
            )) }
            @if let Some(replay) = replay { (came_out(words, replay)) }
            form method="post" action={ "/rulings/" (here) "/replay" } {
                input type="hidden" name="csrf" value=(viewer.csrf);
                button type="submit" { (words.say("Putus ulang sekarang", "Replay now")) }
            }
        }
    }
}

/// What came out, above everything else: a reader has just asked for it.
pub(super) fn came_out_first(words: Words, replay: &Value) -> Markup {
    html! {
        (same(words, replay))
        p { a href="#replay" { (words.say("Lihat putus ulangnya", "See the replay")) } }
    }
}

fn same(words: Words, replay: &Value) -> Markup {
    if replay.get("same").and_then(Value::as_bool) == Some(true) {
        return notice(
            "good",
            words.say(
                "Sama persis: bita yang sama keluar sekali lagi.",
                "Exactly the same: the same bytes came out once more.",
            ),
        );
    }
    notice(
        "bad",
        words.say("Putus ulangnya tidak sama dengan yang tercatat.", "The replay is not the same as was recorded."),
    )
}

fn came_out(words: Words, replay: &Value) -> Markup {
    let is = |name: &str| replay.get(name).and_then(Value::as_bool).unwrap_or_default();
    let differences = list(replay, "differences");
    let trouble = text(replay, "trouble");
    html! {
        (same(words, replay))
        dl.facts.identities {
            dt { (words.say("Tercatat, SHA-256", "Recorded, SHA-256")) } dd { code { (text(replay, "document_sha256")) } }
            dt { (words.say("Diputus ulang, SHA-256", "Replayed, SHA-256")) } dd { code { (text(replay, "replayed_sha256")) } }
            dt { (words.say("Dokumen masih utuh", "The document is intact")) } dd { (yes_or_no(words, is("document_intact"))) }
            dt { (words.say("Fakta masih utuh", "The facts are intact")) } dd { (yes_or_no(words, is("facts_intact"))) }
            dt { (words.say("Mesin saat itu dan sekarang", "Engine then and now")) }
            dd { (replay.pointer("/engine/recorded").and_then(Value::as_str).unwrap_or_default()) " → " (replay.pointer("/engine/now").and_then(Value::as_str).unwrap_or_default()) }
        }
        @if !trouble.is_empty() { p { (words.say("Tidak ada dokumen yang keluar: ", "No document came out: ")) code { (trouble) } } }
        @if !differences.is_empty() {
            table {
                caption { (words.say("Yang berbeda", "What differs")) }
                thead { tr {
                    th scope="col" { (words.say("Letak", "Place")) }
                    th scope="col" { (words.say("Tercatat", "Recorded")) }
                    th scope="col" { (words.say("Diputus ulang", "Replayed")) }
                } }
                tbody {
                    @for it in differences {
                        tr {
                            th scope="row" { code { (text(it, "pointer")) } }
                            td { code { (it.get("recorded").map_or_else(String::new, Value::to_string)) } }
                            td { code { (it.get("replayed").map_or_else(String::new, Value::to_string)) } }
                        }
                    }
                }
            }
        }
    }
}

fn yes_or_no(words: Words, yes: bool) -> &'static str {
    if yes { words.say("ya", "yes") } else { words.say("tidak", "no") }
}
