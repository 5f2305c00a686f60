//! Clients that begin cases without a pause, ask again with the same key until they are told, and remember every answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::support::{Person, SULSEL, fresh_key, new_case};

/// Clients under way.
pub(crate) struct Load {
    ends: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Vec<(String, String)>>>,
}

impl Load {
    /// Clients that all act for one agency.
    pub(crate) fn begin(agency: &Person, clients: usize) -> Self {
        let ends = Arc::new(AtomicBool::new(false));
        let clients = (0..clients).map(|_| {
            let (agency, ends) = (agency.clone(), Arc::clone(&ends));
            thread::spawn(move || client(&agency, &ends))
        });
        Self { clients: clients.collect(), ends }
    }

    /// Everyone was answered in the end, the same again under the same key, and each case is there exactly once.
    pub(crate) fn ends_with_each_once(self, agency: &Person) {
        self.ends.store(true, Ordering::SeqCst);
        let answered: Vec<(String, String)> =
            self.clients.into_iter().flat_map(|it| it.join().expect("a client was answered")).collect();
        assert!(answered.len() > 10, "only {} were answered", answered.len());
        let there = cases_of(agency);
        for (key, body) in &answered {
            let again = agency.post_with(key, "/api/v1/cases", &new_case(SULSEL)).with_status(201);
            assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), body));
            let id = again.text("/id");
            assert_eq!(there.iter().filter(|it| **it == id).count(), 1, "the case {id}");
        }
    }
}

/// One after the other; the keys with their answers.
fn client(agency: &Person, ends: &AtomicBool) -> Vec<(String, String)> {
    let mut answered = Vec::new();
    while !ends.load(Ordering::SeqCst) {
        let key = fresh_key();
        answered.push((key.clone(), insists(agency, &key)));
    }
    answered
}

/// Asks with one key until the answer is there. Only 503 means to ask again.
fn insists(agency: &Person, key: &str) -> String {
    let begun = Instant::now();
    loop {
        let reply = agency.post_with(key, "/api/v1/cases", &new_case(SULSEL));
        if reply.status == 201 {
            return reply.body;
        }
        assert_eq!(reply.status, 503, "{}", reply.body);
        assert!(begun.elapsed() < Duration::from_secs(40), "never answered: {}", reply.body);
        thread::sleep(Duration::from_millis(50));
    }
}

/// The identities of all cases that a person sees.
pub(crate) fn cases_of(person: &Person) -> Vec<String> {
    let mut cases = Vec::new();
    let mut rest = String::new();
    loop {
        let page = person.get(&format!("/api/v1/cases{rest}")).with_status(200).json();
        let items = page["items"].as_array().expect("a list").iter();
        cases.extend(items.map(|it| it["id"].as_str().expect("an identity").to_owned()));
        match page["next"].as_str() {
            Some(next) => rest = format!("?cursor={next}"),
            None => return cases,
        }
    }
}
