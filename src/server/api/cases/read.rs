//! Cases as they stand and how they came there.
//!
//! Knows nothing of: steps.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::server::api::extract::{Parameters, Reader};
use crate::server::api::fields::Fields;
use crate::server::api::problem::Fault;
use crate::server::api::{Context, shown};
use crate::server::service::{self, CaseView, EventView, Page, State};
use crate::wording;

/// So many cases at once.
const PAGE: i64 = 50;

/// List cases, the latest first.
///
/// Daftar kasus, yang terbaru lebih dahulu; instansi hanya melihat kasusnya sendiri.
#[utoipa::path(
    get, path = "/cases", tag = "cases",
    params(
        ("state" = Option<State>, Query, description = "Only those that stand here"),
        ("agency" = Option<String>, Query, description = "Only those of this agency", example = "sulsel"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses((status = 200, description = "Cases without their facts", body = Page<CaseView>)),
)]
pub(super) async fn list_cases(
    reader: Reader,
    context: Data<Context>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let state = asked.get("state");
    if !state.is_empty() && State::of(state).is_none() {
        let mut fields = Fields::none();
        fields.refuse("state", wording!("bukan keadaan kasus", "is no state of a case"));
        fields.finish()?;
    }
    let filter = (state, asked.get("agency"));
    let mut cases = context.service.cases(&reader.0, filter, asked.get("cursor"), PAGE.saturating_add(1)).await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = cases.len() > page;
    cases.truncate(page);
    Ok(shown(service::case_list(&cases, more)?))
}

/// Read a case with its facts.
///
/// Kasus beserta faktanya.
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
    Ok(shown(service::case_view(&case, &facts)?))
}

/// Read the steps of a case.
///
/// Riwayat kasus: setiap langkah, siapa, kapan, mengapa.
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
