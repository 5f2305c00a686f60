//! The OpenAPI document: what the routes tell, completed by what holds for all of them.
//!
//! Knows nothing of: any single route.

use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use super::{examples, indonesian, meanings, parameters, problems, schemas};

/// The groups of routes in the order in which they are read: the name in both languages, and what they are about.
const TAGS: [(&str, &str, &str); 6] = [
    ("cases", "kasus", "Cases, from a draft to a ruling and beyond"),
    ("documents", "dokumen", "What evidence names"),
    ("rulings", "putusan", "What the engine said, its reasons, and what reviewers said of it"),
    ("rulebooks", "himpunan aturan", "Which rules there are, their texts, and what a case under them looks like"),
    ("drafts", "rancangan", "Rules being written, checked, weighed on recorded cases, and approved by another person"),
    ("service", "layanan", "Whether the service runs, and what it can do"),
];

/// The description of all routes.
#[derive(Clone, Debug)]
pub(in crate::server) struct Description {
    document: Value,
    text: String,
}

impl Description {
    /// Completes what the routes told.
    pub(in crate::server) fn new(told: OpenApi) -> Self {
        let document = completed(told);
        Self { text: document.to_string(), document }
    }

    /// The document as it is given out.
    pub(in crate::server::api) fn text(&self) -> &str {
        &self.text
    }

    /// The groups of operations.
    pub(in crate::server::api) fn tags(&self) -> impl Iterator<Item = &Value> {
        self.document.get("tags").and_then(Value::as_array).into_iter().flatten()
    }

    /// Every schema that has a name, by name.
    pub(in crate::server::api) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten()
    }

    /// What a `$ref` leads to; what has none is itself.
    pub(in crate::server::api) fn resolved<'d>(&'d self, part: &'d Value) -> &'d Value {
        let address = part.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
        address.and_then(|it| self.document.pointer(it)).unwrap_or(part)
    }

    /// Path, method and description of the operations of a group.
    pub(in crate::server::api) fn operations(&self, tag: &str) -> Vec<(&str, &str, &Value)> {
        let paths = self.document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let all = paths.flat_map(|(path, item)| item.as_object().into_iter().flatten().map(move |it| (path, it)));
        let here = all.filter(|(_, (_, operation))| operation.pointer("/tags/0").and_then(Value::as_str) == Some(tag));
        here.map(|(path, (method, operation))| (path.as_str(), method.as_str(), operation)).collect()
    }

    /// The methods that a path answers to, in upper case; none if there is no such path.
    pub(super) fn methods(&self, path: &str) -> Vec<String> {
        let paths = self.document.get("paths").and_then(Value::as_object).into_iter().flatten();
        let leading: Vec<(&String, &Value)> = paths.filter(|(template, _)| leads(template, path)).collect();
        // A path that is written out goes before one with a parameter in its place.
        let open = |template: &str| template.matches('{').count();
        let fewest = leading.iter().map(|it| open(it.0)).min().unwrap_or_default();
        let here = leading.iter().filter(|it| open(it.0) == fewest).filter_map(|it| it.1.as_object());
        let mut methods: Vec<String> = here.flat_map(|it| it.keys()).map(|it| it.to_uppercase()).collect();
        if methods.iter().any(|it| it == "GET") {
            methods.push("HEAD".to_owned());
        }
        if !methods.is_empty() {
            methods.push("OPTIONS".to_owned());
        }
        methods.sort_unstable();
        methods.dedup();
        methods
    }
}

/// Whether a template like `/cases/{case}` leads to this path.
fn leads(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || (part.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

fn completed(told: OpenApi) -> Value {
    let mut document = serde_json::to_value(told).unwrap_or_default();
    put(&mut document, "openapi", json!("3.1.0"));
    put(&mut document, "info", info());
    put(&mut document, "servers", json!([{"url": "/", "description": "This service"}]));
    put(&mut document, "tags", TAGS.iter().map(tag).collect());
    for (path, item) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            complete(path, operation);
        }
    }
    let used = requested(&document);
    let components = components(&document, &used);
    put(&mut document, "components", components);
    mend_bodies(&mut document);
    indonesian::add(&mut document);
    document
}

fn tag((name, indonesian, about): &(&str, &str, &str)) -> Value {
    json!({"name": name, "x-name-id": indonesian, "description": about})
}

fn info() -> Value {
    json!({
        "title": "Timbang",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "Rulings on exemption from open selection, with their reasons, recorded for good",
        "description": "Errors are `application/problem+json` (RFC 9457). Every request that records needs an `Idempotency-Key`. Tenant, \
            agency and role come from the key alone; what belongs to others answers as if it were not there. `x-roles` lists \
            who may use an operation.",
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    })
}

