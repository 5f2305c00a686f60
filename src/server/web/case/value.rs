//! A value of a fact in the words of its reader: days written out, decimals with a comma, labels in place of names.
//!
//! Knows nothing of: evidence, who may change a fact.

use maud::{Markup, html};
use serde_json::{Map, Value};

use crate::engine::types::{Field, Rulebook, Type, Unit};
use crate::engine::value::date;
use crate::engine::wording::Language;
use crate::server::words::Words;

/// The fields on the way to a fact, the outermost first; a list and what is in it count as one.
pub(in crate::server::web) fn field_at<'r>(rulebook: &'r Rulebook, path: &str) -> Vec<&'r Field> {
    let (mut record, mut fields) = (Some(0), Vec::new());
    for name in path.split('/').skip(1) {
        let declared = record.and_then(|it: usize| rulebook.records.get(it)).map_or(&[][..], |it| &it.fields);
        let Some(field) = declared.iter().find(|it| it.name == name) else { break };
        record = if let Type::Record(inner) = field.ty { Some(inner) } else { None };
        fields.push(field);
    }
    fields
}

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

/// The same in one line of text, without what is inside lists and records.
pub(in crate::server::web) fn one_line(words: Words, rulebook: &Rulebook, ty: &Type, value: Option<&Value>) -> String {
    match value {
        None => words.say("belum diisi", "not stated").to_owned(),
        Some(Value::Null) => words.say("tidak ada", "there is none").to_owned(),
        Some(Value::Object(object)) if unknown(object).is_some() => {
            words.say("tidak diketahui", "not known").to_owned()
        }
        Some(Value::Array(elements)) => entries(words, elements.len()),
        Some(value) => plain(words, rulebook, ty, value),
    }
}

/// A value that is one text.
pub(in crate::server::web) fn plain(words: Words, rulebook: &Rulebook, ty: &Type, value: &Value) -> String {
    match (ty, value) {
        (Type::Truth, Value::Bool(it)) => {
            (if *it { words.say("Ya", "Yes") } else { words.say("Tidak", "No") }).to_owned()
        }
        (Type::Number { .. }, value) => number(words, &text(value)),
        (Type::Date, Value::String(iso)) => date::parse(iso).map_or_else(|| iso.clone(), |it| words.day(it)),
        (Type::Period(unit), value) => format!("{} {}", text(value), unit_name(words, *unit)),
        (Type::Enum(index), Value::String(name)) => {
            let values = rulebook.enums.get(*index).map_or(&[][..], |it| &it.values);
            values
                .iter()
                .find(|it| it.name == *name)
                .map_or_else(|| name.clone(), |it| it.label.get(words.0).to_owned())
        }
        (_, value) => text(value),
    }
}

/// Why a fact is not known, if that is what is stated.
pub(in crate::server::web) fn unknown(object: &Map<String, Value>) -> Option<&str> {
    if object.len() == 1 { object.get("unknown").and_then(Value::as_str) } else { None }
}

pub(in crate::server::web) fn unit_name(words: Words, unit: Unit) -> &'static str {
    match unit {
        Unit::Days => words.say("hari", "days"),
        Unit::Months => words.say("bulan", "months"),
        Unit::WorkingDays(_) => words.say("hari kerja", "working days"),
    }
}

fn number(words: Words, text: &str) -> String {
    if words.0 == Language::Indonesian { text.replace('.', ",") } else { text.to_owned() }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn entries(words: Words, count: usize) -> String {
    let name = words.say("isian", if count == 1 { "entry" } else { "entries" });
    format!("{count} {name}")
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_read_in_the_language_of_the_reader() {
        let rulebook = crate::server::web::case::tests::rulebook();
        let said = |ty: &Type, value: Value| {
            [Language::Indonesian, Language::English].map(|it| plain(Words(it), &rulebook, ty, &value))
        };
        let number = Type::Number { scale: 1, least: 0, greatest: 4000 };
        assert_eq!(said(&number, json!("340.5")), ["340,5", "340.5"]);
        assert_eq!(said(&Type::Date, json!("2022-06-22")), ["22 Juni 2022", "22 June 2022"]);
        assert_eq!(said(&Type::Truth, json!(false)), ["Tidak", "No"]);
        assert_eq!(said(&Type::Period(Unit::Months), json!(12)), ["12 bulan", "12 months"]);
        assert_eq!(said(&Type::Text, json!("a.b")), ["a.b", "a.b"]);
    }

    #[test]
    fn unknown_missing_and_not_stated_are_three_things() {
        let rulebook = crate::server::web::case::tests::rulebook();
        let line = |value: Option<&Value>| one_line(Words(Language::English), &rulebook, &Type::Date, value);
        assert_eq!(line(None), "not stated");
        assert_eq!(line(Some(&Value::Null)), "there is none");
        assert_eq!(line(Some(&json!({"unknown": "why"}))), "not known");
    }

    #[test]
    fn a_fact_is_found_by_its_place() {
        let rulebook = crate::server::web::case::tests::rulebook();
        let names = |path: &str| field_at(&rulebook, path).into_iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("/asked_on"), ["asked_on"]);
        assert_eq!(names("/office/staff"), ["office", "staff"]);
        assert_eq!(names("/offices/0/staff"), ["offices"]);
        assert_eq!(names("/other/place"), Vec::<String>::new());
    }
}
