//! Rulings on the elements of a list: their page, what would change them, what they are held against, their check, and trials.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::{Browser, controls};
use crate::client::Reply;
use crate::support::{Person, TestApp, on_each_database};

const NINE: &str = include_str!("../../rules/succession/cases/e03-nine-people.json");

/// A case, its ruling, the code of its letter, and who did what.
struct Ruled {
    case: String,
    id: String,
    code: String,
    agency: Person,
    verifier: Person,
    reviewer: Person,
}

/// Nine people, of whom the second lacks hours and the third's health is not known.
pub(crate) fn nine() -> Value {
    let mut facts: Value = serde_json::from_str(NINE).expect("JSON");
    for (number, candidate) in facts["candidates"].as_array_mut().expect("a list").iter_mut().enumerate() {
        candidate["code"] = json!(format!("C-{:02}", number + 1));
        candidate["talent"]["box"] = json!(9);
    }
    facts["candidates"][1]["development_hours_last_year"] = json!(12);
    facts["candidates"][2]["healthy"] = json!({"unknown": "belum diperiksa"});
    facts
}

/// The service with the rules on succession as well: others do not need them, and each rulebook is proven at the start.
pub(crate) fn with_succession(app: &mut TestApp) {
    app.kill();
    let rules = app.copy_of_rules();
    let succession = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/succession");
    crate::publishing::copy(&succession, &rules.join("succession"));
    app.start_again_with_rules(&rules, &["--adopt-rules", "with succession"]);
}

