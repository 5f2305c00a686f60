//! What is wrong with a request is told at once, in place, and nothing is recorded.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::client::{open, reply, send};
use crate::support::{SULSEL, facts, fresh_key, new_case, on_each_database};

#[test]
fn every_place_is_told_at_once() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let body = r#"{"rulebook":"exemption","wrong":1,"case":{"agency":{"kind":"town"},"assessment":{"total":"x"},"extra":0,
            "request":{"submitted_on":"2022-02-30"}}}"#;
        let refused = agency.post("/api/v1/cases", body).with_status(422);
        for pointer in
            ["/wrong", "/case/agency/kind", "/case/assessment/total", "/case/extra", "/case/request/submitted_on"]
        {
            assert!(refused.pointers().iter().any(|it| it == pointer), "{pointer}: {}", refused.body);
        }
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        assert_eq!(agency.get("/api/v1/cases").json()["items"], serde_json::json!([]));
    });
}

#[test]
fn an_agency_cannot_verify_or_judge_its_own_case() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let verified = r#""evidence":{"/assessment":{"status":"verified"}},"#;
        let body = new_case(SULSEL).replace("\"agency\": {", &format!("{verified}\"agency\": {{"));
        let refused = agency.post("/api/v1/cases", &body).with_status(422);
        assert_eq!(refused.pointers(), ["/case/evidence/~1assessment/status"]);
    });
}

#[test]
fn keys_are_needed_and_end() {
    on_each_database(|app| {
        assert_eq!(app.anonymous("GET", "/api/v1/cases").with_status(401).text("/code"), "unauthorised");
        let agency = app.person("agency", "andi");
        agency.get("/api/v1/cases").with_status(200);
        let mut forged = agency.clone();
        let last = if forged.key.ends_with('0') { "1" } else { "0" };
        forged.key.replace_range(forged.key.len() - 1.., last);
        forged.get("/api/v1/cases").with_status(401);
        let id = agency.key.split('_').nth(1).unwrap().to_owned();
        app.key(&["revoke", &id]);
        agency.get("/api/v1/cases").with_status(401);
        let auditor = app.person("auditor", "dewi");
        let refused = auditor.post("/api/v1/cases", &new_case(SULSEL)).with_status(403);
        assert_eq!(refused.json()["roles"], serde_json::json!(["agency"]));
    });
}

#[test]
fn requests_that_record_need_a_key_and_a_json_body() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let missing = agency.send("POST", "/api/v1/cases", &[], &new_case(SULSEL)).with_status(400);
        assert_eq!(missing.text("/code"), "idempotency-key-missing");
        let cut = agency.post("/api/v1/cases", "{\"rulebook\":").with_status(400);
        assert_eq!((cut.text("/code"), cut.text("/line")), ("malformed".to_owned(), "1".to_owned()));
        let list = agency.post("/api/v1/cases", "[]").with_status(400);
        assert_eq!(list.text("/code"), "malformed");
        let authorisation = format!("Bearer {}", agency.key);
        let key = fresh_key();
        let headers =
            [("authorization", authorisation.as_str()), ("idempotency-key", &key), ("content-type", "text/plain")];
        let plain = send(&app.address, "POST", "/api/v1/cases", &headers, &new_case(SULSEL));
        assert_eq!(plain.with_status(415).text("/code"), "not-json");
        agency.get("/api/v1/nothing").with_status(404);
        agency.send("DELETE", "/api/v1/cases", &[], "").with_status(405);
    });
}

#[test]
fn a_text_that_no_database_can_keep_is_refused() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        let refused = agency.post(&format!("{case}/withdrawal"), r#"{"reason":"a\u0000b"}"#).with_status(422);
        assert_eq!(refused.pointers(), ["/reason"]);
        for path in ["/api/v1/cases/%00", "/api/v1/cases/a%00b/history", "/api/v1/rulings/%00", "/api/v1/rulebooks/%00"]
        {
            assert_eq!(agency.get(path).with_status(404).text("/code"), "not-found", "{path}");
        }
        assert_eq!(
            verifier.get("/api/v1/cases?agency=a%00&cursor=%00").with_status(422).pointers(),
            ["/agency", "/cursor"]
        );
    });
}

