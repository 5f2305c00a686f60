//! Signing in with an account at an issuer: OIDC, Authorization Code with PKCE (S256). Where a browser is sent, and what
//! the code is worth that it brings back.
//!
//! What proves that both belong together (nonce, PKCE verifier) is worked out from two secrets, one that only the browser holds and
//! one that goes with it to the issuer: it is kept nowhere. Knows nothing of: cookies, sessions, pages.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use form_urlencoded::Serializer;
use jsonwebtoken::dangerous::insecure_decode;

use crate::engine::wire::hash::{sha256, sha256_hex};
use crate::engine::wording::{Language, Wording};
use crate::server::config;

use super::claims::Claims;
use super::exchange::{Exchange, word};
use super::issuer::{Issuer, Kind};
use super::{Holder, Refusal, Tokens, Unmapped, accept_form};

/// The largest ID token in bytes. It is never in a header of a request.
const LARGEST: usize = 32 << 10;
/// The longest code that is passed on. A request as a whole is at most 8 KiB.
const LONGEST_CODE: usize = 4 << 10;

/// What is needed to sign in with one issuer.
pub(super) struct SignIn {
    settings: config::SignIn,
    exchange: Exchange,
    kind: Kind,
}

/// An account with which people can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    /// Names the issuer in addresses: it does not change from one start to the next.
    pub(crate) name: String,
    pub(crate) label: config::Label,
}

/// The two secrets of one way to the issuer and back, and the address that it comes back to.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    /// Goes to the issuer and comes back.
    pub(crate) state: &'a str,
    /// Only the browser holds it, in a cookie.
    pub(crate) browser: &'a str,
    pub(crate) redirect_uri: &'a str,
}

/// What a browser brought back, beside the state.
#[derive(Clone, Copy)]
pub(crate) struct Returned<'a> {
    pub(crate) code: &'a str,
    pub(crate) error: &'a str,
    /// Who answers, if the issuer says it (RFC 9207).
    pub(crate) issuer: &'a str,
}

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotSignedIn {
    /// The person, or the issuer for them, said no.
    Denied,
    /// The issuer does not take us as we come: something in the settings, there or here.
    Rejected(String),
    /// It could not be asked, or its answer is none.
    Unavailable(String),
    /// What it says of the person is not good.
    Bad(Refusal),
    /// It is good, but stands for nobody here.
    Unmapped(Unmapped, Refusal),
}

impl SignIn {
    pub(super) fn new(issuer: &config::Issuer, settings: &config::SignIn) -> Result<Self, Wording> {
        Ok(Self {
            exchange: Exchange::new(issuer, settings)?,
            kind: Kind::id_tokens(issuer, &settings.client_id),
            settings: settings.clone(),
        })
    }
}

impl Account {
    fn of(issuer: &Issuer) -> Option<Self> {
        let label = issuer.sign_in.as_ref()?.settings.label.clone();
        Some(Self { name: issuer.hash.clone(), label })
    }
}

impl Asking<'_> {
    /// What the ID token has to repeat.
    fn nonce(&self) -> String {
        sha256_hex(format!("nonce {} {}", self.browser, self.state).as_bytes())
    }

    /// What only whoever began can show when the code is exchanged (RFC 7636).
    fn verifier(&self) -> String {
        sha256_hex(format!("verifier {} {}", self.browser, self.state).as_bytes())
    }

    fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(sha256(self.verifier().as_bytes()))
    }
}

impl Tokens {
    /// The accounts with which people can sign in, in the order of the settings.
    pub(crate) fn accounts(&self) -> Vec<Account> {
        self.issuers.iter().filter_map(Account::of).collect()
    }

    /// The account of this name.
    pub(crate) fn account(&self, name: &str) -> Option<Account> {
        self.issuers.iter().find(|it| it.hash == name).and_then(Account::of)
    }

    /// The account with which somebody signed in, by what stands for them as a credential.
    pub(crate) fn account_of(&self, key_id: &str) -> Option<Account> {
        self.account(key_id.strip_prefix("oidc:")?.split(':').next()?)
    }

