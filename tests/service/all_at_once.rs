//! Whatever is wrong with a request is told in one answer: nobody mends one fault only to be told of the next.

use serde_json::json;

use crate::support::{Person, SULSEL, TestApp, facts, on_each_database};

const UNKNOWN: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

/// A submitted case, and who verifies it.
fn submitted(app: &TestApp) -> (String, Person) {
    let agency = app.person("agency", "andi");
    let case = agency.begin(SULSEL);
    agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    (format!("{case}/verification"), app.person("verifier", "siti"))
}

#[test]
fn everything_that_is_wrong_with_a_verification() {
    on_each_database(|app| {
        let (verification, verifier) = submitted(&app);
        assert_eq!(verifier.post(&verification, "{}").with_status(422).pointers(), ["/claimed_date_is_right", "/rest"]);
        let found = json!({
            "evidence": {
                "/assessment/total": {"status": "verified", "sha256": UNKNOWN},
                "/no_such_fact": {"status": "verified"},
                "/approval": {"status": "disputed"},
            },
            "corrections": {
                "/agency/kind": "town",
                "/agency/colour": "red",
                "/approval": null,
                "/assessment/rank/deeper": 1,
                "/judgements/any": {"answer": "yes"},
                "/request": {},
            },
        });
        let refused = verifier.post(&verification, &found.to_string()).with_status(422);
        let mut pointers = refused.pointers();
        pointers.sort();
        let mut expected = [
            "/claimed_date_is_right",
            "/corrections/~1agency~1colour",
            "/corrections/~1agency~1kind",
            "/corrections/~1approval",
            "/corrections/~1assessment~1rank~1deeper",
            "/corrections/~1judgements~1any",
            "/corrections/~1request",
            "/evidence/~1assessment~1total/sha256",
            "/evidence/~1no_such_fact",
            "/rest",
        ];
        expected.sort_unstable();
        assert_eq!(pointers, expected, "{}", refused.body);
    });
}

#[test]
fn a_fault_inside_of_a_correction_is_told_where_it_was_written() {
    on_each_database(|app| {
        let (verification, verifier) = submitted(&app);
        let found =
            json!({"claimed_date_is_right": true, "rest": "verified", "corrections": {"/agency": {"kind": "town"}}});
        let pointers = verifier.post(&verification, &found.to_string()).with_status(422).pointers();
        assert!(pointers.contains(&"/corrections/~1agency/kind".to_owned()), "{pointers:?}");
        assert!(pointers.iter().all(|it| it.starts_with("/corrections/~1agency/")), "{pointers:?}");
    });
}

#[test]
fn what_only_officials_may_say_beside_other_faults() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut case: serde_json::Value = serde_json::from_str(&facts(SULSEL)).expect("JSON");
        case["agency"]["kind"] = json!("town");
        case["evidence"] = json!({
            "/assessment": {"status": "verified"},
            "/approval": {"status": "claimed", "by": "andi", "on": "2022-06-01"},
            "/assessment/total": {"status": "claimed", "sha256": UNKNOWN},
        });
        let expected = [
            "/case/agency/kind",
            "/case/evidence/~1approval",
            "/case/evidence/~1assessment/status",
            "/case/evidence/~1assessment~1total/sha256",
        ];
        let new = json!({"rulebook": "exemption", "case": case});
        let place = format!("{}/facts", agency.begin(SULSEL));
        let other = json!({"case": case});
        for reply in [agency.post("/api/v1/cases", &new.to_string()), agency.put(&place, &other.to_string())] {
            let mut pointers = reply.clone().with_status(422).pointers();
            pointers.sort();
            assert_eq!(pointers, expected, "{}", reply.body);
        }
        // And beside what is wrong around the case.
        let around = json!({"case": case, "wrong": 1});
        let pointers = agency.put(&place, &around.to_string()).with_status(422).pointers();
        assert_eq!((pointers.len(), pointers[0].as_str()), (5, "/wrong"), "{pointers:?}");
    });
}

#[test]
fn a_draft_without_a_date_is_told_its_faults_but_not_that() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let new = |case: &serde_json::Value| json!({"rulebook": "exemption", "case": case}).to_string();
        let mut case = json!({"agency": {"kind": "town"}});
        assert_eq!(agency.post("/api/v1/cases", &new(&case)).with_status(422).pointers(), ["/case/agency/kind"]);
        case["request"] = json!({"submitted_on": "2022-02-30"});
        let mut both = agency.post("/api/v1/cases", &new(&case)).with_status(422).pointers();
        both.sort();
        assert_eq!(both, ["/case/agency/kind", "/case/request/submitted_on"]);
        agency.post("/api/v1/cases", &new(&json!({}))).with_status(201);
    });
}

#[test]
fn a_misspelt_rulebook_beside_a_missing_case() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        for path in ["/api/v1/cases", "/api/v1/rulings/preview"] {
            let refused = agency.post(path, r#"{"rulebook":"exemtion"}"#).with_status(422);
            assert_eq!(refused.pointers(), ["/case", "/rulebook"], "{path}: {}", refused.body);
            assert_eq!(refused.text("/errors/1/expected"), "exemption");
            let nothing = agency.post(path, "{}").with_status(422);
            assert_eq!(nothing.pointers(), ["/rulebook", "/case"], "{path}: {}", nothing.body);
        }
        let trial = r#"{"rulebook":"exemption","as_of":"soon","decision":"none","case":{"agency":{"kind":"town"}}}"#;
        let mut pointers = agency.post("/api/v1/rulings/preview", trial).with_status(422).pointers();
        pointers.sort();
        assert_eq!(pointers, ["/as_of", "/case/agency/kind", "/decision"]);
    });
}

#[test]
fn a_submission_that_is_neither_dated_nor_complete() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut case: serde_json::Value = serde_json::from_str(&facts(SULSEL)).expect("JSON");
        case["agency"].as_object_mut().expect("an object").remove("kind");
        let new = json!({"rulebook": "exemption", "case": case}).to_string();
        let begun = agency.post("/api/v1/cases", &new).with_status(201);
        let submission = format!("/api/v1/cases/{}/submission", begun.text("/id"));
        let pointers = agency.post(&submission, "{}").with_status(422).pointers();
        assert!(pointers.contains(&"/keep_date".to_owned()), "{pointers:?}");
        assert!(pointers.contains(&"/case/agency/kind".to_owned()), "{pointers:?}");
    });
}

#[test]
fn an_approval_that_says_neither_what_nor_why() {
    on_each_database(|app| {
        let begun = app.person("policy", "rini").post("/api/v1/rulebooks/exemption/drafts", "{}").with_status(201);
        let approval = format!("/api/v1/drafts/{}/approval", begun.text("/id"));
        let publisher = app.person("publisher", "bambang");
        let refused = publisher.post(&approval, r#"{"effective_on":"2020-01-01"}"#).with_status(422);
        assert_eq!(refused.pointers(), ["/sha256", "/reason"]);
    });
}
