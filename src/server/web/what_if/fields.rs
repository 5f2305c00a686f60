//! The facts as fields of a form, and what was put into them as values.
//!
//! Knows nothing of: what comes out.

use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::engine::value::number;
use crate::engine::wording::Wording;
use crate::server::service::{TryFact, TryKind, Tryable};
use crate::server::web::agency::form::called;
use crate::server::web::form::{Form, refusal};
use crate::server::web::parts::day_in_words;
use crate::server::web::{days, numbers};
use crate::server::words::Words;

/// What a choice says for "there is none" and for "not known".
const NONE: &str = "~none";
const UNKNOWN: &str = "~unknown";
/// Longer than any case needs a period to be: ten thousand years in days.
const LONGEST_PERIOD: &str = "3652059";

/// What was put in, and what is wrong with it before the rules are asked.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) facts: Vec<(String, Value)>,
    pub(super) refusals: Vec<Refusal>,
}

/// All groups of fields. `form` is what was typed, if anything was.
pub(super) fn fields(
    words: Words,
    (tryable, rulebook): (&Tryable, &Rulebook),
    form: Option<&Form>,
    refusals: &[Refusal],
) -> Markup {
    html! {
        @for group in &tryable.groups {
            fieldset {
                legend { (group.label.get(words.0)) }
                div.fields { @for fact in &group.facts { (field((words, rulebook), fact, form, refusals)) } }
            }
        }
    }
}

fn field((words, rulebook): (Words, &Rulebook), fact: &TryFact, form: Option<&Form>, refusals: &[Refusal]) -> Markup {
    let (id, errors) = (format!("f{}", fact.path), format!("e{}", fact.path));
    let here: Vec<&Refusal> = refusals.iter().filter(|it| it.pointer == fact.path).collect();
    let label = label(words, rulebook, fact);
    let said = html! {
        @if !here.is_empty() { ul.errors id=(errors) { @for it in &here { li { (it.message.get(words.0)) } } } }
    };
    let described = (!here.is_empty()).then_some(errors.as_str());
    html! {
        @match &fact.kind {
            TryKind::Record(parts) => {
                @let typed = parts.iter().any(|it| form.is_some_and(|form| !["", UNKNOWN].contains(&form.get(&it.path))));
                details.suppose open[typed || !here.is_empty()] {
                    summary { span.faint { (words.say("Andaikan ada:", "Suppose there is:")) } " " (label) }
                    (supposing(words))
                    (said)
                    div.fields { @for part in parts { (field((words, rulebook), part, form, refusals)) } }
                }
            }
            TryKind::Choices(values) => {
                fieldset aria-describedby=[described] {
                    legend { (label) }
                    (boxes(words, (fact, values), form))
                    (said)
                }
            }
            TryKind::Fixed => {
                div.field { p.label { (label) } p.help { a href="?whole=1" { (words.say("Ubah daftar ini", "Change this list")) } } }
            }
            kind => {
                div.field {
                    label for=(id) { (label) }
                    (input(words, (fact, kind), (&id, described), form))
                    (said)
                }
            }
        }
    }
}

/// What a fact is called, where it lies, and whether an agency can act on it.
fn label(words: Words, rulebook: &Rulebook, fact: &TryFact) -> Markup {
    html! {
        (fact.label.get(words.0))
        @if !fact.elements.is_empty() {
            // A value that is an entry itself is told by its own number.
            @let (around, own) = fact.path.rsplit_once('/').unwrap_or_default();
            @let around = if own.parse::<usize>().is_ok() { fact.path.as_str() } else { around };
            " " span.faint { "(" (called(rulebook, around, words.0)) ")" }
        }
        @if fact.changeable { " " span.faint { "· " (words.say("dapat diupayakan", "can be acted on")) } }
    }
}

fn supposing(words: Words) -> Markup {
    html! {
        p.help { (words.say(
            "Sekarang tidak ada atau belum diketahui. Isi salah satu untuk mengandaikannya ada; yang dibiarkan kosong dianggap belum diketahui.",
            "It is not there, or not known. Fill in one of these to suppose that it is there; what is left empty counts as not known.",
        )) }
    }
}

