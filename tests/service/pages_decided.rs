//! Rulings of rulebooks that decide more than one thing, and on days of which the rules ask more than of today.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::client::Reply;
use crate::pages_lists::holds;
use crate::support::{Person, TestApp, on_each_database};

/// The service with this folder of rules as well.
fn with(app: &mut TestApp, folder: &str) {
    app.kill();
    let rules = app.copy_of_rules();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(folder);
    crate::publishing::copy(&own, &rules.join(folder));
    app.start_again_with_rules(&rules, &["--adopt-rules", "with one more"]);
}

fn facts(case: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(case);
    serde_json::from_str(&std::fs::read_to_string(path).expect("a case")).expect("JSON")
}

/// The address of a case that was submitted for the date in it.
fn submitted(agency: &Person, rulebook: &str, case: &str) -> String {
    let begun = agency.post("/api/v1/cases", &json!({"rulebook": rulebook, "case": facts(case)}).to_string());
    let path = format!("/api/v1/cases/{}", begun.with_status(201).text("/id"));
    agency.post(&format!("{path}/submission"), r#"{"keep_date":true}"#).with_status(200);
    path
}

/// Whoever holds the letter learns of what else the same rules decide.
fn told_to_whoever_checks(app: &TestApp, ruled: &Reply) {
    let code: String = ruled.text("/document_sha256").chars().take(20).collect();
    let checked = Browser::new(app).get(&format!("/check/{}/{code}", ruled.text("/id"))).with_status(200);
    holds(
        &checked,
        &["Putusan ini hanya tentang “Lama pengumuman dalam masa pandemi”", "Pelamaran dalam masa pandemi."],
    );
}

#[test]
fn what_only_other_rules_read_is_no_failure_of_a_lawful_announcement() {
    on_each_database(|mut app| {
        with(&mut app, "pandemic-selection");
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = submitted(&agency, "pandemic_selection", "pandemic-selection/cases/t16-ciamis-october-2020.json");
        verifier
            .post(&format!("{case}/verification"), r#"{"claimed_date_is_right":true,"rest":"verified"}"#)
            .with_status(200);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let asked = siti.get(&format!("{}/ruling", case.replace("/api/v1", ""))).with_status(200);
        holds(&asked, &["memutus lebih dari satu hal", "Pelamaran dalam masa pandemi"]);
        let ruled = verifier.post(&format!("{case}/ruling"), r#"{"decision":"pandemic_announcing"}"#).with_status(201);
        assert_eq!(ruled.text("/outcome"), "lawful");

        // That the deadline has passed matters only where the announcement was too short.
        let other = "Batas lamaran belum lewat";
        let page = siti.get(&format!("/rulings/{}", ruled.text("/id"))).with_status(200);
        holds(
            &page,
            &["Putusan ini hanya tentang “Lama pengumuman dalam masa pandemi”", "Pelamaran dalam masa pandemi."],
        );
        told_to_whoever_checks(&app, &ruled);
        holds(&page, &["Dibaca aturan lain, tidak ikut menentukan", "(tidak ikut menentukan)"]);
        let brief = page.body.split("section class=\"brief\"").nth(1).and_then(|it| it.split("</section>").next());
        let brief = brief.expect("a brief");
        assert!(brief.contains("Semua syarat terpenuhi") && !brief.contains(other), "{brief}");
        let letter = siti.get(&format!("/rulings/{}/letter", ruled.text("/id"))).with_status(200);
        holds(&letter, &["Semua syarat yang menentukan terpenuhi", "Hal berikut diputus tersendiri: Pelamaran"]);
        holds(&letter, &["<em>Tidak ikut menentukan.</em>"]);
        assert!(!letter.body.contains("Syarat yang tidak terpenuhi"), "{}", letter.body);
    });
}

#[test]
fn a_defect_is_told_by_the_condition_that_is_not_met() {
    on_each_database(|mut app| {
        with(&mut app, "pandemic-selection");
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let short = json!({"rulebook": "pandemic_selection", "case": too_short()});
        let begun = agency.post("/api/v1/cases", &short.to_string()).with_status(201).text("/id");
        let case = format!("/api/v1/cases/{begun}");
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        verifier
            .post(&format!("{case}/verification"), r#"{"claimed_date_is_right":true,"rest":"verified"}"#)
            .with_status(200);
        let ruled = verifier.post(&format!("{case}/ruling"), r#"{"decision":"pandemic_announcing"}"#).with_status(201);
        assert_eq!(ruled.text("/outcome"), "void");
        let long_enough = "Batas lamaran paling cepat lima hari kerja sesudah pengumuman";
        let page = siti.get(&format!("/rulings/{}", ruled.text("/id"))).with_status(200);
        holds(&page, &["<caption>Yang menentukan", long_enough, ", karena itu aturannya berlaku"]);
        let letter = siti.get(&format!("/rulings/{}/letter", ruled.text("/id"))).with_status(200);
        let other = "Batas lamaran belum lewat";
        holds(&letter, &[&format!("Yang tidak terpenuhi, sehingga aturannya berlaku: {long_enough}; {other}")]);
    });
}

/// The same announcement, closed a day too early.
fn too_short() -> Value {
    let mut facts = facts("pandemic-selection/cases/t16-ciamis-october-2020.json");
    facts["announcement"]["closes_on"] = json!("2020-10-01");
    facts["extensions"] = json!([]);
    facts
}

#[test]
fn what_cannot_be_so_today_is_submitted_for_the_day_on_which_it_was() {
    on_each_database(|mut app| {
        with(&mut app, "filling");
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let file = "filling/cases/r01-pesisir-selatan-march-2024.json";
        let begun = agency
            .post("/api/v1/cases", &json!({"rulebook": "filling", "case": facts(file)}).to_string())
            .with_status(201);
        let case = format!("/cases/{}", begun.text("/id"));
        let path = format!("/api/v1{case}");
        // Whoever led the agency then does not lead it today.
        let mut andi = Browser::with_key(&app, &agency.key);
        let form = andi.get(&format!("{case}/submission")).with_status(200);
        holds(&form, &["Tanggal mana yang berlaku?"]);
        andi.post(&form, &format!("{case}/submission"), &[("date", "today")]).with_status(422);
        andi.post(&form, &format!("{case}/submission"), &[("date", "case")]).with_status(303);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        holds(&siti.get(&case).with_status(200), &["bukan hari pengajuan. Verifikator masih harus memastikannya."]);
        holds(
            &siti.get(&format!("{case}/verification")).with_status(200),
            &["Dinyatakan instansi; bukan hari pengajuan."],
        );
        let at = format!("{path}/verification");
        assert_eq!(
            verifier.post(&at, r#"{"rest":"verified"}"#).with_status(422).pointers()[0],
            "/claimed_date_is_right"
        );
        verifier.post(&at, r#"{"claimed_date_is_right":false,"rest":"verified"}"#).with_status(422);
        verifier.post(&at, r#"{"claimed_date_is_right":true,"rest":"verified"}"#).with_status(200);
        let ruled = verifier.post(&format!("{path}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.text("/as_of"), facts(file)["vacancy"]["filled_on"].as_str().unwrap_or_default());
    });
}

#[test]
fn the_reading_view_leaves_out_no_word_of_a_condition() {
    on_each_database(|mut app| {
        with(&mut app, "succession");
        let mut andi = Browser::signed_in(&app, "agency", "andi");
        let edition = andi.get("/rulebooks/succession/editions/2020").with_status(200);
        let norm = edition.body.split("id=\"criterion-has_candidate_to_promote\"").nth(1).expect("the criterion");
        let norm = norm.split("class=\"norm-text\"").nth(1).and_then(|it| it.split("</div>").next()).expect("its text");
        let place = |word: &str| norm.find(word).unwrap_or_else(|| panic!("no {word} in {norm}"));
        // Whoever is looked for stands before what is asked of them.
        assert!(norm.contains(">c</code></a> dalam"), "an element keeps its name: {norm}");
        assert!(place(" ada ") < place("memenuhi") && place("memenuhi") < place("semua hal berikut:"), "{norm}");
        with(&mut app, "pandemic-selection");
        let mut andi = Browser::signed_in(&app, "agency", "andi");
        let edition = andi.get("/rulebooks/pandemic_selection/editions/2020").with_status(200);
        holds(&edition, &["tidak satu pun dari hal berikut:", "tidak semua hal berikut:"]);
        assert!(!edition.body.contains("tidak benar salah satu"), "which one is not so?");
    });
}
