//! The life of a case, from a draft to a confirmed ruling and beyond.

use serde_json::Value;

use crate::support::{SULSEL, facts, on_each_database, verified_case};

const VERIFIED: &str = r#"{"rest":"verified"}"#;

#[test]
fn a_case_is_ruled_explained_and_confirmed() {
    on_each_database(|app| {
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.text("/outcome"), "open_selection_required");
        assert_eq!(ruled.text("/edition"), "2018");
        assert_eq!(ruled.text("/as_of"), "2022-06-22");
        let ruling = ruled.header("location").expect("a place").to_owned();
        assert_eq!(agency.get(&ruling).with_status(200).body, ruled.body);
        let english = agency.get(&format!("{ruling}/explanation?language=en")).with_status(200);
        assert_eq!(
            english.text("/because"),
            "A condition of exemption is not met, so this position is filled by open selection"
        );
        let indonesian = agency.get(&format!("{ruling}/explanation?language=id")).with_status(200);
        assert_ne!(indonesian.text("/because"), english.text("/because"));
        let prose = agency.send("GET", &format!("{ruling}/explanation?language=en"), &[("accept", "text/plain")], "");
        let prose = prose.with_status(200);
        assert_eq!(prose.header("content-type"), Some("text/plain; charset=utf-8"));
        assert!(prose.body.contains("A condition of exemption is not met"), "{}", prose.body);
        assert!(prose.body.lines().all(|it| it.chars().count() <= 100), "{}", prose.body);
        let confirmed = reviewer.post(&format!("{ruling}/reviews"), r#"{"verdict":"confirmed","reason":"clear"}"#);
        assert_eq!(confirmed.with_status(201).text("/state"), "confirmed");
        let history = agency.get(&format!("{case}/history")).with_status(200).json();
        let steps: Vec<&str> =
            history["items"].as_array().unwrap().iter().filter_map(|it| it["step"].as_str()).collect();
        assert_eq!(steps, ["case", "submission", "verification", "ruling", "confirmation"]);
        let rulings: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|it| &it["ruling"]).collect();
        let id = &ruled.json()["id"];
        assert_eq!(rulings, [&Value::Null, &Value::Null, &Value::Null, id, id]);
        agency.post(&format!("{case}/objection"), r#"{"reason":"the total is wrong"}"#).with_status(200);
        let history = agency.get(&format!("{case}/history")).with_status(200).json();
        assert_eq!(&history["items"][5]["ruling"], id, "an objection is about a ruling");
    });
}

#[test]
fn the_service_sets_the_date_unless_a_verifier_confirms_another() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        let submission = format!("{case}/submission");
        // Another date than today is neither taken nor dropped in silence.
        assert_eq!(agency.post(&submission, "{}").with_status(422).pointers(), ["/keep_date"]);
        let sent = agency.post(&submission, r#"{"keep_date":true}"#).with_status(200);
        assert_eq!(sent.text("/claimed_on"), "2022-06-22");
        assert_eq!(sent.text("/facts/request/submitted_on"), sent.text("/submitted_on"));
        let verification = format!("{case}/verification");
        let nothing = verifier.post(&verification, "{}").with_status(422);
        assert_eq!(nothing.pointers(), ["/claimed_date_is_right", "/rest"]);
        let sneaked = r#"{"claimed_date_is_right":false,"rest":"claimed","corrections":{"/request":{}}}"#;
        assert_eq!(verifier.post(&verification, sneaked).with_status(422).pointers(), ["/corrections/~1request"]);
        let after =
            verifier.post(&verification, r#"{"claimed_date_is_right":false,"rest":"claimed"}"#).with_status(200);
        assert_eq!(after.text("/facts/request/submitted_on"), sent.text("/submitted_on"));
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.text("/edition"), "2026");
    });
}

