//! Nothing typed is lost: not when a case changes under a form, nor when a session ends, nor beside a state that excludes it.

use serde_json::{Value, json};

use crate::browser::{Browser, hidden_fields};
use crate::support::{Person, SULSEL, TestApp, on_each_database, verified_case};

pub(crate) const PDF: &str = "%PDF-1.7\nSurat penetapan\n%%EOF\n";
const SCRIPT: &str = "<script>alert(1)</script>\" onfocus=\"x";

/// The page of a case whose place in the interface for programs this is.
fn page(case: &str) -> String {
    case.replace("/api/v1", "")
}

/// A draft of an agency, with its browser.
pub(crate) fn draft(app: &TestApp) -> (Person, Browser, String) {
    let agency = app.person("agency", "andi");
    let case = page(&agency.begin(SULSEL));
    let browser = Browser::with_key(app, &agency.key);
    (agency, browser, case)
}

/// A case that was submitted for today.
fn submitted(app: &TestApp) -> (Person, String) {
    let (agency, _, case) = draft(app);
    agency.post(&format!("/api/v1{case}/submission"), r#"{"keep_date":false}"#).with_status(200);
    (agency, case)
}

fn version_of(person: &Person, case: &str) -> String {
    person.get(&format!("/api/v1{case}")).with_status(200).text("/version")
}

pub(crate) fn facts_of(person: &Person, case: &str) -> Value {
    person.get(&format!("/api/v1{case}")).with_status(200).json()["facts"].clone()
}

#[test]
fn facts_that_somebody_else_changed_are_shown_beside_what_was_typed() {
    on_each_database(|app| {
        let (agency, mut browser, case) = draft(&app);
        let address = format!("{case}/facts");
        let mine = browser.get(&address).with_status(200);
        let theirs = browser.get(&address).with_status(200);
        let facts = facts_in(&theirs.body);
        let other = changed(&facts, &[("/agency/name", "Provinsi lain"), ("/assessment/total", "300,5")]);
        browser.post(&theirs, &address, &borrowed(&other)).with_status(303);
        let typed = changed(&facts, &[("/request/position/title", "<b>Kepala</b>"), ("/assessment/total", "310,5")]);
        let late = browser.post(&mine, &address, &borrowed(&typed)).with_status(412);
        for told in ["Fakta diubah", "andi", "value=\"310,5\"", "&lt;b&gt;Kepala", "target=\"_blank\"", "id=\"late\""] {
            assert!(late.body.contains(told), "{told}: {}", late.body);
        }
        assert!(late.body.contains("Tersimpan sekarang: <strong>300,5</strong>"), "{}", late.body);
        assert!(late.body.contains("Tersimpan sekarang: <strong>Provinsi lain</strong>"), "{}", late.body);
        assert!(late.body.contains("href=\"#f/assessment/total\""), "{}", late.body);
        assert_eq!(facts_of(&agency, &case)["assessment"]["total"], "300.5", "nothing was recorded");
        // The same button once more, knowingly.
        browser.post(&late, &address, &borrowed(&typed)).with_status(303);
        assert_eq!(facts_of(&agency, &case)["assessment"]["total"], "310.5");
        // Gone back and sent otherwise: as late as anything else.
        let again = changed(&facts, &[("/assessment/total", "311,5")]);
        let late = browser.post(&late, &address, &borrowed(&again)).with_status(412);
        assert!(late.body.contains("value=\"311,5\""), "{}", late.body);
    });
}

#[test]
fn facts_that_are_closed_by_now_can_still_be_copied() {
    on_each_database(|app| {
        let (agency, mut browser, case) = draft(&app);
        let address = format!("{case}/facts");
        let shown = browser.get(&address).with_status(200);
        agency.post(&format!("/api/v1{case}/submission"), r#"{"keep_date":false}"#).with_status(200);
        let typed = changed(&facts_in(&shown.body), &[("/request/position/title", SCRIPT)]);
        let late = browser.post(&shown, &address, &borrowed(&typed)).with_status(409);
        assert!(late.body.contains("readonly") && late.body.contains("&lt;script&gt;alert(1)"), "{}", late.body);
        assert!(late.body.contains("Pengajuan") && !late.body.contains("<script>alert"), "{}", late.body);
    });
}

/// The fields of facts as the form shows them.
fn facts_in(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let form = page.split("<form class=\"facts\"").nth(1).expect("a form").split("</form>").next().unwrap_or_default();
    for tag in form.split("<input").skip(1).filter_map(|it| it.split('>').next()) {
        if tag.contains("type=\"text\"") || tag.contains("type=\"date\"") {
            fields.push((between(tag, " name=\""), between(tag, " value=\"")));
        }
    }
    for select in form.split("<select").skip(1).filter_map(|it| it.split("</select>").next()) {
        let chosen = select.split("<option").skip(1).find(|it| it.contains(" selected"));
        fields.push((between(select, "name=\""), chosen.map(|it| between(it, "value=\"")).unwrap_or_default()));
    }
    fields
}

fn between(text: &str, mark: &str) -> String {
    text.split(mark).nth(1).and_then(|it| it.split('"').next()).unwrap_or_default().to_owned()
}

fn changed(fields: &[(String, String)], others: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        fields.iter().filter(|it| !others.iter().any(|other| other.0 == it.0)).cloned().collect();
    all.extend(others.iter().map(|it| (it.0.to_owned(), it.1.to_owned())));
    all
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect()
}

/// What a verifier chose and typed.
const FOUND: [(&str, &str); 7] = [
    ("find:/assessment/total", "correct"),
    ("why:/assessment/total", "as in the letter"),
    ("value:/assessment/total", "341,5"),
    ("find:/agency/kind", "dispute"),
    ("why:/agency/kind", "no <decree>"),
    ("rest", "verified"),
    ("reason", "as in the file"),
];

#[test]
fn a_verification_of_facts_that_came_back_otherwise_keeps_what_was_found() {
    on_each_database(|app| {
        let (agency, case) = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/verification");
        let shown = siti.get(&work).with_status(200);
        let name = between(shown.body.split("value:/agency/name\"").nth(1).expect("a field"), "value=\"");
        // Returned by another verifier, changed and submitted again.
        let other = app.person("verifier", "dewi");
        other.post(&format!("/api/v1{case}/return"), r#"{"reason":"the name is wrong"}"#).with_status(200);
        let mut facts = facts_of(&agency, &case);
        facts["agency"]["name"] = json!("Provinsi yang benar");
        agency.put(&format!("/api/v1{case}/facts"), &json!({ "case": facts }).to_string()).with_status(200);
        agency.post(&format!("/api/v1{case}/submission"), r#"{"keep_date":false}"#).with_status(200);
        let typed = [&FOUND[..], &[("value:/agency/name", name.as_str())]].concat();
        let late = siti.submit(&shown, &work, &typed).with_status(412);
        for told in ["value=\"341,5\"", "no &lt;decree&gt;", "as in the file", "the name is wrong", "dewi"] {
            assert!(late.body.contains(told), "{told}: {}", late.body);
        }
        assert!(late.body.contains("tersimpan sekarang: <strong>Provinsi yang benar</strong>"), "{}", late.body);
        let before = version_of(&agency, &case);
        siti.submit(&late, &work, &typed).with_status(303);
        assert_ne!(version_of(&agency, &case), before);
        assert_eq!(facts_of(&agency, &case)["assessment"]["total"], "341.5");
        // Now it is verified: another form of the same page can only be copied.
        let after = siti.submit(&shown, &work, &FOUND).with_status(409);
        assert!(after.body.contains("readonly") && after.body.contains("as in the file"), "{}", after.body);
    });
}

#[test]
fn reasons_are_kept_where_their_step_is_over_or_the_case_moved_on() {
    on_each_database(|app| {
        let (case, _, verifier, _) = verified_case(&app, SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let (case, review) = (page(&case), format!("/rulings/{}/review", ruled.text("/id")));
        let mut andi = Browser::signed_in(&app, "agency", "andi");
        let mut budi = Browser::signed_in(&app, "reviewer", "budi");
        let objecting = andi.get(&format!("{case}/objection")).with_status(200);
        let reviewing = budi.get(&review).with_status(200);
        // Another reviewer confirms first.
        let other = app.person("reviewer", "wati");
        let confirmed = r#"{"verdict":"confirmed","reason":"right"}"#;
        other.post(&format!("/api/v1/rulings/{}/reviews", ruled.text("/id")), confirmed).with_status(201);
        let typed = [("verdict", "remanded"), ("reason", "the <decree> is missing")];
        let late = budi.post(&reviewing, &review, &typed).with_status(409);
        for told in ["readonly", "the &lt;decree&gt; is missing", "wati", "Pengukuhan"] {
            assert!(late.body.contains(told), "{told}: {}", late.body);
        }
        // The agency may still object, and says so knowingly.
        let objection = format!("{case}/objection");
        let typed = [("reason", "the total is wrong"), ("sure", "yes")];
        let late = andi.post(&objecting, &objection, &typed).with_status(412);
        assert!(late.body.contains("the total is wrong") && late.body.contains("wati"), "{}", late.body);
        andi.post(&late, &objection, &typed).with_status(303);
        let over = andi.post(&objecting, &objection, &typed).with_status(409);
        assert!(over.body.contains("readonly") && over.body.contains("the total is wrong"), "{}", over.body);
    });
}

#[test]
fn what_was_typed_when_the_session_ended_is_sent_again_and_recorded_once() {
    on_each_database(|app| {
        let (agency, case) = submitted(&app);
        let siti = app.person("verifier", "siti");
        let mut browser = Browser::with_key(&app, &siti.key);
        let work = format!("{case}/return");
        let shown = browser.get(&work).with_status(200);
        browser.is_signed_out_elsewhere();
        let before = version_of(&agency, &case);
        let ended = browser.submit(&shown, &work, &[("reason", SCRIPT)]).with_status(401);
        assert!(ended.body.contains("Sesi Anda sudah berakhir") && ended.body.contains("rel=\"noopener\""));
        assert!(ended.body.contains("&lt;script&gt;") && !ended.body.contains("<script>alert"), "{}", ended.body);
        let kept = hidden_fields(&ended.body, &work);
        assert!(kept.iter().any(|it| it.0 == "reason" && it.1 == SCRIPT), "{kept:?}");
        assert!(!kept.iter().any(|it| it.0 == "csrf" || it.0 == "key"), "{kept:?}");
        // Still nobody: the same page again.
        let ended = browser.submit(&ended, &work, &[]).with_status(401);
        // Signed in beside it, with the cookie of the same browser.
        let asking = browser.get("/sign-in?back=%2Fsign-in%2Fdone").with_status(200);
        browser.post(&asking, "/sign-in", &[("key", &siti.key)]).with_status(303);
        assert!(browser.get("/sign-in/done").with_status(200).body.contains("Anda sudah masuk"));
        let asked = browser.submit(&ended, &work, &[]).with_status(403);
        assert!(asked.body.contains("Kirim sebagai siti"), "{}", asked.body);
        assert!(asked.body.contains("&lt;script&gt;") && !asked.body.contains("<script>alert"), "{}", asked.body);
        assert_eq!(version_of(&agency, &case), before, "nothing is recorded before somebody says so");
        let done = browser.submit(&asked, &work, &[]).with_status(303);
        assert_eq!(browser.submit(&asked, &work, &[]).with_status(303).header("location"), done.header("location"));
        let events = agency.get(&format!("/api/v1{case}/history")).with_status(200);
        assert_eq!(events.body.matches("\"return\"").count(), 1, "{}", events.body);
        // The first page is of a session that is over, and its case has changed.
        let asked = browser.submit(&shown, &work, &[("reason", "x")]).with_status(403);
        browser.submit(&asked, &work, &[]).with_status(409);
    });
}

#[test]
fn another_role_that_signed_in_meanwhile_sends_nothing() {
    on_each_database(|app| {
        let (_, case) = submitted(&app);
        let mut browser = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/return");
        let shown = browser.get(&work).with_status(200);
        let key = app.person("reviewer", "budi").key;
        let asking = browser.get("/sign-in").with_status(200);
        browser.post(&asking, "/sign-in", &[("key", &key)]).with_status(303);
        let refused = browser.submit(&shown, &work, &[("reason", "as siti wrote")]).with_status(403);
        assert!(!refused.body.contains("Kirim sebagai"), "{}", refused.body);
    });
}

#[test]
fn what_other_sites_send_is_refused_and_never_shown() {
    on_each_database(|app| {
        let (_, case) = submitted(&app);
        let mut browser = Browser::signed_in(&app, "verifier", "siti");
        let mut nobody = Browser::new(&app);
        let work = format!("{case}/return");
        let own = format!("http://{}", app.address);
        for headers in [
            &[("origin", "https://evil.example")][..],
            &[("sec-fetch-site", "cross-site"), ("origin", own.as_str())],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "null")],
        ] {
            for it in [&mut browser, &mut nobody] {
                let refused = it.send("POST", &work, headers, "reason=planted&csrf=0").with_status(403);
                assert!(refused.body.contains("foreign-form") && !refused.body.contains("planted"), "{headers:?}");
            }
        }
        // What does not say where it comes from is not shown either.
        assert!(!browser.send("POST", &work, &[], "reason=planted").with_status(403).body.contains("planted"));
        nobody.send("POST", &work, &[], "reason=planted").with_status(303);
        // A key that signs in is never given back.
        let headers = [("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
        let refused = browser.send("POST", "/sign-in", &headers, "key=tb_secret&csrf=0").with_status(403);
        assert!(!refused.body.contains("tb_secret"), "{}", refused.body);
        let kept = nobody.send("POST", &work, &headers, "reason=mine").with_status(401);
        let policy = kept.header("content-security-policy").expect("a policy");
        assert!(policy.contains("frame-ancestors 'none'") && kept.body.contains("value=\"mine\""), "{}", kept.body);
    });
}

#[test]
fn a_value_beside_a_state_that_excludes_it_is_refused() {
    on_each_database(|app| {
        let (agency, mut browser, case) = draft(&app);
        let address = format!("{case}/facts");
        let shown = browser.get(&address).with_status(200);
        let facts = facts_in(&shown.body);
        let both = [
            ("/assessment/total", "300"),
            ("state:/assessment/total", "~unknown"),
            ("why:/assessment/total", "not found"),
        ];
        let refused = browser.post(&shown, &address, &borrowed(&changed(&facts, &both))).with_status(422);
        assert!(refused.body.contains("id=\"f/assessment/total-errors\""), "{}", refused.body);
        assert!(refused.body.contains("kosongkan nilainya") && refused.body.contains("value=\"300\""));
        assert_eq!(version_of(&agency, &case), "1");
        let group = [("state:/assessment", "~unknown"), ("why:/assessment", "burnt")];
        let refused = browser.post(&shown, &address, &borrowed(&changed(&facts, &group))).with_status(422);
        assert!(refused.body.contains("name=\"drop:/assessment\""), "{}", refused.body);
        let dropped = [&group[..], &[("drop:/assessment", "yes")]].concat();
        browser.post(&refused, &address, &borrowed(&changed(&facts, &dropped))).with_status(303);
        assert_eq!(facts_of(&agency, &case)["assessment"], json!({"unknown": "burnt"}));
    });
}

#[test]
fn evidence_is_replaced_only_by_whoever_says_so() {
    on_each_database(|app| {
        let (agency, mut browser, case) = draft(&app);
        let address = format!("{case}/evidence");
        let fields = [("fact", "/assessment"), ("reference", "Keputusan 12/2021")];
        let shown = browser.get(&address).with_status(200);
        browser.submit_files(&shown, &address, &fields, &[["file", "a.pdf", "application/pdf", PDF]]).with_status(303);
        let before = facts_of(&agency, &case)["evidence"]["/assessment"].clone();
        let shown = browser.get(&address).with_status(200);
        let other = [["file", "b.pdf", "application/pdf", "%PDF-1.7\nlain\n%%EOF\n"]];
        let asked = browser.submit_files(&shown, &address, &fields, &other).with_status(422);
        for told in ["a.pdf", "name=\"replace\"", "replace-errors", "WIB", "b.pdf"] {
            assert!(asked.body.contains(told), "{told}: {}", asked.body);
        }
        assert_eq!(facts_of(&agency, &case)["evidence"]["/assessment"], before);
        // The file that was sent is still there: only the tick is missing.
        let select = asked.body.split("<select id=\"document\"").nth(1).expect("documents");
        let chosen = select.split("<option").find(|it| it.contains(" selected")).expect("the one that was sent");
        let sha256 = between(chosen, "value=\"");
        let ticked = [&fields[..], &[("document", sha256.as_str()), ("replace", "/assessment")]].concat();
        browser.submit(&asked, &address, &ticked).with_status(303);
        assert_eq!(facts_of(&agency, &case)["evidence"]["/assessment"]["sha256"], sha256);
    });
}

/// The fields of facts that a ruling reads: the document and the finding.
const READ: [(&str, &str); 4] = [
    ("file:/assessment/total", "find:/assessment/total"),
    ("file:/assessment/determined_on", "find:/assessment/determined_on"),
    ("file:/talent_management/data_updated_on", "find:/talent_management/data_updated_on"),
    ("file:/agency/kind", "find:/agency/kind"),
];

#[test]
fn a_verifier_attaches_documents_to_what_was_found() {
    on_each_database(|app| {
        let (agency, case) = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/verification");
        let shown = siti.get(&work).with_status(200);
        assert!(shown.body.contains("name=\"file:/assessment/total\""), "{}", shown.body);
        let file = READ.map(|it| [it.0, "temuan.pdf", "application/pdf", PDF]);
        // Without a finding, and without a note: told, and the document is not lost.
        let refused = siti.submit_files(&shown, &work, &[("rest", "verified")], &file).with_status(422);
        assert!(refused.body.contains("temuannya belum dipilih") && refused.body.contains("temuan.pdf"));
        let wrong = [["file:/assessment/total", "temuan.png", "image/png", PDF]];
        let typed = [&READ.map(|it| (it.1, "confirm"))[..], &[("rest", "verified"), ("reason", "seen")]].concat();
        let refused_kind = siti.submit_files(&shown, &work, &typed, &wrong).with_status(422);
        assert!(refused_kind.body.contains("tidak sesuai dengan jenisnya"), "{}", refused_kind.body);
        siti.submit(&refused, &work, &typed).with_status(303);
        let evidence = facts_of(&agency, &case)["evidence"]["/assessment/total"].clone();
        assert_eq!((&evidence["status"], &evidence["by"]), (&json!("verified"), &json!("siti")));
        let sha256 = evidence["sha256"].as_str().expect("a document").to_owned();
        let document = format!("/documents/{sha256}");
        assert!(siti.get(&case).with_status(200).body.contains(&document));
        let mut andi = Browser::with_key(&app, &agency.key);
        assert_eq!(andi.get(&document).with_status(200).body, PDF);
        let outlook = siti.get(&format!("{case}/ruling")).with_status(200);
        let ruled = siti.submit(&outlook, &format!("{case}/ruling"), &[]).with_status(303);
        let ruling = ruled.header("location").expect("a ruling").split('?').next().unwrap_or_default().to_owned();
        assert!(siti.get(&ruling).with_status(200).body.contains(&document), "the ruling names it");
    });
}

#[test]
fn a_document_with_evidence_of_facts_that_have_changed_is_not_kept_and_told() {
    on_each_database(|app| {
        let (_, mut browser, case) = draft(&app);
        let address = format!("{case}/evidence");
        let shown = browser.get(&address).with_status(200);
        browser.post(&shown, &address, &[("fact", "/agency"), ("reference", "Keputusan 1/2021")]).with_status(303);
        let fields = [("fact", "/assessment"), ("reference", "Keputusan 12/2021")];
        let file = [["file", "terlambat.pdf", "application/pdf", LATE]];
        let other = [("key", "another-form")];
        let late = browser.submit_files(&shown, &address, &[&fields[..], &other].concat(), &file).with_status(412);
        for told in ["Pilih lagi dokumennya: terlambat.pdf", "Keputusan 12/2021"] {
            assert!(late.body.contains(told), "{told}: {}", late.body);
        }
        browser.get(&format!("/documents/{LATE_SHA256}")).with_status(404);
        let kept = browser.submit_files(&late, &address, &fields, &file).with_status(303);
        assert!(kept.header("location").is_some_and(|it| it.ends_with("done=facts")));
        browser.get(&format!("/documents/{LATE_SHA256}")).with_status(200);
        // The same form once more was recorded already.
        browser.submit_files(&late, &address, &fields, &file).with_status(303);
        // A form that can still be sent names its document, and says that it is there.
        let shown = browser.get(&address).with_status(200);
        let refused = browser.submit_files(&shown, &address, &[("fact", "")], &file).with_status(422);
        assert!(refused.body.contains("Dokumennya sudah ada di layanan"), "{}", refused.body);
    });
}

/// A document that comes too late, and its SHA-256.
const LATE: &str = "%PDF-1.7\nTerlambat\n%%EOF\n";
const LATE_SHA256: &str = "0a47b16bbd2284e6b8442c7b647a2cc759012aa37046ac66c302b41883ffc333";

#[test]
fn documents_of_a_verification_that_cannot_be_taken_are_not_kept_and_told() {
    on_each_database(|app| {
        let (agency, case) = submitted(&app);
        let mut siti = Browser::signed_in(&app, "verifier", "siti");
        let work = format!("{case}/verification");
        let shown = siti.get(&work).with_status(200);
        let file = |field| [[field, "terlambat.pdf", "application/pdf", LATE]];
        let typed = [("rest", "verified"), ("reason", "seen")];
        // Of a fact that is not there: nobody would look at it.
        let refused = siti.submit_files(&shown, &work, &typed, &file("file:/nothing/here")).with_status(422);
        assert!(refused.body.contains("berkas terlambat.pdf bukan untuk fakta"), "{}", refused.body);
        let other = app.person("verifier", "dewi");
        other.post(&format!("/api/v1{case}/return"), r#"{"reason":"the name is wrong"}"#).with_status(200);
        let version = version_of(&agency, &case);
        let typed = [&typed[..], &[("version", version.as_str())]].concat();
        let late = siti.submit_files(&shown, &work, &typed, &file("file:/assessment/total")).with_status(409);
        assert!(late.body.contains("seen") && late.body.contains("terlambat.pdf"), "{}", late.body);
        let mut andi = Browser::with_key(&app, &agency.key);
        andi.get(&format!("/documents/{LATE_SHA256}")).with_status(404);
    });
}

#[test]
fn evidence_of_facts_that_are_closed_by_now_can_still_be_copied() {
    on_each_database(|app| {
        let (agency, mut browser, case) = draft(&app);
        let address = format!("{case}/evidence");
        let shown = browser.get(&address).with_status(200);
        let option = shown.body.split("value=\"/assessment\"").nth(1).expect("a fact to choose");
        let named = option.split('>').nth(1).and_then(|it| it.split('<').next()).expect("its name").to_owned();
        agency.post(&format!("/api/v1{case}/submission"), r#"{"keep_date":false}"#).with_status(200);
        let fields = [("fact", "/assessment"), ("reference", "Keputusan 12/2021")];
        let file = [["file", "terlambat.pdf", "application/pdf", LATE]];
        let late = browser.submit_files(&shown, &address, &fields, &file).with_status(409);
        for told in ["Pengajuan", &named, "Keputusan 12/2021", "terlambat.pdf"] {
            assert!(late.body.contains(told), "{told}: {}", late.body);
        }
        browser.get(&format!("/documents/{LATE_SHA256}")).with_status(404);
    });
}
