//! One issuer: verifies its tokens, of both kinds, and reads from their claims whom they stand for.
//!
//! Knows nothing of: other issuers, how keys are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonwebtoken::{Header, Validation, decode};

use crate::engine::wire::hash::sha256_hex;
use crate::engine::wording::Wording;
use crate::server::actor::Role;
use crate::server::config;

use super::claims::{Claims, Moment};
use super::key_set::algorithm;
use super::sign_in::SignIn;
use super::source::Source;
use super::{Holder, Refusal, Unmapped};

const SECOND: i64 = 1_000_000;

/// An issuer that is trusted.
pub(super) struct Issuer {
    pub(super) settings: config::Issuer,
    pub(super) source: Arc<Source>,
    /// Names the issuer in addresses and in what stands for a subject.
    pub(super) hash: String,
    /// How people sign in with it, if they do.
    pub(super) sign_in: Option<SignIn>,
    /// `None` if it gives no tokens for programs.
    bearers: Option<Kind>,
}

/// A kind of token. What is good as one is not good as another.
pub(super) struct Kind {
    /// What has to be in `aud`.
    audience: String,
    /// What it may call itself in `typ`.
    names: &'static [&'static str],
    validation: Validation,
}

/// An access token that a program shows.
const BEARERS: &[&str] = &["jwt", "at+jwt", "application/at+jwt"];
/// An ID token. Some issuers do not say what it is.
const ID_TOKENS: &[&str] = &["", "jwt"];

impl Kind {
    fn new(settings: &config::Issuer, audience: &str, names: &'static [&'static str]) -> Self {
        let mut validation = Validation::new(algorithm(settings.algorithm));
        validation.set_issuer(&[&settings.issuer]);
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = settings.leeway_seconds;
        Self { audience: audience.to_owned(), names, validation }
    }

    /// What says who somebody is, to a client of this name.
    pub(super) fn id_tokens(settings: &config::Issuer, client_id: &str) -> Self {
        Self::new(settings, client_id, ID_TOKENS)
    }
}

impl Issuer {
    pub(super) fn new(settings: &config::Issuer) -> Result<Self, Wording> {
        let sign_in = settings.sign_in.as_ref().map(|it| SignIn::new(settings, it)).transpose()?;
        Ok(Self {
            source: Arc::new(Source::new(settings).map_err(Wording::same)?),
            hash: short(&settings.issuer, 16),
            sign_in,
            bearers: settings.audience.as_deref().map(|it| Kind::new(settings, it, BEARERS)),
            settings: settings.clone(),
        })
    }

    /// Whoever holds this bearer token, if it is good now (microseconds since 1970-01-01).
    pub(super) async fn holder(&self, token: &str, header: &Header, now: i64) -> Result<Holder, Refusal> {
        let bearers = self.bearers.as_ref().ok_or_else(|| Refusal::new("the issuer gives no tokens for programs"))?;
        self.read(&self.verified(bearers, token, header, now).await?)
    }

    /// What a token of this kind says, if it is good now.
    pub(super) async fn verified(
        &self,
        kind: &Kind,
        token: &str,
        header: &Header,
        now: i64,
    ) -> Result<Claims, Refusal> {
        self.accept_header(kind, header)?;
        let name = header.kid.as_deref().filter(|it| !it.is_empty());
        let name = name.ok_or_else(|| Refusal::new("it does not name its key"))?;
        let key = Arc::clone(&self.source).key(name).await;
        let key = key.ok_or_else(|| Refusal::new("its key is not one of the issuer's"))?;
        let verified = decode::<Claims>(token, &key, &kind.validation).map_err(|it| Refusal::from_library(&it))?;
        self.accept_claims(kind, &verified.claims, now.div_euclid(SECOND))?;
        Ok(verified.claims)
    }

    fn accept_header(&self, kind: &Kind, header: &Header) -> Result<(), Refusal> {
        let name = header.typ.as_deref().unwrap_or_default().to_ascii_lowercase();
        if !kind.names.contains(&name.as_str()) {
            return Err(Refusal::new("its `typ` is that of another kind of token"));
        }
        if header.alg != algorithm(self.settings.algorithm) {
            return Err(Refusal::new("its algorithm is not that of the settings"));
        }
        if header.crit.is_some() {
            return Err(Refusal::new("it calls something critical that is not known here"));
        }
        if header.cty.is_some() || header.enc.is_some() || header.zip.is_some() {
            return Err(Refusal::new("it wraps something else"));
        }
        Ok(())
    }

