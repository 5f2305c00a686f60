//! The chapters on decisions with their rules and exceptions, and on duties.
//!
//! Knows nothing of: facts.

use maud::{Markup, html};

use crate::engine::reading::{Norm, NormKind};
use crate::engine::types::{Decision, Duty, Rule};
use crate::server::words::sentence;

use super::leaf::Leaf;
use super::norm::{bases, norm};

/// Each decision, then its rules.
pub(super) fn decisions(leaf: &Leaf<'_>, chapter: usize) -> Markup {
    let all: Vec<&Norm> = leaf.reading.of_kind(NormKind::Decision).map(|it| it.1).collect();
    html! { @for (number, it) in (1_usize..).zip(all) { (decision(leaf, it, &format!("{chapter}.{number}"))) } }
}

fn decision(leaf: &Leaf<'_>, it: &Norm, number: &str) -> Markup {
    let Some(declared) = leaf.rulebook().decisions.get(it.index) else { return html! {} };
    let bare = Norm { bases: Vec::new(), ..it.clone() };
    let rules = leaf.reading.of_kind(NormKind::Rule).map(|it| it.1);
    let rules: Vec<&Norm> = rules.filter(|it| declared.rules.contains(&it.index)).collect();
    html! {
        (norm(leaf, &bare, number, &outcomes(leaf, it, declared)))
        div.rules { @for (below, rule) in (1_usize..).zip(rules) { (of_rule(leaf, rule, &format!("{number}.{below}"))) } }
    }
}

fn outcomes(leaf: &Leaf<'_>, it: &Norm, declared: &Decision) -> Markup {
    let words = leaf.words;
    let otherwise = declared.outcomes.get(declared.otherwise.outcome);
    html! {
        @if let Some(every) = &declared.for_every { p { (words.say("Diputus untuk setiap ", "Decided for every ")) code { (every.name) } " " (words.say("dalam", "in")) " " code { (leaf.sources.slice(every.list.span)) } "." } }
        p { (words.say("Hasil yang mungkin:", "Possible outcomes:")) }
        ul { @for outcome in &declared.outcomes { li { strong { (outcome.label.get(words.0)) } " " code.faint { (outcome.name) } } } }
        @if let Some(outcome) = otherwise {
            p { (words.say("Bila tidak ada aturan di bawah yang berlaku: ", "If none of the rules below applies: ")) strong { (outcome.label.get(words.0)) } }
            p.because { (sentence(&leaf.sentence(&declared.otherwise.because))) }
            (bases(words, &it.bases))
        }
    }
}

fn of_rule(leaf: &Leaf<'_>, it: &Norm, number: &str) -> Markup {
    let Some(rule) = leaf.rulebook().rules.get(it.index) else { return html! {} };
    norm(leaf, it, number, &beside(leaf, it, rule))
}

/// The sentence that the rule gives as a reason, what it beats, what it asks for.
fn beside(leaf: &Leaf<'_>, it: &Norm, rule: &Rule) -> Markup {
    let words = leaf.words;
    let rules = &leaf.rulebook().rules;
    let beaten: Vec<&str> = rule.overrides.iter().filter_map(|it| rules.get(*it)).map(|it| it.name.as_str()).collect();
    let beaten_by: Vec<&str> =
        rules.iter().filter(|other| other.overrides.contains(&it.index)).map(|it| it.name.as_str()).collect();
    html! {
        p.because { (sentence(&leaf.sentence(&rule.because))) }
        (list(words.say("Mengesampingkan: ", "Overrides: "), &beaten))
        (list(words.say("Pengecualian: dikesampingkan oleh ", "Exception: overridden by "), &beaten_by))
        @if !rule.duties.is_empty() {
            p { (words.say("Kewajiban: ", "Duties: "))
                @for (number, duty) in rule.duties.iter().enumerate() { @if number > 0 { ", " } a href={ "#duty-" (it.name) "-" (duty.name) } { (leaf.sentence(&duty.label)) } }
            }
        }
    }
}

fn list(what: &str, names: &[&str]) -> Markup {
    html! {
        @if !names.is_empty() {
            p { (what) @for (number, name) in names.iter().enumerate() { @if number > 0 { ", " } a href={ "#rule-" (name) } { (name) } } }
        }
    }
}

/// Every duty with the rule that it comes from.
pub(super) fn duties(leaf: &Leaf<'_>) -> Markup {
    let words = leaf.words;
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Daftar kewajiban", "List of duties")) {
            table.stacks {
                caption.visually-hidden { (words.say("Kewajiban", "Duties")) }
                thead { tr {
                    th scope="col" { (words.say("Kewajiban", "Duty")) }
                    th scope="col" { (words.say("Paling lambat", "Due by")) }
                    th scope="col" { (words.say("Dari aturan", "From the rule")) }
                } }
                tbody { @for rule in &leaf.rulebook().rules { @for it in &rule.duties { (duty(leaf, rule, it)) } } }
            }
        }
    }
}

fn duty(leaf: &Leaf<'_>, rule: &Rule, it: &Duty) -> Markup {
    html! {
        tr id={ "duty-" (rule.name) "-" (it.name) } {
            th scope="row" { (leaf.sentence(&it.label)) br; code.faint { (it.name) } }
            td data-label=(leaf.words.say("Paling lambat", "Due by")) { @if let Some(due) = &it.due { code { (leaf.sources.slice(due.span)) } } @else { "–" } }
            td data-label=(leaf.words.say("Dari aturan", "From the rule")) { a href={ "#rule-" (rule.name) } { (rule.name) } }
        }
    }
}
