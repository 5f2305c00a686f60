//! The bodies of answers. Those of recorded steps are kept as they were given, so they are written here, before recording.
//!
//! Knows nothing of: HTTP, languages other than by name.

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa::openapi::schema::{AnyOfBuilder, ArrayBuilder, Ref, Schema};

use crate::engine::wording::Language;
use crate::server::clock;
use crate::server::store::{CaseRow, EventRow, ReviewRow, RulingRow, SnapshotRow};

use super::ServiceError;
use super::deadlines;
use super::statuses::{FactLine, FactStatus};
use super::steps::{State, Step, legal};

/// A case.
#[derive(Serialize, ToSchema)]
#[schema(as = Case)]
pub(crate) struct CaseView<'a> {
    #[schema(format = "uuid")]
    id: &'a str,
    agency: &'a str,
    #[schema(example = "exemption")]
    rulebook: &'a str,
    #[schema(value_type = State)]
    state: &'a str,
    /// Grows by one with each step.
    #[schema(minimum = 1)]
    version: i64,
    /// The day of submission in Jakarta.
    #[schema(format = "date", required)]
    submitted_on: Option<&'a str>,
    /// The day that the agency claims instead.
    #[schema(format = "date", required)]
    claimed_on: Option<&'a str>,
    /// The latest ruling.
    #[schema(format = "uuid", required)]
    ruling: Option<&'a str>,
    /// What can be done with it now.
    #[schema(value_type = Vec<Step>)]
    steps: Vec<&'static str>,
    /// Who has to act, or may still; `null` if nobody.
    #[schema(required)]
    waits: Option<WaitView<'a>>,
    /// The last day of the confirmed ruling, if it has one.
    #[schema(format = "date", required)]
    valid_until: Option<&'a str>,
    /// What gives that day: `rules`, `ruling_validity` or `evidence_validity`.
    #[schema(required)]
    valid_because: Option<&'a str>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
    /// Of the bytes of `facts`. Not in lists.
    #[schema(pattern = "^[0-9a-f]{64}$", nullable = false)]
    #[serde(skip_serializing_if = "Option::is_none")]
    facts_sha256: Option<&'a str>,
    /// In canonical form. Not in lists.
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<&'a RawValue>,
}

/// What a case waits for.
#[derive(Serialize, ToSchema)]
#[schema(as = Waits)]
pub(crate) struct WaitView<'a> {
    /// What has to be done, or may be done.
    step: &'static str,
    /// The roles that may.
    by: &'static [&'static str],
    #[schema(format = "date")]
    since: &'a str,
    /// The last day, if there is a period.
    #[schema(format = "date", required)]
    due: Option<&'a str>,
    late: bool,
    /// Why there is a period but no last day, in both languages.
    #[schema(value_type = Option<Object>, required)]
    due_unknown: Option<&'a RawValue>,
}

/// The facts of a case with their status.
#[derive(Serialize, ToSchema)]
#[schema(as = FactList)]
pub(crate) struct FactsView<'a> {
    #[schema(format = "uuid")]
    case: &'a str,
    /// Of the case.
    version: i64,
    counts: FactCounts,
    /// In the order of the rulebook.
    items: Vec<FactLine<'a>>,
    #[schema(required)]
    next: Option<String>,
}

/// How many facts have each status.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactCounts {
    claimed: usize,
    verified: usize,
    disputed: usize,
    unknown: usize,
}

/// A ruling.
#[derive(Serialize, ToSchema)]
#[schema(as = Ruling)]
pub(crate) struct RulingView<'a> {
    #[schema(format = "uuid")]
    id: &'a str,
    #[schema(format = "uuid")]
    case: &'a str,
    agency: &'a str,
    /// The ruling on the same case before this one.
    #[schema(format = "uuid", required)]
    previous: Option<&'a str>,
    rulebook: &'a str,
    edition: &'a str,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    rulebook_sha256: &'a str,
    /// The version of the engine.
    engine: &'a str,
    /// The date that selected the edition.
    #[schema(format = "date")]
    as_of: &'a str,
    /// `decided`, `undetermined` (a fact or a judgement is missing) or `conflict` (rules contradict each other).
    #[schema(pattern = "^(decided|undetermined|conflict)$")]
    status: &'a str,
    #[schema(required)]
    outcome: Option<&'a str>,
    ruled_by: &'a str,
    #[schema(format = "date-time")]
    ruled_at: String,
    /// Of the bytes of `document`.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    document_sha256: &'a str,
    /// The reasons; a list of them for a decision on every element of a list.
    #[schema(schema_with = document_schema)]
    document: &'a RawValue,
}

