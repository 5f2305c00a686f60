//! The life of a case, told operation by operation: what is asked, what is answered.
//!
//! New operations are told here as well; with `UPDATE_EXPECT=1` the examples of the description are written from it.

use serde_json::{Map, Value, json};

use crate::client::Reply;
use crate::judgements;
use crate::support::{Person, SULSEL, TestApp, facts, fresh_key};

/// One operation as it was asked for and answered.
pub(crate) struct Told {
    pub(crate) operation: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) request: String,
    pub(crate) reply: Reply,
}

/// What was told so far.
#[derive(Default)]
pub(crate) struct Story {
    pub(crate) told: Vec<Told>,
}

/// A document that somebody could send.
const PDF: &[u8] = b"%PDF-1.7\n% Berita acara penilaian\n%%EOF\n";

/// Answers larger than this are no examples, in bytes.
const LARGEST: usize = 24_000;

impl Story {
    /// Asks, and adds it to what was told; the answer must be a success.
    pub(crate) fn tell(
        &mut self,
        operation: &'static str,
        person: &Person,
        (method, path): (&'static str, &str),
        request: &str,
    ) -> Reply {
        let reply = match method {
            "GET" => person.get(path),
            // Drafts are written over their first version.
            "PUT" if path.contains("/drafts/") => {
                person.send("PUT", path, &[("idempotency-key", &fresh_key()), ("if-match", "\"1\"")], request)
            }
            "PUT" => person.put(path, request),
            _ => person.post(path, request),
        };
        assert!((200..300).contains(&reply.status), "{operation}: {} {}", reply.status, reply.body);
        let (path, request) = (path.to_owned(), request.to_owned());
        self.told.push(Told { operation, method, path, request, reply: reply.clone() });
        reply
    }

    /// Adds what was asked otherwise than with JSON.
    fn told(&mut self, operation: &'static str, (method, path): (&'static str, &str), reply: Reply) {
        self.told.push(Told { operation, method, path: path.to_owned(), request: String::new(), reply });
    }
}

impl Told {
    /// As it is kept beside the description.
    pub(crate) fn example(&self) -> Value {
        let mut example = Map::new();
        example.insert("path".to_owned(), json!(self.path));
        if let Ok(request) = serde_json::from_str(&self.request) {
            example.insert("request".to_owned(), request);
        }
        example.insert("status".to_owned(), json!(self.reply.status));
        let response = serde_json::from_str(&self.reply.body).ok().filter(|_| self.reply.body.len() < LARGEST);
        if let Some(response) = response {
            example.insert("response".to_owned(), response);
        }
        Value::Object(example)
    }
}

/// Everything that can be done with the interface, each operation once at least.
pub(crate) fn whole_story(app: &mut TestApp) -> Story {
    let mut story = Story::default();
    let agency = app.person("agency", "andi");
    about_the_rules(&mut story, &agency);
    about_a_case(&mut story, app, &agency);
    about_drafts(&mut story, app);
    about_the_service(&mut story, app, &agency);
    about_a_judgement(&mut story, app);
    story
}

fn about_the_rules(story: &mut Story, agency: &Person) {
    let edition = "/api/v1/rulebooks/exemption/editions/2018";
    story.tell("list_rulebooks", agency, ("GET", "/api/v1/rulebooks"), "");
    story.tell("read_rulebook", agency, ("GET", "/api/v1/rulebooks/exemption"), "");
    story.tell("read_edition", agency, ("GET", edition), "");
    story.tell("read_source", agency, ("GET", &format!("{edition}/source")), "");
    story.tell("read_schema", agency, ("GET", &format!("{edition}/schema")), "");
    let trial = json!({"rulebook": "exemption", "case": case()}).to_string();
    story.tell("preview_ruling", agency, ("POST", "/api/v1/rulings/preview"), &trial);
}

