//! `/overview`: the figures of one rulebook, of one year or of all.
//!
//! Knows nothing of: how they are counted or drawn.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, CasesOfRow, Overview};
use crate::server::web::at;
use crate::server::web::parts::{empty, notice, state};
use crate::server::web::seen::{Staff, Viewer};
use crate::server::web::shell::page;
use crate::server::words::Words;

use super::figures::{by_kind, by_year, categories, criteria, states, time};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/overview").route(web::get().to(overview)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    rulebook: String,
    year: String,
}

async fn overview(staff: Staff, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&staff.0.actor, &staff.0.viewer);
    let words = viewer.words;
    let rulebooks = context.service.rulebooks_with_cases(actor).await?;
    let wanted = rulebooks.iter().find(|it| it.rulebook == asked.rulebook).or_else(|| rulebooks.first());
    let title = words.say("Ikhtisar", "Overview");
    let Some(wanted) = wanted else { return Ok(page(viewer, title, &nothing(viewer, title))) };
    let year: Option<i64> = asked.year.parse().ok();
    let found = context.service.overview(actor, &wanted.rulebook, year).await?;
    let books = context.service.published_books(actor).await?;
    let body = html! {
        h1 { (title) }
        p.lead { (words.say(
            "Gambaran dari semua kasus yang direkam, dalam angka dan tanpa nama orang.",
            "The picture of all recorded cases, in figures and without names of people.",
        )) }
        (filter(viewer, (&rulebooks, &books), &wanted.rulebook, (&found, year)))
        (reach(words, &found, year))
        (standing(words, &found))
        @if found.counted == 0 {
            (none_counted(words, year))
        } @else {
            @if !found.outcomes.is_empty() { (by_kind(words, &found)) (by_year(words, &found)) }
            @else { (notice("open", words.say("Belum ada kasus yang diputus.", "No case was ruled on yet."))) }
            (categories(words, &found))
            (time(words, &found))
            (criteria(words, &found))
            (states(words, &found))
            (pools(words, &found))
        }
    };
    Ok(page(viewer, title, &body))
}

fn nothing(viewer: &Viewer, title: &str) -> Markup {
    let words = viewer.words;
    html! {
        h1 { (title) }
        (empty(
            words.say("Belum ada kasus", "No cases yet"),
            words.say("Angka muncul di sini begitu instansi membuat kasus.", "Figures appear here once agencies begin cases."),
            None,
        ))
    }
}

/// Where the nine boxes of each talent pool are.
fn pools(words: Words, found: &Overview) -> Markup {
    let title = words.say("Sembilan kotak talenta", "Nine boxes of talent");
    html! {
        @if found.has_pools && !found.pools.is_empty() {
            section.figure aria-labelledby="pools" {
                h2 #pools { (title) }
                p.faint { (words.say(
                    "Peta sembilan kotak dibuat untuk setiap rencana suksesi; yang terakhir dibuat lebih dahulu.",
                    "The nine-box map is that of one succession plan; the one begun last comes first.",
                )) }
                ul { @for it in found.pools.iter().rev() {
                    li {
                        a href={ "/cases/" (it.case_id) "/nine-box" } { @if it.agency.is_empty() { (words.say("Instansi tanpa nama", "An agency without a name")) } @else { (it.agency) } }
                        " " (state(words, &it.state))
                    }
                } }
            }
        }
    }
}

/// Of all years there is no other to choose.
fn none_counted(words: Words, year: Option<i64>) -> Markup {
    let (title, text) = if year.is_some() {
        (
            words.say("Tidak ada kasus pada tahun ini", "No cases in this year"),
            words.say("Pilih tahun lain di atas.", "Choose another year above."),
        )
    } else {
        (
            words.say("Belum ada kasus yang terhitung", "No case is counted yet"),
            words.say("Angka muncul di sini begitu kasus berisi fakta.", "Figures appear here once cases have facts."),
        )
    };
    empty(title, text, None)
}

/// A rulebook by its title; by its name once it is retired.
fn title_of<'b>(words: Words, books: &'b [(String, Arc<Book>)], name: &'b str) -> &'b str {
    let book = books.iter().find(|it| it.0 == name).and_then(|it| it.1.laws.last());
    book.map_or(name, |it| it.ready.rulebook().title.get(words.0))
}

