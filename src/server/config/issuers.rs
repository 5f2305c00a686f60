//! Who else may say who someone is: the OIDC issuers whose bearer tokens are taken beside API keys, and with whose accounts
//! people sign in.
//!
//! Knows nothing of: how a token is checked.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::engine::wording::{Language, Wording};
use crate::server::actor::Role;
use crate::wording;

use super::Flaw;
use super::address::is_safe;
use super::sign_in::SignIn;

/// The most seconds by which clocks may differ.
const MOST_LEEWAY: u64 = 60;
/// A token that is good for longer than a day is as good as a password.
const LONGEST_LIFE: u64 = 86_400;

/// One issuer, and what its tokens stand for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// The exact `iss` of its tokens.
    pub issuer: String,
    /// What has to be in `aud` of bearer tokens. Left out, none are taken: then people sign in with this issuer, and that is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The one algorithm of its signatures; what a token says of its algorithm must agree.
    pub algorithm: Signature,
    /// A file with its key set (JWKS), read again every `refresh_seconds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks_file: Option<String>,
    /// Where its key set (JWKS) is; `https://`, or `http://` on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks_url: Option<String>,
    /// PEM file of the authorities that may vouch for `jwks_url`; those of the system if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_authorities: Option<String>,
    /// The tenant of everyone whom this issuer knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// Or the claim that names the tenant, one of `tenants`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_claim: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenants: Vec<String>,
    /// The claim that tells the role: a text, or a list in which exactly one value has a role. A name, or a JSON pointer
    /// such as `/realm_access/roles`; so are the other claims.
    #[serde(default = "role")]
    pub role_claim: String,
    /// What the values of `role_claim` mean here; others mean nothing.
    pub roles: BTreeMap<String, String>,
    /// The claim that names the agency; only the role `agency` needs it.
    #[serde(default = "agency")]
    pub agency_claim: String,
    /// The claim that names the person as the history shows it. It must be one that people cannot change themselves, and
    /// the same text as `--person` of their API keys: who verified a case does not review it, whichever way they come.
    #[serde(default = "person")]
    pub person_claim: String,
    /// By how many seconds clocks may differ.
    #[serde(default = "leeway")]
    pub leeway_seconds: u64,
    /// Tokens that are good for longer from now on are refused.
    #[serde(default = "lifetime")]
    pub lifetime_seconds: u64,
    /// How often the key set is read again; a key that has left it ends then.
    #[serde(default = "refresh")]
    pub refresh_seconds: u64,
    /// How people sign in to the pages with their account there, if they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignIn>,
}

/// The signatures there are. Those with a shared secret are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the names are those of RFC 7518 and RFC 8037")]
pub enum Signature {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    EdDSA,
}

/// Everything about the issuers that cannot be.
pub(super) fn flaws(issuers: &[Issuer]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut known = BTreeSet::new();
    for (number, issuer) in issuers.iter().enumerate() {
        let mut all = issuer.faults();
        if !known.insert(&issuer.issuer) {
            all.push(("issuer", wording!("penerbit ini sudah disebut", "this issuer is named twice")));
        }
        let number = number.saturating_add(1);
        flaws.extend(all.into_iter().map(|(name, what)| {
            let (id, en) = (what.get(Language::Indonesian), what.get(Language::English));
            Flaw::new("issuers", wording!("penerbit ke-{number}, `{name}`: {id}", "issuer {number}, `{name}`: {en}"))
        }));
    }
    flaws
}

impl Issuer {
    fn faults(&self) -> Vec<(&'static str, Wording)> {
        let mut faults = Vec::new();
        for (name, text) in [
            ("issuer", &self.issuer),
            ("role_claim", &self.role_claim),
            ("agency_claim", &self.agency_claim),
            ("person_claim", &self.person_claim),
        ] {
            if text.trim().is_empty() {
                faults.push((name, wording!("tidak boleh kosong", "must not be empty")));
            }
        }
        let audience = self.audience.as_deref();
        if audience.map_or(self.sign_in.is_none(), |it| it.trim().is_empty()) {
            let what = wording!(
                "harus diisi, atau dihilangkan bila hanya ada `[issuers.sign_in]`",
                "is needed, or left out where there is only `[issuers.sign_in]`"
            );
            faults.push(("audience", what));
        }
        faults.extend(self.sign_in.iter().flat_map(|it| it.faults(audience)));
        faults.extend(self.faults_of_keys());
        faults.extend(self.faults_of_tenant());
        faults.extend(self.faults_of_roles());
        faults.extend(self.faults_of_times());
        faults
    }

    fn faults_of_keys(&self) -> Option<(&'static str, Wording)> {
        match (&self.jwks_file, &self.jwks_url) {
            (Some(_), Some(_)) | (None, None) => Some((
                "jwks_url",
                wording!(
                    "tulis `jwks_url` atau `jwks_file`, satu saja",
                    "write `jwks_url` or `jwks_file`, one of them"
                ),
            )),
            (None, Some(url)) if !is_safe(url) => Some((
                "jwks_url",
                wording!(
                    "harus `https://…`; `http://` hanya untuk 127.0.0.1, [::1] atau localhost",
                    "must be `https://…`; `http://` only for 127.0.0.1, [::1] or localhost"
                ),
            )),
            _ => None,
        }
    }

