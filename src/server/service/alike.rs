//! Rulings beside a ruling: earlier ones on other cases by the same rules, and what turned out otherwise.
//!
//! Knows nothing of: how they are shown.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::engine::types::Rulebook;
use crate::server::actor::Actor;
use crate::server::store::RulingRow;

use super::letters::LetterNames;
use super::paired::{Paired, paired};
use super::replay::decision_of;
use super::{Service, ServiceError};

/// So many earlier rulings are looked at for one page.
const LOOKED_AT: usize = 40;
/// So many of them, the most alike, are shown.
const SHOWN: usize = 5;

/// Another ruling, held against one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Beside {
    pub(crate) ruling: RulingRow,
    /// The name of the agency in its facts; none if it was not looked up.
    pub(crate) agency_name: Option<String>,
    /// The label of its outcome; none unless it was decided for the case as a whole.
    pub(crate) outcome: Option<Value>,
    pub(crate) same_outcome: bool,
    pub(crate) held: Held,
}

/// What two rulings have in common, by what they are about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Held {
    /// Both are on the case as a whole.
    Cases {
        /// The criteria that turned out otherwise.
        turned: Vec<Otherwise>,
        /// How many criteria both have.
        shared: usize,
    },
    /// Both are on the elements of a list of the same case: element by element.
    Elements(Paired),
    /// They are on lists of different cases, so how many elements came out how: nothing says that an element of one is that of the
    /// other, even if both bear the same code.
    Lists(Vec<Tally>),
}

/// How often something came out, here and there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tally {
    pub(crate) status: String,
    /// The label of the outcome; none if nothing was decided.
    pub(crate) outcome: Option<Value>,
    pub(crate) here: usize,
    pub(crate) there: usize,
}

/// A criterion that turned out otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Otherwise {
    pub(crate) label: Value,
    /// `holds`, `fails` or `unknown`; none where it was not asked.
    pub(crate) here: Option<String>,
    pub(crate) there: Option<String>,
    /// The reason in the other ruling, in both languages.
    pub(crate) reason: Value,
}

/// Similar rulings, and the identity from which older ones follow.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Similar {
    pub(crate) rulings: Vec<Beside>,
    pub(crate) older: Option<String>,
}

impl Service {
    /// Of the rulings that this actor may see and that were made before this one (or before `before`), the most alike.
    pub(crate) async fn similar(
        &self,
        actor: &Actor,
        ruling: &RulingRow,
        before: &str,
    ) -> Result<Similar, ServiceError> {
        let scope = actor.scope();
        let before = if before.is_empty() { ruling.ruling_id.as_str() } else { before };
        let limit = i64::try_from(LOOKED_AT).unwrap_or(i64::MAX);
        let found = self.store.of(&scope).earlier_rulings(ruling, before, limit).await?;
        let older = (found.len() == LOOKED_AT).then(|| found.last().map(|it| it.ruling_id.clone())).flatten();
        let document: Value = serde_json::from_str(&ruling.document).unwrap_or_default();
        let decision = decision_of(&document).map(str::to_owned);
        let beside = found.into_iter().filter_map(|it| {
            let other: Value = serde_json::from_str(&it.document).ok()?;
            (other.is_array() == document.is_array() && decision_of(&other) == decision.as_deref()).then(|| {
                match (&document, &other) {
                    (Value::Array(here), Value::Array(there)) => tallied(here, it, there),
                    _ => held_against(None, &document, it, &other),
                }
            })
        });
        let mut rulings: Vec<Beside> = beside.collect();
        // Those that are equally alike stay in their order, the latest first.
        rulings.sort_by_key(|it| {
            let apart = match &it.held {
                Held::Cases { turned, .. } => turned.len(),
                Held::Elements(found) => found.differing.len(),
                Held::Lists(tally) => tally.iter().map(|it| it.here.abs_diff(it.there)).sum(),
            };
            (apart, !it.same_outcome)
        });
        rulings.truncate(SHOWN);
        for it in &mut rulings {
            it.agency_name = self.agency_in(actor, &it.ruling).await?;
        }
        Ok(Similar { rulings, older })
    }

