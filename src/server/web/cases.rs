//! `/cases`: the cases that somebody may see, to be searched and read page by page.
//!
//! Knows nothing of: what is in a case.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{CaseRow, CasesAsked, State};

use super::at;
use super::parts::{day, empty, moment, pager, state};
use super::seen::{Reader, Viewer};
use super::shell::page;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/cases").route(web::get().to(cases)));
}

/// So many stand on a page.
const LIMIT: usize = 25;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    state: String,
    agency: String,
    cursor: String,
}

async fn cases(reader: Reader, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&reader.0.actor, &reader.0.viewer);
    let words = viewer.words;
    let wanted = CasesAsked {
        state: State::of(&asked.state).map_or("", State::name),
        agency: asked.agency.trim(),
        newest_first: true,
        cursor: &asked.cursor,
        ..CasesAsked::default()
    };
    let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
    let mut found = context.service.cases(actor, &wanted, limit).await?;
    let more = found.len() > LIMIT;
    found.truncate(LIMIT);
    let next = found.last().filter(|_| more).map(|it| address(&asked, &it.case_id));
    let first = (!asked.cursor.is_empty()).then(|| address(&asked, ""));
    let is_agency = actor.role == Role::Agency;
    let body = html! {
        div.heading {
            h1 { (words.say("Kasus", "Cases")) }
            @if is_agency { a.button.primary href="/cases/new" { (words.say("Kasus baru", "New case")) } }
        }
        (search(viewer, &asked, is_agency))
        @if found.is_empty() {
            (nothing(viewer, &asked, is_agency))
        } @else {
            (table(viewer, &found))
            (pager(words, first.as_deref(), next.as_deref()))
        }
    };
    Ok(page(viewer, words.say("Kasus", "Cases"), &body))
}

fn table(viewer: &Viewer, cases: &[CaseRow]) -> Markup {
    let words = viewer.words;
    let heads = [
        words.say("Instansi", "Agency"),
        words.say("Keadaan", "State"),
        words.say("Aturan", "Rules"),
        words.say("Tenggat", "Due"),
        words.say("Berubah", "Changed"),
    ];
    html! {
        table.stacks {
            caption.visually-hidden { (words.say("Daftar kasus", "List of cases")) }
            thead { tr { @for it in heads { th scope="col" { (it) } } } }
            tbody {
                @for it in cases {
                    tr {
                        th scope="row" { a href={ "/cases/" (it.case_id) } { (it.agency_id) } }
                        td data-label=(heads[1]) { (state(words, &it.state)) }
                        td data-label=(heads[2]) { (it.rulebook) }
                        td data-label=(heads[3]) { @if let Some(due) = &it.due_on { (day(words, due)) } @else { span.faint { "–" } } }
                        td data-label=(heads[4]) { (moment(viewer, it.updated_at)) }
                    }
                }
            }
        }
    }
}

fn search(viewer: &Viewer, asked: &Asked, is_agency: bool) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/cases" role="search" {
            div.field {
                label for="state" { (words.say("Keadaan", "State")) }
                select #state name="state" {
                    option value="" { (words.say("Semua", "All")) }
                    @for it in State::ALL {
                        option value=(it.name()) selected[it.name() == asked.state] { (super::parts::state_name(words, it.name())) }
                    }
                }
            }
            @if !is_agency {
                div.field {
                    label for="agency" { (words.say("Kode instansi", "Agency code")) }
                    input #agency type="search" name="agency" value=(asked.agency) autocomplete="off";
                }
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

fn nothing(viewer: &Viewer, asked: &Asked, is_agency: bool) -> Markup {
    let words = viewer.words;
    if !asked.state.is_empty() || !asked.agency.is_empty() || !asked.cursor.is_empty() {
        return empty(
            words.say("Tidak ada kasus yang cocok", "No case matches"),
            words.say("Longgarkan pencarian di atas.", "Widen the search above."),
            Some(("/cases", words.say("Tampilkan semua", "Show all"))),
        );
    }
    if is_agency {
        return empty(
            words.say("Belum ada kasus", "No cases yet"),
            words.say(
                "Mulailah dengan sebuah konsep: isinya dapat dicek dahulu sebelum diajukan.",
                "Begin with a draft: it can be checked before it is submitted.",
            ),
            Some(("/cases/new", words.say("Buat kasus", "Begin a case"))),
        );
    }
    empty(
        words.say("Belum ada kasus", "No cases yet"),
        words.say("Kasus muncul di sini begitu instansi membuatnya.", "Cases appear here once an agency begins one."),
        None,
    )
}

fn address(asked: &Asked, cursor: &str) -> String {
    super::parts::query("/cases", &[("state", &asked.state), ("agency", &asked.agency), ("cursor", cursor)])
}
