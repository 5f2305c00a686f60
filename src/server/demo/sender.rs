//! Sends requests to the service, as any client would.
//!
//! Knows nothing of: what they say.

use std::thread;
use std::time::Duration;

use serde_json::Value;
use ureq::typestate::WithBody;
use ureq::{Agent, RequestBuilder};

const PATIENCE: Duration = Duration::from_secs(30);
/// Turned away for being too fast, it tries so many times again.
const ATTEMPTS: usize = 60;

/// Someone with a key, at an address.
pub(super) struct Sender {
    agent: Agent,
    address: String,
    key: String,
}

impl Sender {
    pub(super) fn new(address: &str, key: &str) -> Self {
        let config = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).proxy(None);
        Self { agent: config.build().into(), address: address.to_owned(), key: key.to_owned() }
    }

    pub(super) fn get(&self, path: &str) -> Result<Value, String> {
        let request = self.agent.get(format!("{}{path}", self.address));
        let response = request.header("authorization", format!("Bearer {}", self.key)).call();
        answer(path, response.map_err(|it| it.to_string())?).map_err(|it| it.1)
    }

    /// Posts under an idempotency key: what was done under it before gives the same answer and is not done again.
    pub(super) fn post(&self, key: &str, path: &str, body: &str) -> Result<Value, String> {
        let request = || self.agent.post(format!("{}{path}", self.address)).header("idempotency-key", key);
        self.patiently(path, request, body)
    }

    /// Puts in the place of the version with this tag, under an idempotency key.
    pub(super) fn rewrite(&self, key: &str, path: &str, tag: &str, body: &str) -> Result<Value, String> {
        let request = || {
            let request = self.agent.put(format!("{}{path}", self.address)).header("idempotency-key", key);
            request.header("if-match", tag)
        };
        self.patiently(path, request, body)
    }

    fn patiently(
        &self,
        path: &str,
        request: impl Fn() -> RequestBuilder<WithBody>,
        body: &str,
    ) -> Result<Value, String> {
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            let request = request().header("authorization", format!("Bearer {}", self.key));
            let response =
                request.header("content-type", "application/json").send(body).map_err(|it| it.to_string())?;
            match answer(path, response) {
                Err((429 | 503, why)) => last = why,
                other => return other.map_err(|it| it.1),
            }
            thread::sleep(Duration::from_secs(1));
        }
        Err(last)
    }
}

fn answer(path: &str, mut response: ureq::http::Response<ureq::Body>) -> Result<Value, (u16, String)> {
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().map_err(|it| (status, it.to_string()))?;
    if (200..300).contains(&status) {
        serde_json::from_str(&text).map_err(|it| (status, it.to_string()))
    } else {
        Err((status, format!("{path}: {status} {text}")))
    }
}
