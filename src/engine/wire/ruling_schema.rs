//! JSON Schema (2020-12) of the ruling document.
//!
//! Knows nothing of: any rulebook.

use serde_json::{Map, Value, json};

use super::schema::DIALECT;
use crate::engine::explain::ruling::FORMAT;

/// The schema that every ruling document fulfils.
#[must_use]
pub fn ruling_schema() -> Value {
    let mut properties = head();
    properties.extend(verdict());
    properties.extend(grounds());
    let properties = Value::Object(properties);
    let mut schema = object(properties, &["element"]);
    schema.insert("$schema".into(), json!(DIALECT));
    schema.insert("$id".into(), json!(format!("urn:{}", FORMAT.replace(['/', '.'], ":"))));
    schema.insert("title".into(), json!("Hasil penimbangan"));
    schema.insert("description".into(), json!("One decision about one case, with its reasons"));
    schema.insert("$defs".into(), definitions());
    Value::Object(schema)
}

/// Which rules, which case, which decision.
fn head() -> Map<String, Value> {
    keys(json!({
        "format": {"const": FORMAT},
        "rulebook": strict(json!({
            "name": {"type": "string"},
            "edition": {"type": "string"},
            "sha256": {"$ref": "#/$defs/sha256"},
        })),
        "engine": strict(json!({"version": {"type": "string"}})),
        "as_of": {"$ref": "#/$defs/date"},
        "edition_reason": {"$ref": "#/$defs/wording"},
        "case_sha256": {"$ref": "#/$defs/sha256"},
        "decision": {"type": "string"},
        "element": strict(json!({"path": {"$ref": "#/$defs/pointer"}, "label": {"$ref": "#/$defs/wording"}})),
    }))
}

/// What was decided.
fn verdict() -> Map<String, Value> {
    keys(json!({
        "status": {"enum": ["decided", "undetermined", "conflict"]},
        "outcome": {"$ref": "#/$defs/outcome"},
        "rules": list(strict(json!({"id": {"type": "string"}, "basis": {"$ref": "#/$defs/bases"}}))),
        "because": {"$ref": "#/$defs/wording"},
        "valid_until": {"$ref": "#/$defs/due"},
        "duties": list(strict(json!({
            "id": {"type": "string"},
            "label": {"$ref": "#/$defs/wording"},
            "due": {"$ref": "#/$defs/due"},
        }))),
        "weakest_basis": nullable(json!({"$ref": "#/$defs/basis"})),
    }))
}

/// What it rests on, and what stands in its way.
fn grounds() -> Map<String, Value> {
    keys(json!({
        "criteria": list(json!({"$ref": "#/$defs/criterion"})),
        "definitions": list(strict(json!({
            "id": {"type": "string"},
            "label": {"$ref": "#/$defs/wording"},
            "value": {"$ref": "#/$defs/value"},
        }))),
        "overridden": list(strict(json!({
            "rule": {"type": "string"},
            "by": list(json!({"type": "string"})),
            "outcome": {"$ref": "#/$defs/outcome"},
            "basis": {"$ref": "#/$defs/bases"},
        }))),
        "missing": list(json!({"$ref": "#/$defs/missing"})),
        "conflicts": list(strict(json!({
            "rule": {"type": "string"},
            "outcome": {"$ref": "#/$defs/outcome"},
            "because": {"$ref": "#/$defs/wording"},
            "basis": {"$ref": "#/$defs/bases"},
        }))),
    }))
}

fn keys(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// An object with these keys and no others; all are there but the optional ones.
fn object(properties: Value, optional: &[&str]) -> Map<String, Value> {
    let names = properties.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let required: Vec<String> = names.into_iter().filter(|it| !optional.contains(&it.as_str())).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), properties);
    schema.insert("required".into(), json!(required));
    schema.insert("additionalProperties".into(), json!(false));
    schema
}

fn strict(properties: Value) -> Value {
    Value::Object(object(properties, &[]))
}

fn list(items: Value) -> Value {
    let mut schema = Map::new();
    schema.insert("type".into(), json!("array"));
    schema.insert("items".into(), items);
    Value::Object(schema)
}

