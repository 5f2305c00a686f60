//! `/drafts/{draft}/removal`: a file, or all of them, is taken out of a draft, once that was confirmed.
//!
//! Knows nothing of: what is in a file.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{OpenedDraft, ServiceError, TextFile, Written};
use crate::server::web::at;
use crate::server::web::form::Form;
use crate::server::web::parts::{notice, query, recording};
use crate::server::web::seen::{Policy, Signed, Viewer};
use crate::server::web::shell::page_of;

use super::said;
use super::{below, done, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/removal").route(web::get().to(ask)).route(web::post().to(remove)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// One file.
    path: String,
    /// A folder with all in it: an edition.
    folder: String,
    /// `1`: everything.
    all: String,
}

impl Asked {
    fn takes(&self, path: &str) -> bool {
        let inside = !self.folder.is_empty() && path.strip_prefix(&self.folder).is_some_and(|it| it.starts_with('/'));
        self.all == "1" || path == self.path || inside
    }

    fn taken<'o>(&self, opened: &'o OpenedDraft) -> Vec<&'o TextFile> {
        opened.texts.files().iter().filter(|it| self.takes(&it.path)).collect()
    }
}

async fn ask(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    shown(&policy.0, &context, &id, (&asked, None)).await
}

/// `late`: the note of a form that came after the draft had changed.
async fn shown(
    signed: &Signed,
    context: &Context,
    id: &str,
    (asked, late): (&Asked, Option<&str>),
) -> Result<HttpResponse, Fault> {
    let viewer = &signed.viewer;
    let words = viewer.words;
    let opened = context.service.opened_draft(&signed.actor, id).await?;
    let taken = asked.taken(&opened);
    let title = words.say("Hapus dari konsep?", "Remove from the draft?");
    if let Some(page) = late.and_then(|note| too_late(viewer, &opened, (title, taken.is_empty()), note)) {
        return Ok(page);
    }
    if taken.is_empty() {
        return Err(ServiceError::NotFound.into());
    }
    let body = html! {
        (ways(viewer, &opened.draft))
        div.narrow {
            @if late.is_some() { (said::changed(viewer, &opened.draft)) }
            h1 { (title) }
            p { (words.say("Yang berikut tidak lagi ada dalam versi konsep berikutnya. Versi sebelumnya tetap tersimpan.", "The next version of the draft will be without the following. The versions before are kept.")) }
            ul { @for it in &taken { li { code { (it.path) } } } }
            @if taken.len() == opened.texts.files().len() {
                (notice("warn", words.say(
                    "Sesudah ini konsep kosong. Konsep kosong yang diterbitkan menarik seluruh himpunan aturan; penerbit harus menyebut alasannya.",
                    "After this the draft is empty. An empty draft, once published, retires the whole rulebook; the publisher has to say why.",
                )))
            }
            @if opened.draft.row.state == "open" { (confirming(viewer, &opened, asked, late.unwrap_or_default())) }
            @else { p { (said::closed(words, &opened.draft.row.state)) } }
        }
    };
    let status = if late.is_some() { StatusCode::PRECONDITION_FAILED } else { StatusCode::OK };
    Ok(page_of(status, viewer, title, &body))
}

/// The note of a form that came when nothing could be removed any more: the draft is closed, or has nothing of it.
fn too_late(viewer: &Viewer, opened: &OpenedDraft, (title, is_gone): (&str, bool), note: &str) -> Option<HttpResponse> {
    let (words, draft) = (viewer.words, &opened.draft);
    let typed = [(words.say("Catatan versi", "Note on this version").to_owned(), note.to_owned())];
    if draft.row.state != "open" {
        return Some(said::too_late(viewer, draft, title, &typed));
    }
    let why = words.say(
        "Yang hendak dihapus sudah tidak ada dalam konsep ini.",
        "What was to be removed is not in this draft any more.",
    );
    is_gone.then(|| said::not_done(viewer, draft, (title, why), &typed))
}

/// The form that removes; from one file there is a way to all of its folder, which is an edition.
fn confirming(viewer: &Viewer, opened: &OpenedDraft, asked: &Asked, note: &str) -> Markup {
    let words = viewer.words;
    let id = &opened.draft.row.draft_id;
    let address = below(id, "/removal");
    let action = query(&address, &[("path", &asked.path), ("folder", &asked.folder), ("all", &asked.all)]);
    let folder = asked.path.rsplit_once('/').map_or("", |it| it.0);
    html! {
        form method="post" action=(action) {
            (recording(viewer, Some(opened.draft.row.version)))
            div.field {
                label for="note" { (words.say("Catatan versi (boleh kosong)", "Note on this version (may be empty)")) }
                input #note name="note" maxlength="500" autocomplete="off" value=(note);
            }
            div.actions {
                button.danger type="submit" { (words.say("Ya, hapus", "Yes, remove")) }
                a.button href=(below(id, "")) { (words.say("Batal", "Cancel")) }
                @if !folder.is_empty() {
                    a href=(query(&address, &[("folder", folder)])) { (words.say("Hapus seluruh folder ", "Remove the whole folder ")) (folder) }
                }
            }
        }
    }
}

async fn remove(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    asked: Query<Asked>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let actor = &policy.0.actor;
    let draft = context.service.rule_draft(actor, &id).await?;
    let texts = context.service.texts_of(actor, &draft).await?;
    let files: Vec<TextFile> = texts.files().iter().filter(|it| !asked.takes(&it.path)).cloned().collect();
    let written = Written { files: Some(files), based_on: None, note: form.get("note").to_owned() };
    match context.service.write_draft(actor, &form.asked()?, &id, &written).await {
        Ok(_) => Ok(done(&below(&id, ""), "removed")),
        Err(ServiceError::DraftChanged { .. } | ServiceError::DraftClosed { .. } | ServiceError::KeyReused) => {
            shown(&policy.0, &context, &id, (&asked, Some(form.get("note")))).await
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_takes_what_is_in_it_and_nothing_beside() {
        let folder = Asked { folder: "a/1".to_owned(), ..Asked::default() };
        assert!(folder.takes("a/1/x.aturan") && !folder.takes("a/10/x.aturan") && !folder.takes("a/1"));
        let one = Asked { path: "a/x.aturan".to_owned(), ..Asked::default() };
        assert!(one.takes("a/x.aturan") && !one.takes("a/x.aturan2"));
        assert!(Asked { all: "1".to_owned(), ..Asked::default() }.takes("anything"));
    }
}
