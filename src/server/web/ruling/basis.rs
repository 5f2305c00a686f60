//! What the outcome rests on beside conditions: the rules' text, the edition, what was overridden, duties, what is missing.
//!
//! Knows nothing of: single conditions.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::value::date;
use crate::server::service::Opened;
use crate::server::web::parts::day;
use crate::server::words::Words;

use super::page::{deciding, decision};
use super::source::{bases, lines};
use super::time_line::{Kind, Point, time_line};
use super::values::{list, pair, text, value_of};

/// The text of the rules that decided, with the lines that made it so.
pub(super) fn rules_text(words: Words, opened: &Opened, document: &Value) -> Markup {
    let applied: Vec<&Value> = list(document, "rules").iter().collect();
    let tried = tried(opened, document);
    html! {
        section.long #rules {
            h2 { (words.say("Aturan yang menentukan", "The rules that decided")) }
            @if applied.is_empty() && text(document, "status") == "decided" {
                p { (words.say(
                    "Tidak ada aturan yang syaratnya terpenuhi, jadi berlaku bagian “selain itu” dari putusan.",
                    "No rule had its condition met, so the “otherwise” of the decision holds.",
                )) }
            }
            @for rule in &applied {
                h3 { (words.say("Aturan", "Rule")) " " (text(rule, "id")) }
                (bases(words, opened, rule))
                @if let Some(found) = opened.texts.get(text(rule, "id")) { (lines(words, opened, (&format!("rule-{}", text(rule, "id")), found))) }
            }
            @if let Some(found) = opened.texts.get(decision(document)).filter(|_| applied.is_empty()) { (lines(words, opened, (&format!("decision-{}", decision(document)), found))) }
            @if !tried.is_empty() {
                h3 { (words.say("Aturan yang tidak berlaku, dan baris yang menggagalkannya", "Rules that did not apply, and the lines that failed")) }
                @for name in tried { @if let Some(found) = opened.texts.get(name) { (lines(words, opened, (&format!("rule-{name}"), found))) } }
            }
            @if !opened.texts.is_empty() {
                p.help { (words.say(
                    "Baris bertanda ▸ menentukan hasilnya. Bunyi ini disimpan bersama putusan; penerbitan sesudahnya tidak mengubahnya.",
                    "Lines with ▸ decided. This text was kept with the ruling; what was published since does not change it.",
                )) }
            }
        }
    }
}

/// The rules that were looked at and did not apply.
fn tried<'o>(opened: &'o Opened, document: &Value) -> Vec<&'o str> {
    let applied: Vec<&str> = deciding(document).collect();
    if !applied.is_empty() {
        return Vec::new();
    }
    opened.rules.iter().map(String::as_str).filter(|it| opened.texts.contains_key(*it)).collect()
}

/// Why this edition was used.
pub(super) fn edition(words: Words, opened: &Opened, document: &Value) -> Markup {
    let as_of = date::parse(&opened.ruling.as_of);
    let days = opened
        .in_force
        .as_ref()
        .and_then(|(from, until)| Some((date::parse(from)?, until.as_deref().and_then(date::parse))));
    let mut points = Vec::new();
    if let (Some(as_of), Some((from, until))) = (as_of, days) {
        let point = |day, kind, id, en| Point { day, kind, label: words.say(id, en).to_owned() };
        points.push(point(from, Kind::From, "edisi ini mulai berlaku", "this edition comes into force"));
        points.push(point(as_of, Kind::Looked, "tanggal yang menentukan", "the date that selects it"));
        points
            .extend(until.map(|it| point(it, Kind::Limit, "hari terakhir edisi ini", "the last day of this edition")));
        points.sort_by_key(|it| it.day);
    }
    html! {
        section #edition {
            h2 { (words.say("Mengapa edisi ini", "Why this edition")) }
            p { (words.sentence(pair(words, document, "edition_reason"))) }
            (time_line(words, &points, Some(true)))
        }
    }
}

/// Rules that applied but were beaten.
pub(super) fn overridden(words: Words, opened: &Opened, document: &Value) -> Markup {
    let all = list(document, "overridden");
    html! {
        @if !all.is_empty() {
            section #overridden {
                h2 { (words.say("Yang dikesampingkan", "What was overridden")) }
                @for it in all {
                    @let by: Vec<&str> = list(it, "by").iter().filter_map(Value::as_str).collect();
                    h3 { (words.say("Aturan", "Rule")) " " (text(it, "rule")) }
                    p {
                        (words.say("Syaratnya terpenuhi, dan hasilnya akan ", "Its condition is met, and its outcome would be "))
                        strong { (words.of(it.pointer("/outcome/label"))) }
                        (words.say("; dikesampingkan oleh ", "; overridden by ")) (by.join(", "))
                        (words.say(", yang menurut bunyinya mendahuluinya.", ", which says that it goes first."))
                    }
                    (bases(words, opened, it))
                }
            }
        }
    }
}

/// Rules that contradict each other.
pub(super) fn conflicts(words: Words, opened: &Opened, document: &Value) -> Markup {
    let all = list(document, "conflicts");
    html! {
        @if !all.is_empty() {
            h3 { (words.say("Aturan yang bertentangan", "Rules that contradict each other")) }
            ul {
                @for it in all {
                    li {
                        code { (text(it, "rule")) } ": " strong { (words.of(it.pointer("/outcome/label"))) }
                        ". " (words.sentence(pair(words, it, "because")))
                        (bases(words, opened, it))
                    }
                }
            }
        }
    }
}

/// What is not known and could still change the outcome.
pub(super) fn missing(words: Words, document: &Value) -> Markup {
    let all = list(document, "missing");
    html! {
        @if !all.is_empty() {
            h3 { (words.say("Yang belum diketahui dan dapat mengubah hasil", "What is not known and could change the outcome")) }
            ul {
                @for it in all {
                    li {
                        strong { (pair(words, it, "label")) } ": " (words.dated(pair(words, it, "why")))
                        @let question = pair(words, it, "question");
                        @if !question.is_empty() { div.faint { (question) } }
                    }
                }
            }
        }
    }
}

/// Values that the rules worked out.
pub(super) fn definitions(words: Words, opened: &Opened, document: &Value) -> Markup {
    let all = list(document, "definitions");
    html! {
        @if !all.is_empty() {
            details.worked-out {
                summary { (words.say("Nilai yang dihitung", "Values that were worked out")) " " span.count { (all.len()) } }
                dl.facts.inside {
                    @for it in all {
                        dt { (pair(words, it, "label")) }
                        dd { (value_of(words, opened, text(it, "id"), it.get("value"))) }
                    }
                }
            }
        }
    }
}

/// What has to be done because of the ruling.
pub(super) fn duties(words: Words, document: &Value) -> Markup {
    let all = list(document, "duties");
    html! {
        @if !all.is_empty() {
            section #duties {
                h2 { (words.say("Kewajiban", "Duties")) }
                div.scroll tabindex="0" role="region" aria-label=(words.say("Kewajiban", "Duties")) {
                    table.stacks {
                        thead { tr {
                            th scope="col" { (words.say("Yang wajib dilakukan", "What has to be done")) }
                            th scope="col" { (words.say("Paling lambat", "By")) }
                        } }
                        tbody {
                            @for it in all {
                                tr {
                                    th scope="row" { (pair(words, it, "label")) }
                                    td data-label=(words.say("Paling lambat", "By")) {
                                        @if text(it, "due").is_empty() { span.faint { (words.say("tanpa tanggal", "no date")) } }
                                        @else { (day(words, text(it, "due"))) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
