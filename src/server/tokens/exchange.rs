//! The exchange of a code for an ID token, at the token endpoint of an issuer.
//!
//! Knows nothing of: what the token says, where the code comes from.

use std::fs;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use form_urlencoded::byte_serialize;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::engine::wording::Wording;
use crate::server::config;
use crate::wording;

use super::fetch::Fetch;
use super::sign_in::NotSignedIn;

/// The largest answer in bytes.
const LARGEST: u64 = 128 << 10;
/// So many codes are exchanged at one issuer at a time; each may take as long as a slow issuer takes.
const AT_ONCE: usize = 32;

/// The token endpoint of one issuer, and who we are there.
pub(super) struct Exchange {
    client_id: String,
    /// What is said of who asks; nothing if the client has no secret.
    authorization: Option<String>,
    fetch: Arc<Fetch>,
    places: Arc<Semaphore>,
}

impl Exchange {
    pub(super) fn new(issuer: &config::Issuer, settings: &config::SignIn) -> Result<Self, Wording> {
        let secret = secret(settings)?;
        let fetch = Fetch::new(&settings.token_endpoint, issuer.certificate_authorities.as_deref(), LARGEST);
        Ok(Self {
            client_id: settings.client_id.clone(),
            authorization: secret.map(|it| basic(&settings.client_id, &it)),
            fetch: Arc::new(fetch.map_err(Wording::same)?),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// The ID token for a code. It is asked for in a thread that may wait; its place is free again only once the answer is there.
    pub(super) async fn id_token(
        &self,
        code: &str,
        verifier: String,
        redirect_uri: &str,
    ) -> Result<String, NotSignedIn> {
        let full = |_| NotSignedIn::Unavailable("too many are signing in at once".to_owned());
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(full)?;
        let mut form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", redirect_uri.to_owned()),
            ("code_verifier", verifier),
        ];
        if self.authorization.is_none() {
            form.push(("client_id", self.client_id.clone()));
        }
        let (fetch, authorization) = (Arc::clone(&self.fetch), self.authorization.clone());
        let asked = tokio::task::spawn_blocking(move || {
            let form: Vec<(&str, &str)> = form.iter().map(|it| (it.0, it.1.as_str())).collect();
            let answered = fetch.post(&form, authorization.as_deref());
            drop(place);
            answered
        });
        let answered = asked.await.map_err(|it| NotSignedIn::Unavailable(it.to_string()))?;
        let (status, body) = answered.map_err(NotSignedIn::Unavailable)?;
        id_token(status.as_u16(), &body)
    }
}

/// The ID token in the answer of a token endpoint.
fn id_token(status: u16, body: &[u8]) -> Result<String, NotSignedIn> {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    let text = |name: &str| answer.as_ref().and_then(|it| it.get(name)).and_then(Value::as_str);
    match (status, text("id_token")) {
        (200, Some(token)) => Ok(token.to_owned()),
        (200, None) => Err(NotSignedIn::Unavailable("the token endpoint gave no `id_token`".to_owned())),
        (400 | 401 | 403, _) => {
            let error = word(text("error").unwrap_or_default());
            Err(NotSignedIn::Rejected(format!("the token endpoint answered {status} {error}")))
        }
        (status, _) => Err(NotSignedIn::Unavailable(format!("the token endpoint answered {status}"))),
    }
}

/// A code of an error, if it is one: nothing else of what others say goes to the log.
pub(super) fn word(error: &str) -> &str {
    let fits = (1..=64).contains(&error.len()) && error.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
    if fits { error } else { "with no code of an error" }
}

/// How a client says who it is (RFC 6749, 2.3.1).
fn basic(client_id: &str, secret: &str) -> String {
    let escaped = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", escaped(client_id), escaped(secret))))
}

/// The secret of the client, from where the settings say.
fn secret(settings: &config::SignIn) -> Result<Option<String>, Wording> {
    let (place, text) = match (&settings.client_secret_file, &settings.client_secret_variable) {
        (Some(path), _) => (path, fs::read_to_string(path).map_err(|it| Wording::same(format!("{path}: {it}")))?),
        (None, Some(name)) => {
            let unset =
                wording!("variabel lingkungan {name} belum diisi", "the environment variable {name} is not set");
            (name, std::env::var(name).map_err(|_| unset)?)
        }
        (None, None) => return Ok(None),
    };
    let secret = text.trim();
    if secret.is_empty() || secret.chars().any(char::is_control) {
        return Err(wording!(
            "{place}: harus berisi rahasia klien dalam satu baris",
            "{place}: must hold the secret of the client on one line"
        ));
    }
    Ok(Some(secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_says_who_it_is_as_the_standard_has_it() {
        assert_eq!(basic("a b", "c:d%"), format!("Basic {}", STANDARD.encode("a+b:c%3Ad%25")));
    }

    #[test]
    fn an_answer_of_the_token_endpoint_is_a_token_or_a_reason() {
        let rejected = |it: &str| Err(NotSignedIn::Rejected(it.to_owned()));
        let unavailable = |it: &str| Err(NotSignedIn::Unavailable(it.to_owned()));
        assert_eq!(id_token(200, br#"{"id_token":"a.b.c"}"#), Ok("a.b.c".to_owned()));
        assert_eq!(id_token(200, br#"{"id_token":7}"#), unavailable("the token endpoint gave no `id_token`"));
        assert_eq!(id_token(200, b"<html>"), unavailable("the token endpoint gave no `id_token`"));
        assert_eq!(id_token(302, b""), unavailable("the token endpoint answered 302"));
        let invalid = br#"{"error":"invalid_client","error_description":"\u001b[31m"}"#;
        assert_eq!(id_token(401, invalid), rejected("the token endpoint answered 401 invalid_client"));
        let odd = br#"{"error":"\u001b[31m"}"#;
        assert_eq!(id_token(400, odd), rejected("the token endpoint answered 400 with no code of an error"));
    }
}
