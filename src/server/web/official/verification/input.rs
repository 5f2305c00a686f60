//! Fields for the right value of a fact, each of the kind that the rules ask for; and what was typed, as a value.
//!
//! Knows nothing of: why a value is corrected.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::engine::types::{Field, Rulebook, Type};
use crate::engine::value::date;
use crate::engine::wording::{Language, Wording};
use crate::server::service::escaped;
use crate::server::stated::{period, unit_name};
use crate::server::web::days;
use crate::server::web::numbers::accepted;
use crate::server::web::parts::{day_field, day_in_words};
use crate::server::words::Words;

/// A value that can be typed, at its place.
#[derive(Clone, Debug)]
pub(super) struct Leaf<'r> {
    /// JSON pointer.
    pub(super) path: String,
    pub(super) label: String,
    pub(super) ty: &'r Type,
    /// Whether there may be none.
    pub(super) optional: bool,
    pub(super) value: Option<Value>,
}

/// Every value inside a fact that can be typed: the fact itself, or what is inside a record or a list.
pub(super) fn leaves<'r>(words: Words, rulebook: &'r Rulebook, at: Leaf<'r>) -> Vec<Leaf<'r>> {
    let mut found = Vec::new();
    gather((words, rulebook), at, &mut found);
    found
}

fn gather<'r>(about: (Words, &'r Rulebook), at: Leaf<'r>, found: &mut Vec<Leaf<'r>>) {
    let (words, rulebook) = about;
    match (at.ty, &at.value) {
        (Type::Record(record), Some(Value::Object(members))) => {
            let fields = rulebook.records.get(*record).map_or(&[][..], |it| &it.fields);
            let found_beside: BTreeSet<&String> = fields.iter().filter_map(|it| it.verifies.as_ref()).collect();
            for field in fields.iter().filter(|it| !found_beside.contains(&it.name)) {
                let own = field.label.get(words.0);
                let inside = Leaf {
                    path: format!("{}/{}", at.path, escaped(&field.name)),
                    label: if at.label.is_empty() { own.to_owned() } else { format!("{} › {own}", at.label) },
                    ty: &field.ty,
                    optional: field.optional,
                    value: found_or_claimed(field, members),
                };
                gather(about, inside, found);
            }
        }
        (Type::List { element, .. }, Some(Value::Array(elements))) => {
            for (number, value) in elements.iter().enumerate() {
                let inside = Leaf {
                    path: format!("{}/{number}", at.path),
                    label: format!("{} {}", at.label, number.saturating_add(1)),
                    ty: element,
                    optional: false,
                    value: Some(value.clone()),
                };
                gather(about, inside, found);
            }
        }
        (Type::Record(_) | Type::List { .. } | Type::Broken, _) => {}
        _ => found.push(at),
    }
}

/// The field that a verifier fills in beside a claim.
pub(super) fn verifier_of<'f>(fields: &'f [Field], claim: &Field) -> Option<&'f Field> {
    fields.iter().find(|it| it.verifies.as_ref() == Some(&claim.name))
}

/// What a verifier filled in; before that, the claim beside it, which stands if it is right.
fn found_or_claimed(field: &Field, members: &Map<String, Value>) -> Option<Value> {
    let own = members.get(&field.name);
    let claim = field.verifies.as_ref().and_then(|it| members.get(it));
    claim.filter(|_| own.is_none_or(Value::is_null)).or(own).cloned()
}