/// Any of several values.
fn boxes(words: Words, (fact, values): (&TryFact, &[(String, Wording)]), form: Option<&Form>) -> Markup {
    html! {
        div.choices {
            @for (name, value) in values {
                label { input type="checkbox" name=(fact.path) value=(name) checked[is_ticked(fact, form, name)]; (value.get(words.0)) }
            }
        }
    }
}

fn input(
    words: Words,
    (fact, kind): (&TryFact, &TryKind),
    (id, described): (&str, Option<&str>),
    form: Option<&Form>,
) -> Markup {
    let typed = typed(words, fact, form);
    let invalid = described.map(|_| "true");
    let choices = match kind {
        TryKind::Truth => Some(vec![
            ("yes".to_owned(), words.say("Ya", "Yes").to_owned()),
            ("no".to_owned(), words.say("Tidak", "No").to_owned()),
        ]),
        TryKind::Choice(values) => Some(values.iter().map(|it| (it.0.clone(), it.1.get(words.0).to_owned())).collect()),
        _ => None,
    };
    html! {
        @if let Some(choices) = choices {
            select id=(id) name=(fact.path) aria-invalid=[invalid] aria-describedby=[described] {
                @for (name, label) in &choices { option value=(name) selected[*name == typed] { (label) } }
                @if fact.optional { option value=(NONE) selected[typed == NONE] { (words.say("– tidak ada –", "– none –")) } }
                option value=(UNKNOWN) selected[typed == UNKNOWN] { (words.say("– belum diketahui –", "– not known –")) }
            }
        } @else {
            @let empty = [NONE, UNKNOWN].contains(&typed.as_str());
            (typed_input(words, (fact, kind), (id, described), if empty { "" } else { &typed }))
            @if fact.optional {
                @let none = if_empty(fact, form) == NONE;
                select.if-empty name={ "if-empty" (fact.path) } aria-label={ (words.say("Bila kosong: ", "If empty: ")) (fact.label.get(words.0)) } {
                    option value=(NONE) selected[none] { (words.say("kosong berarti: tidak ada", "empty means: none")) }
                    option value=(UNKNOWN) selected[!none] { (words.say("kosong berarti: belum diketahui", "empty means: not known")) }
                }
            }
        }
    }
}

fn typed_input(
    words: Words,
    (fact, kind): (&TryFact, &TryKind),
    (id, described): (&str, Option<&str>),
    value: &str,
) -> Markup {
    let invalid = described.map(|_| "true");
    html! {
        @match kind {
            // A day that is none has to be seen: a field for dates would hide it.
            TryKind::Date if value.is_empty() || days::day(value, words.0).is_ok() => {
                input id=(id) type="date" name=(fact.path) value=(days::day(value, words.0).unwrap_or_default()) aria-invalid=[invalid] aria-describedby=[described];
                (day_in_words(words, id, value))
            }
            TryKind::Number { digits, least, greatest } => {
                input id=(id) type="text" inputmode=(if *digits == 0 { "numeric" } else { "decimal" }) name=(fact.path) value=(value) autocomplete="off" aria-invalid=[invalid] aria-describedby=[described];
                p.help { (numbers::typed(least, words.0)) " – " (numbers::typed(greatest, words.0)) }
            }
            TryKind::Period(unit) => {
                input id=(id) type="text" inputmode="numeric" name=(fact.path) value=(value) autocomplete="off" aria-invalid=[invalid] aria-describedby=[described];
                p.help { (unit_name(words, unit)) }
            }
            _ => input id=(id) type="text" name=(fact.path) value=(value) autocomplete="off" aria-invalid=[invalid] aria-describedby=[described];,
        }
    }
}

fn unit_name(words: Words, unit: &str) -> &'static str {
    match unit {
        "days" => words.say("hari", "days"),
        "months" => words.say("bulan", "months"),
        _ => words.say("hari kerja", "working days"),
    }
}

/// What stands in a field: what was typed, else what the case has.
fn typed(words: Words, fact: &TryFact, form: Option<&Form>) -> String {
    match form.filter(|it| it.has(&fact.path)) {
        Some(form) => {
            let text = form.get(&fact.path);
            if text.is_empty() { if_empty(fact, Some(form)) } else { text.to_owned() }
        }
        None => match fact.kind {
            TryKind::Number { .. } if fact.value.as_ref().is_some_and(|it| it.is_string() || it.is_number()) => {
                numbers::typed(&stated(fact), words.0)
            }
            _ => stated(fact),
        },
    }
}

