//! What handlers take as parameters: who acts (the permission is the type), the idempotency key, a body in time and in bounds.
//!
//! Knows nothing of: what a body says.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BodyStream, MessageBody};
use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use tokio::time::timeout;

use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::{Actor, Role};
use crate::server::service::{Asked, ServiceError};

use super::Context;
use super::around::RequestId;
use super::problem::Fault;

/// The largest body in bytes.
const LARGEST: usize = 1 << 20;
/// The whole body has to be there by then.
const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_KEY: usize = 200;

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

/// A parameter type for each group of roles.
macro_rules! acting {
    ($($(#[$doc:meta])* $name:ident: $($role:ident),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name(pub(super) Actor);

        impl FromRequest for $name {
            type Error = Fault;
            type Future = Extracting<Self>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move { among(&request, &[$(Role::$role),+]).await.map(Self) })
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
    /// Whoever may read cases and rulings; an agency only its own.
    Reader: Agency, Verifier, Reviewer, Auditor;
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

async fn among(request: &HttpRequest, roles: &[Role]) -> Result<Actor, Fault> {
    let actor = actor(request).await?;
    if roles.contains(&actor.role) {
        Ok(actor)
    } else {
        Err(Fault::Forbidden { needed: roles.iter().map(|it| it.name()).collect() })
    }
}

async fn actor(request: &HttpRequest) -> Result<Actor, Fault> {
    let header = request.headers().get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    let key = header.and_then(|it| it.strip_prefix("Bearer ")).ok_or(Fault::Unauthorised)?;
    let context = request.app_data::<Data<Context>>().ok_or_else(|| broken("no context"))?;
    let holder = context.keys.holder(key.trim()).await.map_err(|it| Fault::Service(it.into()))?;
    // The tenant without a name is the operator's: no request comes from there.
    let (row, role) = holder.filter(|it| !it.0.tenant_id.is_empty()).ok_or(Fault::Unauthorised)?;
    let request_id = request.extensions().get::<RequestId>().map_or_else(String::new, |it| it.0.clone());
    Ok(Actor {
        tenant: row.tenant_id,
        agency: row.agency_id,
        person: row.person,
        role,
        key_id: row.key_id,
        address: client_address(request, context),
        request_id,
    })
}

/// Empty if it cannot be told.
fn client_address(request: &HttpRequest, context: &Context) -> String {
    let peer = request.peer_addr().map(|it| it.ip());
    peer.map_or_else(String::new, |it| context.proxies.client(it, request.headers()).to_string())
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

async fn body(request: &HttpRequest, payload: Payload) -> Result<Bytes, Fault> {
    let bytes = timeout(PATIENCE, gathered(payload)).await.map_err(|_| Fault::TooSlow)??;
    let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if bytes.is_empty() || kind.eq_ignore_ascii_case("application/json") { Ok(bytes) } else { Err(Fault::MediaType) }
}

async fn gathered(payload: Payload) -> Result<Bytes, Fault> {
    let mut stream = BodyStream::new(payload);
    let mut bytes = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        let chunk = chunk.map_err(|_| Fault::CutShort)?;
        if bytes.len().saturating_add(chunk.len()) > LARGEST {
            return Err(Fault::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
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
            let header = request.headers().get("idempotency-key").and_then(|it| it.to_str().ok());
            let key = header.filter(|it| (1..=LONGEST_KEY).contains(&it.len())).ok_or(Fault::KeyMissing)?.to_owned();
            let body = body(&request, payload).await?;
            let mut fingerprint = format!("{} {}\n", request.method(), request.path()).into_bytes();
            fingerprint.extend_from_slice(&body);
            Ok(Self { asked: Asked { key, fingerprint: sha256_hex(&fingerprint) }, body })
        })
    }
}
