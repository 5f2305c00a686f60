//! `/cases/new`: under which rules a case is to be ruled, each with what it decides.
//!
//! Knows nothing of: facts.

use std::sync::Arc;

use maud::{Markup, html};

use crate::engine::types::Rulebook;
use crate::engine::value::date;
use crate::server::service::{Book, Law};
use crate::server::web::parts::{day, empty, query};
use crate::server::web::seen::Viewer;
use crate::server::words::sentence;

use super::editions::{ask_alike, today};

/// What agencies come for first.
const FIRST: &str = "exemption";

/// All rulebooks, those in force before those that ended.
pub(super) fn choosing(viewer: &Viewer, books: &[(String, Arc<Book>)]) -> Markup {
    let words = viewer.words;
    let now = today();
    let mut books: Vec<&(String, Arc<Book>)> = books.iter().filter(|it| !it.1.laws.is_empty()).collect();
    books.sort_by_key(|it| (it.0 != FIRST, it.0.as_str()));
    let (present, past): (Vec<_>, Vec<_>) = books.into_iter().partition(|it| it.1.law_on(now).is_some());
    html! {
        p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } }
        h1 { (words.say("Kasus baru", "New case")) }
        p.lead { (words.say(
            "Pilih aturan yang hendak dimintakan putusannya. Kasus dimulai sebagai konsep: tidak ada yang diajukan sebelum Anda mengajukannya.",
            "Choose the rules under which you ask for a ruling. A case begins as a draft: nothing is submitted before you submit it.",
        )) }
        @if present.is_empty() && past.is_empty() {
            (empty(
                words.say("Belum ada aturan yang berlaku", "No rules are in force yet"),
                words.say("Hubungi pengelola layanan.", "Ask the operator of the service."),
                Some(("/cases", words.say("Kembali ke daftar kasus", "Back to the cases"))),
            ))
        }
        ul.plain.books { @for it in &present { (book(viewer, &it.0, &it.1, now)) } }
        @if !past.is_empty() {
            details.past-books {
                summary { (words.say("Aturan yang sudah tidak berlaku, untuk kasus dengan tanggal yang lampau", "Rules no longer in force, for cases of an earlier date")) }
                ul.plain.books { @for it in &past { (book(viewer, &it.0, &it.1, now)) } }
            }
        }
    }
}

fn book(viewer: &Viewer, name: &str, book: &Book, now: i64) -> Markup {
    let words = viewer.words;
    let latest = book.law_on(now).or(book.laws.last());
    html! {
        @if let Some(law) = latest {
            @let rulebook = law.ready.rulebook();
            li.book {
                h2 { (rulebook.title.get(words.0)) }
                p.faint { (in_force(viewer, law)) }
                (decides(viewer, rulebook))
                div.actions {
                    a.button.primary href=(query("/cases/new", &[("rulebook", name)])) {
                        (words.say("Mulai", "Begin")) span.visually-hidden { ": " (rulebook.title.get(words.0)) }
                    }
                    (others(viewer, (name, book), law))
                }
            }
        }
    }
}

/// What the rules decide: the first decision with all its outcomes, the others by name.
fn decides(viewer: &Viewer, rulebook: &Rulebook) -> Markup {
    let language = viewer.words.0;
    let mut own = rulebook.decisions.iter().filter(|it| it.own);
    let first = own.next();
    let others: Vec<&str> = own.map(|it| it.label.get(language)).collect();
    html! {
        @if let Some(it) = first {
            p {
                (viewer.words.say("Memutuskan: ", "Decides: ")) strong { (it.label.get(language)) } " – "
                @for (index, outcome) in it.outcomes.iter().enumerate() {
                    @if index > 0 { (viewer.words.say(" atau ", " or ")) }
                    "“" (outcome.label.get(language)) "”"
                }
            }
        }
        @if !others.is_empty() { p.help { (viewer.words.say("Juga: ", "Also: ")) (others.join("; ")) "." } }
    }
}

/// Editions that ask for other facts have a form of their own.
pub(super) fn others(viewer: &Viewer, (name, book): (&str, &Book), law: &Law) -> Markup {
    let words = viewer.words;
    let own = law.ready.rulebook();
    html! {
        @for it in book.laws.iter().filter(|it| !ask_alike(own, it.ready.rulebook())) {
            a href=(query("/cases/new", &[("rulebook", name), ("edition", &it.row.edition)])) {
                (words.say("Formulir edisi ", "Form of the edition ")) (it.row.edition) ": " (in_force(viewer, it))
            }
        }
    }
}

/// When an edition is in force.
pub(super) fn in_force(viewer: &Viewer, law: &Law) -> Markup {
    let words = viewer.words;
    html! {
        (words.say("berlaku sejak ", "in force since ")) (day(words, &law.row.in_force_from))
        @if let Some(until) = &law.row.in_force_until { (words.say(" sampai ", " until ")) (day(words, until)) }
    }
}

/// That the form is of this edition, and by which date the edition is chosen.
pub(super) fn about_edition(viewer: &Viewer, law: &Law, date_name: &str) -> Markup {
    let words = viewer.words;
    let edition = &law.row.edition;
    html! {
        p.faint {
            (words.say("Formulir edisi ", "Form of the edition ")) (edition) ", " (in_force(viewer, law)) ". "
            @if !date_name.is_empty() {
                (sentence(words.say("edisi ditentukan oleh isian", "the edition is chosen by")).trim_end_matches('.')) " “" (date_name) "”."
            }
        }
    }
}

/// Today as it is stored.
pub(super) fn today_text() -> String {
    date::iso(today())
}
