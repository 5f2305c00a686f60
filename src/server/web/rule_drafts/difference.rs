//! `/drafts/{draft}/difference`: line by line, what a draft changes of what is in force.
//!
//! Knows nothing of: how a difference is found.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, ServiceConfig};
use maud::{Markup, html};

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{FileDifference, LineDifference, OpenedDraft, between};
use crate::server::web::at;
use crate::server::web::parts::{day, empty, escaped};
use crate::server::web::seen::{Drafter, Viewer};
use crate::server::web::shell::page;
use crate::server::words::Words;

use super::{below, title, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/difference").route(web::get().to(difference)));
}

/// No more lines than this are shown of one file.
const MOST_LINES: usize = 1_500;

/// Where the difference of a file stands on the page.
pub(super) fn anchor(path: &str) -> String {
    escaped(path).replace('%', "_")
}

async fn difference(drafter: Drafter, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = &drafter.0.viewer;
    let words = viewer.words;
    let opened = context.service.opened_draft(&drafter.0.actor, &id).await?;
    let before = opened.published.as_ref().map(|it| it.1.clone()).unwrap_or_default();
    let found = between(&before, &opened.texts);
    let body = html! {
        (ways(viewer, &opened.draft))
        h1 { (words.say("Perbedaan dengan yang berlaku", "Difference to what is in force")) }
        (against(viewer, &opened))
        @if found.is_empty() {
            (empty(
                words.say("Tidak ada perbedaan", "No difference"),
                words.say("Konsep ini sama dengan yang berlaku.", "This draft is the same as what is in force."),
                Some((&below(&id, ""), words.say("Ke berkas konsep", "To the files of the draft"))),
            ))
        } @else {
            (contents(words, &found))
            @for it in &found { (file(words, it)) }
        }
    };
    Ok(page(viewer, &title(&drafter.0, &context, &opened.draft).await?, &body))
}

fn against(viewer: &Viewer, opened: &OpenedDraft) -> Markup {
    let words = viewer.words;
    html! {
        @if let Some((publication, _)) = &opened.published {
            p {
                (words.say("Dibandingkan dengan ", "Compared with "))
                a href={ "/rulebooks/" (escaped(&publication.rulebook)) } { (words.say("publikasi", "publication")) " " (publication.number) }
                (words.say(", berlaku sejak ", ", in force since ")) (day(words, &publication.effective_on)) "."
                @if publication.number != opened.latest {
                    " " (words.say("Publikasi terakhir bernomor ", "The latest publication is number ")) (opened.latest)
                    (words.say(" dan belum berlaku.", " and not in force yet."))
                }
            }
        } @else {
            p { (words.say("Himpunan aturan ini belum pernah diterbitkan: semuanya baru.", "This rulebook was never published: all of it is new.")) }
        }
    }
}

fn contents(words: Words, found: &[FileDifference]) -> Markup {
    html! {
        nav.beside aria-label=(words.say("Berkas yang berbeda", "Files that differ")) {
            ul.plain { @for it in found { li { a href={ "#" (anchor(&it.path)) } { (it.path) } " " span.faint.nowrap { "+" (it.added) " −" (it.removed) } } } }
        }
    }
}

fn file(words: Words, it: &FileDifference) -> Markup {
    let mut left = MOST_LINES;
    let mut shown: Vec<&[LineDifference]> = Vec::new();
    for stretch in &it.stretches {
        let part = stretch.get(..left.min(stretch.len())).unwrap_or_default();
        left = left.saturating_sub(part.len());
        shown.extend(Some(part).filter(|it| !it.is_empty()));
    }
    let is_cut = it.stretches.iter().map(Vec::len).sum::<usize>() > MOST_LINES;
    html! {
        section {
            h2 id=(anchor(&it.path)) {
                (it.path)
                @if it.is_new { " " span.sign.going { span.shape aria-hidden="true" { "+" } (words.say("baru", "new")) } }
                @if it.is_gone { " " span.sign.ended { span.shape aria-hidden="true" { "×" } (words.say("dihapus", "removed")) } }
            }
            div.source tabindex="0" role="region" aria-label={ (words.say("Perbedaan ", "Difference of ")) (it.path) } {
                table.difference {
                    caption.visually-hidden { (it.path) }
                    thead.visually-hidden { tr {
                        th scope="col" { (words.say("Baris sebelumnya", "Line before")) }
                        th scope="col" { (words.say("Baris sesudahnya", "Line after")) }
                        th scope="col" { (words.say("Tanda", "Sign")) }
                        th scope="col" { (words.say("Isi", "Text")) }
                    } }
                    @for stretch in shown { tbody { @for line in stretch { (row(words, line)) } } }
                }
            }
            @if is_cut { p.faint { (words.say("Selebihnya tidak ditampilkan; buka berkasnya.", "The rest is not shown; open the file.")) } }
        }
    }
}

fn row(words: Words, it: &LineDifference) -> Markup {
    let (kind, sign, word) = if it.is_added() {
        ("added", "+", words.say("ditambah", "added"))
    } else if it.is_removed() {
        ("removed", "−", words.say("dihapus", "removed"))
    } else {
        ("same", " ", words.say("sama", "the same"))
    };
    html! {
        tr class=(kind) {
            td.number { @if let Some(number) = it.before { (number) } }
            td.number { @if let Some(number) = it.after { (number) } }
            td.mark { span aria-hidden="true" { (sign) } span.visually-hidden { (word) } }
            td { code { (it.text) } }
        }
    }
}
