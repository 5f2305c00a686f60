//! `/cases`: begun by agencies, verified and judged by officials, read by those who may.
//!
//! Knows nothing of: how a step is recorded.

use std::collections::BTreeMap;

use actix_web::web::{self, Data, Path, Query};
use actix_web::{HttpResponse, Route};
use serde_json::value::RawValue;

use crate::server::service::{self, Finding, State, Step, Verification};
use crate::wording;

use super::extract::{Agency, Reader, Recording, Reviewer, Verifier};
use super::fields::Fields;
use super::problem::Fault;
use super::{Context, recorded, shown};

const PAGE: i64 = 50;

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    let post = |path: &str, route: Route| web::resource(path.to_owned()).route(route);
    routes
        .service(web::resource("/cases").route(web::get().to(list)).route(web::post().to(begin)))
        .service(web::resource("/cases/{id}").route(web::get().to(one)))
        .service(web::resource("/cases/{id}/facts").route(web::put().to(replace_facts)))
        .service(web::resource("/cases/{id}/judgements/{name}").route(web::put().to(judge)))
        .service(web::resource("/cases/{id}/history").route(web::get().to(history)))
        .service(post("/cases/{id}/submission", web::post().to(submit)))
        .service(post("/cases/{id}/verification", web::post().to(verify)))
        .service(post("/cases/{id}/return", web::post().to(give_back)))
        .service(post("/cases/{id}/withdrawal", web::post().to(withdraw)))
        .service(post("/cases/{id}/objection", web::post().to(object)));
}

async fn list(
    reader: Reader,
    context: Data<Context>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(b"")?;
    for name in query.keys().filter(|it| !["state", "agency", "cursor"].contains(&it.as_str())) {
        fields.refuse(name, wording!("tidak dikenal", "is not known here"));
    }
    let text = |name: &str| query.get(name).map_or("", String::as_str);
    if !text("state").is_empty() && State::of(text("state")).is_none() {
        fields.refuse("state", wording!("bukan keadaan kasus", "is no state of a case"));
    }
    fields.finish()?;
    let filter = (text("state"), text("agency"));
    let mut cases = context.service.cases(&reader.0, filter, text("cursor"), PAGE.saturating_add(1)).await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = cases.len() > page;
    cases.truncate(page);
    Ok(shown(service::case_list(&cases, more)?))
}

async fn begin(agency: Agency, context: Data<Context>, recording: Recording) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let rulebook = fields.text("rulebook");
    let case = fields.required_raw("case");
    if let Err(mut refusals) = fields.finish() {
        // What is wrong with the case is told with it.
        refusals.extend(context.service.refusals_of(&agency.0, &rulebook, case.get().as_bytes()).await);
        return Err(refusals.into());
    }
    Ok(recorded(context.service.begin(&agency.0, &recording.asked, &rulebook, case.get().as_bytes()).await?))
}

async fn one(reader: Reader, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    let (case, facts) = context.service.case(&reader.0, &id).await?;
    Ok(shown(service::case_view(&case, &facts)?))
}

async fn history(reader: Reader, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(service::history(&context.service.history(&reader.0, &id).await?)?))
}

async fn replace_facts(
    agency: Agency,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let case = fields.required_raw("case");
    fields.finish()?;
    Ok(recorded(context.service.replace_facts(&agency.0, &recording.asked, &id, case.get().as_bytes()).await?))
}

async fn submit(
    agency: Agency,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let keep_date = fields.optional_truth("keep_date");
    fields.finish()?;
    Ok(recorded(context.service.submit(&agency.0, &recording.asked, &id, keep_date).await?))
}

async fn verify(
    verifier: Verifier,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let verification = verification(&recording.body)?;
    Ok(recorded(context.service.verify(&verifier.0, &recording.asked, &id, &verification).await?))
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
    let reason = fields.optional_text("reason").unwrap_or_default();
    fields.finish()?;
    Ok(Verification { findings, corrections, claimed_date_is_right, reason })
}

fn finding(fields: &mut Fields, pointer: String, raw: &RawValue) -> Finding {
    let mut inside = Fields::inside(raw, format!("/evidence/{}", service::escaped(&pointer)));
    let status = inside.word("status", &["verified", "disputed"]).to_owned();
    let (reference, sha256) = (inside.optional_text("reference"), inside.optional_text("sha256"));
    fields.adopt(inside);
    Finding { pointer, status, reference, sha256 }
}

/// It was read before, so it is JSON.
fn value(raw: &RawValue) -> serde_json::Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

async fn judge(
    reviewer: Reviewer,
    context: Data<Context>,
    place: Path<(String, String)>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let answer = fields.word("answer", &["yes", "no", "unknown"]);
    let reason = fields.text("reason");
    fields.finish()?;
    let (case, name) = place.into_inner();
    Ok(recorded(context.service.judge(&reviewer.0, &recording.asked, (&case, &name), (answer, &reason)).await?))
}

async fn give_back(
    verifier: Verifier,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let reason = reason(&recording.body)?;
    Ok(recorded(context.service.move_on(&verifier.0, &recording.asked, &id, (Step::Return, &reason)).await?))
}

async fn withdraw(
    agency: Agency,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let reason = reason(&recording.body)?;
    Ok(recorded(context.service.move_on(&agency.0, &recording.asked, &id, (Step::Withdrawal, &reason)).await?))
}

async fn object(
    agency: Agency,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let reason = reason(&recording.body)?;
    Ok(recorded(context.service.move_on(&agency.0, &recording.asked, &id, (Step::Objection, &reason)).await?))
}

fn reason(body: &[u8]) -> Result<String, Fault> {
    let mut fields = Fields::of_body(body)?;
    let reason = fields.text("reason");
    fields.finish()?;
    Ok(reason)
}
