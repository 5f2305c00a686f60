//! Every ruling of the tenant, each to be made again from what was kept.
//!
//! Knows nothing of: how a ruling is made again.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{ListedRuling, RulingRow, ServiceError, documents_of, is_identity};
use crate::server::web::cases::{Titles, rule_titles};
use crate::server::web::form::Form;
use crate::server::web::parts::{empty, moment, pager, query, sought, stacked};
use crate::server::web::ruling::signs;
use crate::server::web::seen::{Auditor, Viewer};
use crate::server::web::shell::page;
use crate::server::words::Words;

use super::views;

/// Each is read with its document.
const LIMIT: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    status: String,
    /// Part of the code of an agency, or of the number of a case or ruling.
    of: String,
    cursor: String,
}

pub(super) async fn list(auditor: Auditor, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&auditor.0.actor, &auditor.0.viewer);
    let words = viewer.words;
    let of = sought(&asked.of);
    let cursor = if is_identity(&asked.cursor) { asked.cursor.as_str() } else { "" };
    let status = STATUSES.into_iter().find(|it| *it == asked.status).unwrap_or_default();
    let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
    let mut rulings = context.service.rulings(actor, (status, &of), cursor, limit).await?;
    let titles = rule_titles(&context, actor, words).await?;
    let more = rulings.len() > LIMIT;
    rulings.truncate(LIMIT);
    let address = |cursor: &str| query("/audit/rulings", &[("status", status), ("of", &of), ("cursor", cursor)]);
    let next = rulings.last().filter(|_| more).map(|it| address(&it.ruling.ruling_id));
    let first = (!cursor.is_empty()).then(|| address(""));
    let title = words.say("Putusan dan putus ulang", "Rulings and replay");
    let body = html! {
        div.heading { h1 { (title) } }
        (views(viewer, "/audit/rulings"))
        p { (words.say(
            "Putus ulang berarti memutus sekali lagi dari fakta dan aturan yang disimpan bersama putusan, lalu membandingkannya bita demi bita. Tidak ada yang direkam.",
            "To replay is to rule once more from the facts and the rules that were kept with the ruling, and to compare byte by byte. Nothing is recorded.",
        )) }
        (search(viewer, status, &of))
        @if rulings.is_empty() {
            (empty(
                words.say("Tidak ada putusan yang cocok", "No ruling matches"),
                words.say("Putusan muncul di sini begitu sebuah kasus diputus.", "Rulings appear here once a case is ruled on."),
                Some(("/audit/rulings", words.say("Tampilkan semua", "Show all"))),
            ))
        } @else { (table(viewer, &titles, &rulings)) }
        (pager(words, first.as_deref(), next.as_deref()))
    };
    Ok(page(viewer, title, &body))
}

const STATUSES: [&str; 3] = ["decided", "undetermined", "conflict"];

fn status_name(words: Words, status: &str) -> &'static str {
    match status {
        "decided" => words.say("Ditetapkan", "Decided"),
        "conflict" => words.say("Aturan bertentangan", "Conflict"),
        _ => words.say("Belum dapat ditetapkan", "Undetermined"),
    }
}

fn search(viewer: &Viewer, status: &str, of: &str) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/audit/rulings" role="search" {
            div.field.wide {
                label for="of" { (words.say("Kode instansi, nomor kasus atau putusan", "Agency code, number of a case or ruling")) }
                input #of type="search" name="of" value=(of) autocomplete="off";
            }
            div.field {
                label for="status" { (words.say("Hasil", "Outcome")) }
                select #status name="status" {
                    option value="" { (words.say("Semua", "All")) }
                    @for it in STATUSES { option value=(it) selected[it == status] { (status_name(words, it)) } }
                }
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

fn table(viewer: &Viewer, titles: &Titles, rulings: &[ListedRuling]) -> Markup {
    let words = viewer.words;
    let heads = [
        words.say("Putusan", "Ruling"),
        words.say("Hasil", "Outcome"),
        words.say("Aturan", "Rules"),
        words.say("Diputus", "Ruled"),
        words.say("Putus ulang", "Replay"),
    ];
    let rows = html! { @for it in rulings { (row(viewer, titles, heads, it)) } };
    stacked(words.say("Semua putusan, yang terbaru dahulu", "All rulings, the newest first"), &heads, &rows)
}

fn row(viewer: &Viewer, titles: &Titles, heads: [&str; 5], listed: &ListedRuling) -> Markup {
    let words = viewer.words;
    let (it, names) = (&listed.ruling, &listed.names);
    let documents = documents_of(&it.document);
    html! {
        tr {
            th scope="row" {
                a href={ "/rulings/" (it.ruling_id) } { (names.agency_name.as_deref().unwrap_or(&it.agency_id)) }
                @if let Some(position) = &names.position { span.position { (position) } }
                span.position { code { (it.agency_id) } }
                span.position { a href={ "/cases/" (it.case_id) } { (words.say("Kasusnya", "Its case")) } }
            }
            td data-label=(heads[1]) {
                @match documents.as_slice() { [one] => (signs::outcome(words, one)), several => { (status_name(words, &it.status)) " (" (several.len()) ")" } }
            }
            td data-label=(heads[2]) { (titles.get(&it.rulebook).unwrap_or(&it.rulebook)) ", " (words.say("edisi", "edition")) " " (it.edition) }
            td data-label=(heads[3]) { (moment(viewer, it.ruled_at)) span.position { (it.person) } }
            td {
                form method="post" action="/audit/replay" {
                    input type="hidden" name="csrf" value=(viewer.csrf);
                    button type="submit" name="ruling" value=(it.ruling_id) {
                        (words.say("Putus ulang", "Replay")) span.visually-hidden { " " (it.ruling_id) }
                    }
                }
            }
        }
    }
}