fn definitions() -> Value {
    let mut all = Map::new();
    all.insert("wording".into(), strict(json!({"id": {"type": "string"}, "en": {"type": "string"}})));
    all.insert("sha256".into(), json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}));
    all.insert("date".into(), json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}));
    all.insert("pointer".into(), json!({"type": "string", "pattern": "^(/.*)?$"}));
    all.insert("result".into(), json!({"enum": ["holds", "fails", "unknown"]}));
    all.insert("bases".into(), list(json!({"$ref": "#/$defs/basis"})));
    all.insert("basis".into(), basis());
    all.insert(
        "outcome".into(),
        nullable(strict(json!({
            "id": {"type": "string"},
            "label": {"$ref": "#/$defs/wording"},
        }))),
    );
    all.insert("unknown".into(), strict(json!({"unknown": {"$ref": "#/$defs/wording"}})));
    all.insert("due".into(), nullable(json!({"anyOf": [{"$ref": "#/$defs/date"}, {"$ref": "#/$defs/unknown"}]})));
    all.insert("value".into(), value());
    all.insert("fact".into(), fact());
    all.insert("criterion".into(), criterion());
    all.insert("part".into(), part());
    all.insert("missing".into(), missing());
    Value::Object(all)
}

fn nullable(schema: Value) -> Value {
    let mut any = Map::new();
    any.insert("anyOf".into(), Value::Array(vec![schema, json!({"type": "null"})]));
    Value::Object(any)
}

fn basis() -> Value {
    let properties = json!({
        "source": {"type": "string"},
        "citation": {"$ref": "#/$defs/wording"},
        "summary": {"$ref": "#/$defs/wording"},
        "establishedness": {"enum": ["verified", "secondary", "inferred", "unverified"]},
    });
    Value::Object(object(properties, &["summary"]))
}

/// No floats: decimals, dates and enumerated values are strings. An object tells of something that is no single value.
fn value() -> Value {
    json!({
        "anyOf": [
            {"type": ["null", "boolean", "integer", "string"]},
            {"$ref": "#/$defs/unknown"},
            strict(json!({"given": {"const": true}})),
            strict(json!({"elements": {"type": "integer", "minimum": 0}})),
        ],
    })
}

fn fact() -> Value {
    let properties = json!({
        "path": {"$ref": "#/$defs/pointer"},
        "label": {"$ref": "#/$defs/wording"},
        "value": {"$ref": "#/$defs/value"},
        "status": {"enum": ["claimed", "verified", "disputed"]},
        "reference": {"type": "string"},
    });
    Value::Object(object(properties, &["status", "reference"]))
}

fn criterion() -> Value {
    strict(json!({
        "id": {"type": "string"},
        "label": {"$ref": "#/$defs/wording"},
        "result": {"$ref": "#/$defs/result"},
        "basis": {"$ref": "#/$defs/bases"},
        "reason": {"$ref": "#/$defs/wording"},
        "facts": list(json!({"$ref": "#/$defs/fact"})),
        "parts": list(json!({"$ref": "#/$defs/part"})),
    }))
}

fn part() -> Value {
    let properties = json!({
        "path": {"$ref": "#/$defs/pointer"},
        "label": {"$ref": "#/$defs/wording"},
        "criterion": {"type": "string"},
        "result": {"$ref": "#/$defs/result"},
        "basis": {"$ref": "#/$defs/bases"},
        "reason": {"$ref": "#/$defs/wording"},
        "facts": list(json!({"$ref": "#/$defs/fact"})),
        "parts": list(json!({"$ref": "#/$defs/part"})),
    });
    Value::Object(object(properties, &["criterion"]))
}

fn missing() -> Value {
    let properties = json!({
        "path": {"type": "string"},
        "label": {"$ref": "#/$defs/wording"},
        "kind": {"enum": ["fact", "judgement", "norm", "calendar"]},
        "why": {"$ref": "#/$defs/wording"},
        "question": {"$ref": "#/$defs/wording"},
    });
    Value::Object(object(properties, &["question"]))
}
