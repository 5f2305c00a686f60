//! A value of a fact in the words of its reader: days written out, decimals with a comma, labels in place of names.
//!
//! Knows nothing of: evidence, who may change a fact.

use maud::{Markup, html};
use serde_json::{Map, Value};

use crate::engine::types::{Rulebook, Type};
use crate::server::stated::{entries, one_line, plain, unknown};
use crate::server::words::Words;

/// A value as it is read; nothing stated, nothing there, and not known are three different things.
pub(in crate::server::web) fn shown(words: Words, rulebook: &Rulebook, ty: &Type, value: Option<&Value>) -> Markup {
    match (value, ty) {
        (None, _) => html! { span.faint { (words.say("belum diisi", "not stated")) } },
        (Some(Value::Null), _) => html! { span.faint { (words.say("tidak ada", "there is none")) } },
        (Some(Value::Object(object)), _) if unknown(object).is_some() => {
            let why = unknown(object).unwrap_or_default();
            html! { span.faint { (words.say("tidak diketahui", "not known")) @if !why.is_empty() { ": " (why) } } }
        }
        (Some(Value::Object(object)), Type::Record(record)) => members(words, rulebook, *record, object),
        (Some(Value::Array(elements)), Type::List { element, .. }) => list(words, rulebook, element, elements),
        (Some(value), _) => html! { (plain(words, rulebook, ty, value)) },
    }
}

fn members(words: Words, rulebook: &Rulebook, record: usize, object: &Map<String, Value>) -> Markup {
    let fields = rulebook.records.get(record).map_or(&[][..], |it| &it.fields);
    html! {
        dl.inner {
            @for field in fields {
                div {
                    dt { (field.label.get(words.0)) }
                    dd { (shown(words, rulebook, &field.ty, object.get(&field.name))) }
                }
            }
        }
    }
}

fn list(words: Words, rulebook: &Rulebook, element: &Type, elements: &[Value]) -> Markup {
    if elements.is_empty() {
        return html! { span.faint { (words.say("daftar kosong", "empty list")) } };
    }
    if !matches!(element, Type::Record(_) | Type::List { .. }) {
        let all: Vec<String> = elements.iter().map(|it| one_line(words, rulebook, element, Some(it))).collect();
        return html! { (all.join(", ")) };
    }
    html! {
        details.list {
            summary { (entries(words, elements.len())) }
            ol { @for it in elements { li { (shown(words, rulebook, element, Some(it))) } } }
        }
    }
}
