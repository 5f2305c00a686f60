//! `/drafts/{draft}/file?path=`: one file of a draft, written in a text area, with what is wrong at its lines beside.
//!
//! Knows nothing of: how rules are checked.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Draft, OpenedDraft, ServiceError, TextFile, Texts, Written};
use crate::server::web::at;
use crate::server::web::form::Form;
use crate::server::web::parts::{notice, query, recording};
use crate::server::web::seen::{Drafter, Policy, Signed, Viewer};
use crate::server::web::shell::page_of;

use super::check::{diagnostic, in_file};
use super::one::with_file;
use super::{below, done, file_address, said, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/file").route(web::get().to(file)).route(web::post().to(save)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    path: String,
    done: String,
}

/// What was typed but not saved.
struct Typed {
    text: String,
    note: String,
    refusals: Vec<Refusal>,
    files: Vec<TextFile>,
    overtaken: bool,
}

/// The text of a file as it was sent: with its blanks, and one sign at the end of each line.
pub(super) fn raw_text(form: &Form) -> String {
    let text = form.fields().find(|it| it.0 == "text").map_or("", |it| it.1).replace("\r\n", "\n");
    if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
}

async fn file(
    drafter: Drafter,
    context: Data<Context>,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    shown(&drafter.0, &context, &id, &asked, None).await
}

async fn save(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    asked: Query<Asked>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let signed = &policy.0;
    let draft = context.service.rule_draft(&signed.actor, &id).await?;
    let texts = context.service.texts_of(&signed.actor, &draft).await?;
    let (text, note) = (raw_text(&form), form.get("note").to_owned());
    let files = with_file(&texts, TextFile { path: asked.path.clone(), text: text.clone() });
    let written = Written { files: Some(files.clone()), based_on: None, note: note.clone() };
    let (refusals, overtaken) = match context.service.write_draft(&signed.actor, &form.asked()?, &id, &written).await {
        Ok(_) => return Ok(done(&file_address(&id, &asked.path), "saved")),
        Err(ServiceError::Refused(refusals)) => (refusals, false),
        // A page that was gone back to, and sent once more, is as late as one that somebody else overtook.
        Err(ServiceError::DraftChanged { .. } | ServiceError::KeyReused) => (Vec::new(), true),
        Err(ServiceError::DraftClosed { .. }) => return closed(signed, &context, &id, (&asked.path, text, note)).await,
        Err(other) => return Err(other.into()),
    };
    let typed = Typed { text, note, refusals, files, overtaken };
    shown(signed, &context, &id, &asked, Some(typed)).await
}

/// The draft was published or withdrawn meanwhile.
async fn closed(
    signed: &Signed,
    context: &Context,
    id: &str,
    (path, text, note): (&str, String, String),
) -> Result<HttpResponse, Fault> {
    let draft = context.service.rule_draft(&signed.actor, id).await?;
    let words = signed.viewer.words;
    let typed = [
        (words.say("Isi berkas", "Text of the file").to_owned(), text),
        (words.say("Catatan versi", "Note on this version").to_owned(), note),
    ];
    Ok(said::too_late(&signed.viewer, &draft, path, &typed))
}

