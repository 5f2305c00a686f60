//! Asks an issuer over HTTPS: short, small, there and nowhere else.
//!
//! Knows nothing of: keys, what is said.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, http};

/// The whole of a fetch has this long.
const PATIENCE: Duration = Duration::from_secs(5);
/// Where systems keep the authorities they trust.
const AUTHORITIES: [&str; 3] =
    ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/// An address that is asked again and again.
pub(super) struct Fetch {
    url: String,
    agent: Agent,
    largest: u64,
}

impl Fetch {
    /// An address that answers with at most `largest` bytes. Over HTTPS, `authorities` (a PEM file, or those of the system) vouch for it.
    pub(super) fn new(url: &str, authorities: Option<&str>, largest: u64) -> Result<Self, String> {
        let encrypted = url.starts_with("https://");
        let mut config = Agent::config_builder()
            .https_only(encrypted)
            .max_redirects(0)
            .max_redirects_will_error(true)
            .http_status_as_error(true)
            .timeout_global(Some(PATIENCE))
            .max_idle_connections(0);
        if encrypted {
            config = config.tls_config(tls(authorities)?);
        } else {
            // On this machine: whatever proxy there is has no part in it.
            config = config.proxy(None);
        }
        Ok(Self { url: url.to_owned(), agent: config.build().new_agent(), largest })
    }

    /// What is there now.
    pub(super) fn get(&self) -> Result<Vec<u8>, String> {
        let explained = |error: ureq::Error| format!("{}: {error}", self.url);
        let mut response = self.agent.get(&self.url).header("accept", "application/json").call().map_err(explained)?;
        if response.status() != http::StatusCode::OK {
            return Err(format!("{}: {}", self.url, response.status()));
        }
        response.body_mut().with_config().limit(self.largest).read_to_vec().map_err(explained)
    }

    /// What is answered to a form, with its status. `authorization` is said to nobody else: no answer is followed elsewhere.
    pub(super) fn post(
        &self,
        form: &[(&str, &str)],
        authorization: Option<&str>,
    ) -> Result<(http::StatusCode, Vec<u8>), String> {
        let explained = |error: ureq::Error| format!("{}: {error}", self.url);
        let request = self.agent.post(&self.url).config().http_status_as_error(false).build();
        let request = request.header("accept", "application/json");
        let request = match authorization {
            Some(value) => request.header("authorization", value),
            None => request,
        };
        let mut response = request.send_form(form.iter().copied()).map_err(explained)?;
        let body = response.body_mut().with_config().limit(self.largest).read_to_vec().map_err(explained)?;
        Ok((response.status(), body))
    }
}

fn tls(authorities: Option<&str>) -> Result<TlsConfig, String> {
    let found = authorities.or_else(|| AUTHORITIES.into_iter().find(|it| Path::new(it).exists()));
    let path = found.ok_or_else(|| {
        "this system has no list of certificate authorities: name one with `certificate_authorities`".to_owned()
    })?;
    let text = fs::read(path).map_err(|it| format!("{path}: {it}"))?;
    let certificates: Vec<Certificate<'static>> = parse_pem(&text)
        .filter_map(|it| match it {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(format!("{path}: there is no certificate in it"));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    Ok(TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(certificates)))
        .unversioned_rustls_crypto_provider(provider)
        .build())
}
