//! Every act of the tenant: who, in which role, with which key, on what, when, from where.
//!
//! Knows nothing of: what an act led to.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use maud::{Markup, html};
use serde::Deserialize;

use crate::engine::value::date;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{AuditAsked, AuditEntry, is_identity};
use crate::server::web::days;
use crate::server::web::parts::{day_field, day_in_words, empty, moment, pager, query, role_name, sought, step_name};
use crate::server::web::seen::{Auditor, Viewer};
use crate::server::web::shell::page;
use crate::server::words::Words;

use super::{LIMIT, one_more, views};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    person: String,
    act: String,
    subject: String,
    /// Days in Jakarta, `YYYY-MM-DD`.
    from: String,
    until: String,
    cursor: String,
}

pub(super) async fn list(auditor: Auditor, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&auditor.0.actor, &auditor.0.viewer);
    let words = viewer.words;
    let acts = context.service.acts(actor).await?;
    let (person, subject) = (sought(&asked.person), sought(&asked.subject));
    let wanted = AuditAsked {
        person: &person,
        act: acts.iter().find(|it| **it == asked.act).map_or("", String::as_str),
        subject: &subject,
        from: days::day(&asked.from, words.0).ok().as_deref().and_then(date::parse),
        until: days::day(&asked.until, words.0).ok().as_deref().and_then(date::parse),
        before: asked.cursor.parse().ok(),
    };
    // A search that cannot be read finds nothing: all entries would be taken for those of the days that were meant.
    let is_read = [&asked.from, &asked.until].iter().all(|it| it.trim().is_empty() || days::day(it, words.0).is_ok());
    let mut entries = if is_read { context.service.audit(actor, &wanted, one_more()).await? } else { Vec::new() };
    let more = entries.len() > LIMIT;
    entries.truncate(LIMIT);
    let next = entries.last().filter(|_| more).map(|it| address(&asked, &it.position.to_string()));
    let first = (!asked.cursor.is_empty()).then(|| address(&asked, ""));
    let title = words.say("Jejak audit", "Audit trail");
    let body = html! {
        div.heading { h1 { (title) } }
        (views(viewer, "/audit"))
        p { (words.say(
            "Setiap perbuatan yang direkam, yang terbaru dahulu. Membaca tidak meninggalkan jejak. Catatan ini tidak dapat diubah atau dihapus.",
            "Every act that was recorded, the newest first. Reading leaves no trace. These records cannot be changed or deleted.",
        )) }
        (search(viewer, &asked, &acts))
        @if entries.is_empty() { (nothing(words)) } @else { (table(viewer, &entries)) }
        (pager(words, first.as_deref(), next.as_deref()))
    };
    Ok(page(viewer, title, &body))
}

fn address(asked: &Asked, cursor: &str) -> String {
    let Asked { person, act, subject, from, until, .. } = asked;
    let fields = [("person", person.as_str()), ("act", act), ("subject", subject), ("from", from), ("until", until)];
    query("/audit", &fields.into_iter().chain([("cursor", cursor)]).collect::<Vec<_>>())
}

