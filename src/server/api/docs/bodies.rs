//! What an operation takes and gives: parameters, the body of the request, every answer, examples.
//!
//! Knows nothing of: what an operation does.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Language;
use crate::server::api::describe::Description;

use super::guide::inline;
use super::kinds::kind;
use super::members::{Whose, meaning, members, term};
use super::{said, word};

const JSON: &str = "application/json";

/// Parameters in the path, after the `?` and in headers; not the language, which every operation takes.
pub(super) fn parameters(description: &Description, operation: &Value, language: Language) -> Markup {
    let all: Vec<&Value> = listed(operation)
        .map(|it| description.resolved(it))
        .filter(|it| said(it, "name", Language::English) != "Accept-Language")
        .collect();
    html! {
        @if !all.is_empty() {
            h5 { (word(language, "Parameter", "Parameters")) }
            dl.members {
                @for it in all {
                    @let schema = it.get("schema").unwrap_or(&Value::Null);
                    @let needed = it.get("required") == Some(&Value::Bool(true));
                    (term(said(it, "name", Language::English), &html! {
                        (place(said(it, "in", Language::English), language)) ", " (kind(description, schema, language))
                    }, needed.then_some(Whose::Request), language))
                    dd { (meaning(description, &whole(it, schema), language)) }
                }
            }
        }
    }
}

fn listed(operation: &Value) -> impl Iterator<Item = &Value> {
    operation.get("parameters").and_then(Value::as_array).into_iter().flatten()
}

/// The schema of a parameter with what is said of the parameter.
fn whole(parameter: &Value, schema: &Value) -> Value {
    let mut whole = schema.clone();
    if let Value::Object(members) = &mut whole {
        for name in ["description", "x-description-id", "example"] {
            members.extend(parameter.get(name).map(|it| (name.to_owned(), it.clone())));
        }
    }
    whole
}

fn place(place: &str, language: Language) -> &'static str {
    match place {
        "path" => word(language, "dalam alamat", "in the path"),
        "query" => word(language, "sesudah ?", "after the ?"),
        _ => word(language, "header", "header"),
    }
}

/// Headers that are asked for here alone, with their examples.
pub(super) fn headers(operation: &Value) -> Vec<String> {
    let own = listed(operation).filter(|it| said(it, "in", Language::English) == "header");
    let text = |it: &Value, name| said(it, name, Language::English).to_owned();
    own.map(|it| format!("{}: {}", text(it, "name"), text(it, "example"))).collect()
}

/// The first kind of body that a request may have.
pub(super) fn first_kind(operation: &Value) -> Option<&str> {
    let content = operation.pointer("/requestBody/content").and_then(Value::as_object)?;
    content.keys().find(|it| *it == JSON).or_else(|| content.keys().next()).map(String::as_str)
}

/// The body of the request.
pub(super) fn request(description: &Description, operation: &Value, language: Language) -> Markup {
    let Some(body) = operation.get("requestBody") else { return Markup::default() };
    html! {
        h5 { (word(language, "Isi permintaan", "Body of the request")) }
        @if !said(body, "description", language).is_empty() { p { (inline(said(body, "description", language))) } }
        (content(description, (body, Whose::Request), language))
        @if body.get("required") == Some(&Value::Bool(false)) {
            p.about { (word(language, "Isi boleh tidak ada.", "The body may be left out.")) }
        }
    }
}

/// The kinds of a body and, if it is JSON, its members.
fn content(description: &Description, (body, whose): (&Value, Whose), language: Language) -> Markup {
    let all = body.get("content").and_then(Value::as_object);
    let kinds: Vec<&String> = all.into_iter().flat_map(|it| it.keys()).collect();
    let schema = all.and_then(|it| it.get(JSON)?.get("schema"));
    let listed = schema.and_then(|it| members(description, (it, whose), language));
    html! {
        @if kinds.iter().any(|it| *it != JSON) {
            p { @for (number, it) in kinds.iter().enumerate() { @if number > 0 { ", " } code { (it) } } }
        }
        @match (listed, schema) {
            (Some(listed), _) => { (listed) },
            (None, Some(schema)) => { p.about { "JSON: " (kind(description, schema, language)) } },
            _ => {},
        }
    }
}

/// Every answer, problems with their codes.
pub(super) fn answers(description: &Description, operation: &Value, language: Language) -> Markup {
    let all = operation.get("responses").and_then(Value::as_object);
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().flatten().partition(|it| it.0.starts_with('2'));
    html! {
        @for (status, answer) in good {
            details {
                summary { (word(language, "Jawaban ", "Answer ")) (status) ": " (inline(said(answer, "description", language))) }
                (content(description, (answer, Whose::Answer), language))
            }
        }
        details {
            summary { (word(language, "Galat", "Errors")) }
            dl.answers {
                @for (status, answer) in bad {
                    dt { (status) }
                    dd { @for line in said(answer, "description", language).split("\n\n") { p { (inline(line)) } } }
                }
            }
        }
    }
}

/// What was really asked and answered once.
pub(super) fn examples(operation: &Value, language: Language) -> Markup {
    let request = operation.pointer("/requestBody/content/application~1json/example");
    let mut answers = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    let answer = answers.find_map(|(status, it)| Some((status, it.pointer("/content/application~1json/example")?)));
    html! {
        @if let Some(request) = request {
            details { summary { (word(language, "Contoh permintaan", "Example of a request")) } (json(request)) }
        }
        @if let Some((status, answer)) = answer {
            details { summary { (word(language, "Contoh jawaban", "Example of an answer")) " " (status) } (json(answer)) }
        }
    }
}

fn json(value: &Value) -> Markup {
    html! { pre.answer tabindex="0" { code { (serde_json::to_string_pretty(value).unwrap_or_default()) } } }
}
