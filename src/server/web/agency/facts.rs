//! `/cases/new` and `/cases/{case}/facts`: a case is begun and its facts are changed, as a draft at any time.
//!
//! Knows nothing of: how a form is made, how facts are recorded.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use maud::html;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Answer, Book, CaseRow, Law, ServiceError};
use crate::server::web::form::Form;
use crate::server::web::late::{Since, is_late, told};
use crate::server::web::parts::notice;
use crate::server::web::seen::{Agency, Signed, Viewer};
use crate::server::web::shell::{page, page_of};

use super::choose;
use super::closed;
use super::drafting::{Around, Drafting, claimed_evidence, given};
use super::editions::{chosen, date_pointer, dated};
use super::form::{Filled, Recorded, at_fields, typed_text};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    rulebook: String,
    edition: String,
}

/// A case whose facts can be changed, with its facts.
pub(super) struct Open {
    pub(super) case: CaseRow,
    pub(super) facts: Value,
}

/// The facts of a case, as the API would read them.
pub(super) async fn opened(who: &Signed, context: &Context, case: &str) -> Result<Open, Fault> {
    let (case, snapshot) = context.service.case(&who.actor, case).await?;
    let facts = serde_json::from_str(&snapshot.facts).map_err(|it| ServiceError::Broken(it.to_string()))?;
    Ok(Open { case, facts })
}

/// Whether the agency may change the facts now.
pub(super) fn is_open(case: &CaseRow) -> bool {
    matches!(case.state.as_str(), "draft" | "returned")
}

pub(super) async fn new(agency: Agency, context: Data<Context>, asked: Query<Asked>) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let words = viewer.words;
    if asked.rulebook.is_empty() {
        let books = context.service.published_books(actor).await?;
        return Ok(page(viewer, words.say("Kasus baru", "New case"), &choose::choosing(viewer, &books)));
    }
    let book = context.service.book(actor, &asked.rulebook).await?;
    let law = chosen(&book, &asked.edition, None).ok_or(ServiceError::NotFound)?;
    let drafting = Drafting { viewer, name: &asked.rulebook, book: &book, law, case: None };
    let mut filled = Filled::default();
    if super::editions::today() >= law.ready.rulebook().in_force.from && asked.edition.is_empty() {
        filled.set(date_pointer(&book), choose::today_text());
    }
    let notice = choose::others(viewer, (&asked.rulebook, &book), law);
    let around = Around { notice: Some(notice), ..Around::default() };
    Ok(page(viewer, &drafting.title(), &drafting.page(&filled, &around)))
}

pub(super) async fn begin(agency: Agency, context: Data<Context>, form: Form) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let name = form.get("rulebook").to_owned();
    let book = context.service.book(actor, &name).await?;
    let law = chosen(&book, form.get("edition"), None).ok_or(ServiceError::NotFound)?;
    let drafting = Drafting { viewer, name: &name, book: &book, law, case: None };
    let mut filled = Filled::of_form(&form);
    if let Some(row) = filled.reshaped(&form) {
        return Ok(shown_again(&drafting, &filled, &row));
    }
    let asked = form.asked()?;
    let read = drafting.read(&filled);
    let facts = given(&read.facts);
    if !read.refusals.is_empty() {
        let others = context.service.refusals_of(actor, &name, &facts).await;
        return Ok(refused(&drafting, &filled, &with_others(read.refusals, others, &read.places)));
    }
    match context.service.begin(actor, &asked, &name, &facts).await {
        Ok(answer) => Ok(gone_to(&begun(&answer), "case")),
        Err(ServiceError::Refused(all)) => Ok(refused(&drafting, &filled, &at_fields(all, &read.places))),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn edit(agency: Agency, context: Data<Context>, case: Path<String>) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return Ok(closed::page(viewer, &open.case));
    }
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let filled = Filled::of_facts(law.ready.rulebook(), &open.facts, viewer.words);
    let drafting = of_case(viewer, (&book, law), &open.case, open.case.version);
    Ok(page(viewer, &drafting.title(), &drafting.page(&filled, &Around::default())))
}

pub(super) async fn change(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return late(&agency.0, &context, &case, &form).await;
    }
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, form.get("edition"), dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let seen = form.get("version").parse().unwrap_or(open.case.version);
    let drafting = of_case(viewer, (&book, law), &open.case, seen);
    let mut filled = Filled::of_form(&form);
    if let Some(row) = filled.reshaped(&form) {
        return Ok(shown_again(&drafting, &filled, &row));
    }
    let asked = form.asked()?;
    let mut read = drafting.read(&filled);
    keep_evidence(&mut read.facts, &open.facts, &read.places);
    let facts = given(&read.facts);
    if !read.refusals.is_empty() {
        let others = context.service.refusals_of(actor, &open.case.rulebook, &facts).await;
        return Ok(refused(&drafting, &filled, &with_others(read.refusals, others, &read.places)));
    }
    match context.service.replace_facts(actor, &asked, &case, &facts).await {
        Ok(_) => Ok(gone_to(&case, "facts")),
        Err(ServiceError::Refused(all)) => Ok(refused(&drafting, &filled, &at_fields(all, &read.places))),
        Err(error) if is_late(&error) => late(&agency.0, &context, &case, &form).await,
        Err(other) => Err(other.into()),
    }
}