fn filter(
    viewer: &Viewer,
    (rulebooks, books): (&[CasesOfRow], &[(String, Arc<Book>)]),
    wanted: &str,
    (found, year): (&Overview, Option<i64>),
) -> Markup {
    let words = viewer.words;
    html! {
        form.search method="get" action="/overview" {
            div.field {
                label for="rulebook" { (words.say("Himpunan aturan", "Rulebook")) }
                select #rulebook name="rulebook" {
                    @for it in rulebooks { option value=(it.rulebook) selected[it.rulebook == wanted] { (title_of(words, books, &it.rulebook)) " (" (it.cases) ")" } }
                }
            }
            div.field {
                label for="year" { (words.say("Tahun", "Year")) }
                select #year name="year" {
                    option value="" { (words.say("Semua", "All")) }
                    @for it in found.years.iter().rev() { option value=(it) selected[Some(*it) == year] { (it) } }
                }
            }
            button type="submit" { (words.say("Tampilkan", "Show")) }
        }
    }
}

/// How much was looked at.
fn reach(words: Words, found: &Overview, year: Option<i64>) -> Markup {
    html! {
        @if !found.is_complete {
            (notice("warn", words.say(
                "Tidak semua kasus terhitung: yang terlama didahulukan, sampai batas jumlah dan waktu.",
                "Not every case is counted: the oldest come first, up to a limit of number and time.",
            )))
        }
        p { strong { (found.counted) } " " (words.say("kasus terhitung", if found.counted == 1 { "case counted" } else { "cases counted" }))
            @if found.counted != found.seen { (words.say(" dari ", " of ")) (found.seen) }
            ", " (words.say("di antaranya ", "of which ")) strong { (found.ruled) } " " (words.say("sudah diputus", "were ruled on")) ". "
            (words.say("Hasil, kategori, dan syarat hanya dihitung dari yang sudah diputus.", "Outcomes, categories and conditions are counted of those alone.")) " "
            @if found.empty > 0 { (left_out(words, year)) (found.empty) ". " }
            span.faint { (words.say(
                "Tahun ialah tahun tanggal kasus bila sudah diputus, selain itu tahun pengajuan atau pembuatannya.",
                "The year is that of the date of the case if it was ruled on, else of its submission or its beginning.",
            )) }
            @if found.of_elements { " " (words.say(
                "Bila yang diputus sebuah daftar, misalnya para calon, hasil, kategori, dan syarat dihitung satu per satu: jumlahnya lebih besar daripada jumlah kasus.",
                "Where a list was ruled on, such as candidates, outcomes, categories and conditions are counted one by one: their sum is greater than the number of cases.",
            )) }
        }
    }
}

/// How the rulings stand that are counted: not each of them is valid.
fn standing(words: Words, found: &Overview) -> Markup {
    let count = |name: &str| found.ruled_states.get(name).copied().unwrap_or_default();
    let told = [
        ("ruled", words.say("belum ditelaah", "not reviewed yet")),
        ("confirmed", words.say("dikukuhkan", "confirmed")),
        ("objected", words.say("sedang keberatan", "objected to")),
        ("expired", words.say("masa berlakunya habis", "no longer valid")),
    ];
    let others = found.ruled.saturating_sub(told.iter().map(|it| count(it.0)).sum());
    html! {
        @if found.ruled > 0 {
            p {
                (words.say(
                    "Yang dihitung ialah putusan terakhir setiap kasus, apa pun keadaannya, juga yang belum atau tidak lagi berlaku: ",
                    "The latest ruling of each case is counted, however it stands, also one that is not valid yet or no longer: ",
                ))
                @for (number, (name, word)) in told.iter().enumerate() {
                    @if number > 0 { ", " }
                    strong { (count(name)) } " " (word)
                }
                @if others > 0 { ", " strong { (others) } " " (words.say("dibuka lagi atau ditarik", "reopened or withdrawn")) }
                "."
            }
        }
    }
}

/// Before the count of drafts without any fact.
fn left_out(words: Words, year: Option<i64>) -> String {
    match (year, words.tag()) {
        (None, _) => words
            .say("Konsep yang belum berisi fakta tidak dihitung: ", "Drafts without any fact are not counted: ")
            .to_owned(),
        (Some(year), "id") => format!("Konsep tahun {year} yang belum berisi fakta tidak dihitung: "),
        (Some(year), _) => format!("Drafts of {year} without any fact are not counted: "),
    }
}