fn ruled(app: &TestApp, facts: &Value) -> Ruled {
    let (agency, verifier, reviewer) =
        (app.person("agency", "andi"), app.person("verifier", "siti"), app.person("reviewer", "budi"));
    let begun = agency.post("/api/v1/cases", &json!({"rulebook": "succession", "case": facts}).to_string());
    let case = begun.with_status(201).text("/id");
    let path = format!("/api/v1/cases/{case}");
    agency.post(&format!("{path}/submission"), r#"{"keep_date":true}"#).with_status(200);
    let found = r#"{"claimed_date_is_right":true,"rest":"verified"}"#;
    verifier.post(&format!("{path}/verification"), found).with_status(200);
    let ruling = verifier.post(&format!("{path}/ruling"), "{}").with_status(201);
    let code: String = ruling.text("/document_sha256").chars().take(20).collect();
    Ruled { case, id: ruling.text("/id"), code: code.to_uppercase(), agency, verifier, reviewer }
}

pub(crate) fn holds(page: &Reply, texts: &[&str]) {
    for text in texts {
        assert!(page.body.contains(text), "no {text:?} in {}", page.body);
    }
}

/// Where texts stand, in this order.
pub(crate) fn in_order(page: &Reply, texts: &[&str]) {
    let at: Vec<usize> =
        texts.iter().map(|it| page.body.find(it).unwrap_or_else(|| panic!("no {it:?} in {}", page.body))).collect();
    assert!(at.is_sorted(), "{texts:?} at {at:?}");
}

#[test]
fn every_element_has_its_outcome_and_what_decided_it_and_those_that_failed_come_first() {
    on_each_database(|mut app| {
        with_succession(&mut app);
        let it = ruled(&app, &nine());
        let mut browser = Browser::with_key(&app, &it.agency.key);
        let page = browser.get(&format!("/rulings/{}", it.id)).with_status(200);
        holds(&page, &["Dari 9 calon: 7 Layak sebagai suksesor", "1 dengan syarat yang tidak terpenuhi, 1 menunggu"]);
        // The failed one, the one that waits, then the others; and the reasons of the failed one below.
        in_order(&page, &[">Calon 2 (C-02)<", ">Calon 3 (C-03)<", ">Calon 1 (C-01)<", "<h2>Calon 2 (C-02)</h2>"]);
        holds(&page, &["<strong>12</strong>", "paling kurang", "<strong>20</strong>"]);
        // What would be enough was tried.
        holds(
            &page,
            &["Salah satu dari ini saja sudah cukup", "Jam pelajaran pengembangan kompetensi setahun terakhir"],
        );
        let only = browser.get(&format!("/rulings/{}?outcome=undetermined", it.id)).with_status(200);
        holds(&only, &["Calon 3 (C-03)"]);
        assert!(!only.body.contains(">Calon 5 (C-05)</a></th>"), "{}", only.body);
        let waits = browser.get(&format!("/rulings/{}?element=2", it.id)).with_status(200);
        holds(&waits, &["<h2>Calon 3 (C-03)</h2>", "Yang belum diketahui", "Sehat jasmani dan rohani"]);
        for odd in ["?element=99", "?element=-1", "?page=99", "?outcome=%3Cb%3E", "?page=x&element=y"] {
            browser.get(&format!("/rulings/{}{odd}", it.id)).with_status(200);
        }
    });
}

#[test]
fn the_ruling_before_is_held_against_element_by_element() {
    on_each_database(|mut app| {
        with_succession(&mut app);
        let it = ruled(&app, &nine());
        let remand = json!({
            "verdict": "remanded", "reason": "periksa lagi jam pelajarannya",
        });
        it.reviewer.post(&format!("/api/v1/rulings/{}/reviews", it.id), &remand.to_string()).with_status(201);
        let path = format!("/api/v1/cases/{}", it.case);
        let corrected = json!({
            "rest": "verified", "reason": "sertifikatnya sudah dilihat",
            "corrections": {"/candidates/1/development_hours_last_year": 24},
        });
        it.verifier.post(&format!("{path}/verification"), &corrected.to_string()).with_status(200);
        let again = it.verifier.post(&format!("{path}/ruling"), "{}").with_status(201);
        let mut browser = Browser::with_key(&app, &it.reviewer.key);
        let page = browser.get(&format!("/rulings/{}", again.text("/id"))).with_status(200);
        let previous = section(&page, "previous");
        let hours = "Jam pelajaran pengembangan kompetensi setahun terakhir: 24 | 12";
        for text in ["Hasilnya lain.", "Calon yang berbeda", "Calon 2 (C-02)", hours] {
            assert!(previous.contains(text), "no {text:?} in {previous}");
        }
        assert!(!previous.contains("C-05"), "only those that differ: {previous}");
        // Of another case it is similar, but its people are others, whatever they are called.
        let other = ruled(&app, &nine());
        let page = browser.get(&format!("/rulings/{}", other.id)).with_status(200);
        let similar = section(&page, "similar");
        assert!(similar.contains("8 Layak sebagai suksesor · 1 Belum dapat ditetapkan"), "{similar}");
        assert!(similar.contains("<span class=\"label\">Pemerintah Kota Contoh</span>"), "{similar}");
        assert!(similar.contains("Berapa calon dengan hasil apa") && !similar.contains("C-02"), "{similar}");
    });
}

/// A section of the page.
fn section<'p>(page: &'p Reply, id: &str) -> &'p str {
    let begins = page.body.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id} in {}", page.body));
    let from = page.body.get(begins..).unwrap_or_default();
    from.split("</section>").next().unwrap_or_default()
}

#[test]
fn whoever_holds_the_letter_can_check_the_outcome_of_each_element() {
    on_each_database(|mut app| {
        with_succession(&mut app);
        let it = ruled(&app, &nine());
        let mut anyone = Browser::new(&app);
        let page = anyone.get(&format!("/check/{}/{}", it.id, it.code)).with_status(200);
        holds(&page, &["dari 9 calon", "7 Layak sebagai suksesor", "Calon 2 (C-02)", "Hasil setiap calon"]);
        // What the letter says of an element beyond its outcome is nobody's business here.
        assert!(!page.body.contains("Jam pelajaran") && !page.body.contains("belum diperiksa"), "{}", page.body);
        let letter = it.agency.get(&format!("/api/v1/rulings/{}/letter?language=id", it.id)).with_status(200);
        holds(
            &letter,
            &[
                "Syarat yang tidak terpenuhi: ",
                "Jam pelajaran pengembangan kompetensi setahun terakhir",
                "Semua syarat yang diperiksa terpenuhi.",
            ],
        );
        let refused = letter.body.split("Tidak layak").nth(1).unwrap_or_default();
        assert!(refused.find("Syarat yang tidak terpenuhi") < refused.find("Semua syarat"), "{refused}");
        for same in ["Kelayakan calon", "Pemerintah"] {
            assert!(letter.body.contains(same) && page.body.contains(same), "{same}: {}", page.body);
        }
        let wrong = anyone.get(&format!("/check/{}/{}", it.id, "0".repeat(20))).with_status(404);
        assert!(!wrong.body.contains("C-02"));
    });
}

