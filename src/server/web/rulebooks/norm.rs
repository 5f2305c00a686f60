//! One norm: its number and label, its words, its bases and how well they are established, what it names and what names it.
//!
//! Knows nothing of: in which chapter it stands.

use maud::{Markup, html};

use crate::engine::captions::Citation;
use crate::engine::reading::{Norm, NormKind};
use crate::engine::types::Establishedness;
use crate::server::web::parts::provision_anchor;
use crate::server::web::ruling::signs;
use crate::server::words::{Words, sentence};

use super::leaf::{Leaf, anchor};
use super::ruling_words::ruling_words;

/// The norm with its number in the chapter.
pub(super) fn norm(leaf: &Leaf<'_>, it: &Norm, number: &str, more: &Markup) -> Markup {
    let words = leaf.words;
    html! {
        article.norm id=(anchor(it)) {
            h3 { span.norm-number { (number) } " " (label(words, it)) }
            p.norm-name {
                a.self href={ "#" (anchor(it)) } { code { (it.name) } }
                @if let Some(weakest) = it.bases.iter().map(|it| it.establishedness).max() { " " (established(words, weakest)) }
                @if it.pending.is_some() { " " span.sign.warn { span.shape aria-hidden="true" { "…" } (words.say("menunggu naskah", "waits for a text")) } }
                @if !it.alternatives.is_empty() { " " span.sign.warn { span.shape aria-hidden="true" { "?" } (words.say("ada pembacaan lain", "other readings")) } }
            }
            (value(words, it))
            @if let Some(why) = &it.pending {
                div.notice.warn { span.shape aria-hidden="true" { "…" } p { strong { (words.say("Tidak diketahui, tidak diduga. ", "Not known, not guessed. ")) } (sentence(why.get(words.0))) } }
            }
            (more)
            (ruling_words(leaf, it))
            @for remark in leaf.remarks(it.span) { p.remark-of lang=(leaf.language(it.span)) { (remark) } }
            (bases(words, &it.bases))
            (used_by(leaf, it))
            (place(leaf, it))
        }
    }
}

fn label(words: Words, it: &Norm) -> &str {
    let label = it.label.get(words.0);
    if label.is_empty() { &it.name } else { label }
}

fn value(words: Words, it: &Norm) -> Markup {
    html! {
        @if let Some(value) = &it.value {
            p.norm-value { (words.say("Nilainya: ", "Its value: ")) strong { (value.get(words.0)) }
                @if !it.alternatives.is_empty() {
                    (words.say("; hukum juga membuka: ", "; the law leaves open as well: "))
                    @for (number, other) in it.alternatives.iter().enumerate() { @if number > 0 { ", " } strong { (other.get(words.0)) } }
                }
                "."
            }
        }
    }
}

/// A name that may be broken where its words end.
pub(super) fn breakable(name: &str) -> Markup {
    html! { span translate="no" { @for part in name.split_inclusive(['_', '.']) { (part) wbr; } } }
}

/// Bases, each with its place in the law, how well it is established, and what the article says.
pub(super) fn bases(words: Words, all: &[Citation]) -> Markup {
    html! {
        @if !all.is_empty() {
            ul.norm-bases aria-label=(words.say("Dasar", "Basis")) {
                @for it in all {
                    li {
                        a href={ "#" (provision_anchor(&it.source, &it.text.id)) } { cite { (it.text.get(words.0)) } } " " (established(words, it.establishedness))
                        @if let Some(summary) = &it.summary { br; span.faint { (summary.get(words.0)) } }
                    }
                }
            }
        }
    }
}

/// How well something is established: a word and a shape.
pub(super) fn established(words: Words, how: Establishedness) -> Markup {
    signs::establishedness(
        words,
        match how {
            Establishedness::Verified => "verified",
            Establishedness::Secondary => "secondary",
            Establishedness::Inferred => "inferred",
            Establishedness::Unverified => "unverified",
        },
    )
}

fn used_by(leaf: &Leaf<'_>, it: &Norm) -> Markup {
    let words = leaf.words;
    let all = it.used_by.iter().filter_map(|it| leaf.reading.norms.get(*it));
    // That a rule is about its decision is no news: it stands below it.
    let others: Vec<&Norm> =
        all.filter(|other| it.kind != NormKind::Decision || other.kind != NormKind::Rule).collect();
    html! { @if !others.is_empty() { p.used-by { (words.say("Dipakai oleh: ", "Used by: ")) (readers(leaf, &others)) } } }
}

/// Links back to the norms that use something.
pub(super) fn readers(leaf: &Leaf<'_>, others: &[&Norm]) -> Markup {
    let words = leaf.words;
    html! {
        @for (number, other) in others.iter().enumerate() {
            @if number > 0 { "; " }
            a href={ "#" (anchor(other)) } title=(other.name) {
                @if other.kind == NormKind::Rule { (words.say("aturan ", "rule ")) }
                (leaf.called(other))
            }
        }
    }
}

fn place(leaf: &Leaf<'_>, it: &Norm) -> Markup {
    let (path, line) = leaf.place(it.span);
    html! { p.norm-place translate="no" { a href=(leaf.line_address(it.span)) { (path) ":" (line) } } }
}