/// A step of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub(crate) struct EventView<'a> {
    /// The version of the case after it.
    #[schema(minimum = 1)]
    version: i64,
    /// `case` for the first one, or the name of the step.
    step: &'a str,
    #[schema(value_type = Option<State>, required)]
    from: Option<&'a str>,
    #[schema(value_type = State)]
    to: &'a str,
    person: &'a str,
    role: &'a str,
    #[schema(required)]
    reason: Option<&'a str>,
    /// The ruling that the step made, confirmed, remanded, objected to or ended.
    #[schema(format = "uuid", required)]
    ruling: Option<&'a str>,
    #[schema(format = "date-time")]
    at: String,
}

/// What a reviewer said of a ruling.
#[derive(Serialize, ToSchema)]
#[schema(as = Review)]
pub(crate) struct ReviewView<'a> {
    #[schema(format = "uuid")]
    id: &'a str,
    #[schema(format = "uuid")]
    ruling: &'a str,
    #[schema(pattern = "^(confirmed|remanded)$")]
    verdict: &'a str,
    person: &'a str,
    reason: &'a str,
    #[schema(format = "date-time")]
    at: String,
}

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    items: Vec<T>,
    /// Give it as `cursor` to go on; none at the end.
    #[schema(required)]
    next: Option<String>,
}

/// A ruling document, or one for every element of a list.
pub(crate) fn document_schema() -> Schema {
    let one = || Ref::from_schema_name("RulingDocument");
    let each = ArrayBuilder::new().items(one()).build();
    Schema::AnyOf(AnyOfBuilder::new().item(one()).item(each).build())
}

/// A case with its facts.
pub(crate) fn case_view(case: &CaseRow, facts: &SnapshotRow) -> Result<String, ServiceError> {
    let raw = raw(&facts.facts)?;
    json(&CaseView { facts: Some(raw), facts_sha256: Some(&facts.facts_sha256), ..without_facts(case)? })
}

/// Facts with their status, and how many there are of each.
pub(crate) fn facts_view(
    case: &CaseRow,
    mut lines: Vec<FactLine<'_>>,
    only: Option<FactStatus>,
) -> Result<String, ServiceError> {
    let count = |status| lines.iter().filter(|it| it.status == status).count();
    let counts = FactCounts {
        claimed: count(FactStatus::Claimed),
        verified: count(FactStatus::Verified),
        disputed: count(FactStatus::Disputed),
        unknown: count(FactStatus::Unknown),
    };
    lines.retain(|it| only.is_none_or(|only| it.status == only));
    json(&FactsView { case: &case.case_id, version: case.version, counts, items: lines, next: None })
}

/// Cases without their facts; `more` if there are others after them.
pub(crate) fn case_list(cases: &[CaseRow], more: bool) -> Result<String, ServiceError> {
    let next = cases.last().filter(|_| more).map(|it| it.case_id.clone());
    json(&Page { items: cases.iter().map(without_facts).collect::<Result<Vec<_>, _>>()?, next })
}

/// Cases by their last day; `more` if there are others after them.
pub(crate) fn deadline_list(cases: &[CaseRow], more: bool) -> Result<String, ServiceError> {
    let place = |it: &CaseRow| format!("{}_{}", it.due_on.as_deref().unwrap_or_default(), it.case_id);
    let next = cases.last().filter(|_| more).map(place);
    json(&Page { items: cases.iter().map(without_facts).collect::<Result<Vec<_>, _>>()?, next })
}

/// A ruling with the exact bytes of its document inside.
pub(crate) fn ruling_view(ruling: &RulingRow) -> Result<String, ServiceError> {
    json(&RulingView {
        id: &ruling.ruling_id,
        case: &ruling.case_id,
        agency: &ruling.agency_id,
        previous: filled(&ruling.previous_ruling_id),
        rulebook: &ruling.rulebook,
        edition: &ruling.edition,
        rulebook_sha256: &ruling.rulebook_sha256,
        engine: &ruling.engine_version,
        as_of: &ruling.as_of,
        status: &ruling.status,
        outcome: filled(&ruling.outcome),
        ruled_by: &ruling.person,
        ruled_at: clock::instant(ruling.ruled_at),
        document_sha256: &ruling.document_sha256,
        document: raw(&ruling.document)?,
    })
}

/// The steps of a case.
pub(crate) fn history(events: &[EventRow]) -> Result<String, ServiceError> {
    json(&Page { items: events.iter().map(event_view).collect(), next: None })
}