async fn shown(
    signed: &Signed,
    context: &Context,
    id: &str,
    asked: &Asked,
    typed: Option<Typed>,
) -> Result<HttpResponse, Fault> {
    let viewer = &signed.viewer;
    let words = viewer.words;
    let opened = context.service.opened_draft(&signed.actor, id).await?;
    let kept = opened.texts.text(&asked.path);
    let may_write = signed.actor.role == Role::Policy && opened.draft.row.state == "open";
    if asked.path.is_empty() || (kept.is_none() && !may_write) {
        return Err(ServiceError::NotFound.into());
    }
    let text = typed.as_ref().map_or_else(|| kept.unwrap_or_default().to_owned(), |it| it.text.clone());
    let texts = Texts::new(with_file(&opened.texts, TextFile { path: asked.path.clone(), text: text.clone() }));
    let found = context.service.glanced(&opened.draft.row.rulebook, &texts).await?;
    let here = in_file(&found, &asked.path);
    let body = html! {
        (ways(viewer, &opened.draft))
        div.heading {
            h1.file { (asked.path) }
            @if kept.is_none() { span.sign.going { span.shape aria-hidden="true" { "+" } (words.say("Berkas baru", "New file")) } }
        }
        (saved(viewer, &asked.done, &found))
        @if let Some(it) = &typed { (said::refused(viewer, &it.refusals, &it.files)) @if it.overtaken { (said::overtaken(viewer)) } }
        div.columns.wide-left {
            section { @if may_write { (writing(viewer, &opened, asked, (&text, typed.as_ref()))) } (numbered(viewer, &text, &here, !may_write)) }
            aside.beside { (beside(viewer, &opened.draft, &found, &here)) }
        }
    };
    let status = match &typed {
        Some(it) if it.overtaken => StatusCode::PRECONDITION_FAILED,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok(page_of(status, viewer, &asked.path, &body))
}

/// What was done just now; that a file was saved with errors somewhere in the draft is no good news.
fn saved(viewer: &Viewer, done: &str, found: &Value) -> Markup {
    let words = viewer.words;
    match found["errors"].as_u64().unwrap_or_default() {
        0 => said::told(viewer, done),
        _ if done != "saved" => said::told(viewer, done),
        1 => notice(
            "warn",
            words.say("Disimpan, dengan 1 kesalahan dalam konsep ini.", "Saved, with 1 error in this draft."),
        ),
        errors if words.tag() == "id" => {
            notice("warn", &format!("Disimpan, dengan {errors} kesalahan dalam konsep ini."))
        }
        errors => notice("warn", &format!("Saved, with {errors} errors in this draft.")),
    }
}

fn writing(viewer: &Viewer, opened: &OpenedDraft, asked: &Asked, (text, typed): (&str, Option<&Typed>)) -> Markup {
    let words = viewer.words;
    let id = &opened.draft.row.draft_id;
    let rows = text.lines().count().clamp(12, 32);
    html! {
        form method="post" action=(file_address(id, &asked.path)) {
            (recording(viewer, Some(opened.draft.row.version)))
            div.field {
                label for="text" { (words.say("Isi berkas", "Text of the file")) }
                textarea.code #text name="text" rows=(rows) spellcheck="false" autocomplete="off" wrap="off"
                    aria-invalid=[typed.filter(|it| !it.refusals.is_empty()).map(|_| "true")]
                    aria-describedby=[typed.filter(|it| !it.refusals.is_empty()).map(|_| "trouble")] { "\n" (text) }
            }
            div.field {
                label for="note" { (words.say("Catatan versi (boleh kosong)", "Note on this version (may be empty)")) }
                input #note name="note" maxlength="500" autocomplete="off" value=(typed.map_or("", |it| it.note.as_str()));
            }
            div.actions {
                button.primary type="submit" { (words.say("Simpan sebagai versi baru", "Save as a new version")) }
                a href=(below(id, "")) { (words.say("Kembali ke berkas", "Back to the files")) }
                @if opened.texts.text(&asked.path).is_some() {
                    a href=(query(&below(id, "/removal"), &[("path", &asked.path)])) { (words.say("Hapus berkas ini", "Delete this file")) }
                }
            }
        }
    }
}

/// The text with its numbers, and what was found below the line where it was found.
fn numbered(viewer: &Viewer, text: &str, here: &[&Value], open: bool) -> Markup {
    let words = viewer.words;
    let mut by_line: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    for it in here {
        by_line.entry(it["line"].as_u64().unwrap_or_default()).or_default().push(it);
    }
    html! {
        details.numbered open[open || !here.is_empty()] {
            summary { (words.say("Isi dengan nomor baris dan temuan", "The text with line numbers and findings")) }
            div.source tabindex="0" role="region" aria-label=(words.say("Isi berkas", "Text of the file")) {
                ol {
                    @for (number, line) in (1_u64..).zip(text.lines()) {
                        @let found = by_line.get(&number);
                        li id={ "L" (number) } class=[found.map(|_| "found")] {
                            code { (line) }
                            @for it in found.into_iter().flatten() { (diagnostic(viewer, it, None)) }
                        }
                    }
                }
            }
        }
    }
}

fn beside(viewer: &Viewer, draft: &Draft, found: &Value, here: &[&Value]) -> Markup {
    let words = viewer.words;
    let all = found["diagnostics"].as_array().map_or(0, Vec::len);
    let elsewhere = all.saturating_sub(here.len());
    html! {
        h2 { (words.say("Temuan di berkas ini", "Findings in this file")) }
        @if here.is_empty() {
            p { span.sign.good { span.shape aria-hidden="true" { "✓" } (words.say("Tidak ada temuan", "Nothing found")) } }
        } @else {
            ul.plain.diagnostics {
                @for it in here {
                    li {
                        a href={ "#L" (it["line"].as_u64().unwrap_or_default()) } { (words.say("Baris", "Line")) " " (it["line"].as_u64().unwrap_or_default()) }
                        (diagnostic(viewer, it, None))
                    }
                }
            }
        }
        @if elsewhere > 0 {
            p { (words.say("Temuan di berkas lain: ", "Findings in other files: ")) a href=(below(&draft.row.draft_id, "/check")) { (elsewhere) } }
        }
        p.faint {
            (words.say(
                "Pemeriksaan ini tidak menjalankan skenario; halaman Pemeriksaan menjalankannya.",
                "No scenario is run here; the page Check runs them.",
            ))
        }
    }
}
