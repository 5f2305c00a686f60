//! `/cases/{case}/what-if`: facts changed on a copy, and what would come out. Nothing is recorded.
//!
//! Knows nothing of: how a ruling is worked out.

mod fields;
mod outcome;
mod page;
mod whole;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::http::Context;
use crate::server::http::guard::stands;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, ServiceError, Simulation, Tryable, Variant};

use super::agency::form::Filled;
use super::at;
use super::form::Form;
use super::seen::{Reader, Viewer};
use super::shell::fragment;

/// What came out of a trial, or what is wrong with it.
type Simulated = Result<Value, Vec<Refusal>>;

/// Says that a part of a page is asked for, and that one is sent.
const PART: &str = "x-part";

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/cases/{case}/what-if").route(web::get().to(ask)).route(web::post().to(try_out)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Looked {
    /// Whether all facts are wanted, lists with their rows, rather than those that the rules read.
    whole: String,
}

async fn ask(
    reader: Reader,
    request: HttpRequest,
    context: Data<Context>,
    case: Path<String>,
    looked: Query<Looked>,
) -> Result<HttpResponse, Fault> {
    let actor = &reader.0.actor;
    stands(&request, context.quotas.preview(&actor.key_id))?;
    let tryable = context.service.tryable(actor, &case).await?;
    let simulated = Ok(json!({"base": {"document": tryable.document}, "variants": []}));
    let viewer = &reader.0.viewer;
    if looked.whole.is_empty() && !tryable.document.is_array() || looked.whole == "0" {
        return Ok(page::some(viewer, &tryable, None, &simulated));
    }
    let book = context.service.book(actor, &tryable.case.rulebook).await?;
    let rulebook = edition_of(&book, &tryable)?;
    let filled = Filled::of_facts(rulebook, &tryable.facts, viewer.words);
    Ok(page::all(viewer, &tryable, &page::Whole { rulebook, filled: &filled, new_row: "" }, &simulated))
}

fn edition_of<'b>(book: &'b Book, tryable: &Tryable) -> Result<&'b Rulebook, Fault> {
    let law = book.laws.iter().find(|it| it.row.edition == tryable.edition);
    Ok(law.ok_or(ServiceError::NotFound)?.ready.rulebook())
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
    if form.has("whole") {
        return whole_tried(&reader, &request, (&context, &tryable), &form).await;
    }
    let given = fields::given(&tryable, &form, viewer.words);
    let simulated = if given.refusals.is_empty() {
        simulated(&reader, &context, &tryable, given.facts)
            .await?
            .map_err(|all| all.into_iter().map(at_its_fact).collect())
    } else {
        Err(given.refusals)
    };
    if request.headers().contains_key(PART) {
        return Ok(part(viewer, &simulated, None));
    }
    Ok(page::some(viewer, &tryable, Some(&form), &simulated))
}

/// All facts, in the form of agencies.
async fn whole_tried(
    reader: &Reader,
    request: &HttpRequest,
    (context, tryable): (&Context, &Tryable),
    form: &Form,
) -> Result<HttpResponse, Fault> {
    let viewer = &reader.0.viewer;
    let book = context.service.book(&reader.0.actor, &tryable.case.rulebook).await?;
    let rulebook = edition_of(&book, tryable)?;
    let mut filled = whole::filled(form, viewer.words);
    if let Some(new_row) = filled.reshaped(form) {
        let simulated = Ok(json!({"base": {"document": tryable.document}, "variants": []}));
        return Ok(page::all(
            viewer,
            tryable,
            &page::Whole { rulebook, filled: &filled, new_row: &new_row },
            &simulated,
        ));
    }
    let given = whole::given(rulebook, &tryable.facts, &filled, viewer.words);
    let simulated = if given.refusals.is_empty() {
        let made = simulated(reader, context, tryable, given.facts.clone()).await?;
        made.map_err(|all| given.at_its_fields(all.into_iter().map(at_its_fact).collect()))
    } else {
        Err(given.refusals)
    };
    if request.headers().contains_key(PART) {
        return Ok(part(viewer, &simulated, Some(rulebook)));
    }
    Ok(page::all(viewer, tryable, &page::Whole { rulebook, filled: &filled, new_row: "" }, &simulated))
}

fn part(viewer: &Viewer, simulated: &Simulated, rulebook: Option<&Rulebook>) -> HttpResponse {
    let mut part = fragment(viewer, page::shown(viewer, simulated, rulebook));
    part.headers_mut().insert(HeaderName::from_static(PART), HeaderValue::from_static("1"));
    part
}

/// What would come out, or what is wrong with the facts, by their pointers.
async fn simulated(
    reader: &Reader,
    context: &Context,
    tryable: &Tryable,
    facts: Vec<(String, Value)>,
) -> Result<Simulated, Fault> {
    let variants = if facts.is_empty() { Vec::new() } else { vec![Variant { name: None, facts }] };
    let asked = Simulation { case_id: tryable.case.case_id.clone(), decision: None, documents: true, variants };
    match context.service.simulate(&reader.0.actor, asked).await {
        Ok(text) => Ok(Ok(serde_json::from_str(&text).unwrap_or_default())),
        Err(ServiceError::Refused(refusals)) => Ok(Err(refusals)),
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
