//! `/sign-in` and `/sign-out`: a session begins with an API key and ends when somebody says so.
//!
//! Knows nothing of: what a role may see.

use actix_web::http::header::LOCATION;
use actix_web::web::{self, Data, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::http::session::{cookie, forgotten, secret};
use crate::server::service::NewSession;

use super::at;
use super::form::Form;
use super::parts::{notice, query};
use super::seen::{Anyone, Signed, Viewer};
use super::shell::page;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/sign-in").route(web::get().to(ask)).route(web::post().to(sign_in)))
        .service(at("/sign-in/done").route(web::get().to(signed_in)))
        .service(at("/sign-out").route(web::post().to(sign_out)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Where to go afterwards.
    back: String,
    /// A key, in links of a demonstration.
    key: String,
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
    let viewer = Viewer { here: format!("/sign-in{}", back_to(&asked.back)), ..viewer };
    let key = if context.pages.sign_in_links { asked.key.as_str() } else { "" };
    let title = viewer.words.say("Masuk", "Sign in");
    page(&viewer, title, &asking(&viewer, own_path(&asked.back), key, false))
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
        let title = viewer.words.say("Masuk", "Sign in");
        return Ok(page(&viewer, title, &asking(&viewer, back, "", true)));
    };
    let new = NewSession {
        tenant: row.tenant_id,
        agency: row.agency_id,
        person: row.person,
        role,
        key_id: row.key_id,
        by_key: true,
        until: row.expires_at,
    };
    // Whoever was signed in here before is not any more.
    if let Some(before) = secret(&request) {
        context.sessions.end(&before).await?;
    }
    let begun = context.sessions.begin(&new).await?;
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, back));
    answer.cookie(cookie(&context, begun));
    Ok(answer.finish())
}

/// For whoever signed in beside a page that waits in another tab.
async fn signed_in(anyone: Anyone) -> HttpResponse {
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
    page(viewer, title, &body)
}

async fn sign_out(request: HttpRequest, context: Data<Context>, _form: Form) -> Result<HttpResponse, Fault> {
    if let Some(secret) = secret(&request) {
        context.sessions.end(&secret).await?;
    }
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, "/sign-in"));
    answer.cookie(forgotten(&context));
    Ok(answer.finish())
}

fn asking(viewer: &Viewer, back: &str, key: &str, refused: bool) -> Markup {
    let words = viewer.words;
    html! {
        div.narrow {
            h1 { (words.say("Masuk", "Sign in")) }
            p.lead { (words.say(
                "Timbang menimbang perkara terhadap peraturan dan menjelaskan alasannya.",
                "Timbang weighs a case against the law and says why.",
            )) }
            @if refused {
                (notice("bad", words.say(
                    "Kunci itu tidak dikenal, sudah kedaluwarsa, atau dicabut. Salin seluruh kunci, dari tb_ sampai akhir, atau mintalah kunci baru.",
                    "That key is not known, is over, or was revoked. Copy the whole key, from tb_ to its end, or ask for a new one.",
                )))
            }
            form.stack method="post" action="/sign-in" {
                input type="hidden" name="csrf" value=(viewer.csrf);
                input type="hidden" name="back" value=(back);
                div.field {
                    label for="key" { (words.say("Kunci akses", "Access key")) }
                    @if key.is_empty() {
                        input #key type="password" name="key" required autocomplete="current-password" spellcheck="false" autofocus;
                        p.help { (words.say(
                            "Kunci diberikan oleh pengelola layanan, diawali tb_.",
                            "The operator of the service gave it to you; it begins with tb_.",
                        )) }
                    } @else {
                        input #key type="password" name="key" value=(key) required readonly autocomplete="off";
                        p.help { (words.say(
                            "Tautan peragaan sudah membawa kuncinya: tekan Masuk.",
                            "The link of the demonstration brought the key along: press Sign in.",
                        )) }
                    }
                }
                button.primary type="submit" { (words.say("Masuk", "Sign in")) }
            }
        }
    }
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
