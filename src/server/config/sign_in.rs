//! How people sign in to the pages with the account that they have at an issuer: OIDC, Authorization Code with PKCE.
//!
//! The settings name where a secret is kept, never the secret itself. Knows nothing of: how somebody signs in.

use serde::{Deserialize, Serialize};

use crate::engine::wording::Wording;
use crate::wording;

use super::address::is_safe;

/// What the issuer has to know of us, and we of the issuer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// What the pages are called at the issuer; it has to be in `aud` of its ID tokens.
    pub client_id: String,
    /// A file with the secret of the client and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_file: Option<String>,
    /// Or the environment variable that holds it. Without either, the client has no secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret_variable: Option<String>,
    /// Where browsers are sent to.
    pub authorization_endpoint: String,
    /// Where a code is exchanged for an ID token.
    pub token_endpoint: String,
    /// Where people sign out of the issuer as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_session_endpoint: Option<String>,
    /// What is asked for; `openid` is always among them.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// What the account is called on the page, behind "Masuk dengan" and "Sign in with".
    #[serde(default)]
    pub label: Label,
}

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub id: String,
    pub en: String,
}

impl Default for Label {
    fn default() -> Self {
        Self { id: "akun organisasi Anda".to_owned(), en: "your organisation's account".to_owned() }
    }
}

/// The longest name of an account, in characters: it stands on a button.
const LONGEST_LABEL: usize = 60;

impl SignIn {
    /// Everything that cannot be, with the name of the setting. `audience` is that of bearer tokens.
    pub(super) fn faults(&self, audience: Option<&str>) -> Vec<(&'static str, Wording)> {
        let mut faults = Vec::new();
        faults.extend(self.fault_of_client(audience));
        faults.extend(self.faults_of_secret());
        faults.extend(self.faults_of_endpoints());
        if !self.scopes.iter().any(|it| it == "openid") || !self.scopes.iter().all(|it| is_scope(it)) {
            faults.push((
                "sign_in.scopes",
                wording!(
                    "harus memuat `openid`, dan setiap nama tanpa spasi",
                    "must have `openid` among them, and no name with a space"
                ),
            ));
        }
        if ![&self.label.id, &self.label.en].into_iter().all(|it| is_label(it)) {
            faults.push((
                "sign_in.label",
                wording!(
                    "1 sampai {LONGEST_LABEL} karakter dalam setiap bahasa, tanpa karakter kendali",
                    "1 to {LONGEST_LABEL} characters in each language, no control characters"
                ),
            ));
        }
        faults
    }

    fn fault_of_client(&self, audience: Option<&str>) -> Option<(&'static str, Wording)> {
        let fits = !self.client_id.is_empty() && self.client_id.chars().all(|it| matches!(it, ' '..='~'));
        if !fits {
            return Some((
                "sign_in.client_id",
                wording!("harus nama tanpa karakter khusus", "must be a name without special characters"),
            ));
        }
        // An ID token says who somebody is, to the pages. With one name for both, programs could show it as their own credential.
        (audience == Some(self.client_id.as_str())).then(|| {
            (
                "sign_in.client_id",
                wording!(
                    "harus berbeda dari `audience`: token untuk halaman bukan token untuk program",
                    "must differ from `audience`: a token for the pages is none for programs"
                ),
            )
        })
    }

    fn faults_of_secret(&self) -> Vec<(&'static str, Wording)> {
        let mut faults = Vec::new();
        if self.client_secret_file.is_some() && self.client_secret_variable.is_some() {
            faults.push((
                "sign_in.client_secret_file",
                wording!(
                    "tulis `client_secret_file` atau `client_secret_variable`, satu saja",
                    "write `client_secret_file` or `client_secret_variable`, one of them"
                ),
            ));
        }
        if self.client_secret_variable.as_deref().is_some_and(|it| it.is_empty() || it.starts_with("TIMBANG_")) {
            faults.push((
                "sign_in.client_secret_variable",
                wording!(
                    "harus nama yang tidak diawali `TIMBANG_`: itu nama pengaturan",
                    "must be a name that does not begin with `TIMBANG_`: those are settings"
                ),
            ));
        }
        faults
    }

