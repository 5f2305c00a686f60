//! A client that is as simple as a client can be, so that it can also behave badly.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// A text of the body, by JSON pointer.
    pub(crate) fn text(&self, pointer: &str) -> String {
        let json = self.json();
        let found = json.pointer(pointer).unwrap_or_else(|| panic!("no {pointer} in {}", self.body));
        found.as_str().map_or_else(|| found.to_string(), str::to_owned)
    }

    /// The pointers of all errors, in their order.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|it| it["pointer"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The same reply, which must have this status.
    #[track_caller]
    pub(crate) fn with_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

/// One request on a connection of its own.
pub(crate) fn send(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    send_bytes(address, method, path, headers, body.as_bytes())
}

/// The same with any bytes.
pub(crate) fn send_bytes(address: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut stream = open(address);
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    // A server that refuses early may close before it has read everything.
    drop(stream.write_all(&[request.as_bytes(), body].concat()));
    reply(&mut stream)
}

/// A connection to write on by hand.
pub(crate) fn open(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the service takes connections");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit can be set");
    stream
}

/// Everything that comes until the connection ends, as a reply.
pub(crate) fn reply(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    let text = String::from_utf8(bytes).unwrap_or_else(|it| {
        let text = String::from_utf8_lossy(it.as_bytes()).into_owned();
        assert!(text.contains("content-type: image/"), "an answer in UTF-8, unless it is a picture: {text}");
        text
    });
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|it| it.split(' ').nth(1)).and_then(|it| it.parse().ok());
    let header = |line: &str| line.split_once(':').map(|it| (it.0.to_lowercase(), it.1.trim().to_owned()));
    Reply { status: status.expect("a status"), headers: lines.filter_map(header).collect(), body: body.to_owned() }
}
