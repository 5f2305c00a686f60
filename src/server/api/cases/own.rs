//! What an agency does with its own cases: begins, changes, submits, withdraws, objects.
//!
//! Knows nothing of: what officials do.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::Value;
use utoipa::ToSchema;

use crate::server::api::Context;
use crate::server::api::extract::{Agency, Recording};
use crate::server::api::if_match::{Stepping, tagged};
use crate::server::http::fields::Fields;
use crate::server::http::problem::Fault;
use crate::server::service::{self, CaseView, Given, Step};

use super::{Reason, moved};

/// A case to begin.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
pub(super) struct NewCase {
    /// The name of the rulebook under which it is to be ruled.
    #[schema(example = "exemption", min_length = 1)]
    rulebook: String,
    /// The facts, as the schema of the edition describes them (`/rulebooks/{rulebook}/editions/{edition}/schema`).
    #[schema(value_type = Object)]
    case: Value,
    /// What supports the facts, by JSON pointer; the same as a member `evidence` of the case.
    #[schema(value_type = Option<Object>)]
    evidence: Option<Value>,
}

/// All facts of a case, in place of those before.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
pub(super) struct Facts {
    /// The facts, as the schema of the edition describes them.
    #[schema(value_type = Object)]
    case: Value,
    /// What supports the facts, by JSON pointer; the same as a member `evidence` of the case.
    #[schema(value_type = Option<Object>)]
    evidence: Option<Value>,
}

/// How a case is submitted.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
pub(super) struct Submission {
    /// The date in the facts that selects the edition. `false`: it becomes today in Jakarta. `true`: the agency claims the date that
    /// stands there; it counts only if the verifier confirms it. Needed if the facts have another date than today.
    keep_date: Option<bool>,
}

/// Begin a case.
///
/// The case begins as a draft. Facts may be missing still; what is wrong is told all at once.
#[utoipa::path(
    post, path = "/cases", tag = "cases", request_body = NewCase,
    responses((status = 201, description = "The draft, with its facts in canonical form", body = CaseView)),
)]
pub(super) async fn begin_case(
    agency: Agency,
    context: Data<Context>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let rulebook = fields.text("rulebook");
    let given = given(&mut fields);
    if let Err(refusals) = fields.finish() {
        // What is wrong with the case is told with it.
        let others = context.service.refusals_of(&agency.0, &rulebook, &given).await;
        return Err(service::with_others(refusals, others).into());
    }
    Ok(tagged(context.service.begin(&agency.0, &recording.asked, &rulebook, &given).await?))
}

/// Replace the facts of a draft or a returned case.
///
/// All facts are replaced, as long as the case is a draft or was returned.
#[utoipa::path(
    put, path = "/cases/{case}/facts", tag = "cases", request_body = Facts,
    responses((status = 200, description = "The case with its new facts", body = CaseView)),
)]
pub(super) async fn replace_facts(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let given = given(&mut fields);
    if let Err(refusals) = fields.finish() {
        let others = context.service.refusals_of_facts(&agency.0, &case, &given).await;
        return Err(service::with_others(refusals, others).into());
    }
    Ok(tagged(context.service.replace_facts(&agency.0, &recording.asked, &case, &given).await?))
}

/// A case with the evidence beside it.
fn given(fields: &mut Fields) -> Given {
    let (case, evidence) = (fields.required_raw("case"), fields.raw("evidence"));
    Given::new(case.get(), evidence.as_ref().map(|it| it.get()))
}

/// Submit a case for verification.
///
/// Every fact has to be stated, if only as unknown.
#[utoipa::path(
    post, path = "/cases/{case}/submission", tag = "cases", request_body = Submission,
    responses((status = 200, description = "The submitted case, with the date that counts for now", body = CaseView)),
)]
pub(super) async fn submit_case(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let keep_date = fields.optional_truth("keep_date");
    fields.finish()?;
    Ok(tagged(context.service.submit(&agency.0, &recording.asked, &case, keep_date).await?))
}

/// Withdraw a case that is not yet ruled.
///
/// The case ends without a ruling.
#[utoipa::path(
    post, path = "/cases/{case}/withdrawal", tag = "cases", request_body = Reason,
    responses((status = 200, description = "The withdrawn case", body = CaseView)),
)]
pub(super) async fn withdraw_case(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    moved(&agency.0, &context, &case, &recording, Step::Withdrawal).await
}

/// Object to a ruling.
///
/// The case is verified and ruled on again; the ruling that was made stays.
#[utoipa::path(
    post, path = "/cases/{case}/objection", tag = "cases", request_body = Reason,
    responses((status = 200, description = "The case, to be verified and ruled again", body = CaseView)),
)]
pub(super) async fn object(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    moved(&agency.0, &context, &case, &recording, Step::Objection).await
}
