//! What a reader has to see in ten seconds: which rule, what failed beside its threshold, which article, what would change it.
//!
//! Knows nothing of: the reasons in full.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::explain::deciders::{Told, Tried};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;
use crate::server::service::{Change, Changes, Opened, Sufficient};
use crate::server::web::parts::day;
use crate::server::words::Words;

use super::elements::valued;
use super::page::{deciding, decision, is_of_element};
use super::reasons::{Conditions, Numbered, because, in_short, is_rule, sign_of, telling};
use super::signs::{self, Unmet};
use super::source::{first_basis, reading};
use super::values::{list, pair, say, shown, text};

/// So many conditions stand in the brief; the others are counted.
const SHOWN: usize = 6;

/// What decided, beside its threshold.
pub(super) fn brief(words: Words, opened: &Opened, document: &Value) -> Markup {
    if let Some(told) = told_of(opened, document) {
        return html! {
            section.brief {
                (deciders(words, told))
                (tried(words, told, document))
                (changes(words, opened, document))
            }
        };
    }
    html! {
        section.brief {
            (conditions(words, opened, document))
            @if let Some(told) = opened.told.first() { (tried(words, told, document)) }
            (changes(words, opened, document))
        }
    }
}

/// What decided: what is lacking, what is not known, or why the rule applies.
fn conditions(words: Words, opened: &Opened, document: &Value) -> Markup {
    let Conditions { decisive, unmet, .. } = Conditions::of(opened, document);
    let of = |result: &str| decisive.iter().filter(|it| text(it.1, "result") == result).copied().collect::<Vec<_>>();
    let (failed, unknown, met) = (of("fails"), of("unknown"), of("holds"));
    let (status, by_rule) = (text(document, "status"), !list(document, "rules").is_empty());
    let what_decided = words.say("Yang menentukan", "What decided");
    html! {
        @if unmet == Unmet::Reason && !failed.is_empty() {
            (table(words, opened, what_decided, (&rules_first(opened, [failed.clone(), met].concat()), unmet)))
        } @else if !failed.is_empty() && (status != "undetermined" || unknown.is_empty()) {
            (table(words, opened, words.say("Yang tidak terpenuhi", "What is not met"), (&failed, unmet)))
        }
        @if !unknown.is_empty() && status != "decided" {
            (table(words, opened, words.say("Yang belum diketahui", "What is not known"), (&unknown, unmet)))
        }
        @if failed.is_empty() && unknown.is_empty() && !decisive.is_empty() {
            // Where no rule applies, what is met may be what stood in its way.
            @let title = if by_rule { words.say("Semua syarat terpenuhi", "Every condition is met") } else { what_decided };
            (table(words, opened, title, (&decisive, unmet)))
        }
    }
}

/// The rules that applied, then their conditions in the same order.
fn rules_first<'d>(opened: &Opened, mut criteria: Numbered<'d>) -> Numbered<'d> {
    criteria.sort_by_key(|it| !is_rule(opened, it.1));
    criteria
}

/// What decided on an element: the criteria of its document are the rules, too great for a brief.
fn told_of<'o>(opened: &'o Opened, document: &Value) -> Option<&'o Told> {
    let told = opened.told.get(opened.element).filter(|_| is_of_element(document))?;
    (!told.deciders.is_empty()).then_some(told)
}

fn deciders(words: Words, told: &Told) -> Markup {
    let first = told.deciders.first().map(|it| it.result);
    let title = match first {
        Some(Truth::No) => words.say("Yang tidak terpenuhi", "What is not met"),
        Some(Truth::Unknown) => words.say("Yang belum diketahui", "What is not known"),
        // A rule that applies because something is not so grants what another rule would not.
        _ if told.deciders.iter().any(|it| it.negated) => words.say("Yang menentukan", "What decided"),
        _ => words.say("Semua syarat terpenuhi", "Every condition is met"),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.brief {
                caption { (title) " " span.count { (told.deciders.len()) } }
                thead { tr {
                    th scope="col" { (words.say("Syarat", "Condition")) }
                    th scope="col" { (words.say("Nilai dan yang diminta", "Value and what is wanted")) }
                } }
                tbody {
                    @for it in &told.deciders {
                        tr {
                            th scope="row" { (say(words, &it.label)) " " (signs::result(words, it.result.result_name())) }
                            td { (valued(words, it)) }
                        }
                    }
                }
            }
        }
    }
}