#[test]
fn lists_are_changed_on_trial_in_the_form_of_agencies() {
    on_each_database(|mut app| {
        with_succession(&mut app);
        let it = ruled(&app, &nine());
        let mut browser = Browser::with_key(&app, &it.agency.key);
        let action = format!("/cases/{}/what-if", it.case);
        let shown = browser.get(&action).with_status(200);
        holds(&shown, &["name=\"whole\"", "name=\"/candidates/1/development_hours_last_year\""]);
        let all = controls(&shown.body, &action);
        let with = |changes: &[(&str, &str)]| {
            let mut fields: Vec<(String, String)> =
                all.iter().filter(|field| !changes.iter().any(|it| it.0 == field.0)).cloned().collect();
            fields.extend(changes.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
            fields
        };
        let mut send = |fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
            browser.post(&shown, &action, &fields)
        };
        // Nothing changed, nothing comes out otherwise.
        holds(&send(&with(&[])).with_status(200), &["Belum ada yang diubah."]);
        let turned = send(&with(&[("/candidates/1/development_hours_last_year", "24")])).with_status(200);
        holds(&turned, &["1 calon hasilnya menjadi lain", "Calon 2 (C-02)"]);
        let mut gone = with(&[]);
        gone.retain(|it| {
            !it.0.contains("/candidates/8/") && it.1 != "/candidates/8" && !it.1.starts_with("/candidates/8/")
        });
        holds(&send(&gone).with_status(200), &["1 calon bertambah atau hilang"]);
        // A point is no decimal comma.
        let wrong = send(&with(&[
            ("/candidates/1/talent/performance", "90.5"),
            ("state:/candidates/1/talent/performance", ""),
        ]));
        holds(&wrong.with_status(422), &["tulis koma sebagai tanda desimal", "value=\"90.5\""]);
        let added = send(&with(&[("add", "/candidates")])).with_status(200);
        holds(&added, &["name=\"/candidates/9/code\""]);
        holds(&shown, &["Tampilkan sebagai kartu"]);
        let cards = send(&with(&[("view", "/candidates")])).with_status(200);
        holds(&cards, &["Tampilkan sebagai tabel", "name=\"/candidates/1/development_hours_last_year\""]);
        assert_eq!(it.agency.get(&format!("/api/v1/cases/{}", it.case)).with_status(200).text("/state"), "ruled");
    });
}

#[test]
fn each_entry_of_a_plain_list_is_told_by_its_number_on_trial() {
    on_each_database(|mut app| {
        with_succession(&mut app);
        // Twice the same, so that they are no boxes to be ticked.
        let mut facts = nine();
        facts["candidates"][0]["performance_last_two_years"] = json!(["good", "good"]);
        let it = ruled(&app, &facts);
        let shown = Browser::with_key(&app, &it.agency.key).get(&format!("/cases/{}/what-if?whole=0", it.case));
        let shown = shown.with_status(200);
        for number in 0..2 {
            let place = format!("(Calon 1 › Penilaian kinerja dua tahun terakhir {})", number + 1);
            let mark = format!("<label for=\"f/candidates/0/performance_last_two_years/{number}\">");
            let label = shown.body.split(&mark).nth(1).and_then(|it| it.split("</label>").next());
            let label = label.unwrap_or_else(|| panic!("no {mark} in {}", shown.body));
            assert!(label.starts_with("Penilaian kinerja dua tahun terakhir <") && label.contains(&place), "{label}");
        }
    });
}
