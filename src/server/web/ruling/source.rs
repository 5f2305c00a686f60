//! What a ruling rests on: articles with how well each is established, and the rules' own text with the lines that decided.
//!
//! Knows nothing of: facts.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::{Opened, RuleText};
use crate::server::web::parts::{escaped, provision_anchor, query};
use crate::server::words::Words;

use super::signs;
use super::values::{list, pair, text};

/// The reading view of the edition that was used, at a place such as `criterion-NAME` or that of a provision.
pub(super) fn reading(opened: &Opened, place: &str) -> String {
    let ruling = &opened.ruling;
    let address = edition(&ruling.rulebook, &ruling.edition, &ruling.rulebook_sha256);
    if place.is_empty() { address } else { format!("{address}#{}", escaped(place)) }
}

/// The reading view of an edition with exactly this content.
pub(in crate::server::web) fn edition(rulebook: &str, edition: &str, sha256: &str) -> String {
    let path = format!("/rulebooks/{}/editions/{}", escaped(rulebook), escaped(edition));
    query(&path, &[("sha256", sha256)])
}

/// The articles that something rests on.
pub(super) fn bases(words: Words, opened: &Opened, from: &Value) -> Markup {
    bases_in(words, &reading(opened, ""), from)
}

/// The same, each with the way to its source in the reading view of this address.
pub(in crate::server::web) fn bases_in(words: Words, edition: &str, from: &Value) -> Markup {
    let bases = list(from, "basis");
    html! {
        @if !bases.is_empty() {
            ul.bases aria-label=(words.say("Dasar", "Basis")) { @for it in bases { li { (basis(words, edition, it)) } } }
        }
    }
}

fn basis(words: Words, edition: &str, basis: &Value) -> Markup {
    let summary = pair(words, basis, "summary");
    html! {
        a href=(at_source(edition, basis)) { (words.dated(pair(words, basis, "citation"))) }
        " " (signs::establishedness(words, text(basis, "establishedness")))
        @if !summary.is_empty() { div.faint { (words.dated(summary)) } }
    }
}

fn at_source(edition: &str, basis: &Value) -> String {
    let citation = basis.pointer("/citation/id").and_then(Value::as_str).unwrap_or_default();
    format!("{edition}#{}", escaped(&provision_anchor(text(basis, "source"), citation)))
}

/// The first article of a list, and how many others there are.
pub(super) fn first_basis(words: Words, opened: &Opened, from: &Value) -> Markup {
    let bases = list(from, "basis");
    html! {
        @if let Some(first) = bases.first() {
            a href=(at_source(&reading(opened, ""), first)) { (words.dated(pair(words, first, "citation"))) }
            " " (signs::establishedness(words, text(first, "establishedness")))
        } @else { span.faint { "–" } }
    }
}

/// Lines of a rule file with their numbers; `place` is where they stand in the reading view.
pub(super) fn lines(words: Words, opened: &Opened, (place, rule): (&str, &RuleText)) -> Markup {
    html! {
        figure.source {
            figcaption {
                code { (rule.path) } ", " (words.say("baris", "line")) " " (rule.first) " · "
                a href=(reading(opened, place)) { (words.say("baca dalam himpunan aturannya", "read it in its rulebook")) }
            }
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
