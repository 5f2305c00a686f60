//! `/drafts/{draft}/impact`: what a draft would change of recorded rulings: their outcomes, and until when they are valid and what is owed.
//!
//! Knows nothing of: how it is worked out.

use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};
use serde_json::Value;

use crate::engine::types::TemplatePiece;
use crate::engine::wording::Language;
use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::guard::stands;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, ServiceError};
use crate::server::web::at;
use crate::server::web::parts::{day, empty, escaped, notice};
use crate::server::web::seen::{Drafter, Viewer};
use crate::server::web::shell::page;
use crate::server::words::Words;

use super::{below, listed, title, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/impact").route(web::get().to(impact)));
}

async fn impact(
    drafter: Drafter,
    request: HttpRequest,
    context: Data<Context>,
    id: Path<String>,
) -> Result<HttpResponse, Fault> {
    // The engine works for it as for a preview.
    stands(&request, context.quotas.preview(&drafter.0.actor.key_id))?;
    let (actor, viewer) = (&drafter.0.actor, &drafter.0.viewer);
    let words = viewer.words;
    let draft = context.service.rule_draft(actor, &id).await?;
    let book = context.service.published(actor, &draft.row.rulebook).await?;
    let shown = match context.service.impact(actor, &id).await {
        Ok(found) => weighed(viewer, book.as_deref(), &found),
        Err(ServiceError::Faulty(_)) => faulty(words, &id),
        Err(other) => return Err(other.into()),
    };
    let body = html! {
        (ways(viewer, &draft))
        h1 { (words.say("Dampak pada kasus yang sudah diputus", "Impact on cases that were ruled on")) }
        p.lead { (words.say(
            "Putusan terakhir setiap kasus diputus lagi menurut konsep ini, hanya untuk dihitung. Tidak ada yang direkam, dan putusan yang ada tidak berubah.",
            "The latest ruling of each case is made again under this draft, only to be counted. Nothing is recorded, and no ruling changes.",
        )) }
        (shown)
    };
    Ok(page(viewer, &title(&drafter.0, &context, &draft).await?, &body))
}

fn faulty(words: Words, id: &str) -> Markup {
    html! {
        div.notice.bad role="status" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { (words.say("Konsep ini mengandung kesalahan, jadi tidak ada yang dapat diputus menurutnya.", "This draft has errors, so nothing can be ruled on by it.")) }
                p { a href=(below(id, "/check")) { (words.say("Lihat kesalahannya", "See the errors")) } }
            }
        }
    }
}

fn weighed(viewer: &Viewer, book: Option<&Book>, found: &Value) -> Markup {
    let words = viewer.words;
    let count = |name: &str| found[name].as_u64().unwrap_or_default();
    let counts = listed(found, "counts");
    if counts.is_empty() {
        return empty(
            words.say("Belum ada kasus yang diputus", "No case was ruled on yet"),
            words.say("Tidak ada putusan yang dapat dibandingkan.", "There is no ruling to compare with."),
            None,
        );
    }
    let complete = found["complete"].as_bool().unwrap_or_default();
    html! {
        @if complete {
            (notice("good", words.say("Lengkap: semua kasus himpunan aturan ini sudah dilihat.", "Complete: every case of this rulebook was looked at.")))
        } @else {
            (notice("warn", words.say(
                "Tidak lengkap: waktunya habis sebelum semua kasus terlihat. Angka di bawah hanya tentang kasus yang sudah dilihat.",
                "Not complete: time ran out before every case was seen. The figures below are about those that were.",
            )))
        }
        dl.figures {
            div { dt { (words.say("Kasus dilihat", "Cases looked at")) } dd { (count("rulings")) } }
            div { dt { (words.say("Hasilnya berubah", "Outcome would change")) } dd { (count("changed")) } }
            div { dt { (words.say("Hasil sama, masa berlaku atau kewajiban berubah", "Same outcome, other validity or duties")) } dd { (count("terms_changed")) } }
        }
        (table(words, book, counts))
        (changed(viewer, found))
        (terms(viewer, book, found))
    }
}

