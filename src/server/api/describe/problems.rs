//! Problems in the description: one schema for all, and for each status the codes it can have.
//!
//! Knows nothing of: the routes that have them.

use serde_json::{Map, Value, json};

use crate::engine::wording::Language;
use crate::server::http::problem::codes::{self, Code};

/// The schema that every problem fulfils.
pub(super) fn schema() -> Value {
    json!({
        "type": "object",
        "description": "What went wrong (RFC 9457). Programs go by `code`; `title` and `message` are for people, in the language that \
            was asked for.",
        "required": ["type", "title", "status", "code", "request_id"],
        "properties": {
            "type": {"type": "string", "pattern": "^urn:timbang:problem:[a-z-]+$"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "code": {"type": "string", "pattern": "^[a-z-]+$"},
            "request_id": {"type": "string", "format": "uuid"},
            "errors_left_out": {"type": "integer", "minimum": 1, "description": "How many more places are wrong."},
            "errors": {
                "type": "array",
                "description": "Every place that is wrong, all at once; the first 200 if there are more.",
                "items": {
                    "type": "object",
                    "required": ["pointer", "code", "message"],
                    "additionalProperties": false,
                    "properties": {
                        "pointer": {"type": "string", "description": "JSON pointer into the request; the name of a parameter of the path or the query after `/`."},
                        "code": {"type": "string"},
                        "message": {"type": "string"},
                        "expected": {"type": "string", "description": "What may stand there."},
                    },
                },
            },
        },
    })
}

/// The answers to an operation that has these problems, by status.
pub(super) fn answers(names: &[Value]) -> Map<String, Value> {
    let had = |it: &&Code| names.iter().any(|name| name == it.name);
    let found: Vec<&Code> = codes::ALL.iter().filter(had).collect();
    let mut answers = Map::new();
    for status in found.iter().map(|it| it.status) {
        let of_status: Vec<&Code> = found.iter().copied().filter(|it| it.status == status).collect();
        answers.entry(status.to_string()).or_insert_with(|| answer(&of_status));
    }
    answers
}

fn answer(found: &[&Code]) -> Value {
    let lines = |language| found.iter().map(|it| format!("`{}`: {}", it.name, it.meant(language))).collect::<Vec<_>>();
    let names: Vec<&str> = found.iter().map(|it| it.name).collect();
    let schema = json!({
        "allOf": [{"$ref": "#/components/schemas/Problem"}],
        "type": "object",
        "properties": {"code": {"type": "string", "enum": names}},
    });
    let mut headers = json!({"X-Request-Id": {"$ref": "#/components/headers/RequestId"}});
    if let (Some(members), true) = (headers.as_object_mut(), found.iter().any(|it| matches!(it.status, 429 | 503))) {
        members.insert("Retry-After".to_owned(), json!({"$ref": "#/components/headers/RetryAfter"}));
    }
    json!({
        "description": lines(Language::English).join("\n\n"),
        "x-description-id": lines(Language::Indonesian).join("\n\n"),
        "headers": headers,
        "content": {"application/problem+json": {"schema": schema}},
    })
}
