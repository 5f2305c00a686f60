//! What handlers take as parameters: who acts (the permission is the type), the idempotency key, a body in time and in bounds.
//!
//! Knows nothing of: what a body says.

use std::collections::BTreeMap;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query};
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use crate::engine::wire::hash::sha256_hex;
use crate::engine::wording::Language;
use crate::server::actor::{Actor, Role};
use crate::server::clock;
use crate::server::http::body::{Bounds, gathered};
use crate::server::service::{Asked, ServiceError};
use crate::server::tokens::Holder;
use crate::wording;

use super::Context;
use super::around::language;
use super::depth::depth;
use super::describe::{About, Told};
use super::fields::{Fields, hidden};
use super::guard::{self, Credential};
use super::problem::{Fault, codes};

const LONGEST_KEY: usize = 200;

pub(super) type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

/// A parameter type for each group of roles.
macro_rules! acting {
    ($($(#[$doc:meta])* $name:ident: $($role:ident),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name(pub(super) Actor);

        impl $name {
            const ROLES: &[Role] = &[$(Role::$role),+];
        }

        impl AsRef<Actor> for $name {
            fn as_ref(&self) -> &Actor {
                &self.0
            }
        }

        impl Told for $name {
            fn tell(about: &mut About) {
                acted_by(about, Self::ROLES);
            }
        }

        impl FromRequest for $name {
            type Error = Fault;
            type Future = Extracting<Self>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move { among(&request, Self::ROLES).await.map(Self) })
            }
        }
    )+};
}

acting! {
    /// An agency, in its own cases.
    Agency: Agency;
    /// A regional office.
    Verifier: Verifier;
    Reviewer: Reviewer;
    /// Whoever may have the engine rule on a verified case.
    Official: Verifier, Reviewer;
    /// Whoever writes rules.
    Policy: Policy;
    /// Whoever publishes rules that another person wrote.
    Publisher: Publisher;
    /// Whoever may read drafts of rules.
    Drafter: Policy, Publisher, Auditor;
    /// Whoever may send documents.
    Uploader: Agency, Verifier;
    /// Whoever may read cases and rulings; an agency only its own.
    Reader: Agency, Verifier, Reviewer, Auditor;
    /// Whoever may see how the service does.
    Watcher: Auditor, Admin;
}

/// Whoever holds a good key.
pub(super) struct Anyone(pub(super) Actor);

impl FromRequest for Anyone {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { among(&request, &Role::ALL).await.map(Self) })
    }
}

impl Told for Anyone {
    fn tell(about: &mut About) {
        acted_by(about, &Role::ALL);
    }
}

impl AsRef<Actor> for Anyone {
    fn as_ref(&self) -> &Actor {
        &self.0
    }
}

/// Whoever has not tried out too much.
pub(super) struct Trying<Who>(pub(super) Who);

impl<Who: FromRequest<Error = Fault, Future = Extracting<Who>> + AsRef<Actor> + 'static> FromRequest for Trying<Who> {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, who) = (request.clone(), Who::from_request(request, payload));
        Box::pin(async move {
            let who = who.await?;
            guard::stands(&request, context(&request)?.quotas.preview(&who.as_ref().key_id))?;
            Ok(Self(who))
        })
    }
}

impl<Who: Told> Told for Trying<Who> {
    fn tell(about: &mut About) {
        Who::tell(about);
    }
}

fn acted_by(about: &mut About, roles: &'static [Role]) {
    about.roles = Some(roles);
    about.problems.extend([codes::UNAUTHORISED, codes::DATABASE_UNREACHABLE, codes::DISK_FAILED]);
    if roles.len() < Role::ALL.len() {
        about.problems.push(codes::FORBIDDEN);
    }
}

async fn among(request: &HttpRequest, roles: &[Role]) -> Result<Actor, Fault> {
    let actor = actor(request).await?;
    if roles.contains(&actor.role) {
        Ok(actor)
    } else {
        Err(Fault::Forbidden { needed: roles.iter().map(|it| it.name()).collect() })
    }
}

async fn actor(request: &HttpRequest) -> Result<Actor, Fault> {
    let actor = identified(request).await;
    match &actor {
        Ok(actor) => {
            request.extensions_mut().insert(Credential(actor.key_id.clone()));
            guard::stands(request, context(request)?.quotas.credential(&actor.key_id))?;
        }
        // Without a header it was counted when it came.
        Err(Fault::Unauthorised | Fault::TokenRefused(_)) if request.headers().contains_key(AUTHORIZATION) => {
            guard::anonymous(request)?;
        }
        Err(_) => {}
    }
    actor
}

async fn identified(request: &HttpRequest) -> Result<Actor, Fault> {
    let credential = credential(request).ok_or(Fault::Unauthorised)?;
    let context = context(request)?;
    let holder = holder(context, credential).await?;
    // The tenant without a name is the operator's: no request comes from there.
    if holder.tenant.is_empty() {
        return Err(Fault::Unauthorised);
    }
    Ok(guard::acting(request, context, holder))
}

fn context(request: &HttpRequest) -> Result<&Data<Context>, Fault> {
    request.app_data::<Data<Context>>().ok_or_else(|| broken("no context"))
}

/// What was sent as `Authorization: Bearer …`, if it was sent once. The case of the scheme does not matter.
fn credential(request: &HttpRequest) -> Option<&str> {
    let mut headers = request.headers().get_all(AUTHORIZATION);
    let (first, second) = (headers.next()?, headers.next());
    let (scheme, credential) = first.to_str().ok().filter(|_| second.is_none())?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(credential)
}

