//! `/cases/{case}/what-if`: facts changed on a copy, and what would come out. Nothing is recorded.
//!
//! Knows nothing of: how a ruling is worked out.

mod fields;
mod outcome;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};
use serde_json::{Value, json};

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::guard::stands;
use crate::server::http::problem::Fault;
use crate::server::service::{ServiceError, Simulation, Tryable, Variant};

use super::at;
use super::form::Form;
use super::parts::{empty, escaped, notice, state};
use super::seen::{Reader, Viewer};
use super::shell::{fragment, page_of};

/// Says that a part of a page is asked for, and that one is sent.
const PART: &str = "x-part";

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/cases/{case}/what-if").route(web::get().to(ask)).route(web::post().to(try_out)));
}

async fn ask(
    reader: Reader,
    request: HttpRequest,
    context: Data<Context>,
    case: Path<String>,
) -> Result<HttpResponse, Fault> {
    let actor = &reader.0.actor;
    stands(&request, context.quotas.preview(&actor.key_id))?;
    let tryable = context.service.tryable(actor, &case).await?;
    let simulated = json!({"base": {"document": tryable.document}, "variants": []});
    Ok(whole(&reader.0.viewer, &tryable, None, &Ok(simulated)))
}

async fn try_out(
    reader: Reader,
    request: HttpRequest,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&reader.0.actor, &reader.0.viewer);
    stands(&request, context.quotas.preview(&actor.key_id))?;
    let tryable = context.service.tryable(actor, &case).await?;
    let given = fields::given(&tryable, &form);
    let simulated = if given.refusals.is_empty() {
        simulated(&reader, &context, &tryable, given.facts).await?
    } else {
        Err(given.refusals)
    };
    if request.headers().contains_key(PART) {
        let mut part = fragment(viewer, shown(viewer, &simulated));
        part.headers_mut().insert(HeaderName::from_static(PART), HeaderValue::from_static("1"));
        return Ok(part);
    }
    Ok(whole(viewer, &tryable, Some(&form), &simulated))
}

/// What would come out, or what is wrong with the facts, by their pointers.
async fn simulated(
    reader: &Reader,
    context: &Context,
    tryable: &Tryable,
    facts: Vec<(String, Value)>,
) -> Result<Result<Value, Vec<Refusal>>, Fault> {
    let variants = if facts.is_empty() { Vec::new() } else { vec![Variant { name: None, facts }] };
    let asked = Simulation { case_id: tryable.case.case_id.clone(), decision: None, documents: true, variants };
    match context.service.simulate(&reader.0.actor, asked).await {
        Ok(text) => Ok(Ok(serde_json::from_str(&text).unwrap_or_default())),
        Err(ServiceError::Refused(refusals)) => Ok(Err(refusals.into_iter().map(at_its_fact).collect())),
        Err(other) => Err(other.into()),
    }
}

/// A simulation tells places in its request; a field bears the pointer of its fact.
fn at_its_fact(refusal: Refusal) -> Refusal {
    let place = refusal.pointer.strip_prefix("/variants/0/facts/").unwrap_or_default();
    let (fact, inside) = place.split_once('/').map_or((place, String::new()), |it| (it.0, format!("/{}", it.1)));
    let pointer = format!("{}{inside}", fact.replace("~1", "/").replace("~0", "~"));
    Refusal { pointer, ..refusal }
}

fn shown(viewer: &Viewer, simulated: &Result<Value, Vec<Refusal>>) -> Markup {
    match simulated {
        Ok(simulated) => outcome::outcome(viewer.words, simulated),
        Err(refusals) => outcome::refused(viewer.words, refusals),
    }
}

fn whole(
    viewer: &Viewer,
    tryable: &Tryable,
    form: Option<&Form>,
    simulated: &Result<Value, Vec<Refusal>>,
) -> HttpResponse {
    let words = viewer.words;
    let case = escaped(&tryable.case.case_id);
    let status = if simulated.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = words.say("Andaikan", "What if");
    let body = html! {
        nav.crumbs aria-label=(words.say("Letak halaman", "Where this page is")) {
            a href="/cases" { (words.say("Kasus", "Cases")) } " › "
            a href={ "/cases/" (case) } { (words.say("Kasus ini", "This case")) } " › " (title)
        }
        div.heading { h1 { (words.say("Andaikan faktanya lain", "If the facts were otherwise")) } (state(words, &tryable.case.state)) }
        (notice("open", words.say(
            "Ini percobaan pada salinan kasus. Tidak ada yang direkam, dan kasusnya tidak berubah. Pertimbangan dan bukti tidak ikut diubah.",
            "This is a trial on a copy of the case. Nothing is recorded, and the case does not change. Judgements and evidence are not changed.",
        )))
        @if tryable.groups.is_empty() {
            (empty(
                words.say("Tidak ada fakta yang dibaca", "No facts were read"),
                words.say("Aturan tidak membaca satu fakta pun dari kasus ini.", "The rules did not read a single fact of this case."),
                None,
            ))
        } @else {
            (trial(viewer, tryable, form, simulated))
        }
    };
    page_of(status, viewer, title, &body)
}

/// The facts, and beside them what comes out.
fn trial(viewer: &Viewer, tryable: &Tryable, form: Option<&Form>, simulated: &Result<Value, Vec<Refusal>>) -> Markup {
    let words = viewer.words;
    let case = escaped(&tryable.case.case_id);
    let refusals = simulated.as_ref().err().map_or(&[][..], Vec::as_slice);
    html! {
        div.trial {
            div #outcome aria-live="polite" { (shown(viewer, simulated)) }
            form method="post" action={ "/cases/" (case) "/what-if" } data-live="outcome" {
                input type="hidden" name="csrf" value=(viewer.csrf);
                h2 { (words.say("Fakta yang dibaca aturan", "The facts that the rules read")) }
                @if tryable.more {
                    p.help { (words.say("Kasus ini besar: hanya sebagian faktanya yang ditawarkan di sini.", "This case is large: only some of its facts are offered here.")) }
                }
                p.help { (words.say(
                    "Yang dikosongkan dianggap belum diketahui, kecuali Anda memilih “tidak ada”.",
                    "What is left empty counts as not known, unless you choose “none”.",
                )) }
                (fields::fields(words, tryable, form, refusals))
                div.actions {
                    button.primary type="submit" { (words.say("Lihat hasilnya", "See what comes out")) }
                    a.button href={ "/cases/" (case) "/what-if" } { (words.say("Kembalikan semua", "Put everything back")) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Wording;

    #[test]
    fn what_is_refused_stands_at_its_field() {
        let at = |pointer: &str| {
            let (message, expected) = (Wording::same("no"), Wording::default());
            at_its_fact(Refusal { pointer: pointer.to_owned(), code: "S0101", message, expected }).pointer
        };
        assert_eq!(at("/variants/0/facts/~1assessment~1total"), "/assessment/total");
        assert_eq!(at("/variants/0/facts/~1approval/issued_on"), "/approval/issued_on");
        assert_eq!(at("/variants/0"), "");
    }
}
