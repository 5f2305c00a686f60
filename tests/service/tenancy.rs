//! Not yours and not there look the same, and no byte of another tenant is ever seen.

use crate::client::Reply;
use crate::support::{Person, SULSEL, facts, new_case, on_each_database, verified_case};

const CANARY: &str = "Canary-7d1f4c";

#[test]
fn what_belongs_to_others_is_not_there() {
    on_each_database(|app| {
        let (case, owner, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let ruling = format!("/api/v1/rulings/{}", ruled.text("/id"));
        owner.get(&case).with_status(200);
        owner.get(&ruling).with_status(200);
        let absent = "01a20f2f-0000-7000-8000-000000000000";
        let others = [
            app.person("agency", "rina"),
            app.person_of("other", "agency", "tono"),
            app.person_of("other", "verifier", "joko"),
            app.person_of("other", "reviewer", "ayu"),
            app.person_of("other", "auditor", "edi"),
        ];
        for other in others {
            for (there, id) in [(&case, case.rsplit('/').next()), (&ruling, ruling.rsplit('/').next())] {
                for (method, below, body) in ROUTES {
                    let path = format!("{there}{below}");
                    let foreign = act(&other, method, &path, body);
                    let nothing = act(&other, method, &path.replace(id.unwrap(), absent), body);
                    assert_eq!(seen(&foreign), seen(&nothing), "{method} {path}");
                    assert!([403, 404, 405].contains(&foreign.status), "{method} {path}: {}", foreign.body);
                }
            }
        }
    });
}

const ROUTES: [(&str, &str, &str); 13] = [
    ("GET", "", ""),
    ("GET", "/history", ""),
    ("GET", "/explanation", ""),
    ("GET", "/reviews", ""),
    ("PUT", "/facts", r#"{"case":{}}"#),
    ("PUT", "/judgements/x", r#"{"answer":"yes","reason":"r"}"#),
    ("POST", "/submission", "{}"),
    ("POST", "/verification", "{}"),
    ("POST", "/ruling", "{}"),
    ("POST", "/return", r#"{"reason":"r"}"#),
    ("POST", "/withdrawal", r#"{"reason":"r"}"#),
    ("POST", "/objection", r#"{"reason":"r"}"#),
    ("POST", "/reviews", r#"{"verdict":"remanded","reason":"r"}"#),
];

fn act(person: &Person, method: &str, path: &str, body: &str) -> Reply {
    match method {
        "GET" => person.get(path),
        "PUT" => person.put(path, body),
        _ => person.post(path, body),
    }
}

/// What an answer tells, apart from its own identity and time.
fn seen(reply: &Reply) -> (u16, Vec<String>, String) {
    let mut names: Vec<String> = reply.headers.iter().map(|it| it.0.clone()).collect();
    names.sort();
    let id = reply.header("x-request-id").unwrap_or_default();
    (reply.status, names, reply.body.replace(id, ""))
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
            reply.json()["items"].as_array().unwrap().len()
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