    fn faults_of_tenant(&self) -> Option<(&'static str, Wording)> {
        match (&self.tenant, &self.tenant_claim) {
            (Some(tenant), None) if !tenant.is_empty() && self.tenants.is_empty() => None,
            (None, Some(claim)) if !claim.is_empty() && !self.tenants.is_empty() => None,
            _ => Some((
                "tenant",
                wording!(
                    "tulis `tenant`, atau `tenant_claim` bersama daftar `tenants` yang diizinkan",
                    "write `tenant`, or `tenant_claim` with the list `tenants` of those allowed"
                ),
            )),
        }
    }

    fn faults_of_roles(&self) -> Option<(&'static str, Wording)> {
        let known = Role::ALL.map(Role::name).join(", ");
        let unknown = self.roles.values().find(|it| Role::of(it).is_none());
        match unknown {
            Some(unknown) => Some((
                "roles",
                wording!(
                    "tidak ada peran `{unknown}`; yang ada: {known}",
                    "there is no role `{unknown}`; there are: {known}"
                ),
            )),
            None if self.roles.is_empty() => Some((
                "roles",
                wording!("petakan nilai klaim ke peran: {known}", "map values of the claim to roles: {known}"),
            )),
            None => None,
        }
    }

    fn faults_of_times(&self) -> Vec<(&'static str, Wording)> {
        let bounds = [
            ("leeway_seconds", self.leeway_seconds, 0, MOST_LEEWAY),
            ("lifetime_seconds", self.lifetime_seconds, 1, LONGEST_LIFE),
            ("refresh_seconds", self.refresh_seconds, 1, LONGEST_LIFE),
        ];
        let outside = bounds.into_iter().filter(|it| it.1 < it.2 || it.1 > it.3);
        outside.map(|(name, _, least, most)| (name, wording!("{least} sampai {most}", "{least} to {most}"))).collect()
    }
}

fn role() -> String {
    "role".to_owned()
}

fn agency() -> String {
    "agency".to_owned()
}

fn person() -> String {
    "sub".to_owned()
}

const fn leeway() -> u64 {
    30
}

const fn lifetime() -> u64 {
    3_600
}

const fn refresh() -> u64 {
    300
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        issuer = "https://sso.example/realms/asn"
        audience = "timbang"
        algorithm = "RS256"
        jwks_url = "https://sso.example/realms/asn/certs"
        tenant = "demo"
        [roles]
        regional-office = "verifier"
    "#;

    fn issuer(text: &str) -> Issuer {
        toml::from_str(text).unwrap()
    }

    fn said(issuers: &[Issuer]) -> Vec<String> {
        flaws(issuers).into_iter().map(|it| it.what.get(Language::English).to_owned()).collect()
    }

    #[test]
    fn what_is_left_out_has_a_value() {
        let good = issuer(GOOD);
        assert_eq!(flaws(std::slice::from_ref(&good)), []);
        assert_eq!((good.leeway_seconds, good.lifetime_seconds, good.refresh_seconds), (30, 3_600, 300));
        assert_eq!((good.role_claim, good.agency_claim, good.person_claim), (role(), agency(), person()));
    }

    #[test]
    fn shared_secrets_and_unknown_settings_are_not_taken() {
        assert!(toml::from_str::<Issuer>(&GOOD.replace("RS256", "HS256")).is_err());
        assert!(toml::from_str::<Issuer>(&GOOD.replace("RS256", "none")).is_err());
        assert!(toml::from_str::<Issuer>(&GOOD.replace("tenant =", "tenants_claim = \"x\"\ntenant =")).is_err());
    }

    #[test]
    fn everything_that_cannot_be_is_told_at_once() {
        let wrong = Issuer {
            audience: None,
            jwks_file: Some("keys.json".to_owned()),
            tenants: vec!["demo".to_owned()],
            roles: BTreeMap::from([("boss".to_owned(), "king".to_owned())]),
            leeway_seconds: 61,
            lifetime_seconds: 0,
            refresh_seconds: 0,
            ..issuer(GOOD)
        };
        let expected =
            ["audience", "jwks_url", "tenant", "roles", "leeway_seconds", "lifetime_seconds", "refresh_seconds"];
        let said_of_it = said(&[wrong]);
        assert_eq!(said_of_it.len(), expected.len(), "{said_of_it:?}");
        for (found, name) in said_of_it.iter().zip(expected) {
            assert!(found.starts_with(&format!("issuer 1, `{name}`: ")), "{found}");
        }
        assert_eq!(said(&[issuer(GOOD), issuer(GOOD)]), ["issuer 2, `issuer`: this issuer is named twice"]);
    }
}
