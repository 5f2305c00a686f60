//! The facts of a case, grouped as the rules group them, each with its value, its status and its evidence; filtered by status.
//!
//! Knows nothing of: how a fact is changed or verified.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::Language;
use crate::server::service::{
    Corrected, Documents, Dossier, FactLine, FactStatus, Step, around, claimed_last, dispute, type_at,
};
use crate::server::stated::{Spot, entries, spot, unknown};
use crate::server::web::documents::ways;
use crate::server::web::parts::{day, empty, notice, query};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::corrected::{self, ByFact};
use super::value::shown;

/// So many facts stand on the page; there are more only where much inside a list has evidence of its own.
const MOST: usize = 1_000;

pub(super) fn section(
    viewer: &Viewer,
    dossier: &Dossier,
    corrected: &[Corrected],
    (status, fact): (&str, &str),
) -> Markup {
    let words = viewer.words;
    let Some(rulebook) = dossier.rulebook() else { return without_rules(words) };
    let lines = dossier.lines();
    let only = FactStatus::of(status);
    let fact = fact.trim();
    let wanted = |it: &&FactLine<'_>| {
        only.is_none_or(|only| it.status == only) && matches(words, rulebook, (&dossier.facts, it), fact)
    };
    let found: Vec<&FactLine<'_>> = lines.iter().filter(wanted).collect();
    // What was corrected before the agency claimed its facts anew does not stand any more.
    let since = dossier.events.get(claimed_last(&dossier.events)).map_or(0, |it| it.version);
    let standing = corrected.iter().filter(|it| it.version > since && it.stands);
    let corrected = corrected::by_fact(lines.iter().map(|it| it.path.as_str()), standing);
    html! {
        section aria-labelledby="facts" {
            h2 #facts { (words.say("Fakta dan buktinya", "Facts and their evidence")) }
            (filter(viewer, dossier, &lines, (only, fact)))
            @if found.is_empty() {
                (empty(
                    words.say("Tidak ada fakta yang cocok", "No fact matches"),
                    words.say("Pilih keadaan lain atau kosongkan pencarian.", "Choose another status or clear the search."),
                    Some((&format!("/cases/{}#facts", dossier.case.case_id), words.say("Tampilkan semua fakta", "Show all facts"))),
                ))
            }
            @for (name, group) in groups(found.get(..MOST).unwrap_or(&found)) {
                (table((words, rulebook, dossier), name, &group, (&of_wholes(dossier, &group), &corrected)))
            }
            @if found.len() > MOST { (notice("open", &too_many(words, found.len()))) }
        }
    }
}

fn too_many(words: Words, count: usize) -> String {
    match words.0 {
        Language::Indonesian => {
            format!("{MOST} dari {count} fakta ditampilkan. Pakai pencarian untuk menemukan yang lain.")
        }
        Language::English => format!("{MOST} of {count} facts are shown. Use the search to find the others."),
    }
}

fn without_rules(words: Words) -> Markup {
    notice(
        "warn",
        words.say(
            "Himpunan aturan kasus ini sudah ditarik seluruhnya, jadi faktanya tidak dapat ditampilkan menurut aturan. Isinya tetap tersimpan.",
            "The rulebook of this case was retired as a whole, so its facts cannot be shown as the rules have them. They are kept all the same.",
        ),
    )
}

