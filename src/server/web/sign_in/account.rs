//! `/sign-in/with/{account}` and `/sign-in/return`: to an issuer, where somebody shows who they are, and back.
//!
//! Knows nothing of: tokens, what the page looks like.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::server::clock;
use crate::server::http::Context;
use crate::server::http::around::log_refused_sign_in;
use crate::server::http::guard::acting;
use crate::server::http::problem::Fault;
use crate::server::http::session::{browser, browser_cookie};
use crate::server::service::{NewSession, ServiceError, SignIns, Way};
use crate::server::tokens::{Asking, Holder, NotSignedIn, Returned};
use crate::server::web::around::is_own;
use crate::server::web::parts::query;
use crate::server::web::seen::Viewer;

use super::{back_to, begun, own_path, refusal};

/// Where an issuer sends browsers back to, below the address of the pages.
const RETURN: &str = "/sign-in/return";
/// Longer ones are of no page.
const LONGEST_BACK: usize = 2_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Begun {
    back: String,
}

/// What an issuer gives a browser to take along. There may be more; none of it is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CameBack {
    state: String,
    code: String,
    error: String,
    iss: String,
}

pub(super) async fn begin(
    request: HttpRequest,
    viewer: Viewer,
    context: Data<Context>,
    account: Path<String>,
    asked: Query<Begun>,
) -> Result<HttpResponse, Fault> {
    let back = Some(own_path(&asked.back)).filter(|it| it.len() <= LONGEST_BACK).unwrap_or("/");
    // Nobody is signed in by a page of someone else: it asks here first.
    if !is_own(request.headers()) {
        return Ok(HttpResponse::SeeOther().insert_header((LOCATION, format!("/sign-in{}", back_to(back)))).finish());
    }
    let unknown = || Fault::Service(ServiceError::NotFound);
    let account = context.tokens.account(&account).ok_or_else(unknown)?;
    // A browser on several ways at once, in several windows, keeps one secret.
    let secret = browser(&request).map_or_else(SignIns::browser, Ok)?;
    let way = Way { account: account.name, back: back.to_owned() };
    let state = context.sign_ins.begin(&secret, &way).await?;
    let asking = Asking { state: &state, browser: &secret, redirect_uri: &redirect_uri(&context) };
    let address = context.tokens.authorization(&way.account, &asking, viewer.words.0).ok_or_else(unknown)?;
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, address));
    answer.cookie(browser_cookie(&context, secret));
    Ok(answer.finish())
}

/// That somebody looks is looked up, so that everyone who asks is counted.
pub(super) async fn come_back(
    request: HttpRequest,
    _viewer: Viewer,
    context: Data<Context>,
    came: Query<CameBack>,
) -> Result<HttpResponse, Fault> {
    let Some(browser) = browser(&request) else { return Ok(refused(refusal::OVER, "/")) };
    let Some(way) = context.sign_ins.end(&browser, &came.state).await? else {
        return Ok(refused(refusal::OVER, "/"));
    };
    let asking = Asking { state: &came.state, browser: &browser, redirect_uri: &redirect_uri(&context) };
    let returned = Returned { code: &came.code, error: &came.error, issuer: &came.iss };
    match context.tokens.signed_in(&way.account, &asking, &returned, clock::now()).await {
        Ok(holder) => begun(&request, &context, &session(&request, &context, holder), own_path(&way.back)).await,
        Err(error) => {
            let trouble = matches!(error, NotSignedIn::Rejected(_) | NotSignedIn::Unavailable(_));
            log_refused_sign_in(&request, &error.why(), trouble);
            Ok(refused(refusal::code(&error), &way.back))
        }
    }
}

/// Nothing of what was brought along stays in the address, and switching the language does not bring it again.
fn refused(code: &str, back: &str) -> HttpResponse {
    let back = if back == "/" { "" } else { back };
    let next = query("/sign-in", &[("refused", code), ("back", back)]);
    HttpResponse::SeeOther().insert_header((LOCATION, next)).finish()
}

/// A session lasts as sessions do, not as the token, which only says who came.
fn session(request: &HttpRequest, context: &Context, holder: Holder) -> NewSession {
    NewSession { actor: acting(request, context, holder), by_key: false, until: None }
}

fn redirect_uri(context: &Context) -> String {
    format!("{}{RETURN}", context.pages.address.as_deref().unwrap_or_default())
}
