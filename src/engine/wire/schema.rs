//! JSON Schema (2020-12) of the cases of a rulebook: labels, bounds, enumerations, examples.
//!
//! Knows nothing of: rulings, what `require` demands (a schema cannot say it).

use serde_json::{Map, Value, json};

use super::read_case::GREATEST_TEXT;
use crate::engine::types::{Enum, Field, Judgement, Record, Rulebook, Type, Unit};
use crate::engine::value::number;
use crate::engine::wording::Wording;

/// The dialect of every schema that is given out.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

const DATE_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// Cases for a pre-check: an absent key is an unknown fact.
#[must_use]
pub fn input_schema(rulebook: &Rulebook) -> Value {
    schema(rulebook, false)
}

/// Cases for a submission: every key is there.
#[must_use]
pub fn submission_schema(rulebook: &Rulebook) -> Value {
    schema(rulebook, true)
}

fn schema(rulebook: &Rulebook, complete: bool) -> Value {
    let mut definitions = Map::new();
    for record in rulebook.records.iter().skip(1) {
        definitions.insert(record.name.clone(), record_schema(rulebook, record, complete));
    }
    for declared in &rulebook.enums {
        definitions.insert(declared.name.clone(), enum_schema(declared));
    }
    definitions.insert("unknown".into(), unknown_schema());
    definitions.insert("evidence".into(), evidence_schema());
    let mut case = Map::new();
    case.insert("$schema".into(), json!(DIALECT));
    case.insert("$id".into(), json!(format!("urn:timbang:input:{}:{}", rulebook.name, rulebook.edition)));
    labelled(&mut case, &rulebook.title);
    if let Some(input) = rulebook.records.first()
        && let Value::Object(body) = record_schema(rulebook, input, complete)
    {
        case.extend(body.into_iter().filter(|(key, _)| !key.starts_with("title") && !key.starts_with("description")));
    }
    if let Some(Value::Object(properties)) = case.get_mut("properties") {
        properties.insert("judgements".into(), judgements_schema(&rulebook.judgements));
        properties.insert("evidence".into(), json!({"$ref": "#/$defs/evidence"}));
    }
    case.insert("$defs".into(), Value::Object(definitions));
    Value::Object(case)
}

/// The Indonesian label is the title, the English one the description; tools that know the key get both.
fn labelled(schema: &mut Map<String, Value>, label: &Wording) {
    schema.insert("title".into(), json!(label.id));
    schema.insert("description".into(), json!(label.en));
    schema.insert("x-label".into(), both(label));
}

fn both(wording: &Wording) -> Value {
    json!({"id": wording.id, "en": wording.en})
}

fn record_schema(rulebook: &Rulebook, record: &Record, complete: bool) -> Value {
    let mut schema = Map::new();
    labelled(&mut schema, &record.label);
    schema.insert("type".into(), json!("object"));
    let properties = record.fields.iter().map(|it| (it.name.clone(), field_schema(rulebook, it))).collect();
    schema.insert("properties".into(), Value::Object(properties));
    if complete {
        let needed = record.fields.iter().filter(|it| it.verifies.is_none());
        let names: Vec<&str> = needed.map(|it| it.name.as_str()).collect();
        schema.insert("required".into(), json!(names));
    }
    schema.insert("additionalProperties".into(), json!(false));
    Value::Object(schema)
}

fn field_schema(rulebook: &Rulebook, field: &Field) -> Value {
    let mut schema = Map::new();
    labelled(&mut schema, &field.label);
    let mut accepted = vec![type_schema(rulebook, &field.ty), json!({"$ref": "#/$defs/unknown"})];
    if field.optional {
        accepted.push(json!({"type": "null"}));
    }
    schema.insert("anyOf".into(), Value::Array(accepted));
    if let Some(example) = example(rulebook, &field.ty) {
        schema.insert("examples".into(), json!([example]));
    }
    if let Some(question) = &field.question {
        schema.insert("x-question".into(), both(question));
    }
    if let Some(help) = &field.help {
        schema.insert("x-help".into(), both(help));
    }
    if field.changeable {
        schema.insert("x-changeable".into(), json!(true));
    }
    if let Some(verified) = &field.verifies {
        schema.insert("x-verifies".into(), json!(verified));
    }
    Value::Object(schema)
}

