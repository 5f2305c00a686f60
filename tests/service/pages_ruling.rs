//! The page of a ruling, its letter and its check, and what would come out if facts were otherwise.

use std::collections::BTreeSet;

use crate::browser::Browser;
use crate::client::Reply;
use crate::support::{Person, SULSEL, TestApp, on_each_database, on_each_database_with, verified_case};

/// A ruled case: its identity, that of its ruling, the code of the letter, and the agency's key.
fn ruled(app: &TestApp) -> (String, String, String, Person) {
    let (case, agency, verifier, _) = verified_case(app, SULSEL);
    let ruling = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
    let hash: String = ruling.text("/document_sha256").chars().take(20).collect();
    let case = case.rsplit('/').next().unwrap_or_default().to_owned();
    (case, ruling.text("/id"), hash.to_uppercase(), agency)
}

fn holds(page: &Reply, texts: &[&str]) {
    for text in texts {
        assert!(page.body.contains(text), "no {text:?} in {}", page.body);
    }
}

#[test]
fn a_ruling_tells_outcome_values_thresholds_articles_and_the_lines_that_decided() {
    on_each_database(|app| {
        let (case, id, _, agency) = ruled(&app);
        let mut browser = Browser::with_key(&app, &agency.key);
        let page = browser.get(&format!("/rulings/{id}")).with_status(200);
        let texts = [
            "Wajib seleksi terbuka",
            "Belum dikukuhkan",
            // The value beside its threshold, and the days between them.
            "22 Juni 2022",
            "15 Januari 2021",
            "role=\"img\"",
            // The day of the case comes first, and what it had to be.
            "Tanggal pemutakhiran data talenta",
            "tidak lebih dari 12 bulan sebelum",
            "12 bulan sesudahnya",
            "KASN, 23 Juni 2022",
            "Yang dapat mengubah hasil",
            "putusan exemption",
            "class=\"decided\"",
            "terverifikasi",
        ];
        holds(&page, &texts);
        holds(&page, &[&format!("/cases/{case}/what-if"), &format!("/rulings/{id}/letter")]);
        assert!(!page.body.contains(" style=") && !page.body.contains("onclick"));
        let mut stranger = Browser::signed_in(&app, "agency", "rina");
        for path in ["", "/letter", "/receipt", "/document"] {
            stranger.get(&format!("/rulings/{id}{path}")).with_status(404);
        }
        stranger.get(&format!("/cases/{case}/what-if")).with_status(404);
        Browser::signed_in(&app, "policy", "rini").get(&format!("/rulings/{id}")).with_status(403);
    });
}

#[test]
fn every_citation_leads_to_the_provision_itself() {
    on_each_database(|app| {
        let (_, id, _, agency) = ruled(&app);
        let mut browser = Browser::with_key(&app, &agency.key);
        let page = browser.get(&format!("/rulings/{id}")).with_status(200);
        let leads: BTreeSet<&str> = page
            .body
            .split("href=\"")
            .filter_map(|it| it.split('"').next())
            .filter(|it| it.contains("#source-"))
            .collect();
        assert!(leads.iter().any(|it| it.ends_with("#source-PP-11-2017-pasal-134-ayat-2-huruf-d")), "{leads:?}");
        let address = leads.first().and_then(|it| it.split('#').next()).expect("an edition");
        let edition = browser.get(address).with_status(200);
        // Nothing that is cited is folded away: a browser would not open it.
        let folded: Vec<&str> =
            edition.body.split("<details").skip(1).filter_map(|it| it.split("</details>").next()).collect();
        for lead in leads {
            let place = format!("id=\"{}\"", lead.split('#').nth(1).unwrap_or_default());
            assert_eq!(edition.body.matches(&place).count(), 1, "{place}");
            assert!(!folded.iter().any(|it| it.contains(&place)), "{place}");
        }
    });
}

