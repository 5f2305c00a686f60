//! `/drafts/{draft}/impact`: what a draft would change of recorded rulings, counted.
//!
//! Knows nothing of: how it is worked out.

use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};
use serde_json::Value;

use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::guard::stands;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, ServiceError};
use crate::server::web::at;
use crate::server::web::parts::{empty, escaped, notice};
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
        }
        (table(words, book, counts))
        (changed(viewer, found))
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
                        tr {
                            td { (side(words, book, &it["from"])) }
                            td { (side(words, book, &it["to"])) }
                            td {
                                @if same { span.sign.open { span.shape aria-hidden="true" { "=" } (words.say("tetap", "the same")) } }
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

/// Only the auditor may open cases as well as drafts.
fn changed(viewer: &Viewer, found: &Value) -> Markup {
    let words = viewer.words;
    let cases: Vec<&str> = found["changed_cases"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    html! {
        @if !cases.is_empty() {
            h2 { (words.say("Kasus yang hasilnya berubah", "Cases whose outcome would change")) }
            @if found["changed"].as_u64().unwrap_or_default() > u64::try_from(cases.len()).unwrap_or(u64::MAX) {
                p.faint { (words.say("Yang pertama: ", "The first: ")) (cases.len()) }
            }
            ul { @for it in cases {
                li { @if viewer.is(Role::Auditor) { a href={ "/cases/" (escaped(it)) } { code { (it) } } } @else { code { (it) } } }
            } }
        }
    }
}
