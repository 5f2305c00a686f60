//! Fields that a verifier fills in beside those of the agency: the agency leaves them out, a confirmation takes the claim over.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::client::Reply;
use crate::pages_lists::holds;
use crate::support::{TestApp, on_each_database};

const ONE_ASPECT: &str = include_str!("../../rules/self-assessment/cases/2026-one-aspect.json");

/// The facts of a file as an agency claims them.
pub(crate) fn claims(file: &str) -> Value {
    let facts = serde_json::from_str(file).expect("JSON");
    ["verified_score", "verified_level"].iter().fold(facts, |facts, it| without(facts, it))
}

fn without(mut facts: Value, field: &str) -> Value {
    match &mut facts {
        Value::Object(members) => {
            members.remove(field);
            members.values_mut().for_each(|it| *it = without(it.take(), field));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|it| *it = without(it.take(), field)),
        _ => {}
    }
    facts
}

fn with_self_assessment(app: &mut TestApp) {
    app.kill();
    app.start_again_with_rules(Path::new("rules/self-assessment"), &[]);
}

fn begun(facts: &Value) -> String {
    json!({"rulebook": "self_assessment", "case": facts}).to_string()
}

/// A self-assessment that waits for its verification.
fn submitted(app: &TestApp) -> String {
    let agency = app.person("agency", "andi");
    let case = agency.post("/api/v1/cases", &begun(&claims(ONE_ASPECT))).with_status(201).text("/id");
    agency.post(&format!("/api/v1/cases/{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    case
}

/// The scores claimed and verified of each answer.
fn scores(app: &TestApp, case: &str) -> Vec<(Value, Value)> {
    let case = app.person("auditor", "dewi").get(&format!("/api/v1/cases/{case}")).with_status(200).json();
    let answers = case["facts"]["aspects"][0]["answers"].as_array().expect("answers");
    answers.iter().map(|it| (it["claimed_score"].clone(), it["verified_score"].clone())).collect()
}

#[test]
fn an_agency_is_not_asked_for_what_a_verifier_finds_and_may_not_say_it() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let agency = app.person("agency", "andi");
        let whole: Value = serde_json::from_str(ONE_ASPECT).expect("JSON");
        let refused = agency.post("/api/v1/cases", &begun(&whole)).with_status(422);
        holds(&refused, &["/case/aspects/0/answers/0/verified_score", "filled in by a verifier"]);
        let case = agency.post("/api/v1/cases", &begun(&claims(ONE_ASPECT))).with_status(201).text("/id");
        let mut andi = Browser::with_key(&app, &agency.key);
        let address = format!("/cases/{case}/facts");
        let form = andi.get(&address).with_status(200);
        assert!(form.body.contains("Skor klaim") && !form.body.contains("Skor verifikasi"), "{}", form.body);
        andi.post(&form, &address, &[]).with_status(303);
        assert!(scores(&app, &case).iter().all(|it| it.1.is_null()));
        let evidence = andi.get(&format!("/cases/{case}/evidence")).with_status(200);
        assert!(!evidence.body.contains("verified_score"), "{}", evidence.body);
        let form = andi.get(&address).with_status(200);
        // What was typed into a forged form is refused, not dropped.
        let forged = andi.post(&form, &address, &[("/aspects/0/answers/0/verified_score", "4")]).with_status(422);
        holds(&forged, &["diisi oleh verifikator"]);
    });
}

#[test]
fn what_a_verifier_confirms_is_taken_over_and_what_he_finds_otherwise_stands_beside_the_claim() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let case = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("/cases/{case}/verification");
        let form = siti.get(&work).with_status(200);
        holds(&form, &["name=\"value:/aspects/0/answers/0/verified_score\" value=\"4\"", "Skor verifikasi"]);
        assert!(!form.body.contains("value:/aspects/0/answers/0/claimed_score"), "{}", form.body);
        let found = [
            ("claimed_date_is_right", "yes"),
            ("find:/aspects", "confirm"),
            ("find:/aspects/0", "correct"),
            ("value:/aspects/0/answers/1/verified_score", "2"),
            ("why:/aspects/0", "no decree"),
            ("rest", "verified"),
            ("reason", "seen"),
        ];
        siti.post(&form, &work, &found).with_status(303);
        let all = scores(&app, &case);
        assert_eq!(all[1], (json!(4), json!(2)));
        for (number, (claimed, verified)) in all.iter().enumerate().filter(|it| it.0 != 1) {
            assert_eq!(claimed, verified, "answer {number}");
        }
        let page = siti.get(&format!("/cases/{case}")).with_status(200);
        // The score that was found otherwise, beside the fact and in the history; those that agree are no corrections.
        let otherwise = "Skor verifikasi: 4 sebelumnya → <strong>2</strong>";
        assert_eq!((page.body.matches(otherwise).count(), page.body.matches(" sebelumnya → ").count()), (2, 2));
        let ruling =
            app.person("verifier", "siti").post(&format!("/api/v1/cases/{case}/ruling"), "{}").with_status(201);
        let letter = siti.get(&format!("/rulings/{}/letter", ruling.text("/id"))).with_status(200);
        holds(&letter, &["Skor verifikasi</td><td>4</td><td>2</td><td>siti</td>"]);
    });
}

