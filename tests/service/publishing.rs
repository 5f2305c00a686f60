//! Rules on their way to being in force: drafted by one person, checked, approved by another; and old rulings that stay.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::Reply;
use crate::support::{Person, SULSEL, TestApp, facts, new_case, on_each_database, verified_case};

const DRAFTS: &str = "/api/v1/rulebooks/exemption/drafts";
pub(crate) const PUBLICATIONS: &str = "/api/v1/rulebooks/exemption/publications";
pub(crate) const RULES_2018: &str = "exemption/2018/exemption.aturan";
const CANARY: &str = "Canary-rules-93ab";
/// Far enough.
const FUTURE: &str = "2099-01-01";
/// One scenario instead of all, for thresholds that are not those of the law.
const ONE_SCENARIO: &str = "bahasa id

skenario \"Sulawesi Selatan\"
  diberikan kasus \"../cases/t01-sulsel-june-2022.json\"
  harapkan exemption adalah open_selection_required
  harapkan category adalah lacking
";

/// Who writes and who approves.
pub(crate) struct Desk {
    pub(crate) writer: Person,
    pub(crate) publisher: Person,
}

/// A draft as it stands, with its texts.
pub(crate) struct Draft {
    pub(crate) path: String,
    etag: String,
    sha256: String,
    files: Vec<Value>,
}

impl Desk {
    pub(crate) fn of(app: &TestApp) -> Self {
        Self { writer: app.person("policy", "ratna"), publisher: app.person("publisher", "bambang") }
    }

    pub(crate) fn begin(&self) -> Draft {
        let begun = self.writer.post(DRAFTS, "{}").with_status(201);
        self.read(begun.header("location").expect("a place"))
    }

    /// A draft of these files.
    pub(crate) fn begin_with(&self, files: &Value) -> Draft {
        let begun = self.writer.post(DRAFTS, &json!({"files": files}).to_string()).with_status(201);
        self.read(begun.header("location").expect("a place"))
    }

    fn read(&self, path: &str) -> Draft {
        let read = self.writer.get(path).with_status(200);
        let files = read.json()["files"].as_array().cloned().expect("files");
        let etag = read.header("etag").expect("a tag").to_owned();
        Draft { path: path.to_owned(), etag, sha256: read.text("/sha256"), files }
    }

    fn write(&self, draft: &Draft, body: &Value) -> Reply {
        put(&self.writer, &draft.path, &draft.etag, body)
    }

    /// Writes the files of the draft as they are now.
    pub(crate) fn keep(&self, draft: &Draft) -> Draft {
        self.write(draft, &json!({"files": draft.files, "note": "a test"})).with_status(200);
        self.read(&draft.path)
    }

    fn approve(&self, draft: &Draft, effective_on: &str, reason: &str) -> Reply {
        approve(&self.publisher, draft, effective_on, reason)
    }

    /// Publishes the draft from today on.
    pub(crate) fn publish(&self, draft: &Draft) -> Reply {
        self.approve(draft, "2026-01-01", "a test").with_status(201)
    }
}

impl Draft {
    pub(crate) fn change(&mut self, path: &str, change: impl Fn(&str) -> String) {
        let file = self.files.iter_mut().find(|it| it["path"] == path).expect("a file");
        file["text"] = change(file["text"].as_str().expect("a text")).into();
    }

    /// Other thresholds for the categories of 2018.
    pub(crate) fn raise_thresholds(&mut self) {
        self.change(RULES_2018, |it| it.replace("250.0", "390.0").replace("325.0", "395.0"));
        self.change("exemption/2018/scenarios.aturan", |_| ONE_SCENARIO.to_owned());
    }

    fn drop_edition(&mut self, edition: &str) {
        self.files.retain(|it| !it["path"].as_str().is_some_and(|it| it.starts_with(&format!("exemption/{edition}/"))));
    }
}

/// The day so many days after today.
fn days_ahead(days: u64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time after 1970");
    let day = i64::try_from(now.as_secs() / 86_400 + days).expect("a day that can be counted");
    timbang::engine::value::date::iso(day)
}

