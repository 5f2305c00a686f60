//! `/cases/new` and `/cases/{case}/facts`: a case is begun and its facts are changed, as a draft at any time.
//!
//! Knows nothing of: how a form is made, how facts are recorded.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Answer, Book, CaseRow, Law, ServiceError, as_claimed};
use crate::server::web::case::why_again;
use crate::server::web::form::Form;
use crate::server::web::late::{Since, is_late, told};
use crate::server::web::parts::notice;
use crate::server::web::seen::{Agency, Signed, Viewer};
use crate::server::web::shell::{page, page_of};

use super::choose;
use super::closed;
use super::drafting::{Around, Drafting, Taken, claimed_evidence, given};
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

/// The facts of a case, as the API would read them; while they are open, as its agency may claim them.
pub(super) async fn opened(who: &Signed, context: &Context, case: &str) -> Result<Open, Fault> {
    let (case, snapshot) = context.service.case(&who.actor, case).await?;
    let facts: Value = serde_json::from_str(&snapshot.facts).map_err(|it| ServiceError::Broken(it.to_string()))?;
    if !is_open(&case) {
        return Ok(Open { case, facts });
    }
    // What a verifier had filled in before a return is no part of what the agency claims.
    let book = context.service.book(&who.actor, &case.rulebook).await?;
    let claimed = chosen(&book, "", dated(&book, &facts)).map(|it| as_claimed(it.ready.rulebook(), &facts));
    let facts = claimed.unwrap_or(facts);
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
    let mut filled = Filled::default();
    if super::editions::today() >= law.ready.rulebook().in_force.from && asked.edition.is_empty() {
        filled.set(date_pointer(&book), choose::today_text());
    }
    let notice = choose::others(viewer, (&asked.rulebook, &book), law);
    let drafting = of_new(viewer, &asked.rulebook, (&book, law));
    shown(&context, drafting, StatusCode::OK, move |it| {
        it.page(&filled, &Around { notice: Some(notice), ..Around::default() })
    })
    .await
}

pub(super) async fn begin(agency: Agency, context: Data<Context>, form: Form) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let name = form.get("rulebook").to_owned();
    let book = context.service.book(actor, &name).await?;
    let law = chosen(&book, form.get("edition"), None).ok_or(ServiceError::NotFound)?;
    let drafting = of_new(viewer, &name, (&book, law));
    let asked = form.asked_anew();
    let (drafting, filled, read) = match taken(&context, drafting, Arc::new(form)).await? {
        (drafting, Taken::Read(filled, read)) => (drafting, filled, read),
        (drafting, Taken::Reshaped(filled, row)) => return shown_again(&context, drafting, filled, row).await,
    };
    let (asked, facts) = (asked?, given(&context, &read.facts)?);
    if !read.refusals.is_empty() {
        let others = context.service.refusals_of(actor, &name, &facts).await;
        return refused(&context, drafting, filled, with_others(read.refusals, others, &read.places)).await;
    }
    match context.service.begin(actor, &asked, &name, &facts).await {
        Ok(answer) => Ok(gone_to(&begun(&answer), "case")),
        Err(ServiceError::Refused(all)) => refused(&context, drafting, filled, at_fields(all, &read.places)).await,
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
    let drafting = of_case(viewer, (&book, law), &open.case, open.case.version);
    let events = context.service.history(actor, &case).await?;
    shown(&context, drafting, StatusCode::OK, move |it| {
        let filled = Filled::of_facts(it.law.ready.rulebook(), &open.facts, it.viewer.words);
        let notice = Some(why_again(&it.viewer, &open.case.state, &events));
        it.page(&filled, &Around { notice, ..Around::default() })
    })
    .await
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
        return late(&agency.0, &context, &case, Arc::new(form)).await;
    }
    let form = Arc::new(form);
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, form.get("edition"), dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let seen = form.get("version").parse().unwrap_or(open.case.version);
    let drafting = of_case(viewer, (&book, law), &open.case, seen);
    let asked = form.asked();
    let (drafting, filled, mut read) = match taken(&context, drafting, Arc::clone(&form)).await? {
        (drafting, Taken::Read(filled, read)) => (drafting, filled, read),
        (drafting, Taken::Reshaped(filled, row)) => return shown_again(&context, drafting, filled, row).await,
    };
    let asked = asked?;
    keep_evidence(&mut read.facts, &open.facts, &read.places);
    let facts = given(&context, &read.facts)?;
    if !read.refusals.is_empty() {
        let others = context.service.refusals_of(actor, &open.case.rulebook, &facts).await;
        return refused(&context, drafting, filled, with_others(read.refusals, others, &read.places)).await;
    }
    match context.service.replace_facts(actor, &asked, &case, &facts).await {
        Ok(_) => Ok(gone_to(&case, "facts")),
        Err(ServiceError::Refused(all)) => refused(&context, drafting, filled, at_fields(all, &read.places)).await,
        Err(error) if is_late(&error) => late(&agency.0, &context, &case, form).await,
        Err(other) => Err(other.into()),
    }
}

