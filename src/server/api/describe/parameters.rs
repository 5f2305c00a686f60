//! What every path parameter and every header means.
//!
//! Knows nothing of: the routes that have them.

use serde_json::{Value, json};

/// The identity of something that the service keeps.
const IDENTITY: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/// Path parameters: name, meaning, an example. An example with dashes in the form of a UUID makes it one.
const PATH: &[(&str, &str, &str)] = &[
    ("case", "The identity of a case.", "019ac2f4-1b2c-7d3e-8f40-a1b2c3d4e5f6"),
    ("document", "The SHA-256 of the document.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ("ruling", "The identity of a ruling.", "019ac2f4-2c3d-7e4f-9051-b2c3d4e5f607"),
    ("draft", "The identity of a draft of rules.", "019ac2f4-3d4e-7f50-8162-c3d4e5f60718"),
    ("publication", "The identity of a publication of rules.", "019ac2f4-4e5f-7061-9273-d4e5f6071829"),
    ("judgement", "The name of a judgement that the rules ask for.", "cooperation_beyond_pool"),
    ("rulebook", "The name of a rulebook.", "exemption"),
    ("edition", "The name of an edition of the rulebook.", "2026"),
];

/// The parameters in a path like `/cases/{case}`.
pub(super) fn of_path(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    names.map(of_name).collect()
}

fn of_name(name: &str) -> Value {
    let known = PATH.iter().find(|it| it.0 == name);
    let (description, example) = known.map_or(("", ""), |it| (it.1, it.2));
    let uuid = example.len() == 36 && example.matches('-').count() == 4;
    let schema = if uuid {
        json!({"type": "string", "format": "uuid", "pattern": IDENTITY})
    } else {
        json!({"type": "string", "minLength": 1})
    };
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "description": description,
        "schema": schema,
        "example": example,
    })
}

/// Headers that requests may have, as components.
pub(super) fn headers() -> Value {
    json!({
        "IdempotencyKey": {
            "name": "Idempotency-Key",
            "in": "header",
            "required": true,
            "description": "A new one for every act. The same key with the same request gives the first answer again, byte for \
                byte, for ever; with another request it is refused.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
            "example": "b5f0c1d2-begin-1",
        },
        "IfMatch": {
            "name": "If-Match",
            "in": "header",
            "required": false,
            "description": "The `ETag` of the case that this step follows. If the case has changed since, it is refused (412) and nothing \
                is recorded. Without it, or with `*`, whatever version there is.",
            "schema": {"type": "string", "minLength": 1},
            "example": "\"3\"",
        },
        "AcceptLanguage": {
            "name": "Accept-Language",
            "in": "header",
            "required": false,
            "description": "The language of texts for people: `id` (without it) or `en`.",
            "schema": {"type": "string"},
            "example": "en",
        },
    })
}

/// Headers that answers have, as components.
pub(super) fn answer_headers() -> Value {
    json!({
        "RequestId": {
            "description": "What this request is called in the log and in the audit.",
            "required": true,
            "schema": {"type": "string", "format": "uuid"},
        },
        "RateLimit": {
            "description": "For each quota of the client: `r` requests may come at once, and `t` is the number of seconds until the \
                next one may come (if none may) or all may.",
            "schema": {"type": "string"},
        },
        "RateLimitPolicy": {
            "description": "The quotas of the client: `q` requests in `w` seconds.",
            "schema": {"type": "string"},
        },
        "RetryAfter": {
            "description": "How many seconds to wait before the request is repeated.",
            "schema": {"type": "integer", "minimum": 0},
        },
        "Location": {
            "description": "Where it can be read.",
            "schema": {"type": "string"},
        },
        "ETag": {
            "description": "The tag of this version, for `If-Match`.",
            "required": true,
            "schema": {"type": "string", "pattern": "^\"[0-9]+\"$"},
        },
        "Replayed": {
            "description": "There, and `true`, if this answer was given before.",
            "schema": {"type": "string", "enum": ["true"]},
        },
    })
}