fn put(person: &Person, path: &str, etag: &str, body: &Value) -> Reply {
    let key = crate::support::fresh_key();
    person.send("PUT", path, &[("idempotency-key", &key), ("if-match", etag)], &body.to_string())
}

fn approve(person: &Person, draft: &Draft, effective_on: &str, reason: &str) -> Reply {
    let body = json!({"sha256": draft.sha256, "effective_on": effective_on, "reason": reason});
    person.post(&format!("{}/approval", draft.path), &body.to_string())
}

pub(crate) fn editions(person: &Person) -> Vec<(String, String)> {
    let book = person.get("/api/v1/rulebooks/exemption").with_status(200).json();
    let editions = book["editions"].as_array().cloned().expect("editions");
    editions.iter().map(|it| (it["edition"].to_string(), it["sha256"].to_string())).collect()
}

fn replay(person: &Person, ruling: &str) -> Value {
    person.get(&format!("{ruling}/replay")).with_status(200).json()
}

/// Whoever asks, the same bytes come out as were recorded.
fn replays(people: &[&Person], ruling: &str, recorded: &Reply) {
    for person in people {
        let again = replay(person, ruling);
        assert_eq!(again["same"], true, "{again}");
        assert_eq!(again["replayed_sha256"], recorded.text("/document_sha256"));
        assert_eq!((&again["facts_intact"], &again["differences"]), (&json!(true), &json!([])));
    }
}

/// The value of a definition in a ruling.
fn category(ruling: &Reply) -> String {
    let definitions = ruling.json()["document"]["definitions"].as_array().cloned().expect("definitions");
    definitions.iter().find(|it| it["id"] == "category").map(|it| it["value"].to_string()).expect("a category")
}

#[test]
fn a_case_is_ruled_by_what_is_published_now_and_an_old_ruling_stays_as_it_was() {
    on_each_database(|mut app| {
        let desk = Desk::of(&app);
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let first = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let old = first.header("location").expect("a place").to_owned();
        let mut draft = desk.begin();
        draft.raise_thresholds();
        let draft = desk.keep(&draft);
        let checked = desk.writer.post(&format!("{}/check", draft.path), "").with_status(200);
        assert_eq!((checked.text("/sound"), checked.text("/errors")), ("true".to_owned(), "0".to_owned()));
        assert_eq!(checked.text("/editions/0/passed"), "1");
        assert!(checked.json()["editions"][0]["coverage"]["open"].as_array().is_some_and(|it| !it.is_empty()));
        let impact = desk.publisher.post(&format!("{}/impact", draft.path), "").with_status(200);
        assert_eq!((impact.text("/rulings"), impact.text("/changed")), ("1".to_owned(), "0".to_owned()));
        let published = desk.publish(&draft);
        assert_eq!((published.text("/number"), published.text("/in_force")), ("1".to_owned(), "true".to_owned()));
        assert_eq!(published.text("/authors"), r#"["ratna"]"#);

        agency.post(&format!("{case}/objection"), r#"{"reason":"look again"}"#).with_status(200);
        verifier.post(&format!("{case}/verification"), r#"{"rest":"claimed"}"#).with_status(200);
        let second = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let new = second.header("location").expect("a place").to_owned();
        assert_eq!(second.text("/as_of"), first.text("/as_of"));
        assert_eq!(second.text("/rulebook_sha256"), published.text("/editions/0/sha256"));
        assert_ne!(second.text("/rulebook_sha256"), first.text("/rulebook_sha256"));
        assert_ne!(category(&second), category(&first));

        app.kill();
        app.start_again_with_rules(Path::new("no-such-folder"), &[]);
        let (agency, auditor) = (agency.at(&app), app.person("auditor", "dewi"));
        assert_eq!(agency.get(&old).with_status(200).body, first.body);
        for (ruling, recorded) in [(&old, &first), (&new, &second)] {
            replays(&[&agency, &auditor], ruling, recorded);
        }
        let by_hash = format!("/api/v1/rulebooks/exemption/editions/2018?sha256={}", first.text("/rulebook_sha256"));
        assert_eq!(agency.get(&by_hash).with_status(200).text("/publication/number"), "0");
        assert_eq!(agency.get("/api/v1/rulebooks/exemption/editions/2018").text("/publication/number"), "1");
    });
}

#[test]
fn whoever_wrote_a_version_does_not_approve_it_whatever_the_key() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let draft = desk.keep(&desk.begin());
        let helper = app.person("policy", "Sari Dewi");
        put(&helper, &draft.path, &draft.etag, &json!({"note": "a word"})).with_status(200);
        let draft = desk.keep(&desk.read(&draft.path));
        for name in ["ratna", "Ratna", "sari  dewi"] {
            let refused = approve(&app.person("publisher", name), &draft, FUTURE, "planned").with_status(409);
            assert_eq!(refused.text("/code"), "own-draft", "{name}");
        }
        let refused = approve(&desk.writer, &draft, FUTURE, "planned").with_status(403);
        assert_eq!(refused.json()["roles"], json!(["publisher"]));
        desk.approve(&draft, FUTURE, "planned").with_status(201);
    });
}

