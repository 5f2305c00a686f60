//! What officials do with a case: verify it, return it, judge what the rules leave to judgement.
//!
//! Knows nothing of: rulings.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::server::api::Context;
use crate::server::api::extract::{Reviewer, Verifier};
use crate::server::api::if_match::{Stepping, tagged};
use crate::server::http::fields::Fields;
use crate::server::http::problem::Fault;
use crate::server::service::{self, CaseView, Finding, Rest, Step, Verification};

use super::{Reason, moved};

/// What a verifier found.
#[derive(ToSchema)]
#[schema(as = Verification)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
pub(super) struct Verified {
    /// By JSON pointer of the fact.
    evidence: Option<BTreeMap<String, Found>>,
    /// The right value by JSON pointer of the fact. Decimals are texts.
    #[schema(value_type = Option<Object>)]
    corrections: Option<BTreeMap<String, Value>>,
    /// Whether the date that the agency claims is right; needed if it claims one.
    claimed_date_is_right: Option<bool>,
    /// What becomes of the claimed facts that are not named: `verified` or `claimed`. Needed if there are any.
    #[schema(pattern = "^(verified|claimed)$")]
    rest: Option<String>,
    /// For the history of the case.
    #[schema(max_length = 10_000)]
    reason: Option<String>,
}

/// What was found about one fact.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct Found {
    /// `verified` or `disputed`.
    #[schema(pattern = "^(verified|disputed)$")]
    status: String,
    /// The document that shows it; without it the one that the agency named stays.
    #[schema(max_length = 10_000)]
    reference: Option<String>,
    /// SHA-256 of the document, in lower case.
    #[schema(max_length = 10_000)]
    sha256: Option<String>,
}

/// An answer to a question that the rules leave to a person.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
pub(super) struct JudgementAnswer {
    /// `yes`, `no` or `unknown`.
    #[schema(pattern = "^(yes|no|unknown)$")]
    answer: String,
    /// In words; it stands in the ruling.
    #[schema(max_length = 10_000, min_length = 1)]
    reason: String,
}

/// Verify the facts of a case.
///
/// Facts are confirmed, corrected or disputed one by one; `rest` says what becomes of those that are not named.
#[utoipa::path(
    post, path = "/cases/{case}/verification", tag = "cases", request_body = Verified,
    responses((status = 200, description = "The verified case", body = CaseView)),
)]
pub(super) async fn verify_case(
    verifier: Verifier,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    let verification = verification(&recording.body)?;
    Ok(tagged(context.service.verify(&verifier.0, &recording.asked, &case, &verification).await?))
}

/// Return a case to its agency.
///
/// The agency gets the case back with the reason, to mend it.
#[utoipa::path(
    post, path = "/cases/{case}/return", tag = "cases", request_body = Reason,
    responses((status = 200, description = "The returned case", body = CaseView)),
)]
pub(super) async fn return_case(
    verifier: Verifier,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    moved(&verifier.0, &context, &case, &recording, Step::Return).await
}

/// Answer a judgement.
///
/// The answer to a question that the rules leave to a person. On a case that was ruled on it is a finding: the case has to
/// be ruled on again.
#[utoipa::path(
    put, path = "/cases/{case}/judgements/{judgement}", tag = "cases", request_body = JudgementAnswer,
    responses((status = 200, description = "The case with the judgement", body = CaseView)),
)]
pub(super) async fn judge(
    reviewer: Reviewer,
    context: Data<Context>,
    place: Path<(String, String)>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let answer = fields.word("answer", &["yes", "no", "unknown"]);
    let reason = fields.text("reason");
    let (case, name) = place.into_inner();
    if let Err(refusals) = fields.finish() {
        let others = context.service.refusals_of_judgement(&reviewer.0, (&case, &name)).await;
        return Err(service::with_others(refusals, others).into());
    }
    Ok(tagged(context.service.judge(&reviewer.0, &recording.asked, (&case, &name), (answer, &reason)).await?))
}

fn verification(body: &[u8]) -> Result<Verification, Fault> {
    let mut fields = Fields::of_body(body)?;
    let mut findings = Vec::new();
    for (pointer, raw) in fields.object("evidence") {
        findings.push(finding(&mut fields, pointer, &raw));
    }
    let corrections = fields.object("corrections");
    let corrections = corrections.into_iter().map(|(pointer, raw)| (pointer, value(&raw))).collect();
    let claimed_date_is_right = fields.optional_truth("claimed_date_is_right");
    let rest = rest(&mut fields);
    let reason = fields.optional_text("reason").unwrap_or_default();
    fields.finish()?;
    Ok(Verification { findings, corrections, claimed_date_is_right, rest, reason })
}

fn rest(fields: &mut Fields) -> Option<Rest> {
    match fields.optional_word("rest", &["verified", "claimed"]) {
        "verified" => Some(Rest::Verified),
        "claimed" => Some(Rest::Claimed),
        _ => None,
    }
}

fn finding(fields: &mut Fields, pointer: String, raw: &RawValue) -> Finding {
    let mut inside = Fields::inside(raw, format!("/evidence/{}", service::escaped(&pointer)));
    let status = inside.word("status", &["verified", "disputed"]).to_owned();
    let (reference, sha256) = (inside.optional_text("reference"), inside.optional_text("sha256"));
    fields.adopt(inside);
    Finding { pointer, status, reference, sha256 }
}

/// It was read before, so it is JSON.
fn value(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}
