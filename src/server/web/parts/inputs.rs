//! Fields that many forms have, and what was wrong with them.
//!
//! Knows nothing of: what a form does.

use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::server::service::new_id;
use crate::server::web::days;
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

/// The hidden fields of a form that records: where it came from, a key of its own, the version that its reader saw.
pub(in crate::server::web) fn recording(viewer: &Viewer, version: Option<i64>) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(viewer.csrf);
        input type="hidden" name="key" value=(new_id());
        @if let Some(version) = version { input type="hidden" name="version" value=(version); }
    }
}

/// The day that stands in a date field, in words: what the browser shows of it may be read two ways. The script shows it and keeps it up to
/// date; without it the words would stay while the field changes.
pub(in crate::server::web) fn day_in_words(words: Words, id: &str, value: &str) -> Markup {
    html! { output.day-words for=(id) hidden { (days::in_words(value, words)) } }
}

/// The type and the value of a field for a day: a text that is no day stays to be read and mended.
pub(in crate::server::web) fn day_field(words: Words, text: &str) -> (&'static str, String) {
    match days::day(text, words.0) {
        Ok(day) => ("date", day),
        Err(_) if text.trim().is_empty() => ("date", String::new()),
        Err(_) => ("text", text.to_owned()),
    }
}

/// Something that is wrong with a form: the id of its field, what the field is called (may be empty), and what is wrong.
pub(in crate::server::web) struct Wrong<'a> {
    pub(in crate::server::web) id: String,
    pub(in crate::server::web) name: String,
    pub(in crate::server::web) message: &'a str,
}

/// All that is wrong with a form, above it, each with the way to its field: it is where a page begins that comes back with errors.
pub(in crate::server::web) fn errors_above(viewer: &Viewer, title: &str, wrong: &[Wrong<'_>]) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.bad #errors role="alert" tabindex="-1" autofocus {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { strong { (title) } }
                ul {
                    @for it in wrong.iter().take(100) {
                        li {
                            @if !it.name.is_empty() { a href={ "#" (it.id) } { (it.name) } ": " }
                            (it.message)
                        }
                    }
                }
                @if wrong.len() > 100 { p { (words.say("Dan lainnya; perbaiki yang di atas lebih dahulu.", "And others; mend those above first.")) } }
            }
        }
    }
}

/// What was refused at a pointer, below the field. `id` ties it to the field by `aria-describedby`.
pub(in crate::server::web) fn errors_at(viewer: &Viewer, refusals: &[Refusal], pointer: &str, id: &str) -> Markup {
    let here: Vec<&Refusal> = refusals.iter().filter(|it| it.pointer == pointer).collect();
    html! {
        @if !here.is_empty() {
            ul.errors id=(id) {
                @for it in here {
                    li {
                        (it.message.get(viewer.words.0))
                        @let expected = it.expected.get(viewer.words.0);
                        @if !expected.is_empty() { ". " (viewer.words.say("Yang diterima: ", "Accepted: ")) (expected) }
                    }
                }
            }
        }
    }
}

/// A reason that has to be given.
pub(in crate::server::web) fn reason_field(id: &str, label: &str, help: &str, given: &str) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            @if !help.is_empty() { p.help id={ (id) "-help" } { (help) } }
            textarea id=(id) name="reason" rows="3" required aria-describedby=[(!help.is_empty()).then(|| format!("{id}-help"))] { (given) }
        }
    }
}