/// What was sent, read where long work is done.
async fn taken(context: &Context, drafting: Drafting, form: Arc<Form>) -> Result<(Drafting, Taken), Fault> {
    let (drafting, taken) = context
        .service
        .aside(move || {
            let taken = drafting.taken(&form);
            (drafting, taken)
        })
        .await?;
    Ok((drafting, taken?))
}

/// A page, made where long work is done.
async fn shown(
    context: &Context,
    drafting: Drafting,
    status: StatusCode,
    make: impl FnOnce(&Drafting) -> Markup + Send + 'static,
) -> Result<HttpResponse, Fault> {
    let (drafting, body) = context
        .service
        .aside(move || {
            let body = make(&drafting);
            (drafting, body)
        })
        .await?;
    Ok(page_of(status, &drafting.viewer, &drafting.title(), &body))
}

/// A form that came late: once more, beside what is recorded now; or what was typed, if the facts are closed.
async fn late(who: &Signed, context: &Context, case: &str, form: Arc<Form>) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = who;
    let open = opened(who, context, case).await?;
    let events = context.service.history(actor, case).await?;
    let since = Since { events: &events, seen: form.seen(), case_id: &open.case.case_id };
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, form.get("edition"), dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let own = Arc::clone(law);
    let filled = context.service.aside(move || Filled::of_form(own.ready.rulebook(), &form)).await??;
    if !is_open(&open.case) {
        let typed = typed_text((law.ready.rulebook(), viewer.words), &filled);
        return Ok(closed::too_late(viewer, &open.case, since, &typed));
    }
    let drafting = of_case(viewer, (&book, law), &open.case, open.case.version);
    let notice =
        html! { (told(viewer, since)) @if has_evidence_in_rows(&open.facts) { (notice("warn", of_rows(viewer))) } };
    shown(context, drafting, StatusCode::PRECONDITION_FAILED, move |it| {
        let recorded = Filled::of_facts(it.law.ready.rulebook(), &open.facts, it.viewer.words);
        let recorded = Recorded::beside(recorded, &filled);
        it.page(&filled, &Around { notice: Some(notice), recorded: Some(&recorded), ..Around::default() })
    })
    .await
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

pub(super) fn of_case(viewer: &Viewer, (book, law): (&Arc<Book>, &Arc<Law>), case: &CaseRow, version: i64) -> Drafting {
    Drafting { case: Some((case.case_id.clone(), version)), ..of_new(viewer, &case.rulebook, (book, law)) }
}

fn of_new(viewer: &Viewer, name: &str, (book, law): (&Arc<Book>, &Arc<Law>)) -> Drafting {
    let (book, law) = (Arc::clone(book), Arc::clone(law));
    Drafting { viewer: viewer.clone(), name: name.to_owned(), book, law, case: None }
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
async fn shown_again(
    context: &Context,
    drafting: Drafting,
    filled: Filled,
    new_row: String,
) -> Result<HttpResponse, Fault> {
    let said = drafting.viewer.words.say(
        "Formulirnya sudah diperbarui; belum ada yang disimpan.",
        "The form has been renewed; nothing is saved yet.",
    );
    shown(context, drafting, StatusCode::OK, move |it| {
        it.page(&filled, &Around { new_row: &new_row, notice: Some(notice("open", said)), ..Around::default() })
    })
    .await
}

async fn refused(
    context: &Context,
    drafting: Drafting,
    filled: Filled,
    refusals: Vec<Refusal>,
) -> Result<HttpResponse, Fault> {
    shown(context, drafting, StatusCode::UNPROCESSABLE_ENTITY, move |it| {
        it.page(&filled, &Around { refusals: &refusals, ..Around::default() })
    })
    .await
}

fn begun(answer: &Answer) -> String {
    answer.row.location.rsplit('/').next().unwrap_or_default().to_owned()
}
