//! Whoever says which version of a case was read does not write over what others did since.

use std::thread;

use crate::client::Reply;
use crate::support::{Person, SULSEL, TestApp, facts, fresh_key, on_each_database, verified_case};

/// A step for the version with this tag.
fn step(person: &Person, (method, path): (&str, &str), tag: &str, body: &str) -> Reply {
    person.send(method, path, &[("idempotency-key", &fresh_key()), ("if-match", tag)], body)
}

/// The facts with another total.
fn with_total(total: &str) -> String {
    format!(r#"{{"case":{}}}"#, facts(SULSEL).replace("340.5", total))
}

fn tag(reply: &Reply) -> &str {
    reply.header("etag").unwrap_or_else(|| panic!("no tag: {}", reply.body))
}

#[test]
fn every_answer_with_a_case_has_its_tag() {
    on_each_database(|app| {
        let (case, agency, verifier, reviewer) = verified_case(&app, SULSEL);
        assert_eq!(tag(&agency.get(&case)), "\"3\"");
        assert_eq!(tag(&agency.get(&format!("{case}/facts?status=verified"))), "\"3\"");
        let ruled = verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        assert_eq!(ruled.header("etag"), None, "a ruling has no versions");
        let reviews = format!("/api/v1/rulings/{}/reviews", ruled.text("/id"));
        let body = r#"{"verdict":"remanded","reason":"look again"}"#;
        let remanded = step(&reviewer, ("POST", &reviews), "\"4\"", body).with_status(201);
        assert_eq!(tag(&remanded), "\"5\"");
        let begun = agency.post("/api/v1/cases", &crate::support::new_case(SULSEL)).with_status(201);
        assert_eq!(tag(&begun), "\"1\"");
    });
}

#[test]
fn a_stale_tag_is_refused_and_nothing_is_written() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        let place = format!("{case}/facts");
        let put = |tag: &str, total: &str| step(&agency, ("PUT", &place), tag, &with_total(total));
        assert_eq!(tag(&put("\"1\"", "341.0").with_status(200)), "\"2\"");
        let before = (agency.get(&case).body, agency.get(&format!("{case}/history")).body);
        let key = fresh_key();
        let late = |tag: &str| {
            let headers = [("idempotency-key", key.as_str()), ("if-match", tag)];
            agency.send("PUT", &place, &headers, &with_total("342.0"))
        };
        let refused = late("\"1\"").with_status(412);
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        assert_eq!(refused.text("/code"), "case-changed");
        assert_eq!((refused.text("/etag"), refused.text("/version")), ("\"2\"".to_owned(), "2".to_owned()));
        assert!(refused.text("/title").contains("read it again"), "{}", refused.body);
        assert_eq!((agency.get(&case).body, agency.get(&format!("{case}/history")).body), before);
        // Nothing was done, so the key is still free; once it is used, its answer stays whatever comes after.
        let done = late("\"2\"").with_status(200);
        assert_eq!(done.text("/facts/assessment/total"), "342.0");
        put("\"3\"", "343.0").with_status(200);
        let again = late("\"2\"").with_status(200);
        assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &done.body));
        assert_eq!(tag(&again), tag(&done));
    });
}

#[test]
fn the_header_is_read_as_it_is_defined() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let place = format!("{}/facts", agency.begin(SULSEL));
        let put = |tag: &str| step(&agency, ("PUT", &place), tag, &with_total("341.0"));
        put("*").with_status(200);
        put("\"7\", \"2\"").with_status(200);
        for never in ["W/\"3\"", "\"03\"", "\"any\", W/\"3\""] {
            assert_eq!(put(never).with_status(412).text("/etag"), "\"3\"", "{never}");
        }
        for garbage in ["3", "\"3", "'3'", "\"3\" \"4\"", "*, \"3\"", ","] {
            assert_eq!(put(garbage).with_status(400).text("/code"), "if-match-malformed", "{garbage}");
        }
        // Several lines are one list.
        let (key, body) = (fresh_key(), with_total("342.0"));
        let lines = [("idempotency-key", key.as_str()), ("if-match", "\"1\""), ("if-match", "\"3\"")];
        agency.send("PUT", &place, &lines, &body).with_status(200);
    });
}

#[test]
fn every_step_of_a_case_may_be_bound_to_a_version() {
    on_each_database(|app| {
        let (agency, verifier, reviewer) =
            (app.person("agency", "andi"), app.person("verifier", "siti"), app.person("reviewer", "budi"));
        let case = agency.begin(SULSEL);
        let reason = r#"{"reason":"r"}"#;
        let (dated, found) = (r#"{"keep_date":true}"#, r#"{"claimed_date_is_right":true,"rest":"verified"}"#);
        let way: [(&Person, &str, &str); 6] = [
            (&agency, "submission", dated),
            (&verifier, "return", reason),
            (&agency, "submission", dated),
            (&verifier, "verification", found),
            (&verifier, "ruling", "{}"),
            (&agency, "objection", reason),
        ];
        for (version, (person, name, body)) in (1..).zip(way) {
            let place = format!("{case}/{name}");
            let stale = step(person, ("POST", &place), &format!("\"{}\"", version - 1), body).with_status(412);
            assert_eq!(stale.text("/etag"), format!("\"{version}\""), "{name}");
            let done = step(person, ("POST", &place), &format!("\"{version}\""), body);
            assert!([200, 201].contains(&done.status), "{name}: {}", done.body);
        }
        // What could not be done anyhow is told first.
        let illegal = step(&agency, ("POST", &format!("{case}/submission")), "\"1\"", dated).with_status(409);
        assert_eq!(illegal.text("/code"), "illegal-step");
        let stranger = app.person("agency", "rina");
        step(&stranger, ("PUT", &format!("{case}/facts")), "\"1\"", &with_total("1.0")).with_status(404);
        let same = app.person("reviewer", "siti");
        let judged = r#"{"answer":"yes","reason":"r"}"#;
        step(&same, ("PUT", &format!("{case}/judgements/any")), "\"1\"", judged).with_status(409);
        verifier.post(&format!("{case}/verification"), r#"{"rest":"verified"}"#).with_status(200);
        let stale = step(&reviewer, ("PUT", &format!("{case}/judgements/any")), "\"1\"", judged).with_status(412);
        assert_eq!(stale.text("/code"), "case-changed");
    });
}

#[test]
fn of_two_programs_at_once_exactly_one_wins() {
    on_each_database(|app| {
        // On PostgreSQL each program asks a node of its own.
        let other = (!app.is_sqlite()).then(|| app.second_node());
        for _ in 0..12 {
            race(&app, other.as_ref().unwrap_or(&app));
        }
    });
}

fn race(first: &TestApp, second: &TestApp) {
    let agency = first.person("agency", "andi");
    let case = agency.begin(SULSEL);
    let programs = [(agency.clone(), "341.0"), (agency.at(second), "342.0")].map(|(person, total)| {
        let place = format!("{case}/facts");
        thread::spawn(move || step(&person, ("PUT", &place), "\"1\"", &with_total(total)))
    });
    let replies = programs.map(|it| it.join().expect("an answer"));
    let mut statuses = replies.each_ref().map(|it| it.status);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412], "{replies:?}");
    let [won, lost] = if replies[0].status == 200 { [&replies[0], &replies[1]] } else { [&replies[1], &replies[0]] };
    assert_eq!((tag(won), lost.text("/etag")), ("\"2\"", "\"2\"".to_owned()));
    assert_eq!(agency.get(&case).with_status(200).body, won.body, "only the one that won is there");
}
