//! `/rulebooks`: every rulebook in force, what it decides, and when its editions hold.
//!
//! Knows nothing of: what is in an edition.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, ServiceConfig};
use maud::{Markup, html};

use crate::server::clock;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::Book;
use crate::server::web::at;
use crate::server::web::parts::{day, empty};
use crate::server::web::seen::{Anyone, Viewer};
use crate::server::web::shell::page;

use super::timeline::{Scale, Stretch, bar, said, years};
use super::{book_address, edition_address};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/rulebooks").route(web::get().to(rulebooks)));
}

async fn rulebooks(anyone: Anyone, context: Data<Context>) -> Result<HttpResponse, Fault> {
    let viewer = &anyone.0.viewer;
    let words = viewer.words;
    let books = context.service.published_books(&anyone.0.actor).await?;
    let title = words.say("Aturan", "Rules");
    let body = html! {
        h1 { (title) }
        p.lead { (words.say(
            "Aturan yang berlaku untuk Anda, dalam bentuk yang dijalankan mesin. Setiap norma menyebut dasarnya dan seberapa pasti dasar itu.",
            "The rules in force for you, in the form that the engine runs. Every norm names its basis and how well that is established.",
        )) }
        @if books.is_empty() {
            (empty(
                words.say("Belum ada aturan yang berlaku", "No rules are in force yet"),
                words.say("Aturan muncul di sini begitu diterbitkan.", "Rules appear here once they are published."),
                None,
            ))
        }
        div.rulebooks { @for (name, book) in &books { (rulebook(viewer, name, book)) } }
    };
    Ok(page(viewer, title, &body))
}

fn rulebook(viewer: &Viewer, name: &str, book: &Book) -> Markup {
    let words = viewer.words;
    let latest = book.laws.last().map(|it| it.ready.rulebook());
    let title = latest.map_or(name, |it| it.title.get(words.0));
    let decisions = latest.map(|it| it.decisions.iter().filter(|it| it.own).collect::<Vec<_>>()).unwrap_or_default();
    html! {
        section.beside.rulebook {
            h2 { a href=(book_address(name)) { (title) } }
            p.faint { code { (name) } }
            @if !decisions.is_empty() {
                p { (words.say("Memutuskan: ", "Decides: ")) strong { (decisions.iter().map(|it| it.label.get(words.0)).collect::<Vec<_>>().join("; ")) } }
            } @else {
                p { span.sign.ended { span.shape aria-hidden="true" { "×" } (words.say("Ditarik seluruhnya", "Retired as a whole")) } }
            }
            (editions(viewer, name, book))
            @if let Some(it) = &book.publication {
                p.faint { (words.say("Publikasi ", "Publication ")) (it.number) (words.say(", sejak ", ", since ")) (day(words, &it.effective_on)) }
            }
        }
    }
}

/// The editions in force, the earliest first, each on one scale.
pub(super) fn editions(viewer: &Viewer, name: &str, book: &Book) -> Markup {
    let words = viewer.words;
    let stretch = |it: &crate::engine::types::InForce| Stretch { from: it.from, until: it.until };
    let all: Vec<Stretch> = book.laws.iter().map(|it| stretch(&it.ready.rulebook().in_force)).collect();
    let scale = Scale::of(&all, clock::jakarta_day(clock::now()));
    html! {
        ul.plain.timelines aria-label=(words.say("Garis waktu edisi", "Time line of the editions")) {
            @for (law, it) in book.laws.iter().zip(&all) {
                li {
                    a href=(edition_address(name, &law.row.edition, None)) { (words.say("Edisi", "Edition")) " " (law.row.edition) }
                    " " span.faint { (said(words, *it)) }
                    (bar(words, scale, *it, &law.row.edition))
                }
            }
        }
        @if !all.is_empty() { (years(words, scale)) }
    }
}
