//! What if: changes tried out on a copy of a case, each held against the case as it stands. Nothing is recorded.
//!
//! Knows nothing of: HTTP, how a case came to stand where it does.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::CaseRow;

use super::answers::{document_schema, json, raw};
use super::changes::OwnedWords;
use super::impact::outcome;
use super::laws::Book;
use super::rulings::document;
use super::{Service, ServiceError, facts};

/// What is to be tried out on a case.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Simulation {
    pub(crate) case_id: String,
    pub(crate) decision: Option<String>,
    /// Whether the whole documents are wanted.
    pub(crate) documents: bool,
    pub(crate) variants: Vec<Variant>,
}

/// What is otherwise than in the case.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    pub(crate) name: Option<String>,
    /// JSON pointer of a fact and the value that it is to have.
    pub(crate) facts: Vec<(String, Value)>,
}

/// What would be ruled if facts were otherwise.
#[derive(Serialize, ToSchema)]
#[schema(as = Simulated)]
pub(crate) struct SimulationView<'a> {
    /// Always `true`: this is no ruling.
    simulation: bool,
    #[schema(format = "uuid")]
    case: &'a str,
    /// The version of the case that was copied.
    #[schema(minimum = 1)]
    version: i64,
    /// What would be ruled on the case as it stands.
    base: OutlookView<'a>,
    /// In the order in which they were asked for.
    variants: Vec<VariantView<'a>>,
}

/// What would be ruled on one set of facts.
#[derive(Serialize, ToSchema)]
#[schema(as = Outlook)]
struct OutlookView<'a> {
    edition: &'a str,
    /// The date that selected the edition.
    #[schema(format = "date")]
    as_of: &'a str,
    #[schema(pattern = "^(decided|undetermined|conflict)$")]
    status: &'a str,
    /// The name of the outcome; `null` if nothing is decided, or for a decision on every element of a list.
    #[schema(required)]
    outcome: Option<&'a str>,
    /// The whole ruling document; only if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = document_schema, required = false)]
    document: Option<&'a RawValue>,
}

/// One variant, held against the case as it stands.
#[derive(Serialize, ToSchema)]
#[schema(as = SimulatedVariant)]
struct VariantView<'a> {
    #[schema(required)]
    name: Option<&'a str>,
    outlook: OutlookView<'a>,
    /// Whether the outcome is another one.
    differs: bool,
    /// The criteria that turned out otherwise.
    criteria: Vec<Turned>,
}

/// A criterion that turned out otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = TurnedCriterion)]
struct Turned {
    criterion: String,
    #[schema(value_type = OwnedWords)]
    label: Value,
    /// How it turns out on the case as it stands; `null` if it was not asked.
    #[schema(required)]
    before: Option<String>,
    /// How it turns out on the variant; `null` if it was not asked.
    #[schema(required)]
    after: Option<String>,
}

/// What the engine says of one set of facts.
struct Outlook {
    edition: String,
    as_of: String,
    status: &'static str,
    outcome: String,
    text: String,
    document: Value,
}

impl Service {
    /// Tries out changes on a copy of a case that this actor may see; the answer in JSON.
    ///
    /// # Errors
    /// `NotFound` if there is no such case for this actor; everything that is wrong with all variants at once.
    pub(crate) async fn simulate(&self, actor: &Actor, asked: Simulation) -> Result<String, ServiceError> {
        let (case, snapshot) = self.case(actor, &asked.case_id).await?;
        let book = self.book(actor, &case.rulebook).await?;
        self.desk.work(move || simulated(&book, (&case, &snapshot.facts), &asked)).await?
    }
}

fn simulated(book: &Book, (case, facts): (&CaseRow, &str), asked: &Simulation) -> Result<String, ServiceError> {
    let decision = asked.decision.as_deref();
    let base = outlook(book, facts, decision).map_err(in_case)?;
    let (mut outlooks, mut refusals) = (Vec::new(), Vec::new());
    for (number, variant) in asked.variants.iter().enumerate() {
        let otherwise = facts::otherwise(facts, &variant.facts).map_err(ServiceError::Refused);
        match otherwise.and_then(|it| outlook(book, &it, decision)) {
            Ok(outlook) => outlooks.push(outlook),
            Err(ServiceError::Refused(found)) => {
                refusals.extend(found.into_iter().map(|it| placed(number, variant, it)));
            }
            Err(other) => return Err(other),
        }
    }
    if !refusals.is_empty() {
        refusals.dedup_by(|later, earlier| later.pointer == earlier.pointer && later.message == earlier.message);
        return Err(ServiceError::Refused(refusals));
    }
    let variants = asked.variants.iter().zip(&outlooks).map(|(variant, it)| it.held(variant, &base, asked.documents));
    json(&SimulationView {
        simulation: true,
        case: &case.case_id,
        version: case.version,
        base: base.view(asked.documents)?,
        variants: variants.collect::<Result<_, _>>()?,
    })
}

/// What is wrong with the facts that are kept stands in the case, what is wrong with the question in the request.
fn in_case(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Refused(all) if all.iter().all(|it| it.pointer != "/decision") => ServiceError::in_case(all),
        other => other,
    }
}