#[test]
fn a_ruling_is_made_again_and_its_papers_are_saved() {
    on_each_database(|app| {
        let (_, id, _, agency) = ruled(&app);
        let mut browser = Browser::with_key(&app, &agency.key);
        let page = browser.get(&format!("/rulings/{id}")).with_status(200);
        let again = browser.post(&page, &format!("/rulings/{id}/replay"), &[]).with_status(200);
        holds(&again, &["Sama persis"]);
        for name in ["receipt", "document"] {
            let saved = browser.get(&format!("/rulings/{id}/{name}")).with_status(200);
            assert!(saved.header("content-disposition").is_some_and(|it| it.starts_with("attachment")));
            assert_eq!(saved.body, agency.get(&api(&id, name)).with_status(200).body);
        }
        let letter = browser.get(&format!("/rulings/{id}/letter")).with_status(200);
        let policy = letter.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        // Without an address of the service there is nothing to lead to.
        assert!(!letter.body.contains("<svg"));
        holds(&letter, &["/check/"]);
    });
}

fn api(id: &str, name: &str) -> String {
    match name {
        "receipt" => format!("/api/v1/rulings/{id}/receipt"),
        _ => format!("/api/v1/rulings/{id}"),
    }
}

#[test]
fn anyone_who_holds_a_letter_can_check_it_and_learns_no_more() {
    on_each_database_with("pages.address = \"https://timbang.example.go.id\"", |app| {
        let (case, id, code, agency) = ruled(&app);
        let letter = agency.get(&format!("/api/v1/rulings/{id}/letter?language=id")).with_status(200);
        holds(&letter, &["<svg", &format!("https://timbang.example.go.id/check/{id}/")]);
        let mut anyone = Browser::new(&app);
        let found = anyone.get(&format!("/check/{id}/{code}")).with_status(200);
        holds(&found, &["berasal dari putusan yang tercatat", "Wajib seleksi terbuka", "Belum dikukuhkan", &id]);
        // A letter in which the agency or the position was altered does not agree with it.
        for same in ["Sulawesi", "Kepala"] {
            assert!(letter.body.contains(same) && found.body.contains(same), "no {same} in {}", found.body);
        }
        for hidden in [case.as_str(), "siti", "340,5"] {
            assert!(!found.body.contains(hidden), "{hidden} in {}", found.body);
        }
        let wrong = code.replace(code.chars().next().unwrap_or('0'), "g");
        let unknown = format!("{}0000", id.get(..id.len() - 4).unwrap_or_default());
        let others = [format!("{id}/{wrong}"), format!("{unknown}/{code}"), "x/y".to_owned(), format!("{id}/%27or1")];
        let answers: Vec<String> =
            others.iter().map(|it| told(&anyone.get(&format!("/check/{it}")).with_status(404))).collect();
        assert!(answers.iter().all(|it| Some(it) == answers.first()), "{answers:?}");
        let led = anyone.get(&format!("/check?ruling={id}&code={code}")).with_status(303);
        assert_eq!(led.header("location"), Some(format!("/check/{id}/{code}").as_str()));
        anyone.get("/check").with_status(200);
    });
}

/// What stands in the middle of a page.
fn told(page: &Reply) -> String {
    let main = page.body.split("<main").nth(1).and_then(|it| it.split("</main>").next());
    main.unwrap_or_default().to_owned()
}

#[test]
fn a_trial_shows_both_sides_and_records_nothing() {
    on_each_database(|app| {
        let (case, _, _, agency) = ruled(&app);
        let path = format!("/cases/{case}/what-if");
        let before = agency.get(&format!("/api/v1/cases/{case}")).with_status(200).body;
        let mut browser = Browser::with_key(&app, &agency.key);
        let shown = browser.get(&path).with_status(200);
        holds(&shown, &["Wajib seleksi terbuka", "Tidak ada yang direkam", "/talent_management/data_updated_on"]);
        let date = ("/talent_management/data_updated_on", "2022-01-15");
        let tried = browser.post(&shown, &path, &[date]).with_status(200);
        holds(&tried, &["Hasilnya tetap", "Masih belum terpenuhi atau belum diketahui"]);
        holds(&tried, &["Hasilnya tetap", "Data talenta dimutakhirkan dalam 12 bulan terakhir", "2022-01-15"]);
        let wrong = browser.post(&shown, &path, &[("/assessment/total", "banyak")]).with_status(422);
        holds(&wrong, &["bukan bilangan", "aria-invalid=\"true\"", "value=\"banyak\""]);
        let outside = browser.post(&shown, &path, &[("/assessment/total", "9000")]).with_status(422);
        holds(&outside, &["aria-invalid=\"true\"", "value=\"9000\""]);
        assert_eq!(agency.get(&format!("/api/v1/cases/{case}")).with_status(200).body, before);
    });
}
