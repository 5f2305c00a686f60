//! The running program with a database of its own, and the people who use it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};
use tokio::runtime::{Builder, Runtime};

use crate::client::{Reply, open, send, send_bytes};
use crate::databases::{drop_database, make_database, shared_postgres, sql};

static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// A running service. Everything of it is gone when it is dropped.
pub(crate) struct TestApp {
    pub(crate) database: String,
    folder: PathBuf,
    /// Whether the database and the folder go with it.
    owner: bool,
    settings: PathBuf,
    process: Child,
    pub(crate) address: String,
}

/// Keeps everyone else from writing, until dropped.
pub(crate) struct Held {
    runtime: Runtime,
    connection: Option<AnyConnection>,
}

enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Someone with a key.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    address: String,
    pub(crate) key: String,
}

/// Runs the test on SQLite, and on PostgreSQL if there is one.
pub(crate) fn on_each_database(test: impl Fn(TestApp)) {
    on_each_database_with("", test);
}

/// The same, with these settings.
pub(crate) fn on_each_database_with(settings: &str, test: impl Fn(TestApp)) {
    let (name, folder) = fresh_place();
    let sqlite = format!("sqlite:{}", folder.join("data/timbang.db").display());
    test(TestApp::start_with(settings, sqlite, &folder));
    if let Some(server) = shared_postgres() {
        test(TestApp::start_with(settings, make_database(&server, &name), &folder));
    }
}

/// Runs the test on PostgreSQL if there is one.
pub(crate) fn on_postgres(test: impl Fn(TestApp)) {
    if let Some(server) = shared_postgres() {
        let (name, folder) = fresh_place();
        test(TestApp::start(make_database(&server, &name), &folder));
    }
}

