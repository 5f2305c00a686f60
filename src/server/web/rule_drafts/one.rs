//! `/drafts/{draft}`: one draft with its files, its history, and what can be done with it.
//!
//! Knows nothing of: what is in a file.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::engine::case::Refusal;
use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{DraftVersionRow, FileDifference, OpenedDraft, TextFile, Texts, Written, between};
use crate::server::web::at;
use crate::server::web::form::Form;
use crate::server::web::parts::{day, moment, notice, query, recording};
use crate::server::web::seen::{Drafter, Policy, Signed, Viewer};
use crate::server::web::shell::page_of;

use super::{below, done, file_address, said, title, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/drafts/{draft}").route(web::get().to(draft)))
        .service(at("/drafts/{draft}/base").route(web::post().to(rebase)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: String,
}

/// What an upload brought that could not be taken.
#[derive(Default)]
pub(super) struct Turned {
    pub(super) refusals: Vec<Refusal>,
    pub(super) files: Vec<TextFile>,
    pub(super) overtaken: bool,
}

async fn draft(
    drafter: Drafter,
    context: Data<Context>,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    shown(&drafter.0, &context, &id, &asked.done, &Turned::default()).await
}

/// Says that the latest publication is taken into account.
async fn rebase(policy: Policy, context: Data<Context>, id: Path<String>, form: Form) -> Result<HttpResponse, Fault> {
    let based_on = form.get("based_on").parse().ok();
    let written = Written { files: None, based_on, note: String::new() };
    context.service.write_draft(&policy.0.actor, &form.asked()?, &id, &written).await?;
    Ok(done(&below(&id, ""), "rebased"))
}

/// The page of a draft.
pub(super) async fn shown(
    signed: &Signed,
    context: &Context,
    id: &str,
    what: &str,
    turned: &Turned,
) -> Result<HttpResponse, Fault> {
    let viewer = &signed.viewer;
    let opened = context.service.opened_draft(&signed.actor, id).await?;
    let versions = context.service.draft_versions(&signed.actor, &opened.draft).await?;
    let before = opened.published.as_ref().map(|it| it.1.clone()).unwrap_or_default();
    let differences = between(&before, &opened.texts);
    let may_write = signed.actor.role == Role::Policy && opened.draft.row.state == "open";
    let words = viewer.words;
    let title = title(signed, context, &opened.draft).await?;
    let body = html! {
        (ways(viewer, &opened.draft))
        div.heading { h1 { (title) } (said::state(words, &opened.draft.row.state)) }
        (said::told(viewer, what))
        (said::refused(viewer, &turned.refusals, &turned.files))
        @if turned.overtaken { (said::overtaken(viewer)) }
        (standing(viewer, &opened, may_write))
        div.columns {
            section {
                h2 { (words.say("Berkas", "Files")) }
                (files(viewer, &opened, &differences))
                @if may_write { (adding(viewer, &opened)) }
            }
            aside.beside { (about(viewer, &opened, may_write)) (history(viewer, &versions)) }
        }
    };
    let status = match (turned.overtaken, turned.refusals.is_empty()) {
        (true, _) => StatusCode::PRECONDITION_FAILED,
        (_, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    Ok(page_of(status, viewer, &title, &body))
}

/// What stands in the way, if anything does.
fn standing(viewer: &Viewer, opened: &OpenedDraft, may_write: bool) -> Markup {
    let words = viewer.words;
    let draft = &opened.draft;
    if draft.row.state != "open" {
        return html! {
            (notice("open", said::closed(words, &draft.row.state)))
            @if !draft.row.reason.is_empty() { p { strong { (words.say("Alasan: ", "Reason: ")) } (draft.row.reason) } }
        };
    }
    html! {
        @if opened.texts.is_empty() {
            (notice("warn", words.say(
                "Konsep ini kosong: bila diterbitkan, seluruh himpunan aturan ditarik.",
                "This draft is empty: once published, it retires the whole rulebook.",
            )))
        }
        @if draft.latest.based_on != opened.latest {
            div.notice.warn role="status" {
                span.shape aria-hidden="true" { "!" }
                div {
                    p { (words.say("Ada publikasi yang lebih baru daripada dasar konsep ini: nomor ", "There is a later publication than the one this draft builds on: number ")) (opened.latest) ". "
                        (words.say("Lihat ", "Look at the ")) a href=(below(&draft.row.draft_id, "/difference")) { (words.say("perbedaannya", "difference")) }
                        (words.say(", masukkan perubahannya, lalu nyatakan di sini.", ", take over its changes, then say so here.")) }
                    @if may_write {
                        form method="post" action=(below(&draft.row.draft_id, "/base")) {
                            (recording(viewer, Some(draft.row.version)))
                            input type="hidden" name="based_on" value=(opened.latest);
                            button type="submit" { (words.say("Perubahannya sudah saya masukkan", "I have taken its changes over")) }
                        }
                    }
                }
            }
        }
    }
}

fn files(viewer: &Viewer, opened: &OpenedDraft, differences: &[FileDifference]) -> Markup {
    let words = viewer.words;
    let id = &opened.draft.row.draft_id;
    let gone = differences.iter().filter(|it| it.is_gone);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Daftar berkas", "List of files")) {
            table.stacks {
                caption.visually-hidden { (words.say("Berkas konsep, dibandingkan dengan yang berlaku", "Files of the draft, compared with what is in force")) }
                thead { tr {
                    th scope="col" { (words.say("Berkas", "File")) }
                    th.number scope="col" { (words.say("Baris", "Lines")) }
                    th scope="col" { (words.say("Terhadap yang berlaku", "Against what is in force")) }
                } }
                tbody {
                    @for file in opened.texts.files() {
                        tr {
                            th scope="row" { a href=(file_address(id, &file.path)) { (file.path) } }
                            td.number data-label=(words.say("Baris", "Lines")) { (file.text.lines().count()) }
                            td data-label=(words.say("Terhadap yang berlaku", "Against what is in force")) { (compared(viewer, id, differences.iter().find(|it| it.path == file.path))) }
                        }
                    }
                    @for file in gone {
                        tr { th scope="row" { del { (file.path) } } td.number { "–" } td data-label=(words.say("Terhadap yang berlaku", "Against what is in force")) { (compared(viewer, id, Some(file))) } }
                    }
                }
            }
        }
    }
}

fn compared(viewer: &Viewer, id: &str, difference: Option<&FileDifference>) -> Markup {
    let words = viewer.words;
    let Some(it) = difference else { return html! { span.faint { (words.say("sama", "the same")) } } };
    let (kind, shape, word) = if it.is_new {
        ("going", "+", words.say("baru", "new"))
    } else if it.is_gone {
        ("ended", "×", words.say("dihapus", "removed"))
    } else {
        ("warn", "≠", words.say("berubah", "changed"))
    };
    let address = format!("{}#{}", below(id, "/difference"), super::difference::anchor(&it.path));
    html! {
        a href=(address) { span class={ "sign " (kind) } { span.shape aria-hidden="true" { (shape) } (word) } }
        " " span.faint.nowrap { "+" (it.added) " −" (it.removed) }
    }
}

fn adding(viewer: &Viewer, opened: &OpenedDraft) -> Markup {
    let (words, draft) = (viewer.words, &opened.draft);
    let folder = own_folder(opened);
    let id = &draft.row.draft_id;
    html! {
        h2 { (words.say("Tambah atau ganti berkas", "Add or replace files")) }
        div.halves {
            form.beside method="post" action=(below(id, "/upload")) enctype="multipart/form-data" {
                (recording(viewer, Some(draft.row.version)))
                h3 { (words.say("Unggah", "Upload")) }
                div.field {
                    label for="folder" { (words.say("Ke folder", "Into the folder")) }
                    p.help #folder-help { (words.say("Berkas dengan nama yang sama digantikan.", "Files of the same name are replaced.")) }
                    input #folder name="folder" value=(folder) autocomplete="off" aria-describedby="folder-help";
                }
                div.field {
                    label for="files" { (words.say("Berkas (.aturan atau .json, boleh beberapa)", "Files (.aturan or .json, several if you like)")) }
                    input #files type="file" name="files" multiple required accept=".aturan,.json";
                }
                button type="submit" { (words.say("Unggah", "Upload")) }
            }
            form.beside method="get" action=(below(id, "/file")) {
                h3 { (words.say("Tulis berkas baru", "Write a new file")) }
                div.field {
                    label for="path" { (words.say("Nama berkas", "Name of the file")) }
                    p.help #path-help { (words.say("Dengan foldernya, misalnya ", "With its folder, such as ")) code { (folder) "/2027/rules.aturan" } }
                    input #path name="path" required maxlength="200" autocomplete="off" aria-describedby="path-help";
                }
                button type="submit" { (words.say("Lanjut menulis", "Go on to write")) }
            }
        }
    }
}

/// The folder of the rulebook among its files, which may be written with dashes; before there is one, its name.
fn own_folder(opened: &OpenedDraft) -> &str {
    let name = opened.draft.row.rulebook.as_str();
    let folders = opened.texts.files().iter().filter_map(|it| Some(it.path.split_once('/')?.0));
    folders.into_iter().find(|it| it.replace('-', "_") == name.replace('-', "_")).unwrap_or(name)
}

fn about(viewer: &Viewer, opened: &OpenedDraft, may_write: bool) -> Markup {
    let words = viewer.words;
    let draft = &opened.draft;
    let id = &draft.row.draft_id;
    let held = opened.published.as_ref().map(|it| &it.0);
    html! {
        h2 { (words.say("Tentang konsep ini", "About this draft")) }
        dl.facts {
            dt { (words.say("Himpunan aturan", "Rulebook")) } dd { code { (draft.row.rulebook) } }
            dt { (words.say("Versi", "Version")) } dd { (draft.row.version) }
            dt { (words.say("Penulis", "Authors")) } dd { (draft.authors.iter().cloned().collect::<Vec<_>>().join(", ")) }
            dt { (words.say("Dimulai", "Begun")) } dd { (moment(viewer, draft.row.created_at)) }
            dt { (words.say("Berubah", "Changed")) } dd { (moment(viewer, draft.row.updated_at)) }
            dt { (words.say("Dibandingkan dengan", "Compared with")) }
            dd {
                @if let Some(it) = held {
                    a href={ "/rulebooks/" (crate::server::web::parts::escaped(&it.rulebook)) } { (words.say("publikasi", "publication")) " " (it.number) }
                    (words.say(", sejak ", ", since ")) (day(words, &it.effective_on))
                } @else { (words.say("belum ada yang diterbitkan", "nothing is published yet")) }
            }
            @if let Some(number) = draft.row.published_as {
                dt { (words.say("Menjadi publikasi", "Became publication")) }
                dd { a href={ "/rulebooks/" (crate::server::web::parts::escaped(&draft.row.rulebook)) } { (number) } }
            }
            dt { "SHA-256" } dd { code.sha { (draft.latest.texts_sha256) } }
        }
        @if may_write {
            div.actions {
                @if !opened.texts.is_empty() { a href=(query(&below(id, "/removal"), &[("all", "1")])) { (words.say("Kosongkan konsep", "Empty the draft")) } }
                a href=(below(id, "/withdrawal")) { (words.say("Tarik konsep", "Withdraw the draft")) }
            }
        }
    }
}

fn history(viewer: &Viewer, versions: &[DraftVersionRow]) -> Markup {
    let words = viewer.words;
    html! {
        h2 { (words.say("Riwayat", "History")) }
        ol.plain.versions {
            @for it in versions.iter().rev() {
                li {
                    strong { (words.say("Versi", "Version")) " " (it.version) } " · " (it.person) br;
                    span.faint { (moment(viewer, it.written_at)) }
                    @if !it.note.is_empty() { br; (it.note) }
                }
            }
        }
    }
}

/// The files of a draft with one more, or in place of the one that has its path.
pub(super) fn with_file(texts: &Texts, file: TextFile) -> Vec<TextFile> {
    let mut files: Vec<TextFile> = texts.files().iter().filter(|it| it.path != file.path).cloned().collect();
    files.push(file);
    files
}