fn table(words: Words, book: Option<&Book>, counts: &[Value]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Tabel dampak", "Table of the impact")) {
            table {
                caption { (words.say("Kasus menurut hasil yang direkam dan hasil menurut konsep", "Cases by outcome as recorded and under the draft")) }
                thead { tr {
                    th scope="col" { (words.say("Direkam (edisi)", "As recorded (edition)")) }
                    th scope="col" { (words.say("Menurut konsep (edisi)", "Under the draft (edition)")) }
                    th scope="col" { (words.say("Perubahan", "Change")) }
                    th.number scope="col" { (words.say("Kasus", "Cases")) }
                } }
                tbody {
                    @for it in counts {
                        @let same = it.pointer("/from/outcome") == it.pointer("/to/outcome");
                        @let other_terms = it["terms_changed"].as_u64().unwrap_or_default();
                        tr {
                            td { (side(words, book, &it["from"])) }
                            td { (side(words, book, &it["to"])) }
                            td {
                                @if same && other_terms > 0 {
                                    span.sign.warn { span.shape aria-hidden="true" { "≈" } (words.say("hasil sama, masa berlaku atau kewajiban berubah: ", "the same outcome, other validity or duties: ")) (other_terms) }
                                } @else if same { span.sign.open { span.shape aria-hidden="true" { "=" } (words.say("tetap", "the same")) } }
                                @else { span.sign.warn { span.shape aria-hidden="true" { "≠" } (words.say("berubah", "changes")) } }
                            }
                            td.number { (it["cases"].as_u64().unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}

fn side(words: Words, book: Option<&Book>, it: &Value) -> Markup {
    let outcome = it["outcome"].as_str().unwrap_or_default();
    let edition = it["edition"].as_str().unwrap_or("–");
    html! { (outcome_name(words, book, outcome)) " " span.faint { "(" (edition) ")" } }
}

/// What an outcome is called in the rules in force; statuses have names of their own.
fn outcome_name(words: Words, book: Option<&Book>, outcome: &str) -> String {
    match outcome {
        "undetermined" => words.say("belum dapat ditetapkan", "undetermined").to_owned(),
        "conflict" => words.say("aturan bertentangan", "conflicting rules").to_owned(),
        "refused" => words.say("faktanya tidak dapat dibaca", "its facts cannot be read").to_owned(),
        other => labelled(words, book, other).unwrap_or_else(|| other.to_owned()),
    }
}

fn labelled(words: Words, book: Option<&Book>, outcome: &str) -> Option<String> {
    let rulebooks = book?.laws.iter().rev().map(|it| it.ready.rulebook());
    let mut outcomes = rulebooks.flat_map(|it| &it.decisions).flat_map(|it| &it.outcomes);
    outcomes.find(|it| it.name == outcome).map(|it| it.label.get(words.0).to_owned())
}

fn changed(viewer: &Viewer, found: &Value) -> Markup {
    let words = viewer.words;
    let cases: Vec<&str> = found["changed_cases"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    html! {
        @if !cases.is_empty() {
            h2 { (words.say("Kasus yang hasilnya berubah", "Cases whose outcome would change")) }
            (first_ones(words, &found["changed"], cases.len()))
            ul { @for it in cases {
                li { (case(viewer, it)) }
            } }
        }
    }
}

/// That there are more than are named.
fn first_ones(words: Words, all: &Value, named: usize) -> Markup {
    let has_more = all.as_u64().unwrap_or_default() > u64::try_from(named).unwrap_or(u64::MAX);
    html! { @if has_more { p.faint { (words.say("Yang pertama: ", "The first: ")) (named) } } }
}

/// Only the auditor may open cases as well as drafts.
fn case(viewer: &Viewer, id: &str) -> Markup {
    html! { @if viewer.is(Role::Auditor) { a href={ "/cases/" (escaped(id)) } { code { (id) } } } @else { code { (id) } } }
}

/// Cases that keep their outcome, but not its last day or what is owed by when.
fn terms(viewer: &Viewer, book: Option<&Book>, found: &Value) -> Markup {
    let words = viewer.words;
    let cases = listed(found, "changed_terms");
    html! {
        @if !cases.is_empty() {
            h2 { (words.say("Kasus yang hasilnya sama, tetapi masa berlaku atau kewajibannya berubah", "Cases with the same outcome, but another validity or other duties")) }
            (first_ones(words, &found["terms_changed"], cases.len()))
            ul { @for it in cases {
                li { (case(viewer, it["case"].as_str().unwrap_or_default())) ": " (words.say("hasil sama", "same outcome"))
                    @for change in listed(it, "changes") { ", " (one_change(words, book, change)) }
                }
            } }
        }
    }
}

fn one_change(words: Words, book: Option<&Book>, change: &Value) -> Markup {
    let duty = change["duty"].as_str();
    // The elements of a list may be persons: they are told by their place.
    let place = change["element"].as_str().and_then(|it| it.rsplit('/').next()?.parse::<usize>().ok());
    html! {
        @match duty {
            None => (words.say("masa berlaku berubah", "the validity changes")),
            Some(duty) => { (words.say("kewajiban “", "the duty “")) (duty_name(words, book, duty)) (words.say("” berubah", "” changes")) }
        }
        @if let Some(place) = place { " (" (words.say("nomor ", "number ")) (place.saturating_add(1)) (words.say(" dalam daftar", " of the list")) ")" }
        ": " (days(words, listed(change, "from"), duty.is_some())) " → " (days(words, listed(change, "to"), duty.is_some()))
    }
}

fn days(words: Words, all: &[Value], of_duty: bool) -> Markup {
    let none = if of_duty { words.say("tidak ada", "none") } else { words.say("tanpa batas", "without end") };
    html! {
        @if all.is_empty() { (none) }
        @for (number, it) in all.iter().enumerate() {
            @if number > 0 { ", " }
            @match it {
                Value::String(it) => (day(words, it)),
                Value::Null => (words.say("tanpa tanggal", "no date")),
                _ => (words.say("belum diketahui", "not known")),
            }
        }
    }
}

/// What a duty is called in the rules in force; what it fills in of a case stays out.
fn duty_name(words: Words, book: Option<&Book>, name: &str) -> String {
    let laws = book.into_iter().flat_map(|it| it.laws.iter().rev());
    let mut duties = laws.flat_map(|it| &it.ready.rulebook().rules).flat_map(|it| &it.duties);
    let Some(duty) = duties.find(|it| it.name == name) else { return name.to_owned() };
    let pieces = if words.0 == Language::English { &duty.label.en } else { &duty.label.id };
    let piece = |it: &TemplatePiece| match it {
        TemplatePiece::Text(text) => text.clone(),
        TemplatePiece::Value(_) => "…".to_owned(),
    };
    pieces.iter().map(piece).collect()
}