/// A name that nothing else has, and a folder of that name.
pub(crate) fn fresh_place() -> (String, PathBuf) {
    let name = format!("timbang_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(&name);
    (name, folder)
}

impl TestApp {
    pub(crate) fn start(database: String, folder: &Path) -> Self {
        Self::start_with("", database, folder)
    }

    /// A service with these settings (TOML).
    pub(crate) fn start_with(settings: &str, database: String, folder: &Path) -> Self {
        std::fs::create_dir_all(folder).expect("a folder can be made");
        let file = folder.join("timbang.toml");
        std::fs::write(&file, settings).expect("a file can be written");
        let (process, address) = launch(&database, &file);
        Self { database, folder: folder.to_path_buf(), owner: true, settings: file, process, address }
    }

    /// Whoever has this credential.
    pub(crate) fn with_credential(&self, credential: &str) -> Person {
        Person { address: self.address.clone(), key: credential.to_owned() }
    }

    /// A key of the tenant `demo`.
    pub(crate) fn person(&self, role: &str, name: &str) -> Person {
        self.person_of("demo", role, name)
    }

    /// A person of an agency or an office; agencies bear the name of the person's tenant.
    pub(crate) fn person_of(&self, tenant: &str, role: &str, name: &str) -> Person {
        let agency = format!("agency-of-{name}");
        let mut arguments = vec!["create", "--role", role, "--tenant", tenant, "--person", name];
        if role == "agency" {
            arguments.extend(["--agency", &agency]);
        }
        Person { address: self.address.clone(), key: self.key(&arguments) }
    }

    /// What `timbang key` prints.
    pub(crate) fn key(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        let output = command.arg("key").args(arguments).args(["--database", &self.database]).output();
        let output = output.expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    /// The process dies at once, as if the power went (for the program).
    pub(crate) fn kill(&mut self) {
        self.process.kill().expect("the service was running");
        self.process.wait().expect("the service is over");
    }

    /// The service starts again on the same database.
    pub(crate) fn start_again(&mut self) {
        (self.process, self.address) = launch(&self.database, &self.settings);
    }

    /// Tells the process to stop; how it ended, once it has.
    pub(crate) fn signal(&self, name: &str) {
        let process = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.is_ok_and(|it| it.success()), "the signal {name} can be sent");
    }

    /// The exit code of the process, once it has ended.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        self.process.wait().expect("the service is over").code()
    }

    /// What a verb of the program says of this database: exit code, standard output, standard error.
    pub(crate) fn verb(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        let output = command.args(arguments).args(["--language", "en", "--database", &self.database]).output();
        let output = output.expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    /// Where files of this test may be.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Another service on the same database.
    pub(crate) fn second_node(&self) -> Self {
        let (process, address) = launch(&self.database, &self.settings);
        let (database, folder, settings) = (self.database.clone(), self.folder.clone(), self.settings.clone());
        Self { database, folder, owner: false, settings, process, address }
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Nobody else can record until what this returns is dropped.
    pub(crate) fn hold_writing(&self) -> Held {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(held(&self.database)).expect("the database can be held");
        Held { runtime, connection: Some(connection) }
    }

    /// The service starts again with settings, `("periods.verify", "3")`.
    pub(crate) fn start_again_with(&mut self, settings: &[(&str, &str)]) {
        self.kill();
        let mut command = serve(&self.database);
        for (name, value) in settings {
            command.args(["--set", &format!("{name}={value}")]);
        }
        (self.process, self.address) = launched(command, None);
    }

    /// Changes rows of the tenant `demo` while no service runs, as if time had passed.
    pub(crate) fn while_stopped(&mut self, statement: &str) {
        self.kill();
        if let Some(file) = self.database.strip_prefix("sqlite:") {
            let script = "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nc.execute(sys.argv[2])\nc.commit()";
            let done = Command::new("python3").args(["-c", script, file, statement]).status();
            assert!(done.is_ok_and(|it| it.success()), "{statement}");
        } else {
            let statements = format!("set timbang.tenant = 'demo'; {statement}");
            self.sql(&statements).unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
    }

    /// What another service says that refuses to serve from the same database.
    pub(crate) fn refuses_to_start(&self) -> String {
        refusal(&self.database)
    }

    /// What statements give on PostgreSQL, past the service.
    pub(crate) fn sql(&self, statements: &str) -> Result<String, String> {
        sql(&self.database, statements)
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.database.starts_with("sqlite:")
    }

    /// The service starts again with the rules of another folder; gives what it says of them.
    pub(crate) fn start_again_with_rules(&mut self, rules: &Path, arguments: &[&str]) -> String {
        let heard = self.folder.join("heard.txt");
        let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
        command.args(["serve", "--quiet", "--listen", "127.0.0.1:0", "--database", &self.database]);
        command.arg("--rules").arg(rules).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
        let errors = File::create(&heard).expect("a file can be made");
        (self.process, self.address) = launched(command, Some(errors));
        // It has said everything once it answers.
        self.anonymous("GET", "/healthz");
        std::fs::read_to_string(&heard).expect("a text")
    }

    /// A copy of the rules, to be changed.
    pub(crate) fn copy_of_rules(&self) -> PathBuf {
        crate::publishing::copy(exemption_rules(), &self.folder.join("rules"))
    }

    pub(crate) fn anonymous(&self, method: &str, path: &str) -> Reply {
        send(&self.address, method, path, &[("accept-language", "en")], "")
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        if self.owner {
            drop(std::fs::remove_dir_all(&self.folder));
        }
        if self.owner && !self.is_sqlite() {
            drop_database(&self.database);
        }
    }
}

async fn held(database: &str) -> Result<AnyConnection, sqlx::Error> {
    if let Some(path) = database.strip_prefix("sqlite:") {
        let mut connection = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await?;
        sqlx::raw_sql("begin immediate").execute(&mut connection).await?;
        return Ok(AnyConnection::Sqlite(connection));
    }
    let mut connection = PgConnection::connect(database).await?;
    sqlx::raw_sql("begin; lock table idempotency in exclusive mode").execute(&mut connection).await?;
    Ok(AnyConnection::Postgres(connection))
}

impl Drop for Held {
    fn drop(&mut self) {
        drop(self.runtime.block_on(async {
            match self.connection.take() {
                Some(AnyConnection::Sqlite(connection)) => connection.close().await,
                Some(AnyConnection::Postgres(connection)) => connection.close().await,
                None => Ok(()),
            }
        }));
    }
}

/// What the service says when it refuses to start on a database.
pub(crate) fn refusal(database: &str) -> String {
    refusal_with(database, &[])
}

/// The same with settings.
pub(crate) fn refusal_with(database: &str, settings: &[(&str, &str)]) -> String {
    let mut command = serve(database);
    for (name, value) in settings {
        command.args(["--set", &format!("{name}={value}")]);
    }
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("the program runs");
    assert!(!output.status.success(), "the service started on {database}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The rules on exemption with the sources and calendars of all: proving every rulebook at each of a hundred starts would take
/// minutes. The whole folder is served by the tests of the demonstration and of starting.
fn exemption_rules() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let (from, to) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), Path::new(env!("CARGO_TARGET_TMPDIR")));
        let to = to.join("rules-of-service-tests");
        // What an earlier run copied may be out of date.
        let _ = std::fs::remove_dir_all(&to);
        for folder in ["exemption", "calendar"] {
            crate::publishing::copy(&from.join(folder), &to.join(folder));
        }
        std::fs::copy(from.join("sources.aturan"), to.join("sources.aturan")).expect("a file can be copied");
        // The first scenarios of each edition are enough: drafts that change a threshold would have to change all the others too.
        for edition in
            std::fs::read_dir(to.join("exemption")).expect("a folder").flatten().filter(|it| it.path().is_dir())
        {
            for file in std::fs::read_dir(edition.path()).expect("a folder").flatten() {
                if file.file_name().to_string_lossy().starts_with("scenarios-") {
                    std::fs::remove_file(file.path()).expect("a file can be removed");
                }
            }
        }
        to
    })
}

