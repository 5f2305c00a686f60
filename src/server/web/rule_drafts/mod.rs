//! `/drafts`: rules are written, examined, and published by another person.
//!
//! Knows nothing of: how rules are checked.

mod approval;
mod check;
mod codes;
mod difference;
mod editor;
mod files;
mod impact;
mod list;
mod one;
mod said;
mod upload;
mod withdrawal;

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::ServiceConfig;
use maud::{Markup, html};
use serde_json::Value;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::Draft;

use super::cases::rule_titles;
use super::parts::query;
use super::seen::{Signed, Viewer};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .configure(list::configure)
        .configure(one::configure)
        .configure(editor::configure)
        .configure(files::configure)
        .configure(upload::configure)
        .configure(check::configure)
        .configure(difference::configure)
        .configure(impact::configure)
        .configure(approval::configure)
        .configure(withdrawal::configure)
        .configure(codes::configure);
}

/// What a draft is called on its pages: by the title of its rulebook, or by its name if nothing of it is in force.
async fn title(signed: &Signed, context: &Context, draft: &Draft) -> Result<String, Fault> {
    let words = signed.viewer.words;
    let titles = rule_titles(context, &signed.actor, words).await?;
    let rulebook = titles.get(&draft.row.rulebook).unwrap_or(&draft.row.rulebook);
    Ok(format!("{}: {rulebook}", words.say("Konsep", "Draft")))
}

/// A page below that of a draft.
fn below(draft_id: &str, rest: &str) -> String {
    format!("/drafts/{}{rest}", super::parts::escaped(draft_id))
}

/// The page of one file of a draft.
fn file_address(draft_id: &str, path: &str) -> String {
    query(&below(draft_id, "/file"), &[("path", path)])
}

/// On to a page that tells what was done.
fn done(address: &str, what: &str) -> HttpResponse {
    let address = query(address, &[("done", what)]);
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}

/// A page of a file belongs to the files.
fn current(here: &str, address: &str, rest: &str) -> Option<&'static str> {
    let below = here.strip_prefix(address)?;
    match below {
        "" => Some("page"),
        "/file" | "/removal" | "/upload" if rest.is_empty() => Some("true"),
        _ => None,
    }
}

/// A list in what was found.
fn listed<'v>(found: &'v Value, name: &str) -> &'v [Value] {
    found.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The ways between the pages of a draft.
fn ways(viewer: &Viewer, draft: &Draft) -> Markup {
    let words = viewer.words;
    let id = &draft.row.draft_id;
    let all = [
        ("", words.say("Berkas", "Files")),
        ("/check", words.say("Pemeriksaan", "Check")),
        ("/difference", words.say("Perbedaan", "Difference")),
        ("/impact", words.say("Dampak", "Impact")),
        ("/approval", words.say("Persetujuan", "Approval")),
    ];
    let here = viewer.here.split('?').next().unwrap_or_default();
    html! {
        p.crumbs { a href="/drafts" { (words.say("Konsep aturan", "Rule drafts")) } " › " code { (draft.row.rulebook) } }
        nav.tabs aria-label=(words.say("Halaman konsep", "Pages of the draft")) {
            ul {
                @for (rest, name) in all {
                    @let address = below(id, rest);
                    li { a href=(address) aria-current=[current(here, &address, rest)] { (name) } }
                }
            }
        }
    }
}
