//! `/sign-in` and `/sign-out`: a session begins with an account at an issuer or with an API key, and ends when somebody says so.
//!
//! Knows nothing of: what a role may see.

mod account;
mod page;
mod refusal;

use actix_web::http::header::LOCATION;
use actix_web::web::{self, Data, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use maud::html;
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::guard::acting;
use crate::server::http::problem::Fault;
use crate::server::http::session::{cookie, forgotten, secret, signed_in};
use crate::server::service::NewSession;
use crate::server::tokens::Holder;

use super::at;
use super::form::Form;
use super::parts::query;
use super::seen::{Anyone, Signed, Viewer};
use super::shell;
use page::Shown;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/sign-in").route(web::get().to(ask)).route(web::post().to(sign_in)))
        .service(at("/sign-in/done").route(web::get().to(done)))
        .service(at("/sign-in/with/{account}").route(web::get().to(account::begin)))
        .service(at("/sign-in/return").route(web::get().to(account::come_back)))
        .service(at("/sign-out").route(web::post().to(sign_out)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Where to go afterwards.
    back: String,
    /// A key, in links of a demonstration.
    key: String,
    /// Why somebody who came back from an issuer was not signed in.
    refused: String,
    /// The account of whoever has just signed out.
    out: String,
}

/// The part of an address that says where to go after signing in.
pub(super) fn back_to(here: &str) -> String {
    query("", &[("back", here)])
}

/// A path on this service; `/` for anything else, so that nobody is led away.
pub(super) fn own_path(wanted: &str) -> &str {
    let leads_away = wanted.starts_with("//") || wanted.contains('\\') || wanted.chars().any(char::is_control);
    if wanted.starts_with('/') && !leads_away { wanted } else { "/" }
}

async fn ask(viewer: Viewer, context: Data<Context>, asked: Query<Asked>) -> HttpResponse {
    // A key that came along is no part of where the reader is.
    let here = query("/sign-in", &[("back", &asked.back), ("refused", &asked.refused), ("out", &asked.out)]);
    let viewer = Viewer { here, ..viewer };
    let shown = Shown {
        back: own_path(&asked.back),
        key: if context.pages.sign_in_links { asked.key.as_str() } else { "" },
        refused: refusal::said(viewer.words, &asked.refused),
        left: page::left(&context, &asked.out),
        ..Shown::of(&context)
    };
    shell::page(&viewer, page::title(&viewer), &page::asking(&viewer, &shown))
}

async fn sign_in(
    request: HttpRequest,
    viewer: Viewer,
    context: Data<Context>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let back = own_path(form.get("back"));
    let holder = context.keys.holder(form.get("key")).await.map_err(|it| Fault::Service(it.into()))?;
    // The tenant without a name is the operator's: nobody works there.
    let Some((row, role)) = holder.filter(|it| !it.0.tenant_id.is_empty()) else {
        let shown = Shown { back, key_refused: true, ..Shown::of(&context) };
        return Ok(shell::page(&viewer, page::title(&viewer), &page::asking(&viewer, &shown)));
    };
    let (tenant, agency, person, key_id) = (row.tenant_id, row.agency_id, row.person, row.key_id);
    let actor = acting(&request, &context, Holder { tenant, agency, person, role, key_id });
    begun(&request, &context, &NewSession { actor, by_key: true, until: row.expires_at }, back).await
}

/// A session begins, and its reader goes on.
async fn begun(request: &HttpRequest, context: &Context, new: &NewSession, back: &str) -> Result<HttpResponse, Fault> {
    // Whoever was signed in here before is not any more.
    if let Some(before) = signed_in(request).await? {
        context.sessions.end(&before.secret, Some(&before.actor)).await?;
    }
    let begun = context.sessions.begin(new).await?;
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, back));
    answer.cookie(cookie(context, begun));
    Ok(answer.finish())
}

/// For whoever signed in beside a page that waits in another tab.
async fn done(anyone: Anyone) -> HttpResponse {
    let Signed { actor, viewer } = &anyone.0;
    let words = viewer.words;
    let title = words.say("Anda sudah masuk", "You are signed in");
    let body = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.say("Sebagai ", "As ")) strong { (actor.person) } "." }
            p { (words.say(
                "Tutup tab ini, kembali ke tab sebelumnya, dan tekan Kirim lagi.",
                "Close this tab, go back to the one before, and press Send again.",
            )) }
            p { a.button href="/" { (words.say("Atau lanjut ke halaman awal", "Or go on to the first page")) } }
        }
    };
    shell::page(viewer, title, &body)
}

/// Who signed in with an account may still be signed in at the issuer: then the next page says so.
async fn sign_out(
    request: HttpRequest,
    viewer: Viewer,
    context: Data<Context>,
    _form: Form,
) -> Result<HttpResponse, Fault> {
    if let Some(secret) = secret(&request) {
        context.sessions.end(&secret, viewer.actor.as_ref()).await?;
    }
    let account = viewer.actor.and_then(|it| context.tokens.account_of(&it.key_id));
    let next = query("/sign-in", &[("out", account.as_ref().map_or("", |it| it.name.as_str()))]);
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, next));
    answer.cookie(forgotten(&context));
    Ok(answer.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away() {
        assert_eq!(own_path("/cases?state=ruled"), "/cases?state=ruled");
        for foreign in ["", "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]
        {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn the_way_back_is_one_parameter() {
        assert_eq!(back_to("/cases?state=ruled&x=1"), "?back=%2Fcases%3Fstate%3Druled%26x%3D1");
    }
}
