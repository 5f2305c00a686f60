//! All cases of a rulebook in figures: outcomes by kind of agency and year, categories, time to decide, what fails.
//!
//! Nothing about persons or single cases comes out. Knows nothing of: HTTP, how it is drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::engine::value::date;
use crate::engine::wording::Wording;
use crate::server::actor::{Actor, Role};
use crate::server::clock;
use crate::server::store::{CasesOfRow, CountedRow};

use super::labels::Labels;
use super::steps::State;
use super::{Service, ServiceError};

/// So many cases are read at once.
const PAGE: i64 = 200;
/// So many of the latest talent pools are named.
const MOST_POOLS: usize = 20;
/// No more cases than this are counted.
const MOST: usize = 20_000;
/// No further page is begun after so many microseconds.
const PATIENCE: i64 = 15_000_000;

/// What cannot be told of a case.
pub(crate) const NOT_STATED: &str = "";

/// How many there are of each pair, such as kind of agency and outcome.
pub(crate) type Crossed = BTreeMap<(String, String), usize>;

/// All figures of one rulebook.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overview {
    /// Cases that were looked at, in whichever year.
    pub(crate) seen: usize,
    /// Whether there are no more than those.
    pub(crate) is_complete: bool,
    /// Drafts without any fact, of the year that was asked for or of all years; they are not counted.
    pub(crate) empty: usize,
    /// Cases of the year that was asked for, or of all years.
    pub(crate) counted: usize,
    /// Those of them that have a ruling.
    pub(crate) ruled: usize,
    pub(crate) years: BTreeSet<i64>,
    pub(crate) states: BTreeMap<String, usize>,
    /// The states of those that have a ruling: it may be unconfirmed, objected to or over.
    pub(crate) ruled_states: BTreeMap<String, usize>,
    /// By kind of agency.
    pub(crate) outcomes: Crossed,
    /// By year, whichever was asked for.
    pub(crate) outcomes_by_year: Crossed,
    /// By kind of agency.
    pub(crate) categories: Crossed,
    /// From the first submission to the confirmation, in days, the shortest first.
    pub(crate) days: Vec<i64>,
    /// By criterion.
    pub(crate) criteria: BTreeMap<String, Counted>,
    pub(crate) labels: Labels,
    /// Whether a ruling is on each element of a list: outcomes and criteria are then counted by element.
    pub(crate) of_elements: bool,
    /// Whether the rules put candidates into the nine boxes.
    pub(crate) has_pools: bool,
    /// The latest cases with candidates, who can be put into the nine boxes.
    pub(crate) pools: Vec<Pool>,
}

/// A case with a talent pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pool {
    pub(crate) case_id: String,
    pub(crate) state: String,
    /// The name of the agency in the facts; empty if there is none.
    pub(crate) agency: String,
}

/// How often a criterion came out how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) label: Wording,
    pub(crate) failed: usize,
    pub(crate) unknown: usize,
    pub(crate) asked: usize,
}

impl Service {
    /// The rulebooks that have cases, those with the most first.
    pub(crate) async fn rulebooks_with_cases(&self, actor: &Actor) -> Result<Vec<CasesOfRow>, ServiceError> {
        let scope = actor.scope();
        Ok(self.store.of(&scope).cases_of_rulebooks().await?)
    }

    /// The figures of a rulebook, of one year or of all.
    pub(crate) async fn overview(
        &self,
        actor: &Actor,
        rulebook: &str,
        year: Option<i64>,
    ) -> Result<Overview, ServiceError> {
        let begun = clock::now();
        let scope = actor.scope();
        let book = self.published(actor, rulebook).await?;
        let labels = book.map(|it| Labels::of(&it)).unwrap_or_default();
        let mut overview = Overview { is_complete: true, labels, ..Overview::default() };
        // Whoever may not read cases is not told whose they are.
        let reads_cases = matches!(actor.role, Role::Agency | Role::Verifier | Role::Reviewer | Role::Auditor);
        overview.has_pools = rulebook == "succession" && reads_cases;
        let mut after = String::new();
        loop {
            let page = self.store.of(&scope).counted(rulebook, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.case_id);
            let page = Arc::new(page);
            overview = self.desk.work(move || page.iter().fold(overview, |sum, it| sum.with(it, year))).await?;
            if overview.seen >= MOST || clock::now().saturating_sub(begun) > PATIENCE {
                overview.is_complete = self.store.of(&scope).counted(rulebook, &after, 1).await?.is_empty();
                break;
            }
        }
        overview.days.sort_unstable();
        Ok(overview)
    }
}

