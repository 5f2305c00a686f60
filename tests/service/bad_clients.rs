//! Clients that send too much, too slowly, or go away: each gets a clear answer, and the service goes on for the others.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::client::{open, reply};
use crate::support::{SULSEL, fresh_key, new_case, on_each_database};

/// However bad a request is, nobody waits longer for the answer.
const PATIENCE: Duration = Duration::from_secs(8);

#[test]
fn an_object_with_very_many_members_is_refused_at_once_and_briefly() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let members: Vec<String> = (0..60_000).map(|it| format!("\"m{it}\":1")).collect();
        let many = members.join(",");
        let twice = vec!["\"m\":1"; 100_000].join(",");
        for body in [
            format!("{{{many}}}"),
            format!("{{{twice}}}"),
            format!(r#"{{"rulebook":"exemption","case":{{{many}}}}}"#),
            format!(r#"{{"rulebook":"exemption","case":{{"agency":{{{many}}}}}}}"#),
            format!(r#"{{"rulebook":"exemption","case":{{"evidence":{{{many}}}}}}}"#),
        ] {
            let begun = Instant::now();
            let refused = agency.post("/api/v1/cases", &body).with_status(422);
            assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
            assert!(refused.body.len() < 100_000, "an answer of {} bytes", refused.body.len());
            assert!(!refused.pointers().is_empty(), "{}", refused.body);
        }
        agency.get("/healthz").with_status(200);
    });
}

#[test]
fn a_verification_of_far_too_many_places_is_refused_soon() {
    on_each_database(|app| {
        let (agency, verifier) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let case = agency.begin(SULSEL);
        agency.post(&format!("{case}/submission"), r#"{"keep_date":true}"#).with_status(200);
        let all = |each: &str| (0..20_000).map(|it| format!("\"/x{it}\":{each}")).collect::<Vec<_>>().join(",");
        let (found, corrected) = (all(r#"{"status":"verified"}"#), all("1"));
        for body in [
            format!(r#"{{"evidence":{{{found}}}}}"#),
            format!(r#"{{"corrections":{{{corrected}}}}}"#),
            format!(r#"{{"evidence":{{{found}}},"corrections":{{{corrected}}}}}"#),
        ] {
            let begun = Instant::now();
            let refused = verifier.post(&format!("{case}/verification"), &body).with_status(422);
            assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
            assert!(refused.pointers().contains(&"/claimed_date_is_right".to_owned()), "{}", refused.body);
        }
        let claims = all(r#"{"status":"verified"}"#);
        let body = format!(r#"{{"rulebook":"exemption","case":{{"evidence":{{{claims}}}}}}}"#);
        let begun = Instant::now();
        agency.post("/api/v1/cases", &body).with_status(422);
        assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    });
}

#[test]
fn numbers_without_end_are_refused_in_their_place() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        for number in ["1e999999999", "-1e-999999999", &"9".repeat(500_000), &format!("\"{}\"", "9".repeat(500_000))] {
            let body = format!(r#"{{"rulebook":"exemption","case":{{"assessment":{{"total":{number}}}}}}}"#);
            let begun = Instant::now();
            let refused = agency.post("/api/v1/cases", &body).with_status(422);
            assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
            assert!(refused.pointers().iter().any(|it| it == "/case/assessment/total"), "{}", refused.body);
            assert!(refused.body.len() < 100_000, "an answer of {} bytes", refused.body.len());
        }
    });
}

#[test]
fn a_text_of_nearly_a_mebibyte_is_refused_in_its_place() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let case = agency.begin(SULSEL);
        let body = format!(r#"{{"reason":"{}"}}"#, "x".repeat(1_000_000));
        let refused = agency.post(&format!("{case}/withdrawal"), &body).with_status(422);
        assert_eq!(refused.pointers(), ["/reason"]);
    });
}

#[test]
fn a_head_that_does_not_come_is_not_waited_for() {
    on_each_database(|app| {
        let begun = Instant::now();
        let mut stream = open(&app.address);
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ").expect("the connection is open");
        assert_eq!(reply(&mut stream).status, 408);
        assert!(begun.elapsed() < Duration::from_secs(20));
    });
}

#[test]
fn whoever_hangs_up_can_ask_again_and_nothing_is_done_twice() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let (key, body) = (fresh_key(), new_case(SULSEL));
        let mut stream = open(&app.address);
        let head = format!(
            "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            agency.key,
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("the connection is open");
        drop(stream);
        let answer = agency.post_with(&key, "/api/v1/cases", &body).with_status(201);
        let again = agency.post_with(&key, "/api/v1/cases", &body).with_status(201);
        assert_eq!(answer.body, again.body);
        assert_eq!(agency.get("/api/v1/cases").json()["items"].as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn the_trace_of_the_caller_goes_on() {
    on_each_database(|app| {
        let agency = app.person("agency", "andi");
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let answer = agency.send("GET", "/api/v1/cases", &[("traceparent", parent)], "").with_status(200);
        let trace = answer.header("traceparent").expect("a trace").to_owned();
        assert!(trace.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-") && trace.ends_with("-01"), "{trace}");
        assert_ne!(trace, parent);
        let begun = agency.send("GET", "/api/v1/cases", &[("traceparent", "nonsense")], "").with_status(200);
        let id = begun.header("x-request-id").expect("an identity").replace('-', "");
        assert!(begun.header("traceparent").is_some_and(|it| it.starts_with(&format!("00-{id}-"))));
    });
}
