//! `/cases`: the cases that somebody may see, to be searched and read page by page.
//!
//! Knows nothing of: what is in a case.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::actor::{Actor, Role};
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{CaseRow, CasesAsked, Law, Listed, State, is_identity, turn};

use super::at;
use super::case::due;
use super::parts::{empty, moment, pager, sought, stacked, state};
use super::seen::{Reader, Viewer};
use super::shell::page;
use crate::server::words::Words;

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
    /// `yes`: only those whose last day is over.
    late: String,
    cursor: String,
}

impl Asked {
    fn is_late(&self) -> bool {
        self.late == "yes"
    }
}

async fn cases(reader: Reader, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&reader.0.actor, &reader.0.viewer);
    let words = viewer.words;
    let text = sought(&asked.agency);
    let wanted = CasesAsked {
        state: State::of(&asked.state).map_or("", State::name),
        agency: &text,
        late: asked.is_late(),
        newest_first: true,
        cursor: if is_identity(&asked.cursor) { &asked.cursor } else { "" },
    };
    let limit = i64::try_from(LIMIT + 1).unwrap_or(i64::MAX);
    let mut found = context.service.listed(actor, &wanted, limit).await?;
    let titles = rule_titles(&context, actor, words).await?;
    let more = found.len() > LIMIT;
    found.truncate(LIMIT);
    let next = found.last().filter(|_| more).map(|it| address(&asked, &it.case.case_id));
    let first = (!asked.cursor.is_empty()).then(|| address(&asked, ""));
    let is_agency = actor.role == Role::Agency;
    let body = html! {
        div.heading {
            h1 { (words.say("Kasus", "Cases")) }
            @if is_agency { a.button.primary href="/cases/new" { (words.say("Kasus baru", "New case")) } }
        }
        (search(viewer, &asked))
        @if found.is_empty() {
            (nothing(viewer, &asked, is_agency))
        } @else {
            (table(viewer, &titles, &found))
            (pager(words, first.as_deref(), next.as_deref()))
        }
    };
    Ok(page(viewer, words.say("Kasus", "Cases"), &body))
}

fn table(viewer: &Viewer, titles: &Titles, cases: &[Listed]) -> Markup {
    let words = viewer.words;
    let heads = [
        words.say("Kasus", "Case"),
        words.say("Keadaan", "State"),
        words.say("Aturan", "Rules"),
        words.say("Tenggat", "Due"),
        words.say("Berubah", "Changed"),
    ];
    let rows = html! { @for it in cases { (row(viewer, titles, heads, it)) } };
    stacked(words.say("Daftar kasus", "List of cases"), &heads, &rows)
}

fn row(viewer: &Viewer, titles: &Titles, heads: [&str; 5], it: &Listed) -> Markup {
    let (words, case): (Words, &CaseRow) = (viewer.words, &it.case);
    html! {
        tr {
            th.who scope="row" { (named(it)) }
            td data-label=(heads[1]) { (state(words, &case.state)) }
            td data-label=(heads[2]) { (titles.get(&case.rulebook).unwrap_or(&case.rulebook)) }
            td data-label=(heads[3]) {
                @match turn(case) { Some(turn) => (due(viewer, &turn)), None => span.faint { "–" } }
            }
            td data-label=(heads[4]) { (moment(viewer, case.updated_at)) }
        }
    }
}

/// What rulebooks are called, by their names in addresses.
pub(super) type Titles = BTreeMap<String, String>;

/// The titles of all rulebooks that are in force, in the reader's language.
pub(super) async fn rule_titles(context: &Context, actor: &Actor, words: Words) -> Result<Titles, Fault> {
    let books = context.service.published_books(actor).await?.into_iter();
    let title = |it: &Law| it.ready.rulebook().title.get(words.0).to_owned();
    Ok(books.filter_map(|(name, book)| Some((name, title(book.laws.last()?)))).collect())
}

/// A case by the names of its agency and position, with the way to it.
pub(super) fn named(it: &Listed) -> Markup {
    html! {
        a href={ "/cases/" (it.case.case_id) } { (it.agency_name.as_deref().unwrap_or(&it.case.agency_id)) }
        @if let Some(position) = &it.position { span.position { (position) } }
    }
}

fn search(viewer: &Viewer, asked: &Asked) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/cases" role="search" {
            div.field.wide {
                label for="agency" { (words.say("Instansi, jabatan, atau nomor kasus", "Agency, position, or case number")) }
                input #agency type="search" name="agency" value=(asked.agency) autocomplete="off";
            }
            div.field {
                label for="state" { (words.say("Keadaan", "State")) }
                select #state name="state" {
                    option value="" { (words.say("Semua", "All")) }
                    @for it in State::ALL {
                        option value=(it.name()) selected[it.name() == asked.state] { (super::parts::state_name(words, it.name())) }
                    }
                }
            }
            div.field.tick {
                label { input type="checkbox" name="late" value="yes" checked[asked.is_late()]; " " (words.say("Hanya yang terlambat", "Only late ones")) }
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

fn nothing(viewer: &Viewer, asked: &Asked, is_agency: bool) -> Markup {
    let words = viewer.words;
    if asked.is_late() || [&asked.state, &asked.agency, &asked.cursor].iter().any(|it| !it.is_empty()) {
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
    let late = if asked.is_late() { "yes" } else { "" };
    super::parts::query(
        "/cases",
        &[("state", &asked.state), ("agency", &asked.agency), ("late", late), ("cursor", cursor)],
    )
}
