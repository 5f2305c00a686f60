//! The description says what the service does: complete, with examples that are real, and schemas that hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::client::{Reply, send};
use crate::story::{Told, whole_story};
use crate::support::{TestApp, on_each_database};

/// An operation as the description has it.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    /// With names in braces.
    pub(crate) path: String,
    pub(crate) told: Value,
}

/// Every operation of the running service.
pub(crate) fn operations(document: &Value) -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, told) in item.as_object().expect("methods") {
            let id = told["operationId"].as_str().expect("an operationId").to_owned();
            all.push(Operation { id, method: method.to_uppercase(), path: path.clone(), told: told.clone() });
        }
    }
    all
}

pub(crate) fn description(app: &TestApp) -> Value {
    app.anonymous("GET", "/api/v1/openapi.json").with_status(200).json()
}

#[test]
fn every_operation_is_described_in_full() {
    on_each_database(|app| {
        let document = description(&app);
        assert_eq!(document["openapi"], "3.1.0");
        let operations = operations(&document);
        let ids: BTreeSet<&str> = operations.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids.len(), operations.len(), "every operation has a name of its own");
        for it in &operations {
            for member in ["summary", "description"] {
                assert!(it.told[member].as_str().is_some_and(|it| it.len() > 5), "{}: {member}", it.id);
            }
            assert!(it.told["tags"].as_array().is_some_and(|it| it.len() == 1), "{}: one tag", it.id);
            for parameter in it.told["parameters"].as_array().expect("parameters") {
                let described = parameter["description"].as_str().is_some_and(|it| !it.is_empty());
                assert!(described || parameter.get("$ref").is_some(), "{}: {parameter} has no description", it.id);
            }
            for (status, answer) in it.told["responses"].as_object().expect("responses") {
                let content = answer["content"].as_object().unwrap_or_else(|| panic!("{} {status}: no content", it.id));
                assert!(content.values().all(|it| it["schema"].is_object()), "{} {status}: no schema", it.id);
            }
            assert_eq!(it.told["x-records"] == true, has_key(&it.told), "{}: idempotency key", it.id);
        }
        whole_references(&document, &document);
        for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
            told_members(schema, name);
        }
    });
}

/// Every member of every object is told in both languages.
fn told_members(schema: &Value, whose: &str) {
    for (name, it) in schema["properties"].as_object().into_iter().flatten() {
        let about = if it["oneOf"][0]["description"].is_string() { &it["oneOf"][0] } else { it };
        for text in ["description", "x-description-id"] {
            assert!(about[text].as_str().is_some_and(|it| it.len() > 3), "{whose}: {name} has no {text}");
        }
        told_members(it, whose);
    }
    for inside in ["items", "additionalProperties"] {
        schema.get(inside).into_iter().for_each(|it| told_members(it, whose));
    }
    for several in [&schema["anyOf"], &schema["oneOf"]] {
        several.as_array().into_iter().flatten().for_each(|it| told_members(it, whose));
    }
}

#[test]
fn documents_are_given_as_what_they_may_be_sent_as() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let refused = agency.upload("/api/v1/documents", "video/mp4", b"x").with_status(415).json();
        let taken: BTreeSet<&str> =
            refused["accepted"].as_array().expect("kinds").iter().filter_map(Value::as_str).collect();
        let document = description(&app);
        let kinds = |pointer: &str| -> BTreeSet<&str> {
            document.pointer(pointer).and_then(Value::as_object).expect("kinds").keys().map(String::as_str).collect()
        };
        assert_eq!(kinds("/paths/~1api~1v1~1documents/post/requestBody/content"), taken);
        assert_eq!(kinds("/paths/~1api~1v1~1documents~1{document}/get/responses/200/content"), taken);
    });
}

#[test]
fn metrics_are_described_where_they_are_served() {
    on_each_database(|app| {
        let metrics = description(&app)["paths"]["/metrics"]["get"].clone();
        assert_eq!(metrics["x-roles"], json!(["auditor", "admin"]));
        assert!(metrics["responses"]["200"]["content"]["text/plain"].is_object(), "{metrics}");
    });
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port");
    crate::support::on_each_database_with(&format!("metrics_listen = \"{free}\"\n"), |app| {
        assert!(description(&app)["paths"].get("/metrics").is_none());
    });
}

