//! The whole life of a case, to be followed by copy and paste.
//!
//! Knows nothing of: the description.

use maud::{Markup, html};

use crate::engine::wording::Language;

pub(super) use super::steps::{Step, steps};
use super::word;

pub(super) fn guide(language: Language) -> Markup {
    html! {
        section #guide {
            h2 { (word(language, "Dari kunci sampai putusan dengan curl", "From a key to a ruling with curl")) }
            (prose(word(language,
                "Panduan ini menempuh seluruh perjalanan satu kasus. Salin setiap kotak ke terminal, berurutan: variabel yang dibuat satu kotak dipakai \
                 kotak berikutnya. Kasusnya nyata (Pemerintah Provinsi Sulawesi Selatan, Juni 2022), dan semua perintah di sini dijalankan oleh pengujian.",
                "This guide goes the whole way of a case. Copy each box to a terminal, one after the other: a variable made in one box is used by the next. The case is \
                 real (Province of South Sulawesi, June 2022), and every command here is run by a test.")))
            @for step in steps() { (shown(&step, language)) }
        }
    }
}

fn shown(step: &Step, language: Language) -> Markup {
    html! {
        section.step #(step.anchor) {
            h3 { (step.title.get(language)) }
            @for paragraph in step.text.get(language).split("\n\n") { (prose(paragraph)) }
            @if !step.command.is_empty() {
                pre.command.(step.kind) tabindex="0" { code { (step.command) } }
            }
            @for paragraph in step.mistakes.get(language).split("\n\n").filter(|it| !it.is_empty()) {
                div.mistake { (prose(paragraph)) }
            }
        }
    }
}

/// A paragraph with `code` and **strong** words.
pub(super) fn prose(text: &str) -> Markup {
    html! { p { (inline(text)) } }
}

/// Words with `code` and **strong** ones among them.
pub(super) fn inline(text: &str) -> Markup {
    html! {
        @for (number, part) in text.split('`').enumerate() {
            @if number % 2 == 1 { code { (part) } } @else { (strong(part)) }
        }
    }
}

fn strong(text: &str) -> Markup {
    html! {
        @for (number, part) in text.split("**").enumerate() {
            @if number % 2 == 1 { strong { (part) } } @else { (part) }
        }
    }
}
