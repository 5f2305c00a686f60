//! The chapters on facts and on choices: what a case consists of.
//!
//! Knows nothing of: norms.

use maud::{Markup, html};

use crate::engine::reading::{Fact, Norm};

use super::leaf::Leaf;
use super::norm::{breakable, readers};

/// Every fact with its question and who reads it.
pub(super) fn facts(leaf: &Leaf<'_>) -> Markup {
    let words = leaf.words;
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words.say("Daftar fakta", "List of facts")) {
            table.facts-table.stacks {
                caption { (words.say("Fakta yang dapat disebut dalam suatu kasus", "Facts that a case can state")) }
                thead { tr {
                    th scope="col" { (words.say("Fakta", "Fact")) }
                    th scope="col" { (words.say("Isinya", "What it is")) }
                    th scope="col" { (words.say("Dipakai oleh", "Used by")) }
                } }
                tbody { @for it in &leaf.reading.facts { (fact(leaf, it)) } }
            }
        }
    }
}

fn fact(leaf: &Leaf<'_>, it: &Fact) -> Markup {
    let words = leaf.words;
    let say =
        |wording: &Option<_>| wording.as_ref().map(|it: &crate::engine::wording::Wording| it.get(words.0).to_owned());
    let others: Vec<&Norm> = leaf
        .reading
        .readers_of_facts
        .get(&it.path)
        .map(|all| all.iter().filter_map(|it| leaf.reading.norms.get(*it)).collect())
        .unwrap_or_default();
    html! {
        tr id={ "fact-" (it.path) } class={ "depth-" (it.depth.min(4)) } {
            th scope="row" { (it.label.get(words.0)) br; code { (breakable(&it.path)) } }
            td data-label=(words.say("Isinya", "What it is")) {
                @if let Some(question) = say(&it.question) { (question) br; }
                span.faint { (it.ty.get(words.0)) }
                @if it.optional { br; span.faint { (words.say("boleh kosong", "may be empty")) } }
                @if it.changeable { br; span.faint { (words.say("dapat diperbaiki oleh instansi", "the agency can act on it")) } }
                @if let Some(verified) = say(&it.verifies) {
                    br; span.faint { (words.say("diisi verifikator di samping: ", "filled in by a verifier beside: ")) (verified) }
                }
                @if let Some(help) = say(&it.help) { br; span.help { (help) } }
            }
            td.used-by data-label=(words.say("Dipakai oleh", "Used by")) { @if others.is_empty() { span.faint { "–" } } @else { (readers(leaf, &others)) } }
        }
    }
}

/// Every choice with its values.
pub(super) fn choices(leaf: &Leaf<'_>) -> Markup {
    let words = leaf.words;
    html! {
        @for it in &leaf.rulebook().enums {
            article.norm id={ "enum-" (it.name) } {
                h3 { (it.label.get(words.0)) }
                p.norm-name { code { (it.name) } @if it.ordered { " " span.faint { (words.say("dari yang terendah", "from the lowest")) } } }
                ul { @for value in &it.values { li { (value.label.get(words.0)) " " code.faint { (value.name) } } } }
            }
        }
    }
}
