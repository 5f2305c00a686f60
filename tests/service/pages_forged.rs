//! Forms that no page makes: what they hold is refused in words, on a small page, before anything is made of it.

use crate::browser::Browser;
use crate::client::Reply;
use crate::support::{TestApp, on_each_database};

const LIST: &str = "/succession_plan/positions";

/// Somebody of an agency with an empty draft of a case.
fn begun(app: &TestApp) -> (Browser, String) {
    let mut browser = Browser::with_key(app, &app.person("agency", "andi").key);
    let shown = browser.get("/cases/new?rulebook=exemption").with_status(200);
    let done = browser.post(&shown, "/cases/new", &[]).with_status(303);
    let location = done.header("location").expect("a way on");
    let case = location.trim_start_matches("/cases/").split('?').next().unwrap_or_default().to_owned();
    (browser, case)
}

fn is_told(refused: &Reply, words: &str) {
    assert!(refused.body.contains(words), "{words}: {}", refused.body);
    assert!(refused.body.len() < 20_000, "{} bytes", refused.body.len());
    assert!(refused.header("content-type").is_some_and(|it| it.starts_with("text/html")));
}

fn rows(list: &str, count: usize) -> Vec<String> {
    (0..count).map(|it| format!("{list}/{it}")).collect()
}

#[test]
fn a_form_holds_no_more_than_the_rules_allow() {
    on_each_database(|app| {
        let (mut browser, case) = begun(&app);
        let (facts, trial) = (format!("/cases/{case}/facts"), format!("/cases/{case}/what-if"));
        for (page, action, whole) in [
            ("/cases/new?rulebook=exemption", "/cases/new", None),
            (facts.as_str(), facts.as_str(), None),
            (trial.as_str(), trial.as_str(), Some(("whole", "1"))),
        ] {
            let shown = browser.get(page).with_status(200);
            let mut post = |rows: &[String], others: &[(&str, &str)]| {
                let rows = rows.iter().map(|it| ("row", it.as_str()));
                let fields: Vec<(&str, &str)> = rows.chain(whole).chain(others.iter().copied()).collect();
                browser.post(&shown, action, &fields)
            };
            let full = post(&rows(LIST, 100), &[("view", LIST)]).with_status(200);
            assert!(full.body.contains("Daftar ini sudah penuh"), "{action}");
            is_told(&post(&rows(LIST, 101), &[]).with_status(422), "paling banyak berisi 100 baris");
            is_told(&post(&rows(LIST, 100), &[("add", LIST)]).with_status(422), "paling banyak berisi 100 baris");
            is_told(&post(&rows("/q", 3_000), &[]).with_status(422), "aturan tidak mengenal isian ini");
            is_told(&post(&[], &[("add", "/q")]).with_status(422), "aturan tidak mengenal isian ini");
            is_told(
                &post(&[], &vec![("a", ""); 41_000]).with_status(413),
                "lebih banyak isian daripada yang dapat diterima",
            );
        }
    });
}

#[test]
fn no_value_is_dropped_in_silence() {
    on_each_database(|app| {
        let (mut browser, case) = begun(&app);
        let facts = format!("/cases/{case}/facts");
        let shown = browser.get(&facts).with_status(200);
        let mut post = |fields: &[(&str, &str)]| browser.post(&shown, &facts, fields).with_status(422);
        let (lost, far) = (format!("{LIST}/5/code"), format!("{LIST}/12345678"));
        is_told(&post(&[(&lost, "JPT-01")]), "barisnya tidak ikut terkirim");
        is_told(&post(&[("row", &far)]), "nomor baris tidak dapat dibaca");
        is_told(&post(&[("/nothing", "x")]), "aturan tidak mengenal isian ini");
        is_told(&post(&[(&format!("next:{LIST}"), "99999999999")]), "nomor baris tidak dapat dibaca");
        // What says nothing is no loss.
        browser.post(&shown, &facts, &[(&lost, " ")]).with_status(303);
    });
}

#[test]
fn whatever_changes_a_case_says_which_version_it_saw() {
    on_each_database(|app| {
        let (mut browser, case) = begun(&app);
        let facts = format!("/cases/{case}/facts");
        let mut shown = browser.get(&facts).with_status(200);
        shown.body = shown.body.replace("name=\"version\"", "name=\"other\"");
        let refused = browser.post(&shown, &facts, &[]).with_status(403);
        is_told(&refused, "foreign-form");
    });
}

#[test]
fn of_a_form_with_too_many_fields_nothing_is_kept() {
    on_each_database(|app| {
        let (mut browser, case) = begun(&app);
        let facts = format!("/cases/{case}/facts");
        let shown = browser.get(&facts).with_status(200);
        browser.is_signed_out_elsewhere();
        is_told(&browser.submit(&shown, &facts, &vec![("a", ""); 41_000]).with_status(413), "lebih banyak isian");
        browser.submit(&shown, &facts, &[("/agency/name", "Kota")]).with_status(401);
    });
}
