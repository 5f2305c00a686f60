//! `/drafts`: all drafts of the tenant, and the way to begin one.
//!
//! Knows nothing of: what is in a draft.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::engine::case::Refusal;
use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{DraftsAsked, ListedDraftRow, ServiceError, TextFile, Written};
use crate::server::web::at;
use crate::server::web::cases::{Titles, rule_titles};
use crate::server::web::form::Form;
use crate::server::web::parts::{empty, moment, notice, pager, query, recording};
use crate::server::web::seen::{Drafter, Policy, Signed, Viewer};
use crate::server::web::shell::page_of;

use super::editor::raw_text;
use super::{below, done, said};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts").route(web::get().to(drafts)).route(web::post().to(begin)));
}

const LIMIT: usize = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    rulebook: String,
    state: String,
    cursor: String,
}

/// What was typed when beginning a draft, and what was wrong with it.
#[derive(Default)]
struct Typed {
    rulebook: String,
    path: String,
    text: String,
    refusals: Vec<Refusal>,
}

async fn drafts(drafter: Drafter, context: Data<Context>, asked: Query<Filter>) -> Result<HttpResponse, Fault> {
    shown(&drafter.0, &context, &asked, &Typed::default()).await
}

async fn begin(policy: Policy, context: Data<Context>, form: Form) -> Result<HttpResponse, Fault> {
    let signed = &policy.0;
    let files = form.has("text").then(|| vec![TextFile { path: form.get("path").to_owned(), text: raw_text(&form) }]);
    let written = Written { files: files.clone(), based_on: None, note: form.get("note").to_owned() };
    let rulebook = form.get("rulebook");
    if rulebook.is_empty() {
        let text = files.and_then(|it| it.into_iter().next()).map(|it| it.text).unwrap_or_default();
        let refusals = refusals(ServiceError::NotFound)?;
        let typed = Typed { rulebook: String::new(), path: form.get("path").to_owned(), text, refusals };
        return shown(signed, &context, &Filter::default(), &typed).await;
    }
    match context.service.begin_draft(&signed.actor, &form.asked_anew()?, rulebook, &written).await {
        Ok(answer) => {
            let id = answer.row.location.rsplit('/').next().unwrap_or_default();
            Ok(done(&below(id, ""), "begun"))
        }
        Err(error) => {
            let refusals = refusals(error)?;
            let text = files.and_then(|it| it.into_iter().next()).map(|it| it.text).unwrap_or_default();
            let typed = Typed { rulebook: rulebook.to_owned(), path: form.get("path").to_owned(), text, refusals };
            shown(signed, &context, &Filter::default(), &typed).await
        }
    }
}

/// What can be mended in the form; anything else is a trouble of its own.
fn refusals(error: ServiceError) -> Result<Vec<Refusal>, Fault> {
    match error {
        ServiceError::Refused(refusals) => Ok(refusals),
        ServiceError::NotFound => {
            let message = crate::wording!(
                "nama himpunan aturan hanya memuat huruf, angka, `_`, dan `-`",
                "the name of a rulebook has only letters, digits, `_` and `-`"
            );
            let expected = crate::engine::wording::Wording::default();
            Ok(vec![Refusal { pointer: "/rulebook".to_owned(), code: "S0102", message, expected }])
        }
        other => Err(Fault::Service(other)),
    }
}

async fn shown(signed: &Signed, context: &Context, asked: &Filter, typed: &Typed) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&signed.actor, &signed.viewer);
    let words = viewer.words;
    let wanted = DraftsAsked { rulebook: asked.rulebook.trim(), state: &asked.state, before: &asked.cursor };
    let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
    let mut found = context.service.drafts_listed(actor, &wanted, limit).await?;
    let names = context.service.rulebook_names(actor).await?;
    let titles = rule_titles(context, actor, words).await?;
    let more = found.len() > LIMIT;
    found.truncate(LIMIT);
    let next = found.last().filter(|_| more).map(|it| address(asked, &it.draft_id));
    let first = (!asked.cursor.is_empty()).then(|| address(asked, ""));
    let is_policy = actor.role == Role::Policy;
    let title = words.say("Konsep aturan", "Rule drafts");
    let body = html! {
        div.heading {
            h1 { (title) }
            @if is_policy { a.button.primary href="#begin" { (words.say("Konsep baru", "New draft")) } }
        }
        p.lead { (words.say(
            "Aturan ditulis oleh satu orang, diperiksa mesin, lalu disetujui dan diterbitkan oleh orang lain.",
            "Rules are written by one person, checked by the engine, then approved and published by another.",
        )) }
        (search(viewer, asked, (&names, &titles)))
        @if found.is_empty() { (nothing(viewer, asked, is_policy)) } @else {
            (table(viewer, &titles, &found))
            (pager(words, first.as_deref(), next.as_deref()))
        }
        @if is_policy { (beginning(viewer, (&names, &titles), typed)) }
    };
    let status = if typed.refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page_of(status, viewer, title, &body))
}

