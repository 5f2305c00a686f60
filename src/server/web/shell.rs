//! What every page has around it: the way for each role, who is signed in, language and time zone; and the headers of a page.
//!
//! Knows nothing of: what is on a page.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, HeaderValue};
use maud::{DOCTYPE, Markup, html};

use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::around::ShownAsPage;
use crate::server::http::problem::Fault;
use crate::server::words::Words;

use super::assets;
use super::parts::{Zone, role_name};
use super::seen::Viewer;

/// Nothing but what is in the program; no script or style that stands in a page itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types timbang";

/// A way that leads from every page: address, names in both languages, and who may go it.
struct Way {
    address: &'static str,
    names: (&'static str, &'static str),
    roles: &'static [Role],
}

use Role::{Admin, Agency, Auditor, Policy, Publisher, Reviewer, Verifier};

const WAYS: &[Way] = &[
    Way { address: "/inbox", names: ("Tugas", "To do"), roles: &[Agency, Verifier, Reviewer] },
    Way { address: "/cases", names: ("Kasus", "Cases"), roles: &[Agency, Verifier, Reviewer, Auditor] },
    Way { address: "/drafts", names: ("Konsep aturan", "Rule drafts"), roles: &[Policy, Publisher, Auditor] },
    Way {
        address: "/rulebooks",
        names: ("Aturan", "Rules"),
        roles: &[Agency, Verifier, Reviewer, Policy, Publisher, Auditor, Admin],
    },
    Way {
        address: "/overview",
        names: ("Ikhtisar", "Overview"),
        roles: &[Verifier, Reviewer, Policy, Publisher, Auditor, Admin],
    },
    Way { address: "/audit", names: ("Jejak audit", "Audit trail"), roles: &[Auditor] },
    Way { address: "/admin/keys", names: ("Kunci akses", "Access keys"), roles: &[Admin] },
];

/// A page that was asked for.
pub(super) fn page(viewer: &Viewer, title: &str, body: &Markup) -> HttpResponse {
    page_of(StatusCode::OK, viewer, title, body)
}

/// A page that tells more than that all is well.
pub(super) fn page_of(status: StatusCode, viewer: &Viewer, title: &str, body: &Markup) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    answer.content_type("text/html; charset=utf-8");
    answer.insert_header((CONTENT_SECURITY_POLICY, POLICY));
    answer.insert_header((CONTENT_LANGUAGE, viewer.words.tag()));
    answer.insert_header((CACHE_CONTROL, "no-store"));
    let mut page = answer.body(whole(viewer, title, body).into_string());
    // What a page says of a trouble is not said again by another one.
    page.extensions_mut().insert(ShownAsPage);
    page
}

/// A page that was made where long work is done, and is no answer yet.
pub(super) struct Made {
    pub(super) status: StatusCode,
    pub(super) title: &'static str,
    pub(super) body: Markup,
}

/// A page that may be large, made apart from the threads that answer.
///
/// # Errors
/// If too many wait for theirs.
pub(super) async fn made_aside(
    context: &Context,
    viewer: &Viewer,
    work: impl FnOnce(&Viewer) -> Made + Send + 'static,
) -> Result<HttpResponse, Fault> {
    let own = viewer.clone();
    let made = context.service.aside(move || work(&own)).await?;
    Ok(page_of(made.status, viewer, made.title, &made.body))
}

/// The page, which may show documents of this service in frames.
pub(super) fn with_frames(mut page: HttpResponse) -> HttpResponse {
    if let Ok(policy) = HeaderValue::from_str(&format!("{POLICY}; frame-src 'self'")) {
        page.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    page
}

/// A part of a page that a script puts in its place.
pub(super) fn fragment(viewer: &Viewer, body: Markup) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/html; charset=utf-8");
    answer.insert_header((CONTENT_SECURITY_POLICY, POLICY));
    answer.insert_header((CONTENT_LANGUAGE, viewer.words.tag()));
    answer.insert_header((CACHE_CONTROL, "no-store"));
    answer.body(body.into_string())
}