/// The reviews of a ruling.
pub(crate) fn review_list(reviews: &[ReviewRow]) -> Result<String, ServiceError> {
    json(&Page { items: reviews.iter().map(review_view).collect(), next: None })
}

/// A page of a list.
pub(super) fn page<T: Serialize>(items: Vec<T>, next: Option<String>) -> Result<String, ServiceError> {
    json(&Page { items, next })
}

/// What was found, in one language.
pub(crate) fn in_language(mut value: Value, language: Language) -> Value {
    localise(&mut value, if language == Language::English { "en" } else { "id" });
    value
}

/// A document in one language: every pair of wordings becomes one text.
pub(crate) fn localised(document: &str, language: Language) -> Result<String, ServiceError> {
    let mut value: Value = serde_json::from_str(document).map_err(|it| ServiceError::Broken(it.to_string()))?;
    localise(&mut value, if language == Language::English { "en" } else { "id" });
    json(&value)
}

/// Makes one text of every pair of wordings.
fn localise(value: &mut Value, language: &str) {
    match value {
        Value::Object(object) if object.len() == 2 && object.contains_key("id") && object.contains_key("en") => {
            *value = object.get(language).cloned().unwrap_or_default();
        }
        Value::Object(object) => object.values_mut().for_each(|it| localise(it, language)),
        Value::Array(list) => list.iter_mut().for_each(|it| localise(it, language)),
        _ => {}
    }
}

fn event_view(it: &EventRow) -> EventView<'_> {
    EventView {
        version: it.version,
        step: &it.step,
        from: filled(&it.from_state),
        to: &it.to_state,
        person: &it.person,
        role: &it.role,
        reason: filled(&it.reason),
        ruling: filled(&it.ruling_id),
        at: clock::instant(it.happened_at),
    }
}

fn review_view(it: &ReviewRow) -> ReviewView<'_> {
    ReviewView {
        id: &it.review_id,
        ruling: &it.ruling_id,
        verdict: &it.verdict,
        person: &it.person,
        reason: &it.reason,
        at: clock::instant(it.reviewed_at),
    }
}

fn without_facts(case: &CaseRow) -> Result<CaseView<'_>, ServiceError> {
    Ok(CaseView {
        id: &case.case_id,
        agency: &case.agency_id,
        rulebook: &case.rulebook,
        state: &case.state,
        version: case.version,
        submitted_on: case.submitted_on.as_deref(),
        claimed_on: case.claimed_on.as_deref(),
        ruling: filled(&case.ruling_id),
        steps: legal_steps(case),
        waits: waits(case)?,
        valid_until: case.valid_until.as_deref(),
        valid_because: filled(&case.valid_because),
        created_at: clock::instant(case.created_at),
        updated_at: clock::instant(case.updated_at),
        facts_sha256: None,
        facts: None,
    })
}

/// The steps that people can take with this case. An objection is possible until its last day, a withdrawal before the first ruling.
pub(super) fn legal_steps(case: &CaseRow) -> Vec<&'static str> {
    let mut steps = State::of(&case.state).map(legal).unwrap_or_default();
    if case.state == State::Confirmed.name() && deadlines::is_over(case, today()) {
        steps.retain(|it| *it != Step::Objection.name());
    }
    if !case.ruling_id.is_empty() {
        steps.retain(|it| *it != Step::Withdrawal.name());
    }
    steps
}

fn waits(case: &CaseRow) -> Result<Option<WaitView<'_>>, ServiceError> {
    let task = State::of(&case.state).and_then(deadlines::task).filter(|_| !case.waits_since.is_empty());
    let over = deadlines::is_over(case, today());
    let Some(task) = task.filter(|it| !(it.is_right && over)) else { return Ok(None) };
    Ok(Some(WaitView {
        step: task.step,
        by: task.by,
        since: &case.waits_since,
        due: case.due_on.as_deref(),
        late: over,
        due_unknown: filled(&case.due_unknown).map(raw).transpose()?,
    }))
}

fn today() -> i64 {
    clock::jakarta_day(clock::now())
}

pub(super) fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|it| !it.is_empty())
}

pub(super) fn raw(text: &str) -> Result<&RawValue, ServiceError> {
    serde_json::from_str(text).map_err(|it| ServiceError::Broken(format!("what was kept is not JSON: {it}")))
}

pub(super) fn json(value: &impl Serialize) -> Result<String, ServiceError> {
    serde_json::to_string(value).map_err(|it| ServiceError::Broken(it.to_string()))
}