/// Whom an API key or a token stands for. One that is not good is never tried as the other.
async fn holder(context: &Context, credential: &str) -> Result<Holder, Fault> {
    if !credential.starts_with("tb_") {
        return context.tokens.holder(credential, clock::now()).await.map_err(Fault::TokenRefused);
    }
    let holder = context.keys.holder(credential).await.map_err(|it| Fault::Service(it.into()))?;
    let (row, role) = holder.ok_or(Fault::Unauthorised)?;
    Ok(Holder { tenant: row.tenant_id, agency: row.agency_id, person: row.person, role, key_id: row.key_id })
}

fn broken(what: &str) -> Fault {
    Fault::Service(ServiceError::Broken(what.to_owned()))
}

/// A body that is JSON by its own account.
pub(super) struct Body(pub(super) Bytes);

impl FromRequest for Body {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { body(&request, payload).await.map(Self) })
    }
}

impl Told for Body {
    fn tell(about: &mut About) {
        about.problems.extend([
            codes::MALFORMED,
            codes::CUT_SHORT,
            codes::TOO_SLOW,
            codes::TOO_LARGE,
            codes::TOO_DEEP,
            codes::NOT_JSON,
        ]);
    }
}

async fn body(request: &HttpRequest, payload: Payload) -> Result<Bytes, Fault> {
    let limits = &context(request)?.limits;
    let bytes = gathered(Bounds::of_any(limits), payload).await?;
    if depth(&bytes) > limits.json_depth {
        return Err(Fault::TooDeep { most: limits.json_depth });
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    // What is packed would be read as it stands, and its limits would not hold.
    if request.headers().contains_key(CONTENT_ENCODING) {
        return Err(Fault::MediaType);
    }
    if bytes.is_empty() || kind.eq_ignore_ascii_case("application/json") { Ok(bytes) } else { Err(Fault::MediaType) }
}

/// A body that is recorded, with its key and fingerprint.
pub(super) struct Recording {
    pub(super) asked: Asked,
    pub(super) body: Bytes,
}

impl FromRequest for Recording {
    type Error = Fault;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let key = idempotency_key(&request)?;
            let body = body(&request, payload).await?;
            let mut fingerprint = format!("{} {}\n", request.method(), request.path()).into_bytes();
            fingerprint.extend_from_slice(&body);
            Ok(Self { asked: Asked::new(key, sha256_hex(&fingerprint)), body })
        })
    }
}

/// The key under which a request is recorded.
pub(super) fn idempotency_key(request: &HttpRequest) -> Result<String, Fault> {
    let mut headers = request.headers().get_all("idempotency-key");
    let (first, second) = (headers.next(), headers.next());
    // Of two keys no one can tell which one counts.
    let key = first.filter(|_| second.is_none()).and_then(|it| it.to_str().ok());
    key.filter(|it| (1..=LONGEST_KEY).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_graphic()))
        .map(str::to_owned)
        .ok_or(Fault::KeyMissing)
}

impl Told for Recording {
    fn tell(about: &mut About) {
        Body::tell(about);
        about.records = true;
        about.problems.extend([
            codes::KEY_MISSING,
            codes::KEY_REUSED,
            codes::OVERTAKEN,
            codes::FULL,
            codes::OUTCOME_UNKNOWN,
            codes::NO_SPACE,
        ]);
    }
}

/// What stands after the `?`. Names that the route does not describe were refused before.
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// The value of a parameter; empty if it was not given.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

impl FromRequest for Parameters {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let given = Query::<BTreeMap<String, String>>::from_query(request.query_string());
        let given = given.map(Query::into_inner).unwrap_or_default();
        let mut fields = Fields::none();
        for (name, found) in given.iter().filter_map(|it| Some((it.0, hidden(it.1)?))) {
            fields.refuse(name, found);
        }
        for (name, _) in given.iter().filter(|it| it.1.is_empty()) {
            fields.refuse(
                name,
                wording!("harus ada nilainya, atau tidak disebut sama sekali", "needs a value, or is left out"),
            );
        }
        ready(fields.finish().map(|()| Self(given)).map_err(Fault::from))
    }
}

impl Told for Parameters {
    fn tell(_about: &mut About) {}
}

/// The language in which texts for people are wanted.
pub(super) struct Reading(pub(super) Language);

impl FromRequest for Reading {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(language(request.headers()))))
    }
}

impl Told for Reading {
    fn tell(_about: &mut About) {}
}

/// The form in which an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Json,
    Text,
}

impl Shape {
    /// The first of the two that `Accept` names; JSON if it names neither.
    fn of(accept: &str) -> Self {
        let kinds = accept.split(',').map(|it| it.split(';').next().unwrap_or_default().trim());
        let known = kinds.filter_map(|it| match it.to_ascii_lowercase().as_str() {
            "text/plain" | "text/*" => Some(Self::Text),
            "application/json" | "application/*" | "*/*" => Some(Self::Json),
            _ => None,
        });
        known.into_iter().next().unwrap_or(Self::Json)
    }
}

impl FromRequest for Shape {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let accept = request.headers().get(ACCEPT).and_then(|it| it.to_str().ok());
        ready(Ok(Self::of(accept.unwrap_or_default())))
    }
}

impl Told for Shape {
    fn tell(_about: &mut About) {}
}
