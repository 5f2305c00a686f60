//! Greedy, slow and numerous clients get what is theirs, and take nothing from others.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::{Reply, open, reply, send};
use crate::support::{Person, SULSEL, TestApp, facts, fresh_key, on_each_database_with};

#[test]
fn a_greedy_client_does_not_disturb_another() {
    on_each_database_with("[limits]\nrequests_per_minute = 10\n", |app| {
        let (greedy, other) = (app.person("agency", "andi"), app.person("verifier", "siti"));
        let replies: Vec<Reply> = (0..25).map(|_| greedy.get("/api/v1/cases")).collect();
        assert_eq!(replies[0].header("ratelimit-policy"), Some("\"credential\";q=10;w=60"));
        assert_eq!(replies[0].header("ratelimit"), Some("\"credential\";r=9;t=6"));
        assert!(replies[..10].iter().all(|it| it.status == 200));
        let refused = replies[24].clone().with_status(429);
        assert_eq!((refused.text("/code"), refused.text("/limit")), ("too-many-requests".into(), "credential".into()));
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        let wait: u64 = refused.header("retry-after").and_then(|it| it.parse().ok()).expect("seconds to wait");
        assert!((1..=7).contains(&wait), "{wait}");
        assert!(refused.header("ratelimit").is_some_and(|it| it.starts_with("\"credential\";r=0;t=")));
        let served = other.get("/api/v1/cases").with_status(200);
        assert_eq!(served.header("ratelimit"), Some("\"credential\";r=9;t=6"));
        std::thread::sleep(Duration::from_secs(wait));
        greedy.get("/api/v1/cases").with_status(200);
    });
}

#[test]
fn previews_have_a_quota_of_their_own() {
    on_each_database_with("[limits]\npreviews_per_minute = 2\n", |app| {
        let agency = app.person("agency", "andi");
        let body = format!(r#"{{"rulebook":"exemption","case":{}}}"#, facts(SULSEL));
        let preview = || agency.send("POST", "/api/v1/rulings/preview", &[], &body);
        let first = preview().with_status(200);
        let policy = "\"credential\";q=1200;w=60, \"preview\";q=2;w=60";
        assert_eq!(first.header("ratelimit-policy"), Some(policy));
        let case = agency.begin(SULSEL);
        agency.get(&format!("{case}/pre-check")).with_status(200);
        assert_eq!(preview().with_status(429).text("/limit"), "preview");
        assert_eq!(agency.get(&format!("{case}/pre-check")).with_status(429).text("/limit"), "preview");
        agency.get("/api/v1/cases").with_status(200);
    });
}

#[test]
fn whoever_has_no_good_key_is_limited_by_address_and_no_one_else_is() {
    on_each_database_with("[limits]\nanonymous_per_minute = 4\n", |app| {
        let agency = app.person("agency", "andi");
        let wrong = app.with_credential(&format!("tb_0123456789abcdef_{}", "0".repeat(64)));
        for _ in 0..2 {
            wrong.get("/api/v1/cases").with_status(401);
            app.anonymous("GET", "/api/v1/cases").with_status(401);
        }
        assert_eq!(wrong.get("/api/v1/cases").with_status(429).text("/limit"), "address");
        app.anonymous("GET", "/api/v1/openapi.json").with_status(429);
        agency.get("/api/v1/cases").with_status(200);
        app.anonymous("GET", "/healthz").with_status(200);
        app.anonymous("GET", "/readyz").with_status(200);
    });
}

/// A request without a key on behalf of an address, as a proxy would send it.
fn on_behalf(app: &TestApp, address: &str) -> u16 {
    send(&app.address, "GET", "/api/v1/cases", &[("x-forwarded-for", address)], "").status
}

#[test]
fn the_word_of_a_proxy_counts_only_if_it_is_trusted() {
    let limits = "[limits]\nanonymous_per_minute = 1\n";
    on_each_database_with(&format!("trusted_proxies = [\"127.0.0.0/8\"]\n{limits}"), |app| {
        let statuses = ["192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.9, 192.0.2.2"].map(|it| on_behalf(&app, it));
        assert_eq!(statuses, [401, 429, 401, 429]);
    });
    on_each_database_with(limits, |app| {
        assert_eq!(["192.0.2.1", "192.0.2.2"].map(|it| on_behalf(&app, it)), [401, 429]);
    });
}

#[test]
fn bodies_are_limited_in_size_depth_and_time() {
    on_each_database_with("[limits]\nbody_bytes = 2048\njson_depth = 8\nbody_seconds = 1\n", |app| {
        let agency = app.person("agency", "andi");
        let large = format!(r#"{{"rulebook":"{}"}}"#, "x".repeat(2048));
        let refused = agency.post("/api/v1/cases", &large).with_status(413);
        assert_eq!((refused.text("/code"), refused.text("/most")), ("too-large".into(), "2048".into()));
        let deep = format!(r#"{{"rulebook":"exemption","case":{}{}}}"#, "[".repeat(8), "]".repeat(8));
        let refused = agency.post("/api/v1/cases", &deep).with_status(400);
        assert_eq!((refused.text("/code"), refused.text("/most")), ("too-deep".into(), "8".into()));
        let begun = Instant::now();
        let mut stream = half_sent(&app.address, &agency);
        assert_eq!(reply(&mut stream).with_status(408).text("/code"), "too-slow");
        assert!(begun.elapsed() < Duration::from_secs(8));
    });
}

/// A connection on which a body was promised and only begun.
fn half_sent(address: &str, person: &Person) -> TcpStream {
    let mut stream = open(address);
    let head = format!(
        "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {}\r\n\
         content-type: application/json\r\ncontent-length: 500\r\n\r\n{{",
        person.key,
        fresh_key()
    );
    stream.write_all(head.as_bytes()).expect("the service takes the head");
    stream
}

#[test]
fn one_connection_too_many_is_closed_and_the_others_stay() {
    on_each_database_with("[limits]\nconnections_per_address = 3\nhead_seconds = 30\n", |app| {
        let agency = app.person("agency", "andi");
        let mut held: Vec<TcpStream> = (0..3).map(|_| open(&app.address)).collect();
        // It is told once the service has seen the others.
        std::thread::sleep(Duration::from_millis(300));
        let mut answer = String::new();
        drop(open(&app.address).read_to_string(&mut answer));
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("too-many-connections"), "{answer:?}");
        let request = format!(
            "GET /api/v1/cases HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {}\r\n\r\n",
            agency.key
        );
        held[0].write_all(request.as_bytes()).expect("an older connection is still open");
        reply(&mut held[0]).with_status(200);
        drop(held);
        std::thread::sleep(Duration::from_millis(300));
        agency.get("/api/v1/cases").with_status(200);
    });
}

#[test]
fn slow_connections_end_and_honest_clients_are_served_meanwhile() {
    on_each_database_with("[limits]\nhead_seconds = 2\nkeep_alive_seconds = 2\n", |app| {
        let agency = app.person("agency", "andi");
        let mut slow: Vec<TcpStream> = (0..100).map(|_| open(&app.address)).collect();
        for stream in &mut slow {
            drop(stream.write_all(b"GET /api/v1/cases HTTP/1.1\r\nhost: x\r\nx-slow: "));
        }
        let begun = Instant::now();
        agency.get("/api/v1/cases").with_status(200);
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        for mut stream in slow {
            let mut rest = Vec::new();
            drop(stream.read_to_end(&mut rest));
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "slow connections were kept for {:?}", begun.elapsed());
    });
}
