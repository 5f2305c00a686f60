//! `/rulings`: what the engine said, its reasons, and what reviewers said of it.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderValue, VARY};
use actix_web::web::{Data, Path};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::engine::value::date;
use crate::engine::wording::Language;
use crate::server::clock;
use crate::server::service::{self, CaseView, Changes, Page, Receipt, ReplayView, ReviewView, RulingView};
use crate::wording;

use super::describe::route;
use super::extract::{Anyone, Body, Official, Parameters, Reader, Reading, Reviewer, Shape, Trying};
use super::fields::Fields;
use super::if_match::{Stepping, tagged};
use super::problem::{Fault, codes};
use super::{Context, recorded, said, shown};

/// A case to try out.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct Trial {
    /// The name of the rulebook.
    #[schema(example = "exemption", min_length = 1)]
    rulebook: String,
    /// The facts; what is left out is not known.
    #[schema(value_type = Object)]
    case: Value,
    /// The date that selects the edition, in place of the one in the facts.
    #[schema(format = "date")]
    as_of: Option<String>,
    /// The name of a decision; without it the first one of the edition.
    decision: Option<String>,
}

/// What would be ruled.
#[derive(ToSchema)]
#[schema(as = Preview)]
#[expect(dead_code, reason = "it describes an answer that is put together from bytes")]
struct Outlook {
    /// Always `true`: this is no ruling.
    preview: bool,
    /// As a ruling has it; a list of them for a decision on every element of a list.
    #[schema(schema_with = service::document_schema)]
    document: Value,
    /// What could change the outcome; `null` if nothing is decided, or the case is too large to try.
    #[schema(required)]
    changes: Option<Changes>,
}

/// What is to be ruled.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct Question {
    /// The name of a decision; without it the first one of the edition.
    decision: Option<String>,
}

/// What a reviewer says of a ruling.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct NewReview {
    /// `confirmed` or `remanded`.
    #[schema(pattern = "^(confirmed|remanded)$")]
    verdict: String,
    /// In words; for a remand, the finding.
    #[schema(max_length = 10_000, min_length = 1)]
    reason: String,
}

pub(super) fn configure(routes: &mut ServiceConfig) {
    let review_problems = &[codes::ILLEGAL_STEP, codes::SUPERSEDED, codes::SAME_PERSON, codes::NOT_CONFIRMABLE];
    routes
        .service(route(__path_preview_ruling, preview_ruling).problems(&[codes::NO_SUCH_RULEBOOK]).alone())
        .service(route(__path_pre_check, pre_check))
        .service(route(__path_read_receipt, read_receipt))
        .service(route(__path_rule, rule).problems(&[codes::ILLEGAL_STEP, codes::SAME_PERSON]))
        .service(route(__path_read_ruling, read_ruling))
        .service(route(__path_read_explanation, read_explanation).problems(&[codes::NOT_ACCEPTABLE]))
        .service(route(__path_replay, replay).problems(&[codes::FULL]))
        .service(route(__path_list_reviews, list_reviews))
        .service(route(__path_review, review).problems(review_problems).tagged());
}

/// Try out a case; nothing is recorded.
///
/// What the ruling would be, and what is missing. It is no ruling.
#[utoipa::path(
    post, path = "/rulings/preview", tag = "rulings", request_body = Trial,
    responses((status = 200, description = "What the ruling would be", body = Outlook)),
)]
async fn preview_ruling(trying: Trying<Anyone>, context: Data<Context>, body: Body) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&body.0)?;
    let rulebook = fields.text("rulebook");
    let decision = fields.optional_text("decision");
    let as_of = fields.optional_text("as_of");
    let day = as_of.as_deref().and_then(date::parse);
    if as_of.is_some() && day.is_none() {
        fields.refuse("as_of", wording!("harus tanggal, YYYY-MM-DD", "must be a date, YYYY-MM-DD"));
    }
    let case = fields.required_raw("case");
    let (case, asked) = (case.get().as_bytes(), (rulebook.as_str(), decision.as_deref()));
    if let Err(refusals) = fields.finish() {
        // Where the date cannot be read, any day tells what else is wrong.
        let day = day.or_else(|| as_of.is_some().then(|| clock::jakarta_day(clock::now())));
        let others = context.service.refusals_of_trial(&trying.0.0, asked, case, day).await;
        return Err(service::with_others(refusals, others).into());
    }
    Ok(previewed(&context.service.preview(&trying.0.0, asked, case, day).await?))
}

/// Try out a case as it stands now; nothing is recorded.
///
/// What the ruling would be, what is missing, and what could change it.
#[utoipa::path(
    get, path = "/cases/{case}/pre-check", tag = "rulings",
    params(("decision" = Option<String>, Query, description = "The name of a decision; without it the first one of the edition")),
    responses((status = 200, description = "What the ruling would be", body = Outlook)),
)]
async fn pre_check(
    trying: Trying<Reader>,
    context: Data<Context>,
    case: Path<String>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let decision = Some(asked.get("decision")).filter(|it| !it.is_empty());
    Ok(previewed(&context.service.pre_check(&trying.0.0, &case, decision).await?))
}

