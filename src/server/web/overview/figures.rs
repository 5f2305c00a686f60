//! Each part of the overview: a chart with the table beside it.
//!
//! Knows nothing of: how a chart is drawn, what was asked for.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::server::service::{Counted, Crossed, List, NOT_STATED, Overview, State};
use crate::server::web::parts::{state, state_name};
use crate::server::words::Words;

use super::bars::{Bar, bars};
use super::stacks::{Part, Pattern, Stack, stacks};

/// So many criteria are shown.
const MOST_CRITERIA: usize = 15;
/// Days from which on a stretch begins, and the last of each.
const STRETCHES: [(i64, i64); 5] = [(0, 7), (8, 14), (15, 30), (31, 60), (61, i64::MAX)];

/// A part with a heading; `chart` and `table` side by side.
fn part(id: &str, title: &str, lead: &str, (chart, table): (&Markup, &Markup)) -> Markup {
    html! {
        section.figure aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if !lead.is_empty() { p.faint { (lead) } }
            div.halves { div { (chart) } div { (table) } }
        }
    }
}

/// A name in words: as the rules have it, or that nobody stated it.
fn named(words: Words, list: &List, name: &str) -> String {
    match name {
        NOT_STATED => words.say("belum diketahui", "not known").to_owned(),
        "undetermined" => words.say("Belum dapat ditetapkan", "Undetermined").to_owned(),
        "conflict" => words.say("Aturan bertentangan", "Conflicting rules").to_owned(),
        other => list.label(other).map_or_else(|| other.to_owned(), |it| it.get(words.0).to_owned()),
    }
}

/// Outcomes by kind of agency.
pub(super) fn by_kind(words: Words, it: &Overview) -> Markup {
    let title = words.say("Hasil menurut jenis instansi", "Outcomes by kind of agency");
    let heads = (words.say("Jenis instansi", "Kind of agency"), title);
    crossed("outcomes", words, &it.outcomes, heads, (&it.labels.kinds, &it.labels.outcomes))
}

/// Outcomes by year, of all years.
pub(super) fn by_year(words: Words, it: &Overview) -> Markup {
    let title = words.say("Hasil menurut tahun", "Outcomes by year");
    let heads = (words.say("Tahun", "Year"), title);
    // The rules do not list years: each is called what it is, and they stand in their order.
    crossed("years", words, &it.outcomes_by_year, heads, (&List::default(), &it.labels.outcomes))
}

/// Categories of merit by kind of agency, where the rules work one out.
pub(super) fn categories(words: Words, it: &Overview) -> Markup {
    if it.categories.is_empty() {
        return html! {};
    }
    let title = words.say("Kategori sistem merit menurut jenis instansi", "Merit categories by kind of agency");
    let heads = (words.say("Jenis instansi", "Kind of agency"), title);
    crossed("categories", words, &it.categories, heads, (&it.labels.kinds, &it.labels.categories))
}

/// Each name once, as the rules list them.
fn sorted<'n>(list: &List, names: BTreeSet<&'n String>) -> Vec<&'n String> {
    let mut names: Vec<&String> = names.into_iter().collect();
    names.sort_by_key(|it| list.place(it));
    names
}

/// Rows as bars in parts, and as a table of rows and columns with sums.
fn crossed(
    id: &str,
    words: Words,
    counts: &Crossed,
    (head, title): (&str, &str),
    (of_rows, of_columns): (&List, &List),
) -> Markup {
    let (row, column) = (|it: &str| named(words, of_rows, it), |it: &str| named(words, of_columns, it));
    let rows = sorted(of_rows, counts.keys().map(|it| &it.0).collect());
    let columns = sorted(of_columns, counts.keys().map(|it| &it.1).collect());
    let at = |one: &str, other: &str| counts.get(&(one.to_owned(), other.to_owned())).copied().unwrap_or_default();
    let parts: Vec<Part> = columns.iter().map(|it| Part { name: column(it), pattern: pattern_of(it) }).collect();
    let all: Vec<Stack> = rows
        .iter()
        .map(|one| Stack { name: row(one), counts: columns.iter().map(|other| at(one, other)).collect() })
        .collect();
    let sum = |one: &str| columns.iter().map(|other| at(one, other)).sum::<usize>();
    let table = html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.stacks {
                caption.visually-hidden { (title) }
                thead { tr {
                    th scope="col" { (head) }
                    @for it in &columns { th.number scope="col" { (column(it)) } }
                    th.number scope="col" { (words.say("Jumlah", "Sum")) }
                } }
                tbody { @for one in &rows {
                    tr { th scope="row" { (row(one)) } @for other in &columns { td.number data-label=(column(other)) { (at(one, other)) } } td.number data-label=(words.say("Jumlah", "Sum")) { strong { (sum(one)) } } }
                } }
            }
        }
    };
    part(id, title, "", (&stacks((id, title), &parts, &all), &table))
}

/// What is no outcome looks the same in every chart.
fn pattern_of(name: &str) -> Option<Pattern> {
    match name {
        NOT_STATED | "undetermined" => Some(Pattern::Empty),
        "conflict" => Some(Pattern::Crossed),
        _ => None,
    }
}

