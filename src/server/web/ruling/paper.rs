//! A ruling in brief on paper: every condition in a row, every fact once, and how the ruling can be checked. On a screen it is not shown.
//!
//! Texts of rules, trees of reasons and similar rulings are printed only where a reader asks for all. Knows nothing of: the
//! reasons in full.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::Opened;
use crate::server::web::parts::{day, escaped, query};
use crate::server::words::Words;

use super::evidence::{corrected_inside, evidence_of};
use super::page::{Around, deciding};
use super::reasons::{Conditions, because, in_short, sign_of, telling};
use super::signs::{self, Unmet};
use super::source::bases;
use super::values::{list, pair, text, value_of};

/// So many elements of a condition, and so many facts, stand on paper; the others are counted.
const MOST: usize = 60;

/// What is printed in place of the long parts.
pub(super) fn in_brief(words: Words, opened: &Opened, document: &Value) -> Markup {
    let criteria = list(document, "criteria");
    html! {
        div.on-paper {
            @if !criteria.is_empty() { (conditions(words, opened, Conditions::of(opened, document))) }
            (deciding_rules(words, document, opened))
            (facts_once(words, opened, criteria))
        }
    }
}

/// The way to print everything, and back; it needs no script.
pub(super) fn way(words: Words, ruling: &str, around: &Around) -> Markup {
    let here = format!("/rulings/{}", escaped(ruling));
    let element = if around.element == 0 { String::new() } else { around.element.to_string() };
    html! {
        @if around.whole_on_paper {
            a.button href=(query(&here, &[("element", &element)])) { (words.say("Kembali ke ringkas", "Back to the brief")) }
        } @else {
            a.button href=(query(&here, &[("element", &element), ("print", "all")])) { (words.say("Cetak lengkap", "Print everything")) }
        }
    }
}

/// Those that failed first, then what is not known, then those that are met; last those that decided nothing.
fn conditions(words: Words, opened: &Opened, split: Conditions<'_>) -> Markup {
    let Conditions { decisive: mut sorted, others, unmet } = split;
    sorted.sort_by_key(|it| match text(it.1, "result") {
        "fails" => 0,
        "holds" => 2,
        _ => 1,
    });
    html! {
        h2 { (words.say("Syarat", "Conditions")) " " span.count { (sorted.len().saturating_add(others.len())) } }
        table.conditions {
            thead { tr {
                th scope="col" { (words.say("Syarat dan hasilnya", "Condition and its result")) }
                th scope="col" { (words.say("Nilai dan yang diminta", "Value and what is wanted")) }
                th scope="col" { (words.say("Dasar", "Basis")) }
            } }
            tbody {
                @for it in &sorted { (condition(words, opened, (it.1, true, unmet))) }
                @for it in &others { (condition(words, opened, (it.1, false, Unmet::Neutral))) }
            }
        }
    }
}

fn condition(words: Words, opened: &Opened, (criterion, decides, unmet): (&Value, bool, Unmet)) -> Markup {
    let result = text(criterion, "result");
    let weights = opened.weighed.get(text(criterion, "id")).map_or(&[][..], Vec::as_slice);
    let parts = list(criterion, "parts");
    html! {
        tr {
            th scope="row" {
                (sign_of(words, opened, criterion, unmet)) " " (pair(words, criterion, "label"))
                @if !decides { " " em.faint { (words.say("(tidak ikut menentukan)", "(decided nothing)")) } }
            }
            td {
                @if let Some(weight) = telling(weights, result) { div { (weight.subject.get(words.0)) ": " (in_short(words, weight)) } }
                div.faint { (because(words, opened, criterion)) }
                @for part in parts.iter().take(MOST) {
                    div.faint { (words.result(text(part, "result"))) ": " (pair(words, part, "label")) }
                }
                (others(words, parts.len()))
            }
            td {
                @for it in list(criterion, "basis") {
                    div { (words.dated(pair(words, it, "citation"))) " " span.faint { "(" (words.establishedness(text(it, "establishedness"))) ")" } }
                }
            }
        }
    }
}

fn others(words: Words, all: usize) -> Markup {
    let rest = all.saturating_sub(MOST);
    html! { @if rest > 0 { div.faint { (words.say("Lainnya, pada cetakan lengkap: ", "Others, in the print of everything: ")) (rest) } } }
}

