//! `/rulebooks/{name}/editions/{edition}`: an edition that reads like a regulation.
//!
//! Knows nothing of: what a chapter looks like.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::engine::captions::citation::cite_all;
use crate::engine::reading::Norm;
use crate::engine::types::Establishedness;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::PublicationRow;
use crate::server::web::agency::form::called;
use crate::server::web::at;
use crate::server::web::parts::day;
use crate::server::web::seen::{Anyone, Viewer};
use crate::server::web::shell::page;

use super::chapters::{chapter, chapters, contents};
use super::leaf::{Leaf, anchor};
use super::norm::bases;
use super::timeline::{Stretch, said};
use super::{book_address, source_address};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/rulebooks/{rulebook}/editions/{edition}").route(web::get().to(edition)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    sha256: String,
}

impl Asked {
    /// The hash of an edition that was published once.
    pub(super) fn sha256(&self) -> Option<&str> {
        Some(self.sha256.trim()).filter(|it| !it.is_empty())
    }
}

async fn edition(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let (rulebook, edition) = place.into_inner();
    let viewer = &anyone.0.viewer;
    let words = viewer.words;
    let wanted = (rulebook.as_str(), edition.as_str());
    let (law, publication) = context.service.edition(&anyone.0.actor, wanted, asked.sha256()).await?;
    let leaf = Leaf::new(words, &law, source_address(&rulebook, &edition, asked.sha256()))?;
    let chapters = chapters(&leaf);
    let title = leaf.rulebook().title.get(words.0);
    let body = html! {
        p.crumbs {
            a href="/rulebooks" { (words.say("Aturan", "Rules")) } " › "
            a href=(book_address(&rulebook)) { (title) } " › " (words.say("edisi", "edition")) " " (edition)
        }
        div.regulation {
            (contents(&leaf, &chapters))
            div.text {
                (head(viewer, &leaf, &publication))
                (open(&leaf))
                @for (number, it) in (1_usize..).zip(&chapters) { (chapter(&leaf, number, it)) }
            }
        }
    };
    Ok(page(viewer, &words.edition(&leaf.rulebook().title, &edition), &body))
}

fn head(viewer: &Viewer, leaf: &Leaf<'_>, publication: &PublicationRow) -> Markup {
    let words = viewer.words;
    let rulebook = leaf.rulebook();
    let in_force = Stretch { from: rulebook.in_force.from, until: rulebook.in_force.until };
    let law = leaf.law;
    html! {
        header.regulation-head {
            h1 { (rulebook.title.get(words.0)) }
            p.lead { (words.say("Edisi", "Edition")) " " (rulebook.edition) ", " (words.say("berlaku", "in force")) " " (said(words, in_force)) }
            (bases(words, &cite_all(rulebook, &rulebook.bases)))
            @for remark in leaf.remarks(rulebook.in_force.span) { p.remark-of lang=(leaf.language(rulebook.in_force.span)) { (remark) } }
            dl.facts {
                dt { (words.say("Himpunan aturan", "Rulebook")) } dd { code { (rulebook.name) } }
                dt { (words.say("Tanggal yang menentukan edisi", "The date that selects the edition")) }
                dd { (selecting(leaf)) }
                dt { (words.say("Publikasi", "Publication")) }
                dd { (publication.number) (words.say(", sejak ", ", since ")) (day(words, &publication.effective_on)) }
                dt { "SHA-256" } dd { code.sha { (law.row.rulebook_sha256) } }
            }
            div.actions {
                a.button href=(leaf.source) { (words.say("Teks asli per berkas", "Plain source by file")) }
                button type="button" data-print hidden data-needs-script { (words.say("Cetak", "Print")) }
            }
        }
    }
}

/// The fact whose date selects the edition: by its labels, and as the rules name it.
fn selecting(leaf: &Leaf<'_>) -> Markup {
    let path = leaf.sources.slice(leaf.rulebook().in_force.by.span);
    let fact = leaf.reading.facts.iter().find(|it| it.path == path);
    html! {
        @if fact.is_some() {
            a href={ "#fact-" (path) } { (called(leaf.rulebook(), &format!("/{}", path.replace('.', "/")), leaf.words.0)) } " "
        }
        code.faint { (path) }
    }
}

/// What is not certain, so that nobody has to look for it.
fn open(leaf: &Leaf<'_>) -> Markup {
    let words = leaf.words;
    let norms = || leaf.reading.norms.iter();
    let unverified = |it: &&Norm| it.bases.iter().any(|it| it.establishedness == Establishedness::Unverified);
    let pending: Vec<&Norm> = norms().filter(|it| it.pending.is_some()).collect();
    let doubtful: Vec<&Norm> = norms().filter(unverified).filter(|it| it.pending.is_none()).collect();
    let readings: Vec<&Norm> = norms().filter(|it| !it.alternatives.is_empty()).collect();
    html! {
        @if !(pending.is_empty() && doubtful.is_empty() && readings.is_empty()) {
            section.beside.uncertain {
                h2 { (words.say("Yang belum pasti dalam edisi ini", "What is not certain in this edition")) }
                (links(leaf, words.say("Menunggu naskah: ", "Waiting for a text: "), &pending))
                (links(leaf, words.say("Dasarnya belum terverifikasi: ", "Resting on an unverified basis: "), &doubtful))
                (links(leaf, words.say("Ada pembacaan lain: ", "With other readings: "), &readings))
            }
        }
    }
}

fn links(leaf: &Leaf<'_>, what: &str, norms: &[&Norm]) -> Markup {
    html! {
        @if !norms.is_empty() {
            p { strong { (what) } @for (number, it) in norms.iter().enumerate() {
                @if number > 0 { "; " }
                a href={ "#" (anchor(it)) } { (it.label.get(leaf.words.0)) }
            } }
        }
    }
}
