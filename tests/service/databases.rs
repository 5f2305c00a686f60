//! Databases for tests: what is in them, and servers of PostgreSQL that a test may stop, spoil and start again.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// `postgres://` address of a server on which databases can be made, with `DATABASE` in place of the name.
const POSTGRES: &str = "TIMBANG_TEST_POSTGRES";
/// The ordinary role that the service uses.
const ROLE: &str = "timbang";

/// Set where nothing may be left out in silence (`CI` means the same); what cannot run fails there.
const ALL: &str = "TIMBANG_TEST_ALL";
/// The file that gathers what did not run, for `scripts/test` to tell at its end.
const NOT_RUN: &str = "TIMBANG_TEST_NOT_RUN";

/// The address of the server that all tests share, with `DATABASE` in place of the name.
pub(crate) fn shared_postgres() -> Option<String> {
    let server = std::env::var(POSTGRES).ok();
    assert!(server.is_some() || !all_must_run(), "{POSTGRES} is not set, and {ALL} or CI is: nothing may be left out");
    server
}

fn all_must_run() -> bool {
    let asked = std::env::var(ALL).or_else(|_| std::env::var("CI")).unwrap_or_default();
    !["", "0", "false"].contains(&asked.as_str())
}

/// A new database on a server.
pub(crate) fn make_database(server: &str, name: &str) -> String {
    sql(&server.replace("DATABASE", "postgres"), &format!("create database {name}"))
        .unwrap_or_else(|error| panic!("no database can be made on {server}: {error}"));
    server.replace("DATABASE", name)
}

/// Takes a database away, if it is there.
pub(crate) fn drop_database(address: &str) {
    let (before, options) = address.split_once('?').unwrap_or((address, ""));
    if let Some((server, name)) = before.rsplit_once('/') {
        drop(sql(&format!("{server}/postgres?{options}"), &format!("drop database if exists {name} with (force)")));
    }
}

/// What statements give, a line for a row and `|` between columns; or what the database says against them.
pub(crate) fn sql(address: &str, statements: &str) -> Result<String, String> {
    let mut command = Command::new("psql");
    command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statements, address]);
    let output = command.output().expect("psql runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// Says where everyone sees it that a test could not do its work here, because something is missing that can be installed.
pub(crate) fn did_not_run(test: &str, why: &str) {
    assert!(!all_must_run(), "{test}: {why}; {ALL} or CI is set: nothing may be left out");
    may_not_run(test, why);
}

/// The same where the machine does not give the right to do it: nothing can be installed against that.
pub(crate) fn may_not_run(test: &str, why: &str) {
    drop(std::io::stderr().write_all(format!("\n!! NOT RUN: {test}: {why}\n").as_bytes()));
    if let Some(list) = std::env::var_os(NOT_RUN) {
        let list = File::options().append(true).create(true).open(list);
        drop(list.and_then(|mut it| it.write_all(format!("{test}: {why}\n").as_bytes())));
    }
}

/// A server of PostgreSQL of one test's own, on a socket in a folder of its own. Gone when dropped.
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    options: &'static str,
}

impl Cluster {
    /// A server with checksums (or without) and further options; `None`, said aloud, where none can be started.
    pub(crate) fn start(name: &str, checksums: bool, options: &'static str) -> Option<Self> {
        if shared_postgres().is_none() {
            did_not_run(name, &format!("{POSTGRES} is not set"));
            return None;
        }
        let Some(programs) = programs() else {
            did_not_run(name, "initdb was not found under /usr/lib/postgresql");
            return None;
        };
        let folder = std::env::temp_dir().join(format!("timbang_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let cluster = Self { programs, folder, options };
        if is_root() {
            let given = Command::new("chown").arg("postgres").arg(&cluster.folder).status();
            assert!(given.is_ok_and(|it| it.success()), "the folder can be given to postgres");
        }
        let data = cluster.data();
        let checksums = checksums.then_some("--data-checksums");
        cluster.run(
            "initdb",
            &[&["-D", &data, "-A", "trust", "-U", "postgres", "--no-sync"], checksums.as_slice()].concat(),
        );
        cluster.go_on();
        cluster.as_superuser(&format!("create role {ROLE} login createdb nosuperuser nobypassrls"));
        Some(cluster)
    }

    /// Starts the server again, as it was stopped.
    pub(crate) fn go_on(&self) {
        let options = format!("-c listen_addresses='' -k {} {}", self.folder.display(), self.options);
        let log = self.folder.join("log").display().to_string();
        self.run("pg_ctl", &["-D", &self.data(), "-o", &options, "-l", &log, "-w", "start"]);
    }

    /// Stops the server at once, as if the power went (for the server).
    pub(crate) fn stop(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }

    /// From the next start on the server is a standby.
    pub(crate) fn becomes_standby(&self) {
        let made = self.command("touch").arg(Path::new(&self.data()).join("standby.signal")).status();
        assert!(made.is_ok_and(|it| it.success()), "the server can be made a standby");
    }

    /// The address for a role, with `DATABASE` in place of the name.
    pub(crate) fn address(&self, role: &str) -> String {
        format!("postgres://{role}@localhost/DATABASE?host={}&port={}", self.folder.display(), self.port())
    }

    /// The port among the options, or the usual one.
    fn port(&self) -> &str {
        self.options.split_once("port=").and_then(|it| it.1.split(' ').next()).unwrap_or("5432")
    }

    /// A new database that the ordinary role owns.
    pub(crate) fn database(&self, name: &str) -> String {
        make_database(&self.address(ROLE), name)
    }

    /// What statements give when the superuser asks.
    pub(crate) fn as_superuser(&self, statements: &str) -> String {
        let address = self.address("postgres").replace("DATABASE", "postgres");
        sql(&address, statements).unwrap_or_else(|error| panic!("{statements}: {error}"))
    }

    /// Where the socket is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// The server does not run as root, so root becomes someone else for it.
    fn command(&self, program: &str) -> Command {
        let own = self.programs.join(program);
        let program = if own.exists() { own } else { PathBuf::from(program) };
        let mut command = if is_root() { Command::new("runuser") } else { Command::new(&program) };
        if is_root() {
            command.args(["-u", "postgres", "--"]).arg(program);
        }
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        // The server keeps its outputs open, so they go to a file and not to a pipe.
        let log = self.folder.with_extension("out");
        let file = std::fs::File::create(&log).expect("a file for what it says");
        let status = self
            .command(program)
            .args(arguments)
            .stdout(file.try_clone().expect("a second handle"))
            .stderr(file)
            .status();
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        assert!(status.is_ok_and(|it| it.success()), "{program}: {said}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let stop = ["-D", &data, "-m", "immediate", "-w", "stop"];
        drop::<std::io::Result<Output>>(self.command("pg_ctl").args(stop).stdout(Stdio::null()).output());
        drop(std::fs::remove_dir_all(&self.folder));
        drop(std::fs::remove_file(self.folder.with_extension("out")));
    }
}

/// The folder with the latest server's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.flatten().map(|it| it.path().join("bin"));
    folders.filter(|it| it.join("initdb").exists()).max()
}

/// Whether this is root, who may mount and must not run PostgreSQL.
pub(crate) fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|it| it.stdout.trim_ascii() == b"0")
}