fn whole(viewer: &Viewer, title: &str, body: &Markup) -> Markup {
    let words = viewer.words;
    html! {
        (DOCTYPE)
        html lang=(words.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Timbang" }
                link rel="icon" href=(assets::address("mark.svg")) type="image/svg+xml";
                link rel="preload" href=(assets::address("source-sans-3.woff2")) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(assets::address("style.css"));
                script src=(assets::address("script.js")) defer {}
            }
            body {
                a.skip href="#main" { (words.say("Langsung ke isi", "Skip to content")) }
                (head(viewer))
                main #main tabindex="-1" { (body) }
                (foot(words))
            }
        }
    }
}

fn head(viewer: &Viewer) -> Markup {
    let words = viewer.words;
    html! {
        header.top {
            a.brand href="/" { img src=(assets::address("mark.svg")) alt="" width="28" height="28"; span { "Timbang" } }
            @if let Some(actor) = &viewer.actor {
                nav aria-label=(words.say("Utama", "Main")) {
                    ul {
                        @for way in WAYS.iter().filter(|it| it.roles.contains(&actor.role)) {
                            li { a href=(way.address) aria-current=[current(viewer, way.address)] { (words.say(way.names.0, way.names.1)) } }
                        }
                    }
                }
            }
            details.me {
                summary {
                    @if let Some(actor) = &viewer.actor {
                        span.who { (actor.person) }
                        span.role { (role_name(words, actor.role.name())) }
                    } @else {
                        span.who { (words.say("Bahasa dan waktu", "Language and time")) }
                    }
                }
                div.menu {
                    @if let Some(actor) = viewer.actor.as_ref().filter(|it| !it.agency.is_empty()) {
                        p.agency { (words.say("Akun instansi", "Agency account")) ": " code { (actor.agency) } }
                    }
                    (preferences(viewer))
                    @if viewer.actor.is_some() {
                        form method="post" action="/sign-out" {
                            input type="hidden" name="csrf" value=(viewer.csrf);
                            button type="submit" { (words.say("Keluar", "Sign out")) }
                        }
                    }
                }
            }
        }
    }
}

/// A page below a way belongs to it.
fn current(viewer: &Viewer, address: &str) -> Option<&'static str> {
    let path = viewer.here.split('?').next().unwrap_or_default();
    // A ruling belongs to its case.
    if address == "/cases" && path.starts_with("/rulings/") {
        return Some("true");
    }
    let below = path.strip_prefix(address)?;
    match below {
        "" => Some("page"),
        _ => below.starts_with('/').then_some("true"),
    }
}

fn preferences(viewer: &Viewer) -> Markup {
    let words = viewer.words;
    html! {
        form.preferences method="post" action="/preferences" {
            input type="hidden" name="csrf" value=(viewer.csrf);
            input type="hidden" name="back" value=(viewer.here);
            fieldset {
                legend { (words.say("Bahasa", "Language")) }
                button type="submit" name="language" value="id" lang="id" aria-pressed=(pressed(words.tag() == "id")) { "Bahasa Indonesia" }
                button type="submit" name="language" value="en" lang="en" aria-pressed=(pressed(words.tag() == "en")) { "English" }
            }
            fieldset {
                legend { (words.say("Zona waktu", "Time zone")) }
                @for zone in Zone::ALL {
                    button type="submit" name="zone" value=(zone.name()) aria-pressed=(pressed(viewer.zone == zone)) { (zone.sign()) }
                }
            }
        }
    }
}

fn pressed(it: bool) -> &'static str {
    if it { "true" } else { "false" }
}

fn foot(words: Words) -> Markup {
    html! {
        footer.foot {
            p {
                "Timbang " (env!("CARGO_PKG_VERSION")) " · "
                a href="/docs" { (words.say("Antarmuka untuk program", "Interface for programs")) }
            }
        }
    }
}
