//! Every route, as the description has it.
//!
//! Knows nothing of: what a route does.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Language;
use crate::server::api::describe::Description;

use super::guide::inline;
use super::members::objects;
use super::{bodies, said, word};

pub(super) fn reference(description: &Description, language: Language) -> Markup {
    html! {
        section #reference {
            h2 { (word(language, "Rujukan", "Reference")) }
            p { (inline(word(language,
                "Setiap operasi juga menerima `Accept-Language`: bahasa teks untuk manusia, `id` (bila tidak disebut) atau `en`. Setiap jawaban \
                 memuat `X-Request-Id`, nama permintaan itu dalam log, serta `RateLimit` dan `RateLimit-Policy`.",
                "Every operation also takes `Accept-Language`: the language of texts for people, `id` (without it) or `en`. Every answer has \
                 `X-Request-Id`, what the request is called in the log, and `RateLimit` and `RateLimit-Policy`."))) }
            @for tag in description.tags() {
                section.tag #{ "tag-" (said(tag, "name", Language::English)) } {
                    h3 { (said(tag, "name", language)) }
                    p.about { (said(tag, "description", language)) }
                    @for (path, method, operation) in description.operations(said(tag, "name", Language::English)) {
                        (route(description, (path, method, operation), language))
                    }
                }
            }
            (objects(description, language))
        }
    }
}

fn route(description: &Description, (path, method, operation): (&str, &str, &Value), language: Language) -> Markup {
    html! {
        article #{ "operation-" (said(operation, "operationId", Language::English)) } {
            h4 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p { strong { (inline(said(operation, "summary", language))) } }
            p { (inline(said(operation, "description", language))) }
            (roles(operation, language))
            (curl(path, method, operation))
            (bodies::parameters(description, operation, language))
            (bodies::request(description, operation, language))
            (bodies::answers(description, operation, language))
            (bodies::examples(operation, language))
        }
    }
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
    for header in bodies::headers(operation) {
        line.push_str(&format!(" \\\n  -H '{header}'"));
    }
    if let Some(kind) = bodies::first_kind(operation) {
        let file = if kind == "application/json" { "body.json" } else { "file.pdf" };
        line.push_str(&format!(" \\\n  -H 'Content-Type: {kind}' --data-binary @{file}"));
    }
    line.push_str(&format!(" \\\n  \"$URL{path}\""));
    html! { pre.command tabindex="0" { code { (line) } } }
}