#[test]
fn a_publication_waits_for_its_day_and_today_needs_a_reason() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let mut draft = desk.begin();
        draft.raise_thresholds();
        let draft = desk.keep(&draft);
        let before = editions(&desk.writer);
        assert_eq!(desk.approve(&draft, "2020-01-01", " ").with_status(422).pointers(), ["/reason"]);
        assert_eq!(desk.approve(&draft, "2020-02-30", "x").with_status(422).pointers(), ["/effective_on"]);
        // The day of the service may be the next one already.
        let far = desk.approve(&draft, &days_ahead(369), "").with_status(422);
        assert_eq!(far.pointers(), ["/reason"]);
        assert!(far.body.contains("more than 366 days after today"), "{}", far.body);
        let published = desk.approve(&draft, &days_ahead(365), "").with_status(201);
        assert_eq!(published.text("/in_force"), "false");
        assert_eq!(editions(&desk.writer), before);
        assert_eq!(desk.approve(&draft, FUTURE, "planned").with_status(409).text("/code"), "draft-closed");
        let place = published.header("location").expect("a place").to_owned();
        assert_eq!(desk.publisher.get(&place).with_status(200).json()["files"], json!(draft.files));
        let history = app.person("agency", "andi").get(PUBLICATIONS).with_status(200).json();
        let numbers: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|it| &it["number"]).collect();
        assert_eq!(numbers, [1, 0]);
    });
}

#[test]
fn what_two_people_write_at_once_is_not_lost() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let draft = desk.begin();
        let seen = Draft { files: draft.files.clone(), path: draft.path.clone(), ..desk.read(&draft.path) };
        let missing = desk.writer.put(&draft.path, "{}").with_status(428);
        assert_eq!(missing.text("/code"), "if-match-missing");
        desk.keep(&draft);
        let late = desk.write(&draft, &json!({"note": "late"})).with_status(412);
        assert_eq!((late.text("/code"), late.text("/etag")), ("draft-changed".to_owned(), "\"2\"".to_owned()));
        let mut changed = desk.read(&draft.path);
        changed.raise_thresholds();
        desk.keep(&changed);
        // The approver looked at the texts before.
        let moved = desk.approve(&seen, FUTURE, "planned").with_status(409);
        assert_eq!((moved.text("/code"), moved.text("/version")), ("draft-moved-on".to_owned(), "3".to_owned()));
    });
}

#[test]
fn a_draft_that_does_not_know_the_latest_publication_has_to_be_looked_at_again() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let (early, mut other) = (desk.begin(), desk.begin());
        other.raise_thresholds();
        desk.publish(&desk.keep(&other));
        let behind = desk.approve(&early, FUTURE, "planned").with_status(409);
        assert_eq!((behind.text("/code"), behind.text("/latest")), ("draft-behind".to_owned(), "1".to_owned()));
        assert_eq!(desk.write(&early, &json!({"based_on": 2})).with_status(422).pointers(), ["/based_on"]);
        desk.write(&early, &json!({"files": other.files, "based_on": 1})).with_status(200);
        desk.approve(&desk.read(&early.path), FUTURE, "planned").with_status(201);
        // Another begins with what was published last.
        assert_eq!(desk.begin().files, desk.read(&early.path).files);
    });
}

