//! The letter about a ruling says what was decided and why, and how the ruling stands.

use crate::client::Reply;
use crate::support::{Person, SULSEL, facts, on_each_database, verified_case};

const BULELENG: &str = "t03-buleleng-september-2024.json";

fn letter(person: &Person, ruling: &str, language: &str) -> Reply {
    person.get(&format!("/api/v1/rulings/{ruling}/letter?language={language}")).with_status(200)
}

#[test]
fn a_letter_tells_outcome_reasons_and_standing_in_both_languages() {
    on_each_database(|app| {
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let id = ruled.text("/id");
        let unconfirmed = letter(&agency, &id, "id");
        assert!(unconfirmed.body.contains("Belum dikukuhkan"), "{}", unconfirmed.body);
        reviewer
            .post(&format!("/api/v1/rulings/{id}/reviews"), r#"{"verdict":"confirmed","reason":"clear"}"#)
            .with_status(201);
        let indonesian = letter(&agency, &id, "id");
        let hash = ruled.text("/document_sha256");
        let code: String = hash.to_uppercase().chars().take(4).collect();
        for text in [
            "lang=\"id\"",
            "Pemerintah Provinsi Sulawesi Selatan",
            "Wajib seleksi terbuka",
            "Tidak terpenuhi",
            "22 Juni 2022",
            "Dikukuhkan oleh budi",
            "tidak ditandatangani secara elektronik",
            "Yang dapat mengubah putusan",
            hash.as_str(),
            code.as_str(),
        ] {
            assert!(indonesian.body.contains(text), "no {text:?} in {}", indonesian.body);
        }
        assert!(!indonesian.body.contains("Belum dikukuhkan"));
        let english = letter(&agency, &id, "en");
        for text in ["lang=\"en\"", "Open selection required", "22 June 2022", "not signed electronically"] {
            assert!(english.body.contains(text), "no {text:?} in {}", english.body);
        }
        agency.get(&format!("/api/v1/rulings/{id}/letter?language=fr")).with_status(422);
        app.person("agency", "rina").get(&format!("/api/v1/rulings/{id}/letter")).with_status(404);
    });
}

#[test]
fn a_letter_loads_and_runs_nothing() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let marked = facts(SULSEL).replace("Pemerintah Provinsi Sulawesi Selatan", "<script>alert(1)</script>");
        let begun = agency.post("/api/v1/cases", &format!(r#"{{"rulebook":"exemption","case":{marked}}}"#));
        let case = format!("/api/v1/cases/{}", begun.with_status(201).text("/id"));
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let verifier = app.person("verifier", "siti");
        let found = r#"{"claimed_date_is_right":true,"rest":"verified"}"#;
        verifier.post(&format!("{case}/verification"), found).with_status(200);
        let id = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let page = letter(&agency, &id, "id");
        assert!(page.body.contains("&lt;script&gt;") && !page.body.contains("<script"), "{}", page.body);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(policy.contains("img-src data:;") && !policy.contains("script-src"), "{policy}");
        for loading in ["src=", "url(", "@import"] {
            assert!(!page.body.contains(loading), "{loading}");
        }
        // The icon that is none, and the way back.
        let led: Vec<&str> = page.body.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        assert_eq!(led, ["data:,", &format!("/rulings/{id}")]);
        assert!(page.body.contains("Untuk mencetak") && page.body.contains(".bar { display: none; }"));
    });
}