    fn faults_of_endpoints(&self) -> Vec<(&'static str, Wording)> {
        let endpoints = [
            ("sign_in.authorization_endpoint", Some(&self.authorization_endpoint)),
            ("sign_in.token_endpoint", Some(&self.token_endpoint)),
            ("sign_in.end_session_endpoint", self.end_session_endpoint.as_ref()),
        ];
        let wrong = endpoints.into_iter().filter(|it| it.1.is_some_and(|url| !is_endpoint(url)));
        let what = || {
            wording!(
                "harus `https://…` tanpa `#`; `http://` hanya untuk 127.0.0.1, [::1] atau localhost",
                "must be `https://…` without `#`; `http://` only for 127.0.0.1, [::1] or localhost"
            )
        };
        wrong.map(|(name, _)| (name, what())).collect()
    }
}

fn is_endpoint(url: &str) -> bool {
    is_safe(url) && url.chars().all(|it| it.is_ascii_graphic() && it != '#')
}

/// As RFC 6749 (3.3) has it.
fn is_scope(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_graphic() && it != '"' && it != '\\')
}

fn is_label(text: &str) -> bool {
    let length = text.chars().count();
    (1..=LONGEST_LABEL).contains(&length) && !text.trim().is_empty() && !text.chars().any(char::is_control)
}

fn scopes() -> Vec<String> {
    vec!["openid".to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;

    const GOOD: &str = r#"
        client_id = "timbang-pages"
        authorization_endpoint = "https://sso.example/realms/asn/auth?kc_idp_hint=asn"
        token_endpoint = "https://sso.example/realms/asn/token"
    "#;

    fn sign_in(text: &str) -> SignIn {
        toml::from_str(text).unwrap()
    }

    fn wrong(it: &SignIn) -> Vec<&'static str> {
        it.faults(Some("timbang")).into_iter().map(|it| it.0).collect()
    }

    #[test]
    fn what_is_left_out_has_a_value() {
        let good = sign_in(GOOD);
        assert_eq!(good.faults(Some("timbang")), []);
        assert_eq!((good.scopes, good.label.en.as_str()), (scopes(), "your organisation's account"));
    }

    #[test]
    fn a_secret_stands_nowhere_in_the_settings() {
        assert!(toml::from_str::<SignIn>(&format!("{GOOD}\nclient_secret = \"s3cret\"")).is_err());
    }

    #[test]
    fn everything_that_cannot_be_is_told_at_once() {
        let bad = SignIn {
            client_id: "timbang".to_owned(),
            client_secret_file: Some("a".to_owned()),
            client_secret_variable: Some("TIMBANG_SECRET".to_owned()),
            authorization_endpoint: "http://sso.example/auth".to_owned(),
            token_endpoint: "https://sso.example/token#part".to_owned(),
            end_session_endpoint: Some("https://sso.example/a b".to_owned()),
            scopes: vec!["profile".to_owned()],
            label: Label { id: " ".to_owned(), en: "x".repeat(61) },
        };
        let expected = [
            "sign_in.client_id",
            "sign_in.client_secret_file",
            "sign_in.client_secret_variable",
            "sign_in.authorization_endpoint",
            "sign_in.token_endpoint",
            "sign_in.end_session_endpoint",
            "sign_in.scopes",
            "sign_in.label",
        ];
        assert_eq!(wrong(&bad), expected);
        let same = bad.faults(Some("timbang")).remove(0).1;
        assert!(same.get(Language::English).contains("must differ from `audience`"));
        assert_eq!(wrong(&SignIn { client_id: "a\nb".to_owned(), ..sign_in(GOOD) }), ["sign_in.client_id"]);
        let scopes = vec!["openid".to_owned(), "a b".to_owned()];
        assert_eq!(wrong(&SignIn { scopes, ..sign_in(GOOD) }), ["sign_in.scopes"]);
    }
}