/// How a value stands in its field; empty for what is not known or not there.
pub(super) fn typed(words: Words, ty: &Type, value: Option<&Value>) -> String {
    match value {
        Some(Value::Bool(true)) => "yes".to_owned(),
        Some(Value::Bool(false)) => "no".to_owned(),
        Some(Value::String(text)) if matches!(ty, Type::Number { .. }) && words.0 == Language::Indonesian => {
            text.replace('.', ",")
        }
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// How a value stands in its field as the case has it, and whether the box for "there is none" is ticked.
pub(super) fn in_case(words: Words, leaf: &Leaf<'_>) -> (String, bool) {
    (typed(words, leaf.ty, leaf.value.as_ref()), leaf.value.as_ref().is_some_and(Value::is_null))
}

/// What stands in a field, in words.
pub(super) fn read_out(words: Words, rulebook: &Rulebook, leaf: &Leaf<'_>, (text, none): (String, bool)) -> String {
    if none {
        return words.say("tidak ada", "there is none").to_owned();
    }
    match leaf.ty {
        _ if text.is_empty() => words.say("kosong", "empty").to_owned(),
        Type::Truth => (if text == "yes" { words.say("ya", "yes") } else { words.say("tidak", "no") }).to_owned(),
        Type::Enum(index) => {
            let found = values(words, rulebook, *index).into_iter().find(|it| it.0 == text);
            found.map_or(text, |it| it.1.to_owned())
        }
        Type::Date => date::parse(&text).map_or(text, |it| words.day(it)),
        Type::Period(unit) => period(words, *unit, &text),
        _ => text,
    }
}

/// What was typed as a value.
///
/// # Errors
/// Why a number is none in this language: a sign is never guessed. Other texts are left to the rules to be refused.
pub(super) fn value(ty: &Type, text: &str, language: Language) -> Result<Value, Wording> {
    Ok(match ty {
        Type::Truth => match text {
            "yes" => json!(true),
            "no" => json!(false),
            other => json!(other),
        },
        Type::Number { scale: 0, least, greatest } => {
            let whole = accepted(text, (0, *least, *greatest), language)?;
            whole.parse::<i64>().map_or_else(|_| json!(whole), Value::from)
        }
        Type::Period(_) => text.parse::<i64>().map_or_else(|_| json!(text), Value::from),
        // What is no day is refused where the facts are.
        Type::Date => json!(days::day(text, language).unwrap_or_else(|_| text.to_owned())),
        Type::Number { scale, least, greatest } => json!(accepted(text, (*scale, *least, *greatest), language)?),
        _ => json!(text),
    })
}

/// The field for one value, with what was claimed if something else stands in it. `described` names what explains it.
pub(super) fn field(
    words: Words,
    rulebook: &Rulebook,
    leaf: &Leaf<'_>,
    given: (&str, bool),
    (id, described): (&str, &str),
) -> Markup {
    let (text, none) = given;
    let name = format!("value:{}", leaf.path);
    let claimed = in_case(words, leaf);
    let changed = (text, none) != (claimed.0.as_str(), claimed.1);
    html! {
        div class={ "field" @if changed { " changed" } } {
            label for=(id) { (leaf.label) " " span.mark { (words.say("diubah", "changed")) } }
            @if changed {
                p.help { (words.say("Dinyatakan instansi: ", "Claimed: ")) (read_out(words, rulebook, leaf, claimed)) }
            }
            @match leaf.ty {
                Type::Truth => (choice((id, &name, described), text, &[("yes", words.say("Ya", "Yes")), ("no", words.say("Tidak", "No"))])),
                Type::Enum(index) => (choice((id, &name, described), text, &values(words, rulebook, *index))),
                Type::Date => {
                    @let (kind, day) = day_field(words, text);
                    input id=(id) type=(kind) name=(name) value=(day) aria-describedby=(described);
                    (day_in_words(words, id, text))
                }
                Type::Number { .. } => input id=(id) type="text" inputmode="decimal" name=(name) value=(text) autocomplete="off" aria-describedby=(described);,
                Type::Period(unit) => {
                    input id=(id) type="text" inputmode="numeric" name=(name) value=(text) autocomplete="off" aria-describedby=(described);
                    " " (unit_name(words, *unit))
                }
                _ => input id=(id) type="text" name=(name) value=(text) autocomplete="off" aria-describedby=(described);,
            }
            @if leaf.optional {
                label.none { input type="checkbox" name={ "none:" (leaf.path) } value="yes" checked[none]; " " (words.say("tidak ada", "there is none")) }
            }
        }
    }
}

fn values(words: Words, rulebook: &Rulebook, index: usize) -> Vec<(&str, &str)> {
    let values = rulebook.enums.get(index).map_or(&[][..], |it| &it.values);
    values.iter().map(|it| (it.name.as_str(), it.label.get(words.0))).collect()
}

fn choice((id, name, described): (&str, &str, &str), chosen: &str, values: &[(&str, &str)]) -> Markup {
    html! {
        select id=(id) name=(name) aria-describedby=(described) {
            option value="" selected[chosen.is_empty()] { "–" }
            @for (value, label) in values { option value=(value) selected[*value == chosen] { (label) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::stated::tests::rulebook;

    #[test]
    fn what_is_typed_is_read_exactly_or_left_to_be_refused() {
        let number = Type::Number { scale: 1, least: 0, greatest: 4000 };
        let read = |ty: &Type, text: &str| value(ty, text, Language::Indonesian).unwrap();
        assert_eq!(read(&number, "340,5"), json!("340.5"));
        assert_eq!(value(&number, "340.5", Language::English).unwrap(), json!("340.5"));
        for wrong in ["340.5", "1.340,5", "3.40,5", "1.250", "400,1"] {
            assert!(value(&number, wrong, Language::Indonesian).is_err(), "{wrong}");
        }
        let whole = Type::Number { scale: 0, least: 0, greatest: 9 };
        assert_eq!(read(&whole, "7"), json!(7));
        for wrong in ["7x", "dua belas", "7,5", "10", "-1"] {
            assert!(value(&whole, wrong, Language::Indonesian).is_err(), "{wrong}");
        }
        assert_eq!((read(&Type::Truth, "no"), read(&Type::Truth, "")), (json!(false), json!("")));
        assert_eq!(read(&Type::Date, "2022-06-22"), json!("2022-06-22"));
        assert_eq!(read(&Type::Date, "22 Juni 2022"), json!("2022-06-22"));
        assert_eq!(read(&Type::Date, "31 Februari 2022"), json!("31 Februari 2022"));
    }

    #[test]
    fn what_is_inside_a_list_can_be_typed_one_by_one() {
        let rulebook = rulebook();
        let fields = &rulebook.records.first().expect("a record").fields;
        let field = fields.iter().find(|it| it.name == "offices").expect("a list");
        let words = Words(Language::English);
        let of = |value: Option<Value>| {
            let (path, label) = ("/offices".to_owned(), "Other offices".to_owned());
            leaves(words, &rulebook, Leaf { path, label, ty: &field.ty, optional: false, value })
        };
        let found = of(Some(json!([{"staff": "1.5"}, {"staff": null}])));
        let told: Vec<(&str, &str)> = found.iter().map(|it| (it.path.as_str(), it.label.as_str())).collect();
        assert_eq!(
            told,
            [("/offices/0/staff", "Other offices 1 › Staff"), ("/offices/1/staff", "Other offices 2 › Staff")]
        );
        assert!(found.iter().all(|it| it.optional));
        assert_eq!(of(None).len(), 0);
    }
}
