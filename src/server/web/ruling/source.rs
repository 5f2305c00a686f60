//! What a ruling rests on: articles with how well each is established, and the rules' own text with the lines that decided.
//!
//! Knows nothing of: facts.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::{Opened, RuleText};
use crate::server::web::parts::{escaped, query};
use crate::server::words::Words;

use super::signs;
use super::values::{list, pair, text};

/// The reading view of the edition that was used, at the place of a declaration.
pub(super) fn reading(opened: &Opened, name: &str) -> String {
    let ruling = &opened.ruling;
    let path = format!("/rulebooks/{}/editions/{}", escaped(&ruling.rulebook), escaped(&ruling.edition));
    let address = query(&path, &[("sha256", &ruling.rulebook_sha256)]);
    if name.is_empty() { address } else { format!("{address}#{}", escaped(name)) }
}

/// The articles that a declaration of this name rests on.
pub(super) fn bases(words: Words, opened: &Opened, (name, from): (&str, &Value)) -> Markup {
    let bases = list(from, "basis");
    html! {
        @if !bases.is_empty() {
            ul.bases aria-label=(words.say("Dasar", "Basis")) { @for it in bases { li { (basis(words, opened, name, it)) } } }
        }
    }
}

fn basis(words: Words, opened: &Opened, name: &str, basis: &Value) -> Markup {
    let summary = pair(words, basis, "summary");
    html! {
        a href=(reading(opened, name)) { (pair(words, basis, "citation")) }
        " " (signs::establishedness(words, text(basis, "establishedness")))
        @if !summary.is_empty() { div.faint { (summary) } }
    }
}

/// The first article of a list, and how many others there are.
pub(super) fn first_basis(words: Words, opened: &Opened, (name, from): (&str, &Value)) -> Markup {
    let bases = list(from, "basis");
    html! {
        @if let Some(first) = bases.first() {
            a href=(reading(opened, name)) { (pair(words, first, "citation")) }
            " " (signs::establishedness(words, text(first, "establishedness")))
        } @else { span.faint { "–" } }
    }
}

/// Lines of a rule file with their numbers.
pub(super) fn lines(words: Words, rule: &RuleText) -> Markup {
    html! {
        figure.source {
            figcaption { code { (rule.path) } ", " (words.say("baris", "line")) " " (rule.first) }
            ol start=(rule.first) {
                @for (line, decided) in &rule.lines {
                    li.decided[*decided] {
                        @if *decided { span.visually-hidden { (words.say("menentukan: ", "decided: ")) } }
                        code { (line) }
                    }
                }
            }
        }
    }
}
