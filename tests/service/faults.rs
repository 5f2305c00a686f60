//! What users see when the disk is full or fails, the database goes away, or nobody knows whether a commit was done.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::client::Reply;
use crate::databases::{Cluster, did_not_run, may_not_run};
use crate::load::{Load, cases_of};
use crate::proxy::Proxy;
use crate::support::{Person, SULSEL, TestApp, fresh_key, fresh_place, new_case, on_each_database};

const CASES: &str = "/api/v1/cases";

/// A problem that tells to come back, with this status and code.
#[track_caller]
fn is_problem(reply: &Reply, status: u16, code: &str) {
    assert_eq!((reply.status, reply.text("/code").as_str()), (status, code), "{}", reply.body);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert!(reply.header("retry-after").is_some_and(|it| it.parse::<u32>().is_ok()), "{:?}", reply.headers);
}

/// Waits until the service says that it is ready, or not; says how long it took.
#[track_caller]
fn until_ready(app: &TestApp, ready: bool) -> Duration {
    let begun = Instant::now();
    loop {
        let status = app.anonymous("GET", "/readyz").status;
        if ready == (status == 200) && [200, 503, 507].contains(&status) {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "/readyz still answers {status}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// A small disk of its own in a folder, unmounted when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn at(folder: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "none"]).arg(&folder).output();
        mounted.is_ok_and(|it| it.status.success()).then_some(Self(folder))
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let mut file = File::create(self.0.join("ballast")).expect("a file can be made");
        for size in [64 * 1024, 4 * 1024] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("ballast")).expect("the ballast was there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

#[test]
fn on_a_full_disk_nothing_is_lost_reading_goes_on_and_room_is_enough_to_go_on() {
    let (_, folder) = fresh_place();
    let Some(disk) = SmallDisk::at(folder.join("data")) else {
        return may_not_run("full disk", "a file system cannot be mounted here (it takes root)");
    };
    let app = TestApp::start(format!("sqlite:{}", folder.join("data/timbang.db").display()), &folder);
    let agency = app.person("agency", "andi");
    let first = agency.post(CASES, &new_case(SULSEL)).with_status(201);
    disk.fill();
    let mut recorded = vec![first];
    let refused_key = recorded_until_full(&agency, &mut recorded);
    until_ready(&app, false);
    for reply in [&recorded[0], &recorded[recorded.len() - 1]] {
        agency.get(reply.header("location").unwrap()).with_status(200);
    }
    is_problem(&agency.post(CASES, &new_case(SULSEL)), 507, "no-space");
    disk.make_room();
    assert!(until_ready(&app, true) < Duration::from_secs(8));
    let again = agency.post_with(&refused_key, CASES, &new_case(SULSEL)).with_status(201);
    assert_eq!(again.header("idempotent-replayed"), None, "what was refused had not been done");
    recorded.push(again);
    assert_eq!(cases_of(&agency).len(), recorded.len());
    for reply in recorded {
        let location = reply.header("location").unwrap();
        let history = agency.get(&format!("{location}/history")).with_status(200);
        assert_eq!(history.json()["items"].as_array().map(Vec::len), Some(1), "{}", history.body);
    }
}

/// A full disk under PostgreSQL: a database in a tablespace of its own.
#[test]
fn on_a_full_tablespace_nothing_is_lost_and_room_is_enough_to_go_on() {
    let Some(cluster) = Cluster::start("full", true, "") else { return };
    let (_, folder) = fresh_place();
    let Some(disk) = SmallDisk::at(folder.join("tablespace")) else {
        return may_not_run("full tablespace", "a file system cannot be mounted here (it takes root)");
    };
    let inside = disk.0.join("space");
    std::fs::create_dir(&inside).expect("a folder can be made");
    let given = Command::new("chown").arg("postgres").arg(&inside).status();
    assert!(given.is_ok_and(|it| it.success()), "the folder can be given to postgres");
    cluster.as_superuser(&format!("create tablespace small location '{}'", inside.display()));
    cluster.as_superuser("create database full_one owner timbang tablespace small");
    let address = cluster.address("timbang").replace("DATABASE", "full_one");
    let app = TestApp::start(address, &folder.join("app"));
    let agency = app.person("agency", "andi");
    let mut recorded = vec![agency.post(CASES, &new_case(SULSEL)).with_status(201)];
    disk.fill();
    let refused_key = recorded_until_full(&agency, &mut recorded);
    agency.get(recorded[0].header("location").unwrap()).with_status(200);
    disk.make_room();
    let again = agency.post_with(&refused_key, CASES, &new_case(SULSEL)).with_status(201);
    assert_eq!(again.header("idempotent-replayed"), None, "what was refused had not been done");
    assert_eq!(cases_of(&agency).len(), recorded.len() + 1);
}

/// Begins cases until the disk is full; the key that was refused.
fn recorded_until_full(agency: &Person, recorded: &mut Vec<Reply>) -> String {
    loop {
        let key = fresh_key();
        let reply = agency.post_with(&key, CASES, &new_case(SULSEL));
        if reply.status != 201 {
            is_problem(&reply, 507, "no-space");
            return key;
        }
        recorded.push(reply);
        assert!(recorded.len() < 3_000, "the disk is never full");
    }
}

/// Watches every flush to the disk of a running service, until dropped.
struct Flushes {
    strace: Child,
    seen: Arc<AtomicUsize>,
}

impl Flushes {
    /// Makes all of them fail.
    fn failing(service: u32) -> Option<Self> {
        Self::watched(service, &["-e", "inject=fsync,fdatasync:error=EIO"])
    }

    fn watched(service: u32, options: &[&str]) -> Option<Self> {
        let mut command = Command::new("strace");
        command.args(["-f", "-e", "trace=fsync,fdatasync"]).args(options).args(["-p", &service.to_string()]);
        let mut strace = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().ok()?;
        let mut lines = BufReader::new(strace.stderr.take()?).lines();
        let attached = lines.next()?.ok()?.contains("attached");
        let seen = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&seen);
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // One that another thread interrupts is shown twice, the second time as resumed.
                counted.fetch_add(usize::from(line.contains("sync(")), Ordering::SeqCst);
            }
        });
        let flushes = Self { strace, seen };
        // Until all threads are watched.
        thread::sleep(Duration::from_millis(300));
        attached.then_some(flushes)
    }
}

