//! `/preferences`: the language and the time zone in which somebody reads, kept in the browser.
//!
//! Knows nothing of: who somebody is.

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::web::{self, ServiceConfig};

use crate::server::http::problem::Fault;

use super::at;
use super::form::Form;
use super::parts::Zone;
use super::seen::{LANGUAGE, ZONE};
use super::sign_in::own_path;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/preferences").route(web::post().to(change)));
}

async fn change(form: Form) -> Result<HttpResponse, Fault> {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, own_path(form.get("back"))));
    if let language @ ("id" | "en") = form.get("language") {
        answer.cookie(kept(LANGUAGE, language.to_owned()));
    }
    if let Some(zone) = Zone::ALL.into_iter().find(|it| it.name() == form.get("zone")) {
        answer.cookie(kept(ZONE, zone.name().to_owned()));
    }
    Ok(answer.finish())
}

fn kept(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).max_age(Duration::days(365)).finish()
}
