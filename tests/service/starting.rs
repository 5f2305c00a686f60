//! A service that cannot start says why, in the language of whoever runs it, and what to do. One that runs logs who asked for what.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::client::send;
use crate::support::{SULSEL, fresh_place, new_case};

/// A folder of its own, gone when dropped.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let (_, folder) = fresh_place();
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }

    fn database(&self) -> String {
        format!("database=sqlite:{}", self.0.join("data/timbang.db").display())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(&path, text).expect("a file can be written");
        path.display().to_string()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn timbang(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Exit code and what was said on standard error.
fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let output = timbang(&["serve"]).args(arguments).output().expect("the program runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A service that has begun, and its first line.
fn begun(mut serving: Command) -> (Child, String) {
    let mut process = serving.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut first = String::new();
    BufReader::new(process.stdout.take().expect("an output")).read_line(&mut first).expect("a line");
    (process, first)
}

/// Ends a service in order; what it said on standard error.
fn stopped(process: Child) -> String {
    Command::new("kill").arg(process.id().to_string()).status().expect("a signal can be sent");
    let output = process.wait_with_output().expect("the service ends");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_port_that_is_taken_is_told_in_both_languages() {
    let (place, taken) = (Place::new(), TcpListener::bind("127.0.0.1:0").expect("a free port"));
    let listen = format!("listen={}", taken.local_addr().expect("an address"));
    for (language, words) in [("en", "is taken by another program"), ("id", "sudah dipakai program lain")] {
        let (code, said) = refused(&["--language", language, "--set", &place.database(), "--set", &listen]);
        assert_eq!((code, said.contains(words), said.contains("--listen")), (Some(2), true, true), "{said}");
    }
}

#[test]
fn a_database_that_cannot_be_used_is_told_in_both_languages() {
    let place = Place::new();
    let file = place.file("file", "no folder");
    let within = format!("sqlite:{file}/timbang.db");
    for (language, words) in
        [("en", "choose another place with --database"), ("id", "pilih tempat lain dengan --database")]
    {
        let (code, said) = refused(&["--language", language, "--database", &within]);
        assert_eq!((code, said.contains(words), said.contains(&file)), (Some(2), true, true), "{said}");
    }
    for (language, words) in [("en", "see to the setting `database`"), ("id", "periksa pengaturan `database`")] {
        let (code, said) = refused(&["--language", language, "--database", "postgres://timbang:s3cret@127.0.0.1:9/x"]);
        assert_eq!((code, said.contains(words), said.contains("s3cret")), (Some(2), true, false), "{said}");
    }
}

#[test]
fn what_is_no_database_is_told_with_its_path() {
    let place = Place::new();
    let folder = place.0.display().to_string();
    let file = place.file("notes.txt", &"this is no database at all, only a text\n".repeat(100));
    for (path, english, indonesian) in [
        (&folder, "this is a folder, not the file of a database", "ini folder, bukan berkas basis data"),
        (&file, "is no SQLite database", "bukan basis data SQLite"),
    ] {
        for (language, words) in [("en", english), ("id", indonesian)] {
            let database = format!("sqlite:{path}");
            let (code, said) = refused(&["--language", language, "--database", &database]);
            assert_eq!((code, said.contains(words), said.contains(path.as_str())), (Some(2), true, true), "{said}");
            let listed = timbang(&["key", "list", "--language", language, "--database", &database]).output();
            let listed = listed.expect("the program runs");
            let said = String::from_utf8_lossy(&listed.stderr).into_owned();
            assert_eq!((listed.status.code(), said.contains(words)), (Some(2), true), "{said}");
        }
    }
    let text = std::fs::read_to_string(&file).expect("it is as it was");
    assert!(text.starts_with("this is no database"));
}

/// A copy of the rules in which a file is no text.
fn with_a_broken_file(place: &Place, file: &str) -> PathBuf {
    let rules = place.0.join("rules");
    let copied = Command::new("cp").arg("-r").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).arg(&rules).status();
    assert!(copied.is_ok_and(|it| it.success()));
    let path = rules.join(file);
    let mut bytes = std::fs::read(&path).expect("the file is there");
    bytes.extend(b"\xff\n");
    std::fs::write(&path, bytes).expect("a file can be written");
    rules
}

#[test]
fn a_file_that_is_no_text_stops_its_edition_alone() {
    let place = Place::new();
    let rules = with_a_broken_file(&place, "exemption/2024/exemption.aturan");
    let arguments = ["serve", "--language", "en", "--listen", "127.0.0.1:0", "--set", &place.database()];
    let mut serving = timbang(&arguments);
    serving.arg("--rules").arg(&rules);
    let (process, first) = begun(serving);
    let address = first.split_once("http://").unwrap_or_else(|| panic!("no address in {first:?}")).1.trim().to_owned();
    let mut key = timbang(&["key", "create", "--role", "policy", "--tenant", "demo", "--person", "Ayu"]);
    let key = key.args(["--set", &place.database()]).output().expect("the program runs");
    let bearer = format!("Bearer {}", String::from_utf8_lossy(&key.stdout).trim());
    let book = send(&address, "GET", "/api/v1/rulebooks/exemption", &[("authorization", &bearer)], "").with_status(200);
    let editions: Vec<String> =
        book.json()["editions"].as_array().expect("editions").iter().map(|it| it["edition"].to_string()).collect();
    let said = stopped(process);
    assert!(!editions.is_empty() && !editions.contains(&"\"2024\"".to_owned()), "{editions:?}");
    assert!(said.contains("exemption/2024/exemption.aturan") && said.contains("is not UTF-8 text"), "{said}");
    // But such a folder does not take the place of what is published.
    let folder = rules.display().to_string();
    let adopting = ["--language", "en", "--set", &place.database(), "--rules", &folder, "--adopt-rules", "a test"];
    let (code, said) = refused(&adopting);
    assert_eq!((code, said.contains("nothing is taken from it")), (Some(2), true), "{said}");
}

#[test]
fn a_shared_file_that_is_no_text_stops_the_start() {
    let place = Place::new();
    let rules = with_a_broken_file(&place, "sources.aturan").display().to_string();
    let (code, said) = refused(&["--language", "en", "--set", &place.database(), "--rules", &rules]);
    assert_eq!((code, said.contains("is not UTF-8 text")), (Some(2), true), "{said}");
}

#[test]
fn rules_that_cannot_be_used_are_told() {
    let place = Place::new();
    let (code, said) = refused(&["--language", "en", "--set", &place.database(), "--rules", "no/such/folder"]);
    assert_eq!((code, said.contains("no/such/folder")), (Some(2), true), "{said}");
    place.file("rules/faulty.aturan", "rulebook");
    let rules = place.0.join("rules").display().to_string();
    let (code, said) = refused(&["--language", "en", "--set", &place.database(), "--rules", &rules]);
    assert_eq!((code, said.contains("E0101"), said.contains("no edition to rule by")), (Some(1), true, true), "{said}");
}

#[test]
fn looking_at_keys_makes_no_database() {
    let place = Place::new();
    for verb in [&["key", "list"][..], &["key", "revoke", "0123456789abcdef", "--yes"]] {
        let output = timbang(verb).args(["--language", "en", "--set", &place.database()]).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.contains("there is no database here")), (Some(2), true), "{said}");
    }
    assert!(!place.0.join("data").exists());
}

#[test]
fn only_its_owner_reads_the_database() {
    let place = Place::new();
    let made =
        ["key", "create", "--role", "auditor", "--tenant", "demo", "--person", "edi", "--set", &place.database()];
    assert!(timbang(&made).output().expect("the program runs").status.success());
    let about = std::fs::metadata(place.0.join("data/timbang.db")).expect("the database is there");
    assert_eq!(about.permissions().mode() & 0o777, 0o600);
}

#[test]
fn rules_are_not_adopted_without_a_reason() {
    for blank in ["", " "] {
        let (code, said) = refused(&["--set", &Place::new().database(), "--adopt-rules", blank]);
        assert_eq!((code, said.contains("it is recorded")), (Some(2), true), "{said}");
    }
}

#[test]
fn an_edition_whose_scenarios_fail_does_not_rule() {
    let place = Place::new();
    let rules = place.0.join("rules");
    let copied = Command::new("cp").arg("-r").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")).arg(&rules).status();
    assert!(copied.is_ok_and(|it| it.success()));
    let scenarios = rules.join("exemption/2024/scenarios.aturan");
    let text = std::fs::read_to_string(&scenarios).expect("a text");
    let wrong = text.replacen("category adalah poor", "category adalah good", 1);
    assert_ne!(text, wrong);
    std::fs::write(&scenarios, wrong).expect("a file can be written");
    let mut serving = timbang(&["serve", "--language", "en", "--listen", "127.0.0.1:0", "--set", &place.database()]);
    serving.arg("--rules").arg(&rules);
    let (process, first) = begun(serving);
    let said = stopped(process);
    assert!(first.contains("http://") && said.contains("are not published: 2024"), "{first}{said}");
}

#[test]
fn the_log_has_one_line_a_request_and_no_facts() {
    let place = Place::new();
    let database = place.database();
    let made =
        timbang(&["key", "create", "--role", "agency", "--tenant", "demo", "--agency", "sulsel", "--person", "Andi"])
            .args(["--set", &database])
            .output()
            .expect("the program runs");
    let key = String::from_utf8_lossy(&made.stdout).trim().to_owned();
    let (process, first) =
        begun(timbang(&["serve", "--listen", "127.0.0.1:0", "--set", "log.format=json", "--set", &database]));
    let address = first.split_once("http://").expect("an address").1.trim().to_owned();
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json"), ("idempotency-key", "k")];
    let begun = send(&address, "POST", "/api/v1/cases", &headers, &new_case(SULSEL)).with_status(201);
    send(&address, "GET", &format!("/api/v1/cases/{}", begun.text("/id")), &headers[..1], "").with_status(200);
    let log = stopped(process);
    let lines: Vec<serde_json::Value> =
        log.lines().map(|it| serde_json::from_str(it).expect("a line of JSON")).collect();
    let said: Vec<&str> = lines.iter().filter_map(|it| it["message"].as_str()).collect();
    assert_eq!(said.len(), 5, "{log}");
    assert!(said[0] == "serving" && said[1..3] == ["answered"; 2] && said[4] == "stopped", "{log}");
    let read = &lines[2];
    assert_eq!((read["method"].as_str(), read["route"].as_str()), (Some("GET"), Some("/api/v1/cases/{case}")));
    assert_eq!((read["status"].as_u64(), read["credential"].as_str()), (Some(200), key.split('_').nth(1)));
    assert!(read["duration_ms"].is_u64() && read["request_id"].as_str().is_some_and(|it| it.len() == 36), "{read}");
    let secret = key.rsplit('_').next().expect("a secret");
    for hidden in ["Sulawesi", "Andi", "sulsel", "demo", secret, &begun.text("/id")] {
        assert!(!log.contains(hidden), "{hidden} is in\n{log}");
    }
}