fn table(viewer: &Viewer, titles: &Titles, found: &[ListedDraftRow]) -> Markup {
    let words = viewer.words;
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Daftar konsep", "List of drafts")) {
            table.stacks {
                thead { tr {
                    th scope="col" { (words.say("Himpunan aturan", "Rulebook")) }
                    th scope="col" { (words.say("Keadaan", "State")) }
                    th scope="col" { (words.say("Versi", "Version")) }
                    th scope="col" { (words.say("Penulis terakhir", "Last written by")) }
                    th scope="col" { (words.say("Catatan", "Note")) }
                    th scope="col" { (words.say("Berubah", "Changed")) }
                } }
                tbody {
                    @for it in found {
                        tr {
                            th scope="row" {
                                a href=(below(&it.draft_id, "")) { (titles.get(&it.rulebook).unwrap_or(&it.rulebook)) }
                                span.position { code { (it.rulebook) } }
                            }
                            td data-label=(words.say("Keadaan", "State")) {
                                (said::state(words, &it.state))
                                @if let Some(number) = it.published_as { " " span.faint { (words.say("publikasi", "publication")) " " (number) } }
                            }
                            td.number data-label=(words.say("Versi", "Version")) { (it.version) }
                            td data-label=(words.say("Penulis terakhir", "Last written by")) { (it.person) }
                            td data-label=(words.say("Catatan", "Note")) { @if it.note.is_empty() { span.faint { "–" } } @else { (it.note) } }
                            td data-label=(words.say("Berubah", "Changed")) { (moment(viewer, it.updated_at)) }
                        }
                    }
                }
            }
        }
    }
}

fn search(viewer: &Viewer, asked: &Filter, (names, titles): (&[String], &Titles)) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/drafts" role="search" {
            div.field {
                label for="of-rulebook" { (words.say("Himpunan aturan", "Rulebook")) }
                input #of-rulebook type="search" name="rulebook" value=(asked.rulebook) list="names" autocomplete="off";
                datalist #names { @for name in names { option value=(name) { (titles.get(name).unwrap_or(name)) } } }
            }
            div.field {
                label for="in-state" { (words.say("Keadaan", "State")) }
                select #in-state name="state" {
                    option value="" { (words.say("Semua", "All")) }
                    @for name in ["open", "published", "withdrawn"] {
                        option value=(name) selected[name == asked.state] { (said::state_name(words, name)) }
                    }
                }
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

fn nothing(viewer: &Viewer, asked: &Filter, is_policy: bool) -> Markup {
    let words = viewer.words;
    if !asked.rulebook.is_empty() || !asked.state.is_empty() || !asked.cursor.is_empty() {
        return empty(
            words.say("Tidak ada konsep yang cocok", "No draft matches"),
            words.say("Longgarkan pencarian di atas.", "Widen the search above."),
            Some(("/drafts", words.say("Tampilkan semua", "Show all"))),
        );
    }
    let text = if is_policy {
        words.say(
            "Mulailah dari aturan yang terakhir diterbitkan: perubahan Anda tidak berlaku sebelum disetujui orang lain.",
            "Begin from the rules published last: nothing you change is in force before another person approves it.",
        )
    } else {
        words.say(
            "Konsep muncul di sini begitu penyusun aturan memulainya.",
            "Drafts appear here once policy staff begin one.",
        )
    };
    empty(words.say("Belum ada konsep", "No drafts yet"), text, None)
}

fn beginning(viewer: &Viewer, (names, titles): (&[String], &Titles), typed: &Typed) -> Markup {
    let words = viewer.words;
    html! {
        h2 #begin { (words.say("Mulai konsep", "Begin a draft")) }
        (said::refused(viewer, &typed.refusals, &[]))
        div.halves {
            form.beside method="post" action="/drafts" {
                (recording(viewer, None))
                h3 { (words.say("Dari yang terakhir diterbitkan", "From what was published last")) }
                @if names.is_empty() { (notice("open", words.say("Belum ada yang diterbitkan.", "Nothing has been published yet."))) } @else {
                    div.field {
                        label for="rulebook" { (words.say("Himpunan aturan", "Rulebook")) }
                        select #rulebook name="rulebook" required { @for name in names { option value=(name) selected[*name == typed.rulebook] { (chosen(titles, name)) } } }
                    }
                    div.field {
                        label for="note" { (words.say("Catatan (boleh kosong)", "Note (may be empty)")) }
                        input #note name="note" maxlength="500" autocomplete="off";
                    }
                    button.primary type="submit" { (words.say("Mulai konsep", "Begin the draft")) }
                }
            }
            (from_nothing(viewer, typed))
        }
    }
}

/// The title with the name, which stands in the files.
fn chosen(titles: &Titles, name: &str) -> String {
    titles.get(name).map_or_else(|| name.to_owned(), |it| format!("{it} ({name})"))
}

fn from_nothing(viewer: &Viewer, typed: &Typed) -> Markup {
    let words = viewer.words;
    html! {
        details.beside open[!typed.path.is_empty()] {
            summary { (words.say("Himpunan aturan yang sama sekali baru", "A rulebook that is wholly new")) }
            form method="post" action="/drafts" {
                (recording(viewer, None))
                div.field {
                    label for="new-rulebook" { (words.say("Nama himpunan", "Name of the rulebook")) }
                    p.help #new-rulebook-help { (words.say("Huruf, angka, `_`, dan `-`, misalnya `exemption`.", "Letters, digits, `_` and `-`, such as `exemption`.")) }
                    input #new-rulebook name="rulebook" value=(typed.rulebook) required maxlength="100" autocomplete="off" aria-describedby="new-rulebook-help";
                }
                div.field {
                    label for="new-path" { (words.say("Nama berkas pertama", "Name of the first file")) }
                    p.help #new-path-help { (words.say("Misalnya", "Such as")) " " code { "exemption/2027/exemption.aturan" } }
                    input #new-path name="path" value=(typed.path) required maxlength="200" autocomplete="off" aria-describedby="new-path-help";
                }
                div.field {
                    label for="new-text" { (words.say("Isi berkas", "Text of the file")) }
                    textarea.code #new-text name="text" rows="8" spellcheck="false" { (typed.text) }
                }
                button type="submit" { (words.say("Mulai konsep", "Begin the draft")) }
            }
        }
    }
}

fn address(asked: &Filter, cursor: &str) -> String {
    query("/drafts", &[("rulebook", &asked.rulebook), ("state", &asked.state), ("cursor", cursor)])
}