/// Parameters, answers and security of one operation.
fn complete(path: &str, operation: &mut Value) {
    let told = |name: &str| operation.get(name).cloned().unwrap_or_default();
    let (roles, records) = (told("x-roles"), told("x-records") == json!(true));
    let (follows, tagged) = (told("x-follows") == json!(true), told("x-tagged") == json!(true));
    let query = told("parameters").as_array().cloned().unwrap_or_default().into_iter();
    let mut all = parameters::of_path(path);
    all.extend(query.filter(|it| it.get("in") != Some(&json!("path"))));
    if records {
        all.push(json!({"$ref": "#/components/parameters/IdempotencyKey"}));
    }
    if follows {
        all.push(json!({"$ref": "#/components/parameters/IfMatch"}));
    }
    all.push(json!({"$ref": "#/components/parameters/AcceptLanguage"}));
    let security = if roles.is_array() { json!([{"key": []}]) } else { json!([]) };
    let names = told("x-problems").as_array().cloned().unwrap_or_default();
    let mut answers = told("responses").as_object().cloned().unwrap_or_default();
    for (status, answer) in &mut answers {
        put(answer, "headers", success_headers(status, (records, tagged)));
    }
    answers.extend(problems::answers(&names));
    let example = examples::of(operation.get("operationId").and_then(Value::as_str).unwrap_or_default());
    let answer = example.get("status").and_then(|it| answers.get_mut(&it.to_string()));
    exemplify(answer, example.get("response"));
    exemplify(operation.get_mut("requestBody"), example.get("request"));
    put(operation, "parameters", Value::Array(all));
    put(operation, "security", security);
    put(operation, "responses", Value::Object(answers));
}

/// Adds an example to a body of JSON.
fn exemplify(body: Option<&mut Value>, example: Option<&Value>) {
    if let (Some(content), Some(example)) = (body.and_then(|it| it.pointer_mut("/content/application~1json")), example)
    {
        put(content, "example", example.clone());
    }
}

fn success_headers(status: &str, (records, tagged): (bool, bool)) -> Value {
    let mut headers = json!({
        "X-Request-Id": {"$ref": "#/components/headers/RequestId"},
        "RateLimit": {"$ref": "#/components/headers/RateLimit"},
        "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"},
    });
    if records {
        put(&mut headers, "Idempotent-Replayed", json!({"$ref": "#/components/headers/Replayed"}));
    }
    if tagged {
        put(&mut headers, "ETag", json!({"$ref": "#/components/headers/ETag"}));
    }
    if status == "201" {
        put(&mut headers, "Location", json!({"$ref": "#/components/headers/Location"}));
    }
    headers
}

fn components(document: &Value, requested: &[String]) -> Value {
    let told = document.pointer("/components/schemas").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut all = Map::new();
    for (name, mut schema) in told {
        // Members that are not known are refused.
        if requested.contains(&name) && schema.get("properties").is_some() {
            put(&mut schema, "additionalProperties", json!(false));
        }
        all.insert(name, schema);
    }
    all.extend(schemas::ruling_document());
    all.insert("Problem".to_owned(), problems::schema());
    schemas::share_items(&mut all);
    all.iter_mut().for_each(|(name, schema)| meanings::add(name, schema));
    json!({
        "schemas": all,
        "parameters": parameters::headers(),
        "headers": parameters::answer_headers(),
        "securitySchemes": {"key": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "tb_<identity>_<secret>, or a JWT",
            "description": "An API key, made with `timbang key create` and shown once; or a token of an issuer that the settings name.",
        }},
    })
}

/// The names of the schemas that requests are made of, and those inside of them.
fn requested(document: &Value) -> Vec<String> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = paths.filter_map(|(_, item)| item.as_object()).flatten();
    let mut names = Vec::new();
    for (_, operation) in operations {
        addresses(operation.get("requestBody").unwrap_or(&Value::Null), &mut names);
    }
    let mut next = 0;
    while let Some(name) = names.get(next).cloned() {
        addresses(document.pointer(&format!("/components/schemas/{name}")).unwrap_or(&Value::Null), &mut names);
        next += 1;
    }
    names
}

/// Adds every schema that this refers to, once.
fn addresses(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let address = object.get("$ref").and_then(Value::as_str);
            let name = address.and_then(|it| it.strip_prefix("#/components/schemas/")).map(str::to_owned);
            names.extend(name.filter(|it| !names.contains(it)));
            object.values().for_each(|it| addresses(it, names));
        }
        Value::Array(list) => list.iter().for_each(|it| addresses(it, names)),
        _ => {}
    }
}

/// A body may be left out if nothing in it is needed.
fn mend_bodies(document: &mut Value) {
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    for (_, item) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            let Some(body) = operation.get_mut("requestBody") else { continue };
            let address = body.pointer("/content/application~1json/schema/$ref").and_then(Value::as_str);
            let name = address.and_then(|it| it.strip_prefix("#/components/schemas/")).unwrap_or_default();
            let required = schemas.get(name).is_none_or(|it| it.get("required").is_some());
            put(body, "required", json!(required));
        }
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_leads_to_paths_of_its_form_alone() {
        assert!(leads("/cases/{case}", "/cases/x"));
        assert!(leads("/cases/{case}/history", "/cases/x/history"));
        assert!(!leads("/cases/{case}", "/cases/"));
        assert!(!leads("/cases/{case}", "/cases/x/history"));
    }
}
