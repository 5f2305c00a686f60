//! An agency on its way through the pages: it writes a case, supports it, checks it, submits it, ends it.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::client::Reply;
use crate::support::{Person, TestApp, fresh_key, on_each_database};

const PDF: &str = "%PDF-1.7\nSurat penetapan\n%%EOF\n";

/// The facts of a case as they are typed.
const FACTS: &[(&str, &str)] = &[
    ("/agency/name", "Pemerintah Provinsi <script>alert(1)</script>"),
    ("/agency/kind", "province"),
    ("/assessment/determined_on", "2021-12-07"),
    ("/assessment/total", "340,5"),
    ("state:/assessment/aspects", "~none"),
    ("state:/talent_management/regulation_set_on", "~none"),
    ("state:/talent_management/committee_formed_on", "~none"),
    ("/talent_management/data_updated_on", "2020-01-15"),
    ("state:/succession_plan", "~none"),
    ("state:/approval", "~none"),
    ("state:/reports/last_report_on", "~unknown"),
    ("why:/reports/last_report_on", "arsip belum ditemukan"),
    ("/request/submitted_on", "2022-06-22"),
    ("/request/position/code", "JPT-01"),
    ("/request/position/title", "Kepala Dinas"),
    ("/request/position/level", "pratama"),
];

/// The facts with some typed otherwise.
pub(crate) fn with<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> =
        FACTS.iter().copied().filter(|it| !others.iter().any(|other| other.0 == it.0)).collect();
    all.extend(others);
    all
}

pub(crate) fn case_of(reply: &Reply) -> String {
    let location = reply.header("location").expect("a way on");
    location.trim_start_matches("/cases/").split('?').next().unwrap_or_default().to_owned()
}

fn begun(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let shown = browser.get("/cases/new?rulebook=exemption").with_status(200);
    case_of(&browser.post(&shown, "/cases/new", fields).with_status(303))
}

fn facts_of(agency: &Person, case: &str) -> Value {
    agency.get(&format!("/api/v1/cases/{case}")).with_status(200).json()["facts"].clone()
}

fn agency_of(app: &TestApp) -> (Person, Browser) {
    let agency = app.person("agency", "andi");
    let browser = Browser::with_key(app, &agency.key);
    (agency, browser)
}

#[test]
fn a_case_is_written_as_people_write() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let facts = facts_of(&agency, &case);
        assert_eq!(facts["assessment"], json!({"determined_on": "2021-12-07", "total": "340.5", "aspects": null}));
        assert_eq!(facts["reports"], json!({"last_report_on": {"unknown": "arsip belum ditemukan"}}));
        assert_eq!((&facts["succession_plan"], &facts["approval"]), (&Value::Null, &Value::Null));
        // What was typed stands in the form again, and runs nowhere.
        let shown = browser.get(&format!("/cases/{case}/facts")).with_status(200).body;
        assert!(shown.contains("value=\"340,5\"") && !shown.contains("<script>alert"), "{shown}");
        assert!(shown.contains("Edisi ditentukan oleh isian"), "{shown}");
    });
}

#[test]
fn everything_that_is_wrong_is_told_at_its_field_and_nothing_is_lost() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let wrong = with(&[
            ("/assessment/total", "340.5"),
            ("/assessment/determined_on", "2021-13-07"),
            ("why:/reports/last_report_on", ""),
            ("/request/position/title", "Kepala Dinas\u{202e}"),
        ]);
        let shown = browser.get("/cases/new?rulebook=exemption").with_status(200);
        let refused = browser.post(&shown, "/cases/new", &wrong).with_status(422).body;
        for place in
            ["/assessment/total", "/assessment/determined_on", "/reports/last_report_on", "/request/position/title"]
        {
            assert!(refused.contains(&format!("href=\"#f{place}\"")), "{place} in the summary: {refused}");
            assert!(refused.contains(&format!("id=\"f{place}-errors\"")), "{place} at its field: {refused}");
        }
        assert!(refused.contains("value=\"340.5\"") && refused.contains("value=\"2021-13-07\""), "{refused}");
        assert!(refused.contains("340,5"), "{refused}");
        assert_eq!(agency.get("/api/v1/cases").json()["items"], json!([]));
        // An empty form is a draft as well.
        let case = begun(&mut browser, &[]);
        assert_eq!(agency.get(&format!("/api/v1/cases/{case}")).text("/state"), "draft");
    });
}

