//! Before and behind every request: connections that were turned away, quotas of clients without a key, and how each stands.
//!
//! Knows nothing of: credentials, what is asked.

use std::net::IpAddr;

use actix_web::HttpMessage;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpRequest};

use crate::server::actor::Actor;
use crate::server::measure;
use crate::server::quota::Standing;
use crate::server::service::ServiceError;
use crate::server::tokens::Holder;

use super::Context;
use super::around::RequestId;
use super::connections::TurnedAway;
use super::problem::Fault;
use super::session;

/// What every request without a key may ask for: whether the service runs must be told at any time.
const FREE: [&str; 2] = ["/healthz", "/readyz"];
/// What the pages are drawn with: the same for everyone, and kept by browsers.
const ASSETS: &str = "/assets/";
/// The longest path with its query, in bytes. From 64 KiB on nothing of a request can be read, and the server answers without words.
const LONGEST_URI: usize = 8 * 1024;
const POLICY: &str = "ratelimit-policy";
const LIMIT: &str = "ratelimit";

/// Who asked, as the log calls it: the public part of a key.
#[derive(Clone, Debug)]
pub(in crate::server) struct Credential(pub(in crate::server) String);

/// How the client of a request stands with its quotas.
#[derive(Clone, Debug, Default)]
struct Standings(Vec<Standing>);

pub(in crate::server) async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.conn_data::<TurnedAway>().is_some() {
        return Ok(request.error_response(Fault::TooManyConnections));
    }
    let length = request.uri().path_and_query().map_or(0, |it| it.as_str().len());
    if length > LONGEST_URI {
        return Ok(request.error_response(Fault::UriTooLong { most: LONGEST_URI }));
    }
    // Nothing here has a name with U+0000 in it, which not every database can even be asked for.
    if request.path().contains("%00") {
        return Ok(request.error_response(Fault::Service(ServiceError::NotFound)));
    }
    let free = FREE.contains(&request.path()) || request.path().starts_with(ASSETS);
    // Whoever shows a session is counted when it was looked up.
    let keyless = !request.headers().contains_key(AUTHORIZATION) && !session::is_shown(request.request()) && !free;
    if keyless && let Err(fault) = anonymous(request.request()) {
        return Ok(request.error_response(fault));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Counts a request without a good key.
pub(in crate::server) fn anonymous(request: &HttpRequest) -> Result<(), Fault> {
    let Some(context) = request.app_data::<Data<Context>>() else { return Ok(()) };
    match client(request, context) {
        Some(address) => stands(request, context.quotas.address(address)),
        None => Ok(()),
    }
}

/// The address of the client, if it can be told.
pub(in crate::server) fn client(request: &HttpRequest, context: &Context) -> Option<IpAddr> {
    request.peer_addr().map(|it| context.proxies.client(it.ip(), request.headers()))
}

/// Whoever holds a credential, as the one who sends this request.
pub(in crate::server) fn acting(request: &HttpRequest, context: &Context, holder: Holder) -> Actor {
    Actor {
        tenant: holder.tenant,
        agency: holder.agency,
        person: holder.person,
        role: holder.role,
        key_id: holder.key_id,
        address: client(request, context).map_or_else(String::new, |it| it.to_string()),
        request_id: request.extensions().get::<RequestId>().map_or_else(String::new, |it| it.0.clone()),
    }
}

/// Remembers how the client stands, and refuses if that was one too many.
pub(in crate::server) fn stands(request: &HttpRequest, standing: Result<Standing, Standing>) -> Result<(), Fault> {
    let (standing, refused) = match standing {
        Ok(standing) => (standing, None),
        Err(standing) => {
            measure::limited(standing.limit);
            (standing.clone(), Some(Fault::TooMany { limit: standing.limit, seconds: standing.seconds }))
        }
    };
    let mut extensions = request.extensions_mut();
    let mut standings = extensions.remove::<Standings>().unwrap_or_default();
    standings.0.push(standing);
    extensions.insert(standings);
    refused.map_or(Ok(()), Err)
}

/// Tells the quotas of the client in the headers of an answer (`RateLimit` and `RateLimit-Policy` of the IETF draft).
pub(in crate::server) fn tell_standings(response: &mut ServiceResponse<BoxBody>) {
    let standings = response.request().extensions().get::<Standings>().cloned().unwrap_or_default().0;
    if !standings.is_empty() {
        let each = |show: fn(&Standing) -> String| standings.iter().map(show).collect::<Vec<_>>().join(", ");
        let policy = each(|it| format!("\"{}\";q={};w=60", it.limit, it.quota));
        let limit = each(|it| format!("\"{}\";r={};t={}", it.limit, it.remaining, it.seconds));
        insert(response.headers_mut(), POLICY, &policy);
        insert(response.headers_mut(), LIMIT, &limit);
    }
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}