/// What the case has, as it stands in a field.
fn stated(fact: &TryFact) -> String {
    match &fact.value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Some(Value::Null) => NONE.to_owned(),
        _ => UNKNOWN.to_owned(),
    }
}

fn if_empty(fact: &TryFact, form: Option<&Form>) -> String {
    let chosen = form.map_or("", |it| it.get(&format!("if-empty{}", fact.path)));
    let none = match chosen {
        "" => matches!(fact.value, Some(Value::Null)),
        other => other == NONE,
    };
    if none && fact.optional { NONE.to_owned() } else { UNKNOWN.to_owned() }
}

fn is_ticked(fact: &TryFact, form: Option<&Form>, name: &str) -> bool {
    match form {
        Some(form) => form.all(&fact.path).contains(&name),
        None => fact.value.as_ref().and_then(Value::as_array).is_some_and(|it| it.iter().any(|it| it == name)),
    }
}

/// What is otherwise than in the case.
pub(super) fn given(tryable: &Tryable, form: &Form, words: Words) -> Given {
    let mut given = Given::default();
    for fact in tryable.groups.iter().flat_map(|it| &it.facts) {
        match &fact.kind {
            TryKind::Record(parts) => supposed((fact, parts), form, words, &mut given),
            _ => match value(fact, form, words) {
                Ok(Some(value)) if differs(fact, &value) => given.facts.push((fact.path.clone(), value)),
                Ok(_) => {}
                Err(refusal) => given.refusals.push(*refusal),
            },
        }
    }
    given
}

/// A record that is supposed to be there once one of its fields is filled in.
fn supposed((record, parts): (&TryFact, &[TryFact]), form: &Form, words: Words, given: &mut Given) {
    let (mut object, mut is_there) = (Map::new(), false);
    for part in parts {
        let name = part.path.rsplit('/').next().unwrap_or_default();
        let value = match value(part, form, words) {
            Ok(value) => value.unwrap_or_else(unknown),
            Err(refusal) => {
                given.refusals.push(*refusal);
                unknown()
            }
        };
        is_there |= value != unknown() && !value.is_null();
        object.insert(name.replace("~1", "/").replace("~0", "~"), value);
    }
    if is_there {
        given.facts.push((record.path.clone(), Value::Object(object)));
    }
}

/// The value in a field; none if the field was not sent or cannot be changed.
fn value(fact: &TryFact, form: &Form, words: Words) -> Result<Option<Value>, Box<Refusal>> {
    if let TryKind::Choices(_) = fact.kind {
        let chosen = form.all(&fact.path);
        let same = chosen.is_empty() && fact.value.as_ref().is_none_or(|it| !it.is_array());
        return Ok((!same).then(|| json!(chosen)));
    }
    if !form.has(&fact.path) || matches!(fact.kind, TryKind::Fixed | TryKind::Record(_)) {
        return Ok(None);
    }
    let text = typed(words, fact, Some(form));
    Ok(Some(match (text.as_str(), &fact.kind) {
        (UNKNOWN, _) => unknown(),
        (NONE, _) => Value::Null,
        (text, TryKind::Truth) => json!(text == "yes"),
        (text, TryKind::Number { digits, least, greatest }) => number(fact, text, (*digits, least, greatest), words)?,
        (text, TryKind::Period(_)) => number(fact, text, (0, "0", LONGEST_PERIOD), words)?,
        (text, TryKind::Date) => json!(days::day(text, words.0).map_err(|it| refused(fact, it))?),
        (text, _) => json!(text),
    }))
}

/// Decimals are texts with a point, whole numbers are numbers; typed in the language of the reader, and never guessed.
fn number(fact: &TryFact, text: &str, bounds: (u8, &str, &str), words: Words) -> Result<Value, Box<Refusal>> {
    let (digits, least, greatest) = bounds;
    let bound = |text: &str, other: i64| number::parse(text, digits).unwrap_or(other);
    let range = (digits, bound(least, i64::MIN), bound(greatest, i64::MAX));
    let plain = numbers::accepted(text, range, words.0).map_err(|it| refused(fact, it))?;
    match (digits, plain.parse::<i64>()) {
        (0, Ok(whole)) => Ok(json!(whole)),
        _ => Ok(json!(plain)),
    }
}