    /// Where a browser is sent so that somebody signs in there; `None` if there is no such account.
    pub(crate) fn authorization(&self, account: &str, asking: &Asking<'_>, language: Language) -> Option<String> {
        let (_, sign_in) = self.sign_in(account)?;
        let settings = &sign_in.settings;
        Some(with_query(
            &settings.authorization_endpoint,
            &[
                ("response_type", "code"),
                ("client_id", &settings.client_id),
                ("redirect_uri", asking.redirect_uri),
                ("scope", &settings.scopes.join(" ")),
                ("state", asking.state),
                ("nonce", &asking.nonce()),
                ("code_challenge", &asking.challenge()),
                ("code_challenge_method", "S256"),
                ("ui_locales", if language == Language::English { "en" } else { "id" }),
            ],
        ))
    }

    /// Whoever a browser brings back, now (microseconds since 1970-01-01).
    pub(crate) async fn signed_in(
        &self,
        account: &str,
        asking: &Asking<'_>,
        returned: &Returned<'_>,
        now: i64,
    ) -> Result<Holder, NotSignedIn> {
        let gone = || NotSignedIn::Rejected("the issuer is not in the settings any more".to_owned());
        let (issuer, sign_in) = self.sign_in(account).ok_or_else(gone)?;
        let named = |it: NotSignedIn| it.of(&issuer.settings.issuer);
        // With several issuers, one must not be answered with the code of another.
        if !returned.issuer.is_empty() && returned.issuer != issuer.settings.issuer {
            return Err(named(NotSignedIn::Bad(Refusal::new("another issuer answers"))));
        }
        let code = returned.code()?;
        let token = sign_in.exchange.id_token(code, asking.verifier(), asking.redirect_uri).await.map_err(named)?;
        let claims = issuer.id_token(sign_in, &token, now).await;
        let claims = claims.and_then(|it| accepted(it, asking, &sign_in.settings.client_id));
        claims.and_then(|it| issuer.read(&it)).map_err(|it| named(it.into()))
    }

    /// Where somebody who signed in with this account signs out of the issuer, to come back to an address of ours.
    pub(crate) fn end_of_session(&self, account: &str, back_to: &str) -> Option<String> {
        let (_, SignIn { settings, .. }) = self.sign_in(account)?;
        let address = settings.end_session_endpoint.as_ref()?;
        Some(with_query(address, &[("client_id", &settings.client_id), ("post_logout_redirect_uri", back_to)]))
    }

    fn sign_in(&self, account: &str) -> Option<(&Issuer, &SignIn)> {
        let issuer = self.issuers.iter().find(|it| it.hash == account)?;
        issuer.sign_in.as_ref().map(|it| (issuer, it))
    }
}

impl<'a> Returned<'a> {
    /// The code, if the issuer gave one.
    fn code(&self) -> Result<&'a str, NotSignedIn> {
        match self.error {
            "" if self.code.is_empty() => {
                Err(NotSignedIn::Rejected("neither a code nor an error came back".to_owned()))
            }
            "" if self.code.len() > LONGEST_CODE => Err(NotSignedIn::Rejected("the code is too long".to_owned())),
            "" => Ok(self.code),
            "access_denied" => Err(NotSignedIn::Denied),
            error @ ("server_error" | "temporarily_unavailable") => Err(NotSignedIn::Unavailable(error.to_owned())),
            error => Err(NotSignedIn::Rejected(word(error).to_owned())),
        }
    }
}

impl Issuer {
    /// What an ID token says, if it is good now.
    async fn id_token(&self, sign_in: &SignIn, token: &str, now: i64) -> Result<Claims, Refusal> {
        accept_form(token, LARGEST)?;
        let unverified = insecure_decode::<Claims>(token).map_err(|it| Refusal::from_library(&it))?;
        self.verified(&sign_in.kind, token, &unverified.header, now).await
    }
}

/// Judges what only an ID token has to say: that it was made for this way, and for us alone.
fn accepted(claims: Claims, asking: &Asking<'_>, client_id: &str) -> Result<Claims, Refusal> {
    if claims.text("nonce") != Some(asking.nonce().as_str()) {
        return Err(Refusal::new("its `nonce` is that of another sign-in"));
    }
    let several = claims.texts("aud").is_none_or(|it| it.len() != 1);
    match claims.find("azp") {
        None if several => Err(Refusal::new("it is for several, and does not say in `azp` for whom it was made")),
        Some(azp) if azp.as_str() != Some(client_id) => Err(Refusal::new("its `azp` is another client")),
        _ => Ok(claims),
    }
}