#[test]
fn illegal_steps_are_refused_with_the_legal_ones() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        let refused = verifier.post(&format!("{case}/ruling"), "{}").with_status(409).json();
        assert_eq!(refused["code"], "illegal-step");
        assert_eq!(refused["state"], "draft");
        assert_eq!(refused["steps"], serde_json::json!(["facts", "submission", "withdrawal"]));
        agency.post(&format!("{case}/withdrawal"), r#"{"reason":"filled otherwise"}"#).with_status(200);
        let over = agency.post(&format!("{case}/submission"), "{}").with_status(409).json();
        assert_eq!(over["steps"], serde_json::json!([]));
    });
}

#[test]
fn a_returned_case_is_mended_and_goes_on() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        assert_eq!(verifier.post(&format!("{case}/return"), "{}").with_status(422).pointers(), ["/reason"]);
        verifier.post(&format!("{case}/return"), r#"{"reason":"the score is missing"}"#).with_status(200);
        let mended = facts(SULSEL).replace("340.5", "341.0");
        let put = agency.put(&format!("{case}/facts"), &format!(r#"{{"case":{mended}}}"#)).with_status(200);
        assert_eq!(put.text("/facts/assessment/total"), "341.0");
        assert_eq!(put.text("/state"), "returned");
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    });
}

#[test]
fn a_returned_case_has_the_date_that_the_agency_claims() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        let (submission, back) = (format!("{case}/submission"), r#"{"reason":"the score is missing"}"#);
        let sent = agency.post(&submission, r#"{"keep_date":true}"#).with_status(200);
        assert_eq!(sent.text("/facts/request/submitted_on"), sent.text("/submitted_on"));
        let returned = verifier.post(&format!("{case}/return"), back).with_status(200);
        assert_eq!(returned.text("/facts/request/submitted_on"), "2022-06-22");
        // It is asked for again, whether or not the facts were touched: the day of submission would choose other rules.
        assert_eq!(agency.post(&submission, "{}").with_status(422).pointers(), ["/keep_date"]);
        let again = agency.post(&submission, r#"{"keep_date":true}"#).with_status(200);
        assert_eq!(again.text("/claimed_on"), "2022-06-22");
        // A date that a verifier has refused is not brought back.
        let refused = r#"{"claimed_date_is_right":false,"rest":"claimed"}"#;
        verifier.post(&format!("{case}/verification"), refused).with_status(200);
        let returned = verifier.post(&format!("{case}/return"), back).with_status(200);
        assert_eq!(returned.text("/facts/request/submitted_on"), again.text("/submitted_on"));
        agency.post(&submission, "{}").with_status(200);
    });
}

