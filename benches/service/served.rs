//! The running program on a database, and the work that is asked of it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::http::{Client, Reply};

/// What the facts, the history, the audit, the news and the leaf of a ruling bring along, in bytes, roughly.
const AROUND: usize = 2_000;
static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A running service. It ends when dropped.
pub(crate) struct Served {
    process: Child,
    address: String,
    agency: String,
    verifier: String,
    reviewer: String,
    case: String,
    /// The longest answer to a ruling so far, in bytes.
    longest: AtomicUsize,
}

impl Served {
    pub(crate) fn start(database: &str) -> Self {
        let root = env!("CARGO_MANIFEST_DIR");
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        command.args(["serve", "--rules", "rules", "--quiet", "--listen", "127.0.0.1:0", "--database", database]);
        for limit in ["REQUESTS_PER_MINUTE", "PREVIEWS_PER_MINUTE", "ANONYMOUS_PER_MINUTE", "CONNECTIONS_PER_ADDRESS"] {
            command.env(format!("TIMBANG_LIMITS_{limit}"), "1000000");
        }
        let mut process = command.current_dir(root).stdout(Stdio::piped()).spawn().expect("the program runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("an output")).read_line(&mut line).expect("a first line");
        let address = line.split_once("http://").map(|it| it.1.trim().to_owned()).expect("an address");
        let key = |role| key(database, role);
        let (agency, verifier, reviewer) = (key("agency"), key("verifier"), key("reviewer"));
        let path = format!("{root}/rules/exemption/cases/t01-sulsel-june-2022.json");
        let case = std::fs::read_to_string(path).expect("a case");
        Self { process, address, agency, verifier, reviewer, case, longest: AtomicUsize::new(0) }
    }

    /// A case that can be ruled on.
    pub(crate) fn verified_case(&self) -> String {
        let (mut agency, mut verifier) = (self.client(&self.agency), self.client(&self.verifier));
        let new = format!(r#"{{"rulebook":"exemption","case":{}}}"#, self.case);
        let case = expected(agency.post(&once(), "/api/v1/cases", &new), 201).location;
        expected(agency.post(&once(), &format!("{case}/submission"), r#"{"keep_date":true}"#), 200);
        let all = r#"{"claimed_date_is_right":true,"rest":"verified"}"#;
        expected(verifier.post(&once(), &format!("{case}/verification"), all), 200);
        case
    }

    /// One ruling and one remand a turn, for ever.
    pub(crate) fn rules_again_and_again(&self, case: String) -> impl FnMut() -> usize {
        let (mut verifier, mut reviewer) = (self.client(&self.verifier), self.client(&self.reviewer));
        move || {
            let ruled = expected(verifier.post(&once(), &format!("{case}/ruling"), "{}"), 201);
            self.longest.fetch_max(ruled.body.len(), Ordering::Relaxed);
            let remanded = r#"{"verdict":"remanded","reason":"measured"}"#;
            expected(reviewer.post(&once(), &format!("{}/reviews", ruled.location), remanded), 201);
            2
        }
    }

    /// The bytes of one recording on average: the document of a ruling is kept by itself and within the answer.
    pub(crate) fn payload(&self) -> usize {
        self.longest.load(Ordering::Relaxed) + AROUND
    }

    pub(crate) fn previews(&self) -> impl FnMut() -> usize {
        let mut agency = self.client(&self.agency);
        let body = format!(r#"{{"rulebook":"exemption","case":{}}}"#, self.case);
        move || {
            expected(agency.post(&once(), "/api/v1/rulings/preview", &body), 200);
            1
        }
    }

    pub(crate) fn echoes(&self) -> impl FnMut() -> usize {
        let mut anyone = self.client(&self.agency);
        move || {
            expected(anyone.get("/healthz"), 200);
            1
        }
    }

    fn client(&self, key: &str) -> Client {
        Client::new(&self.address, key)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn key(database: &str, role: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
    command.args(["key", "create", "--role", role, "--tenant", "bench", "--person", role, "--database", database]);
    if role == "agency" {
        command.args(["--agency", "measured"]);
    }
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

fn expected(reply: Reply, status: u16) -> Reply {
    assert!(reply.status == status, "{status} was expected, not {}: {}", reply.status, reply.body);
    reply
}

fn once() -> String {
    format!("bench-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}