#[test]
fn a_faulty_draft_is_refused_with_all_that_is_wrong() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let mut draft = desk.begin();
        draft.change(RULES_2018, |it| it.replace("paling kurang good", "paling kurang god"));
        let draft = desk.keep(&draft);
        let checked = desk.writer.post(&format!("{}/check", draft.path), "{}").with_status(200);
        let first = &checked.json()["diagnostics"][0];
        assert_eq!((&first["path"], &first["severity"]), (&json!(RULES_2018), &json!("error")));
        assert!(first["line"].as_u64() > Some(1) && first["message"].is_string(), "{first}");
        for refused in [
            desk.approve(&draft, FUTURE, "planned").with_status(422),
            desk.publisher.post(&format!("{}/impact", draft.path), "").with_status(422),
        ] {
            assert_eq!(refused.text("/code"), "draft-faulty");
            assert_eq!(&refused.json()["found"]["diagnostics"][0], first);
        }
        let mut failing = desk.begin();
        failing.raise_thresholds();
        failing.change("exemption/2018/scenarios.aturan", |_| ONE_SCENARIO.replace("adalah lacking", "adalah good"));
        let refused = desk.approve(&desk.keep(&failing), FUTURE, "planned").with_status(422).json();
        let scenario = &refused["found"]["editions"][0]["scenarios"][0];
        assert_eq!((&scenario["passed"], &scenario["expectations"][1]["passed"]), (&json!(false), &json!(false)));
        let mut empty = desk.begin();
        empty.files.retain(|it| it["path"] == "sources.aturan");
        assert_eq!(desk.approve(&desk.keep(&empty), FUTURE, "planned").with_status(422).text("/code"), "draft-faulty");
        assert_eq!(desk.writer.get(PUBLICATIONS).json()["items"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn an_edition_that_is_retired_leaves_its_rulings_alone() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let waiting = agency.begin(SULSEL);
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        let ruling = ruled.header("location").expect("a place").to_owned();
        let told =
            |it: &str| agency.send("GET", &format!("{ruling}/{it}"), &[("accept", "text/*")], "").with_status(200).body;
        let before = ["explanation", "letter"].map(told);
        let mut draft = desk.begin();
        draft.drop_edition("2018");
        let draft = desk.keep(&draft);
        let impact = desk.publisher.post(&format!("{}/impact", draft.path), "").with_status(200).json();
        assert_eq!((&impact["changed"], &impact["counts"][0]["to"]["outcome"]), (&json!(1), &json!("refused")));
        assert_eq!(impact["changed_cases"][0], case.rsplit('/').next().unwrap());
        desk.publish(&draft);
        assert_eq!(editions(&agency).len(), 2);
        assert_eq!(agency.get(&ruling).with_status(200).body, ruled.body);
        assert_eq!(replay(&agency, &ruling)["same"], true);
        assert_eq!(["explanation", "letter"].map(told), before);
        let refused = agency.post(&format!("{waiting}/submission"), r#"{"keep_date":true}"#).with_status(422);
        assert!(
            refused.body.contains("the edition 2018, which was in force on 2022-06-22, has been retired"),
            "{}",
            refused.body
        );
        agency.post("/api/v1/cases", &new_case(SULSEL)).with_status(422);
        let newer = facts(SULSEL).replace("2022-06-22", "2026-06-22");
        agency
            .post("/api/v1/rulings/preview", &format!(r#"{{"rulebook":"exemption","case":{newer}}}"#))
            .with_status(200);
    });
}

#[test]
fn another_tenant_sees_nothing_of_it() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let strangers = [("policy", "joko"), ("publisher", "ayu"), ("auditor", "edi")];
        let strangers = strangers.map(|(role, name)| app.person_of("other", role, name));
        let before = editions(&strangers[0]);
        let mut draft = desk.begin();
        draft.raise_thresholds();
        draft.change(RULES_2018, |it| format!("{it}\n-- {CANARY}\n"));
        let draft = desk.keep(&draft);
        let published = desk.publish(&draft);
        let place = published.header("location").expect("a place").to_owned();
        let of_hash = |it: &str| {
            let sha256 = published.text("/editions/0/sha256");
            format!("/api/v1/rulebooks/exemption/editions/2018{it}?sha256={sha256}")
        };
        desk.writer.get(&of_hash("/source")).with_status(200);
        for stranger in &strangers {
            for path in [draft.path.clone(), place.clone(), of_hash(""), of_hash("/source"), of_hash("/schema")] {
                assert_eq!(stranger.get(&path).with_status(404).text("/code"), "not-found", "{path}");
            }
            for path in ["/api/v1/rulebooks", "/api/v1/rulebooks/exemption/editions/2018/source", DRAFTS, PUBLICATIONS]
            {
                assert!(!stranger.get(path).with_status(200).body.contains(CANARY), "{path}");
            }
            assert_eq!(editions(stranger), before);
            assert_eq!(stranger.get(PUBLICATIONS).json()["items"].as_array().map(Vec::len), Some(1));
            assert_eq!(stranger.get(DRAFTS).json()["items"], json!([]));
        }
        put(&strangers[0], &draft.path, &draft.etag, &json!({})).with_status(404);
        approve(&strangers[1], &draft, FUTURE, "planned").with_status(404);
        for verb in ["check", "impact"] {
            strangers[1].post(&format!("{}/{verb}", draft.path), "").with_status(404);
        }
        published_by_others(draft, &strangers[0], &strangers[1]);
    });
}

