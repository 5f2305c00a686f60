//! What stands in a ruling document, and how values look.
//!
//! Knows nothing of: which page they are on.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Wording;
use crate::server::service::{Opened, Shown};
use crate::server::web::parts::day;
use crate::server::words::Words;

/// The elements of a list in a document.
pub(in crate::server::web) fn list<'v>(from: &'v Value, name: &str) -> &'v [Value] {
    from.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text in a document; empty if there is none.
pub(in crate::server::web) fn text<'v>(from: &'v Value, name: &str) -> &'v str {
    from.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A pair of wordings in a document.
pub(in crate::server::web) fn pair<'v>(words: Words, from: &'v Value, name: &str) -> &'v str {
    words.of(from.get(name))
}

/// A wording of the engine.
pub(super) fn say(words: Words, wording: &Wording) -> &str {
    wording.get(words.0)
}

/// A value as it was worked out, days written out.
pub(in crate::server::web) fn shown(words: Words, value: &Shown) -> Markup {
    match value {
        Shown::Day(day) => html! { span.nowrap { (words.day(*day)) } },
        Shown::Text(text) => html! { (words.dated(say(words, text))) },
    }
}

/// A value under a pointer or a name: as the engine shows it, else as it stands in the document.
pub(super) fn value_of(words: Words, opened: &Opened, name: &str, stated: Option<&Value>) -> Markup {
    match opened.shown.get(name) {
        Some(value) => shown(words, value),
        None => stated_value(words, stated.unwrap_or(&Value::Null)),
    }
}

fn stated_value(words: Words, value: &Value) -> Markup {
    match value {
        Value::Null => html! { (words.say("tidak ada", "none")) },
        Value::Bool(true) => html! { (words.say("ya", "yes")) },
        Value::Bool(false) => html! { (words.say("tidak", "no")) },
        Value::String(text) => day(words, text),
        Value::Number(number) => html! { (number) },
        Value::Array(elements) => html! { (elements.len()) },
        Value::Object(object) => html! {
            @if let Some(why) = object.get("unknown").and_then(Value::as_str) {
                (words.say("belum diketahui", "not known")) " (" (why) ")"
            } @else { (words.say("ada", "given")) }
        },
    }
}

/// How many days lie between two, in words.
pub(super) fn days_between(words: Words, days: i64) -> String {
    match (days, words.tag()) {
        (it, "id") => format!("{it} hari"),
        (1, _) => "1 day".to_owned(),
        (it, _) => format!("{it} days"),
    }
}
