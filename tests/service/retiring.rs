//! A rulebook that is retired as a whole: nothing is ruled by it any more, and what was ruled stays.

use serde_json::{Value, json};

use crate::publishing::{Desk, PUBLICATIONS, editions};
use crate::support::{Person, SULSEL, TestApp, facts, new_case, on_each_database, verified_case};

const DRAFTS: &str = "/api/v1/rulebooks/exemption/drafts";
const ENDED: &str = "the rulebook `exemption` has been retired as a whole";

/// An empty draft, checked, weighed on the one ruling there is, and published from today on.
fn retire(app: &TestApp) {
    let (writer, publisher) = (app.person("policy", "ratna"), app.person("publisher", "bambang"));
    let begun = writer.post(DRAFTS, r#"{"files":[],"note":"the act was repealed"}"#).with_status(201);
    let draft = begun.header("location").expect("a place").to_owned();
    let check = publisher.post(&format!("{draft}/check"), "").with_status(200).json();
    assert_eq!((&check["sound"], &check["editions"]), (&json!(true), &json!([])));
    let impact = publisher.post(&format!("{draft}/impact"), "").with_status(200).json();
    assert_eq!((&impact["changed"], &impact["counts"][0]["to"]["outcome"]), (&json!(1), &json!("refused")));
    let approve = |reason: &str, day: &str| {
        let body = json!({"sha256": begun.text("/sha256"), "effective_on": day, "reason": reason}).to_string();
        publisher.post(&format!("{draft}/approval"), &body)
    };
    assert_eq!(approve("", "2099-01-01").with_status(422).pointers(), ["/reason"]);
    approve("the act was repealed", "2026-01-01").with_status(201);
}

fn trial() -> String {
    format!(r#"{{"rulebook":"exemption","case":{}}}"#, facts(SULSEL))
}

/// Nothing new is ruled on; a case that waits can only be withdrawn.
fn refuses_all(agency: &Person, waiting: &str) {
    let book = agency.get("/api/v1/rulebooks/exemption").with_status(200).json();
    assert_eq!((&book["title"], &book["editions"]), (&json!(null), &json!([])));
    let simulation = json!({"case": waiting.rsplit('/').next(), "variants": [{"facts": {"/assessment/total": "1.0"}}]});
    for refused in [
        agency.post("/api/v1/cases", &new_case(SULSEL)),
        agency.post("/api/v1/rulings/preview", &trial()),
        agency.post("/api/v1/simulations", &simulation.to_string()),
        agency.post(&format!("{waiting}/submission"), r#"{"keep_date":true}"#),
        agency.post(&format!("{waiting}/submission"), r#"{"keep_date":false}"#),
        agency.get(&format!("{waiting}/pre-check")),
        agency.get(&format!("{waiting}/facts")),
    ] {
        let refused = refused.with_status(422);
        assert!(refused.body.contains(ENDED), "{}", refused.body);
    }
    agency.post(&format!("{waiting}/withdrawal"), r#"{"reason":"no law any more"}"#).with_status(200);
}

#[test]
fn a_rulebook_is_retired_with_its_last_edition_and_its_rulings_stay() {
    on_each_database(|app| {
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let ruling = ruled.header("location").expect("a place").to_owned();
        let waiting = agency.begin(SULSEL);
        retire(&app);
        refuses_all(&agency, &waiting);
        assert_eq!(agency.get(&ruling).with_status(200).body, ruled.body);
        assert_eq!(agency.get(&format!("{ruling}/replay")).with_status(200).json()["same"], true);
        agency.get(&format!("{ruling}/letter")).with_status(200);
        let confirmed = r#"{"verdict":"confirmed","reason":"as verified"}"#;
        reviewer.post(&format!("{ruling}/reviews"), confirmed).with_status(201);
        agency.post(&format!("{case}/objection"), r#"{"reason":"the total is another"}"#).with_status(200);
    });
}

#[test]
fn a_rulebook_that_was_retired_can_come_back() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let published = desk.writer.get(PUBLICATIONS).with_status(200).text("/items/0/id");
        let first: Value = desk.writer.get(&format!("{PUBLICATIONS}/{published}")).with_status(200).json();
        retire(&app);
        desk.publish(&desk.begin_with(&first["files"]));
        assert_eq!(editions(&agency).len(), 3);
        agency.post("/api/v1/rulings/preview", &trial()).with_status(200);
    });
}

#[test]
fn texts_without_an_edition_are_a_mistake() {
    on_each_database(|app| {
        let (writer, publisher) = (app.person("policy", "ratna"), app.person("publisher", "bambang"));
        let only_sources = json!({"files": [{"path": "exemption/sources.aturan", "text": "bahasa id\n"}]});
        let begun = writer.post(DRAFTS, &only_sources.to_string()).with_status(201);
        let draft = begun.header("location").expect("a place");
        let check = publisher.post(&format!("{draft}/check"), "").with_status(200).json();
        assert_eq!(check["sound"], false);
        assert!(check["troubles"][0].as_str().is_some_and(|it| it.contains("send an empty list of files")), "{check}");
    });
}
