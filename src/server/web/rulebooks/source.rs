//! `/rulebooks/{name}/editions/{edition}/source`: the texts exactly as they are kept, each line with a place to link to.
//!
//! Knows nothing of: what the texts mean.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::html;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::web::at;
use crate::server::web::seen::Anyone;
use crate::server::web::shell::page;

use super::edition::Asked;
use super::leaf::line_anchor;
use super::{book_address, edition_address};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/rulebooks/{rulebook}/editions/{edition}/source").route(web::get().to(source)));
}

async fn source(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let (rulebook, edition) = place.into_inner();
    let viewer = &anyone.0.viewer;
    let words = viewer.words;
    let wanted = (rulebook.as_str(), edition.as_str());
    let (law, _) = context.service.edition(&anyone.0.actor, wanted, asked.sha256()).await?;
    let sources = law.sources()?;
    let title = words.say("Teks asli", "Plain source");
    let called = &law.ready.rulebook().title;
    let body = html! {
        p.crumbs {
            a href="/rulebooks" { (words.say("Aturan", "Rules")) } " › "
            a href=(book_address(&rulebook)) { (called.get(words.0)) } " › "
            a href=(edition_address(&rulebook, &edition, asked.sha256())) { (words.say("edisi", "edition")) " " (edition) }
        }
        h1 { (title) ": " (words.edition(called, &edition)) }
        p { (words.say("Persis seperti yang disimpan. SHA-256 edisi: ", "Exactly as it is kept. SHA-256 of the edition: ")) code.sha { (law.row.rulebook_sha256) } }
        nav aria-label=(words.say("Berkas", "Files")) { ul { @for (_, it) in sources.iter() { li { a translate="no" href={ "#" (line_anchor(&it.path, 1)) } { (it.path) } } } } }
        @for (_, file) in sources.iter() {
            section {
                h2 translate="no" { (file.path) }
                div.source translate="no" tabindex="0" role="region" aria-label=(file.path) {
                    ol { @for (number, line) in (1_usize..).zip(file.text.lines()) { li id=(line_anchor(&file.path, number)) { code { (line) } } } }
                }
            }
        }
    };
    Ok(page(viewer, title, &body))
}
