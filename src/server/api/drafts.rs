//! `/drafts`: rules being written, checked, weighed on recorded cases, and approved by another person.
//!
//! Knows nothing of: how rules are checked, what a publication leaves behind.

use std::collections::BTreeMap;

use actix_web::http::header::{ETAG, HeaderValue, IF_MATCH};
use actix_web::web::{self, Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::engine::value::date;
use crate::server::service::{self, Answer, Approval, TextFile, Texts, Written};
use crate::wording;

use super::around::language;
use super::extract::{Body, Drafter, Policy, Publisher, Recording};
use super::fields::Fields;
use super::problem::Fault;
use super::{Context, recorded, shown};

const PAGE: usize = 50;

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(web::resource("/rulebooks/{name}/drafts").route(web::get().to(list)).route(web::post().to(begin)))
        .service(web::resource("/drafts/{id}").route(web::get().to(one)).route(web::put().to(write)))
        .service(web::resource("/drafts/{id}/check").route(web::post().to(check)))
        .service(web::resource("/drafts/{id}/impact").route(web::post().to(impact)))
        .service(web::resource("/drafts/{id}/approval").route(web::post().to(approve)))
        .service(web::resource("/drafts/{id}/withdrawal").route(web::post().to(withdraw)));
}

async fn list(
    drafter: Drafter,
    context: Data<Context>,
    name: Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(b"")?;
    for name in query.keys().filter(|it| *it != "cursor") {
        fields.refuse(name, wording!("tidak dikenal", "is not known here"));
    }
    fields.finish()?;
    let after = query.get("cursor").map_or("", String::as_str);
    Ok(shown(context.service.drafts_shown(&drafter.0, &name, after, PAGE).await?))
}

async fn begin(
    policy: Policy,
    context: Data<Context>,
    name: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let written = written(&recording.body)?;
    Ok(tagged(context.service.begin_draft(&policy.0, &recording.asked, &name, &written).await?))
}

async fn one(drafter: Drafter, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    let (body, version) = context.service.draft_shown(&drafter.0, &id).await?;
    Ok(with_tag(shown(body), version))
}

async fn write(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    request: HttpRequest,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let tag = request.headers().get(IF_MATCH).and_then(|it| it.to_str().ok()).ok_or(Fault::TagMissing)?;
    let written = written(&recording.body)?;
    Ok(tagged(context.service.write_draft(&policy.0, &recording.asked, (&id, tag.trim()), &written).await?))
}

async fn check(
    drafter: Drafter,
    context: Data<Context>,
    id: Path<String>,
    request: HttpRequest,
    body: Body,
) -> Result<HttpResponse, Fault> {
    Fields::of_body(&body.0)?.finish()?;
    let found = context.service.check_draft(&drafter.0, &id).await?;
    Ok(shown(service::in_language(found, language(request.headers())).to_string()))
}

async fn impact(drafter: Drafter, context: Data<Context>, id: Path<String>, body: Body) -> Result<HttpResponse, Fault> {
    Fields::of_body(&body.0)?.finish()?;
    Ok(shown(context.service.impact(&drafter.0, &id).await?.to_string()))
}

async fn approve(
    publisher: Publisher,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let sha256 = fields.text("sha256");
    let day = fields.text("effective_on");
    let effective_on = date::parse(&day);
    if effective_on.is_none() && !day.is_empty() {
        fields.refuse("effective_on", wording!("harus tanggal, YYYY-MM-DD", "must be a date, YYYY-MM-DD"));
    }
    let reason = fields.optional_text("reason").unwrap_or_default();
    fields.finish()?;
    let approval = Approval { sha256, effective_on: effective_on.unwrap_or_default(), reason };
    Ok(recorded(context.service.approve_draft(&publisher.0, &recording.asked, &id, &approval).await?))
}

async fn withdraw(
    policy: Policy,
    context: Data<Context>,
    id: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let reason = fields.text("reason");
    fields.finish()?;
    Ok(recorded(context.service.withdraw_draft(&policy.0, &recording.asked, (&id, &reason)).await?))
}

fn written(body: &[u8]) -> Result<Written, Fault> {
    let mut fields = Fields::of_body(body)?;
    let files = files(&mut fields);
    let based_on = fields.optional_whole("based_on");
    let note = fields.optional_text("note").unwrap_or_default();
    let mut refusals = fields.finish().err().unwrap_or_default();
    refusals.extend(files.as_ref().and_then(|it| Texts::sent(it.clone()).err()).unwrap_or_default());
    if refusals.is_empty() { Ok(Written { files, based_on, note }) } else { Err(refusals.into()) }
}

fn files(fields: &mut Fields) -> Option<Vec<TextFile>> {
    let raw = fields.raw("files").filter(|it| it.get() != "null")?;
    let Ok(list) = serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()) else {
        fields.refuse(
            "files",
            wording!("harus daftar objek `path` dan `text`", "must be a list of objects with `path` and `text`"),
        );
        return None;
    };
    Some(list.iter().enumerate().map(|(number, raw)| file(fields, number, raw)).collect())
}

fn file(fields: &mut Fields, number: usize, raw: &RawValue) -> TextFile {
    let mut inside = Fields::inside(raw, format!("/files/{number}"));
    let path = inside.text("path");
    let text = inside.required_raw("text");
    let text = serde_json::from_str(text.get()).unwrap_or_else(|_| {
        inside.refuse("text", wording!("harus teks", "must be a text"));
        String::new()
    });
    fields.adopt(inside);
    TextFile { path, text }
}

/// The answer of a recorded step with the tag of the version that it made.
fn tagged(answer: Answer) -> HttpResponse {
    let body: Value = serde_json::from_str(&answer.row.body).unwrap_or_default();
    let version = body.get("version").and_then(Value::as_i64).unwrap_or_default();
    with_tag(recorded(answer), version)
}

fn with_tag(mut response: HttpResponse, version: i64) -> HttpResponse {
    if let Ok(tag) = HeaderValue::from_str(&service::tag(version)) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}
