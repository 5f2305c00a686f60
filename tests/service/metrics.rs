//! What is measured can be read by those who watch over the service, and tells of no one.

use std::net::TcpListener;

use crate::client::send;
use crate::support::{SULSEL, on_each_database, on_each_database_with, verified_case};

#[test]
fn metrics_count_requests_recordings_and_rulings_without_naming_anyone() {
    on_each_database(|app| {
        let (case, agency, verifier, _) = verified_case(&app, SULSEL);
        verifier.post(&format!("{case}/ruling"), "{}").with_status(201);
        agency.get("/api/v1/nothing").with_status(404);
        agency.send("BREW", "/api/v1/cases", &[], "");
        let shown = app.person("auditor", "edi").get("/metrics").with_status(200);
        assert_eq!(shown.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
        for line in [
            "timbang_rulings_total{status=\"decided\"} 1",
            // The publication of the rules at the start, and four steps of the case.
            "timbang_recordings_total{outcome=\"now\"} 5",
            "timbang_recordings_waiting 0",
            "timbang_ready 1",
            "timbang_http_requests_total{method=\"POST\",route=\"/api/v1/cases/{case}/ruling\",status=\"201\"} 1",
            "timbang_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
        ] {
            assert!(shown.body.lines().any(|it| it == line), "{line} is not in\n{}", shown.body);
        }
        for part in [
            "timbang_build_info{version=",
            "timbang_database_connections{state=\"open\"}",
            "timbang_http_request_duration_seconds_bucket{method=\"POST\"",
            "timbang_recording_duration_seconds_bucket",
            "method=\"other\"",
        ] {
            assert!(shown.body.contains(part), "{part} is not in\n{}", shown.body);
        }
        let case = case.rsplit('/').next().expect("an identity");
        for name in ["demo", "andi", "siti", "agency-of", "BREW", case] {
            assert!(!shown.body.contains(name), "{name} is in\n{}", shown.body);
        }
    });
}

#[test]
fn metrics_are_for_those_who_watch_over_the_service() {
    on_each_database(|app| {
        app.anonymous("GET", "/metrics").with_status(401);
        for role in ["agency", "verifier", "reviewer", "policy", "publisher"] {
            app.person(role, "joko").get("/metrics").with_status(403);
        }
        app.person("admin", "ayu").get("/metrics").with_status(200);
    });
}

#[test]
fn an_address_of_its_own_gives_metrics_alone_and_without_a_key() {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port").to_string();
    on_each_database_with(&format!("metrics_listen = \"{free}\"\n"), |app| {
        let shown = send(&free, "GET", "/metrics", &[], "").with_status(200);
        assert!(shown.body.contains("timbang_build_info"), "{}", shown.body);
        assert_eq!(send(&free, "GET", "/api/v1/cases", &[], "").status, 404);
        app.person("admin", "ayu").get("/metrics").with_status(404);
    });
}
