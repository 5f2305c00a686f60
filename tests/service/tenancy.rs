//! Not yours and not there look the same, and no byte of another tenant is ever seen: every route, every role.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::client::{Reply, send};
use crate::described::{Operation, description, operations};
use crate::support::{Person, SULSEL, TestApp, facts, fresh_key, new_case, on_each_database};

/// Stands in everything that belongs to the owner.
const CANARY: &str = "Canary-7d1f4c";
const ROLES: [&str; 7] = ["agency", "verifier", "reviewer", "policy", "publisher", "auditor", "admin"];

/// Values for the parameters of paths.
struct Places {
    /// By name: what the owner has, and what nobody has.
    known: BTreeMap<&'static str, (String, &'static str)>,
    /// Parameters whose things belong to everybody of every tenant.
    shared: &'static [&'static str],
}

const ABSENT: &str = "01a20f2f-0000-7000-8000-000000000000";
const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Stands in everything that belongs to strangers.
const OTHER: &str = "Canary-2a9e60";

/// A document in ASCII.
fn pdf(canary: &str) -> String {
    format!("%PDF-1.7\n% {canary}\n%%EOF\n")
}

/// How a body is sent.
fn media_of(operation: &Operation) -> &str {
    let content = operation.told.pointer("/requestBody/content").and_then(Value::as_object);
    let first = content.and_then(|it| it.keys().next()).map_or("application/json", String::as_str);
    if content.is_some_and(|it| it.contains_key("application/json")) { "application/json" } else { first }
}

/// What an operation is asked with, where the body alone does not have to be right for a refusal to come first.
fn body_of(operation: &Operation) -> String {
    let example = &operation.told["requestBody"]["content"]["application/json"]["example"];
    match operation.id.as_str() {
        // No rulebook that is shipped leaves anything to judgement, so there is no example.
        "judge" => json!({"answer": "yes", "reason": "r"}).to_string(),
        "send_document" => pdf(OTHER),
        _ if operation.told.get("requestBody").is_none() => String::new(),
        _ => {
            assert!(example.is_object(), "{}: the walk needs an example of a request", operation.id);
            example.to_string()
        }
    }
}

