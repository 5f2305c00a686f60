//! One issuer: verifies its tokens, and reads from their claims whom they stand for.
//!
//! Knows nothing of: other issuers, how keys are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use jsonwebtoken::{Header, Validation, decode};

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::Role;
use crate::server::config;

use super::claims::{Claims, Moment};
use super::key_set::algorithm;
use super::source::Source;
use super::{Holder, Refusal};

const SECOND: i64 = 1_000_000;

/// An issuer that is trusted.
pub(super) struct Issuer {
    pub(super) settings: config::Issuer,
    pub(super) source: Arc<Source>,
    validation: Validation,
}

impl Issuer {
    pub(super) fn new(settings: &config::Issuer) -> Result<Self, String> {
        let mut validation = Validation::new(algorithm(settings.algorithm));
        validation.set_issuer(&[&settings.issuer]);
        validation.set_audience(&[&settings.audience]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = settings.leeway_seconds;
        Ok(Self { source: Arc::new(Source::new(settings)?), settings: settings.clone(), validation })
    }

    /// Whoever holds this token, if it is good now (microseconds since 1970-01-01).
    pub(super) async fn holder(&self, token: &str, header: &Header, now: i64) -> Result<Holder, Refusal> {
        self.accept_header(header)?;
        let name = header.kid.as_deref().filter(|it| !it.is_empty());
        let name = name.ok_or_else(|| Refusal::new("it does not name its key"))?;
        let key = Arc::clone(&self.source).key(name).await;
        let key = key.ok_or_else(|| Refusal::new("its key is not one of the issuer's"))?;
        let verified = decode::<Claims>(token, &key, &self.validation).map_err(|it| Refusal::from_library(&it))?;
        self.accept_claims(&verified.claims, now.div_euclid(SECOND))?;
        self.read(&verified.claims)
    }

    fn accept_header(&self, header: &Header) -> Result<(), Refusal> {
        let kind = header.typ.as_deref().unwrap_or_default().to_ascii_lowercase();
        if !["jwt", "at+jwt", "application/at+jwt"].contains(&kind.as_str()) {
            return Err(Refusal::new("its `typ` is neither JWT nor at+jwt"));
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
    fn accept_claims(&self, claims: &Claims, now: i64) -> Result<(), Refusal> {
        let settings = &self.settings;
        let leeway = i64::try_from(settings.leeway_seconds).unwrap_or_default();
        let lifetime = i64::try_from(settings.lifetime_seconds).unwrap_or_default();
        if claims.text("iss") != Some(&settings.issuer) {
            return Err(Refusal::new("another issuer"));
        }
        if !claims.texts("aud").is_some_and(|it| it.contains(&settings.audience.as_str())) {
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
    fn read(&self, claims: &Claims) -> Result<Holder, Refusal> {
        let settings = &self.settings;
        let missing = |what: &str| Refusal::new(format!("its claims do not tell the {what}"));
        let subject = claims.name("sub").ok_or_else(|| missing("subject"))?;
        let role = self.role(claims)?;
        let agency = match role {
            Role::Agency => claims.name(&settings.agency_claim).ok_or_else(|| missing("agency"))?,
            _ => "",
        };
        let issuer_hash = short(&settings.issuer, 16);
        let subject_hash = short(&format!("{}\n{subject}", settings.issuer), 32);
        Ok(Holder {
            tenant: self.tenant(claims)?.to_owned(),
            agency: agency.to_owned(),
            person: claims.name(&settings.person_claim).ok_or_else(|| missing("person"))?.to_owned(),
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
        allowed.ok_or_else(|| Refusal::new("its tenant is not one of the issuer's"))
    }

    /// The one role that the values of the claim stand for.
    fn role(&self, claims: &Claims) -> Result<Role, Refusal> {
        let values = claims.texts(&self.settings.role_claim).unwrap_or_default();
        let roles = values.iter().filter_map(|it| self.settings.roles.get(*it));
        let roles: BTreeSet<&String> = roles.collect();
        match (roles.first(), roles.len()) {
            (Some(role), 1) => Role::of(role).ok_or_else(|| Refusal::new("there is no such role")),
            (None, _) => Err(Refusal::new("its role is not mapped")),
            _ => Err(Refusal::new("it has more than one role: a token is for one")),
        }
    }
}

/// The first digits of a hash.
fn short(text: &str, digits: usize) -> String {
    sha256_hex(text.as_bytes()).chars().take(digits).collect()
}
