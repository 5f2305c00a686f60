//! Cases that come by for another time: why is said where the work begins, and what an earlier round reached is not taken for this one.

use crate::browser::Browser;
use crate::judgements;
use crate::pages_lists::holds;
use crate::support::{Person, SULSEL, on_each_database, verified_case};

/// What the way of a case shows as behind it.
fn behind(browser: &mut Browser, case: &str) -> Vec<String> {
    let page = browser.get(case).with_status(200).body;
    let way = page.split("<ol class=\"way\"").nth(1).and_then(|it| it.split("</ol>").next()).expect("a way").to_owned();
    let past = way.split("<li class=\"past\"").skip(1);
    past.map(|it| it.split("class=\"what\">").nth(1).and_then(|it| it.split('<').next()).unwrap_or_default().to_owned())
        .collect()
}

fn ruled(verifier: &Person, case: &str) -> String {
    verifier.post(&format!("/api/v1{case}/ruling"), "{}").with_status(201).text("/id")
}

fn confirmed(reviewer: &Person, ruling: &str) {
    let verdict = r#"{"verdict":"confirmed","reason":"seen"}"#;
    reviewer.post(&format!("/api/v1/rulings/{ruling}/reviews"), verdict).with_status(201);
}

#[test]
fn a_case_that_was_returned_says_why_where_it_is_mended() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let path = agency.begin(SULSEL);
        let case = path.trim_start_matches("/api/v1");
        agency.post(&format!("/api/v1{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let reason = r#"{"reason":"the decree is missing"}"#;
        app.person("verifier", "siti").post(&format!("/api/v1{case}/return"), reason).with_status(200);
        let mut andi = Browser::with_key(&app, &agency.key);
        for page in [case.to_owned(), format!("{case}/facts")] {
            let shown = andi.get(&page).with_status(200);
            holds(
                &shown,
                &["Dikembalikan kepada instansi", "<blockquote class=\"quoted\">the decree is missing</blockquote>"],
            );
        }
    });
}

#[test]
fn what_an_earlier_round_reached_is_not_behind_a_case_that_went_back() {
    on_each_database(|app| {
        let (path, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let case = path.trim_start_matches("/api/v1");
        let first = ruled(&verifier, case);
        confirmed(&reviewer, &first);
        let mut andi = Browser::with_key(&app, &agency.key);
        let address = format!("{case}/objection");
        let form = andi.get(&address).with_status(200);
        // What a copy from a text program brings along and nobody can see does not keep anybody from objecting.
        andi.post(&form, &address, &[("reason", "the total was cor\u{ad}rected"), ("sure", "yes")]).with_status(303);
        let page = andi.get(case).with_status(200);
        holds(&page, &["Keberatan instansi", "the total was corrected"]);
        assert_eq!(behind(&mut andi, case), ["Konsep", "Diajukan", "Terverifikasi", "Diputus", "Dikukuhkan"]);
        let again = r#"{"rest":"verified","reason":"seen again"}"#;
        verifier.post(&format!("/api/v1{case}/verification"), again).with_status(200);
        let second = ruled(&verifier, case);
        assert_eq!(behind(&mut andi, case), ["Konsep", "Diajukan", "Terverifikasi"]);
        let remanded = r#"{"verdict":"remanded","reason":"look again"}"#;
        reviewer.post(&format!("/api/v1/rulings/{second}/reviews"), remanded).with_status(201);
        assert_eq!(behind(&mut andi, case), ["Konsep", "Diajukan", "Terverifikasi", "Diputus"]);
        // The first one was confirmed, the later one never.
        let letter = format!("/rulings/{first}/letter");
        holds(&andi.get(&letter).with_status(200), &["Sedang diperiksa kembali", &second]);
        holds(&andi.get(&format!("/rulings/{first}")).with_status(200), &["tetapi kasusnya masih diperiksa"]);
        verifier.post(&format!("/api/v1{case}/verification"), again).with_status(200);
        let third = ruled(&verifier, case);
        confirmed(&reviewer, &third);
        holds(&andi.get(&letter).with_status(200), &["Sudah digantikan", &third]);
    });
}

#[test]
fn a_case_that_a_judgement_on_its_ruling_brought_back_says_whose_judgement_it_was() {
    on_each_database(|mut app| {
        judgements::with_grants(&mut app);
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let path = judgements::verified(&agency, &verifier);
        let case = path.trim_start_matches("/api/v1");
        ruled(&verifier, case);
        let answer = r#"{"answer":"yes","reason":"the budget covers it"}"#;
        let reviewer = app.person("reviewer", "budi");
        reviewer.put(&format!("{path}/judgements/plan_convinces"), answer).with_status(200);
        let shown = Browser::with_key(&app, &verifier.key).get(case).with_status(200);
        holds(
            &shown,
            &["Penilaian penelaah", ", budi, ", "<blockquote class=\"quoted\">the budget covers it</blockquote>"],
        );
        assert!(!shown.body.contains("Temuan penelaah"), "{}", shown.body);
    });
}