fn deciding_rules(words: Words, document: &Value, opened: &Opened) -> Markup {
    let rules = list(document, "rules");
    html! {
        @if deciding(document).next().is_some() || text(document, "status") == "decided" {
            h2 { (words.say("Aturan yang menentukan", "The rules that decided")) }
            @if rules.is_empty() {
                p { (words.say(
                    "Tidak ada aturan yang semua syaratnya terpenuhi, jadi berlaku bagian “selain itu” dari putusan.",
                    "No rule had all its conditions met, so the “otherwise” of the decision holds.",
                )) }
            }
            @for rule in rules {
                p.label-of { (words.say("Aturan", "Rule")) " " (text(rule, "id")) }
                (bases(words, opened, rule))
            }
        }
    }
}

/// Every fact that a condition or one of its elements read, once.
fn facts_once(words: Words, opened: &Opened, criteria: &[Value]) -> Markup {
    let mut facts: Vec<&Value> = Vec::new();
    for criterion in criteria {
        gather(criterion, &mut facts);
    }
    html! {
        @if !facts.is_empty() {
            h2 { (words.say("Fakta dan bukti", "Facts and evidence")) " " span.count { (facts.len()) } }
            @let referred = facts.iter().any(|it| !reference(opened, it).is_empty());
            table.evidence {
                thead { tr {
                    th scope="col" { (words.say("Fakta", "Fact")) }
                    th scope="col" { (words.say("Nilai", "Value")) }
                    th scope="col" { (words.say("Keadaan, oleh siapa", "How it stands, by whom")) }
                    @if referred { th scope="col" { (words.say("Bukti", "Evidence")) } }
                } }
                tbody { @for it in facts.iter().take(MOST) { (fact(words, opened, it, referred)) } }
            }
            (others(words, facts.len()))
            @if !referred { p.faint { (words.say("Tidak satu pun fakta ini menyebut rujukan bukti.", "None of these facts names a reference of evidence.")) } }
        }
    }
}

fn reference<'o>(opened: &'o Opened, fact: &Value) -> &'o str {
    evidence_of(&opened.facts, text(fact, "path")).map_or("", |it| text(it.0, "reference"))
}

fn gather<'v>(from: &'v Value, facts: &mut Vec<&'v Value>) {
    for fact in list(from, "facts") {
        if !facts.iter().any(|it| text(it, "path") == text(fact, "path")) {
            facts.push(fact);
        }
    }
    for part in list(from, "parts") {
        gather(part, facts);
    }
}

fn fact(words: Words, opened: &Opened, fact: &Value, referred: bool) -> Markup {
    let path = text(fact, "path");
    let found = evidence_of(&opened.facts, path);
    let (evidence, is_own) = (found.map(|it| it.0), found.is_none_or(|it| it.1));
    let of = |name: &str| evidence.map_or("", |it| text(it, name));
    let stated = text(fact, "status");
    let status = if stated.is_empty() { of("status") } else { stated };
    let (by, on, reference) = (of("by"), of("on"), reference(opened, fact));
    html! {
        tr {
            th scope="row" { (pair(words, fact, "label")) }
            td { (value_of(words, opened, path, fact.get("value"))) }
            td {
                @if status.is_empty() { (words.say("tidak ada bukti", "no evidence")) } @else { (signs::fact_status(words, status)) }
                @if !by.is_empty() { " " (by) }
                @if !on.is_empty() { ", " (day(words, on)) }
                @if !is_own { span.faint { "; " (words.say("bukti untuk seluruh bagian ini", "evidence for all of this part")) } }
                (corrected_inside(words, opened, path))
            }
            @if referred { td {
                @if reference.is_empty() { span.faint { (words.say("tanpa rujukan", "no reference")) } } @else { (reference) }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_fact_that_many_conditions_read_stands_once() {
        let (one, other) = (json!({"path": "/a"}), json!({"path": "/b"}));
        let criterion =
            json!({"facts": [one, other], "parts": [{"facts": [one], "parts": [{"facts": [{"path": "/c"}]}]}]});
        let mut facts = Vec::new();
        gather(&criterion, &mut facts);
        let paths: Vec<&str> = facts.into_iter().map(|it| text(it, "path")).collect();
        assert_eq!(paths, ["/a", "/b", "/c"]);
    }
}