fn has_key(told: &Value) -> bool {
    let key = json!({"$ref": "#/components/parameters/IdempotencyKey"});
    told["parameters"].as_array().is_some_and(|it| it.contains(&key))
}

/// Every reference leads somewhere.
fn whole_references(document: &Value, part: &Value) {
    match part {
        Value::Object(members) => {
            if let Some(address) = members.get("$ref").and_then(Value::as_str) {
                let pointer = address.strip_prefix('#').unwrap_or("not here");
                assert!(document.pointer(pointer).is_some(), "{address} leads nowhere");
            }
            members.iter().filter(|it| it.0 != "example").for_each(|it| whole_references(document, it.1));
        }
        Value::Array(list) => list.iter().for_each(|it| whole_references(document, it)),
        _ => {}
    }
}

#[test]
fn examples_are_what_the_service_gives_and_fulfil_their_schemas() {
    on_each_database(|mut app| {
        let document = description(&app);
        let operations: BTreeMap<String, Operation> =
            operations(&document).into_iter().map(|it| (it.id.clone(), it)).collect();
        let story = whole_story(&mut app);
        let told: BTreeSet<&str> = story.told.iter().map(|it| it.operation).collect();
        let described: BTreeSet<&str> = operations.keys().map(String::as_str).collect();
        assert_eq!(told, described, "the story tells every operation that is described");
        for it in &story.told {
            fulfils(&document, &operations[it.operation], it);
        }
        // The last telling of an operation is its example.
        let last: BTreeMap<&str, &Told> = story.told.iter().map(|it| (it.operation, it)).collect();
        for it in last.values() {
            compare(it);
        }
    });
}

fn fulfils(document: &Value, operation: &Operation, told: &Told) {
    assert_eq!(operation.method, told.method, "{}", told.operation);
    let status = told.reply.status.to_string();
    let content = operation.told.pointer(&format!("/responses/{status}/content")).and_then(Value::as_object);
    let content = content.unwrap_or_else(|| panic!("{}: {status} is not described", told.operation));
    match content.get("application/json") {
        Some(answer) => valid(document, &answer["schema"], &told.reply.json(), told.operation),
        None => assert_ne!(told.reply.header("content-type"), Some("application/json"), "{}", told.operation),
    }
    let kind = told.reply.header("content-type").and_then(|it| it.split(';').next()).unwrap_or_default();
    assert!(content.contains_key(kind), "{}: {kind} is not described", told.operation);
    if !told.request.is_empty() {
        let asked = &operation.told["requestBody"]["content"]["application/json"]["schema"];
        let request = serde_json::from_str(&told.request).expect("a request of JSON");
        valid(document, asked, &request, told.operation);
    }
}

/// Whether a value fulfils a schema of the document.
pub(crate) fn valid(document: &Value, schema: &Value, value: &Value, whose: &str) {
    let mut complete = schema.clone();
    complete["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&complete).unwrap_or_else(|error| panic!("{whose}: {error}"));
    let errors: Vec<String> = validator.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{whose}: {}", errors.join("\n"));
}

#[test]
fn the_problem_that_the_guide_shows_is_real() {
    on_each_database(|app| {
        let body = r#"{"rulebook":"exemption","case":{"assessment":{"total":340.5},"request":{"submitted_on":"2022-02-30"}},"more":1}"#;
        let refused = app.person("agency", "andi").post("/api/v1/cases", body).with_status(422).json();
        kept_as("problem_en", &refused);
        let key = format!("Bearer {}", app.person("agency", "andi").key);
        let headers = [
            ("authorization", key.as_str()),
            ("content-type", "application/json"),
            ("idempotency-key", "in-indonesian"),
            ("accept-language", "id"),
        ];
        let refused = send(&app.address, "POST", "/api/v1/cases", &headers, body).with_status(422);
        assert_eq!(refused.header("content-language"), Some("id"));
        kept_as("problem_id", &refused.json());
    });
}

fn compare(told: &Told) {
    let mut example = told.example();
    if told.operation == "read_description" {
        example.as_object_mut().expect("an object").remove("response");
    }
    kept_as(told.operation, &example);
}

/// Holds against the file of this name; writes it with `UPDATE_EXPECT`.
fn kept_as(name: &str, example: &Value) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/server/api/examples");
    let file = folder.join(name).with_extension("json");
    let kept = std::fs::read_to_string(&file).ok().and_then(|it| serde_json::from_str(&it).ok()).unwrap_or(json!({}));
    if steady(&kept) == steady(example) {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let text = serde_json::to_string_pretty(example).expect("JSON");
        std::fs::write(&file, text + "\n").expect("the example can be written");
        return;
    }
    panic!("{}: the service gives something else now; look at it, then UPDATE_EXPECT=1\n{example:#}", file.display());
}

