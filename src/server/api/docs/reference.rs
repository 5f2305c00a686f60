//! Every route, as the description has it.
//!
//! Knows nothing of: what a route does.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Language;
use crate::server::api::describe::Description;

use super::guide::inline;
use super::word;

pub(super) fn reference(description: &Description, language: Language) -> Markup {
    html! {
        section #reference {
            h2 { (word(language, "Rujukan", "Reference")) }
            @for (name, about) in description.tags() {
                section.tag #{ "tag-" (name) } {
                    h3 { (name) }
                    p.about lang="en" { (about) }
                    @for (path, method, operation) in description.operations(&name) {
                        (route(path, method, operation, language))
                    }
                }
            }
        }
    }
}

fn route(path: &str, method: &str, operation: &Value, language: Language) -> Markup {
    let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default();
    html! {
        article #(text("operationId")) {
            h4 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p { (inline(word_of(operation, language))) }
            (roles(operation, language))
            (parameters(operation, language))
            (curl(path, method, operation))
            (bodies(operation, language))
            (answers(operation, language))
        }
    }
}

/// The summary is English, the description Indonesian.
fn word_of(operation: &Value, language: Language) -> &str {
    let name = word(language, "description", "summary");
    operation.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn roles(operation: &Value, language: Language) -> Markup {
    let roles = operation.get("x-roles").and_then(Value::as_array);
    html! {
        p.roles {
            @match roles {
                None => { (word(language, "Tanpa kunci", "No key needed")) },
                Some(all) => {
                    (word(language, "Peran: ", "Roles: "))
                    @for role in all.iter().filter_map(Value::as_str) { span.role { (role) } " " }
                },
            }
        }
    }
}

/// What `If-Match` does, in both languages.
const FOLLOWED: (&str, &str) = (
    "Boleh: `ETag` kasus yang Anda baca. Bila kasus sudah berubah sejak itu, permintaan ditolak (412).",
    "If you like: the `ETag` of the case that you read. If the case has changed since, the request is refused (412).",
);

fn parameters(operation: &Value, language: Language) -> Markup {
    let all = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let own: Vec<&Value> = all.filter(|it| it.get("$ref").is_none()).collect();
    let records = operation.get("x-records") == Some(&Value::Bool(true));
    let follows = operation.get("x-follows") == Some(&Value::Bool(true));
    let text = |it: &Value, name: &str| it.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    html! {
        @if !own.is_empty() || records {
            dl.parameters {
                @for it in own {
                    dt { code { (text(it, "name")) } " " small { (text(it, "in")) } }
                    dd lang="en" { (inline(&text(it, "description"))) }
                }
                @if records {
                    dt { code { "Idempotency-Key" } " " small { "header" } }
                    dd { (word(language, "Wajib, baru untuk setiap tindakan.", "Needed, a new one for every act.")) }
                }
                @if follows {
                    dt { code { "If-Match" } " " small { "header" } }
                    dd { (inline(word(language, FOLLOWED.0, FOLLOWED.1))) }
                }
            }
        }
    }
}

/// A line to copy; what stands in braces is to be filled in.
fn curl(path: &str, method: &str, operation: &Value) -> Markup {
    let mut line = String::from("curl -sS");
    if method != "get" {
        line.push_str(&format!(" -X {}", method.to_uppercase()));
    }
    if operation.get("x-roles").is_some() {
        line.push_str(" -H \"Authorization: Bearer $KEY\"");
    }
    if operation.get("x-records") == Some(&Value::Bool(true)) {
        line.push_str(" -H \"Idempotency-Key: …\"");
    }
    if operation.get("requestBody").is_some() {
        line.push_str(" \\\n  -H 'Content-Type: application/json' --data-binary @body.json");
    }
    line.push_str(&format!(" \\\n  \"$URL{path}\""));
    html! { pre.command tabindex="0" { code { (line) } } }
}

fn bodies(operation: &Value, language: Language) -> Markup {
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

fn answers(operation: &Value, language: Language) -> Markup {
    let all = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    html! {
        details {
            summary { (word(language, "Semua jawaban", "Every answer")) }
            dl.answers {
                @for (status, answer) in all {
                    dt { (status) }
                    dd lang="en" {
                        @for line in answer.get("description").and_then(Value::as_str).unwrap_or_default().split("\n\n") {
                            p { (inline(line)) }
                        }
                    }
                }
            }
        }
    }
}