fn search(viewer: &Viewer, asked: &Asked, acts: &[String]) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/audit" role="search" {
            div.field {
                label for="person" { (words.say("Orang", "Person")) }
                input #person type="search" name="person" value=(asked.person) autocomplete="off";
            }
            div.field {
                label for="act" { (words.say("Perbuatan", "Act")) }
                select #act name="act" {
                    option value="" { (words.say("Semua", "All")) }
                    @for it in acts { option value=(it) selected[*it == asked.act] { (act_name(words, it)) } }
                }
            }
            div.field.wide {
                label for="subject" { (words.say("Nomor kasus, dokumen, atau kunci", "Number of a case, document or key")) }
                input #subject type="search" name="subject" value=(asked.subject) autocomplete="off";
            }
            div.field {
                label for="from" { (words.say("Dari hari", "From day")) }
                @let (kind, day) = day_field(words, &asked.from);
                input #from type=(kind) name="from" value=(day) aria-describedby="from-errors";
                (not_a_day(words, &asked.from, "from-errors"))
                (day_in_words(words, "from", &asked.from))
            }
            div.field {
                label for="until" { (words.say("Sampai hari", "To day")) }
                @let (kind, day) = day_field(words, &asked.until);
                input #until type=(kind) name="until" value=(day) aria-describedby="until-errors";
                (not_a_day(words, &asked.until, "until-errors"))
                (day_in_words(words, "until", &asked.until))
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

/// Why a day cannot be searched from or to.
fn not_a_day(words: Words, text: &str, id: &str) -> Markup {
    let wrong = days::day(text, words.0).err().filter(|_| !text.trim().is_empty());
    html! { @if let Some(wrong) = wrong { ul.errors id=(id) { li { (wrong.get(words.0)) } } } }
}

fn table(viewer: &Viewer, entries: &[AuditEntry]) -> Markup {
    let words = viewer.words;
    let heads = [
        words.say("Kapan", "When"),
        words.say("Siapa", "Who"),
        words.say("Perbuatan", "Act"),
        words.say("Atas apa", "On what"),
        words.say("Dari mana", "From where"),
    ];
    html! {
        table.stacks.audit {
            caption.visually-hidden { (words.say("Perbuatan yang direkam", "Acts that were recorded")) }
            thead { tr { @for it in heads { th scope="col" { (it) } } } }
            tbody { @for it in entries { (row(viewer, heads, it)) } }
        }
    }
}

fn row(viewer: &Viewer, heads: [&str; 5], it: &AuditEntry) -> Markup {
    let words = viewer.words;
    html! {
        tr {
            td data-label=(heads[0]) { (moment(viewer, it.happened_at)) }
            th scope="row" data-label=(heads[1]) {
                span translate="no" { (it.person) } span.position {
                    (acting_as(words, it))
                    @if !it.key_id.is_empty() { " · " (words.say("kunci", "key")) " " code { (it.key_id) } }
                }
            }
            td data-label=(heads[2]) { (act_name(words, &it.act)) }
            td data-label=(heads[3]) { (subject(words, it)) }
            td data-label=(heads[4]) {
                @if it.address.is_empty() { span.faint { "–" } } @else { code { (it.address) } }
                @if !it.request_id.is_empty() { span.position { (words.say("permintaan", "request")) " " code.hash { (it.request_id) } } }
            }
        }
    }
}

fn acting_as(words: Words, it: &AuditEntry) -> &'static str {
    match it.role.as_str() {
        "operator" => words.say("Operator layanan", "Operator of the service"),
        _ if it.key_id == "service" => words.say("Layanan", "Service"),
        role => role_name(words, role),
    }
}

/// What was acted on, with the way to it if it has a page.
fn subject(words: Words, it: &AuditEntry) -> Markup {
    let id = it.subject_id.as_str();
    let page = match it.act.as_str() {
        "document" => Some((words.say("Dokumen", "Document"), format!("/documents/{id}"))),
        "draft" | "draft-version" | "draft-withdrawal" => {
            Some((words.say("Konsep aturan", "Rule draft"), format!("/drafts/{id}")))
        }
        act if is_step(act) && is_identity(id) => Some((words.say("Kasus", "Case"), format!("/cases/{id}"))),
        _ => None,
    };
    html! {
        @match page {
            Some((label, address)) => { a href=(address) { (label) } span.position { code.hash { (id) } } }
            None if it.act.starts_with("sign-") => { (words.say("Sesi", "Session")) span.position { code.hash { (id) } } },
            None => code.hash { (id) },
        }
    }
}

const STEPS: [&str; 12] = [
    "case",
    "facts",
    "submission",
    "verification",
    "return",
    "judgement",
    "ruling",
    "confirmation",
    "remand",
    "objection",
    "withdrawal",
    "expiry",
];

fn is_step(act: &str) -> bool {
    STEPS.contains(&act)
}

/// What an act is called; as it is recorded, if this version has no words for it.
fn act_name(words: Words, act: &str) -> String {
    let name = match act {
        "document" => words.say("Dokumen diunggah", "Document sent"),
        "draft" => words.say("Konsep aturan dimulai", "Rule draft begun"),
        "draft-version" => words.say("Versi konsep aturan", "Version of a rule draft"),
        "draft-withdrawal" => words.say("Konsep aturan ditarik", "Rule draft withdrawn"),
        "publication" => words.say("Aturan diterbitkan", "Rules published"),
        "key-creation" => words.say("Kunci dibuat", "Key made"),
        "key-revocation" => words.say("Kunci dicabut", "Key revoked"),
        "sign-in" => words.say("Masuk", "Signed in"),
        "sign-out" => words.say("Keluar", "Signed out"),
        step if is_step(step) => step_name(words, step),
        other => return other.to_owned(),
    };
    name.to_owned()
}

fn nothing(words: Words) -> Markup {
    empty(
        words.say("Tidak ada perbuatan yang cocok", "No act matches"),
        words.say("Longgarkan pencarian di atas.", "Widen the search above."),
        Some(("/audit", words.say("Tampilkan semua", "Show all"))),
    )
}