fn about_a_case(story: &mut Story, app: &TestApp, agency: &Person) {
    let (verifier, reviewer) = (app.person("verifier", "siti"), app.person("reviewer", "budi"));
    let new = json!({"rulebook": "exemption", "case": case()}).to_string();
    let other = story.tell("begin_case", agency, ("POST", "/api/v1/cases"), &new).text("/id");
    let id = story.tell("begin_case", agency, ("POST", "/api/v1/cases"), &new).text("/id");
    let place = format!("/api/v1/cases/{id}");
    let at = |below: &str| format!("{place}/{below}");
    let sha256 = about_a_document(story, agency);
    about_trying_out(story, agency, &place);
    story.tell("submit_case", agency, ("POST", &at("submission")), r#"{"keep_date": true}"#);
    let reason = r#"{"reason": "Nomor surat hasil penilaian belum dicantumkan."}"#;
    story.tell("return_case", &verifier, ("POST", &at("return")), reason);
    story.tell(
        "replace_facts",
        agency,
        ("PUT", &at("facts")),
        &json!({"case": case(), "evidence": {
            "/assessment/total": {"status": "claimed", "reference": "BA penilaian, hlm. 3", "sha256": sha256},
        }})
        .to_string(),
    );
    story.tell("submit_case", agency, ("POST", &at("submission")), r#"{"keep_date": true}"#);
    let verification = json!({
        "claimed_date_is_right": true,
        "evidence": {"/assessment": {"status": "verified", "reference": "BA penilaian, hlm. 3"}},
        "rest": "verified",
        "reason": "Berkas lengkap dan sesuai.",
    });
    story.tell("verify_case", &verifier, ("POST", &at("verification")), &verification.to_string());
    story.tell("list_facts", agency, ("GET", &at("facts")), "");
    about_a_ruling(story, (agency, &verifier, &reviewer), &at("ruling"));
    let objection = r#"{"reason": "Nilai total tidak sesuai dengan surat terakhir."}"#;
    story.tell("object", agency, ("POST", &at("objection")), objection);
    let withdrawal = r#"{"reason": "Jabatan sudah diisi dengan cara lain."}"#;
    story.tell("withdraw_case", agency, ("POST", &format!("/api/v1/cases/{other}/withdrawal")), withdrawal);
    story.tell("list_cases", agency, ("GET", "/api/v1/cases?state=objected"), "");
    story.tell("list_deadlines", agency, ("GET", "/api/v1/deadlines"), "");
    story.tell("read_case", agency, ("GET", &place), "");
    story.tell("read_history", agency, ("GET", &at("history")), "");
}

fn about_drafts(story: &mut Story, app: &TestApp) {
    let (writer, publisher) = (app.person("policy", "ratna"), app.person("publisher", "bambang"));
    let drafts = "/api/v1/rulebooks/exemption/drafts";
    let abandoned = story.tell("begin_draft", &writer, ("POST", drafts), r#"{"note": "Percobaan."}"#).text("/id");
    let note = r#"{"note": "Catatan kaki edisi 2026 diperbaiki."}"#;
    let draft = story.tell("begin_draft", &writer, ("POST", drafts), note).text("/id");
    let place = format!("/api/v1/drafts/{draft}");
    let at = |below: &str| format!("{place}/{below}");
    let note = r#"{"note": "Catatan kaki edisi 2026 diperbaiki; sumber disebut."}"#;
    let sha256 = story.tell("write_draft", &writer, ("PUT", &place), note).text("/sha256");
    story.tell("read_draft", &publisher, ("GET", &place), "");
    story.tell("check_draft", &publisher, ("POST", &at("check")), "");
    story.tell("weigh_draft", &publisher, ("POST", &at("impact")), "");
    let approval =
        json!({"sha256": sha256, "effective_on": "2099-01-01", "reason": "Berlaku setelah peraturan pelaksananya."})
            .to_string();
    let publication = story.tell("approve_draft", &publisher, ("POST", &at("approval")), &approval).text("/id");
    let withdrawal = r#"{"reason": "Sudah termuat dalam rancangan lain."}"#;
    let abandoned = format!("/api/v1/drafts/{abandoned}/withdrawal");
    story.tell("withdraw_draft", &writer, ("POST", &abandoned), withdrawal);
    story.tell("list_drafts", &publisher, ("GET", drafts), "");
    let publications = "/api/v1/rulebooks/exemption/publications";
    story.tell("list_publications", &publisher, ("GET", publications), "");
    story.tell("read_publication", &publisher, ("GET", &format!("{publications}/{publication}")), "");
}

/// What would be ruled on a case, as it stands and otherwise.
fn about_trying_out(story: &mut Story, agency: &Person, place: &str) {
    story.tell("pre_check", agency, ("GET", &format!("{place}/pre-check")), "");
    let simulation = json!({"case": place.rsplit('/').next(), "variants": [
        {"name": "Nilai naik", "facts": {"/assessment/total": "380.0"}},
        {"name": "Nilai belum terbit", "facts": {"/assessment/total": {"unknown": "surat hasil belum terbit"}}},
    ]});
    story.tell("simulate", agency, ("POST", "/api/v1/simulations"), &simulation.to_string());
}

/// A ruling, and what is said of it.
fn about_a_ruling(story: &mut Story, (agency, verifier, reviewer): (&Person, &Person, &Person), place: &str) {
    let ruling = story.tell("rule", verifier, ("POST", place), "{}").text("/id");
    let ruling = format!("/api/v1/rulings/{ruling}");
    story.tell("read_ruling", agency, ("GET", &ruling), "");
    story.tell("replay", agency, ("GET", &format!("{ruling}/replay")), "");
    story.tell("read_explanation", agency, ("GET", &format!("{ruling}/explanation?language=id")), "");
    story.tell("read_letter", agency, ("GET", &format!("{ruling}/letter?language=id")), "");
    story.tell("read_receipt", agency, ("GET", &format!("{ruling}/receipt")), "");
    let review = r#"{"verdict": "confirmed", "reason": "Sesuai dengan fakta yang diverifikasi."}"#;
    story.tell("review", reviewer, ("POST", &format!("{ruling}/reviews")), review);
    story.tell("list_reviews", agency, ("GET", &format!("{ruling}/reviews")), "");
}

/// A document that was sent; its hash.
fn about_a_document(story: &mut Story, agency: &Person) -> String {
    let place = "/api/v1/documents?name=BA%20penilaian.pdf";
    let document = agency.upload(place, "application/pdf", PDF).with_status(201);
    let sha256 = document.text("/sha256");
    story.told("send_document", ("POST", place), document);
    story.tell("read_document", agency, ("GET", &format!("/api/v1/documents/{sha256}")), "");
    sha256
}

/// No rulebook that is shipped leaves anything to judgement; this one does, and comes last.
fn about_a_judgement(story: &mut Story, app: &mut TestApp) {
    judgements::with_grants(app);
    let case = judgements::verified(&app.person("agency", "andi"), &app.person("verifier", "siti"));
    let judgement = r#"{"answer": "yes", "reason": "Anggaran mencukupi, dan pelaksananya sudah ditunjuk."}"#;
    let place = format!("{case}/judgements/plan_convinces");
    story.tell("judge", &app.person("reviewer", "budi"), ("PUT", &place), judgement);
}

fn about_the_service(story: &mut Story, app: &TestApp, agency: &Person) {
    story.tell("read_health", agency, ("GET", "/healthz"), "");
    story.tell("read_readiness", agency, ("GET", "/readyz"), "");
    story.tell("read_metrics", &app.person("auditor", "edi"), ("GET", "/metrics"), "");
    story.tell("read_description", agency, ("GET", "/api/v1/openapi.json"), "");
}

/// A real case.
fn case() -> Value {
    serde_json::from_str(&facts(SULSEL)).expect("the file is JSON")
}