impl Overview {
    /// Of the cases of succession plans; those of other rules may have candidates for something else.
    fn learn_pool(&mut self, case: &CountedRow) {
        if let Some(pool) = self.has_pools.then(|| pool_of(case)).flatten() {
            if self.pools.len() >= MOST_POOLS {
                self.pools.remove(0);
            }
            self.pools.push(pool);
        }
    }

    fn with(mut self, case: &CountedRow, wanted: Option<i64>) -> Self {
        self.seen = self.seen.saturating_add(1);
        let year = year_of(case);
        let is_wanted = wanted.is_none_or(|it| it == year);
        if is_empty_draft(case) {
            self.empty = self.empty.saturating_add(usize::from(is_wanted));
            return self;
        }
        let documents = documents(case);
        self.years.insert(year);
        for outcome in documents.iter().map(outcome_of) {
            self.labels.learn(outcome.1);
            one_more(&mut self.outcomes_by_year, (&year.to_string(), &outcome.0));
        }
        if !is_wanted {
            return self;
        }
        self.counted = self.counted.saturating_add(1);
        self.ruled = self.ruled.saturating_add(usize::from(!documents.is_empty()));
        self.learn_pool(case);
        let count = self.states.entry(case.state.clone()).or_default();
        *count = count.saturating_add(1);
        if !documents.is_empty() {
            let count = self.ruled_states.entry(case.state.clone()).or_default();
            *count = count.saturating_add(1);
        }
        let kind = kind_of(case);
        for document in &documents {
            one_more(&mut self.outcomes, (&kind, &outcome_of(document).0));
            if let Some(category) = category_of(document) {
                one_more(&mut self.categories, (&kind, &category));
            }
            self.of_elements |= document.get("element").is_some_and(Value::is_object);
            self.criteria_of(document);
        }
        self.days.extend(days_of(case));
        self
    }

    /// What an element had to be stands among the parts of what was asked of it.
    fn criteria_of(&mut self, document: &Value) {
        let mut all = Vec::new();
        asked_of(document.pointer("/element/path").and_then(Value::as_str), &document["criteria"], &mut all);
        for it in all {
            let Some(name) = it["criterion"].as_str().or_else(|| it["id"].as_str()) else { continue };
            let counted = self.criteria.entry(name.to_owned()).or_default();
            if let Some(label) = wording(&it["label"]) {
                counted.label = label;
            }
            counted.asked = counted.asked.saturating_add(1);
            match it["result"].as_str() {
                Some("fails") => counted.failed = counted.failed.saturating_add(1),
                Some("holds") => {}
                _ => counted.unknown = counted.unknown.saturating_add(1),
            }
        }
    }

    /// The one or two days in the middle; none if no case was confirmed.
    pub(crate) fn median(&self) -> Option<(i64, i64)> {
        let last = self.days.len().checked_sub(1)?;
        Some((*self.days.get(last / 2)?, *self.days.get(last.div_ceil(2))?))
    }
}

/// The criteria of a case; of an element, the criteria inside of them that were asked of it, those around first.
fn asked_of<'d>(element: Option<&str>, criteria: &'d Value, found: &mut Vec<&'d Value>) {
    for it in criteria.as_array().into_iter().flatten() {
        match element {
            None => found.push(it),
            Some(path) => {
                if it["criterion"].is_string() && it["path"] == path {
                    found.push(it);
                }
                asked_of(element, &it["parts"], found);
            }
        }
    }
}

fn one_more(counts: &mut Crossed, (one, other): (&str, &str)) {
    let count = counts.entry((one.to_owned(), other.to_owned())).or_default();
    *count = count.saturating_add(1);
}

