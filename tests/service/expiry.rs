//! Rulings end by themselves once they are over, and the history says why.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Person, SULSEL, TestApp, on_each_database, verified_case};

/// Exempt, and by its rules valid until 2025-05-06.
const BULELENG: &str = "t03-buleleng-september-2024.json";
const OFTEN: (&str, &str) = ("periods.expiry_check_seconds", "1");

fn confirmed(app: &TestApp, file: &str) -> (String, Person) {
    let (case, agency, verifier, reviewer) = verified_case(app, file);
    let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
    let verdict = r#"{"verdict":"confirmed","reason":"clear"}"#;
    reviewer.post(&format!("/api/v1/rulings/{ruled}/reviews"), verdict).with_status(201);
    (case, agency)
}

/// The case once it has this state.
fn once(person: &Person, case: &str, state: &str) -> Value {
    let begun = Instant::now();
    loop {
        let shown = person.get(case).with_status(200).json();
        if shown["state"] == state {
            return shown;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "still {}", shown["state"]);
        sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_ruling_that_is_over_by_its_rules_ends() {
    on_each_database(|mut app| {
        app.start_again_with(&[OFTEN]);
        let (case, agency) = confirmed(&app, BULELENG);
        let over = once(&agency, &case, "expired");
        assert_eq!((&over["valid_until"], &over["valid_because"]), (&"2025-05-06".into(), &"rules".into()));
        assert_eq!(over["steps"], serde_json::json!([]));
        let history = agency.get(&format!("{case}/history")).with_status(200).json();
        let last = history["items"].as_array().and_then(|it| it.last()).expect("a step").clone();
        assert_eq!((&last["step"], &last["person"]), (&"expiry".into(), &"timbang".into()));
        assert!(last["reason"].as_str().is_some_and(|it| it.contains("2025-05-06")), "{last}");
        // Looked at again and again, it ends once.
        sleep(Duration::from_millis(2_500));
        let again = agency.get(&format!("{case}/history")).with_status(200);
        assert_eq!(again.json()["items"].as_array().map(Vec::len), history["items"].as_array().map(Vec::len));
    });
}

#[test]
fn a_ruling_without_an_end_stays_and_one_with_an_end_that_is_to_come_too() {
    on_each_database(|mut app| {
        app.start_again_with(&[OFTEN]);
        let (case, agency) = confirmed(&app, SULSEL);
        let shown = agency.get(&case).with_status(200).json();
        assert_eq!((&shown["valid_until"], &shown["valid_because"]), (&Value::Null, &Value::Null));
        app.start_again_with(&[OFTEN, ("periods.ruling_validity", "12")]);
        let (dated, agency) = confirmed(&app, SULSEL);
        assert_eq!(agency.get(&dated).with_status(200).text("/valid_because"), "ruling_validity");
        sleep(Duration::from_millis(1_500));
        for it in [&case, &dated] {
            assert_eq!(agency.get(it).with_status(200).text("/state"), "confirmed");
        }
    });
}

#[test]
fn evidence_that_is_out_of_date_ends_a_ruling() {
    on_each_database(|mut app| {
        app.start_again_with(&[("periods.ruling_validity", "12"), ("periods.evidence_validity", "6")]);
        let (case, agency) = confirmed(&app, SULSEL);
        assert_eq!(agency.get(&case).with_status(200).text("/valid_because"), "evidence_validity");
        app.while_stopped("update case_file set valid_until = '2026-11-20'");
        // It is found at the start.
        app.start_again();
        let over = once(&agency.at(&app), &case, "expired");
        assert_eq!(over["valid_because"], "evidence_validity");
    });
}
