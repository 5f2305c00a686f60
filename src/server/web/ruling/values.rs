//! What stands in a ruling document, and how values look.
//!
//! Knows nothing of: which page they are on.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::value::date;
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

/// A sentence of a document with its days written out: Indonesian documents have them as `31-12-2025`.
pub(in crate::server::web) fn dated(words: Words, text: &str) -> String {
    if words.tag() == "id" { days_written_out(words, text) } else { text.to_owned() }
}

/// Digits with dashes that are a day, and stand by themselves.
fn days_written_out(words: Words, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|it: char| !it.is_ascii_digit() && it != '-') {
        let end = piece.trim_end_matches(|it: char| !it.is_ascii_digit() && it != '-');
        match day_of(end) {
            Some(day) => {
                out.push_str(&words.day(day));
                out.push_str(piece.strip_prefix(end).unwrap_or_default());
            }
            None => out.push_str(piece),
        }
    }
    out
}

fn day_of(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split('-').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let fits = (day.len(), month.len(), year.len()) == (2, 2, 4);
    date::parse(&format!("{year}-{month}-{day}")).filter(|_| fits)
}

/// A wording of the engine.
pub(super) fn say(words: Words, wording: &Wording) -> &str {
    wording.get(words.0)
}

/// A value as it was worked out, days written out.
pub(in crate::server::web) fn shown(words: Words, value: &Shown) -> Markup {
    match value {
        Shown::Day(day) => html! { span.nowrap { (words.day(*day)) } },
        Shown::Text(text) => html! { (dated(words, say(words, text))) },
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;

    #[test]
    fn days_in_sentences_are_written_out_and_nothing_else_is_touched() {
        let id = Words(Language::Indonesian);
        assert_eq!(dated(id, "sesudah 31-12-2025 (batas 01-02-2024)."), "sesudah 31 Desember 2025 (batas 1 Februari 2024).");
        for kept in ["PP-11-2017 pasal 3", "12-2025", "31-02-2025", "x31-12-2025", "1-31-12-2025", "", "-"] {
            assert_eq!(dated(id, kept), kept);
        }
        assert_eq!(dated(Words(Language::English), "31-12-2025"), "31-12-2025");
    }
}
