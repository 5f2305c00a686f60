//! The session that a browser shows as a cookie, and whom it stands for. Only the pages take it: programs show a key or token.
//!
//! Knows nothing of: how somebody signs in, what a role may do.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest};

use crate::server::actor::Actor;
use crate::server::service::{ServiceError, SignIns};
use crate::server::tokens::Holder;

use super::Context;
use super::guard::{self, Credential};
use super::problem::Fault;

/// Names of a cookie: the first, and over encrypted connections the second. Browsers hold a cookie of that name to this host alone.
type Names = (&'static str, &'static str);

const SESSION: Names = ("timbang_session", "__Host-timbang_session");
/// Tells the browser that is on its way to an issuer and back.
const BROWSER: Names = ("timbang_browser", "__Host-timbang_browser");

/// Someone who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server) struct SignedIn {
    pub(in crate::server) actor: Actor,
    /// What only the browser holds.
    pub(in crate::server) secret: String,
}

/// Whether a request shows a session, good or not.
pub(in crate::server) fn is_shown(request: &HttpRequest) -> bool {
    secret(request).is_some()
}

/// In the extensions of a request: who is signed in, once that was looked up.
#[derive(Clone, Debug)]
struct LookedUp(Option<SignedIn>);

/// Whoever is signed in; a session that is not good counts as none. A request is looked up, and counted, once.
pub(in crate::server) async fn signed_in(request: &HttpRequest) -> Result<Option<SignedIn>, Fault> {
    let before = request.extensions().get::<LookedUp>().cloned();
    if let Some(LookedUp(found)) = before {
        return Ok(found);
    }
    let found = looked_up(request).await?;
    request.extensions_mut().insert(LookedUp(found.clone()));
    Ok(found)
}

/// Whether somebody was found to be signed in; nothing is looked up.
pub(in crate::server) fn is_signed_in(request: &HttpRequest) -> bool {
    request.extensions().get::<LookedUp>().is_some_and(|it| it.0.is_some())
}

async fn looked_up(request: &HttpRequest) -> Result<Option<SignedIn>, Fault> {
    let Some(context) = request.app_data::<Data<Context>>() else {
        return Err(Fault::Service(ServiceError::Broken("no context".to_owned())));
    };
    let Some(secret) = secret(request) else { return Ok(None) };
    let Some((row, role)) = context.sessions.of(&secret).await? else {
        guard::anonymous(request)?;
        return Ok(None);
    };
    // An issuer that is trusted no more vouches for nobody.
    if row.by_key == 0 && !context.tokens.stands(&row.key_id, &row.tenant_id, role) {
        context.sessions.end(&secret, None).await?;
        guard::anonymous(request)?;
        return Ok(None);
    }
    request.extensions_mut().insert(Credential(row.key_id.clone()));
    guard::stands(request, context.quotas.credential(&row.key_id))?;
    let (tenant, agency, person, key_id) = (row.tenant_id, row.agency_id, row.person, row.key_id);
    let actor = guard::acting(request, context, Holder { tenant, agency, person, role, key_id });
    Ok(Some(SignedIn { actor, secret }))
}

/// The cookie of a session that has begun. It lasts until the browser or the service ends it.
pub(in crate::server) fn cookie(context: &Context, secret: String) -> Cookie<'static> {
    held(context, SESSION, secret)
}

/// The cookie by which a browser is known when it comes back from an issuer. Other sites may lead here, so it is not a strict one.
pub(in crate::server) fn browser_cookie(context: &Context, secret: String) -> Cookie<'static> {
    let mut cookie = held(context, BROWSER, secret);
    cookie.set_max_age(Duration::seconds(SignIns::SECONDS));
    cookie
}

fn held(context: &Context, names: Names, secret: String) -> Cookie<'static> {
    let encrypted = context.pages.is_encrypted();
    Cookie::build(if encrypted { names.1 } else { names.0 }, secret)
        .path("/")
        .http_only(true)
        .secure(encrypted)
        .same_site(SameSite::Lax)
        .finish()
}

/// The cookie that makes a browser forget its session.
pub(in crate::server) fn forgotten(context: &Context) -> Cookie<'static> {
    let mut cookie = cookie(context, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// The secret of a session that the browser shows, if it has the form of one.
pub(in crate::server) fn secret(request: &HttpRequest) -> Option<String> {
    shown(request, SESSION)
}

/// What the browser shows of a way to an issuer that it has begun.
pub(in crate::server) fn browser(request: &HttpRequest) -> Option<String> {
    shown(request, BROWSER)
}

fn shown(request: &HttpRequest, names: Names) -> Option<String> {
    let cookies = request.cookies().ok()?;
    // A neighbour below the same domain can set the plain name; over encrypted connections it says nothing.
    let encrypted = request.app_data::<Data<Context>>().is_some_and(|it| it.pages.is_encrypted());
    let name = if encrypted { names.1 } else { names.0 };
    let shown = cookies.iter().find(|it| it.name() == name)?;
    let fits = shown.value().len() == 64 && shown.value().bytes().all(|it| it.is_ascii_hexdigit());
    fits.then(|| shown.value().to_owned())
}
