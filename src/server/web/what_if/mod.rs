//! `/cases/{case}/what-if`: facts changed on a copy, and what would come out. Nothing is recorded.
//!
//! Knows nothing of: how a ruling is worked out.

mod fields;
mod outcome;
mod page;
mod whole;

use std::sync::Arc;

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::engine::wording::Wording;
use crate::server::http::Context;
use crate::server::http::guard::stands;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, Law, ServiceError, Simulation, Tryable, Variant};

use super::agency::form::Filled;
use super::at;
use super::form::Form;
use super::seen::{Reader, Viewer};
use super::shell::{fragment, made_aside};
use crate::server::words::Words;

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
    let (actor, viewer) = (&reader.0.actor, &reader.0.viewer);
    stands(&request, context.quotas.preview(&actor.key_id))?;
    let tryable = context.service.tryable(actor, &case).await?;
    let book = context.service.book(actor, &tryable.case.rulebook).await?;
    let law = Arc::clone(edition_of(&book, &tryable)?);
    made_aside(&context, viewer, move |viewer| {
        let (rulebook, simulated) = (law.ready.rulebook(), Ok(untried(&tryable)));
        if looked.whole.is_empty() && !tryable.document.is_array() || looked.whole == "0" {
            return page::some(viewer, (&tryable, rulebook), None, &simulated);
        }
        let filled = Filled::of_facts(rulebook, &tryable.facts, viewer.words);
        page::all(viewer, &tryable, &page::Whole { rulebook, filled: &filled, new_row: "" }, &simulated)
    })
    .await
}

/// What comes out as the case stands.
fn untried(tryable: &Tryable) -> Value {
    json!({"base": {"document": tryable.document}, "variants": []})
}

fn edition_of<'b>(book: &'b Book, tryable: &Tryable) -> Result<&'b Arc<Law>, Fault> {
    let law = book.laws.iter().find(|it| it.row.edition == tryable.edition);
    Ok(law.ok_or(ServiceError::NotFound)?)
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
    let book = context.service.book(actor, &tryable.case.rulebook).await?;
    let trial = Trial { law: Arc::clone(edition_of(&book, &tryable)?), tryable, form };
    let in_part = request.headers().contains_key(PART);
    if trial.form.has("whole") {
        return whole_tried(&reader, &context, trial, in_part).await;
    }
    let words = viewer.words;
    let (trial, given) = trial.aside(&context, move |it| fields::given(&it.tryable, &it.form, words)).await?;
    let simulated = if given.refusals.is_empty() {
        simulated(&reader, &context, &trial.tryable, given.facts)
            .await?
            .map_err(|all| all.into_iter().map(at_its_fact).collect())
    } else {
        Err(given.refusals)
    };
    if in_part {
        return Ok(part(viewer, &simulated, trial.law.ready.rulebook()));
    }
    let Trial { tryable, form, law } = trial;
    let make = move |it: &Viewer| page::some(it, (&tryable, law.ready.rulebook()), Some(&form), &simulated);
    made_aside(&context, viewer, make).await
}

/// What is tried out, to be taken to where long work is done.
struct Trial {
    tryable: Tryable,
    form: Form,
    law: Arc<Law>,
}

impl Trial {
    async fn aside<T: Send + 'static>(
        self,
        context: &Context,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<(Self, T), Fault> {
        let done = context.service.aside(move || {
            let done = work(&self);
            (self, done)
        });
        Ok(done.await?)
    }
}

/// All facts, in the form of agencies.
async fn whole_tried(reader: &Reader, context: &Context, trial: Trial, in_part: bool) -> Result<HttpResponse, Fault> {
    let viewer = &reader.0.viewer;
    let words = viewer.words;
    let (trial, put) = trial.aside(context, move |it| put_in(it, words)).await?;
    let (filled, new_row, given) = put?;
    let simulated = match (&new_row, given.refusals.is_empty()) {
        (Some(_), _) => Ok(untried(&trial.tryable)),
        (None, false) => Err(given.refusals),
        (None, true) => {
            let made = simulated(reader, context, &trial.tryable, given.facts.clone()).await?;
            made.map_err(|all| given.at_its_fields(all.into_iter().map(at_its_fact).collect()))
        }
    };
    if in_part && new_row.is_none() {
        return Ok(part(viewer, &simulated, trial.law.ready.rulebook()));
    }
    made_aside(context, viewer, move |viewer| {
        let (rulebook, new_row) = (trial.law.ready.rulebook(), new_row.as_deref().unwrap_or_default());
        page::all(viewer, &trial.tryable, &page::Whole { rulebook, filled: &filled, new_row }, &simulated)
    })
    .await
}

/// What was put in: the form, the row that was added if it is only to have another shape, and what is otherwise than in the case.
fn put_in(trial: &Trial, words: Words) -> Result<(Filled, Option<String>, whole::Given), Vec<Refusal>> {
    let rulebook = trial.law.ready.rulebook();
    let mut filled = whole::filled(rulebook, &trial.form, words)?;
    let new_row = filled.reshaped(&trial.form);
    let given = match new_row {
        Some(_) => whole::Given::default(),
        None => whole::given(rulebook, &trial.tryable.facts, &filled, words),
    };
    Ok((filled, new_row, given))
}

fn part(viewer: &Viewer, simulated: &Simulated, rulebook: &Rulebook) -> HttpResponse {
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
    if !fact.is_empty() {
        return Refusal { pointer: format!("{}{inside}", fact.replace("~1", "/").replace("~0", "~")), ..refusal };
    }
    // What comes of several changes is told with its place in words.
    let apart =
        |text: &str| Some(text.strip_prefix('`')?.split_once("`: ")?).map(|it| (it.0.to_owned(), it.1.to_owned()));
    match (apart(&refusal.message.id), apart(&refusal.message.en)) {
        (Some((pointer, id)), Some((_, en))) => Refusal { pointer, message: Wording::new(id, en), ..refusal },
        _ => Refusal { pointer: String::new(), ..refusal },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_stands_at_its_field() {
        let at = |pointer: &str| {
            let (message, expected) = (Wording::same("no"), Wording::default());
            at_its_fact(Refusal { pointer: pointer.to_owned(), code: "S0101", message, expected }).pointer
        };
        assert_eq!(at("/variants/0/facts/~1assessment~1total"), "/assessment/total");
        assert_eq!(at("/variants/0/facts/~1approval/issued_on"), "/approval/issued_on");
        assert_eq!(at("/variants/0"), "");
        let told = Refusal {
            pointer: "/variants/0".to_owned(),
            code: "S0101",
            message: Wording::new("`/candidates`: tidak", "`/candidates`: no"),
            expected: Wording::default(),
        };
        let told = at_its_fact(told);
        assert_eq!((told.pointer.as_str(), told.message.en.as_str()), ("/candidates", "no"));
    }
}