    /// Judges again what the library has judged, with less tolerance for other kinds of values; and how long it is good.
    fn accept_claims(&self, kind: &Kind, claims: &Claims, now: i64) -> Result<(), Refusal> {
        let settings = &self.settings;
        let leeway = i64::try_from(settings.leeway_seconds).unwrap_or_default();
        let lifetime = i64::try_from(settings.lifetime_seconds).unwrap_or_default();
        if claims.text("iss") != Some(&settings.issuer) {
            return Err(Refusal::new("another issuer"));
        }
        if !claims.texts("aud").is_some_and(|it| it.contains(&kind.audience.as_str())) {
            return Err(Refusal::new("it is for others"));
        }
        match claims.moment("exp") {
            Moment::At(end) if now >= end.saturating_add(leeway) => return Err(Refusal::new("it is over")),
            Moment::At(end) if end > now.saturating_add(lifetime).saturating_add(leeway) => {
                return Err(Refusal::new("it is good for too long"));
            }
            Moment::At(_) => {}
            Moment::Absent | Moment::Wrong => return Err(Refusal::new("its `exp` is no moment")),
        }
        for name in ["nbf", "iat"] {
            match claims.moment(name) {
                Moment::At(begin) if begin > now.saturating_add(leeway) => {
                    return Err(Refusal::new(format!("its `{name}` has not come yet")));
                }
                Moment::Wrong => return Err(Refusal::new(format!("its `{name}` is no moment"))),
                Moment::At(_) | Moment::Absent => {}
            }
        }
        Ok(())
    }

    /// What the claims mean here. Nothing is guessed: what is missing or not mapped is refused.
    pub(super) fn read(&self, claims: &Claims) -> Result<Holder, Refusal> {
        let settings = &self.settings;
        let missing = |what: &str| format!("its claims do not tell the {what}, or with hidden or mixed letters");
        let subject = claims.name("sub").ok_or_else(|| Refusal::new(missing("subject")))?;
        let role = self.role(claims)?;
        let agency = match role {
            Role::Agency => claims.name(&settings.agency_claim),
            _ => Some(""),
        };
        let agency = agency.ok_or_else(|| Refusal::unmapped(Unmapped::NoAgency, missing("agency")))?;
        let person = claims.name(&settings.person_claim);
        let issuer_hash = &self.hash;
        let subject_hash = short(&format!("{}\n{subject}", settings.issuer), 32);
        Ok(Holder {
            tenant: self.tenant(claims)?.to_owned(),
            agency: agency.to_owned(),
            person: person.ok_or_else(|| Refusal::unmapped(Unmapped::NoPerson, missing("person")))?.to_owned(),
            role,
            key_id: format!("oidc:{issuer_hash}:{subject_hash}"),
        })
    }

    fn tenant<'a>(&'a self, claims: &'a Claims) -> Result<&'a str, Refusal> {
        let settings = &self.settings;
        let named = match (&settings.tenant, &settings.tenant_claim) {
            (Some(tenant), None) => return Ok(tenant),
            (_, claim) => claims.name(claim.as_deref().unwrap_or_default()),
        };
        let allowed = named.filter(|it| settings.tenants.iter().any(|tenant| tenant == it));
        allowed.ok_or_else(|| Refusal::unmapped(Unmapped::NoTenant, "its tenant is not one of the issuer's"))
    }

    /// Whether a session that began with its word could still begin, as far as the settings tell.
    pub(super) fn stands_for(&self, tenant: &str, role: Role) -> bool {
        let settings = &self.settings;
        let in_tenant = settings.tenant.as_deref() == Some(tenant) || settings.tenants.iter().any(|it| it == tenant);
        self.sign_in.is_some() && in_tenant && settings.roles.values().any(|it| it == role.name())
    }

    /// The one role that the values of the claim stand for.
    fn role(&self, claims: &Claims) -> Result<Role, Refusal> {
        let values = claims.texts(&self.settings.role_claim).unwrap_or_default();
        let roles = values.iter().filter_map(|it| self.settings.roles.get(*it));
        let roles: BTreeSet<&String> = roles.collect();
        match (roles.first(), roles.len()) {
            (Some(role), 1) => Role::of(role).ok_or_else(|| Refusal::new("there is no such role")),
            (None, _) => Err(Refusal::unmapped(Unmapped::NoRole, "its role is not mapped")),
            _ => Err(Refusal::unmapped(Unmapped::SeveralRoles, "it has more than one role: a token is for one")),
        }
    }
}

/// The first digits of a hash.
fn short(text: &str, digits: usize) -> String {
    sha256_hex(text.as_bytes()).chars().take(digits).collect()
}