#[test]
fn rows_come_and_go_without_a_script() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let list = "/succession_plan/positions";
        let typed = with(&[("state:/succession_plan", ""), ("/succession_plan/set_on", "2026-01-12")]);
        let shown = browser.get("/cases/new?rulebook=exemption").with_status(200);
        let shown = browser.post(&shown, "/cases/new", &[&typed[..], &[("add", list)]].concat()).with_status(200);
        assert!(shown.body.contains("name=\"/succession_plan/positions/0/code\"") && shown.body.contains("2026-01-12"));
        let row = [("/succession_plan/positions/0/code", "JPT-01"), ("row", "/succession_plan/positions/0")];
        let more = [("add", "/succession_plan/positions/0/successors")];
        let shown = browser.post(&shown, "/cases/new", &[&typed[..], &row, &more].concat()).with_status(200);
        assert!(shown.body.contains("name=\"/succession_plan/positions/0/successors/0/box\""), "{}", shown.body);
        let inner = [
            ("row", "/succession_plan/positions/0/successors/0"),
            ("/succession_plan/positions/0/successors/0/box", "9"),
        ];
        let done = browser.post(&shown, "/cases/new", &[&typed[..], &row, &inner].concat()).with_status(303);
        let case = case_of(&done);
        let plan = &facts_of(&agency, &case)["succession_plan"];
        assert_eq!(plan["positions"], json!([{"code": "JPT-01", "successors": [{"box": 9}]}]));
        let address = format!("/cases/{case}/facts");
        let shown = browser.get(&address).with_status(200);
        let less = [("remove", "/succession_plan/positions/0")];
        let shown = browser.post(&shown, &address, &[&typed[..], &row, &less].concat()).with_status(200);
        assert!(!shown.body.contains("name=\"/succession_plan/positions/0/code\""));
        // Its number is never given again.
        let shown = browser.post(&shown, &address, &[&typed[..], &[("add", list)]].concat()).with_status(200);
        assert!(shown.body.contains("name=\"/succession_plan/positions/1/code\""), "{}", shown.body);
        // What is inside of a row stands below it, and a row is called by its place on the page.
        assert!(shown.body.contains("<tr class=\"below\">"), "{}", shown.body);
        let row = [("row", "/succession_plan/positions/1"), ("row", "/succession_plan/positions/1/successors/0")];
        let wrong = [("/succession_plan/positions/1/successors/0/box", "x")];
        let shown = browser.post(&shown, &address, &[&typed[..], &row, &wrong].concat()).with_status(422);
        assert!(shown.body.contains("Jabatan 1 › Suksesor 1") && !shown.body.contains("Jabatan 2"), "{}", shown.body);
    });
}

#[test]
fn days_are_typed_as_people_write_them_and_shown_in_words() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let typed = with(&[("/request/submitted_on", "22 Juni 2022"), ("/assessment/determined_on", "7/12/2021")]);
        let case = begun(&mut browser, &typed);
        let facts = facts_of(&agency, &case);
        assert_eq!(facts["request"]["submitted_on"], "2022-06-22");
        assert_eq!(facts["assessment"]["determined_on"], "2021-12-07");
        let shown = browser.get(&format!("/cases/{case}/facts")).with_status(200).body;
        assert!(
            shown.contains("<output class=\"day-words\" for=\"f/request/submitted_on\" hidden>22 Juni 2022</output>"),
            "{shown}"
        );
        let shown = browser.get("/cases/new?rulebook=exemption").with_status(200);
        let wrong = with(&[("/request/submitted_on", "31 Februari 2022")]);
        let refused = browser.post(&shown, "/cases/new", &wrong).with_status(422).body;
        assert!(
            refused.contains("value=\"31 Februari 2022\"") && refused.contains("bukan tanggal yang ada"),
            "{refused}"
        );
    });
}