/// Where no rule applied: which rules would have, what they lacked, and that the `otherwise` holds therefore.
fn tried(words: Words, told: &Told, document: &Value) -> Markup {
    let tried = nearest(told);
    let none_applied = text(document, "status") == "decided" && list(document, "rules").is_empty();
    html! {
        @if none_applied && !tried.is_empty() {
            div.tried {
                ul {
                    @for it in &tried {
                        li {
                            code { (it.rule) } " “" (say(words, &it.outcome)) "” " (how_far(words, it)) "; "
                            (words.say("kurang: ", "lacking: "))
                            (it.lacking.iter().map(|it| lacks(words, it)).collect::<Vec<_>>().join("; ")) "."
                        }
                    }
                }
                p {
                    (words.say("Karena itu berlaku bagian “selain itu”: ", "So the “otherwise” holds: "))
                    strong { (signs::outcome(words, document)) } "."
                }
            }
        }
    }
}

/// What a rule lacks: what is not known may yet be so.
fn lacks(words: Words, (label, result): &(Wording, Truth)) -> String {
    let label = words.dated(say(words, label));
    if *result == Truth::Unknown { format!("{label} ({})", words.result("unknown").to_lowercase()) } else { label }
}

/// The rules that did not apply, the one that lacked the least first.
fn nearest(told: &Told) -> Vec<&Tried> {
    let mut all: Vec<&Tried> = told.tried.iter().filter(|it| it.all > 0).collect();
    all.sort_by_key(|it| (it.lacking.len(), std::cmp::Reverse(it.all)));
    all
}

fn how_far(words: Words, tried: &Tried) -> String {
    let Tried { met, all, .. } = tried;
    if words.tag() == "id" {
        format!("tidak berlaku: {met} dari {all} syarat terpenuhi")
    } else {
        format!("does not apply: {met} of {all} conditions met")
    }
}

fn table(words: Words, opened: &Opened, title: &str, (criteria, unmet): (&[(usize, &Value)], Unmet)) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) {
            table.brief {
                caption { (title) " " span.count { (criteria.len()) } }
                thead { tr {
                    th scope="col" { (words.say("Syarat", "Condition")) }
                    th scope="col" { (words.say("Nilai dan yang diminta", "Value and what is wanted")) }
                    th scope="col" { (words.say("Dasar", "Basis")) }
                } }
                tbody {
                    @for (number, criterion) in criteria.iter().take(SHOWN) { (row(words, opened, (*number, criterion), unmet)) }
                }
            }
        }
        @if criteria.len() > SHOWN {
            p { a href="#reasons" { (criteria.len().saturating_sub(SHOWN)) " " (words.say("syarat lainnya di bawah", "other conditions below")) } }
        }
    }
}

fn row(words: Words, opened: &Opened, (number, criterion): (usize, &Value), unmet: Unmet) -> Markup {
    let name = text(criterion, "id");
    let weights = opened.weighed.get(name).map_or(&[][..], Vec::as_slice);
    html! {
        tr {
            th scope="row" {
                a href={ "#c" (number) } { (pair(words, criterion, "label")) }
                " " (sign_of(words, opened, criterion, unmet))
            }
            td {
                @match telling(weights, text(criterion, "result")) {
                    Some(weight) => {
                        div.faint { (weight.subject.get(words.0)) }
                        (in_short(words, weight))
                    }
                    None if is_rule(opened, criterion) => (because(words, opened, criterion)),
                    None => { (words.dated(pair(words, criterion, "reason"))) }
                }
            }
            td { (first_basis(words, opened, criterion)) }
        }
    }
}

