//! A decision on every element of a list: how many came out how, and a table of them that leads to the reasons of each.
//!
//! Knows nothing of: reasons.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::explain::deciders::Decider;
use crate::engine::explain::measures::Measure;
use crate::server::service::{Opened, came_out, weight};
use crate::server::web::parts::{Nouns, escaped, query};
use crate::server::words::Words;

use super::page::is_of_element;
use super::reasons::in_short;
use super::signs;
use super::values::{pair, say, text};

/// So many elements stand on one page.
const ON_A_PAGE: usize = 25;
/// So many conditions of one element stand in the table.
const TOLD: usize = 3;

/// Which elements are looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// The name of an outcome, or of a status that is no outcome; all if empty.
    pub(super) outcome: String,
    /// From 1.
    pub(super) page: usize,
}

/// The document whose reasons are shown.
pub(super) fn chosen(opened: &Opened) -> &Value {
    let documents = &opened.letter.documents;
    documents.get(opened.element).or(documents.first()).unwrap_or(&Value::Null)
}

/// Whether it was decided for every element of a list.
pub(super) fn is_list(opened: &Opened) -> bool {
    opened.ruling.document.trim_start().starts_with('[') && !opened.letter.documents.iter().any(|it| !is_of_element(it))
}

/// What an element is called.
pub(super) fn name_of(words: Words, document: &Value) -> &str {
    document.get("element").map_or("", |it| words.of(it.get("label")))
}

/// The outcome by which elements are told apart: its name, or the status if there is none.
fn key(document: &Value) -> &str {
    document.pointer("/outcome/id").and_then(Value::as_str).unwrap_or_else(|| text(document, "status"))
}

/// The table; nothing for a decision on the whole case.
pub(super) fn elements(words: Words, opened: &Opened, looked: &Looked) -> Markup {
    if opened.letter.documents.is_empty() {
        return html! { p { (words.say("Daftarnya kosong: tidak ada yang diputus.", "The list is empty: nothing was ruled on.")) } };
    }
    if !is_list(opened) {
        return html! {};
    }
    let all = in_order(opened, &looked.outcome);
    let pages = all.len().div_ceil(ON_A_PAGE).max(1);
    let page = looked.page.clamp(1, pages);
    let first = page.saturating_sub(1).saturating_mul(ON_A_PAGE);
    let nouns = nouns(words, opened);
    let title = format!("{} {}", words.say("Putusan untuk setiap", "The ruling on each"), nouns.one);
    // On paper there is no next page: there all of them stand.
    let on_screen = first..first.saturating_add(ON_A_PAGE);
    html! {
        section.elements #elements {
            (filters(words, opened, looked))
            div.scroll tabindex="0" role="region" aria-label=(title) {
                table.stacks.elements {
                    caption { (title) " " span.count { (all.len()) } }
                    thead { tr {
                        th scope="col" { (nouns.heading()) }
                        th scope="col" { (words.say("Hasil", "Outcome")) }
                        th scope="col" { (words.say("Yang menentukan", "What decided")) }
                    } }
                    tbody {
                        @for (place, number) in all.iter().enumerate() { (row(words, opened, looked, (*number, on_screen.contains(&place)))) }
                    }
                }
            }
            (pager(words, opened, looked, (page, pages)))
        }
    }
}

/// The numbers of the documents with this outcome: what failed first, then what is not known, each in the order of the list.
fn in_order(opened: &Opened, outcome: &str) -> Vec<usize> {
    let rank = |number: &usize| match result(opened, *number) {
        "fails" => 0,
        "unknown" => 1,
        _ => 2,
    };
    let documents = opened.letter.documents.iter().enumerate();
    let mut all: Vec<usize> =
        documents.filter(|it| outcome.is_empty() || key(it.1) == outcome).map(|it| it.0).collect();
    all.sort_by_key(rank);
    all
}

fn result(opened: &Opened, number: usize) -> &'static str {
    came_out(opened.letter.documents.get(number).unwrap_or(&Value::Null), opened.told.get(number))
}