impl Drop for Flushes {
    fn drop(&mut self) {
        drop(Command::new("kill").args(["-INT", &self.strace.id().to_string()]).status());
        drop(self.strace.wait());
    }
}

#[test]
fn those_who_wait_together_share_flushes_on_sqlite() {
    on_each_database(|app| {
        if !app.is_sqlite() {
            return;
        }
        let agency = app.person("agency", "andi");
        let Some(flushes) = Flushes::watched(app.process_id(), &[]) else {
            return did_not_run("shared flushes", "strace is missing or may not attach here");
        };
        let held = app.hold_writing();
        let together: Vec<_> = (0..24)
            .map(|_| {
                let agency = agency.clone();
                thread::spawn(move || agency.post(CASES, &new_case(SULSEL)))
            })
            .collect();
        thread::sleep(Duration::from_secs(1));
        drop(held);
        for reply in together {
            reply.join().unwrap().with_status(201);
        }
        let seen = flushes.seen.load(Ordering::SeqCst);
        assert!((1..=8).contains(&seen), "{seen} flushes for 24 recordings");
    });
}

#[test]
fn a_failed_flush_is_never_acknowledged_and_nothing_follows_before_a_new_start() {
    let (_, folder) = fresh_place();
    let mut app = TestApp::start(format!("sqlite:{}", folder.join("data/timbang.db").display()), &folder);
    let agency = app.person("agency", "andi");
    let kept = agency.post(CASES, &new_case(SULSEL)).with_status(201);
    let key = fresh_key();
    let Some(failing) = Flushes::failing(app.process_id()) else {
        return did_not_run("failed flush", "strace is missing or may not attach here");
    };
    is_problem(&agency.post_with(&key, CASES, &new_case(SULSEL)), 503, "outcome-unknown");
    is_problem(&agency.post(CASES, &new_case(SULSEL)), 503, "disk-failed");
    drop(failing);
    // That the disk seems to work again proves nothing about what it was told before.
    is_problem(&agency.post(CASES, &new_case(SULSEL)), 503, "disk-failed");
    until_ready(&app, false);
    agency.get(kept.header("location").unwrap()).with_status(200);
    app.kill();
    app.start_again();
    let agency = agency.at(&app);
    agency.get(kept.header("location").unwrap()).with_status(200);
    agency.post_with(&key, CASES, &new_case(SULSEL)).with_status(201);
    assert_eq!(cases_of(&agency).len(), 2);
}

#[test]
fn when_the_database_is_lost_users_are_told_and_nothing_is_lost_or_doubled() {
    let Some(cluster) = Cluster::start("lost", true, "") else { return };
    let (_, folder) = fresh_place();
    let app = TestApp::start(cluster.database("lost"), &folder);
    let agency = app.person("agency", "andi");
    for _ in 0..2 {
        let load = Load::begin(&agency, 6);
        thread::sleep(Duration::from_millis(700));
        cluster.stop();
        let begun = Instant::now();
        until_ready(&app, false);
        assert!(begun.elapsed() < Duration::from_secs(2), "/readyz took {:?}", begun.elapsed());
        is_problem(&agency.post(CASES, &new_case(SULSEL)), 503, "database-unreachable");
        is_problem(&agency.get(CASES), 503, "database-unreachable");
        cluster.go_on();
        assert!(until_ready(&app, true) < Duration::from_secs(8));
        thread::sleep(Duration::from_millis(700));
        load.ends_with_each_once(&agency);
    }
}

