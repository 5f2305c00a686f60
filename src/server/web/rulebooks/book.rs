//! `/rulebooks/{name}`: one rulebook with its editions and all that was published of it.
//!
//! Knows nothing of: what is in an edition.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, ServiceConfig};
use maud::{Markup, html};
use serde_json::Value;

use crate::engine::value::date;
use crate::server::actor::Role;
use crate::server::clock;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, ServiceError};
use crate::server::web::at;
use crate::server::web::parts::{day, notice, query};
use crate::server::web::seen::{Anyone, Viewer};
use crate::server::web::shell::page;

use super::edition_address;
use super::list::editions;
use super::timeline::{Stretch, said};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/rulebooks/{rulebook}").route(web::get().to(rulebook)));
}

async fn rulebook(anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&anyone.0.actor, &anyone.0.viewer);
    let words = viewer.words;
    let publications = context.service.publications_shown(actor, &name).await?;
    let publications: Value = serde_json::from_str(&publications)
        .map_err(|it| ServiceError::Broken(format!("publications cannot be read: {it}")))?;
    let book = context.service.published(actor, &name).await?;
    let title = book.as_ref().and_then(|it| it.laws.last().map(|it| it.ready.rulebook().title.get(words.0).to_owned()));
    let title = title.unwrap_or_else(|| name.to_string());
    let may_draft = matches!(actor.role, Role::Policy | Role::Publisher | Role::Auditor);
    let body = html! {
        p.crumbs { a href="/rulebooks" { (words.say("Aturan", "Rules")) } " › " (title) }
        div.heading {
            h1 { (title) }
            @if may_draft { a.button href=(query("/drafts", &[("rulebook", &name)])) { (words.say("Konsepnya", "Its drafts")) } }
        }
        p.faint { code { (name.as_str()) } }
        (present(viewer, &name, book.as_deref()))
        h2 { (words.say("Publikasi", "Publications")) }
        p { (words.say(
            "Setiap publikasi menetapkan dari edisi mana saja himpunan ini terdiri sejak suatu hari. Yang pernah diterbitkan tidak berubah lagi.",
            "Each publication sets of which editions the rulebook consists from a day on. What was published never changes again.",
        )) }
        ol.plain.publications {
            @for it in publications.get("items").and_then(Value::as_array).into_iter().flatten() { (publication(viewer, &name, it)) }
        }
    };
    Ok(page(viewer, &title, &body))
}

fn present(viewer: &Viewer, name: &str, book: Option<&Book>) -> Markup {
    let words = viewer.words;
    html! {
        h2 { (words.say("Edisi yang dipakai hari ini", "Editions in use today")) }
        @match book {
            None => (notice("open", words.say("Belum ada publikasi yang sudah mulai berlaku.", "No publication is in force yet."))),
            Some(book) if book.laws.is_empty() => (notice("warn", words.say(
                "Himpunan ini sudah ditarik seluruhnya: kasus baru tidak dapat diputus menurutnya. Putusan yang ada tetap.",
                "This rulebook is retired as a whole: no new case can be ruled on by it. Rulings that were made stay.",
            ))),
            Some(book) => {
                p { (words.say(
                    "Edisi mana yang dipakai untuk suatu kasus ditentukan oleh tanggal kasusnya.",
                    "Which edition a case is ruled on by depends on its date.",
                )) }
                (editions(viewer, name, book))
                (gone(viewer, book))
            },
        }
    }
}

/// Editions that were published once.
fn gone(viewer: &Viewer, book: &Book) -> Markup {
    let words = viewer.words;
    html! {
        @if !book.retired.is_empty() {
            p { strong { (words.say("Sudah ditarik: ", "Retired: ")) }
                @for (number, it) in book.retired.iter().enumerate() {
                    @if number > 0 { "; " }
                    (words.say("edisi ", "edition ")) (it.edition) " (" (said(words, Stretch { from: it.from, until: it.until })) ")"
                }
            }
        }
    }
}

fn publication(viewer: &Viewer, name: &str, it: &Value) -> Markup {
    let words = viewer.words;
    let text = |field: &str| it[field].as_str().unwrap_or_default();
    let authors: Vec<&str> = it["authors"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_shared = it["shared"] == true;
    html! {
        li.beside {
            h3 { (words.say("Publikasi", "Publication")) " " (it["number"].as_i64().unwrap_or_default()) " " (standing(viewer, it)) }
            dl.facts {
                dt { (words.say("Berlaku sejak", "In force from")) } dd { (day(words, text("effective_on"))) }
                @if !authors.is_empty() { dt { (words.say("Ditulis oleh", "Written by")) } dd { (authors.join(", ")) } }
                dt { (words.say("Disetujui oleh", "Approved by")) }
                dd { (text("approver")) @if is_shared { " " span.faint { (words.say("(untuk semua, dari folder pengelola)", "(for all, from the operator's folder)")) } } }
                dt { (words.say("Diterbitkan pada", "Published at")) } dd { (instant(viewer, text("published_at"))) }
                dt { (words.say("Alasan", "Reason")) } dd { @if text("reason").is_empty() { "–" } @else { (text("reason")) } }
                dt { (words.say("Edisi", "Editions")) }
                dd {
                    @let editions = it["editions"].as_array().map(Vec::as_slice).unwrap_or_default();
                    @if editions.is_empty() { (words.say("tidak ada: himpunan ini ditarik", "none: the rulebook is retired")) }
                    ul.plain { @for one in editions { li { (edition(viewer, name, one)) } } }
                }
            }
        }
    }
}

fn edition(viewer: &Viewer, name: &str, it: &Value) -> Markup {
    let words = viewer.words;
    let text = |field: &str| it[field].as_str().unwrap_or_default();
    let stretch =
        date::parse(text("in_force_from")).map(|from| Stretch { from, until: date::parse(text("in_force_until")) });
    html! {
        a href=(edition_address(name, text("edition"), Some(text("sha256")))) { (text("edition")) }
        @if let Some(it) = stretch { " " span.faint { (said(words, it)) } }
    }
}

fn standing(viewer: &Viewer, it: &Value) -> Markup {
    let words = viewer.words;
    let today = clock::jakarta_day(clock::now());
    let begins = it["effective_on"].as_str().and_then(date::parse).unwrap_or_default();
    html! {
        @if it["in_force"] == true {
            span.sign.good { span.shape aria-hidden="true" { "●" } (words.say("berlaku", "in force")) }
        } @else if begins > today {
            span.sign.going { span.shape aria-hidden="true" { "◔" } (words.say("belum berlaku", "not yet in force")) }
        } @else {
            span.sign.ended { span.shape aria-hidden="true" { "■" } (words.say("digantikan", "replaced")) }
        }
    }
}

/// `2026-11-28T…Z` in the zone of the reader, as far as it is one.
fn instant(viewer: &Viewer, text: &str) -> Markup {
    html! { @if let Some(micros) = micros(text) { (crate::server::web::parts::moment(viewer, micros)) } @else { (text) } }
}

fn micros(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let mut parts = time.trim_end_matches('Z').split([':', '.']).map(|it| it.parse::<i64>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let seconds = date::parse(day)?.checked_mul(86_400)?.checked_add(hour * 3_600 + minute * 60 + second)?;
    seconds.checked_mul(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_back() {
        let now = 1_795_880_298_000_000;
        assert_eq!(micros(&clock::instant(now)), Some(now));
        assert_eq!(micros("soon"), None);
    }
}