#[test]
fn a_date_that_the_agency_states_anew_is_not_overruled_by_the_one_it_claimed() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        let submission = format!("{case}/submission");
        agency.post(&submission, r#"{"keep_date":true}"#).with_status(200);
        verifier.post(&format!("{case}/return"), r#"{"reason":"it was asked for later"}"#).with_status(200);
        let mended = facts(SULSEL).replace("2022-06-22", "2022-06-23");
        agency.put(&format!("{case}/facts"), &format!(r#"{{"case":{mended}}}"#)).with_status(200);
        let again = agency.post(&submission, r#"{"keep_date":true}"#).with_status(200);
        assert_eq!(again.text("/claimed_on"), "2022-06-23");
    });
}

#[test]
fn whoever_verified_does_not_review() {
    on_each_database(|app| {
        let (case, _, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let same = app.person("reviewer", "siti");
        let path = format!("/api/v1/rulings/{}/reviews", ruled.text("/id"));
        let refused = same.post(&path, r#"{"verdict":"confirmed","reason":"mine"}"#).with_status(409);
        assert_eq!((refused.text("/code"), refused.text("/role")), ("same-person".to_owned(), "verifier".to_owned()));
    });
}

#[test]
fn a_ruling_cannot_be_withdrawn_from() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        agency.post(&format!("{case}/objection"), r#"{"reason":"the total is wrong"}"#).with_status(200);
        let again = verifier.post(&format!("{case}/verification"), VERIFIED).with_status(200);
        assert_eq!(again.json()["steps"], serde_json::json!(["return", "judgement", "ruling"]));
        let refused = agency.post(&format!("{case}/withdrawal"), r#"{"reason":"not what we hoped"}"#).with_status(409);
        assert_eq!(refused.json()["steps"], serde_json::json!(["return", "judgement", "ruling"]));
    });
}

#[test]
fn in_one_case_one_person_has_one_role() {
    on_each_database(|app| {
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let first = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        agency.post(&format!("{case}/objection"), r#"{"reason":"the total is wrong"}"#).with_status(200);
        // Another office verifies again: whoever verified first still does not review, nor judge.
        let dewi = app.person("verifier", "dewi");
        dewi.post(&format!("{case}/verification"), VERIFIED).with_status(200);
        let second = dewi.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(second.text("/previous"), first.text("/id"));
        let reviews = format!("/api/v1/rulings/{}/reviews", second.text("/id"));
        let remand = r#"{"verdict":"remanded","reason":"look again"}"#;
        for name in ["siti", "dewi", "andi", "DEWI"] {
            let same = app.person("reviewer", name);
            assert_eq!(same.post(&reviews, remand).with_status(409).text("/code"), "same-person", "{name}");
        }
        reviewer.post(&reviews, remand).with_status(201);
        // And who reviewed does not verify what was remanded; nor does the agency's own person.
        for name in ["budi", "andi"] {
            let same = app.person("verifier", name);
            let refused = same.post(&format!("{case}/verification"), VERIFIED).with_status(409);
            assert_eq!(refused.text("/code"), "same-person", "{name}");
        }
        dewi.post(&format!("{case}/verification"), VERIFIED).with_status(200);
    });
}

#[test]
fn a_ruling_after_an_objection_follows_the_first_and_changes_nothing_of_it() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let first = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        agency.post(&format!("{case}/objection"), r#"{"reason":"the total is wrong"}"#).with_status(200);
        let corrected = r#"{"corrections":{"/assessment/total":"341.0"},"reason":"letter seen"}"#;
        let after = verifier.post(&format!("{case}/verification"), corrected).with_status(200);
        assert_eq!(after.text("/facts/evidence/~1assessment~1total/status"), "verified");
        assert_eq!(after.text("/facts/evidence/~1assessment~1total/by"), "siti");
        let second = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(second.text("/previous"), first.text("/id"));
        let kept = agency.get(&format!("/api/v1/rulings/{}", first.text("/id"))).with_status(200);
        assert_eq!(kept.body, first.body);
    });
}

#[test]
fn an_undetermined_ruling_waits() {
    on_each_database(|app| {
        let (case, _, verifier, reviewer) = verified_case(&app, SULSEL);
        let back = r#"{"verdict":"remanded","reason":"the score is in dispute"}"#;
        let first = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        reviewer.post(&format!("/api/v1/rulings/{}/reviews", first.text("/id")), back).with_status(201);
        let disputed: Value = serde_json::json!({"evidence": {
            "/talent_management": {"status": "disputed"},
            "/succession_plan": {"status": "disputed"},
            "/approval": {"status": "disputed"},
        }});
        verifier.post(&format!("{case}/verification"), &disputed.to_string()).with_status(200);
        let second = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(second.text("/status"), "undetermined");
        let path = format!("/api/v1/rulings/{}/reviews", second.text("/id"));
        let refused = reviewer.post(&path, r#"{"verdict":"confirmed","reason":"fine"}"#).with_status(409);
        assert_eq!(refused.text("/code"), "not-confirmable");
    });
}

#[test]
fn a_preview_records_nothing_and_never_looks_like_a_ruling() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let body = format!(r#"{{"rulebook":"exemption","case":{}}}"#, facts(SULSEL));
        let preview = agency.send("POST", "/api/v1/rulings/preview", &[], &body).with_status(200);
        assert_eq!(preview.text("/preview"), "true");
        assert_eq!(preview.text("/document/outcome/id"), "open_selection_required");
        assert!(preview.json().get("id").is_none());
        assert_eq!(agency.get("/api/v1/cases").json()["items"], serde_json::json!([]));
    });
}