fn type_schema(rulebook: &Rulebook, ty: &Type) -> Value {
    match ty {
        Type::Truth => json!({"type": "boolean"}),
        Type::Number { scale: 0, least, greatest } => {
            json!({"type": "integer", "minimum": least, "maximum": greatest})
        }
        Type::Number { scale, least, greatest } => decimal_schema(*scale, *least, *greatest),
        Type::Date => json!({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
        Type::Period(unit) => json!({"type": "integer", "minimum": 0, "x-unit": unit_name(*unit)}),
        Type::Enum(id) => reference(rulebook.enums.get(*id).map(|it| it.name.as_str())),
        Type::Record(id) => reference(rulebook.records.get(*id).map(|it| it.name.as_str())),
        Type::Text => json!({"type": "string", "maxLength": GREATEST_TEXT}),
        Type::List { element, least, greatest } => {
            let element = json!({"anyOf": [type_schema(rulebook, element), {"$ref": "#/$defs/unknown"}]});
            json!({"type": "array", "items": element, "minItems": least, "maxItems": greatest})
        }
        Type::Broken => json!(false),
    }
}

fn reference(name: Option<&str>) -> Value {
    name.map_or(json!(false), |it| json!({"$ref": format!("#/$defs/{it}")}))
}

/// Decimals are texts, so that no reader turns them into binary fractions; whole numbers may be plain.
fn decimal_schema(scale: u8, least: i64, greatest: i64) -> Value {
    let power = number::power_of_ten(scale);
    // The bounds of whole numbers lie inside those of the decimals.
    let lowest = least.div_euclid(power) + i64::from(least.rem_euclid(power) != 0);
    let highest = greatest.div_euclid(power);
    json!({
        "anyOf": [
            {"type": "string", "pattern": format!("^-?(0|[1-9][0-9]*)(\\.[0-9]{{1,{scale}}})?$")},
            {"type": "integer", "minimum": lowest, "maximum": highest},
        ],
        "x-minimum": number::print(least, scale),
        "x-maximum": number::print(greatest, scale),
        "x-digits": scale,
    })
}

const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "days",
        Unit::Months => "months",
        Unit::WorkingDays(_) => "working days",
    }
}

fn enum_schema(declared: &Enum) -> Value {
    let names: Vec<&str> = declared.values.iter().map(|it| it.name.as_str()).collect();
    let labels: Map<String, Value> = declared.values.iter().map(|it| (it.name.clone(), both(&it.label))).collect();
    let mut schema = Map::new();
    labelled(&mut schema, &declared.label);
    schema.insert("type".into(), json!("string"));
    schema.insert("enum".into(), json!(names));
    schema.insert("x-labels".into(), Value::Object(labels));
    Value::Object(schema)
}

fn unknown_schema() -> Value {
    json!({
        "title": "Belum diketahui",
        "description": "Not known, and why",
        "type": "object",
        "properties": {"unknown": {"type": "string", "maxLength": GREATEST_TEXT}},
        "required": ["unknown"],
        "additionalProperties": false,
        "examples": [{"unknown": "menunggu hasil penilaian"}],
    })
}

fn judgements_schema(judgements: &[Judgement]) -> Value {
    let properties: Map<String, Value> = judgements.iter().map(|it| (it.name.clone(), judgement_schema(it))).collect();
    json!({
        "title": "Pertimbangan",
        "description": "What people answered to the judgements",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn judgement_schema(judgement: &Judgement) -> Value {
    let mut schema = Map::new();
    labelled(&mut schema, &judgement.label);
    schema.insert("x-question".into(), both(&judgement.question));
    schema.insert("x-asked-of".into(), json!(judgement.asked_of));
    schema.insert("type".into(), json!("object"));
    let properties = json!({
        "answer": {"enum": ["yes", "no", "unknown", true, false]},
        "reason": {"type": "string", "pattern": "\\S", "maxLength": GREATEST_TEXT},
        "by": {"type": ["string", "null"]},
        "on": {"type": ["string", "null"], "format": "date", "pattern": DATE_PATTERN},
    });
    schema.insert("properties".into(), properties);
    schema.insert("required".into(), json!(["answer", "reason"]));
    schema.insert("additionalProperties".into(), json!(false));
    Value::Object(schema)
}

fn evidence_schema() -> Value {
    json!({
        "title": "Bukti",
        "description": "What supports a fact, by its JSON pointer",
        "type": "object",
        "propertyNames": {"pattern": "^(/.*)?$"},
        "additionalProperties": {
            "type": "object",
            "properties": {
                "status": {"enum": ["claimed", "verified", "disputed"]},
                "reference": {"type": ["string", "null"], "maxLength": GREATEST_TEXT},
                "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
                "by": {"type": ["string", "null"]},
                "on": {"type": ["string", "null"], "format": "date", "pattern": DATE_PATTERN},
            },
            "required": ["status"],
            "additionalProperties": false,
        },
        "examples": [{"/assessment/total": {"status": "verified", "reference": "Keputusan nomor 12/2021"}}],
    })
}

/// One value that would be accepted; none for records and lists, which would only repeat their parts.
fn example(rulebook: &Rulebook, ty: &Type) -> Option<Value> {
    match ty {
        Type::Truth => Some(json!(true)),
        Type::Number { scale: 0, greatest, .. } => Some(json!(greatest)),
        Type::Number { scale, greatest, .. } => Some(json!(number::print(*greatest, *scale))),
        Type::Date => Some(json!("2024-09-04")),
        Type::Period(_) => Some(json!(12)),
        Type::Enum(id) => Some(json!(rulebook.enums.get(*id)?.values.first()?.name)),
        Type::Text | Type::Record(_) | Type::List { .. } | Type::Broken => None,
    }
}
