//! What would be ruled if facts of a case were otherwise: tried out on a copy, nothing recorded, nobody else's case.

use serde_json::{Value, json};

use crate::client::Reply;
use crate::support::{Person, SULSEL, facts, on_each_database, on_each_database_with, verified_case};

const BULELENG: &str = "t03-buleleng-september-2024.json";
const SIMULATIONS: &str = "/api/v1/simulations";

fn ask(person: &Person, case: &str, variants: &Value) -> Reply {
    let case = case.rsplit('/').next().expect("an identity");
    person.send("POST", SIMULATIONS, &[], &json!({"case": case, "variants": variants}).to_string())
}

#[test]
fn one_other_fact_flips_the_outcome_and_nothing_is_recorded() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(BULELENG);
        let before = (agency.get(&case).body, agency.get(&format!("{case}/history")).body);
        let stale = json!({"name": "stale", "facts": {"/talent_management/data_updated_on": "2020-01-15"}});
        let same = json!({"facts": {"/talent_management/data_updated_on": "2024-08-15"}});
        let shown = ask(&agency, &case, &json!([stale, same])).with_status(200).json();
        assert_eq!((&shown["simulation"], &shown["version"]), (&json!(true), &json!(1)));
        assert_eq!(shown["base"]["outcome"], "exempt");
        let (stale, same) = (&shown["variants"][0], &shown["variants"][1]);
        assert_eq!((&stale["name"], &stale["differs"]), (&json!("stale"), &json!(true)));
        assert_eq!(stale["outlook"]["outcome"], "open_selection_required");
        let turned = stale["criteria"].as_array().expect("criteria");
        let current = turned.iter().find(|it| it["criterion"] == "talent_data_current").expect("the criterion");
        assert_eq!((&current["before"], &current["after"]), (&json!("holds"), &json!("fails")));
        assert_eq!((&same["differs"], &same["outlook"]["outcome"]), (&json!(false), &json!("exempt")));
        assert_eq!((agency.get(&case).body, agency.get(&format!("{case}/history")).body), before);
        assert_eq!(agency.get("/api/v1/cases").json()["items"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_fact_that_is_taken_away_leaves_the_outcome_open_and_documents_come_if_wanted() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(BULELENG);
        let id = case.rsplit('/').next().expect("an identity");
        let body = json!({"case": id, "documents": true, "variants": [
            {"facts": {"/talent_management/data_updated_on": {"unknown": "not found"}}},
        ]});
        let shown = agency.send("POST", SIMULATIONS, &[], &body.to_string()).with_status(200).json();
        let outlook = &shown["variants"][0]["outlook"];
        assert_eq!((&outlook["status"], &outlook["outcome"]), (&json!("undetermined"), &json!(null)));
        assert_eq!(outlook["document"]["missing"][0]["path"], "/talent_management/data_updated_on");
        let checked = agency.get(&format!("{case}/pre-check")).with_status(200).json();
        assert_eq!(shown["base"]["document"], checked["document"], "the base is what a pre-check tells");
    });
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_in_its_place() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        let variants = json!([
            {"facts": {"/assessment/total": "999.0", "/nothing/here": true}},
            {"facts": {"/assessment/total": 1.5, "/evidence/~1assessment": {"status": "verified"}}},
            {"facts": {"/assessment/total": "340.5"}},
            {"facts": {"/request/submitted_on": "1999-01-01"}},
        ]);
        let refused = ask(&agency, &case, &variants).with_status(422);
        assert_eq!(
            refused.pointers(),
            [
                "/variants/0/facts/~1nothing~1here",
                "/variants/1/facts/~1assessment~1total",
                "/variants/1/facts/~1evidence~1~01assessment",
                "/variants/3/facts/~1request~1submitted_on",
            ],
            "{}",
            refused.body
        );
        let refused = ask(&agency, &case, &json!([{"facts": {"/assessment/total": "999.0"}}])).with_status(422);
        assert_eq!(refused.pointers(), ["/variants/0/facts/~1assessment~1total"]);
        let many = vec![json!({"facts": {"/assessment/total": "1.0"}}); 11];
        assert_eq!(ask(&agency, &case, &json!(many)).with_status(422).pointers(), ["/variants"]);
        for (body, places) in [
            ("{}", vec!["/case", "/variants"]),
            (r#"{"case": 1, "variants": [], "more": 1}"#, vec!["/case", "/variants", "/more"]),
            (
                r#"{"case": "x", "variants": [{}, {"facts": 1, "as": 1}]}"#,
                vec!["/variants/0/facts", "/variants/1/facts"],
            ),
        ] {
            let refused = agency.send("POST", SIMULATIONS, &[], body).with_status(422);
            let found = refused.pointers();
            assert!(places.iter().all(|it| found.contains(&(*it).to_owned())), "{body}: {found:?}");
        }
    });
}

#[test]
fn what_a_verifier_disputed_can_be_tried_out_with_another_value() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(BULELENG);
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let disputed = r#"{"claimed_date_is_right":true,"rest":"verified",
            "evidence":{"/talent_management":{"status":"disputed","reference":"no such system"}}}"#;
        verifier.post(&format!("{case}/verification"), disputed).with_status(200);
        let right = json!([{"facts": {
            "/talent_management": serde_json::from_str::<Value>(&facts(BULELENG)).expect("JSON")["talent_management"],
        }}]);
        for person in [&agency, &verifier, &app.person("reviewer", "budi"), &app.person("auditor", "edi")] {
            let shown = ask(person, &case, &right).with_status(200).json();
            assert_eq!(shown["base"]["status"], "undetermined", "{shown}");
            assert_eq!(shown["variants"][0]["outlook"]["outcome"], "exempt", "{shown}");
        }
    });
}

#[test]
fn a_case_of_others_is_as_if_it_were_not_there() {
    on_each_database(|app| {
        let (case, ..) = verified_case(&app, SULSEL);
        let variants = json!([{"facts": {"/assessment/total": "380.0"}}]);
        let strangers = [
            app.person("agency", "rina"),
            app.person_of("other", "verifier", "joko"),
            app.person_of("other", "agency", "andi"),
        ];
        for stranger in &strangers {
            let refused = ask(stranger, &case, &variants).with_status(404);
            let absent = ask(stranger, "01a20f2f-0000-7000-8000-000000000000", &variants).with_status(404);
            assert_eq!(refused.text("/title"), absent.text("/title"));
        }
        for role in ["policy", "publisher", "admin"] {
            ask(&app.person(role, "ratna"), &case, &variants).with_status(403);
        }
    });
}

#[test]
fn simulations_count_as_previews() {
    on_each_database_with("[limits]\npreviews_per_minute = 2\n", |app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        let variants = json!([{"facts": {"/assessment/total": "380.0"}}]);
        for _ in 0..2 {
            ask(&agency, &case, &variants).with_status(200);
        }
        let refused = ask(&agency, &case, &variants).with_status(429);
        assert_eq!(refused.text("/limit"), "preview");
    });
}
