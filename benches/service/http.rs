//! A client that keeps its connection and knows just enough of HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A connection to the service, with the key of whoever asks.
pub(crate) struct Client {
    reader: BufReader<TcpStream>,
    key: String,
}

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn new(address: &str, key: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the service takes connections");
        stream.set_nodelay(true).expect("an option of the connection");
        Self { reader: BufReader::new(stream), key: key.to_owned() }
    }

    pub(crate) fn get(&mut self, path: &str) -> Reply {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n", self.key))
    }

    /// With a key for idempotency that is used once.
    pub(crate) fn post(&mut self, once: &str, path: &str, body: &str) -> Reply {
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\nidempotency-key: {once}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.key,
            body.len()
        ))
    }

    fn ask(&mut self, request: &str) -> Reply {
        self.reader.get_mut().write_all(request.as_bytes()).expect("the service reads");
        let mut status = String::new();
        self.reader.read_line(&mut status).expect("an answer");
        let status = status.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        let (mut length, mut location) = (0, String::new());
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).expect("a header");
            let Some((name, value)) = line.trim().split_once(':') else { break };
            match name.to_lowercase().as_str() {
                "content-length" => length = value.trim().parse().expect("a length"),
                "location" => value.trim().clone_into(&mut location),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).expect("a body");
        Reply { status, location, body: String::from_utf8(body).expect("UTF-8") }
    }
}