fn refused(fact: &TryFact, message: Wording) -> Box<Refusal> {
    Box::new(refusal(fact.path.as_str(), message))
}

fn unknown() -> Value {
    json!({"unknown": "diandaikan belum diketahui"})
}

/// Whether a value says something else than the case: another reason why it is not known is nothing else.
fn differs(fact: &TryFact, value: &Value) -> bool {
    let is_unknown = |it: &Value| it.get("unknown").is_some();
    match &fact.value {
        None => !is_unknown(value),
        Some(stated) if is_unknown(stated) => !is_unknown(value),
        Some(Value::Number(stated)) => {
            value.as_str().map_or_else(|| value.to_string(), str::to_owned) != stated.to_string()
        }
        // The order in which boxes are ticked is that of the page.
        Some(Value::Array(stated)) => {
            value.as_array().is_none_or(|it| it.len() != stated.len() || !stated.iter().all(|one| it.contains(one)))
        }
        Some(stated) => stated != value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;

    const ID: Words = Words(Language::Indonesian);
    const EN: Words = Words(Language::English);

    fn fact(kind: TryKind, optional: bool, value: Value) -> TryFact {
        let label = Wording::same("x");
        TryFact {
            path: "/a".to_owned(),
            label,
            elements: Vec::new(),
            optional,
            changeable: false,
            kind,
            value: Some(value),
        }
    }

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::of(fields.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect(), "test")
    }

    #[test]
    fn numbers_are_read_in_the_language_of_the_reader_and_never_guessed() {
        let decimal = || TryKind::Number { digits: 1, least: "0".to_owned(), greatest: "400".to_owned() };
        let of = |text: &str, words| value(&fact(decimal(), true, json!("340.5")), &form(&[("/a", text)]), words);
        assert_eq!(of("250,5", ID).unwrap(), Some(json!("250.5")));
        assert_eq!(of("250.5", EN).unwrap(), Some(json!("250.5")));
        for wrong in ["250.5", "1.234", "abc", "1,2,3", "1,", "400,1", "-1"] {
            assert_eq!(of(wrong, ID).unwrap_err().pointer, "/a", "{wrong}");
        }
        assert!(of("250,5", EN).is_err());
        assert_eq!(typed(ID, &fact(decimal(), true, json!("340.5")), None), "340,5");
        assert_eq!(typed(ID, &fact(decimal(), true, json!("340.5")), Some(&form(&[("/a", "250.5")]))), "250.5");
    }

    #[test]
    fn days_are_read_as_everywhere_else() {
        let date = fact(TryKind::Date, true, json!("2022-01-15"));
        assert_eq!(value(&date, &form(&[("/a", "31-12-2025")]), ID).unwrap(), Some(json!("2025-12-31")));
        assert!(value(&date, &form(&[("/a", "31-02-2025")]), ID).is_err());
    }

    #[test]
    fn an_empty_field_is_none_or_unknown_as_was_chosen() {
        let date = fact(TryKind::Date, true, json!("2022-01-15"));
        assert_eq!(value(&date, &form(&[("/a", ""), ("if-empty/a", NONE)]), ID).unwrap(), Some(Value::Null));
        assert_eq!(value(&date, &form(&[("/a", ""), ("if-empty/a", UNKNOWN)]), ID).unwrap(), Some(unknown()));
        assert_eq!(value(&date, &form(&[]), ID).unwrap(), None);
        let needed = fact(TryKind::Date, false, json!("2022-01-15"));
        assert_eq!(value(&needed, &form(&[("/a", ""), ("if-empty/a", NONE)]), ID).unwrap(), Some(unknown()));
    }

    #[test]
    fn only_what_is_otherwise_counts() {
        assert!(!differs(&fact(TryKind::Text, true, json!("a")), &json!("a")));
        assert!(!differs(&fact(TryKind::Text, true, json!({"unknown": "why"})), &unknown()));
        assert!(!differs(&fact(TryKind::Text, true, json!(340)), &json!("340")));
        assert!(differs(&fact(TryKind::Text, true, Value::Null), &unknown()));
        assert!(differs(&fact(TryKind::Text, true, json!(true)), &json!(false)));
    }
}
