//! `/audit`, `/audit/rulings`, `/audit/replay` and `/admin/keys`: who did what, every ruling made again, and who holds a key.
//!
//! Knows nothing of: how something is recorded.

mod acts;
mod keys;
mod rulings;

use actix_web::web::{self, ServiceConfig};
use maud::{Markup, html};

use super::at;
use super::seen::Viewer;

/// So many stand on a page.
const LIMIT: usize = 50;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(at("/audit").route(web::get().to(acts::list)))
        .service(at("/audit/rulings").route(web::get().to(rulings::list)))
        .service(at("/audit/replay").route(web::post().to(rulings::replay)))
        .service(at("/admin/keys").route(web::get().to(keys::list)));
}

/// One more than a page holds, to see whether there is another.
fn one_more() -> i64 {
    i64::try_from(LIMIT + 1).unwrap_or(i64::MAX)
}

/// The two views of an auditor.
fn views(viewer: &Viewer, here: &str) -> Markup {
    let words = viewer.words;
    let all = [
        ("/audit", words.say("Perbuatan", "Acts")),
        ("/audit/rulings", words.say("Putusan dan putus ulang", "Rulings and replay")),
    ];
    html! {
        nav.chips aria-label=(words.say("Jejak audit", "Audit trail")) {
            @for (address, label) in all { a href=(address) aria-current=[(address == here).then_some("page")] { (label) } }
        }
    }
}