/// Without what differs each time: identities, times, hashes.
fn steady(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().filter(|it| !SECRET.contains(&it.0.as_str())).map(steady_member).collect()
        }
        Value::Array(list) => list.iter().map(steady).collect(),
        Value::String(text) => Value::String(text.split('/').map(steady_word).collect::<Vec<_>>().join("/")),
        other => other.clone(),
    }
}

/// Members of a receipt that are made of random bytes and of texts with hashes inside.
const SECRET: [&str; 2] = ["leaf", "opened"];

fn steady_member((name, it): (&String, &Value)) -> (String, Value) {
    (name.clone(), steady(it))
}

fn steady_word(word: &str) -> &str {
    let hexadecimal = |it: char| it.is_ascii_hexdigit() || it == '-';
    let time = |it: char| it.is_ascii_digit() || "-:.TZ".contains(it);
    match word.len() {
        36 | 64 if word.chars().all(hexadecimal) => "…",
        10 | 20..=27 if word.starts_with("20") && word.chars().all(time) => "…",
        _ => word,
    }
}

#[test]
fn the_members_of_a_request_are_those_that_are_read() {
    on_each_database(|app| {
        let document = description(&app);
        for it in operations(&document).iter().filter(|it| it.told.pointer(BODY).is_some()) {
            let role = it.told["x-roles"][0].as_str().expect("a role");
            let person = app.person(role, "andi");
            let refused = send_unknown(&person, it).with_status(422).json();
            let errors = refused["errors"].as_array().cloned().unwrap_or_default();
            let unknown =
                errors.iter().find(|it| it["pointer"] == "/not-known").expect("the unknown member is refused");
            let read: BTreeSet<&str> = unknown["expected"].as_str().unwrap_or_default().split(", ").collect();
            let schema = &it.told["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let pointer = schema.as_str().and_then(|it| it.strip_prefix('#')).expect("a named schema");
            let properties =
                document.pointer(&format!("{pointer}/properties")).and_then(Value::as_object).expect("members");
            let described: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
            assert_eq!(read, described, "{}", it.id);
        }
    });
}

/// Where a body of JSON is described.
const BODY: &str = "/requestBody/content/application~1json";

fn send_unknown(person: &crate::support::Person, operation: &Operation) -> Reply {
    let absent = "01a20f2f-0000-7000-8000-000000000000";
    let path: Vec<&str> = operation.path.split('/').map(|it| if it.starts_with('{') { absent } else { it }).collect();
    let path = path.join("/");
    let body = r#"{"not-known": 1}"#;
    if operation.method == "PUT" { person.put(&path, body) } else { person.post(&path, body) }
}

#[test]
fn other_methods_and_other_questions_are_refused() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let refused = agency.send("DELETE", "/api/v1/cases", &[], "").with_status(405);
        assert_eq!(refused.text("/code"), "method-not-allowed");
        assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS, POST"));
        let options = agency.send("OPTIONS", "/api/v1/cases", &[], "").with_status(204);
        assert_eq!(options.header("allow"), Some("GET, HEAD, OPTIONS, POST"));
        let written = agency.send("GET", "/api/v1/rulings/preview", &[], "").with_status(405);
        assert_eq!(written.header("allow"), Some("OPTIONS, POST"));
        let head = agency.send("HEAD", "/api/v1/cases", &[], "").with_status(200);
        assert_eq!(head.body, "");
        assert_eq!(head.header("content-type"), Some("application/json"));
        for path in
            ["/api/v1/cases?stat=draft", "/api/v1/rulebooks?x=", "/healthz?a=1&b=2", "/api/v1/cases?state=a&state=b"]
        {
            let refused = agency.get(path).with_status(422);
            assert!(!refused.pointers().is_empty(), "{path}: {}", refused.body);
        }
        let misspelt = agency.get("/api/v1/cases?stat=draft").json();
        assert_eq!(misspelt["errors"][0]["pointer"], "/stat");
    });
}
