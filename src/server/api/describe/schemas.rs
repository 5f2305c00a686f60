//! Schemas that are written elsewhere, as components of the description.
//!
//! Knows nothing of: routes.

use serde_json::{Map, Value, json};

use crate::engine::wire;

/// Before the names of parts of the ruling document.
const PART: &str = "RulingDocument.";
/// Before the names of lists of something.
const PAGE: &str = "Page_";

/// The ruling document and its parts.
pub(super) fn ruling_document() -> Map<String, Value> {
    let mut schema = wire::ruling_schema();
    let mut all = Map::new();
    if let Some(object) = schema.as_object_mut() {
        // Inside of another document its parts have other addresses.
        object.remove("$id");
        object.remove("$schema");
        if let Some(Value::Object(parts)) = object.remove("$defs") {
            all.extend(parts.into_iter().map(|(name, part)| (format!("{PART}{name}"), readdressed(part))));
        }
    }
    all.insert("RulingDocument".to_owned(), readdressed(schema));
    all
}

fn readdressed(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(object.into_iter().map(member).collect()),
        Value::Array(list) => Value::Array(list.into_iter().map(readdressed).collect()),
        other => other,
    }
}

fn member((name, value): (String, Value)) -> (String, Value) {
    let address = value.as_str().filter(|_| name == "$ref").and_then(|it| it.strip_prefix("#/$defs/"));
    match address {
        Some(part) => (name, Value::from(format!("#/components/schemas/{PART}{part}"))),
        None => (name, readdressed(value)),
    }
}

/// The elements of a list are described once, where the object has a name.
pub(super) fn share_items(all: &mut Map<String, Value>) {
    let names: Vec<String> = all.keys().filter_map(|it| it.strip_prefix(PAGE)).map(str::to_owned).collect();
    for name in names.into_iter().filter(|it| all.contains_key(it)).collect::<Vec<_>>() {
        let items = all.get_mut(&format!("{PAGE}{name}")).and_then(|it| it.pointer_mut("/properties/items/items"));
        if let Some(items) = items {
            *items = json!({"$ref": format!("#/components/schemas/{name}")});
        }
    }
}