#[test]
fn a_score_found_beside_a_claim_has_the_verifiers_evidence_and_the_claim_keeps_its_own() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let mut facts = claims(ONE_ASPECT);
        let claim = "/aspects/0/answers/1/claimed_score";
        facts["evidence"][claim] = json!({"status": "claimed", "reference": "SK 1"});
        let agency = app.person("agency", "andi");
        let case = agency.post("/api/v1/cases", &begun(&facts)).with_status(201).text("/id");
        agency.post(&format!("/api/v1/cases/{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("/cases/{case}/verification");
        let form = siti.get(&work).with_status(200);
        let own = "/aspects/0/answers/1/verified_score";
        assert_eq!(form.body.matches(&format!("name=\"value:{own}\"")).count(), 1, "typed at one place");
        let found = [
            ("claimed_date_is_right", "yes"),
            (&format!("find:{claim}"), "correct"),
            (&format!("value:{own}"), "2"),
            (&format!("why:{claim}"), "the decree lapsed"),
            (&format!("ref:{claim}"), "SK 2"),
            ("rest", "verified"),
            ("reason", "seen"),
        ];
        // What is wrong with his evidence is told where it was typed.
        let mut wrong = found;
        wrong[4].1 = "SK \u{202e}2";
        let refused = siti.post(&form, &work, &wrong).with_status(422).body;
        let row =
            refused.split("<fieldset class=\"finding\"").find(|it| it.contains(&format!("name=\"find:{claim}\"")));
        assert!(row.expect("a row").contains("<ul class=\"errors\""), "{refused}");
        siti.post(&form, &work, &found).with_status(303);
        assert_eq!(scores(&app, &case)[1], (json!(4), json!(2)));
        let kept = agency.get(&format!("/api/v1/cases/{case}")).with_status(200).json()["facts"]["evidence"].clone();
        let told = |it: &str| (kept[it]["reference"].clone(), kept[it]["status"].clone(), kept[it]["by"].clone());
        assert_eq!(told(claim), (json!("SK 1"), json!("verified"), json!("siti")));
        assert_eq!(told(own), (json!("SK 2"), json!("verified"), json!("siti")));
    });
}

#[test]
fn a_score_that_a_correction_takes_away_is_not_put_back() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let case = submitted(&app);
        let found = json!({
            "claimed_date_is_right": true, "rest": "verified", "reason": "seen",
            "corrections": {"/aspects/0/answers/0/verified_score": null, "/aspects/0/answers/1/verified_score": 0},
        });
        let verifier = app.person("verifier", "siti");
        verifier.post(&format!("/api/v1/cases/{case}/verification"), &found.to_string()).with_status(200);
        let all = scores(&app, &case);
        assert_eq!((&all[0], &all[1]), (&(json!(4), json!(null)), &(json!(4), json!(0))));
        assert!(all[2..].iter().all(|it| it.0 == it.1), "{all:?}");
        // Returned, its agency goes on without what the verifier had found.
        let path = format!("/api/v1/cases/{case}");
        verifier.post(&format!("{path}/return"), r#"{"reason":"a decree is missing"}"#).with_status(200);
        let mut andi = Browser::with_key(&app, &app.person("agency", "andi").key);
        let address = format!("/cases/{case}/evidence");
        let form = andi.get(&address).with_status(200);
        let entered = [("fact", "/agency/kind"), ("reference", "Perda 1/2020")];
        andi.submit_files(&form, &address, &entered, &[]).with_status(303);
        assert!(scores(&app, &case).iter().all(|it| it.1.is_null()));
        // A claim that nobody has confirmed verifies nothing.
        let other = submitted(&app);
        let found = json!({"claimed_date_is_right": true, "rest": "claimed", "reason": "not yet"});
        verifier.post(&format!("/api/v1/cases/{other}/verification"), &found.to_string()).with_status(200);
        assert!(scores(&app, &other).iter().all(|it| it.1.is_null()));
    });
}

/// What a verifier sends of a case, and the answer.
fn verifies(app: &TestApp, case: &str, found: &Value) -> Reply {
    app.person("verifier", "siti").post(&format!("/api/v1/cases/{case}/verification"), &found.to_string())
}

fn ruled(app: &TestApp, case: &str) -> String {
    let ruled = app.person("verifier", "siti").post(&format!("/api/v1/cases/{case}/ruling"), "{}");
    ruled.with_status(201).text("/id")
}

