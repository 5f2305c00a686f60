//! A pre-check tells an agency what is missing and what could change the outcome.

use serde_json::{Value, json};

use crate::support::{Person, SULSEL, facts, on_each_database};

const BULELENG: &str = "t03-buleleng-september-2024.json";

fn preview(person: &Person, case: &Value) -> Value {
    let body = json!({"rulebook": "exemption", "case": case}).to_string();
    person.send("POST", "/api/v1/rulings/preview", &[], &body).with_status(200).json()
}

fn case(file: &str) -> Value {
    serde_json::from_str(&facts(file)).expect("JSON")
}

fn criteria(changes: &Value) -> Vec<&str> {
    changes.as_array().expect("a list").iter().filter_map(|it| it["criterion"].as_str()).collect()
}

#[test]
fn one_thing_that_is_wrong_is_named_alone() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut stale = case(BULELENG);
        stale["talent_management"]["data_updated_on"] = json!("2020-01-15");
        let shown = preview(&agency, &stale);
        assert_eq!(shown["document"]["outcome"]["id"], "open_selection_required");
        assert_eq!(criteria(&shown["changes"]["alone"]), ["talent_data_current"]);
        let facts = &shown["changes"]["alone"][0]["facts"];
        assert_eq!(
            (&facts[0]["path"], &facts[0]["changeable"]),
            (&json!("/talent_management/data_updated_on"), &json!(true))
        );
    });
}

#[test]
fn several_things_that_are_wrong_are_named_together() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut stale = case(BULELENG);
        stale["talent_management"]["data_updated_on"] = json!("2020-01-15");
        stale["talent_management"]["committee_formed_on"] = json!(null);
        let changes = preview(&agency, &stale)["changes"].clone();
        assert_eq!(criteria(&changes["alone"]), Vec::<&str>::new());
        assert_eq!(criteria(&changes["together"]), ["talent_committee_formed", "talent_data_current"]);
        // What is said is true: with these mended, the agency is exempt.
        stale["talent_management"] = case(BULELENG)["talent_management"].clone();
        assert_eq!(preview(&agency, &stale)["document"]["outcome"]["id"], "exempt");
    });
}

#[test]
fn conditions_that_hang_on_one_fact_are_none_of_them_enough_alone() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut without = case(BULELENG);
        without["approval"] = json!(null);
        let changes = preview(&agency, &without)["changes"].clone();
        assert_eq!(criteria(&changes["alone"]), Vec::<&str>::new());
        let all = [
            "approved_by_competent_authority",
            "approval_covers_level",
            "approval_not_revoked",
            "approval_evaluation_not_due",
        ];
        assert_eq!(criteria(&changes["together"]), all);
        let failed = preview(&agency, &case(SULSEL));
        let of = |it: &Value| it["criteria"].as_array().cloned().unwrap_or_default();
        let failing: Vec<Value> = of(&failed["document"]).into_iter().filter(|it| it["result"] == "fails").collect();
        assert_eq!(failing.len(), 10);
        let failing: Vec<&str> = failing.iter().filter_map(|it| it["id"].as_str()).collect();
        assert_eq!(criteria(&failed["changes"]["together"]), failing, "none is left out");
    });
}

#[test]
fn a_draft_is_checked_as_it_stands_and_nothing_is_recorded() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut draft = case(SULSEL);
        draft.as_object_mut().expect("an object").remove("assessment");
        let begun = agency.post("/api/v1/cases", &json!({"rulebook": "exemption", "case": draft}).to_string());
        let place = format!("/api/v1/cases/{}", begun.with_status(201).text("/id"));
        let shown = agency.get(&format!("{place}/pre-check")).with_status(200).json();
        assert_eq!(shown["preview"], true);
        assert!(shown.get("id").is_none());
        assert_eq!(agency.get(&format!("{place}/history")).json()["items"].as_array().map(Vec::len), Some(1));
        app.person("agency", "rina").get(&format!("{place}/pre-check")).with_status(404);
        // A draft without its date is checked under the rules of today.
        let mut undated = case(SULSEL);
        undated["request"].as_object_mut().expect("an object").remove("submitted_on");
        let begun = agency.post("/api/v1/cases", &json!({"rulebook": "exemption", "case": undated}).to_string());
        let place = format!("/api/v1/cases/{}", begun.with_status(201).text("/id"));
        assert_eq!(
            agency.get(&format!("{place}/pre-check")).with_status(200).text("/document/rulebook/edition"),
            "2026"
        );
    });
}