#[test]
fn of_two_who_change_the_facts_one_is_told() {
    on_each_database(|app| {
        let (_, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let address = format!("/cases/{case}/facts");
        let (one, other) = (browser.get(&address), browser.get(&address));
        let sent = browser.post(&one, &address, FACTS).with_status(303);
        // Sent twice, it is done once.
        assert_eq!(browser.post(&one, &address, FACTS).with_status(303).header("location"), sent.header("location"));
        assert!(browser.post(&other, &address, FACTS).with_status(412).body.contains("berubah"));
    });
}

#[test]
fn evidence_is_a_reference_and_a_document() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let address = format!("/cases/{case}/evidence");
        let shown = browser.get(&address).with_status(200);
        let fields = [("fact", "/assessment"), ("reference", "Keputusan 12/2021")];
        browser.submit_files(&shown, &address, &fields, &[["file", "surat.png", "image/png", PDF]]).with_status(422);
        browser.submit_files(&shown, &address, &[("fact", "")], &[["file", "", "", ""]]).with_status(422);
        let kept = browser.submit_files(&shown, &address, &fields, &[["file", "surat.pdf", "application/pdf", PDF]]);
        kept.with_status(303);
        let evidence = facts_of(&agency, &case)["evidence"]["/assessment"].clone();
        assert_eq!((&evidence["status"], &evidence["reference"]), (&json!("claimed"), &json!("Keputusan 12/2021")));
        let sha256 = evidence["sha256"].as_str().expect("a document").to_owned();
        let shown = browser.get(&address).with_status(200);
        assert!(shown.body.contains("surat.pdf") && shown.body.contains(&sha256), "{}", shown.body);
        let document = browser.get(&format!("/documents/{sha256}")).with_status(200);
        assert_eq!((document.body.as_str(), document.header("content-type")), (PDF, Some("application/pdf")));
        assert!(document.header("content-disposition").is_some_and(|it| it.starts_with("attachment")));
        Browser::signed_in(&app, "agency", "lain").get(&format!("/documents/{sha256}")).with_status(404);
        // Changing the facts leaves the evidence where it is.
        let form = format!("/cases/{case}/facts");
        let editing = browser.get(&form);
        browser.post(&editing, &form, &with(&[("/assessment/total", "300")])).with_status(303);
        assert_eq!(facts_of(&agency, &case)["evidence"]["/assessment"], evidence);
        let shown = browser.get(&address).with_status(200);
        browser.post(&shown, &format!("{address}/removal"), &[("fact", "/assessment")]).with_status(303);
        assert!(facts_of(&agency, &case).get("evidence").is_none_or(|it| it == &json!({})));
    });
}

#[test]
fn a_form_with_a_file_comes_from_a_page_of_the_session() {
    on_each_database(|app| {
        let (_, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let address = format!("/cases/{case}/evidence");
        for body in
            ["", "--limit--\r\n", "--limit\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--limit--\r\n"]
        {
            let reply = browser.send_form(&address, "multipart/form-data; boundary=limit", body);
            assert!([400, 403].contains(&reply.status), "{}", reply.status);
        }
        assert_eq!(browser.send_form(&address, "multipart/form-data", "x").status / 100, 4);
    });
}

#[test]
fn a_spreadsheet_that_is_none_changes_nothing() {
    on_each_database(|app| {
        let (_, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let address = format!("/cases/{case}/plan");
        let shown = browser.get(&address).with_status(200);
        for bytes in ["", "PK\u{3}\u{4}", "PK\u{5}\u{6}\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "a,b,c"] {
            let reply =
                browser.submit_files(&shown, &address, &[], &[["file", "a.xlsx", "application/octet-stream", bytes]]);
            assert!(reply.with_status(422).body.contains("XLSX"), "{bytes:?}");
        }
    });
}

#[test]
fn a_pre_check_is_no_ruling_and_leads_to_what_is_missing() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let case = begun(&mut browser, &with(&[("/assessment/total", ""), ("/talent_management/data_updated_on", "")]));
        let shown = browser.get(&format!("/cases/{case}/pre-check")).with_status(200).body;
        assert!(shown.contains("Ini bukan putusan"), "{shown}");
        let submission = browser.get(&format!("/cases/{case}/submission")).with_status(200).body;
        for place in ["/assessment/total", "/talent_management/data_updated_on"] {
            assert!(submission.contains(&format!("/cases/{case}/facts#f{place}")), "{submission}");
        }
        assert!(!submission.contains("<button class=\"primary\" type=\"submit\">Ajukan kasus"), "{submission}");
        assert_eq!(agency.get(&format!("/api/v1/cases/{case}")).text("/version"), "1");
    });
}

#[test]
fn a_case_is_submitted_with_a_word_about_its_date_and_withdrawn_with_a_reason() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let address = format!("/cases/{case}/submission");
        let shown = browser.get(&address).with_status(200);
        assert!(shown.body.contains("22 Juni 2022"), "{}", shown.body);
        assert!(browser.post(&shown, &address, &[]).with_status(422).body.contains("date-errors"));
        let done = browser.post(&shown, &address, &[("date", "case"), ("key", &fresh_key())]).with_status(303);
        assert_eq!(done.header("location"), Some(format!("/cases/{case}?done=submission").as_str()));
        assert_eq!(agency.get(&format!("/api/v1/cases/{case}")).text("/claimed_on"), "2022-06-22");
        browser.get(&format!("/cases/{case}/facts")).with_status(409);
        let address = format!("/cases/{case}/withdrawal");
        let shown = browser.get(&address).with_status(200);
        let refused = browser.post(&shown, &address, &[("reason", " ")]).with_status(422).body;
        assert!(refused.contains("reason-errors") && refused.contains("sure-errors"), "{refused}");
        let fields = [("reason", "Menunggu penilaian."), ("sure", "yes"), ("key", &fresh_key())];
        browser.post(&shown, &address, &fields).with_status(303);
        assert_eq!(agency.get(&format!("/api/v1/cases/{case}")).text("/state"), "withdrawn");
        browser.get(&address).with_status(409);
    });
}