fn remanded(app: &TestApp, ruling: &str) {
    let verdict = r#"{"verdict":"remanded","reason":"look again"}"#;
    app.person("reviewer", "budi").post(&format!("/api/v1/rulings/{ruling}/reviews"), verdict).with_status(201);
}

#[test]
fn a_claim_is_not_disputed_and_its_score_set_in_one_verification() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let case = submitted(&app);
        let (claim, own) = ("/aspects/0/answers/1/claimed_score", "/aspects/0/answers/1/verified_score");
        let mut found = json!({
            "claimed_date_is_right": true, "rest": "verified", "reason": "seen",
            "evidence": {claim: {"status": "disputed"}}, "corrections": {own: 2},
        });
        let refused = verifies(&app, &case, &found).with_status(422);
        let place = format!("/corrections/{}", own.replace('/', "~1"));
        assert_eq!(refused.pointers(), [place]);
        assert!(scores(&app, &case).iter().all(|it| it.1.is_null()), "nothing is recorded");
        found["corrections"] = json!({});
        verifies(&app, &case, &found).with_status(200);
        let all = scores(&app, &case);
        assert_eq!((&all[0], &all[1]), (&(json!(4), json!(4)), &(json!(4), json!(null))));
    });
}

#[test]
fn a_dispute_is_no_correction_and_a_score_that_it_took_away_counts_anew() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let case = submitted(&app);
        let own = "/aspects/0/answers/1/verified_score";
        let first = json!({"claimed_date_is_right": true, "rest": "verified", "corrections": {own: 2}, "reason": "r"});
        verifies(&app, &case, &first).with_status(200);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let mut letter = |ruling: &str| siti.get(&format!("/rulings/{ruling}/letter")).with_status(200).body;
        let corrected = "Skor verifikasi</td><td>4</td><td>2</td>";
        let ruling = ruled(&app, &case);
        assert!(letter(&ruling).contains(corrected));
        remanded(&app, &ruling);
        let disputed = json!({"evidence": {"/aspects": {"status": "disputed"}}, "rest": "verified", "reason": "r"});
        verifies(&app, &case, &disputed).with_status(200);
        assert!(scores(&app, &case).iter().all(|it| it.1.is_null()));
        let ruling = ruled(&app, &case);
        let told = letter(&ruling);
        assert!(!told.contains("Skor verifikasi</td>") && told.contains("isengketakan"), "{told}");
        remanded(&app, &ruling);
        let right = json!({"evidence": {"/aspects": {"status": "verified"}}, "rest": "verified", "reason": "r"});
        verifies(&app, &case, &right).with_status(200);
        assert!(scores(&app, &case).iter().all(|it| it.0 == it.1), "{:?}", scores(&app, &case));
        let told = letter(&ruled(&app, &case));
        assert!(!told.contains("Skor verifikasi</td>"), "{told}");
    });
}

#[test]
fn that_there_is_none_is_told_and_outlives_a_later_confirmation() {
    on_each_database(|mut app| {
        with_self_assessment(&mut app);
        let case = submitted(&app);
        let own = "/aspects/0/answers/1/verified_score";
        let right = json!({"/aspects": {"status": "verified"}});
        let none = json!({
            "claimed_date_is_right": true, "rest": "verified", "evidence": right, "corrections": {own: null}, "reason": "r",
        });
        verifies(&app, &case, &none).with_status(200);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let told = "Skor verifikasi</td><td>4</td><td>tidak ada</td><td>siti</td>";
        let first = ruled(&app, &case);
        holds(&siti.get(&format!("/rulings/{first}/letter")).with_status(200), &[told]);
        remanded(&app, &first);
        let again = json!({"rest": "verified", "evidence": right, "reason": "r"});
        verifies(&app, &case, &again).with_status(200);
        assert_eq!(scores(&app, &case)[1], (json!(4), json!(null)));
        let second = ruled(&app, &case);
        holds(&siti.get(&format!("/rulings/{second}/letter")).with_status(200), &[told]);
        remanded(&app, &second);
        let found = json!({"rest": "verified", "corrections": {own: 4}, "reason": "r"});
        verifies(&app, &case, &found).with_status(200);
        let letter = siti.get(&format!("/rulings/{}/letter", ruled(&app, &case))).with_status(200).body;
        assert!(!letter.contains("Skor verifikasi</td>"), "{letter}");
        let history = siti.get(&format!("/cases/{case}")).with_status(200);
        let lines =
            ["4 sebelumnya → <strong><span class=\"faint\">tidak ada", "tidak ada</span> sebelumnya → <strong>4"];
        for told in lines {
            assert_eq!(history.body.matches(told).count(), 1, "{told}: {}", history.body);
        }
    });
}