/// Without a date of its own a case is ruled by what is in force today, as in a pre-check.
fn outlook(book: &Book, facts: &str, decision: Option<&str>) -> Result<Outlook, ServiceError> {
    let today = facts::dated(book, facts).is_none().then(|| clock::jakarta_day(clock::now()));
    let accepted = book.read(facts.as_bytes(), today, Completeness::PreCheck)?;
    let made = document(&accepted, decision)?;
    let read = serde_json::from_str(&made.text).map_err(|it| ServiceError::Broken(it.to_string()))?;
    Ok(Outlook {
        edition: accepted.law.row.edition.clone(),
        as_of: date::iso(accepted.choice.as_of),
        status: made.status,
        outcome: made.outcome,
        text: made.text,
        document: read,
    })
}

impl Outlook {
    fn view(&self, whole: bool) -> Result<OutlookView<'_>, ServiceError> {
        Ok(OutlookView {
            edition: &self.edition,
            as_of: &self.as_of,
            status: self.status,
            outcome: Some(self.outcome.as_str()).filter(|it| !it.is_empty()),
            document: whole.then(|| raw(&self.text)).transpose()?,
        })
    }

    fn held<'a>(&'a self, variant: &'a Variant, base: &Self, whole: bool) -> Result<VariantView<'a>, ServiceError> {
        Ok(VariantView {
            name: variant.name.as_deref(),
            outlook: self.view(whole)?,
            differs: outcome(&base.document) != outcome(&self.document),
            criteria: turned(&base.document, &self.document),
        })
    }
}

/// The criteria that turned out otherwise, in the order of their names.
fn turned(before: &Value, after: &Value) -> Vec<Turned> {
    let (before, after) = (criteria(before), criteria(after));
    let mut names: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    let result = |it: Option<&&Value>| it.and_then(|it| it.get("result")?.as_str()).map(str::to_owned);
    let of = |name: &str| {
        let (old, new) = (before.get(name), after.get(name));
        let label = new.or(old).and_then(|it| it.get("label")).cloned().unwrap_or_else(|| json!({"id": "", "en": ""}));
        Turned { criterion: name.to_owned(), label, before: result(old), after: result(new) }
    };
    names.into_iter().map(of).filter(|it| it.before != it.after).collect()
}

fn criteria(document: &Value) -> BTreeMap<&str, &Value> {
    let all = document.get("criteria").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|it| Some((it.get("id")?.as_str()?, it))).collect()
}

/// What is wrong with a variant, seen from the request: at the change that it comes from, else with its place in words.
fn placed(number: usize, variant: &Variant, refusal: Refusal) -> Refusal {
    if let Some(rest) = refusal.pointer.strip_prefix("/facts/") {
        return Refusal { pointer: format!("/variants/{number}/facts/{rest}"), ..refusal };
    }
    let covers = |it: &&String| refusal.pointer == **it || refusal.pointer.starts_with(&format!("{it}/"));
    let from = variant.facts.iter().map(|it| &it.0).filter(covers).max_by_key(|it| it.len());
    if let Some(pointer) = from {
        let rest = refusal.pointer.strip_prefix(pointer.as_str()).unwrap_or_default();
        return Refusal { pointer: format!("/variants/{number}/facts/{}{rest}", facts::escaped(pointer)), ..refusal };
    }
    let Refusal { pointer, message, .. } = &refusal;
    let said = |text: &str| if pointer.is_empty() { text.to_owned() } else { format!("`{pointer}`: {text}") };
    let message = Wording::new(said(&message.id), said(&message.en));
    Refusal { pointer: format!("/variants/{number}"), message, ..refusal }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pointer: &str) -> Refusal {
        facts::refusal(pointer.to_owned(), Wording::same("no"))
    }

    #[test]
    fn what_is_wrong_is_told_at_the_change_that_it_comes_from() {
        let facts = vec![("/a".to_owned(), json!(1)), ("/a/b".to_owned(), json!(2))];
        let variant = Variant { name: None, facts };
        let at = |pointer: &str| placed(3, &variant, refused(pointer));
        assert_eq!(at("/a/b/c").pointer, "/variants/3/facts/~1a~1b/c");
        assert_eq!(at("/a").pointer, "/variants/3/facts/~1a");
        assert_eq!(at("/facts/~1x").pointer, "/variants/3/facts/~1x");
        let elsewhere = at("/other");
        assert_eq!((elsewhere.pointer.as_str(), elsewhere.message.en.as_str()), ("/variants/3", "`/other`: no"));
    }

    #[test]
    fn only_criteria_with_another_result_are_told() {
        let of = |first: &str| {
            json!({"criteria": [
                {"id": "a", "label": {}, "result": first}, {"id": "b", "label": {}, "result": "holds"},
            ]})
        };
        let told = turned(&of("holds"), &of("fails"));
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].before.as_deref(), told[0].after.as_deref()), (Some("holds"), Some("fails")));
        assert_eq!(turned(&of("holds"), &json!([]))[1].after, None);
    }
}