/// The address of the page with an element, an outcome and a page of the list.
fn address(opened: &Opened, looked: &Looked, element: Option<usize>, place: &str) -> String {
    let path = format!("/rulings/{}", escaped(&opened.ruling.ruling_id));
    let element = element.map(|it| it.to_string()).unwrap_or_default();
    let page = if looked.page > 1 { looked.page.to_string() } else { String::new() };
    format!("{}#{place}", query(&path, &[("element", &element), ("outcome", &looked.outcome), ("page", &page)]))
}

fn filters(words: Words, opened: &Opened, looked: &Looked) -> Markup {
    let all = counts(words, opened);
    html! {
        @if all.len() > 1 {
            nav.filters.no-print aria-label=(words.say("Saring menurut hasil", "Filter by outcome")) {
                ul.plain {
                    li { a href=(address(opened, &Looked::default(), None, "elements")) aria-current=[looked.outcome.is_empty().then_some("true")] {
                        (words.say("Semua", "All")) " " span.count { (opened.letter.documents.len()) }
                    } }
                    @for (key, label, count) in &all {
                        @let only = Looked { outcome: key.clone(), page: 1 };
                        li { a href=(address(opened, &only, in_order(opened, key).first().copied(), "elements")) aria-current=[(looked.outcome == *key).then_some("true")] {
                            (label) " " span.count { (count) }
                        } }
                    }
                }
            }
        }
    }
}

fn row(words: Words, opened: &Opened, looked: &Looked, (number, on_screen): (usize, bool)) -> Markup {
    let document = opened.letter.documents.get(number).unwrap_or(&Value::Null);
    let is_here = number == opened.element;
    html! {
        tr.own[is_here].on-paper[!on_screen] {
            th scope="row" {
                a href=(address(opened, looked, Some(number), "element")) aria-current=[is_here.then_some("true")] { (name_of(words, document)) }
            }
            td data-label=(words.say("Hasil", "Outcome")) {
                (signs::came_out(words, result(opened, number), signs::outcome(words, document)))
            }
            td data-label=(words.say("Yang menentukan", "What decided")) { (decided_by(words, opened, number, document)) }
        }
    }
}

/// The few conditions that decided, each with its value beside what is wanted.
fn decided_by(words: Words, opened: &Opened, number: usize, document: &Value) -> Markup {
    let Some(told) = opened.told.get(number).filter(|it| !it.deciders.is_empty()) else {
        return html! { (words.sentence(pair(words, document, "because"))) };
    };
    let deciders = &told.deciders;
    if deciders.len() > 1 && result(opened, number) == "holds" {
        let count = deciders.len();
        return html! { (words.say("Semua syaratnya terpenuhi", "Every condition of it is met")) " " span.count { (count) } };
    }
    html! {
        ul.plain.deciders {
            @for it in deciders.iter().take(TOLD) { li { (say(words, &it.label)) ": " (valued(words, it)) } }
            @if deciders.len() > TOLD {
                li { a.faint href={ "?element=" (number) "#element" } {
                    (words.say("dan syarat lain: ", "and other conditions: ")) (deciders.len().saturating_sub(TOLD))
                } }
            }
        }
    }
}

/// The value of a condition beside what is wanted; its reason in words if nothing was measured.
pub(super) fn valued(words: Words, decider: &Decider) -> Markup {
    let measures = &decider.measures;
    let telling: Option<&Measure> = measures.iter().find(|it| it.result == decider.result).or(measures.first());
    html! {
        @match telling {
            Some(measure) => {
                @let label = say(words, &measure.subject);
                @if !label.is_empty() && label != say(words, &decider.label) { span.faint { (label) " " } }
                (in_short(words, &weight(measure.clone())))
            }
            None => { (words.sentence(say(words, &decider.reason))) }
        }
    }
}

fn pager(words: Words, opened: &Opened, looked: &Looked, (page, pages): (usize, usize)) -> Markup {
    let at = |page: usize| address(opened, &Looked { page, ..looked.clone() }, None, "elements");
    html! {
        @if pages > 1 {
            nav.pager aria-label=(words.say("Halaman daftar", "Pages of the list")) {
                @if page > 1 { a rel="prev" href=(at(page.saturating_sub(1))) { "← " (words.say("Sebelumnya", "Before")) } }
                span { (words.say("Halaman", "Page")) " " (page) " / " (pages) }
                @if page < pages { a rel="next" href=(at(page.saturating_add(1))) { (words.say("Berikutnya", "Next")) " →" } }
            }
        }
    }
}

