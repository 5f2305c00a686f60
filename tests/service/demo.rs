//! The small country: one command, cases in every state, a key for each role.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::client::send;

/// `timbang serve --demo` in a folder of its own.
struct Demo {
    process: Child,
    lines: BufReader<ChildStdout>,
    address: String,
    /// What was printed so far.
    said: String,
}

impl Demo {
    fn start(folder: &Path) -> Self {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        command
            .args(["serve", "--demo", "--quiet", "--language", "en", "--listen", "127.0.0.1:0", "--rules"])
            .arg(rules);
        let mut process = command.current_dir(folder).stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut lines = BufReader::new(process.stdout.take().expect("an output"));
        let first = line(&mut lines);
        let address = first.split_once("http://").expect("an address").1.trim().to_owned();
        Self { process, lines, address, said: String::new() }
    }

    /// The head, and role with key, as they are printed: each key in an address that signs in.
    fn printed(&mut self) -> (String, Vec<(String, String)>) {
        let (mut head, mut keys) = (String::new(), Vec::new());
        loop {
            let line = line(&mut self.lines);
            assert!(!line.is_empty(), "it ended before its last line");
            self.said.push_str(&line);
            if line.starts_with("Stop it") {
                return (head, keys);
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [role, .., place] if place.contains("/sign-in?key=") => {
                    let (address, key) = place.split_once("/sign-in?key=").expect("a key");
                    assert_eq!(address, format!("http://{}", self.address));
                    keys.push(((*role).to_owned(), key.to_owned()));
                }
                _ if head.is_empty() => line.trim().clone_into(&mut head),
                _ => {}
            }
        }
    }

    fn states(&self, key: &str) -> Vec<String> {
        let authorisation = format!("Bearer {key}");
        let reply = send(&self.address, "GET", "/api/v1/cases", &[("authorization", &authorisation)], "");
        let json = reply.with_status(200).json();
        let items = json["items"].as_array().expect("a list").clone();
        items.iter().map(|it| it["state"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn line(lines: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).expect("a line");
    line
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("timbang_demo_{}_{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn key<'k>(keys: &'k [(String, String)], role: &str) -> &'k str {
    &keys.iter().find(|it| it.0 == role).unwrap_or_else(|| panic!("no key for {role}")).1
}

#[test]
fn one_command_gives_a_country_and_a_key_for_each_role() {
    let folder = folder("new");
    let mut demo = Demo::start(&folder);
    let (head, keys) = demo.printed();
    assert_eq!(head, "A small country: 25 cases, kept in sqlite:data/demo.db");
    assert!(demo.said.contains("deadlines are examples only, no norm of law"), "{}", demo.said);
    let roles: Vec<&str> = keys.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(roles, ["agency", "verifier", "reviewer", "policy", "publisher", "auditor", "admin"]);
    let states: BTreeSet<String> = demo.states(key(&keys, "auditor")).into_iter().collect();
    let all = ["confirmed", "draft", "objected", "remanded", "returned", "ruled", "submitted", "verified", "withdrawn"];
    assert_eq!(states, all.map(str::to_owned).into());
    // The agency sees its own cases alone.
    assert_eq!(demo.states(key(&keys, "agency")).len(), 5);
    drop(demo);
    drop(std::fs::remove_dir_all(&folder));
}

#[test]
fn a_second_start_adds_nothing_and_gives_new_keys() {
    let folder = folder("twice");
    let mut first = Demo::start(&folder);
    let (_, old) = first.printed();
    drop(first);
    let mut second = Demo::start(&folder);
    let (head, new) = second.printed();
    assert_eq!(head, "The small country is in sqlite:data/demo.db already; nothing was added");
    assert_ne!(key(&old, "verifier"), key(&new, "verifier"));
    assert_eq!(second.states(key(&new, "verifier")).len(), 25);
    drop(second);
    drop(std::fs::remove_dir_all(&folder));
}

#[test]
fn interrupted_while_it_is_filled_it_goes_on_at_the_next_start() {
    let folder = folder("interrupted");
    for milliseconds in [100, 300, 900] {
        let begun = Demo::start(&folder);
        std::thread::sleep(Duration::from_millis(milliseconds));
        drop(begun);
    }
    let mut last = Demo::start(&folder);
    let keys = last.printed().1;
    let mut states = last.states(key(&keys, "auditor"));
    drop(last);
    let whole = self::folder("whole");
    let mut other = Demo::start(&whole);
    let keys = other.printed().1;
    let mut expected = other.states(key(&keys, "auditor"));
    // One ruling is over by its rules; when the service notices does not matter here.
    for state in states.iter_mut().chain(&mut expected).filter(|it| *it == "expired") {
        "confirmed".clone_into(state);
    }
    states.sort();
    expected.sort();
    assert_eq!(states, expected);
    drop(other);
    for folder in [folder, whole] {
        drop(std::fs::remove_dir_all(&folder));
    }
}

#[test]
fn a_start_that_fails_leaves_no_keys_behind() {
    let folder = folder("taken");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let database = format!("sqlite:{}", folder.join("demo.db").display());
    let timbang = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        command.args(arguments).args(["--language", "en", "--database", &database]);
        command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("the program runs")
    };
    let listen = taken.local_addr().expect("an address").to_string();
    assert_eq!(timbang(&["serve", "--demo", "--listen", &listen]).status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&timbang(&["key", "list"]).stdout), "there are no keys\n");
    drop(std::fs::remove_dir_all(&folder));
}

#[test]
fn real_cases_are_no_place_for_a_demonstration() {
    let folder = folder("real");
    let database = format!("sqlite:{}", folder.join("timbang.db").display());
    let timbang = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        command.args(arguments).args(["--database", &database]).current_dir(env!("CARGO_MANIFEST_DIR"));
        command.output().expect("the program runs")
    };
    timbang(&["key", "create", "--role", "auditor", "--tenant", "bkn", "--person", "Edi"]);
    let refused = timbang(&["serve", "--demo", "--language", "en"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("belongs to `bkn`"), "{said}");
    drop(std::fs::remove_dir_all(&folder));
}
