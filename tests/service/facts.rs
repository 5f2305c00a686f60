//! Every fact has a status, and a verifier passes none over in silence.

use serde_json::{Value, json};

use crate::client::Reply;
use crate::support::{Person, SULSEL, TestApp, on_each_database};

const UNKNOWN: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

fn submitted(app: &TestApp) -> (String, Person, Person) {
    let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
    let case = agency.begin(SULSEL);
    agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    (case, agency, verifier)
}

fn status(facts: &Reply, path: &str) -> Value {
    let facts = facts.json();
    let items = facts["items"].as_array().expect("a list");
    items.iter().find(|it| it["path"] == path).unwrap_or_else(|| panic!("no {path}"))["status"].clone()
}

#[test]
fn every_fact_is_listed_with_its_status() {
    on_each_database(|app| {
        let (case, agency, verifier) = submitted(&app);
        let before = agency.get(&format!("{case}/facts")).with_status(200);
        assert_eq!(status(&before, "/assessment/total"), "claimed");
        assert_eq!(before.json()["counts"]["verified"], 0);
        let found = json!({
            "claimed_date_is_right": true, "rest": "verified", "evidence": {
                "/assessment/total": {"status": "verified", "reference": "SK 12/2021"},
                "/approval": {"status": "disputed"},
            },
        });
        verifier.post(&format!("{case}/verification"), &found.to_string()).with_status(200);
        let after = agency.get(&format!("{case}/facts")).with_status(200);
        assert_eq!(status(&after, "/assessment/total"), "verified");
        assert_eq!(status(&after, "/agency/name"), "verified");
        assert_eq!(status(&after, "/approval"), "disputed");
        assert_eq!(after.json()["counts"]["claimed"], 0);
        let disputed = agency.get(&format!("{case}/facts?status=disputed")).with_status(200).json();
        assert_eq!(disputed["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(agency.get(&format!("{case}/facts?status=x")).with_status(422).pointers(), ["/status"]);
    });
}

#[test]
fn a_verifier_says_what_becomes_of_every_fact() {
    on_each_database(|app| {
        let (case, agency, verifier) = submitted(&app);
        let verification = format!("{case}/verification");
        let refused = verifier.post(&verification, r#"{"claimed_date_is_right":true}"#).with_status(422);
        assert_eq!(refused.pointers(), ["/rest"]);
        assert!(refused.body.contains("/agency/name"), "{}", refused.body);
        let claimed = r#"{"claimed_date_is_right":true,"rest":"claimed"}"#;
        verifier.post(&verification, claimed).with_status(200);
        let facts = agency.get(&format!("{case}/facts")).with_status(200).json();
        assert_eq!((&facts["counts"]["verified"], &facts["counts"]["disputed"]), (&json!(0), &json!(0)));
    });
}

#[test]
fn a_verifier_names_documents_that_are_there() {
    on_each_database(|app| {
        let (case, _, verifier) = submitted(&app);
        let found = json!({
            "claimed_date_is_right": true, "rest": "claimed",
            "evidence": {"/assessment/total": {"status": "verified", "sha256": UNKNOWN}},
        });
        let refused = verifier.post(&format!("{case}/verification"), &found.to_string()).with_status(422);
        assert_eq!(refused.pointers(), ["/evidence/~1assessment~1total/sha256"]);
    });
}