/// The documents of the latest ruling: one for each element if it is about a list.
fn documents(case: &CountedRow) -> Vec<Value> {
    let read = |it: &String| serde_json::from_str::<Value>(it).ok();
    match case.document.as_ref().and_then(read) {
        Some(Value::Array(all)) => all,
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// Its name, or the status if nothing was decided; with its labels.
fn outcome_of(document: &Value) -> (String, Option<(String, Wording)>) {
    let decided = document.pointer("/outcome/id").and_then(Value::as_str);
    let label = document.pointer("/outcome/label").and_then(wording);
    let name = decided.or_else(|| document["status"].as_str()).unwrap_or_default().to_owned();
    (name.clone(), label.map(|it| (name, it)))
}

/// The category of merit, where the rules work one out; unknown is told as not stated.
fn category_of(document: &Value) -> Option<String> {
    let definitions = document["definitions"].as_array()?;
    let category = definitions.iter().find(|it| it["id"] == "category")?;
    Some(category["value"].as_str().unwrap_or(NOT_STATED).to_owned())
}

/// Whether somebody began the case and wrote nothing yet.
fn is_empty_draft(case: &CountedRow) -> bool {
    let facts = case.facts.as_ref().and_then(|it| serde_json::from_str(it).ok());
    case.state == State::Draft.name() && facts.as_ref().is_none_or(is_without_facts)
}

fn is_without_facts(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.values().all(is_without_facts),
        Value::Array(elements) => elements.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn pool_of(case: &CountedRow) -> Option<Pool> {
    let facts: Value = case.facts.as_ref().and_then(|it| serde_json::from_str(it).ok())?;
    facts.get("candidates").and_then(Value::as_array).filter(|it| !it.is_empty())?;
    let agency = facts.pointer("/agency/name").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Pool { case_id: case.case_id.clone(), state: case.state.clone(), agency })
}

fn kind_of(case: &CountedRow) -> String {
    let facts: Value = case.facts.as_ref().and_then(|it| serde_json::from_str(it).ok()).unwrap_or_default();
    facts.pointer("/agency/kind").and_then(Value::as_str).unwrap_or(NOT_STATED).to_owned()
}

/// Of the date of the case if there is a ruling, else of its submission, else of its beginning.
fn year_of(case: &CountedRow) -> i64 {
    let day = case.as_of.as_deref().or(case.submitted_on.as_deref()).and_then(date::parse);
    date::civil(day.unwrap_or_else(|| clock::jakarta_day(case.created_at))).0
}

fn days_of(case: &CountedRow) -> Option<i64> {
    let (from, to) = (clock::jakarta_day(case.submitted_at?), clock::jakarta_day(case.confirmed_at?));
    Some(to.saturating_sub(from)).filter(|it| *it >= 0)
}

fn wording(pair: &Value) -> Option<Wording> {
    Some(Wording::new(pair.get("id")?.as_str()?, pair.get("en")?.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(kind: &str, as_of: &str, outcome: &str, days: i64) -> CountedRow {
        let document = format!(
            r#"{{"status":"decided","outcome":{{"id":"{outcome}","label":{{"id":"A","en":"B"}}}},
                "criteria":[{{"id":"c","label":{{"id":"C","en":"C"}},"result":"fails"}}],
                "definitions":[{{"id":"category","value":"good"}}]}}"#
        );
        CountedRow {
            case_id: "1".to_owned(),
            state: "confirmed".to_owned(),
            submitted_on: None,
            created_at: 0,
            as_of: Some(as_of.to_owned()),
            document: Some(document),
            facts: Some(format!(r#"{{"agency":{{"kind":"{kind}"}}}}"#)),
            submitted_at: Some(0),
            confirmed_at: Some(days * 86_400_000_000),
        }
    }

    #[test]
    fn cases_are_counted_by_kind_and_year() {
        let all = [case("province", "2022-01-01", "exempt", 3), case("city", "2023-01-01", "exempt", 8)];
        let sum = all.iter().fold(Overview::default(), |sum, it| sum.with(it, Some(2023)));
        assert_eq!((sum.seen, sum.counted, sum.ruled), (2, 1, 1));
        assert_eq!(sum.outcomes.get(&("city".to_owned(), "exempt".to_owned())), Some(&1));
        assert_eq!(sum.outcomes_by_year.len(), 2);
        assert_eq!(sum.categories.len(), 1);
        assert_eq!(sum.ruled_states, BTreeMap::from([("confirmed".to_owned(), 1)]));
        assert_eq!(sum.criteria["c"].failed, 1);
        assert_eq!((sum.days.clone(), sum.median()), (vec![8], Some((8, 8))));
        let both = all.iter().fold(Overview::default(), |sum, it| sum.with(it, None));
        assert_eq!(both.median(), Some((3, 8)));
        assert_eq!(Overview::default().median(), None);
    }

    #[test]
    fn what_elements_failed_is_counted_by_what_was_asked_of_them() {
        let one = |number: usize| {
            let part = format!(
                r#"{{"path":"/c/{number}","criterion":"box","label":{{"id":"Kotak","en":"Box"}},"result":"fails"}}"#
            );
            format!(
                r#"{{"element":{{"path":"/c/{number}"}},"status":"decided","outcome":{{"id":"no","label":{{"id":"A","en":"B"}}}},
                    "criteria":[{{"id":"R","label":{{"id":"R","en":"R"}},"result":"holds","parts":[{part}]}}]}}"#
            )
        };
        let listed = format!("[{},{}]", one(0), one(1));
        let sum = Overview::default().with(&CountedRow { document: Some(listed), ..case("", "", "", 0) }, None);
        assert_eq!((sum.counted, sum.of_elements, sum.criteria.len()), (1, true, 1));
        assert_eq!((sum.criteria["box"].failed, sum.criteria["box"].label.en.as_str()), (2, "Box"));
    }

    #[test]
    fn the_latest_talent_pools_are_named() {
        let facts = |code: usize| format!(r#"{{"agency":{{"name":"A{code}"}},"candidates":[{{"code":"C"}}]}}"#);
        let all: Vec<CountedRow> =
            (0..=MOST_POOLS).map(|it| CountedRow { facts: Some(facts(it)), ..case("", "", "", 0) }).collect();
        let begun = Overview { has_pools: true, ..Overview::default() };
        let sum = all.iter().fold(begun, |sum, it| sum.with(it, None));
        let names: Vec<&str> = sum.pools.iter().map(|it| it.agency.as_str()).collect();
        assert_eq!((names.len(), names.first(), names.last()), (MOST_POOLS, Some(&"A1"), Some(&"A20")));
        assert!(Overview { has_pools: true, ..Overview::default() }.with(&case("", "", "", 0), None).pools.is_empty());
        assert!(all.iter().fold(Overview::default(), |sum, it| sum.with(it, None)).pools.is_empty());
    }

    #[test]
    fn drafts_without_facts_are_not_counted() {
        let draft = |facts: &str| CountedRow {
            state: "draft".to_owned(),
            document: None,
            facts: Some(facts.to_owned()),
            ..case("", "2026-01-01", "", 0)
        };
        let all = ["{}", r#"{"agency":{},"list":[]}"#, r#"{"agency":{"name":"A"}}"#].map(draft);
        let sum = all.iter().fold(Overview::default(), |sum, it| sum.with(it, None));
        assert_eq!((sum.seen, sum.empty, sum.counted, sum.states["draft"]), (3, 2, 1, 1));
        assert!(sum.ruled_states.is_empty());
    }

    #[test]
    fn drafts_without_facts_are_told_of_the_year_that_is_asked_for() {
        let begun = |created_at: i64| CountedRow {
            state: "draft".to_owned(),
            created_at,
            as_of: None,
            document: None,
            facts: None,
            ..case("", "", "", 0)
        };
        // One begun in 1970, two in 1971.
        let all = [0, 400, 401].map(|day| begun(day * 86_400_000_000));
        let empty = |year| all.iter().fold(Overview::default(), |sum, it| sum.with(it, year)).empty;
        assert_eq!((empty(None), empty(Some(1970)), empty(Some(1971)), empty(Some(1972))), (3, 1, 2, 0));
    }

    #[test]
    fn what_cannot_be_read_is_counted_all_the_same() {
        let odd = CountedRow { document: Some("{".to_owned()), facts: None, as_of: None, ..case("", "", "", 0) };
        let sum = Overview::default().with(&odd, None);
        assert_eq!((sum.counted, sum.outcomes.len(), sum.years.len()), (1, 0, 1));
    }
}