#[test]
fn letters_of_old_rulings_say_so() {
    on_each_database(|mut app| {
        app.start_again_with(&[("periods.expiry_check_seconds", "1")]);
        let (case, agency, verifier, reviewer) = verified_case(&app, BULELENG);
        let first = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        agency.post(&format!("{case}/objection"), r#"{"reason":"look again"}"#).with_status(200);
        assert!(letter(&agency, &first, "id").body.contains("Sedang diperiksa kembali"));
        verifier.post(&format!("{case}/verification"), "{}").with_status(200);
        let second = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let reopened = letter(&agency, &first, "id").body;
        assert!(reopened.contains("Sedang diperiksa kembali") && reopened.contains(&second), "{reopened}");
        let verdict = r#"{"verdict":"confirmed","reason":"clear"}"#;
        reviewer.post(&format!("/api/v1/rulings/{second}/reviews"), verdict).with_status(201);
        let superseded = letter(&agency, &first, "id").body;
        assert!(superseded.contains("Sudah digantikan") && superseded.contains(&second), "{superseded}");
        let begun = std::time::Instant::now();
        while agency.get(&case).text("/state") != "expired" {
            assert!(begun.elapsed().as_secs() < 20, "it does not end");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        let expired = letter(&agency, &second, "id").body;
        assert!(expired.contains("Sudah tidak berlaku") && expired.contains("6 Mei 2025"), "{expired}");
    });
}

/// The whole head of a letter, and whoever signs it.
const SENDER: [(&str, &str); 8] = [
    ("letter.institution", "Badan <Contoh>"),
    ("letter.address", r#"["Jalan Contoh Nomor 1, Kota Contoh", "Telepon (000) 000000"]"#),
    ("letter.place", "Kota Contoh"),
    ("letter.nature", "Segera"),
    ("letter.signatory_position", "Kepala Badan Contoh"),
    ("letter.signatory_name", "Nama Pejabat"),
    ("letter.signatory_number", "00000000 000000 0 000"),
    ("letter.copies", r#"["Kepala Biro Contoh", "Arsip"]"#),
];

#[test]
fn what_is_not_set_is_not_on_a_letter() {
    on_each_database(|app| {
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let id = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let verdict = r#"{"verdict":"confirmed","reason":"clear"}"#;
        reviewer.post(&format!("/api/v1/rulings/{id}/reviews"), verdict).with_status(201);
        let plain = letter(&agency, &id, "id").body;
        for absent in ["Sifat", "Tembusan", "NIP", "tanda tangan dan cap", "class=\"kop\"", ">–<"] {
            assert!(!plain.contains(absent), "{absent:?} in {plain}");
        }
        assert!(plain.contains("dihitung oleh program Timbang"), "{plain}");
    });
}

#[test]
fn a_letter_bears_the_head_of_its_sender_and_claims_no_signature() {
    on_each_database(|mut app| {
        app.start_again_with(&SENDER);
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        let id = verifier.post(&format!("{case}/ruling"), "{}").with_status(201).text("/id");
        let unconfirmed = letter(&agency, &id, "id").body;
        assert!(unconfirmed.contains("Badan &lt;Contoh&gt;") && unconfirmed.contains("Segera"), "{unconfirmed}");
        for absent in ["Nama Pejabat", "Tembusan", "Demikian"] {
            assert!(!unconfirmed.contains(absent), "{absent:?} in a letter that is not confirmed");
        }
        let verdict = r#"{"verdict":"confirmed","reason":"clear"}"#;
        reviewer.post(&format!("/api/v1/rulings/{id}/reviews"), verdict).with_status(201);
        let confirmed = letter(&agency, &id, "id").body;
        for text in [
            "Jalan Contoh Nomor 1, Kota Contoh",
            "Kota Contoh, ",
            "Kepala Badan Contoh,",
            "Nama Pejabat",
            "NIP 00000000 000000 0 000",
            "Tanpa tanda tangan di atas, lembar ini adalah cetakan",
            "<li>Kepala Biro Contoh</li><li>Arsip</li>",
            "tidak ditandatangani secara elektronik",
            "Lampiran Surat",
        ] {
            assert!(confirmed.contains(text), "no {text:?} in {confirmed}");
        }
        let english = letter(&agency, &id, "en").body;
        for text in ["Copies to:", "Without a signature above, this sheet is a print", "Annex to the letter"] {
            assert!(english.contains(text), "no {text:?} in {english}");
        }
    });
}