/// Facts by the first name of their pointers, in the order of the rulebook.
fn groups<'f, 'a>(lines: &[&'f FactLine<'a>]) -> Vec<(&'f str, Vec<&'f FactLine<'a>>)> {
    let mut groups: Vec<(&str, Vec<&FactLine<'a>>)> = Vec::new();
    for line in lines {
        let name = line.path.split('/').nth(1).unwrap_or_default();
        match groups.last_mut().filter(|it| it.0 == name) {
            Some(group) => group.1.push(line),
            None => groups.push((name, vec![line])),
        }
    }
    groups
}

fn matches(words: Words, rulebook: &Rulebook, (facts, line): (&Value, &FactLine<'_>), part: &str) -> bool {
    let part = part.to_lowercase();
    let names = spot(words, rulebook, facts, &line.path).map(|it| it.names).unwrap_or_default();
    part.is_empty() || names.iter().any(|it| it.to_lowercase().contains(&part))
}

fn filter(
    viewer: &Viewer,
    dossier: &Dossier,
    lines: &[FactLine<'_>],
    (only, fact): (Option<FactStatus>, &str),
) -> Markup {
    let words = viewer.words;
    let here = format!("/cases/{}", dossier.case.case_id);
    let address = |status: &str| format!("{}#facts", query(&here, &[("status", status), ("fact", fact)]));
    html! {
        nav.chips aria-label=(words.say("Fakta menurut keadaannya", "Facts by status")) {
            a href=(address("")) aria-current=[only.is_none().then_some("true")] {
                (words.say("Semua", "All")) " " span.count { (lines.len()) }
            }
            @for it in FactStatus::ALL {
                @let count = lines.iter().filter(|line| line.status == it).count();
                a href=(address(it.name())) aria-current=[(only == Some(it)).then_some("true")] {
                    (status_name(words, it)) " " span.count { (count) }
                }
            }
        }
        form.search method="get" action={ (here) "#facts" } role="search" {
            @if let Some(only) = only { input type="hidden" name="status" value=(only.name()); }
            div.field {
                label for="fact" { (words.say("Cari fakta", "Find a fact")) }
                input #fact type="search" name="fact" value=(fact) autocomplete="off";
            }
            button type="submit" { (words.say("Cari", "Search")) }
        }
    }
}

/// The evidence of records as a whole, by their pointers: it stands beside each fact that has none of its own, and here for all.
fn of_wholes<'d>(dossier: &'d Dossier, lines: &[&FactLine<'_>]) -> Vec<(&'d str, &'d Value)> {
    let given = dossier.facts.get("evidence").and_then(Value::as_object);
    let mut wholes: BTreeSet<&str> = lines.iter().flat_map(|it| around(&it.path).skip(1)).collect();
    // What has a row of its own is told there.
    for it in lines {
        wholes.remove(it.path.as_str());
    }
    given.into_iter().flatten().filter(|it| wholes.contains(it.0.as_str())).map(|it| (it.0.as_str(), it.1)).collect()
}

fn table(
    (words, rulebook, dossier): (Words, &Rulebook, &Dossier),
    name: &str,
    lines: &[&FactLine<'_>],
    (wholes, corrected): (&[(&str, &Value)], &ByFact<'_>),
) -> Markup {
    let facts = &dossier.facts;
    let label = spot(words, rulebook, facts, &format!("/{name}")).and_then(|it| it.names.into_iter().next());
    let label = label.as_deref().unwrap_or(name);
    let id = format!("group-{name}");
    html! {
        h3 id=(id) { (label) }
        @for (path, whole) in wholes {
            div.backed {
                p.evidence { (words.say("Bukti untuk seluruhnya:", "Evidence for all of it:")) " " (place_of(words, rulebook, facts, path)) }
                (evidence(words, &dossier.documents, Some(whole)))
            }
        }
        table.ledger role="table" aria-labelledby=(id) {
            thead role="rowgroup" { tr role="row" {
                th scope="col" role="columnheader" { (words.say("Fakta", "Fact")) }
                th scope="col" role="columnheader" { (words.say("Nilai", "Value")) }
                th scope="col" role="columnheader" { (words.say("Keadaan dan bukti", "Status and evidence")) }
            } }
            tbody role="rowgroup" {
                @for it in lines {
                    tr role="row" {
                        th scope="row" role="rowheader" { (place_of(words, rulebook, facts, &it.path)) }
                        td role="cell" { (stated(words, rulebook, it)) }
                        td role="cell" { div.backed { (sign(words, it.status)) (evidence(words, &dossier.documents, it.evidence)) (why(words, dossier, it))
                            (corrected::told(words, Some(rulebook), corrected.get(it.path.as_str()).into_iter().flatten().copied()))
                        } }
                    }
                }
            }
        }
    }
}

/// The value of a fact; that of an element with all its parts only if it is opened.
pub(in crate::server::web) fn stated(words: Words, rulebook: &Rulebook, line: &FactLine<'_>) -> Markup {
    let ty = type_at(rulebook, &line.path).unwrap_or(&Type::Broken);
    let value = shown(words, rulebook, ty, line.value);
    let parts = line.value.and_then(Value::as_object).filter(|it| unknown(it).is_none());
    html! {
        @match parts {
            Some(parts) => details.list { summary { (entries(words, parts.len())) } (value) },
            None => (value),
        }
    }
}

/// Where a fact is below its group: the labels on the way to it.
pub(in crate::server::web) fn place_of(words: Words, rulebook: &Rulebook, facts: &Value, path: &str) -> Markup {
    let spot = spot(words, rulebook, facts, path);
    let (around, own) = match spot.as_ref().map(Spot::below_group).unwrap_or_default() {
        [around @ .., own] => (around, own.as_str()),
        [] => (&[][..], path),
    };
    html! {
        @for it in around { span.faint { (it) " › " } }
        (own)
    }
}

/// The status of a fact, by shape and word.
pub(in crate::server::web) fn sign(words: Words, status: FactStatus) -> Markup {
    let (kind, shape) = match status {
        FactStatus::Claimed => ("open", "○"),
        FactStatus::Verified => ("good", "✓"),
        FactStatus::Disputed => ("bad", "✕"),
        FactStatus::Unknown => ("warn", "?"),
    };
    html! { span class={ "sign " (kind) } { span.shape aria-hidden="true" { (shape) } (status_name(words, status)) } }
}

fn status_name(words: Words, status: FactStatus) -> &'static str {
    match status {
        FactStatus::Claimed => words.say("Dinyatakan instansi", "Claimed"),
        FactStatus::Verified => words.say("Terverifikasi", "Verified"),
        FactStatus::Disputed => words.say("Disengketakan", "Disputed"),
        FactStatus::Unknown => words.say("Belum diketahui", "Not known"),
    }
}

/// What supports a fact, and who found it so.
pub(in crate::server::web) fn evidence(words: Words, documents: &Documents, evidence: Option<&Value>) -> Markup {
    let text = |name: &str| evidence.and_then(|it| it.get(name)).and_then(Value::as_str).unwrap_or_default();
    html! {
        @if !text("reference").is_empty() || !text("sha256").is_empty() {
            p.evidence {
                (text("reference"))
                @if !text("sha256").is_empty() {
                    " " (ways(words, documents, text("sha256")))
                }
            }
        }
        @if let Some(it) = evidence { (found_by(words, it)) }
    }
}

/// Who confirmed or disputed something, and when; nothing if nobody did.
fn found_by(words: Words, evidence: &Value) -> Markup {
    let text = |name: &str| evidence.get(name).and_then(Value::as_str).unwrap_or_default();
    let found = if text("status") == "disputed" {
        words.say("Disengketakan oleh", "Disputed by")
    } else {
        words.say("Diperiksa oleh", "Looked at by")
    };
    html! {
        @if !text("by").is_empty() {
            p.evidence { (found) " " (text("by")) @if !text("on").is_empty() { ", " (day(words, text("on"))) } }
        }
    }
}

/// What a status that is neither claimed nor verified means for the ruling.
fn why(words: Words, dossier: &Dossier, line: &FactLine<'_>) -> Markup {
    html! {
        @if line.status == FactStatus::Disputed {
            (disputed(words, dossier, line))
        }
        @if line.status == FactStatus::Unknown && line.value.is_none() {
            p.evidence { (words.say("Instansi belum menyatakannya.", "The agency has not stated it.")) }
        }
    }
}

/// Who disputed a fact, or what it is a part of, and the way to the reason.
fn disputed(words: Words, dossier: &Dossier, line: &FactLine<'_>) -> Markup {
    let given = dossier.facts.get("evidence").and_then(Value::as_object);
    let dispute = given.and_then(|it| dispute(it, &line.path));
    let by = dispute.and_then(|it| it.get("by")?.as_str()).unwrap_or_default();
    let mut theirs = dossier.events.iter().filter(|it| it.step == Step::Verification.name() && it.person == by);
    // Which of several it was is not recorded of each fact.
    let reason = match (theirs.next(), theirs.next()) {
        (Some(only), None) => format!("#step-{}", only.version),
        _ => "#history".to_owned(),
    };
    html! {
        @if let Some(it) = dispute.filter(|it| Some(*it) != line.evidence) { (found_by(words, it)) }
        p.evidence {
            (words.say("Bagi putusan sama dengan belum diketahui.", "For the ruling it counts as not known."))
            " " a href=(reason) { (words.say("Alasannya dalam riwayat", "The reason is in the history")) }
        }
    }
}