    /// The name of the agency in the facts of a ruling.
    async fn agency_in(&self, actor: &Actor, ruling: &RulingRow) -> Result<Option<String>, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let Some(case) = scoped.case(&ruling.case_id).await? else { return Ok(None) };
        let facts = scoped.snapshot(&case, ruling.snapshot).await?.facts;
        Ok(LetterNames::of(&facts)?.agency_name)
    }

    /// The ruling before this one on the same case, held against it.
    pub(crate) async fn ruling_before(
        &self,
        actor: &Actor,
        ruling: &RulingRow,
    ) -> Result<Option<Beside>, ServiceError> {
        if ruling.previous_ruling_id.is_empty() {
            return Ok(None);
        }
        let scope = actor.scope();
        let Some(before) = self.store.of(&scope).ruling(&ruling.previous_ruling_id).await? else { return Ok(None) };
        let document: Value = serde_json::from_str(&ruling.document).unwrap_or_default();
        let other: Value = serde_json::from_str(&before.document).unwrap_or_default();
        let book = if document.is_array() { self.book_of(ruling).await? } else { None };
        let rulebook = book.as_ref().and_then(|it| it.laws.first()).map(|it| it.ready.rulebook());
        let alike = document.is_array() == other.is_array();
        Ok(alike.then(|| held_against(rulebook, &document, before, &other)))
    }
}

fn held_against(rulebook: Option<&Rulebook>, document: &Value, ruling: RulingRow, other: &Value) -> Beside {
    if let (Value::Array(here), Value::Array(there)) = (document, other) {
        let found = paired(rulebook, here, there);
        let same_outcome = found.differing.iter().all(|it| it.same_outcome);
        return Beside { ruling, agency_name: None, outcome: None, same_outcome, held: Held::Elements(found) };
    }
    let (here, there) = (criteria(document), criteria(other));
    let outcome = |it: &Value| it.pointer("/outcome/id").cloned();
    Beside {
        same_outcome: (outcome(document), document.get("status")) == (outcome(other), other.get("status")),
        outcome: other.pointer("/outcome/label").cloned(),
        held: Held::Cases {
            turned: otherwise(&here, &there),
            shared: here.keys().filter(|it| there.contains_key(*it)).count(),
        },
        agency_name: None,
        ruling,
    }
}

/// The conditions that turned out otherwise, of those by name here and there.
pub(super) fn otherwise(here: &BTreeMap<&str, &Value>, there: &BTreeMap<&str, &Value>) -> Vec<Otherwise> {
    let result = |it: Option<&&Value>| it.and_then(|it| it.get("result")?.as_str()).map(str::to_owned);
    let mut names: Vec<&str> = here.keys().chain(there.keys()).copied().collect();
    names.sort_unstable();
    names.dedup();
    let all = names.into_iter().map(|name| {
        let (one, two) = (here.get(name), there.get(name));
        let of = |key: &str| two.or(one).and_then(|it| it.get(key)).cloned().unwrap_or_default();
        Otherwise { label: of("label"), here: result(one), there: result(two), reason: of("reason") }
    });
    all.filter(|it| it.here != it.there).collect()
}

fn tallied(here: &[Value], ruling: RulingRow, there: &[Value]) -> Beside {
    let mut tally: Vec<Tally> = Vec::new();
    let sides = here.iter().map(|it| (it, 1, 0)).chain(there.iter().map(|it| (it, 0, 1)));
    for (document, here, there) in sides {
        let status = document.get("status").and_then(Value::as_str).unwrap_or_default();
        let outcome = document.pointer("/outcome/label");
        match tally.iter_mut().find(|it| it.status == status && it.outcome.as_ref() == outcome) {
            Some(found) => {
                found.here = found.here.saturating_add(here);
                found.there = found.there.saturating_add(there);
            }
            None => tally.push(Tally { status: status.to_owned(), outcome: outcome.cloned(), here, there }),
        }
    }
    let same_outcome = tally.iter().all(|it| it.here == it.there);
    Beside { ruling, agency_name: None, outcome: None, same_outcome, held: Held::Lists(tally) }
}

fn criteria(document: &Value) -> BTreeMap<&str, &Value> {
    let all = document.get("criteria").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|it| Some((it.get("id")?.as_str()?, it))).collect()
}