#[test]
fn an_objection_leads_back_to_verification() {
    on_each_database(|app| {
        let (agency, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let here = format!("/api/v1/cases/{case}");
        browser.get(&format!("/cases/{case}/objection")).with_status(409);
        let at = |step: &str| format!("{here}/{step}");
        agency.post(&at("submission"), r#"{"keep_date":false}"#).with_status(200);
        let verifier = app.person("verifier", "siti");
        verifier.post(&at("verification"), r#"{"rest":"verified"}"#).with_status(200);
        verifier.post(&at("ruling"), "{}").with_status(201);
        let address = format!("/cases/{case}/objection");
        let shown = browser.get(&address).with_status(200);
        let fields = [("reason", "Nilainya keliru."), ("sure", "yes")];
        browser.post(&shown, &address, &fields).with_status(303);
        assert_eq!(agency.get(&here).text("/state"), "objected");
    });
}

#[test]
fn the_engine_puts_everyone_into_their_box() {
    on_each_database(|mut app| {
        app.kill();
        app.start_again_with_rules(Path::new("rules"), &[]);
        let (agency, mut browser) = agency_of(&app);
        let choosing = browser.get("/cases/new").with_status(200).body;
        let (first, second) = (choosing.find("rulebook=exemption"), choosing.find("rulebook=succession"));
        assert!(first.is_some() && first < second, "{choosing}");
        let nine = include_str!("../../rules/succession/cases/e03-nine-people.json");
        let body = format!(r#"{{"rulebook":"succession","case":{nine}}}"#);
        let id = agency.post("/api/v1/cases", &body).with_status(201).text("/id");
        let address = format!("/cases/{id}/nine-box");
        let shown = browser.get(&address).with_status(200).body;
        assert_eq!(shown.matches("<circle").count(), 9, "{shown}");
        assert!(shown.contains("81,0") && shown.contains("C-09") && !shown.contains("style="), "{shown}");
        Browser::signed_in(&app, "verifier", "siti").get(&address).with_status(200);
        // Every rulebook has a form.
        for rulebook in ["succession", "self_assessment", "filling", "open_selection"] {
            browser.get(&format!("/cases/new?rulebook={rulebook}")).with_status(200);
        }
        let form = browser.get(&format!("/cases/{id}/facts")).with_status(200).body;
        assert!(form.contains("name=\"/candidates/8/held/0/started_on\"") && form.contains("value=\"90,0\""));
        // Of a list that nobody has filled in there is one line, with words of its own.
        let empty = agency.post("/api/v1/cases", r#"{"rulebook":"succession","case":{}}"#).with_status(201).text("/id");
        let trial = browser.get(&format!("/cases/{empty}/what-if")).with_status(200).body;
        assert!(trial.contains("<th scope=\"row\">Daftarnya belum diketahui</th>"), "{trial}");
        // Rules without a talent map say so.
        let without = begun(&mut browser, FACTS);
        let unmapped = browser.get(&format!("/cases/{without}/nine-box")).with_status(200).body;
        assert!(unmapped.contains("tidak memuat peta talenta"), "{unmapped}");
    });
}

#[test]
fn only_its_agency_writes_a_case() {
    on_each_database(|app| {
        let (_, mut browser) = agency_of(&app);
        let case = begun(&mut browser, FACTS);
        let paths = ["facts", "evidence", "plan", "submission", "withdrawal", "objection", "pre-check", "nine-box"];
        let mut other = Browser::signed_in(&app, "agency", "lain");
        for path in paths {
            other.get(&format!("/cases/{case}/{path}")).with_status(404);
        }
        let mut verifier = Browser::signed_in(&app, "verifier", "siti");
        verifier.get("/cases/new").with_status(403);
        verifier.get(&format!("/cases/{case}/facts")).with_status(403);
        other.get("/cases/new?rulebook=nothing").with_status(422);
    });
}