/// What would have changed the outcome.
fn changes(words: Words, opened: &Opened, document: &Value) -> Markup {
    let of_element = opened.of_element.as_ref();
    let found = of_element.map(|it| &it.0).or(opened.letter.changes.as_ref());
    let Some(Changes { alone, together }) = found else { return not_worked_out(words, document) };
    let enough = of_element.map_or(&[][..], |it| it.1.as_slice());
    let upheld = !alone.is_empty() && alone.iter().all(|it| it.result == "holds");
    html! {
        h2 {
            @if upheld { (words.say("Yang menopang hasil ini", "What this outcome rests on")) }
            @else { (words.say("Yang dapat mengubah hasil", "What could change the outcome")) }
        }
        @if upheld && !enough.is_empty() {
            details.worked-out {
                summary { (words.say("Perubahan yang sudah dicoba", "Changes that were tried")) " " span.count { (enough.len()) } }
                div.inside { (sufficient(words, enough)) }
            }
        } @else { (sufficient(words, enough)) }
        @if !alone.is_empty() {
            p { (words.say("Hasilnya dapat berbeda bila fakta salah satu syarat ini berbeda:", "Another outcome is possible if the facts of one of these were otherwise:")) }
            (hangs_on(words, alone, Conditions::of(opened, document).unmet))
        } @else if !together.is_empty() {
            p { (words.say("Hasilnya hanya dapat berbeda bila fakta semua syarat ini sekaligus berbeda:", "Another outcome is possible only if the facts of all of these were otherwise together:")) }
            (hangs_on(words, together, Conditions::of(opened, document).unmet))
        } @else {
            p { (words.say(
                "Tidak ditemukan satu syarat, atau beberapa bersama-sama, yang dengan fakta lain pasti membuka hasil ini.",
                "No condition was found, and no few of them together, that would certainly open this outcome if their facts were otherwise.",
            )) }
        }
        p.no-print {
            a href={ "/cases/" (opened.case.case_id) "/what-if" } { (words.say("Cobalah dengan fakta lain", "Try it with other facts")) }
        }
    }
}

/// Single changes that were tried out, and are enough.
fn sufficient(words: Words, enough: &[Sufficient]) -> Markup {
    html! {
        @if !enough.is_empty() {
            p { (words.say(
                "Salah satu dari ini saja sudah cukup, bila semua fakta lain tetap. Masing-masing sudah dicoba dengan aturan yang sama:",
                "Any one of these alone is enough if all other facts stay. Each was tried with the same rules:",
            )) }
            ul.changes {
                @for it in enough {
                    li {
                        (if words.tag() == "id" { &it.label.id } else { &it.label.en }) ": "
                        strong { (shown(words, &it.value)) } " → " (say(words, &it.outcome))
                    }
                }
            }
        }
    }
}

/// A ruling that is not decided says what it waits for instead.
fn not_worked_out(words: Words, document: &Value) -> Markup {
    let missing = list(document, "missing");
    html! {
        @if !missing.is_empty() {
            h2 { (words.say("Yang ditunggu", "What it waits for")) }
            ul {
                @for it in missing.iter().take(SHOWN) { li { (pair(words, it, "label")) ": " (words.dated(pair(words, it, "why"))) } }
            }
        }
    }
}

fn hangs_on(words: Words, changes: &[Change], unmet: Unmet) -> Markup {
    // Some of them may have decided nothing.
    let unmet = if unmet == Unmet::Reason { Unmet::Neutral } else { unmet };
    html! {
        ul.changes {
            @for it in changes {
                li {
                    (signs::told(words, it.result, unmet)) " " (if words.tag() == "id" { &it.label.id } else { &it.label.en })
                    @let own = changeable(words, it);
                    @if !own.is_empty() {
                        div.faint { (words.say("dapat diupayakan instansi: ", "the agency can act on: ")) (own.join(", ")) }
                    }
                }
            }
        }
    }
}

