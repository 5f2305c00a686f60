//! `/cases/{case}`: one case: where it stands, its facts, its history, and what can be done with it.
//!
//! Knows nothing of: how a step is taken.

mod acts;
mod again;
mod corrected;
mod facts;
mod history;
mod judgements;
mod ruling;
mod turn;
mod value;
mod way;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use maud::{Markup, html};
use serde::Deserialize;

use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Corrected, Dossier, State};

use super::at;
use super::parts::{day, moment, notice, state, step_name};
use super::seen::{Reader, Signed, Viewer};
use super::shell::page;
use crate::server::words::Words;

pub(super) use again::why_again;
pub(super) use facts::{evidence, place_of, sign};
pub(super) use judgements::{address as judgement_address, answer_name, given as answer_given, presumed};
pub(super) use ruling::outcomes;
pub(super) use turn::due;
pub(super) use value::shown;

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/cases/{case}").route(web::get().to(show)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The step that was just recorded.
    done: String,
    /// Only facts of this status.
    status: String,
    /// Only facts whose label has this in it.
    fact: String,
}

async fn show(
    reader: Reader,
    context: Data<Context>,
    case: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let dossier = context.service.dossier_with_documents(&reader.0.actor, &case).await?;
    let corrected = context.service.corrected(&reader.0.actor, &dossier).await?;
    let title = name(&dossier).to_owned();
    Ok(page(&reader.0.viewer, &title, &body((&reader.0, context.example_deadlines), &dossier, &corrected, &asked)))
}

/// Whose case it is, as people call them.
pub(super) fn name(dossier: &Dossier) -> &str {
    dossier.agency_name().unwrap_or(&dossier.case.agency_id)
}

/// The head of every page about one case: the way back, whose it is, what it is about, where it stands.
pub(super) fn head(viewer: &Viewer, dossier: &Dossier, title: &str) -> Markup {
    let words = viewer.words;
    let own = title.is_empty();
    html! {
        nav.crumbs aria-label=(words.say("Letak halaman", "Where this page is")) {
            a href="/cases" { (words.say("Kasus", "Cases")) } " › "
            @if !own { a href={ "/cases/" (dossier.case.case_id) } { (name(dossier)) } }
            @else { (name(dossier)) }
        }
        div.heading {
            h1 { @if own { (name(dossier)) } @else { (title) } }
            (state(words, &dossier.case.state))
        }
        p.lead {
            @if !own { (name(dossier)) " · " }
            @if let Some(position) = dossier.position() { (position) " · " }
            (subject(viewer, dossier))
        }
        p.faint { (words.say("Akun instansi: ", "Agency account: ")) code { (dossier.case.agency_id) } }
    }
}

/// What the rules of the case are called.
fn subject(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    let Some(rulebook) = dossier.rulebook() else { return html! { (dossier.case.rulebook) } };
    html! { (words.edition(&rulebook.title, &rulebook.edition)) }
}

fn body((signed, example): (&Signed, bool), dossier: &Dossier, corrected: &[Corrected], asked: &Asked) -> Markup {
    let viewer = &signed.viewer;
    html! {
        (head(viewer, dossier, ""))
        (done(viewer, &asked.done))
        (way::drawn(viewer, dossier))
        @if dossier.case.state != State::Submitted.name() { (why_again(viewer, &dossier.case.state, &dossier.events)) }
        section.turn aria-labelledby="turn" {
            div {
                h2 #turn { (viewer.words.say("Giliran siapa", "Whose turn it is")) }
                (turn::told(viewer, dossier, example))
            }
            (acts::offered(signed, dossier))
        }
        (ruling::latest(viewer, dossier))
        (judgements::asked(viewer, dossier))
        (claimed_date(viewer.words, dossier))
        (facts::section(viewer, dossier, corrected, (&asked.status, &asked.fact)))
        (history::section(viewer, dossier, corrected))
        (about(viewer, dossier))
    }
}

fn done(viewer: &Viewer, step: &str) -> Markup {
    let words = viewer.words;
    let name = match step {
        "case" | "facts" | "submission" | "verification" | "return" | "judgement" | "ruling" | "confirmation"
        | "remand" | "objection" | "withdrawal" => step_name(words, step),
        _ => return html! {},
    };
    let text = match step {
        "case" | "facts" => format!("{name}. {}", words.say("Konsep tersimpan.", "The draft is kept.")),
        _ => format!("{name}: {}", words.say("sudah direkam.", "recorded.")),
    };
    notice("good", &text)
}

/// That the date among the facts is not yet the one that the agency claims.
fn claimed_date(words: Words, dossier: &Dossier) -> Markup {
    let waits = dossier.case.state == State::Submitted.name();
    let Some(on) = dossier.case.claimed_on.as_deref().filter(|_| waits) else { return html! {} };
    let stands = dossier.date_among_facts() == Some(on);
    html! {
        div.notice.open {
            span.shape aria-hidden="true" { "i" }
            p {
                (words.say("Instansi menyatakan tanggal ", "The agency claims the date ")) (day(words, on))
                @if stands { (words.say(
                    ", bukan hari pengajuan. Verifikator masih harus memastikannya.",
                    ", not the day of submission. A verifier has yet to make sure of it.",
                )) } @else { (words.say(
                    ". Sampai verifikator memastikannya, di antara fakta yang tercatat ialah hari pengajuan.",
                    ". Until a verifier makes sure of it, the day of submission stands among the facts.",
                )) }
            }
        }
    }
}

/// What tells one case from another.
fn about(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let (words, case) = (viewer.words, &dossier.case);
    html! {
        section aria-labelledby="about" {
            h2 #about { (words.say("Tentang kasus ini", "About this case")) }
            dl.facts {
                dt { (words.say("Nomor kasus", "Case number")) } dd { code { (case.case_id) } }
                dt { (words.say("Instansi", "Agency")) } dd { (name(dossier)) " " span.faint { "(" (case.agency_id) ")" } }
                dt { (words.say("Dimulai", "Begun")) } dd { (moment(viewer, case.created_at)) }
                @if let Some(on) = &case.submitted_on { dt { (words.say("Diajukan", "Submitted")) } dd { (day(words, on)) } }
                @if let Some(on) = &case.claimed_on {
                    dt { (words.say("Tanggal yang dinyatakan instansi", "Date that the agency claims")) } dd { (day(words, on)) }
                }
                @if let Some(until) = &case.valid_until {
                    dt { (words.say("Putusan berlaku sampai", "Ruling valid until")) }
                    dd { (day(words, until)) " " span.faint { "(" (because(viewer, &case.valid_because)) ")" } }
                }
                dt { (words.say("Versi", "Version")) } dd { (case.version) }
                dt { (words.say("SHA-256 fakta", "SHA-256 of the facts")) } dd { code.hash { (dossier.snapshot.facts_sha256) } }
            }
        }
    }
}

fn because(viewer: &Viewer, what: &str) -> &'static str {
    match what {
        "rules" => viewer.words.say("menurut aturannya", "by its rules"),
        "evidence_validity" => viewer.words.say("masa berlaku bukti", "the validity of its evidence"),
        _ => viewer.words.say("masa berlaku putusan", "the validity of rulings"),
    }
}
