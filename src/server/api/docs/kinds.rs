//! What a value may be, in words: its kind, and the bounds it has to keep.
//!
//! Knows nothing of: what a value means.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Language;
use crate::server::api::describe::Description;

use super::word;

const SCHEMAS: &str = "#/components/schemas/";
/// How a hash is written.
const SHA256: &str = "^[0-9a-f]{64}$";

/// The kind of a value; objects of their own lead to where they are described.
pub(super) fn kind(description: &Description, schema: &Value, language: Language) -> Markup {
    if let Some(name) = named_object(description, schema) {
        return html! { a href={ "#object-" (name) } { (name) } };
    }
    let here = description.resolved(schema);
    let several = ["anyOf", "oneOf"].into_iter().find_map(|it| here.get(it).and_then(Value::as_array));
    if let Some(several) = several {
        return html! {
            @for (number, one) in several.iter().enumerate() {
                @if number > 0 { (word(language, " atau ", " or ")) }
                (kind(description, one, language))
            }
        };
    }
    let types = types(here);
    html! {
        @if types.is_empty() { (word(language, "apa saja", "anything")) }
        @for (number, name) in types.iter().enumerate() {
            @if number > 0 { (word(language, " atau ", " or ")) }
            (simple(description, (name, here), language))
        }
    }
}

/// The name of a described object, if a schema refers to one.
pub(super) fn named_object<'s>(description: &Description, schema: &'s Value) -> Option<&'s str> {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix(SCHEMAS))?;
    description.resolved(schema).get("properties").map(|_| name)
}

fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ if schema.get("enum").is_some() || schema.get("const").is_some_and(Value::is_string) => vec!["string"],
        _ if schema.get("const").is_some_and(Value::is_boolean) => vec!["boolean"],
        _ => Vec::new(),
    }
}

fn simple(description: &Description, (name, schema): (&str, &Value), language: Language) -> Markup {
    let below = |member: &str| schema.get(member).filter(|it| it.is_object());
    match (name, below("items"), below("additionalProperties")) {
        ("array", Some(items), _) => {
            html! { (word(language, "daftar ", "list of ")) (kind(description, items, language)) }
        }
        ("object", _, Some(each)) => {
            html! { (word(language, "objek dari ", "object of ")) (kind(description, each, language)) }
        }
        ("array", None, _) => html! { (word(language, "daftar", "list")) },
        ("object", ..) => html! { (word(language, "objek", "object")) },
        ("boolean", ..) => html! { code { "true" } "/" code { "false" } },
        ("integer", ..) => html! { (word(language, "bilangan bulat", "whole number")) },
        ("null", ..) => html! { code { "null" } },
        _ => html! { (text(schema, language)) },
    }
}

fn text(schema: &Value, language: Language) -> &'static str {
    let said = |name: &str| schema.get(name).and_then(Value::as_str).unwrap_or_default();
    match (said("format"), said("pattern")) {
        ("date", _) => word(language, "tanggal (YYYY-MM-DD)", "date (YYYY-MM-DD)"),
        ("date-time", _) => word(language, "waktu (RFC 3339)", "time (RFC 3339)"),
        ("uuid", _) => "UUID",
        (_, SHA256) => "SHA-256 (hex)",
        _ => word(language, "teks", "text"),
    }
}

/// What a value has to keep to, and an example of it.
pub(super) fn bounds(description: &Description, schema: &Value, language: Language) -> Vec<Markup> {
    let here = description.resolved(schema);
    let mut all = Vec::new();
    let words = words(here);
    if !words.is_empty() {
        all.push(html! {
            (word(language, "salah satu dari: ", "one of: "))
            @for (number, it) in words.iter().enumerate() { @if number > 0 { ", " } code { (it) } }
        });
    }
    for (least, most, unit) in RANGES {
        let unit = word(language, unit.0, unit.1);
        let number = |name: &str| here.get(name).and_then(Value::as_i64);
        all.extend(range((number(least), number(most)), unit, language).map(|it| html! { (it) }));
    }
    let pattern = here.get("pattern").and_then(Value::as_str).filter(|_| words.is_empty());
    let is_plain = ["date", "uuid"].contains(&here.get("format").and_then(Value::as_str).unwrap_or_default());
    if let Some(pattern) = pattern.filter(|it| *it != SHA256 && !is_plain) {
        all.push(html! { (word(language, "berpola ", "of the form ")) code { (pattern) } });
    }
    if let Some(example) = schema.get("example").or_else(|| here.get("example")) {
        let shown = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        all.push(html! { (word(language, "misalnya ", "for example ")) code { (shown) } });
    }
    all
}

/// Bounds that are numbers, and what they count.
const RANGES: [(&str, &str, (&str, &str)); 3] = [
    ("minimum", "maximum", ("", "")),
    ("minLength", "maxLength", (" karakter", " characters")),
    ("minItems", "maxItems", (" anggota", " elements")),
];

fn range(bounds: (Option<i64>, Option<i64>), unit: &str, language: Language) -> Option<String> {
    let to = word(language, "sampai", "to");
    match bounds {
        (Some(least), Some(most)) => Some(format!("{least} {to} {most}{unit}")),
        (Some(least), None) => Some(format!("{} {least}{unit}", word(language, "paling sedikit", "at least"))),
        (None, Some(most)) => Some(format!("{} {most}{unit}", word(language, "paling banyak", "at most"))),
        (None, None) => None,
    }
}

/// The words that a value may be, if they are few: of an enumeration, or of a pattern that lists them.
fn words(schema: &Value) -> Vec<String> {
    if let Some(all) = schema.get("enum").and_then(Value::as_array) {
        return all.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    if let Some(one) = schema.get("const") {
        return vec![one.as_str().map_or_else(|| one.to_string(), str::to_owned)];
    }
    let pattern = schema.get("pattern").and_then(Value::as_str).unwrap_or_default();
    let listed = pattern.strip_prefix('^').and_then(|it| it.strip_suffix('$')).unwrap_or_default();
    let listed = listed.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(listed);
    let is_list = !listed.is_empty() && listed.chars().all(|it| it.is_ascii_lowercase() || "_|".contains(it));
    if is_list { listed.split('|').map(str::to_owned).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_pattern_that_lists_words_is_read_as_a_list() {
        assert_eq!(words(&json!({"pattern": "^(id|en)$"})), ["id", "en"]);
        assert_eq!(words(&json!({"pattern": "^late$"})), ["late"]);
        assert_eq!(words(&json!({"enum": ["a"]})), ["a"]);
        assert_eq!(words(&json!({"pattern": SHA256})), Vec::<String>::new());
        assert_eq!(words(&json!({"pattern": "^(/.*)?$"})), Vec::<String>::new());
    }

    #[test]
    fn bounds_are_told_with_what_they_count() {
        let told = |least, most| range((least, most), " characters", Language::English);
        assert_eq!(told(Some(1), Some(9)).as_deref(), Some("1 to 9 characters"));
        assert_eq!(told(None, Some(9)).as_deref(), Some("at most 9 characters"));
        assert_eq!(told(None, None), None);
    }
}