/// How long it took from submission to confirmation.
pub(super) fn time(words: Words, it: &Overview) -> Markup {
    let title = words.say("Lama sampai dikukuhkan", "Time to decide");
    let Some((lower, upper)) = it.median() else {
        return html! { section.figure { h2 { (title) } p { (words.say("Belum ada kasus yang dikukuhkan.", "No case was confirmed yet.")) } } };
    };
    let (least, most) = (it.days.first().copied().unwrap_or_default(), it.days.last().copied().unwrap_or_default());
    let counted = |(from, to): (i64, i64)| it.days.iter().filter(|day| (from..=to).contains(*day)).count();
    let all: Vec<Bar> =
        STRETCHES.iter().map(|stretch| Bar { name: stretch_name(words, *stretch), count: counted(*stretch) }).collect();
    let median = if lower == upper { lower.to_string() } else { format!("{lower}–{upper}") };
    let table = html! {
        dl.figures {
            div { dt { (words.say("Median (hari)", "Median (days)")) } dd { (median) } }
            div { dt { (words.say("Tercepat", "Shortest")) } dd { (least) } }
            div { dt { (words.say("Terlama", "Longest")) } dd { (most) } }
            div { dt { (words.say("Kasus", "Cases")) } dd { (it.days.len()) } }
        }
        (simple(words.say("Hari", "Days"), words.say("Kasus", "Cases"), title, &all))
    };
    let lead = words.say(
        "Dari pengajuan pertama sampai pengukuhan terakhir, dalam hari kalender di Jakarta.",
        "From the first submission to the last confirmation, in calendar days in Jakarta.",
    );
    part("time", title, lead, (&bars(title, &all), &table))
}

fn stretch_name(words: Words, (from, to): (i64, i64)) -> String {
    let days = words.say("hari", "days");
    if to == i64::MAX {
        return format!("{} {} {days}", words.say("lebih dari", "more than"), from.saturating_sub(1));
    }
    format!("{from}–{to} {days}")
}

fn simple(head: &str, count: &str, caption: &str, all: &[Bar]) -> Markup {
    html! {
        table {
            caption.visually-hidden { (caption) }
            thead { tr { th scope="col" { (head) } th.number scope="col" { (count) } } }
            tbody { @for it in all { tr { th scope="row" { (it.name) } td.number { (it.count) } } } }
        }
    }
}

/// What fails most often.
pub(super) fn criteria(words: Words, it: &Overview) -> Markup {
    let mut failing: Vec<&Counted> = it.criteria.values().filter(|it| it.failed > 0 || it.unknown > 0).collect();
    failing.sort_by_key(|it| std::cmp::Reverse((it.failed, it.unknown)));
    failing.truncate(MOST_CRITERIA);
    let title = words.say("Syarat yang paling sering tidak terpenuhi", "Criteria that fail most often");
    if failing.is_empty() {
        return html! {};
    }
    let all: Vec<Stack> = failing.iter().map(|it| results(words, it)).collect();
    let parts = [
        (words.say("Tidak terpenuhi", "Not met"), None),
        (words.say("Belum diketahui", "Not known"), Some(Pattern::Empty)),
        (words.say("Terpenuhi", "Met"), None),
    ];
    let parts = parts.map(|(name, pattern)| Part { name: name.to_owned(), pattern });
    let table = html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.stacks {
                caption.visually-hidden { (title) }
                thead { tr {
                    th scope="col" { (words.say("Syarat", "Criterion")) }
                    th.number scope="col" { (words.say("Tidak terpenuhi", "Not met")) }
                    th.number scope="col" { (words.say("Belum diketahui", "Not known")) }
                    th.number scope="col" { (words.say("Diperiksa", "Examined")) }
                } }
                tbody { @for it in &failing {
                    tr { th scope="row" { (it.label.get(words.0)) } td.number data-label=(words.say("Tidak terpenuhi", "Not met")) { (it.failed) } td.number data-label=(words.say("Belum diketahui", "Not known")) { (it.unknown) } td.number data-label=(words.say("Diperiksa", "Examined")) { (it.asked) } }
                } }
            }
        }
    };
    let lead = words.say(
        "Menurut putusan terakhir setiap kasus. Belum diketahui bukan tidak terpenuhi.",
        "By the latest ruling of each case. Not known is not the same as not met.",
    );
    part("criteria", title, lead, (&stacks(("criteria", title), &parts, &all), &table))
}

/// How often a criterion was not met, not known, and met.
fn results(words: Words, it: &Counted) -> Stack {
    let met = it.asked.saturating_sub(it.failed).saturating_sub(it.unknown);
    Stack { name: it.label.get(words.0).to_owned(), counts: vec![it.failed, it.unknown, met] }
}

/// Where the cases stand.
pub(super) fn states(words: Words, it: &Overview) -> Markup {
    let title = words.say("Kasus menurut keadaan", "Cases by state");
    let count = |name: &str| it.states.get(name).copied().unwrap_or_default();
    let there: Vec<&'static str> = State::ALL.iter().map(|it| it.name()).filter(|it| count(it) > 0).collect();
    let all: Vec<Bar> =
        there.iter().map(|name| Bar { name: state_name(words, name).to_owned(), count: count(name) }).collect();
    let table = html! {
        table {
            caption.visually-hidden { (title) }
            thead { tr { th scope="col" { (words.say("Keadaan", "State")) } th.number scope="col" { (words.say("Kasus", "Cases")) } } }
            tbody { @for name in &there { tr { th scope="row" { (state(words, name)) } td.number { (count(name)) } } } }
        }
    };
    part("states", title, "", (&bars(title, &all), &table))
}