/// Nothing is recorded, so the answer is the page itself.
pub(super) async fn replay(auditor: Auditor, context: Data<Context>, form: Form) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&auditor.0.actor, &auditor.0.viewer);
    let id = form.get("ruling");
    if !is_identity(id) {
        return Err(Fault::Service(ServiceError::NotFound));
    }
    let ruling = context.service.ruling(actor, id).await?;
    let replay = context.service.replay(actor, id).await?;
    let replay: Value =
        serde_json::from_str(&replay).map_err(|it| Fault::Service(ServiceError::Broken(it.to_string())))?;
    let title = viewer.words.say("Hasil putus ulang", "The ruling was made again");
    Ok(page(viewer, title, &replayed(viewer, &ruling, &replay)))
}

fn replayed(viewer: &Viewer, ruling: &RulingRow, replay: &Value) -> Markup {
    let words = viewer.words;
    let is = |name: &str| replay.get(name) == Some(&Value::Bool(true));
    let text = |pointer: &str| replay.pointer(pointer).and_then(Value::as_str).unwrap_or("–");
    html! {
        nav.crumbs aria-label=(words.say("Letak halaman", "Where this page is")) {
            a href="/audit" { (words.say("Jejak audit", "Audit trail")) } " › "
            a href="/audit/rulings" { (words.say("Putusan dan putus ulang", "Rulings and replay")) }
        }
        div.heading { h1 { (words.say("Hasil putus ulang", "The ruling was made again")) } }
        (verdict(words, is("same"), is("document_intact") && is("facts_intact")))
        dl.facts {
            dt { (words.say("Putusan", "Ruling")) } dd { a href={ "/rulings/" (ruling.ruling_id) } { code.hash { (ruling.ruling_id) } } }
            dt { (words.say("Instansi", "Agency")) } dd { (ruling.agency_id) }
            dt { (words.say("Direkam", "Recorded")) } dd { (moment(viewer, ruling.ruled_at)) }
            dt { (words.say("SHA-256 dokumen yang direkam", "SHA-256 of the recorded document")) } dd { code.hash { (text("/document_sha256")) } }
            dt { (words.say("SHA-256 dokumen hasil putus ulang", "SHA-256 of the document made again")) } dd { code.hash { (text("/replayed_sha256")) } }
            dt { (words.say("SHA-256 aturan", "SHA-256 of the rules")) } dd { code.hash { (text("/rulebook_sha256")) } }
            dt { (words.say("Dokumen utuh", "Document intact")) } dd { (yes(words, is("document_intact"))) }
            dt { (words.say("Fakta utuh", "Facts intact")) } dd { (yes(words, is("facts_intact"))) }
            dt { (words.say("Mesin", "Engine")) } dd { (text("/engine/recorded")) " → " (text("/engine/now")) }
            @if text("/trouble") != "–" { dt { (words.say("Gangguan", "Trouble")) } dd { (text("/trouble")) } }
        }
        (differences(words, replay))
        p { a.button href="/audit/rulings" { (words.say("Ke semua putusan", "To all rulings")) } }
    }
}

fn verdict(words: Words, same: bool, intact: bool) -> Markup {
    let (kind, text) = match (same, intact) {
        (true, true) => (
            "good",
            words.say(
                "Sama bita demi bita: fakta dan aturan yang disimpan menghasilkan dokumen yang direkam.",
                "The same byte by byte: the facts and rules that were kept give the document that was recorded.",
            ),
        ),
        (true, false) => (
            "bad",
            words.say(
                "Dokumennya sama, tetapi sidik jari yang disimpan tidak cocok: data di basis data berubah.",
                "The document is the same, but a hash that was kept does not fit: data in the database were changed.",
            ),
        ),
        (false, _) => (
            "bad",
            words.say(
                "Tidak sama. Lihat perbedaannya di bawah, dan laporkan kepada operator layanan.",
                "Not the same. See the differences below, and tell the operator of the service.",
            ),
        ),
    };
    crate::server::web::parts::notice(kind, text)
}

fn yes(words: Words, it: bool) -> &'static str {
    if it { words.say("✓ ya", "✓ yes") } else { words.say("✕ tidak", "✕ no") }
}

fn differences(words: Words, replay: &Value) -> Markup {
    let differences: Vec<&Value> = replay.get("differences").and_then(Value::as_array).into_iter().flatten().collect();
    let shown = |it: &Value, name: &str| it.get(name).map_or_else(|| "–".to_owned(), ToString::to_string);
    html! {
        @if !differences.is_empty() {
            h2 { (words.say("Perbedaan", "Differences")) }
            table.stacks {
                caption.visually-hidden { (words.say("Perbedaan", "Differences")) }
                thead { tr {
                    th scope="col" { (words.say("Tempat", "Place")) }
                    th scope="col" { (words.say("Direkam", "Recorded")) }
                    th scope="col" { (words.say("Hasil putus ulang", "Made again")) }
                } }
                tbody {
                    @for it in differences {
                        tr {
                            th scope="row" { code { (it.get("pointer").and_then(Value::as_str).unwrap_or_default()) } }
                            td data-label=(words.say("Direkam", "Recorded")) { code { (shown(it, "recorded")) } }
                            td data-label=(words.say("Hasil putus ulang", "Made again")) { code { (shown(it, "replayed")) } }
                        }
                    }
                }
            }
        }
    }
}