/// Things of an agency's person and of their tenant, each with the canary in it. New kinds of things are added here.
fn places(app: &TestApp, (tenant, name): (&str, &str), canary: &str) -> (Places, Person) {
    let owner = app.person_of(tenant, "agency", name);
    let verifier = app.person_of(tenant, "verifier", "siti");
    let marked = facts(SULSEL).replace("Pemerintah Provinsi Sulawesi Selatan", canary);
    let begun = owner.post("/api/v1/cases", &format!(r#"{{"rulebook":"exemption","case":{marked}}}"#)).with_status(201);
    let case = format!("/api/v1/cases/{}", begun.text("/id"));
    owner.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    let found = r#"{"claimed_date_is_right":true,"rest":"verified"}"#;
    verifier.post(&format!("{case}/verification"), found).with_status(200);
    let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
    let pdf = pdf(canary);
    let document = owner.upload("/api/v1/documents?name=a.pdf", "application/pdf", pdf.as_bytes()).with_status(201);
    let objection = format!(r#"{{"reason":"{canary}"}}"#);
    owner.post(&format!("{case}/objection"), &objection).with_status(200);
    let note = format!(r#"{{"note":"{canary}"}}"#);
    let writer = app.person_of(tenant, "policy", "rini");
    let draft = writer.post("/api/v1/rulebooks/exemption/drafts", &note).with_status(201);
    let known = BTreeMap::from([
        ("case", (begun.text("/id"), ABSENT)),
        ("ruling", (ruled.text("/id"), ABSENT)),
        ("document", (document.text("/sha256"), NO_HASH)),
        ("judgement", ("any".to_owned(), "any")),
        ("rulebook", ("exemption".to_owned(), "no-such-rulebook")),
        ("edition", ("2018".to_owned(), "1900")),
        ("draft", (draft.text("/id"), ABSENT)),
        ("publication", ("0".to_owned(), "999")),
    ]);
    (Places { known, shared: &["rulebook", "edition", "publication"] }, owner)
}

impl Places {
    /// The path with the owner's things, or with things that nobody has.
    fn path(&self, template: &str, there: bool) -> String {
        let part = |part: &str| match part.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
            Some(name) => {
                let known = self.known.get(name).unwrap_or_else(|| panic!("{template}: the walk knows no `{name}`"));
                if there { known.0.clone() } else { known.1.to_owned() }
            }
            None => part.to_owned(),
        };
        template.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// Neither the canary nor any identity of the owner's things is in an answer to somebody else.
    fn nothing_shown(&self, reply: &Reply, who: &str, operation: &Operation) {
        let own = ["case", "ruling", "document", "draft"].map(|it| self.known[it].0.as_str());
        for secret in own.into_iter().chain([CANARY]) {
            let headers = reply.headers.iter().map(|it| it.1.as_str());
            let leak = headers.chain([reply.body.as_str()]).find(|it| it.contains(secret));
            assert_eq!(leak, None, "{who}: {} shows {secret}", operation.id);
        }
    }

    /// Whether the path leads to something that belongs to someone.
    fn private(&self, template: &str) -> bool {
        let names = template.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
        names.into_iter().any(|it| !self.shared.contains(&it))
    }
}

#[test]
fn what_belongs_to_others_is_not_there_on_any_route() {
    on_each_database(|app| {
        let document = description(&app);
        let (places, owner) = places(&app, ("demo", "andi"), CANARY);
        let others = strangers(&app);
        for operation in operations(&document).iter().filter(|it| places.private(&it.path)) {
            let (there, nowhere) = (places.path(&operation.path, true), places.path(&operation.path, false));
            let body = body_of(operation);
            for Stranger { role: who, person: other, .. } in &others {
                let foreign = act(&app, Some(&bearer(other)), operation, &there, &body);
                let nothing = act(&app, Some(&bearer(other)), operation, &nowhere, &body);
                assert_eq!(seen(&foreign), seen(&nothing), "{who}: {}", operation.id);
                let expected = if allows(operation, who) { 404 } else { 403 };
                assert_eq!(foreign.status, expected, "{who}: {} {}", operation.id, foreign.body);
                places.nothing_shown(&foreign, who, operation);
            }
        }
        // The canary is there, for those who may see it.
        let history = places.path("/api/v1/cases/{case}/history", true);
        assert!(owner.get(&history).with_status(200).body.contains(CANARY));
    });
}

/// A route that answers everyone with "not there" would keep all secrets as well.
#[test]
fn what_is_ones_own_is_there_and_shows_nothing_of_others() {
    on_each_database(|app| {
        let document = description(&app);
        let (foreign, _) = places(&app, ("demo", "andi"), CANARY);
        for Stranger { role, person, own } in &strangers(&app) {
            let mut shown = false;
            for operation in operations(&document).iter().filter(|it| it.told["x-roles"].is_array()) {
                let path = own.path(&operation.path, true);
                let reply = act(&app, Some(&bearer(person)), operation, &path, &body_of(operation));
                foreign.nothing_shown(&reply, role, operation);
                shown |= reply.body.contains(OTHER);
                if !allows(operation, role) {
                    assert_eq!(reply.status, 403, "{role}: {} {}", operation.id, reply.body);
                } else if operation.method == "GET" && own.private(&operation.path) {
                    assert_eq!(reply.status, 200, "{role}: {} {}", operation.id, reply.body);
                } else {
                    let refused = [401, 403, 404, 405].contains(&reply.status) && own.private(&operation.path);
                    assert!(!refused && reply.status < 500, "{role}: {} {}", operation.id, reply.body);
                }
            }
            // Whoever keeps keys and settings sees nothing of a tenant's work.
            assert_eq!(shown, *role != "admin", "{role} sees what is their own");
        }
    });
}

/// Somebody to whom the owner's things do not belong, with things of their own.
struct Stranger {
    role: &'static str,
    person: Person,
    own: Places,
}

/// Every role of another tenant, and another agency of the same one.
fn strangers(app: &TestApp) -> Vec<Stranger> {
    let mut all = Vec::new();
    for role in ROLES {
        // Each has things of their own: what one does to them does not stand in the way of the next.
        let (own, agency) = places(app, ("other", "edi"), OTHER);
        let person = if role == "agency" { agency } else { app.person_of("other", role, &format!("edi-{role}")) };
        all.push(Stranger { role, person, own });
    }
    let (own, person) = places(app, ("demo", "rina"), OTHER);
    all.push(Stranger { role: "agency", person, own });
    all
}

fn allows(operation: &Operation, role: &str) -> bool {
    operation.told["x-roles"].as_array().is_some_and(|it| it.iter().any(|it| it == role))
}

#[test]
fn every_route_is_for_its_roles_alone_and_needs_a_good_key() {
    on_each_database(|app| {
        let document = description(&app);
        let (places, _) = places(&app, ("demo", "andi"), CANARY);
        let people: Vec<(&str, Person)> = ROLES.iter().map(|it| (*it, app.person(it, "walker"))).collect();
        let ended = revoked(&app);
        for operation in operations(&document) {
            // Nothing that is there is changed by the walk.
            let path = places.path(&operation.path, !places.private(&operation.path));
            let body = body_of(&operation);
            let Some(roles) = operation.told["x-roles"].as_array() else {
                let nobody = send(&app.address, &operation.method, &path, &[], &body);
                assert!(nobody.status < 400, "{} needs no key: {}", operation.id, nobody.body);
                continue;
            };
            for (role, person) in &people {
                let reply = act(&app, Some(&bearer(person)), &operation, &path, &body);
                if roles.iter().any(|it| it == role) {
                    assert!(![401, 403, 405].contains(&reply.status), "{role}: {} {}", operation.id, reply.body);
                } else {
                    assert_eq!(reply.with_status(403).json()["roles"], operation.told["x-roles"], "{}", operation.id);
                }
            }
            for stranger in [None, Some("Bearer tb_x_y"), Some("Basic dGI6dGI="), Some("tb_x_y"), Some(ended.as_str())]
            {
                let reply = act(&app, stranger, &operation, &path, &body).with_status(401);
                assert_eq!(reply.text("/code"), "unauthorised", "{}", operation.id);
                assert_eq!(reply.header("www-authenticate"), Some("Bearer"), "{}", operation.id);
            }
        }
    });
}

/// What a revoked key is sent as.
fn revoked(app: &TestApp) -> String {
    let gone = app.person("verifier", "gone");
    app.key(&["revoke", gone.key.split('_').nth(1).expect("an identity")]);
    bearer(&gone)
}

fn bearer(person: &Person) -> String {
    format!("Bearer {}", person.key)
}

fn act(app: &TestApp, authorisation: Option<&str>, operation: &Operation, path: &str, body: &str) -> Reply {
    let key = fresh_key();
    let mut headers = vec![
        ("content-type", media_of(operation)),
        ("idempotency-key", key.as_str()),
        ("accept-language", "en"),
        ("if-match", if path.contains("/drafts/") { "\"1\"" } else { "*" }),
    ];
    headers.extend(authorisation.map(|it| ("authorization", it)));
    send(&app.address, &operation.method, path, &headers, body)
}

/// Headers that differ each time: identities and times, and how many requests may still come.
const CHANGING: [&str; 4] = ["date", "ratelimit", "traceparent", "x-request-id"];

/// What an answer tells, apart from its own identity and time.
fn seen(reply: &Reply) -> (u16, Vec<(String, String)>, String) {
    let steady = |(name, value): &(String, String)| {
        let value = if CHANGING.contains(&name.as_str()) { "" } else { value };
        (name.clone(), value.to_owned())
    };
    let mut headers: Vec<(String, String)> = reply.headers.iter().map(steady).collect();
    headers.sort();
    let id = reply.header("x-request-id").unwrap_or_default();
    (reply.status, headers, reply.body.replace(id, ""))
}

#[test]
fn lists_hold_what_is_in_scope() {
    on_each_database(|app| {
        let (andi, rina) = (app.person("agency", "andi"), app.person("agency", "rina"));
        let tono = app.person_of("other", "agency", "tono");
        let marked = facts(SULSEL).replace("Pemerintah Provinsi Sulawesi Selatan", CANARY);
        let marked = format!(r#"{{"rulebook":"exemption","case":{marked}}}"#);
        andi.post("/api/v1/cases", &marked).with_status(201);
        rina.post("/api/v1/cases", &new_case(SULSEL)).with_status(201);
        tono.post("/api/v1/cases", &new_case(SULSEL)).with_status(201);
        let count = |person: &Person, query: &str| {
            let reply = person.get(&format!("/api/v1/cases{query}")).with_status(200);
            reply.json()["items"].as_array().map_or(0, Vec::len)
        };
        assert_eq!(count(&andi, ""), 1);
        // A filter never widens what can be seen.
        assert_eq!(count(&rina, "?agency=agency-of-andi"), 0);
        assert_eq!(count(&app.person("verifier", "siti"), ""), 2);
        assert_eq!(count(&app.person("verifier", "siti"), "?agency=agency-of-andi&state=draft"), 1);
        assert_eq!(count(&app.person_of("other", "auditor", "edi"), ""), 1);
        assert!(!rina.get("/api/v1/cases").body.contains(CANARY));
    });
}
