//! `/drafts`: rules being written, checked, weighed on recorded cases, and approved by another person.
//!
//! Knows nothing of: how rules are checked, what a publication leaves behind.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::engine::value::date;
use crate::server::clock;
use crate::server::service::{self, Approval, DraftView, Page, PublicationView, TextFile, Texts, Written};
use crate::wording;

use super::describe::route;
use super::extract::{Body, Drafter, Parameters, Policy, Publisher, Reading, Recording, Trying};
use super::fields::Fields;
use super::if_match::{Rewriting, tagged, with_tag};
use super::problem::{Fault, codes};
use super::{Context, recorded, shown};

const PAGE: usize = 50;

/// What is written in a draft.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct NewVersion {
    /// The whole rulebook; without them, a new draft begins with the texts published last, another keeps its own. An empty list
    /// retires the rulebook.
    #[schema(max_items = 64)]
    files: Option<Vec<TextFile>>,
    /// The number of the publication that these texts take into account.
    #[schema(minimum = 0)]
    based_on: Option<i64>,
    /// What is meant by it.
    #[schema(max_length = 10_000)]
    note: Option<String>,
}

/// What is approved, and from when on.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct NewApproval {
    /// Of the texts that were looked at: `sha256` of the draft.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    /// A day in Jakarta.
    #[schema(format = "date")]
    effective_on: String,
    /// Needed if that day is not in the future, or the draft is empty.
    #[schema(max_length = 10_000)]
    reason: Option<String>,
}

/// Why a draft is withdrawn.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct NewWithdrawal {
    #[schema(max_length = 10_000, min_length = 1)]
    reason: String,
}

/// What the engine says of a draft.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes an answer that is put together from values")]
struct Check {
    #[schema(format = "uuid")]
    draft: String,
    #[schema(minimum = 1)]
    version: i64,
    /// Of the texts that were checked; an approval names it.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    /// Whether it can be published: no error, every scenario as expected, and an edition at least unless the draft is empty.
    sound: bool,
    #[schema(minimum = 0)]
    errors: i64,
    #[schema(minimum = 0)]
    warnings: i64,
    /// What is wrong with the rulebook as a whole.
    troubles: Vec<String>,
    /// The first 500: code, severity, path, line and column, message, label, help, other places.
    #[schema(value_type = Vec<Object>)]
    diagnostics: Vec<Value>,
    /// The sound editions: hash, scenarios with what came out otherwise, what no scenario reached.
    #[schema(value_type = Vec<Object>)]
    editions: Vec<Value>,
}

/// What a draft would change of recorded rulings.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes an answer that is put together from values")]
struct Impact {
    #[schema(format = "uuid")]
    draft: String,
    #[schema(minimum = 1)]
    version: i64,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    /// Whether every case was looked at within the time there is.
    complete: bool,
    /// The latest ruling of each case that was looked at.
    #[schema(minimum = 0)]
    rulings: i64,
    /// How many would have another outcome.
    #[schema(minimum = 0)]
    changed: i64,
    /// How many would keep their outcome, but be valid until another day, or owe other duties or by another day.
    #[schema(minimum = 0)]
    terms_changed: i64,
    /// Cases by edition and outcome, as recorded (`from`) and under the draft (`to`; `refused` if its facts cannot be read).
    #[schema(value_type = Vec<Object>)]
    counts: Vec<Value>,
    /// The first 100 cases with another outcome.
    changed_cases: Vec<String>,
    /// The first 100 cases with the same outcome and other terms. Each of its `changes` tells the days as recorded (`from`) and
    /// under the draft (`to`) of a `duty`, or of the validity if that is null; a duty without a day has null as its day.
    #[schema(value_type = Vec<Object>)]
    changed_terms: Vec<Value>,
}

pub(super) fn configure(routes: &mut ServiceConfig) {
    let changes = &[codes::DRAFT_CLOSED];
    let approvals =
        &[codes::DRAFT_CLOSED, codes::DRAFT_MOVED_ON, codes::DRAFT_BEHIND, codes::OWN_DRAFT, codes::DRAFT_FAULTY];
    routes
        .service(route(__path_list_drafts, list_drafts))
        .service(route(__path_begin_draft, begin_draft).tagged())
        .service(route(__path_read_draft, read_draft).tagged())
        .service(route(__path_write_draft, write_draft).tagged().problems(changes))
        .service(route(__path_check_draft, check_draft).problems(&[codes::FULL]))
        .service(route(__path_weigh_draft, weigh_draft).problems(&[codes::FULL, codes::DRAFT_FAULTY]))
        .service(route(__path_approve_draft, approve_draft).problems(approvals))
        .service(route(__path_withdraw_draft, withdraw_draft).tagged().problems(changes));
}