/// An address with these parameters behind those that it has.
fn with_query(address: &str, parameters: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{query}")
}

impl NotSignedIn {
    /// Names the issuer for the log.
    fn of(self, issuer: &str) -> Self {
        match self {
            Self::Denied => Self::Denied,
            Self::Rejected(why) => Self::Rejected(format!("{issuer}: {why}")),
            Self::Unavailable(why) => Self::Unavailable(format!("{issuer}: {why}")),
            Self::Bad(refusal) => Self::Bad(refusal.of(issuer)),
            Self::Unmapped(what, refusal) => Self::Unmapped(what, refusal.of(issuer)),
        }
    }

    /// Why, for the log.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::Denied => "access_denied".to_owned(),
            Self::Rejected(why) | Self::Unavailable(why) => why.clone(),
            Self::Bad(refusal) | Self::Unmapped(_, refusal) => refusal.to_string(),
        }
    }
}

impl From<Refusal> for NotSignedIn {
    fn from(refusal: Refusal) -> Self {
        match refusal.unmapped {
            Some(what) => Self::Unmapped(what, refusal),
            None => Self::Bad(refusal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKING: Asking<'_> = Asking { state: "s", browser: "b", redirect_uri: "https://t.example/sign-in/return" };

    #[test]
    fn the_published_example_of_a_challenge_is_met() {
        // RFC 7636, appendix B.
        let challenge = URL_SAFE_NO_PAD.encode(sha256(b"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_verifier_is_of_one_browser_and_one_way() {
        let verifier = ASKING.verifier();
        assert!(verifier.len() >= 43 && verifier != ASKING.nonce());
        assert_ne!(verifier, Asking { state: "t", ..ASKING }.verifier());
        assert_ne!(verifier, Asking { browser: "c", ..ASKING }.verifier());
    }

    #[test]
    fn parameters_stand_behind_those_of_the_address() {
        assert_eq!(with_query("https://a/x", &[("p", "a b&c")]), "https://a/x?p=a+b%26c");
        assert_eq!(with_query("https://a/x?y=1", &[("p", "q")]), "https://a/x?y=1&p=q");
    }

    #[test]
    fn a_token_is_for_this_way_and_for_us() {
        let nonce = ASKING.nonce();
        let good = |rest: &str| {
            let claims = serde_json::from_str(&format!(r#"{{"nonce":"{nonce}",{rest}}}"#)).unwrap();
            accepted(claims, &ASKING, "us").is_ok()
        };
        assert!(good(r#""aud":"us""#) && good(r#""aud":["us"]"#) && good(r#""aud":["us","them"],"azp":"us""#));
        for bad in [
            r#""aud":["us","them"]"#,
            r#""aud":["us","them"],"azp":"them""#,
            r#""aud":"us","azp":"them""#,
            r#""aud":"us","azp":null"#,
            r#""aud":"us","azp":["us"]"#,
        ] {
            assert!(!good(bad), "{bad}");
        }
        for nonce in ["", r#""nonce":null,"#, r#""nonce":"x","#] {
            let claims = serde_json::from_str(&format!(r#"{{{nonce}"aud":"us"}}"#)).unwrap();
            assert!(accepted(claims, &ASKING, "us").is_err(), "{nonce}");
        }
    }

    #[test]
    fn what_came_back_is_a_code_or_a_reason() {
        let code = |code, error| Returned { code, error, issuer: "" }.code();
        assert_eq!(code("abc", ""), Ok("abc"));
        assert_eq!(code("abc", "access_denied"), Err(NotSignedIn::Denied));
        assert!(matches!(code("", "server_error"), Err(NotSignedIn::Unavailable(_))));
        for (given, error) in [("", ""), ("", "invalid_scope"), ("", "<script>"), (&"a".repeat(5_000), "")] {
            assert!(matches!(code(given, error), Err(NotSignedIn::Rejected(_))), "{error}");
        }
    }
}