#[test]
fn connections_that_are_ended_at_random_lose_and_double_nothing() {
    let Some(cluster) = Cluster::start("ended", true, "") else { return };
    let (_, folder) = fresh_place();
    let app = TestApp::start(cluster.database("ended"), &folder);
    let agency = app.person("agency", "andi");
    let load = Load::begin(&agency, 6);
    for _ in 0..15 {
        thread::sleep(Duration::from_millis(120));
        cluster.as_superuser("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'timbang'");
    }
    load.ends_with_each_once(&agency);
}

/// A service that reaches its database through a proxy.
fn behind_proxy(name: &str) -> Option<(Cluster, Proxy, TestApp, Person)> {
    let cluster = Cluster::start(name, true, "")?;
    let proxy = Proxy::before(cluster.folder());
    let (_, folder) = fresh_place();
    let app = TestApp::start(proxy.address(&cluster.database(name)), &folder);
    let agency = app.person("agency", "andi");
    Some((cluster, proxy, app, agency))
}

#[test]
fn a_commit_that_was_not_answered_is_found_out() {
    let Some((_cluster, proxy, _app, agency)) = behind_proxy("doubt") else { return };
    for cut in [Proxy::cut_after_commit, Proxy::cut_before_commit] {
        let (before, key) = (cases_of(&agency).len(), fresh_key());
        cut(&proxy);
        let reply = agency.post_with(&key, CASES, &new_case(SULSEL)).with_status(201);
        assert!(proxy.has_cut(), "no commit went by");
        assert_eq!(reply.header("idempotent-replayed"), None, "for this user it is the first answer");
        let again = agency.post_with(&key, CASES, &new_case(SULSEL)).with_status(201);
        assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &reply.body));
        assert_eq!(cases_of(&agency).len(), before + 1);
    }
}

#[test]
fn a_commit_that_nobody_can_find_out_about_is_told_by_the_same_key_later() {
    let Some((_cluster, proxy, _app, agency)) = behind_proxy("unknown") else { return };
    let key = fresh_key();
    proxy.cut_after_commit_and_close();
    is_problem(&agency.post_with(&key, CASES, &new_case(SULSEL)), 503, "outcome-unknown");
    proxy.open();
    let told = agency.post_with(&key, CASES, &new_case(SULSEL)).with_status(201);
    assert_eq!(told.header("idempotent-replayed"), Some("true"), "the server had done it");
    assert_eq!(cases_of(&agency).len(), 1);
}

#[test]
fn when_too_much_waits_more_is_turned_away_before_anything_is_done() {
    on_each_database(|mut app| {
        app.start_again_with(&[("limits.recordings", "8")]);
        let agency = app.person("agency", "andi");
        let held = app.hold_writing();
        let waiting: Vec<_> = (0..8)
            .map(|_| {
                let agency = agency.clone();
                thread::spawn(move || agency.post(CASES, &new_case(SULSEL)))
            })
            .collect();
        thread::sleep(Duration::from_millis(800));
        let key = fresh_key();
        let begun = Instant::now();
        is_problem(&agency.post_with(&key, CASES, &new_case(SULSEL)), 503, "full");
        assert!(begun.elapsed() < Duration::from_secs(1));
        drop(held);
        for reply in waiting {
            reply.join().unwrap().with_status(201);
        }
        let after = agency.post_with(&key, CASES, &new_case(SULSEL)).with_status(201);
        assert_eq!(after.header("idempotent-replayed"), None);
        assert_eq!(cases_of(&agency).len(), 9);
    });
}

#[test]
fn a_bad_recording_spoils_none_of_those_it_shares_a_transaction_with() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        // All wait for the writer, so that they come together.
        let held = app.hold_writing();
        let facts = format!(r#"{{"case":{}}}"#, crate::support::facts(SULSEL));
        let together: Vec<_> = (0..12)
            .map(|number| {
                let (agency, case, facts) = (agency.clone(), case.clone(), facts.clone());
                thread::spawn(move || {
                    if number % 3 == 0 {
                        agency.put(&format!("{case}/facts"), &facts)
                    } else {
                        agency.post(CASES, &new_case(SULSEL))
                    }
                })
            })
            .collect();
        thread::sleep(Duration::from_millis(500));
        drop(held);
        let replies: Vec<Reply> = together.into_iter().map(|it| it.join().unwrap()).collect();
        let done = replies.iter().filter(|it| it.status == 201).count();
        assert_eq!(done, 8);
        let changed = replies.iter().filter(|it| it.status == 200).count();
        assert!(changed >= 1, "one of those that change the same case comes first");
        assert_eq!(agency.get(&case).json()["version"], 1 + changed);
        assert_eq!(cases_of(&agency).len(), 9);
    });
}

#[test]
fn requests_that_are_given_up_half_way_show_nothing_to_the_next() {
    on_each_database(|app| {
        let (andi, tono) = (app.person("agency", "andi"), app.person_of("other", "agency", "tono"));
        andi.post(CASES, &new_case(SULSEL)).with_status(201);
        for _ in 0..150 {
            andi.gives_up(CASES);
            tono.gives_up(CASES);
        }
        for _ in 0..40 {
            assert_eq!((cases_of(&andi).len(), cases_of(&tono).len()), (1, 0));
        }
    });
}