/// The same rules, published elsewhere, come with their own texts.
fn published_by_others(draft: Draft, writer: &Person, publisher: &Person) {
    let theirs = writer.post(DRAFTS, &json!({"files": plain_of(&draft)}).to_string()).with_status(201);
    let theirs =
        Draft { path: theirs.header("location").expect("a place").to_owned(), sha256: theirs.text("/sha256"), ..draft };
    let brought = approve(publisher, &theirs, "2026-01-01", "a test").with_status(201);
    assert_eq!(brought.text("/number"), "1");
    let source = writer.get("/api/v1/rulebooks/exemption/editions/2018/source").with_status(200);
    assert!(!source.body.contains(CANARY));
}

fn plain_of(draft: &Draft) -> Vec<Value> {
    let mut plain =
        Draft { files: draft.files.clone(), path: String::new(), etag: String::new(), sha256: String::new() };
    plain.change(RULES_2018, |it| it.replace(CANARY, ""));
    plain.files
}

#[test]
fn files_that_cannot_be_kept_are_refused_in_place() {
    on_each_database(|app| {
        let desk = Desk::of(&app);
        let body = json!({
            "wrong": 1,
            "based_on": "x",
            "files": [
                {"path": "../a.aturan", "text": ""},
                {"path": "b.aturan", "text": 7},
                {"path": "b.aturan", "text": "", "mode": 3},
                {"text": "x".repeat(300_000)},
            ],
        });
        let refused = desk.writer.post(DRAFTS, &body.to_string()).with_status(422).pointers();
        for pointer in [
            "/wrong",
            "/based_on",
            "/files/0/path",
            "/files/1/text",
            "/files/2/path",
            "/files/2/mode",
            "/files/3/path",
            "/files/3/text",
        ] {
            assert!(refused.iter().any(|it| it == pointer), "{pointer}: {refused:?}");
        }
        let unknown = desk.writer.post("/api/v1/rulebooks/succession-x/drafts", "{}").with_status(422);
        assert_eq!(unknown.pointers(), ["/files"]);
        let begun = desk.begin();
        desk.writer.post(&format!("{}/withdrawal", begun.path), r#"{"reason":"begun by mistake"}"#).with_status(200);
        assert_eq!(desk.write(&begun, &json!({})).with_status(409).text("/state"), "withdrawn");
        assert_eq!(desk.approve(&begun, FUTURE, "planned").with_status(409).text("/code"), "draft-closed");
        assert_eq!(desk.writer.get(&begun.path).text("/reason"), "begun by mistake");
        assert_eq!(desk.writer.get(DRAFTS).json()["items"].as_array().map(Vec::len), Some(1));
    });
}

/// Where the copy of the rules lies.
pub(crate) fn copy(from: &Path, to: &Path) -> PathBuf {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file can be copied");
        }
    }
    to.to_path_buf()
}