/// List the drafts of a rulebook, the oldest first.
///
/// Without their texts.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/drafts", tag = "drafts",
    params(("cursor" = Option<String>, Query, description = "`next` of the page before")),
    responses((status = 200, description = "Drafts without their texts", body = Page<DraftView>)),
)]
async fn list_drafts(
    drafter: Drafter,
    context: Data<Context>,
    name: Path<String>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.drafts_shown(&drafter.0, &name, asked.get("cursor"), PAGE).await?))
}

/// Begin a draft of a rulebook.
///
/// Without `files` it begins with the texts that were published last.
#[utoipa::path(
    post, path = "/rulebooks/{rulebook}/drafts", tag = "drafts", request_body = NewVersion,
    responses((status = 201, description = "The draft without its texts; its tag is in `ETag`", body = DraftView)),
)]
async fn begin_draft(
    policy: Policy,
    context: Data<Context>,
    name: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let written = written(&recording.body)?;
    Ok(tagged(context.service.begin_draft(&policy.0, &recording.asked, &name, &written).await?))
}

/// Read a draft with its texts.
///
/// The draft with its texts; its tag is in `ETag`.
#[utoipa::path(
    get, path = "/drafts/{draft}", tag = "drafts",
    responses((status = 200, description = "The draft; its tag is in `ETag`", body = DraftView)),
)]
async fn read_draft(drafter: Drafter, context: Data<Context>, draft: Path<String>) -> Result<HttpResponse, Fault> {
    let (body, version) = context.service.draft_shown(&drafter.0, &draft).await?;
    Ok(with_tag(shown(body), version))
}

/// Write the next version of a draft.
///
/// The versions before are kept.
#[utoipa::path(
    put, path = "/drafts/{draft}", tag = "drafts", request_body = NewVersion,
    params(("If-Match" = String, Header, description = "The tag of the version that it follows", example = "\"1\"")),
    responses((status = 200, description = "The draft without its texts; its tag is in `ETag`", body = DraftView)),
)]
async fn write_draft(
    policy: Policy,
    context: Data<Context>,
    draft: Path<String>,
    rewriting: Rewriting,
) -> Result<HttpResponse, Fault> {
    let written = written(rewriting.body())?;
    Ok(tagged(context.service.write_draft(&policy.0, &rewriting.asked()?, &draft, &written).await?))
}

/// Check a draft and run its scenarios; nothing is recorded.
///
/// Errors and warnings by file and line, and how the scenarios went.
#[utoipa::path(
    post, path = "/drafts/{draft}/check", tag = "drafts",
    responses((status = 200, description = "Everything that was found", body = Check)),
)]
async fn check_draft(
    trying: Trying<Drafter>,
    context: Data<Context>,
    draft: Path<String>,
    Reading(language): Reading,
    body: Body,
) -> Result<HttpResponse, Fault> {
    Fields::of_body(&body.0)?.finish()?;
    let found = context.service.check_draft(&trying.0.0, &draft).await?;
    Ok(shown(service::in_language(found, language).to_string()))
}

/// Rule again under a draft on what was ruled on; nothing is recorded.
///
/// The latest ruling of each case is made again under the draft, and what would change is counted.
#[utoipa::path(
    post, path = "/drafts/{draft}/impact", tag = "drafts",
    responses((status = 200, description = "Counts, and the cases that change", body = Impact)),
)]
async fn weigh_draft(
    trying: Trying<Drafter>,
    context: Data<Context>,
    draft: Path<String>,
    body: Body,
) -> Result<HttpResponse, Fault> {
    Fields::of_body(&body.0)?.finish()?;
    Ok(shown(context.service.impact(&trying.0.0, &draft).await?.to_string()))
}

/// Approve a draft that another person wrote, and publish it.
///
/// A draft of another person is in force from a day on. Rulings that were made do not change.
#[utoipa::path(
    post, path = "/drafts/{draft}/approval", tag = "drafts", request_body = NewApproval,
    responses((status = 201, description = "The publication", body = PublicationView)),
)]
async fn approve_draft(
    publisher: Publisher,
    context: Data<Context>,
    draft: Path<String>,
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
    let mut refusals = fields.finish().err().unwrap_or_default();
    refusals.extend(effective_on.and_then(|it| service::unreasoned(it, &reason, clock::now())));
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let approval = Approval { sha256, effective_on: effective_on.unwrap_or_default(), reason };
    Ok(recorded(context.service.approve_draft(&publisher.0, &recording.asked, &draft, &approval).await?))
}

/// Withdraw a draft.
///
/// It can neither be changed nor approved any more.
#[utoipa::path(
    post, path = "/drafts/{draft}/withdrawal", tag = "drafts", request_body = NewWithdrawal,
    responses((status = 200, description = "The draft without its texts; its tag is in `ETag`", body = DraftView)),
)]
async fn withdraw_draft(
    policy: Policy,
    context: Data<Context>,
    draft: Path<String>,
    recording: Recording,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let reason = fields.text("reason");
    fields.finish()?;
    Ok(tagged(context.service.withdraw_draft(&policy.0, &recording.asked, (&draft, &reason)).await?))
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