/// What tests would exceed.
const LIMITS: [&str; 4] =
    ["REQUESTS_PER_MINUTE", "PREVIEWS_PER_MINUTE", "ANONYMOUS_PER_MINUTE", "CONNECTIONS_PER_ADDRESS"];

fn serve(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_timbang"));
    command.args(["serve", "--language", "en", "--quiet", "--listen", "127.0.0.1:0", "--database", database]);
    command.arg("--rules").arg(exemption_rules()).current_dir(env!("CARGO_MANIFEST_DIR"));
    // Tests ask faster than people.
    for limit in LIMITS {
        command.env(format!("TIMBANG_LIMITS_{limit}"), "1000000");
    }
    command
}

fn launch(database: &str, settings: &Path) -> (Child, String) {
    let mut command = serve(database);
    command.arg("--config").arg(settings);
    // A test of limits has its own.
    if std::fs::read_to_string(settings).is_ok_and(|it| it.contains("[limits]")) {
        for limit in LIMITS {
            command.env_remove(format!("TIMBANG_LIMITS_{limit}"));
        }
    }
    launched(command, None)
}

/// What it says on standard error goes to a file, if there is one.
fn launched(mut command: Command, heard: Option<File>) -> (Child, String) {
    command.stderr(heard.map_or_else(Stdio::piped, Stdio::from));
    let mut process = command.stdout(Stdio::piped()).spawn().expect("the program runs");
    let errors = process.stderr.take();
    // It is read all the time, so that the service never waits, and shown if there is no service.
    let said = thread::spawn(move || {
        let mut bytes = Vec::new();
        drop(errors.map(|mut it| it.read_to_end(&mut bytes)));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let mut line = String::new();
    let output = process.stdout.take().expect("an output");
    BufReader::new(output).read_line(&mut line).expect("a first line");
    match line.split_once("http://") {
        Some((_, address)) => (process, address.trim().to_owned()),
        None => panic!("no address in {line:?}: {}", said.join().unwrap_or_default()),
    }
}

impl Person {
    /// The same person, at the address the service has now.
    pub(crate) fn at(&self, app: &TestApp) -> Self {
        Self { address: app.address.clone(), ..self.clone() }
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], "")
    }

    /// Posts with a key that is used once.
    pub(crate) fn post(&self, path: &str, body: &str) -> Reply {
        self.post_with(&fresh_key(), path, body)
    }

    pub(crate) fn post_with(&self, key: &str, path: &str, body: &str) -> Reply {
        self.send("POST", path, &[("idempotency-key", key)], body)
    }

    /// Sends a document.
    pub(crate) fn upload(&self, path: &str, media_type: &str, content: &[u8]) -> Reply {
        let authorisation = format!("Bearer {}", self.key);
        let key = fresh_key();
        let headers = [
            ("authorization", authorisation.as_str()),
            ("idempotency-key", &key),
            ("content-type", media_type),
            ("accept-language", "en"),
        ];
        send_bytes(&self.address, "POST", path, &headers, content)
    }

    pub(crate) fn put(&self, path: &str, body: &str) -> Reply {
        self.send("PUT", path, &[("idempotency-key", &fresh_key())], body)
    }

    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let authorisation = format!("Bearer {}", self.key);
        let mut all = vec![
            ("authorization", authorisation.as_str()),
            ("content-type", "application/json"),
            ("accept-language", "en"),
        ];
        all.extend(headers);
        send(&self.address, method, path, &all, body)
    }

    /// Asks three times in a row on one connection and breaks it off once the first answer comes.
    pub(crate) fn gives_up(&self, path: &str) {
        let mut stream = open(&self.address);
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n", self.key);
        stream.write_all(request.repeat(3).as_bytes()).expect("the service takes requests");
        stream.peek(&mut [0]).expect("a first answer");
        // It was not read, so the connection is reset and not only closed.
        drop(stream);
    }

    /// A new case with the facts of a file.
    pub(crate) fn begin(&self, file: &str) -> String {
        let reply = self.post("/api/v1/cases", &new_case(file)).with_status(201);
        format!("/api/v1/cases/{}", reply.text("/id"))
    }
}

/// A case that was verified, with who did it: agency, verifier, reviewer.
pub(crate) fn verified_case(app: &TestApp, file: &str) -> (String, Person, Person, Person) {
    let people = (app.person("agency", "andi"), app.person("verifier", "siti"), app.person("reviewer", "budi"));
    let case = people.0.begin(file);
    people.0.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
    people
        .1
        .post(&format!("{case}/verification"), r#"{"claimed_date_is_right":true,"rest":"verified"}"#)
        .with_status(200);
    (case, people.0, people.1, people.2)
}

/// A request for a new case with the facts of a file.
pub(crate) fn new_case(file: &str) -> String {
    format!(r#"{{"rulebook":"exemption","case":{}}}"#, facts(file))
}

pub(crate) fn facts(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/exemption/cases").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn fresh_key() -> String {
    format!("key-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

pub(crate) const SULSEL: &str = "t01-sulsel-june-2022.json";
