//! An OIDC issuer on this machine: real keys, a real key set over HTTP, and tokens that say whatever a test wants.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

/// A key pair.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) private: EncodingKey,
    /// The public key as it stands in a key set.
    pub(crate) public: Value,
    /// The public key as a PEM text, which some take for a secret.
    pub(crate) pem: String,
}

/// Serves a key set until the test is over, and gives ID tokens for codes.
pub(crate) struct Issuer {
    pub(crate) url: String,
    set: Arc<Mutex<String>>,
    down: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    exchange: Arc<Mutex<Exchange>>,
}

/// The token endpoint of an issuer.
#[derive(Default)]
struct Exchange {
    /// What it answers, as it goes over the wire.
    answer: String,
    /// How long it waits before.
    delay: Duration,
    /// Every request to it, with its head.
    heard: Vec<String>,
}

impl Key {
    pub(crate) fn new(name: &str, algorithm: Algorithm) -> Self {
        let asked: &[&str] = match algorithm {
            Algorithm::ES256 => &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            Algorithm::EdDSA => &["-algorithm", "ED25519"],
            _ => &["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        };
        let pem = openssl(&[&["genpkey"], asked].concat(), b"");
        let private = match algorithm {
            Algorithm::ES256 => {
                EncodingKey::from_ec_der(&openssl(&["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], &pem))
            }
            Algorithm::EdDSA => {
                EncodingKey::from_ed_der(&openssl(&["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], &pem))
            }
            _ => EncodingKey::from_rsa_der(&openssl(&["rsa", "-traditional", "-outform", "DER"], &pem)),
        };
        let jwk = Jwk::from_encoding_key(&private, algorithm).expect("a key that can be shown");
        let mut public = serde_json::to_value(jwk).expect("JSON");
        public["kid"] = json!(name);
        let pem = String::from_utf8(openssl(&["pkey", "-pubout"], &pem)).expect("a PEM text");
        Self { name: name.to_owned(), algorithm, private, public, pem }
    }

    /// A token with exactly these bytes inside.
    pub(crate) fn sign(&self, header: &str, claims: &str) -> String {
        self.sign_as(self.algorithm, header, claims)
    }

    /// The same, signed by another algorithm of the same kind of key.
    pub(crate) fn sign_as(&self, algorithm: Algorithm, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", encoded(header.as_bytes()), encoded(claims.as_bytes()));
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &self.private, algorithm).expect("a signature");
        format!("{message}.{signature}")
    }

    /// The header of an ordinary token.
    pub(crate) fn header(&self) -> String {
        format!(r#"{{"alg":"{:?}","typ":"JWT","kid":"{}"}}"#, self.algorithm, self.name)
    }
}

impl Issuer {
    pub(crate) fn new(keys: &[&Key]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let issuer =
            Self { url, set: Arc::default(), down: Arc::default(), asked: Arc::default(), exchange: Arc::default() };
        issuer.publish(keys);
        let (set, down, asked) = (Arc::clone(&issuer.set), Arc::clone(&issuer.down), Arc::clone(&issuer.asked));
        let exchange = Arc::clone(&issuer.exchange);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                asked.fetch_add(1, Ordering::SeqCst);
                if !down.load(Ordering::SeqCst) {
                    answer(stream, &set.lock().expect("a key set"), &exchange);
                }
            }
        });
        issuer
    }

    /// From now on a code is worth this ID token.
    pub(crate) fn gives(&self, token: &str) {
        self.answers(
            200,
            &json!({"token_type": "Bearer", "access_token": "not.for.us", "id_token": token}).to_string(),
        );
    }

    /// From now on the token endpoint answers with this status and body.
    pub(crate) fn answers(&self, status: u16, body: &str) {
        let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close");
        self.answers_as(&format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()), Duration::ZERO);
    }

    /// From now on the token endpoint answers with these bytes, after this time.
    pub(crate) fn answers_as(&self, bytes: &str, delay: Duration) {
        let mut exchange = self.exchange.lock().expect("a token endpoint");
        bytes.clone_into(&mut exchange.answer);
        exchange.delay = delay;
    }

    /// What the token endpoint was asked last; nothing stays.
    pub(crate) fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.exchange.lock().expect("a token endpoint").heard)
    }

    /// These keys are the issuer's from now on.
    pub(crate) fn publish(&self, keys: &[&Key]) {
        let keys: Vec<&Value> = keys.iter().map(|it| &it.public).collect();
        self.publish_text(&json!({"keys": keys}).to_string());
    }

    pub(crate) fn publish_text(&self, text: &str) {
        text.clone_into(&mut self.set.lock().expect("a key set"));
    }

    /// From now on connections are closed without an answer, or answered again.
    pub(crate) fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// How often it was asked.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn answer(mut stream: TcpStream, set: &str, exchange: &Mutex<Exchange>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it == 1) {
        head.extend(byte);
    }
    if head.starts_with(b"POST /token ") {
        return exchanged(stream, &String::from_utf8_lossy(&head), exchange);
    }
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
    drop(write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{set}", set.len()));
}

fn exchanged(mut stream: TcpStream, head: &str, exchange: &Mutex<Exchange>) {
    let length =
        head.lines().filter_map(|it| it.split_once(':')).find(|it| it.0.eq_ignore_ascii_case("content-length"));
    let mut body = vec![0; length.and_then(|it| it.1.trim().parse().ok()).unwrap_or(0)];
    stream.read_exact(&mut body).expect("a form");
    let mut exchange = exchange.lock().expect("a token endpoint");
    exchange.heard.push(format!("{head}{}", String::from_utf8_lossy(&body)));
    let (answer, delay) = (exchange.answer.clone(), exchange.delay);
    drop(exchange);
    // Others are answered meanwhile.
    thread::spawn(move || {
        thread::sleep(delay);
        drop(stream.write_all(answer.as_bytes()));
    });
}

/// What `openssl` writes when it reads this.
pub(crate) fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let piped = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut process = piped.expect("openssl is installed");
    process.stdin.take().expect("an input").write_all(input).expect("openssl reads");
    let output = process.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl {arguments:?}");
    output.stdout
}

/// Base64 for addresses, without padding.
pub(crate) fn encoded(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..=chunk.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text
}

/// Seconds since 1970-01-01.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970").as_secs()
}
