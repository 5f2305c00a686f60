//! The frame of the page: head, navigation, parts.
//!
//! Knows nothing of: what the parts say.

use maud::{DOCTYPE, Markup, html};

use crate::engine::wording::Language;
use crate::server::api::describe::Description;

use super::{errors, guide, reference, said, word};

/// The whole page in one language.
pub(super) fn page(description: &Description, language: Language) -> Markup {
    let title = word(language, "Timbang: panduan dan rujukan API", "Timbang: guide and reference of the API");
    html! {
        (DOCTYPE)
        html lang=(word(language, "id", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href="/docs/style.css";
            }
            body {
                a.skip href="#guide" { (word(language, "Langsung ke isi", "Skip to the content")) }
                (header(language))
                div.columns {
                    (navigation(description, language))
                    main {
                        (guide::guide(language))
                        (errors::errors(language))
                        (reference::reference(description, language))
                    }
                }
            }
        }
    }
}

fn header(language: Language) -> Markup {
    html! {
        header {
            h1.name { "Timbang" }
            p.subtitle { (word(language,
                "Putusan tentang pengecualian dari seleksi terbuka, dengan alasannya, dicatat untuk selamanya",
                "Rulings on exemption from open selection, with their reasons, recorded for good")) }
            p.switch {
                a href="/docs?language=id" lang="id" aria-current=[current(language, Language::Indonesian)] { "Indonesia" }
                a href="/docs?language=en" lang="en" aria-current=[current(language, Language::English)] { "English" }
                a href="/api/v1/openapi.json" { "OpenAPI" }
            }
        }
    }
}

fn current(shown: Language, this: Language) -> Option<&'static str> {
    (shown == this).then_some("true")
}

fn navigation(description: &Description, language: Language) -> Markup {
    html! {
        nav aria-label=(word(language, "Isi halaman", "On this page")) {
            p { a href="#guide" { (word(language, "Panduan", "Guide")) } }
            ol {
                @for step in guide::steps() {
                    li { a href={ "#" (step.anchor) } { (step.title.get(language)) } }
                }
            }
            p { a href="#errors" { (word(language, "Galat", "Errors")) } }
            p { a href="#reference" { (word(language, "Rujukan", "Reference")) } }
            ul {
                @for tag in description.tags() {
                    li { a href={ "#tag-" (said(tag, "name", Language::English)) } { (said(tag, "name", language)) } }
                }
                li { a href="#objects" { (word(language, "objek", "objects")) } }
            }
        }
    }
}