/// The facts that an agency can act on, each label once; nothing where a condition is met already.
fn changeable(words: Words, change: &Change) -> Vec<&str> {
    let mut labels = Vec::new();
    for it in change.facts.iter().filter(|it| it.changeable && change.result != "holds") {
        let label = if words.tag() == "id" { it.label.id.as_str() } else { it.label.en.as_str() };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// Where no rule decided: the one that came nearest, and what holds therefore.
fn no_rule(words: Words, opened: &Opened, document: &Value) -> Markup {
    let near = opened.told.get(opened.element).and_then(|it| nearest(it).first().copied());
    html! {
        @match text(document, "status") {
            "decided" => {
                @if let Some(near) = near { code { (near.rule) } " " (how_far(words, near)) "; " }
                a href="#rules" { (words.say("maka “selain itu”", "hence “otherwise”")) }
            }
            "conflict" => (words.say("tidak ada: aturannya bertentangan", "none: the rules contradict each other")),
            _ => (words.say("belum ada: menunggu yang belum diketahui", "none yet: it waits for what is not known")),
        }
    }
}

/// Rule, edition, validity, weakest basis and who stands behind it.
pub(super) fn at_a_glance(words: Words, opened: &Opened, document: &Value) -> Markup {
    let rules: Vec<&str> = deciding(document).collect();
    let weakest = document.get("weakest_basis").filter(|it| !it.is_null());
    let ruling = &opened.ruling;
    html! {
        dl.glance {
            dt { (words.say("Aturan yang menentukan", "The rule that decided")) }
            dd {
                @if rules.is_empty() { (no_rule(words, opened, document)) }
                @for it in rules { a href="#rules" { code { (it) } } " " }
            }
            dt { (words.say("Edisi", "Edition")) }
            dd { a href=(reading(opened, &format!("decision-{}", decision(document)))) { (words.edition(&opened.rulebook, &ruling.edition)) } }
            @if let Some(until) = document.get("valid_until").and_then(Value::as_str) {
                dt { (words.say("Berlaku sampai", "Valid until")) }
                dd { (day(words, until)) }
            }
            @if let Some(first) = list(document, "duties").iter().find(|it| !text(it, "due").is_empty()) {
                dt { (words.say("Kewajiban pertama", "First duty")) }
                dd { a href="#duties" { (pair(words, first, "label")) } ", " (day(words, text(first, "due"))) }
            }
            @if let Some(weakest) = weakest {
                dt { (words.say("Dasar terlemah", "Weakest basis")) }
                dd { (words.dated(pair(words, weakest, "citation"))) " " (signs::establishedness(words, text(weakest, "establishedness"))) }
            }
            @if !opened.case.verifier.is_empty() {
                dt { (words.say("Diverifikasi oleh", "Verified by")) }
                dd { (opened.case.verifier) }
            }
            @for it in &opened.reviews {
                dt { (words.say("Ditelaah oleh", "Reviewed by")) }
                dd { (it.person) ": " (it.reason) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::explain::deciders::Decider;
    use crate::engine::wording::{Language, Wording};

    fn shown_of(results: &[Truth]) -> String {
        let decider = |result: &Truth| Decider {
            criterion: None,
            label: Wording::new("tidak benar: disidik", "not: investigated"),
            path: String::new(),
            result: *result,
            negated: false,
            reason: Wording::new("alasannya", "the reason"),
            measures: Vec::new(),
        };
        let told = Told { deciders: results.iter().map(decider).collect(), tried: Vec::new(), rests_on: Vec::new() };
        deciders(Words(Language::English), &told).into_string()
    }

    #[test]
    fn the_heading_tells_how_what_decided_turned_out() {
        for (result, heading, sign) in [
            (Truth::No, "What is not met", "✕"),
            (Truth::Unknown, "What is not known", "?"),
            (Truth::Yes, "Every condition is met", "✓"),
        ] {
            let shown = shown_of(&[result, result]);
            assert!(shown.contains(&format!("<caption>{heading} <span class=\"count\">2</span>")), "{shown}");
            assert_eq!(shown.matches(sign).count(), 2, "{shown}");
            // Where nothing was measured, the reason stands.
            assert_eq!(shown.matches("The reason").count(), 2, "{shown}");
        }
    }

    #[test]
    fn a_condition_is_told_as_the_rule_has_it() {
        let shown = shown_of(&[Truth::No]);
        assert!(shown.contains("not: investigated <span class=\"sign bad\">"), "{shown}");
    }
}
