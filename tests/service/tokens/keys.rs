//! The keys of an issuer change, end, and cannot be had.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jsonwebtoken::Algorithm;

use super::issuer::{Issuer, Key};
use super::{person, settings};
use crate::certificates::Certificates;
use crate::support::{Person, TestApp, on_each_database_with};

const FAST: &str = "refresh_seconds = 1";

fn auditor(app: &TestApp, issuer: &Issuer, key: &Key) -> Person {
    person(app, issuer, key, ("auditor", "dewi"))
}

/// Waits until the answer has this status, ten seconds at most.
fn until(person: &Person, status: u16) {
    let begun = Instant::now();
    while person.get("/api/v1/cases").status != status {
        assert!(begun.elapsed() < Duration::from_secs(10), "no {status} after {:?}", begun.elapsed());
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn while_keys_change_with_overlap_no_good_token_is_refused() {
    let (old, new) = (Key::new("old", Algorithm::ES256), Key::new("new", Algorithm::ES256));
    let issuer = Issuer::new(&[&old]);
    on_each_database_with(&settings(&issuer, &old, ""), |app| {
        issuer.publish(&[&old]);
        let [with_old, with_new] = [&old, &new].map(|it| auditor(&app, &issuer, it));
        for _ in 0..20 {
            with_old.get("/api/v1/cases").with_status(200);
        }
        // The set is read again because a key is not known, long before it is time.
        issuer.publish(&[&old, &new]);
        for _ in 0..20 {
            with_new.get("/api/v1/cases").with_status(200);
            with_old.get("/api/v1/cases").with_status(200);
        }
    });
}

#[test]
fn a_key_that_leaves_the_set_ends() {
    let (old, new) = (Key::new("old", Algorithm::ES256), Key::new("new", Algorithm::ES256));
    let issuer = Issuer::new(&[&old]);
    on_each_database_with(&settings(&issuer, &old, FAST), |app| {
        issuer.publish(&[&old, &new]);
        let [with_old, with_new] = [&old, &new].map(|it| auditor(&app, &issuer, it));
        until(&with_new, 200);
        issuer.publish(&[&new]);
        until(&with_old, 401);
        with_new.get("/api/v1/cases").with_status(200);
        issuer.publish(&[]);
        until(&with_new, 401);
    });
}

#[test]
fn while_the_issuer_is_down_known_keys_go_on() {
    let (key, other) = (Key::new("one", Algorithm::ES256), Key::new("two", Algorithm::ES256));
    let issuer = Issuer::new(&[&key]);
    on_each_database_with(&settings(&issuer, &key, FAST), |app| {
        issuer.publish(&[&key]);
        issuer.set_down(false);
        let known = auditor(&app, &issuer, &key);
        until(&known, 200);
        issuer.set_down(true);
        let asked = issuer.asked();
        while issuer.asked() < asked + 3 {
            known.get("/api/v1/cases").with_status(200);
            sleep(Duration::from_millis(50));
        }
        // What it says when it is ill is not its key set either.
        issuer.set_down(false);
        for ill in ["<html>busy</html>", "[{\"keys\":[]}]", &"[".repeat(300_000)] {
            issuer.publish_text(ill);
            let asked = issuer.asked();
            while issuer.asked() < asked + 2 {
                known.get("/api/v1/cases").with_status(200);
                sleep(Duration::from_millis(50));
            }
        }
        auditor(&app, &issuer, &other).get("/api/v1/cases").with_status(401);
        issuer.publish(&[&key, &other]);
        until(&auditor(&app, &issuer, &other), 200);
    });
}

#[test]
fn an_issuer_that_is_down_at_the_start_is_waited_for() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    issuer.set_down(true);
    on_each_database_with(&settings(&issuer, &key, FAST), |mut app| {
        issuer.set_down(true);
        app.kill();
        app.start_again();
        let person = auditor(&app, &issuer, &key);
        person.get("/api/v1/cases").with_status(401);
        // Those with API keys do not suffer from it, and whoever runs the service can see it.
        app.person("auditor", "dewi").get("/api/v1/cases").with_status(200);
        assert_eq!(app.anonymous("GET", "/readyz").with_status(200).text("/issuers_without_keys"), "1");
        issuer.set_down(false);
        until(&person, 200);
        assert_eq!(app.anonymous("GET", "/readyz").with_status(200).json().get("issuers_without_keys"), None);
    });
}

#[test]
fn unknown_keys_do_not_make_us_flood_the_issuer() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    on_each_database_with(&settings(&issuer, &key, ""), |app| {
        auditor(&app, &issuer, &key).get("/api/v1/cases").with_status(200);
        let before = issuer.asked();
        let stranger = Key { name: "stranger".to_owned(), ..key.clone() };
        for _ in 0..50 {
            auditor(&app, &issuer, &stranger).get("/api/v1/cases").with_status(401);
        }
        assert!(issuer.asked() - before <= 5, "asked {} times", issuer.asked() - before);
        auditor(&app, &issuer, &key).get("/api/v1/cases").with_status(200);
    });
}