/// A form that came late: once more, beside what is recorded now; or what was typed, if the facts are closed.
async fn late(who: &Signed, context: &Context, case: &str, form: &Form) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = who;
    let open = opened(who, context, case).await?;
    let events = context.service.history(actor, case).await?;
    let since = Since { events: &events, seen: form.seen(), case_id: &open.case.case_id };
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, form.get("edition"), dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let (rulebook, filled) = (law.ready.rulebook(), Filled::of_form(form));
    if !is_open(&open.case) {
        return Ok(closed::too_late(viewer, &open.case, since, &typed_text((rulebook, viewer.words), &filled)));
    }
    let recorded = Recorded::beside(Filled::of_facts(rulebook, &open.facts, viewer.words), &filled);
    let drafting = of_case(viewer, (&book, law), &open.case, open.case.version);
    let notice =
        html! { (told(viewer, since)) @if has_evidence_in_rows(&open.facts) { (notice("warn", of_rows(viewer))) } };
    let around = Around { notice: Some(notice), recorded: Some(&recorded), ..Around::default() };
    let body = drafting.page(&filled, &around);
    Ok(page_of(StatusCode::PRECONDITION_FAILED, viewer, &drafting.title(), &body))
}

/// Evidence of a row goes by its number, and the rows of the form may be others than those that are recorded now.
fn has_evidence_in_rows(facts: &Value) -> bool {
    let is_number = |step: &str| !step.is_empty() && step.bytes().all(|it| it.is_ascii_digit());
    claimed_evidence(facts).keys().any(|it| it.split('/').any(is_number))
}

fn of_rows(viewer: &Viewer) -> &'static str {
    viewer.words.say(
        "Ada bukti untuk baris daftar tertentu. Bukti mengikuti nomor barisnya: setelah menyimpan, periksa halaman Bukti.",
        "There is evidence of single rows of a list. Evidence goes by the number of its row: look at the page Evidence once you saved.",
    )
}

pub(super) fn of_case<'a>(
    viewer: &'a Viewer,
    (book, law): (&'a Book, &'a Law),
    case: &'a CaseRow,
    version: i64,
) -> Drafting<'a> {
    Drafting { viewer, name: &case.rulebook, book, law, case: Some((&case.case_id, version)) }
}

/// The evidence of what is still there stays with it, whatever became of the rows around; that of rows that are gone goes too.
pub(super) fn keep_evidence(facts: &mut Map<String, Value>, before: &Value, places: &BTreeMap<String, String>) {
    let now: BTreeMap<&String, &String> = places.iter().map(|(fact, form)| (form, fact)).collect();
    let kept = claimed_evidence(before).into_iter();
    let kept: Map<String, Value> =
        kept.filter_map(|(it, evidence)| Some(((*now.get(&it)?).clone(), evidence))).collect();
    if !kept.is_empty() {
        facts.insert("evidence".to_owned(), Value::Object(kept));
    }
}

/// What the service refuses as well, unless its place is told already.
pub(super) fn with_others(
    mut own: Vec<Refusal>,
    others: Vec<Refusal>,
    places: &BTreeMap<String, String>,
) -> Vec<Refusal> {
    for it in at_fields(others, places) {
        if !own.iter().any(|told| told.pointer == it.pointer) {
            own.push(it);
        }
    }
    own
}

/// On to a page of the case, with what was done.
pub(super) fn gone_to(case: &str, step: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, format!("/cases/{case}?done={step}"))).finish()
}

/// The form once more, in another shape; nothing was recorded.
fn shown_again(drafting: &Drafting<'_>, filled: &Filled, new_row: &str) -> HttpResponse {
    let words = drafting.viewer.words;
    let said = words.say(
        "Formulirnya sudah diperbarui; belum ada yang disimpan.",
        "The form has been renewed; nothing is saved yet.",
    );
    let around = Around { new_row, notice: Some(notice("open", said)), ..Around::default() };
    page(drafting.viewer, &drafting.title(), &drafting.page(filled, &around))
}

fn refused(drafting: &Drafting<'_>, filled: &Filled, refusals: &[Refusal]) -> HttpResponse {
    let around = Around { refusals, ..Around::default() };
    let body = drafting.page(filled, &around);
    page_of(StatusCode::UNPROCESSABLE_ENTITY, drafting.viewer, &drafting.title(), &body)
}

fn begun(answer: &Answer) -> String {
    answer.row.location.rsplit('/').next().unwrap_or_default().to_owned()
}
