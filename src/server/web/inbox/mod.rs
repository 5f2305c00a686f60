//! `/inbox`: what waits for whoever is signed in, the most urgent first.
//!
//! Knows nothing of: how a step is taken.

mod work;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::engine::value::date;
use crate::server::actor::Role;
use crate::server::clock;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Listed, is_identity, turn};

use super::at;
use super::case::due;
use super::cases::{Titles, named, rule_titles};
use super::parts::{day, empty, pager, query, state};
use super::seen::{Doer, Viewer};
use super::shell::page;
use work::work;

/// So many stand on a page.
const LIMIT: usize = 25;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/inbox").route(web::get().to(inbox)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    cursor: String,
}

async fn inbox(doer: Doer, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&doer.0.actor, &doer.0.viewer);
    let words = viewer.words;
    let cursor = usable(&asked.cursor);
    let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
    let mut waiting = context.service.waiting(actor, cursor, limit).await?;
    let titles = rule_titles(&context, actor, words).await?;
    let more = waiting.cases.len() > LIMIT;
    waiting.cases.truncate(LIMIT);
    let next = waiting.cases.last().filter(|_| more).map(|it| query("/inbox", &[("cursor", &it.cursor)]));
    let body = html! {
        div.heading {
            h1 { (words.say("Tugas", "To do")) " " span.count { (waiting.count) } }
            @if actor.role == Role::Agency { a.button.primary href="/cases/new" { (words.say("Kasus baru", "New case")) } }
        }
        @if waiting.late > 0 { p.lead { (late(viewer, waiting.late)) } }
        @if context.example_deadlines { p.faint { (words.say(
            "Peragaan: tenggat di sini hanya contoh, bukan norma hukum.",
            "A demonstration: the deadlines here are examples only, no norm of law.",
        )) } }
        @if waiting.cases.is_empty() { (nothing(viewer, actor.role)) } @else { (table(viewer, actor.role, &titles, &waiting.cases)) }
        (pager(words, (!cursor.is_empty()).then_some("/inbox"), next.as_deref()))
    };
    Ok(page(viewer, words.say("Tugas", "To do"), &body))
}

/// A place in the list: a day and a case.
fn usable(cursor: &str) -> &str {
    let fits = |(place, case): (&str, &str)| {
        is_identity(case) && place.len() == 10 && place.bytes().all(|it| it.is_ascii_digit() || it == b'-')
    };
    if cursor.split_once('_').is_some_and(fits) { cursor } else { "" }
}

fn late(viewer: &Viewer, count: i64) -> Markup {
    html! {
        span.sign.bad { span.shape aria-hidden="true" { "!" } (viewer.words.say("Terlambat", "Late")) }
        " " (count) " " (viewer.words.say("kasus sudah lewat tenggatnya.", "past the last day."))
    }
}

fn table(viewer: &Viewer, role: Role, titles: &Titles, cases: &[Listed]) -> Markup {
    let words = viewer.words;
    let heads = [
        words.say("Kasus", "Case"),
        words.say("Mengapa menunggu", "Why it waits"),
        words.say("Tenggat", "Due"),
        words.say("Pekerjaan", "Work"),
    ];
    html! {
        table.stacks.inbox {
            caption.visually-hidden { (words.say("Yang menunggu Anda, yang paling mendesak dahulu", "What waits for you, the most urgent first")) }
            thead { tr { @for it in heads { th scope="col" { (it) } } } }
            tbody { @for it in cases { (row(viewer, role, (heads, titles), it)) } }
        }
    }
}

fn row(viewer: &Viewer, role: Role, (heads, titles): ([&str; 4], &Titles), it: &Listed) -> Markup {
    let work = work(viewer, role, it);
    let turn = turn(&it.case).filter(|_| !work.of_others);
    html! {
        tr {
            th.who scope="row" { (named(it)) span.position { (titles.get(&it.case.rulebook).unwrap_or(&it.case.rulebook)) } }
            td data-label=(heads[1]) { (state(viewer.words, &it.case.state)) p.because { (work.why) } }
            td data-label=(heads[2]) {
                @match &turn {
                    Some(turn) => (due(viewer, turn)),
                    None => span.faint { (viewer.words.say("Tanpa tenggat", "No deadline")) },
                }
                p.because { (since(viewer, it)) }
            }
            td { a.button href=(work.address) { (work.label) span.visually-hidden { ": " (it.agency_name.as_deref().unwrap_or(&it.case.agency_id)) } } }
        }
    }
}

/// Since which day a case waits; a draft since it was begun.
fn since(viewer: &Viewer, it: &Listed) -> Markup {
    let words = viewer.words;
    let begun = || date::iso(clock::jakarta_day(it.case.created_at));
    let from = Some(it.case.waits_since.clone()).filter(|it| !it.is_empty()).unwrap_or_else(begun);
    html! { (words.say("sejak ", "since ")) (day(words, &from)) }
}

fn nothing(viewer: &Viewer, role: Role) -> Markup {
    let words = viewer.words;
    let title = words.say("Tidak ada yang menunggu Anda", "Nothing waits for you");
    match role {
        Role::Agency => empty(
            title,
            words.say(
                "Konsep, kasus yang dikembalikan, dan putusan yang masih dapat Anda sanggah dengan keberatan akan muncul di sini.",
                "Drafts, returned cases, and rulings that you may object to will appear here.",
            ),
            Some(("/cases/new", words.say("Buat kasus", "Begin a case"))),
        ),
        Role::Reviewer => empty(
            title,
            words.say(
                "Putusan yang perlu ditelaah akan muncul di sini.",
                "Rulings that have to be reviewed will appear here.",
            ),
            Some(("/cases", words.say("Lihat semua kasus", "See all cases"))),
        ),
        _ => empty(
            title,
            words.say(
                "Kasus yang diajukan, disanggah, atau dikembalikan penelaah akan muncul di sini.",
                "Cases that are submitted, objected to, or sent back by a reviewer will appear here.",
            ),
            Some(("/cases", words.say("Lihat semua kasus", "See all cases"))),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_a_day_and_a_case_or_nothing() {
        let good = "2026-12-01_01a21f8d-1840-7392-a042-0e1a16a6a985";
        assert_eq!(usable(good), good);
        for bad in ["", "_", "2026-12-01_x", "x_01a21f8d-1840-7392-a042-0e1a16a6a985", "2026-12-01"] {
            assert_eq!(usable(bad), "", "{bad}");
        }
    }
}