/// Each outcome by its name, with its label and how many came out so, the most frequent first.
fn counts(words: Words, opened: &Opened) -> Vec<(String, String, usize)> {
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for document in &opened.letter.documents {
        let entry =
            found.entry(key(document).to_owned()).or_insert_with(|| (signs::outcome(words, document).to_owned(), 0));
        entry.1 = entry.1.saturating_add(1);
    }
    let mut all: Vec<_> = found.into_iter().map(|(key, (label, count))| (key, label, count)).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.2));
    all
}

/// What the elements are called.
fn nouns(words: Words, opened: &Opened) -> Nouns {
    Nouns::of(words, opened.letter.elements.as_ref())
}

/// How many elements there are.
pub(super) fn how_many(words: Words, opened: &Opened) -> String {
    nouns(words, opened).counted(opened.letter.documents.len())
}

/// How many came out how, in one sentence.
pub(super) fn counted(words: Words, opened: &Opened) -> String {
    let each: Vec<String> =
        counts(words, opened).into_iter().map(|(_, label, count)| format!("{count} {label}")).collect();
    match each.as_slice() {
        [] => format!("{} {}", words.say("Tidak ada", "No"), nouns(words, opened).many),
        // The heading tells that there is one.
        [_] if opened.letter.documents.len() == 1 => counts(words, opened).into_iter().map(|it| it.1).collect(),
        each => {
            let all = nouns(words, opened).counted(opened.letter.documents.len());
            format!("{} {all}: {}", words.say("Dari", "Of"), each.join(" · "))
        }
    }
}

/// Which element the rest of the page is about, and the ways to the one before and after it.
pub(super) fn heading(words: Words, opened: &Opened, looked: &Looked) -> Markup {
    if !is_list(opened) {
        return html! {};
    }
    let document = chosen(opened);
    let all = in_order(opened, &looked.outcome);
    let at = all.iter().position(|it| *it == opened.element);
    let before = at.and_then(|it| all.get(it.checked_sub(1)?));
    let after = at.and_then(|it| all.get(it.checked_add(1)?));
    let nouns = nouns(words, opened);
    html! {
        section.element #element {
            h2 { (name_of(words, document)) }
            p.lead {
                (signs::came_out(words, result(opened, opened.element), signs::outcome(words, document)))
                " " (words.sentence(pair(words, document, "because")))
            }
            nav.pager.no-print aria-label=(format!("{} {}", words.say("Putusan untuk tiap", "The ruling on other"), nouns.many)) {
                @if let Some(it) = before { a rel="prev" href=(address(opened, looked, Some(*it), "element")) { "← " (called(words, opened, *it)) } }
                a href="#elements" { (words.say("Semua", "All")) " " (nouns.many) }
                @if let Some(it) = after { a rel="next" href=(address(opened, looked, Some(*it), "element")) { (called(words, opened, *it)) " →" } }
            }
        }
    }
}

fn called(words: Words, opened: &Opened, number: usize) -> &str {
    opened.letter.documents.get(number).map_or("", |it| name_of(words, it))
}

/// How many have a condition that is not met, and how many wait for something that is not known.
pub(super) fn open_ones(words: Words, opened: &Opened) -> Option<String> {
    let count = |wanted: &str| (0..opened.letter.documents.len()).filter(|it| result(opened, *it) == wanted).count();
    let (fails, unknown) = (count("fails"), count("unknown"));
    let told = match (fails, unknown) {
        (0, 0) => return None,
        (fails, 0) => {
            format!("{fails} {}", words.say("dengan syarat yang tidak terpenuhi", "with a condition that is not met"))
        }
        (0, unknown) => {
            format!("{unknown} {}", words.say("menunggu yang belum diketahui", "waiting for what is not known"))
        }
        (fails, unknown) => format!(
            "{fails} {}, {unknown} {}",
            words.say("dengan syarat yang tidak terpenuhi", "with a condition that is not met"),
            words.say("menunggu yang belum diketahui", "waiting for what is not known"),
        ),
    };
    Some(format!(
        "{told}{}",
        words.say("; yang demikian ditempatkan paling atas dalam daftar.", "; those come first in the list.")
    ))
}
