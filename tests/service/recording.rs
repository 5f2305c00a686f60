//! Nothing that was accepted is lost, doubled or changed.

use std::io::Write;
use std::thread;

use crate::client::open;
use crate::support::{SULSEL, fresh_key, new_case, on_each_database, verified_case};

#[test]
fn after_a_kill_the_same_bytes_are_there() {
    on_each_database(|mut app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        let key = fresh_key();
        let ruled = verifier.post_with(&key, &format!("{case}/ruling"), "{}").with_status(201);
        let ruling = ruled.header("location").expect("a place").to_owned();
        let explained = agency.get(&format!("{ruling}/explanation")).with_status(200);
        app.kill();
        app.start_again();
        let (agency, verifier) = (agency.at(&app), verifier.at(&app));
        assert_eq!(agency.get(&ruling).with_status(200).body, ruled.body);
        assert_eq!(agency.get(&format!("{ruling}/explanation")).body, explained.body);
        let again = verifier.post_with(&key, &format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(again.body, ruled.body);
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        assert_eq!(again.header("location"), Some(ruling.as_str()));
    });
}

#[test]
fn whatever_was_answered_before_a_kill_under_load_is_kept() {
    on_each_database(|mut app| {
        let agency = app.person("agency", "andi");
        let clients: Vec<_> = (0..4)
            .map(|_| {
                let agency = agency.clone();
                thread::spawn(move || answered_until_the_end(&agency))
            })
            .collect();
        thread::sleep(std::time::Duration::from_millis(600));
        app.kill();
        let answered: Vec<(String, String)> = clients.into_iter().flat_map(|it| it.join().unwrap()).collect();
        assert!(!answered.is_empty(), "nothing was answered before the kill");
        app.start_again();
        let agency = agency.at(&app);
        for (key, body) in answered {
            let again = agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
            assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &body));
        }
    });
}

/// Begins cases until the service is gone; keys and bodies of what was answered.
fn answered_until_the_end(agency: &crate::support::Person) -> Vec<(String, String)> {
    let mut answered = Vec::new();
    loop {
        let key = fresh_key();
        let agency = agency.clone();
        let used = key.clone();
        // Without an answer the client panics; that one does not count.
        let reply = thread::spawn(move || agency.post_with(&used, "/api/v1/cases", &new_case(SULSEL))).join();
        match reply {
            Ok(reply) if reply.status == 201 => answered.push((key, reply.body)),
            _ => return answered,
        }
    }
}

#[test]
fn one_key_gives_one_answer_and_one_case() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let key = fresh_key();
        let at_once: Vec<_> = (0..8)
            .map(|_| {
                let (agency, key) = (agency.clone(), key.clone());
                thread::spawn(move || agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201).body)
            })
            .collect();
        let bodies: Vec<String> = at_once.into_iter().map(|it| it.join().unwrap()).collect();
        assert!(bodies.iter().all(|it| *it == bodies[0]));
        assert_eq!(agency.get("/api/v1/cases").json()["items"].as_array().unwrap().len(), 1);
        let other = new_case(SULSEL).replace("340.5", "300.0");
        let reused = agency.post_with(&key, "/api/v1/cases", &other).with_status(422);
        assert_eq!(reused.text("/code"), "idempotency-key-reused");
    });
}

#[test]
fn a_key_of_another_agency_is_another_key() {
    on_each_database(|app| {
        let (andi, rina) = (app.person("agency", "andi"), app.person("agency", "rina"));
        let key = fresh_key();
        let first = andi.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
        let second = rina.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
        assert_ne!(first.text("/id"), second.text("/id"));
        assert_eq!(second.header("idempotent-replayed"), None);
    });
}

#[test]
fn of_two_rulings_at_once_one_follows_the_state() {
    on_each_database(|app| {
        let (case, _, verifier, _) = verified_case(&app, SULSEL);
        let at_once: Vec<_> = (0..6)
            .map(|_| {
                let (verifier, path) = (verifier.clone(), format!("{case}/ruling"));
                thread::spawn(move || verifier.post(&path, "{}").status)
            })
            .collect();
        let mut statuses: Vec<u16> = at_once.into_iter().map(|it| it.join().unwrap()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
    });
}

#[test]
fn a_client_that_hangs_up_does_not_cut_the_recording() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let mut keys = Vec::new();
        for _ in 0..10 {
            let (key, body) = (fresh_key(), new_case(SULSEL));
            let mut stream = open(&app.address);
            let head = format!(
                "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n\
                 content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                agency.key,
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            drop(stream);
            keys.push(key);
        }
        // Each is there once, whether it was recorded before or by asking again.
        for key in keys {
            agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
        }
        assert_eq!(agency.get("/api/v1/cases").json()["items"].as_array().unwrap().len(), 10);
    });
}

#[test]
fn only_one_service_serves_from_a_file() {
    on_each_database(|app| {
        if app.is_sqlite() {
            assert!(app.refuses_to_start().contains("another service"));
        }
    });
}
