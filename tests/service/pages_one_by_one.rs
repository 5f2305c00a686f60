//! Entries of a list that a verifier judges one by one: one is disputed or corrected, the others stand.

use serde_json::{Value, json};

use crate::browser::{Browser, controls};
use crate::client::Reply;
use crate::pages_lists::{holds, nine, with_succession};
use crate::support::{Person, SULSEL, TestApp, on_each_database};

/// A submitted succession plan of nine people.
fn submitted(app: &mut TestApp, facts: &Value) -> (String, Person) {
    with_succession(app);
    let agency = app.person("agency", "andi");
    let begun = agency.post("/api/v1/cases", &json!({"rulebook": "succession", "case": facts}).to_string());
    let case = begun.with_status(201).text("/id");
    agency.post(&format!("/api/v1/cases/{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    (format!("/cases/{case}"), agency)
}

/// Who verifies a case, the address of that, and its page.
fn verifying(app: &TestApp, case: &str) -> (Browser, String, Reply) {
    let mut siti = Browser::signed_in(app, "verifier", "siti");
    let work = format!("{case}/verification");
    let form = siti.get(&work).with_status(200);
    (siti, work, form)
}

/// Another verifier returns a case, and its agency submits it again with these facts.
fn comes_back(app: &TestApp, (case, agency): (&str, &Person), facts: &Value) {
    let path = format!("/api/v1{case}");
    app.person("verifier", "dewi").post(&format!("{path}/return"), r#"{"reason":"not yet right"}"#).with_status(200);
    agency.put(&format!("{path}/facts"), &json!({ "case": facts }).to_string()).with_status(200);
    agency.post(&format!("{path}/submission"), r#"{"keep_date":true}"#).with_status(200);
}

fn facts(app: &TestApp, case: &str) -> Vec<(String, String)> {
    let all = app.person("auditor", "dewi").get(&format!("/api/v1{case}/facts")).with_status(200);
    let all: Value = serde_json::from_str(&all.body).expect("JSON");
    let text = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    let items = all["items"].as_array().expect("facts").iter();
    items
        .filter(|it| text(it, "path").starts_with("/candidates"))
        .map(|it| (text(it, "path"), text(it, "status")))
        .collect()
}

fn told(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect()
}

#[test]
fn one_candidate_is_disputed_and_another_corrected_and_the_others_stand() {
    on_each_database(|mut app| {
        let (case, _) = submitted(&mut app, &nine());
        let (mut siti, work, form) = verifying(&app, &case);
        holds(&form, &["Calon: satu per satu", "Calon 4 (C-04)", "find:/candidates/3", "Sama dengan daftarnya"]);
        // The values of a candidate are typed at the candidate, once.
        assert_eq!(form.body.matches("name=\"value:/candidates/0/development_hours_last_year\"").count(), 1);
        let found = [
            ("claimed_date_is_right", "yes"),
            ("find:/candidates", "confirm"),
            ("find:/candidates/3", "dispute"),
            ("why:/candidates/3", "no decree"),
            ("find:/candidates/0", "correct"),
            ("value:/candidates/0/development_hours_last_year", "12"),
            ("why:/candidates/0", "by the certificates"),
            ("rest", "verified"),
            ("reason", "seen"),
        ];
        siti.post(&form, &work, &found).with_status(303);
        assert_eq!(
            told(&facts(&app, &case)),
            [("/candidates", "verified"), ("/candidates/0", "verified"), ("/candidates/3", "disputed")]
        );
        let page = siti.get(&case).with_status(200);
        holds(&page, &["Disengketakan – Calon 4 (C-04): no decree", "Dikoreksi – Calon 1 (C-01): by the certificates"]);
        let corrected = "Calon 1 (C-01) › Jam pelajaran";
        // Once beside the fact, once in the history.
        assert_eq!(page.body.matches(corrected).count(), 2, "{}", page.body);
        let disputed = siti.get(&format!("{case}?status=disputed")).with_status(200);
        assert!(disputed.body.contains("Calon 4 (C-04)"), "{}", disputed.body);

        ruled(&app, &mut siti, &case, corrected);
    });
}

/// The fourth waits for what is disputed; the first fails by the corrected hours, as the second does by its own.
fn ruled(app: &TestApp, siti: &mut Browser, case: &str, corrected: &str) {
    let ruling = app.person("verifier", "siti").post(&format!("/api/v1{case}/ruling"), "{}").with_status(201);
    let shown = siti.get(&format!("/rulings/{}", ruling.text("/id"))).with_status(200);
    // The fourth waits for what is disputed, the first fails by the corrected hours, as the second does and the third by its health.
    holds(&shown, &["Dari 9 calon: 5 Layak sebagai suksesor", "2 menunggu", "id=\"corrections\"", corrected]);
    holds(&shown, &["id=\"disputed\"", "<li>Calon 4 (C-04)</li>"]);
    let mut budi = Browser::signed_in(app, "reviewer", "budi");
    holds(&budi.get(&format!("/rulings/{}/review", ruling.text("/id"))).with_status(200), &["id=\"disputed\""]);
    let letter = siti.get(&format!("/rulings/{}/letter", ruling.text("/id"))).with_status(200);
    let row = "<td>Calon 1 (C-01) › Jam pelajaran pengembangan kompetensi setahun terakhir</td><td>24</td><td>12</td><td>siti</td>";
    holds(
        &letter,
        &["Fakta yang dikoreksi saat verifikasi", row, "Fakta yang disengketakan", "<li>Calon 4 (C-04)</li>"],
    );
    let first = siti.get(&format!("/rulings/{}?element=0", ruling.text("/id"))).with_status(200);
    holds(&first, &["<h2>Calon 1 (C-01)</h2>", "dikoreksi oleh siti"]);
    // What refuses applies because something is not met: that is no condition that is met.
    let why = "Aturan ini berlaku karena: “Memenuhi syarat anggota kelompok rencana suksesi” tidak terpenuhi";
    holds(&first, &["<h3>Aturan yang berlaku ", why]);
    assert!(!first.body.contains("<h3>Terpenuhi"), "{}", first.body);
    let review = Browser::signed_in(app, "reviewer", "budi").get(&format!("/rulings/{}/review", ruling.text("/id")));
    let headings = ["<h3>Syarat demi syarat: Calon 1 (C-01)</h3>", "<h3>Syarat demi syarat: Calon 9 (C-09)</h3>"];
    holds(&review.with_status(200), &headings);
    let document =
        app.person("auditor", "dewi").get(&format!("/api/v1/rulings/{}", ruling.text("/id"))).with_status(200);
    let of = |number: usize, name: &str| document.text(&format!("/document/{number}/{name}"));
    assert_eq!(
        (of(0, "outcome/id"), of(3, "status"), of(4, "outcome/id")),
        ("not_in_group".to_owned(), "undetermined".to_owned(), "eligible".to_owned())
    );
}

#[test]
fn an_element_of_a_disputed_list_is_not_confirmed() {
    on_each_database(|mut app| {
        let (case, _) = submitted(&mut app, &nine());
        let (mut siti, work, form) = verifying(&app, &case);
        let found = [
            ("claimed_date_is_right", "yes"),
            ("find:/candidates", "dispute"),
            ("why:/candidates", "not by the committee"),
            ("find:/candidates/3", "confirm"),
            ("rest", "verified"),
            ("reason", "seen"),
        ];
        let refused = siti.post(&form, &work, &found).with_status(422);
        holds(&refused, &["“Calon” disengketakan seluruhnya"]);
        assert_eq!(
            refused.body.matches("“Calon” disengketakan seluruhnya").count(),
            2,
            "at the top and at the entry alone"
        );
        assert!(told(&facts(&app, &case)).iter().all(|it| it.1 == "claimed"));
        // Without the choice at the entry, the whole list is disputed.
        let others: Vec<(&str, &str)> = found.into_iter().filter(|it| it.0 != "find:/candidates/3").collect();
        siti.post(&refused, &work, &others).with_status(303);
        assert_eq!(told(&facts(&app, &case)), [("/candidates", "disputed")]);
    });
}

#[test]
fn what_an_agency_gave_evidence_for_inside_a_list_is_not_passed_over() {
    on_each_database(|mut app| {
        let mut stated = nine();
        stated["evidence"] = json!({
            "/candidates": {"status": "claimed", "reference": "Rencana suksesi 2024"},
            "/candidates/2": {"status": "claimed", "reference": "SK 7/2024"},
        });
        let (case, _) = submitted(&mut app, &stated);
        let verifier = app.person("verifier", "siti");
        let path = format!("/api/v1{case}/verification");
        // Every other fact is confirmed, and the list: what was claimed about the third is a word of its own.
        let all = app.person("auditor", "dewi").get(&format!("/api/v1{case}/facts")).with_status(200);
        let all: Value = serde_json::from_str(&all.body).expect("JSON");
        let mut found = serde_json::Map::new();
        for it in all["items"].as_array().expect("facts") {
            let place = it["path"].as_str().expect("a pointer");
            if it["status"] == "claimed" && place != "/candidates/2" && place != "/checked_on" {
                found.insert(place.to_owned(), json!({"status": "verified"}));
            }
        }
        found.insert("/checked_on".to_owned(), json!({"status": "verified"}));
        found.insert("/candidates/1".to_owned(), json!({"status": "verified"}));
        let body = json!({"claimed_date_is_right": true, "evidence": found, "reason": "seen"});
        let refused: Reply = verifier.post(&path, &body.to_string()).with_status(422);
        assert!(refused.body.contains("/candidates/2"), "{}", refused.body);
        let rest = json!({"claimed_date_is_right": true, "evidence": found, "rest": "verified", "reason": "seen"});
        verifier.post(&path, &rest.to_string()).with_status(200);
        let case_facts = verifier.get(&format!("/api/v1{case}")).with_status(200);
        // What was claimed with the plan as a whole is verified with it.
        assert_eq!(case_facts.text("/facts/evidence/~1candidates~11/reference"), "Rencana suksesi 2024");
        assert_eq!(case_facts.text("/facts/evidence/~1candidates~12/reference"), "SK 7/2024");
    });
}

#[test]
fn a_case_that_comes_back_after_a_return_says_why_it_was_returned() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let verifier = app.person("verifier", "siti");
        verifier.post(&format!("{case}/return"), r#"{"reason":"Lampiran SK belum ada."}"#).with_status(200);
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let work = format!("{}/verification", case.replace("/api/v1", ""));
        let page = Browser::with_key(&app, &verifier.key).get(&work).with_status(200);
        holds(&page, &["Pernah dikembalikan kepada instansi", "Lampiran SK belum ada."]);
    });
}

#[test]
fn a_correction_does_not_outlive_what_the_agency_claims_anew() {
    on_each_database(|mut app| {
        let (case, agency) = submitted(&mut app, &nine());
        let (verifier, path) = (app.person("verifier", "siti"), format!("/api/v1{case}"));
        let corrected = json!({
            "claimed_date_is_right": true, "rest": "verified", "reason": "by the certificates",
            "corrections": {"/candidates/0/development_hours_last_year": 12},
        });
        verifier.post(&format!("{path}/verification"), &corrected.to_string()).with_status(200);
        verifier.post(&format!("{path}/return"), r#"{"reason":"Calon 1 sudah pensiun."}"#).with_status(200);
        // Without the first candidate, the second is the first.
        let mut fewer = nine();
        fewer["candidates"].as_array_mut().expect("a list").remove(0);
        agency.put(&format!("{path}/facts"), &json!({"case": fewer}).to_string()).with_status(200);
        agency.post(&format!("{path}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let found = r#"{"claimed_date_is_right":true,"rest":"verified","reason":"seen"}"#;
        verifier.post(&format!("{path}/verification"), found).with_status(200);
        let ruling = verifier.post(&format!("{path}/ruling"), "{}").with_status(201).text("/id");
        let mut browser = Browser::with_key(&app, &verifier.key);
        let shown = browser.get(&format!("/rulings/{ruling}")).with_status(200);
        assert!(!shown.body.contains("id=\"corrections\"") && !shown.body.contains("dikoreksi oleh"), "{}", shown.body);
        let letter = browser.get(&format!("/rulings/{ruling}/letter")).with_status(200);
        assert!(!letter.body.contains("Fakta yang dikoreksi"), "{}", letter.body);
        // The history still tells it, of whom it was then.
        let page = browser.get(&case).with_status(200);
        assert_eq!(page.body.matches("Calon 1 (C-01) › Jam pelajaran").count(), 1, "{}", page.body);
    });
}

#[test]
fn what_lies_in_something_disputed_is_not_corrected_and_a_list_in_a_list_can_be() {
    on_each_database(|mut app| {
        let mut stated = nine();
        stated["evidence"] = json!({
            "/candidates/0/held": {"status": "claimed", "reference": "SK jabatan"},
            "/candidates/1/healthy": {"status": "claimed", "reference": "Surat dokter"},
        });
        let (case, _) = submitted(&mut app, &stated);
        let (mut siti, work, form) = verifying(&app, &case);
        holds(&form, &["name=\"value:/candidates/0/held/0/started_on\"", "name=\"find:/candidates/1/healthy\""]);
        let chosen = [("claimed_date_is_right", "yes"), ("rest", "verified"), ("reason", "seen")];
        let lost = [
            ("find:/candidates/1", "dispute"),
            ("why:/candidates/1", "no decree"),
            ("find:/candidates/1/healthy", "correct"),
            ("value:/candidates/1/healthy", "no"),
            ("why:/candidates/1/healthy", "by the letter"),
        ];
        let refused = siti.post(&form, &work, &[&chosen[..], &lost[..]].concat()).with_status(422);
        holds(&refused, &["“Calon 2 (C-02)” disengketakan seluruhnya"]);
        let kept = [
            ("find:/candidates/0/held/0", "correct"),
            ("value:/candidates/0/held/0/started_on", "2018-03-01"),
            ("why:/candidates/0/held/0", "by the decree"),
        ];
        siti.post(&refused, &work, &[&chosen[..], &kept[..]].concat()).with_status(303);
        let page = siti.get(&case).with_status(200);
        holds(&page, &["1 Maret 2018"]);
    });
}

#[test]
fn what_was_found_of_an_entry_that_the_agency_took_out_meanwhile_is_told() {
    on_each_database(|mut app| {
        let (case, agency) = submitted(&mut app, &nine());
        let (mut siti, work, form) = verifying(&app, &case);
        let mut fewer = nine();
        fewer["candidates"].as_array_mut().expect("candidates").pop();
        comes_back(&app, (&case, &agency), &fewer);
        let found = [
            ("claimed_date_is_right", "yes"),
            ("find:/candidates/8", "correct"),
            ("value:/candidates/8/development_hours_last_year", "37"),
            ("why:/candidates/8", "by the certificates"),
            ("find:/candidates/3", "dispute"),
            ("why:/candidates/3", "no decree"),
            ("rest", "verified"),
            ("reason", "seen"),
        ];
        let late = siti.submit(&form, &work, &found).with_status(412);
        holds(
            &late,
            &["mengenai isian yang sekarang tidak ada lagi", "Calon 9", "37", "by the certificates", "no decree"],
        );
        siti.submit(&late, &work, &found).with_status(303);
        // Now that it is verified, what was typed can only be copied: all of it.
        let over = siti.submit(&form, &work, &found).with_status(409);
        holds(&over, &["readonly", "Calon 9: koreksi:", "by the certificates", "no decree"]);
    });
}

#[test]
fn entries_are_judged_one_by_one_in_the_language_of_the_reader() {
    on_each_database(|mut app| {
        let (case, _) = submitted(&mut app, &nine());
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/verification");
        let indonesian = siti.get(&work).with_status(200);
        siti.post(&indonesian, "/preferences", &[("language", "en")]).with_status(303);
        let english = siti.get(&work).with_status(200);
        // Each text of this part in both languages; neither page has one of the other.
        for (id, en) in [
            ("Calon: satu per satu (9)", "Candidates: one by one (9)"),
            ("<legend>Calon 4 (C-04)</legend>", "<legend>Candidate 4 (C-04)</legend>"),
            ("Seluruh daftar: 9 isian", "The whole list: 9 entries"),
            ("Yang dipilih di sini berlaku", "What is chosen here holds"),
            ("Sama dengan daftarnya", "As the list"),
            ("> Sengketakan<", "> Dispute<"),
            ("Alasan koreksi atau sengketa", "Why it is corrected or disputed"),
            ("Bukti Anda (bila ada)", "Your evidence (if any)"),
            ("Jam pelajaran pengembangan kompetensi", "Training hours in the last year"),
        ] {
            holds(&indonesian, &[id, "find:/candidates/3"]);
            holds(&english, &[en, "find:/candidates/3"]);
            assert!(!english.body.contains(id), "{id} in {}", english.body);
            assert!(!indonesian.body.contains(en), "{en} in {}", indonesian.body);
        }
    });
}

#[test]
fn what_was_found_of_single_entries_is_kept_where_the_case_changed_meanwhile() {
    on_each_database(|mut app| {
        let (case, agency) = submitted(&mut app, &nine());
        let (mut siti, work, form) = verifying(&app, &case);
        let mut changed = nine();
        changed["candidates"][0]["development_hours_last_year"] = json!(30);
        comes_back(&app, (&case, &agency), &changed);
        let typed = [
            ("claimed_date_is_right", "yes"),
            ("find:/candidates/3", "dispute"),
            ("why:/candidates/3", "no <decree>"),
            ("find:/candidates/0", "correct"),
            ("value:/candidates/0/development_hours_last_year", "12"),
            ("why:/candidates/0", "by the certificates"),
            ("rest", "verified"),
            ("reason", "seen"),
        ];
        let late = siti.post(&form, &work, &borrowed(&filled(&form, &work, &typed))).with_status(412);
        let kept = controls(&late.body, &work);
        for (name, value) in typed {
            assert!(kept.iter().any(|it| it.0 == name && it.1 == value), "{name} in {}", late.body);
        }
        holds(&late, &["<details class=\"others\" open>", "Calon 1 (C-01)</a></li>"]);
        holds(&late, &["setahun terakhir: tersimpan sekarang: <strong>30</strong>; di formulir Anda: 12"]);
        assert!(!late.body.contains("Calon 2 (C-02)</a></li>"), "only what is otherwise: {}", late.body);
        // Once it is verified, it can only be copied: each finding with the name of what it is about.
        let found = r#"{"claimed_date_is_right":true,"rest":"verified","reason":"seen"}"#;
        app.person("verifier", "dewi").post(&format!("/api/v1{case}/verification"), found).with_status(200);
        let over = siti.post(&late, &work, &borrowed(&filled(&late, &work, &typed))).with_status(409);
        holds(&over, &["readonly", "Calon 4 (C-04): disengketakan: no &lt;decree&gt;"]);
        let hours = "Jam pelajaran pengembangan kompetensi setahun terakhir 12 – by the certificates";
        holds(&over, &[&format!("Calon 1 (C-01): koreksi: {hours}")]);
        assert!(!over.body.contains("Calon 2 (C-02)"), "nothing was found of it: {}", over.body);
    });
}

/// Everything that a form has, with these choices.
fn filled(form: &Reply, action: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = controls(&form.body, action);
    all.retain(|it| !typed.iter().any(|other| other.0 == it.0));
    all.extend(typed.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
    all
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect()
}