/// It must not be taken for a ruling: it has no identity, and says what it is.
fn previewed(preview: &service::Preview) -> HttpResponse {
    let service::Preview { document, changes } = preview;
    shown(format!("{{\"preview\":true,\"document\":{document},\"changes\":{changes}}}"))
}

/// Read the receipt of a ruling.
///
/// The leaf of the log, the keys that open its parts, and what is in them, so that anyone can check the ruling without this
/// service.
#[utoipa::path(
    get, path = "/rulings/{ruling}/receipt", tag = "rulings",
    responses((status = 200, description = "The receipt; `docs/receipt.md` tells how to check it", body = Receipt)),
)]
async fn read_receipt(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.receipt(&reader.0, &ruling).await?))
}

/// Have the engine rule on a verified case.
///
/// The engine rules on the facts as they stand, under the edition in force on the date of the case.
#[utoipa::path(
    post, path = "/cases/{case}/ruling", tag = "rulings", request_body = Question,
    responses((status = 201, description = "The ruling, whatever its outcome", body = RulingView)),
)]
async fn rule(
    official: Official,
    context: Data<Context>,
    case: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let decision = fields.optional_text("decision");
    fields.finish()?;
    Ok(recorded(context.service.rule(&official.0, &recording.asked, &case, decision.as_deref()).await?))
}

/// Read a ruling.
///
/// The ruling with its document, exactly as it was recorded.
#[utoipa::path(
    get, path = "/rulings/{ruling}", tag = "rulings",
    responses((status = 200, description = "The ruling", body = RulingView)),
)]
async fn read_ruling(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(service::ruling_view(&context.service.ruling(&reader.0, &ruling).await?)?))
}

/// Read the reasons of a ruling in one language.
///
/// The document as JSON, or sentences with `Accept: text/plain`.
#[utoipa::path(
    get, path = "/rulings/{ruling}/explanation", tag = "rulings",
    params(("language" = Option<String>, Query, description = "`id` or `en`; without it the first of `Accept-Language`",
        pattern = "^(id|en)$", example = "id")),
    responses((status = 200, description = "The ruling document with each pair of wordings as one text; or sentences", content(
        (Value = "application/json"),
        (String = "text/plain"),
    ))),
)]
async fn read_explanation(
    reader: Reader,
    context: Data<Context>,
    ruling: Path<String>,
    asked: Parameters,
    Reading(language): Reading,
    shape: Shape,
) -> Result<HttpResponse, Fault> {
    let language = asked_language(&asked, language)?;
    let ruling = context.service.ruling(&reader.0, &ruling).await?;
    let mut answer = match shape {
        Shape::Json => shown(service::localised(&ruling.document, language)?),
        Shape::Text => said(context.service.prose(&reader.0, &ruling, language).await?),
    };
    answer.headers_mut().insert(VARY, HeaderValue::from_static("accept, accept-language"));
    Ok(answer)
}

/// The language that is asked for, else that of the reader.
pub(super) fn asked_language(asked: &Parameters, otherwise: Language) -> Result<Language, Fault> {
    match asked.get("language") {
        "en" => Ok(Language::English),
        "id" => Ok(Language::Indonesian),
        "" => Ok(otherwise),
        _ => Err(refused_language()),
    }
}

fn refused_language() -> Fault {
    let mut fields = Fields::none();
    fields.refuse("language", wording!("harus `id` atau `en`", "must be `id` or `en`"));
    fields.finish().err().unwrap_or_default().into()
}

/// Make a ruling again from what was kept, and compare.
///
/// The ruling is made again from the facts and the rules that were kept with it and compared byte for byte; what was
/// published since does not count.
#[utoipa::path(
    get, path = "/rulings/{ruling}/replay", tag = "rulings",
    responses((status = 200, description = "Whether the same bytes came out, and where they differ", body = ReplayView)),
)]
async fn replay(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.replay(&reader.0, &ruling).await?))
}

/// List what reviewers said of a ruling.
///
/// Each with its verdict, who gave it, and why.
#[utoipa::path(
    get, path = "/rulings/{ruling}/reviews", tag = "rulings",
    responses((status = 200, description = "The reviews", body = Page<ReviewView>)),
)]
async fn list_reviews(reader: Reader, context: Data<Context>, ruling: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(service::review_list(&context.service.reviews(&reader.0, &ruling).await?)?))
}

/// Confirm a ruling, or send it back with a finding.
///
/// Whoever verified the case does not review it.
#[utoipa::path(
    post, path = "/rulings/{ruling}/reviews", tag = "rulings", request_body = NewReview,
    responses((status = 201, description = "The case after the review", body = CaseView)),
)]
async fn review(
    reviewer: Reviewer,
    context: Data<Context>,
    ruling: Path<String>,
    Stepping(recording): Stepping,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let verdict = fields.word("verdict", &["confirmed", "remanded"]);
    let reason = fields.text("reason");
    fields.finish()?;
    let said = (verdict == "confirmed", reason.as_str());
    Ok(tagged(context.service.review(&reviewer.0, &recording.asked, &ruling, said).await?))
}
