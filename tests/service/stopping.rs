//! The service stops when it is told to: nothing new is taken, what is under way is finished, and it ends in order.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::{open, reply};
use crate::support::{SULSEL, fresh_key, new_case, on_each_database};

/// What the service says before it reads the body of a request that waits for this.
const GO_ON: &[u8; 25] = b"HTTP/1.1 100 Continue\r\n\r\n";

#[test]
fn a_request_under_way_is_finished_and_the_service_ends_in_order() {
    for signal in ["TERM", "INT"] {
        on_each_database(|mut app| {
            let agency = app.person("agency", "andi");
            let (key, body) = (fresh_key(), new_case(SULSEL));
            let (first, rest) = body.split_at(100);
            let mut stream = open(&app.address);
            let head = format!(
                "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n\
                 content-type: application/json\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
                agency.key,
                body.len()
            );
            stream.write_all(head.as_bytes()).expect("the service takes the head");
            let mut asked_for_more = [0; GO_ON.len()];
            stream.read_exact(&mut asked_for_more).expect("the service has the request in hand");
            assert_eq!(&asked_for_more, GO_ON);
            stream.write_all(first.as_bytes()).expect("the service takes the first part");
            app.signal(signal);
            until_refused(&app.address);
            stream.write_all(rest.as_bytes()).expect("the request is still waited for");
            let recorded = reply(&mut stream).with_status(201);
            assert_eq!(app.exit_code(), Some(0));
            app.start_again();
            let again = agency.at(&app).post_with(&key, "/api/v1/cases", &body).with_status(201);
            assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &recorded.body));
        });
    }
}

/// Waits until no connection is taken any more.
fn until_refused(address: &str) {
    let begun = Instant::now();
    while TcpStream::connect(address).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(10), "connections are still taken");
        std::thread::sleep(Duration::from_millis(50));
    }
}
