//! The reasons of a ruling in short: each condition, how it turned out, and why; and what is missing.
//!
//! Knows nothing of: whether it is a ruling or only an outlook.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::types::Rulebook;
use crate::server::web::case::judgement_address;
use crate::server::web::ruling::signs;
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

/// What stands above the conditions: of which element they are, where it is ruled on each of a list.
pub(super) fn heading(words: Words, document: &Value) -> String {
    let title = words.say("Syarat demi syarat", "Condition by condition");
    match document.get("element").map(|it| words.of(it.get("label"))) {
        Some(element) if !element.is_empty() => format!("{title}: {element}"),
        _ => title.to_owned(),
    }
}

/// The conditions of a document, those that failed first; before them the rules that are told among them.
pub(super) fn criteria(words: Words, rulebook: Option<&Rulebook>, document: &Value) -> Markup {
    let mut criteria: Vec<&Value> = document.get("criteria").and_then(Value::as_array).into_iter().flatten().collect();
    criteria.sort_by_key(|it| (!is_rule(rulebook, it), rank(result(it))));
    html! {
        @if !criteria.is_empty() {
            ul.plain.conditions { @for it in criteria { (criterion(words, it, is_rule(rulebook, it))) } }
        }
    }
}

/// Its name is that of a rule, which applies or does not.
fn is_rule(rulebook: Option<&Rulebook>, criterion: &Value) -> bool {
    let name = criterion.get("id").and_then(Value::as_str).unwrap_or_default();
    rulebook.is_some_and(|it| it.rules.iter().any(|it| it.name == name))
}

fn criterion(words: Words, it: &Value, is_rule: bool) -> Markup {
    html! {
        li {
            @if is_rule { (signs::applies(words, result(it))) } @else { (signs::result(words, result(it))) }
            div {
                p.what { (words.of(it.get("label"))) }
                p.faint { @if is_rule { (signs::applies_because(words, result(it))) } (words.sentence(words.of(it.get("reason")))) }
            }
        }
    }
}

fn result(criterion: &Value) -> &str {
    criterion.get("result").and_then(Value::as_str).unwrap_or_default()
}

fn rank(result: &str) -> u8 {
    match result {
        "fails" => 0,
        "holds" => 2,
        _ => 1,
    }
}

/// What is not known and could still decide; a judgement with the way to it, if a case is given.
pub(super) fn missing(viewer: &Viewer, document: &Value, case_id: Option<&str>) -> Markup {
    let words = viewer.words;
    let missing: Vec<&Value> = document.get("missing").and_then(Value::as_array).into_iter().flatten().collect();
    html! {
        @if !missing.is_empty() {
            h3 { (words.say("Yang belum diketahui", "What is not known")) }
            ul.missing {
                @for it in missing {
                    li {
                        strong { (words.of(it.get("label"))) } ": " (words.dated(words.of(it.get("why"))))
                        @if let (Some(case_id), Some(name)) = (case_id, judgement(it)) {
                            " " a href=(judgement_address(case_id, name)) { (words.say("Beri penilaian", "Give the judgement")) }
                        }
                    }
                }
            }
        }
    }
}

/// The name of the judgement that is missing, if it is one.
fn judgement(missing: &Value) -> Option<&str> {
    missing.get("kind").and_then(Value::as_str).filter(|it| *it == "judgement")?;
    missing.get("path").and_then(Value::as_str)?.strip_prefix("/judgements/")
}

/// Rules that contradict each other.
pub(super) fn conflicts(words: Words, document: &Value) -> Markup {
    let conflicts: Vec<&Value> = document.get("conflicts").and_then(Value::as_array).into_iter().flatten().collect();
    html! {
        @if !conflicts.is_empty() {
            h3 { (words.say("Aturan yang bertentangan", "Rules that contradict each other")) }
            ul { @for it in conflicts { li { (conflict(words, it)) } } }
        }
    }
}

fn conflict(words: Words, it: &Value) -> Markup {
    let rule = it.get("rule").and_then(Value::as_str).unwrap_or_default();
    html! {
        code { (rule) } " → " (words.of(it.pointer("/outcome/label")))
        @let because = words.of(it.get("because"));
        @if !because.is_empty() { ": " (words.dated(because)) }
    }
}
