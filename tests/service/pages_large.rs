//! The largest case that the rules allow goes through the pages: nobody is told that a form is too large for what they may state.

use serde_json::Value;

use crate::browser::{Browser, controls};
use crate::pages_agency::{case_of, with};
use crate::support::{Person, on_each_database};

const PLAN: &str = "/succession_plan/positions";
/// As officials write it.
const WHY: &str = "berkas penilaian belum diterima dari unit kerja";

/// A plan of a hundred positions with twenty successors each, and of each of these a reason why nothing is known.
fn largest() -> Vec<(String, String)> {
    let others = with(&[("state:/succession_plan", ""), ("/succession_plan/set_on", "2021-12-08")]);
    let mut fields: Vec<(String, String)> = others.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
    fields.push(("state:/succession_plan/published_on".to_owned(), "~none".to_owned()));
    let mut add = |name: String, value: &str| fields.push((name, value.to_owned()));
    for position in (0..100).map(|it| format!("{PLAN}/{it}")) {
        add("row".to_owned(), &position);
        add(format!("{position}/code"), "JPT-99");
        add(format!("{position}/title"), "Kepala Biro Organisasi");
        add(format!("{position}/level"), "pratama");
        add(format!("{position}/critical"), "true");
        for successor in (0..20).map(|it| format!("{position}/successors/{it}")) {
            add("row".to_owned(), &successor);
            for fact in ["box", "performance_last_two_years", "development_hours_last_year"] {
                add(format!("state:{successor}/{fact}"), "~unknown");
                add(format!("why:{successor}/{fact}"), WHY);
            }
            add(format!("{successor}/meets_position_requirements"), "~unknown");
            add(format!("why:{successor}/meets_position_requirements"), WHY);
        }
    }
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect()
}

fn plan_of(agency: &Person, case: &str) -> Value {
    agency.get(&format!("/api/v1/cases/{case}")).with_status(200).json()["facts"]["succession_plan"].clone()
}

#[test]
fn the_largest_case_that_the_rules_allow_is_written_and_verified() {
    let largest = largest();
    let bytes: usize = largest.iter().map(|it| it.0.len() + it.1.len() + 2).sum();
    assert!(bytes > 1 << 20, "only {bytes} bytes");
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut andi = Browser::with_key(&app, &agency.key);
        let shown = andi.get("/cases/new?rulebook=exemption").with_status(200);
        let done = andi.post(&shown, "/cases/new", &borrowed(&largest)).with_status(303);
        let case = case_of(&done);
        let last = &plan_of(&agency, &case)["positions"][99]["successors"][19]["meets_position_requirements"];
        assert_eq!(last["unknown"], WHY);

        let facts = format!("/cases/{case}/facts");
        let shown = andi.get(&facts).with_status(200);
        andi.is_signed_out_elsewhere();
        let ended = andi.submit(&shown, &facts, &borrowed(&largest)).with_status(401);
        assert!(ended.body.contains("isian Anda tidak hilang"), "what was typed comes back");

        let mut dewi = Browser::signed_in(&app, "auditor", "dewi");
        let trial = format!("/cases/{case}/what-if");
        let tried = dewi.get(&format!("{trial}?whole=1")).with_status(200);
        dewi.post(&tried, &trial, &borrowed(&controls(&tried.body, &trial))).with_status(200);

        agency.post(&format!("/api/v1/cases/{case}/submission"), r#"{"keep_date":false}"#).with_status(200);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("/cases/{case}/verification");
        let shown = siti.get(&work).with_status(200);
        let mut found = controls(&shown.body, &work);
        found.retain(|it| !matches!(it.0.as_str(), "rest" | "reason") && !it.0.starts_with("file:"));
        found.push(("rest".to_owned(), "verified".to_owned()));
        found.push(("reason".to_owned(), "seen".to_owned()));
        siti.submit_files(&shown, &work, &borrowed(&found), &[]).with_status(303);
    });
}

#[test]
fn a_form_brings_no_more_than_a_program_may_send() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut andi = Browser::with_key(&app, &agency.key);
        let shown = andi.get("/cases/new?rulebook=exemption").with_status(200);
        // As a form it is within the limit; as facts it is not.
        let name = "a".repeat((1 << 20) + 1);
        andi.post(&shown, "/cases/new", &with(&[("/agency/name", &name)])).with_status(413);
        assert_eq!(agency.get("/api/v1/cases").with_status(200).json()["items"], serde_json::json!([]));
    });
}