#[test]
fn keys_can_lie_in_a_file() {
    let (old, new) = (Key::new("old", Algorithm::RS256), Key::new("new", Algorithm::RS256));
    let issuer = Issuer::new(&[&old]);
    let path = std::env::temp_dir().join(format!("timbang_keys_{}.json", std::process::id()));
    let write =
        |key: &Key| std::fs::write(&path, serde_json::json!({"keys": [key.public]}).to_string()).expect("a file");
    write(&old);
    let from_url = format!("jwks_url = \"{}/certs\"", issuer.url);
    let settings = settings(&issuer, &old, FAST).replace(&from_url, &format!("jwks_file = \"{}\"", path.display()));
    on_each_database_with(&settings, |app| {
        write(&old);
        until(&auditor(&app, &issuer, &old), 200);
        write(&new);
        until(&auditor(&app, &issuer, &old), 401);
        auditor(&app, &issuer, &new).get("/api/v1/cases").with_status(200);
    });
    assert_eq!(issuer.asked(), 0);
    drop(std::fs::remove_file(&path));
}

#[test]
fn over_https_only_those_vouched_for_give_keys() {
    let key = Key::new("one", Algorithm::ES256);
    let issuer = Issuer::new(&[&key]);
    let folder = std::env::temp_dir().join(format!("timbang_https_{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let certificates = Certificates::new(&folder);
    let set = serde_json::json!({"keys": [key.public]}).to_string();
    let answer =
        format!("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{set}", set.len());
    std::fs::write(folder.join("certs"), answer).expect("a file");
    let (mut server, port) = https(&folder);
    let at = |host: &str, more: &str| {
        let from_url = format!("jwks_url = \"{}/certs\"", issuer.url);
        settings(&issuer, &key, FAST).replace(&from_url, &format!("jwks_url = \"https://{host}:{port}/certs\"\n{more}"))
    };
    let vouched = format!("certificate_authorities = \"{}\"", certificates.authority.display());
    on_each_database_with(&at("localhost", &vouched), |app| until(&auditor(&app, &issuer, &key), 200));
    for (host, more) in [("localhost", ""), ("127.0.0.1", vouched.as_str())] {
        on_each_database_with(&at(host, more), |app| {
            sleep(Duration::from_millis(1_500));
            auditor(&app, &issuer, &key).get("/api/v1/cases").with_status(401);
            assert_eq!(app.anonymous("GET", "/readyz").text("/issuers_without_keys"), "1");
        });
    }
    drop((server.kill(), server.wait()));
    drop(std::fs::remove_dir_all(&folder));
}

/// Serves the files of a folder over TLS; gives the port.
fn https(folder: &Path) -> (Child, u16) {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").port();
    let address = format!("127.0.0.1:{free}");
    let mut command = Command::new("openssl");
    command.current_dir(folder).args([
        "s_server",
        "-quiet",
        "-HTTP",
        "-cert",
        "server.pem",
        "-key",
        "server.key",
        "-accept",
        &address,
    ]);
    let process =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("openssl is installed");
    let begun = Instant::now();
    while TcpStream::connect(&address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(10), "the server takes no connections");
        sleep(Duration::from_millis(50));
    }
    (process, free)
}
