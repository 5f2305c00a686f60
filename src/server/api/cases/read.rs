//! Cases as they stand and how they came there.
//!
//! Knows nothing of: steps.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::engine::value::date;
use crate::server::api::extract::{Parameters, Reader};
use crate::server::api::if_match::with_tag;
use crate::server::api::{Context, shown};
use crate::server::http::fields::Fields;
use crate::server::http::problem::Fault;
use crate::server::service::{self, CaseView, EventView, FactStatus, FactsView, Page, State};
use crate::wording;

/// So many cases at once, unless something else is asked for.
const PAGE: usize = 50;
const LARGEST_PAGE: usize = 200;

/// List cases.
///
/// The oldest first unless asked otherwise; an agency sees its own alone.
#[utoipa::path(
    get, path = "/cases", tag = "cases",
    params(
        ("state" = Option<State>, Query, description = "Only those that stand here"),
        ("agency" = Option<String>, Query, description = "Only those of this agency", example = "sulsel"),
        ("due" = Option<String>, Query, description = "`late`: only those whose last day is over", pattern = "^late$"),
        ("order" = Option<String>, Query, description = "`oldest` (without it) or `newest` first",
            pattern = "^(oldest|newest)$"),
        ("limit" = Option<u16>, Query, description = "So many at most; 50 without it", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, description = "Cases without their facts", body = Page<CaseView>)),
)]
pub(super) async fn list_cases(
    reader: Reader,
    context: Data<Context>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::none();
    let state = asked.get("state");
    one_of(&mut fields, &asked, "state", &State::ALL.map(State::name));
    one_of(&mut fields, &asked, "due", &["late"]);
    one_of(&mut fields, &asked, "order", &["oldest", "newest"]);
    let limit = limit(&mut fields, &asked);
    let cursor = asked.get("cursor");
    if !cursor.is_empty() && !service::is_identity(cursor) {
        refuse_cursor(&mut fields);
    }
    fields.finish()?;
    let (late, newest_first) = (!asked.get("due").is_empty(), asked.get("order") == "newest");
    let wanted = service::CasesAsked { state, agency: asked.get("agency"), late, newest_first, cursor };
    let (cases, more) = page(context.service.cases(&reader.0, &wanted, one_more(limit)).await?, limit);
    Ok(shown(service::case_list(&cases, more)?))
}

/// List what is due.
///
/// Cases that wait for someone until a day, those that are late, or those whose day cannot be worked out; the earliest
/// first.
#[utoipa::path(
    get, path = "/deadlines", tag = "cases",
    params(
        ("state" = Option<String>, Query, description = "`due` (without it): its last day is to come. `late`: it is over. \
            `unknown`: it cannot be worked out", pattern = "^(due|late|unknown)$"),
        ("limit" = Option<u16>, Query, description = "So many at most; 50 without it", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, description = "Cases without their facts, the earliest last day first", body = Page<CaseView>)),
)]
pub(super) async fn list_deadlines(
    reader: Reader,
    context: Data<Context>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::none();
    one_of(&mut fields, &asked, "state", &["due", "late", "unknown"]);
    let limit = limit(&mut fields, &asked);
    let after = match asked.get("cursor").split_once('_') {
        Some((day, case)) if service::is_identity(case) && (day.is_empty() || date::parse(day).is_some()) => {
            (day, case)
        }
        None if asked.get("cursor").is_empty() => ("", ""),
        _ => {
            refuse_cursor(&mut fields);
            ("", "")
        }
    };
    fields.finish()?;
    let state = Some(asked.get("state")).filter(|it| !it.is_empty()).unwrap_or("due");
    let (cases, more) = page(context.service.deadlines(&reader.0, state, after, one_more(limit)).await?, limit);
    Ok(shown(service::deadline_list(&cases, more)?))
}

/// List the facts of a case with their status.
///
/// Each fact is claimed, verified, disputed or unknown, with its evidence.
#[utoipa::path(
    get, path = "/cases/{case}/facts", tag = "cases",
    params(("status" = Option<FactStatus>, Query, description = "Only those of this status")),
    responses((status = 200, description = "Every fact that the rules ask for, in their order", body = FactsView)),
)]
pub(super) async fn list_facts(
    reader: Reader,
    context: Data<Context>,
    case: Path<String>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::none();
    one_of(&mut fields, &asked, "status", &FactStatus::ALL.map(FactStatus::name));
    fields.finish()?;
    let (facts, version) = context.service.facts(&reader.0, &case, FactStatus::of(asked.get("status"))).await?;
    Ok(with_tag(shown(facts), version))
}

/// Refuses a parameter that is none of these words.
fn one_of(fields: &mut Fields, asked: &Parameters, name: &str, words: &[&str]) {
    if !asked.get(name).is_empty() && !words.contains(&asked.get(name)) {
        let list = words.join(", ");
        fields.refuse(name, wording!("harus salah satu dari: {list}", "must be one of: {list}"));
    }
}

fn limit(fields: &mut Fields, asked: &Parameters) -> usize {
    let limit = match asked.get("limit") {
        "" => Some(PAGE),
        text => text.parse().ok().filter(|it| (1..=LARGEST_PAGE).contains(it)),
    };
    if limit.is_none() {
        fields.refuse("limit", wording!("harus antara 1 dan {LARGEST_PAGE}", "must be between 1 and {LARGEST_PAGE}"));
    }
    limit.unwrap_or(PAGE)
}

fn refuse_cursor(fields: &mut Fields) {
    fields.refuse("cursor", wording!("harus `next` dari halaman sebelumnya", "must be the `next` of a page before"));
}

/// One more than is shown tells whether there are others.
fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

fn page<T>(mut items: Vec<T>, limit: usize) -> (Vec<T>, bool) {
    let more = items.len() > limit;
    items.truncate(limit);
    (items, more)
}

/// Read a case with its facts.
///
/// The case as it stands now: its facts, what can be done with it, and who has to act.
#[utoipa::path(
    get, path = "/cases/{case}", tag = "cases",
    responses((status = 200, description = "The case", body = CaseView)),
)]
pub(super) async fn read_case(
    reader: Reader,
    context: Data<Context>,
    case: Path<String>,
) -> Result<HttpResponse, Fault> {
    let (case, facts) = context.service.case(&reader.0, &case).await?;
    Ok(with_tag(shown(service::case_view(&case, &facts)?), case.version))
}

/// Read the steps of a case.
///
/// Each step: who took it, when and why.
#[utoipa::path(
    get, path = "/cases/{case}/history", tag = "cases",
    responses((status = 200, description = "Every step, the first one first", body = Page<EventView>)),
)]
pub(super) async fn read_history(
    reader: Reader,
    context: Data<Context>,
    case: Path<String>,
) -> Result<HttpResponse, Fault> {
    Ok(shown(service::history(&context.service.history(&reader.0, &case).await?)?))
}