#[test]
fn a_text_that_shows_another_one_than_it_is_is_refused() {
    on_each_database(|app| {
        let (agency, policy) = (app.person("agency", "andi"), app.person("policy", "rini"));
        let case = agency.begin(SULSEL);
        for hidden in ["\\u200b", "\\u202e", "\\u0007", "\\ufeff", "\\u00ad", "\\udb40\\udc41"] {
            let body = format!(r#"{{"reason":"filled{hidden} otherwise"}}"#);
            let refused = agency.post(&format!("{case}/withdrawal"), &body).with_status(422);
            assert_eq!(refused.pointers(), ["/reason"], "{hidden}");
            assert!(refused.text("/errors/0/message").contains("(character 7)"), "{}", refused.body);
            let note = format!(r#"{{"note":"a{hidden}"}}"#);
            let refused = policy.post("/api/v1/rulebooks/exemption/drafts", &note).with_status(422);
            assert_eq!(refused.pointers(), ["/note"], "{hidden}");
        }
        assert_eq!(agency.get(&case).text("/state"), "draft");
        let lines = "{\"reason\":\"one line,\\r\\nanother,\\tand é 😀\"}";
        agency.post(&format!("{case}/withdrawal"), lines).with_status(200);
    });
}

#[test]
fn a_double_is_told_once_and_not_as_unknown() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let body = new_case(SULSEL).replacen("{\"rulebook\"", "{\"rulebook\":\"exemption\",\"rulebook\"", 1);
        let refused = agency.post("/api/v1/cases", &body).with_status(422);
        assert_eq!(refused.pointers(), ["/rulebook"], "{}", refused.body);
        assert!(refused.text("/errors/0/message").contains("more than once"), "{}", refused.body);
        let thrice = r#"{"reason":"a","reason":"b","reason":"c"}"#;
        let refused = agency.post("/api/v1/cases/x/withdrawal", thrice).with_status(422);
        assert_eq!(refused.pointers(), ["/reason"]);
    });
}

#[test]
fn an_address_that_is_too_long_is_told_with_the_limit() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let long = |bytes: usize| format!("/api/v1/cases?cursor={}", "x".repeat(bytes - "/api/v1/cases?cursor=".len()));
        agency.get(&long(8192)).with_status(422);
        for bytes in [8193, 60_000] {
            let refused = agency.get(&long(bytes)).with_status(414);
            assert_eq!(refused.header("content-type"), Some("application/problem+json"));
            assert_eq!((refused.text("/code"), refused.text("/most")), ("uri-too-long".to_owned(), "8192".to_owned()));
        }
        // Beyond that the server cannot even read it, and goes on with others.
        assert!((400..500).contains(&agency.get(&long(70_000)).status));
        agency.get("/api/v1/cases").with_status(200);
    });
}

#[test]
fn of_two_idempotency_keys_neither_counts() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        let keys = [("idempotency-key", "one"), ("idempotency-key", "two")];
        let refused = agency.send("POST", &format!("{case}/withdrawal"), &keys, r#"{"reason":"r"}"#).with_status(400);
        assert_eq!(refused.text("/code"), "idempotency-key-missing");
        assert_eq!(agency.get(&case).text("/state"), "draft");
    });
}

#[test]
fn bombs_are_refused_and_the_service_goes_on() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let large = format!(r#"{{"rulebook":"{}"}}"#, "x".repeat(1 << 20));
        assert_eq!(agency.post("/api/v1/cases", &large).with_status(413).text("/code"), "too-large");
        let deep = format!(r#"{{"rulebook":"exemption","case":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        let refused = agency.post("/api/v1/cases", &deep);
        assert!((400..500).contains(&refused.status), "{}", refused.body);
        let twice = facts(SULSEL).replace("\"agency\": {", "\"agency\": {}, \"agency\": {");
        let body = format!(r#"{{"rulebook":"exemption","case":{twice}}}"#);
        agency.post("/api/v1/cases", &body).with_status(422);
        agency.get("/healthz").with_status(200);
        agency.get("/readyz").with_status(200);
    });
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let begun = Instant::now();
        let mut stream = open(&app.address);
        let head = format!(
            "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: slow\r\n\
             content-type: application/json\r\ncontent-length: 500\r\n\r\n{{",
            agency.key
        );
        stream.write_all(head.as_bytes()).unwrap();
        assert_eq!(reply(&mut stream).with_status(408).text("/code"), "too-slow");
        assert!(begun.elapsed() < Duration::from_secs(20));
    });
}
