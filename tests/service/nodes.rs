//! Two services on one PostgreSQL are one service.

use std::thread;
use std::time::Duration;

use crate::client::Reply;
use crate::databases::{make_database, shared_postgres};
use crate::load::{Load, cases_of};
use crate::support::{Person, SULSEL, TestApp, facts, fresh_key, fresh_place, new_case, on_postgres};

/// Asks all at once.
fn at_once(asking: Vec<Box<dyn FnOnce() -> Reply + Send>>) -> Vec<Reply> {
    let threads: Vec<_> = asking.into_iter().map(thread::spawn).collect();
    threads.into_iter().map(|it| it.join().expect("an answer")).collect()
}

#[test]
fn both_start_at_once_on_an_empty_database() {
    let Some(server) = shared_postgres() else { return };
    for _ in 0..2 {
        let (name, folder) = fresh_place();
        let database = make_database(&server, &name);
        let nodes: Vec<_> = (0..2)
            .map(|_| {
                let (database, folder) = (database.clone(), folder.clone());
                thread::spawn(move || TestApp::start(database, &folder))
            })
            .collect();
        let nodes: Vec<TestApp> = nodes.into_iter().map(|it| it.join().unwrap()).collect();
        let agency = nodes[0].person("agency", "andi");
        for node in &nodes {
            agency.at(node).post("/api/v1/cases", &new_case(SULSEL)).with_status(201);
        }
        assert_eq!(cases_of(&agency.at(&nodes[1])).len(), 2);
    }
}

#[test]
fn one_key_sent_to_both_gives_one_case_and_the_same_bytes() {
    on_postgres(|first| {
        let second = first.second_node();
        let agency = first.person("agency", "andi");
        for number in 1..=12 {
            let key = fresh_key();
            let ask = |node: &TestApp| -> Box<dyn FnOnce() -> Reply + Send> {
                let (agency, key) = (agency.at(node), key.clone());
                Box::new(move || agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)))
            };
            let replies = at_once(vec![ask(&first), ask(&second), ask(&second), ask(&first)]);
            assert!(replies.iter().all(|it| it.status == 201 && it.body == replies[0].body), "{replies:?}");
            let new = replies.iter().filter(|it| it.header("idempotent-replayed").is_none()).count();
            assert_eq!(new, 1, "one was the first");
            assert_eq!(cases_of(&agency).len(), number);
        }
    });
}

#[test]
fn steps_on_both_are_in_one_order_and_none_is_lost() {
    on_postgres(|first| {
        let second = first.second_node();
        let agency = first.person("agency", "andi");
        let case = agency.begin(SULSEL);
        let mut done = 1;
        for round in 0..6 {
            let change = |node: &TestApp, total: &str| -> Box<dyn FnOnce() -> Reply + Send> {
                let (agency, path) = (agency.at(node), format!("{case}/facts"));
                let body = format!(r#"{{"case":{}}}"#, facts(SULSEL).replace("340.5", total));
                Box::new(move || agency.put(&path, &body))
            };
            let totals = (format!("34{round}.1"), format!("34{round}.2"));
            let replies = at_once(vec![change(&first, &totals.0), change(&second, &totals.1)]);
            for reply in &replies {
                assert!([200, 409].contains(&reply.status), "{}", reply.body);
            }
            done += replies.iter().filter(|it| it.status == 200).count();
            // Whoever came last is what both show.
            let shown = agency.at(&first).get(&case).with_status(200).body;
            assert_eq!(agency.at(&second).get(&case).body, shown);
            assert!(shown.contains(&totals.0) || shown.contains(&totals.1), "{shown}");
        }
        let history = agency.get(&format!("{case}/history")).with_status(200).json();
        let versions: Vec<u64> =
            history["items"].as_array().unwrap().iter().map(|it| it["version"].as_u64().unwrap()).collect();
        let expected: Vec<u64> = (1..=u64::try_from(done).unwrap()).collect();
        assert_eq!(versions, expected, "each step that was answered, once and in order");
    });
}

#[test]
fn a_case_goes_its_way_over_both_and_is_ruled_once() {
    on_postgres(|first| {
        let second = first.second_node();
        let on = |person: &Person, node: &TestApp| person.at(node);
        let (agency, verifier) = (first.person("agency", "andi"), second.person("verifier", "siti"));
        let reviewer = first.person("reviewer", "budi");
        let case = agency.begin(SULSEL);
        on(&agency, &second).post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        on(&verifier, &first)
            .post(&format!("{case}/verification"), r#"{"claimed_date_is_right":true,"rest":"verified"}"#)
            .with_status(200);
        let rule = |node: &TestApp| -> Box<dyn FnOnce() -> Reply + Send> {
            let (verifier, path) = (verifier.at(node), format!("{case}/ruling"));
            Box::new(move || verifier.post(&path, "{}"))
        };
        let mut replies = at_once(vec![rule(&first), rule(&second), rule(&first), rule(&second)]);
        replies.sort_by_key(|it| it.status);
        assert_eq!(replies.iter().map(|it| it.status).collect::<Vec<_>>(), [201, 409, 409, 409]);
        let ruling = replies[0].header("location").unwrap();
        let (here, there) = (agency.at(&first).get(ruling), agency.at(&second).get(ruling));
        assert_eq!(here.with_status(200).body, there.with_status(200).body);
        let confirmed = r#"{"verdict":"confirmed","reason":"r"}"#;
        reviewer.at(&second).post(&format!("{ruling}/reviews"), confirmed).with_status(201);
    });
}

#[test]
fn what_one_node_answered_before_it_died_is_on_the_other_once() {
    on_postgres(|first| {
        let mut second = first.second_node();
        let agency = first.person("agency", "andi");
        let dying = agency.at(&second);
        let load = Load::begin(&agency, 3);
        let clients: Vec<_> = (0..3)
            .map(|_| {
                let dying = dying.clone();
                thread::spawn(move || crate::recording::answered_until_the_end(&dying))
            })
            .collect();
        thread::sleep(Duration::from_millis(900));
        second.kill();
        let answered: Vec<(String, String)> = clients.into_iter().flat_map(|it| it.join().unwrap()).collect();
        assert!(!answered.is_empty(), "nothing was answered before the kill");
        let there = cases_of(&agency);
        for (key, body) in answered {
            let again = agency.post_with(&key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
            assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &body));
            assert_eq!(there.iter().filter(|it| **it == again.text("/id")).count(), 1);
        }
        load.ends_with_each_once(&agency);
    });
}
