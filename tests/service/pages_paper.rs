//! What is printed of a ruling, and troubles in the words of people.

use crate::browser::Browser;
use crate::client::Reply;
use crate::support::{SULSEL, on_each_database, on_each_database_with, verified_case};

/// The page of drafts from the form on that begins one: the form that searches has the same address.
fn beginning(browser: &mut Browser) -> Reply {
    let mut shown = browser.get("/drafts").with_status(200);
    shown.body = shown.body.split_off(shown.body.find("id=\"begin\"").expect("the way to begin a draft"));
    shown
}

#[test]
fn a_ruling_is_printed_in_brief_unless_all_is_asked_for() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let id = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let mut browser = Browser::with_key(&app, &agency.key);
        let brief = browser.get(&format!("/rulings/{id}")).with_status(200).body;
        for text in ["class=\"on-paper\"", "printed in-brief", "?print=all", "Fakta dan bukti"] {
            assert!(brief.contains(text), "no {text:?} in {brief}");
        }
        let whole = browser.get(&format!("/rulings/{id}?print=all")).with_status(200).body;
        assert!(!whole.contains("class=\"on-paper\"") && !whole.contains("in-brief"), "{whole}");
        assert!(whole.contains("Kembali ke ringkas") && whole.contains("dicetak lengkap"), "{whole}");
    });
}

#[test]
fn pages_tell_troubles_in_the_words_of_people() {
    on_each_database_with("[limits]\nbody_bytes = 2048\n", |app| {
        let mut browser = Browser::signed_in(&app, "policy", "rini");
        let shown = beginning(&mut browser);
        let long = "x".repeat(9_000);
        let refused = browser.post(&shown, "/drafts", &[("note", &long)]).with_status(413).body;
        assert!(refused.contains("paling besar 8 KB"), "{refused}");
        let keyless = browser.post(&shown, "/drafts", &[("rulebook", "exemption"), ("key", "")]).with_status(400).body;
        assert!(keyless.contains("muat ulang halamannya"), "{keyless}");
        for page in [refused, keyless] {
            for foreign in ["Idempotency-Key", "`most`", "Content-"] {
                assert!(!page.contains(foreign), "{foreign:?} in {page}");
            }
        }
    });
}

#[test]
fn weighing_a_draft_counts_like_a_preview() {
    on_each_database_with("[limits]\npreviews_per_minute = 1\n", |app| {
        let mut browser = Browser::signed_in(&app, "policy", "rini");
        let shown = beginning(&mut browser);
        let begun = browser.post(&shown, "/drafts", &[("rulebook", "exemption")]).with_status(303);
        let draft = begun.header("location").expect("a place").split('?').next().unwrap_or_default().to_owned();
        browser.get(&format!("{draft}/check")).with_status(200);
        let refused = browser.get(&format!("{draft}/impact")).with_status(429).body;
        assert!(refused.contains("terlalu banyak permintaan") || refused.contains("Terlalu banyak permintaan"));
        assert!(refused.contains("Tunggu "), "{refused}");
    });
}
