//! `/cases/{case}/evidence`: what supports which fact, in words and by documents, and the documents of a case.
//!
//! Evidence is a part of the facts: each change of it is recorded as one of the facts. Knows nothing of: how documents are kept.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::wire::hash::sha256_hex;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{DocumentRow, ServiceError};
use crate::server::web::documents::keep;
use crate::server::web::form::{Form, refusal};
use crate::server::web::late::{Since, is_late, not_kept, to_choose_again, told};
use crate::server::web::seen::{Agency, Signed};
use crate::server::web::shell::page_of;
use crate::wording;

use super::closed;
use super::drafting::{claimed_evidence, given};
use super::editions::{chosen, dated};
use super::evidence_choices::{Choices, Within, name};
use super::evidence_page::{Entered, Evidences};
use super::facts::{Open, is_open, opened};
use super::form::{called, in_words};
use crate::server::web::sent::Sent;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    /// The fact to which evidence is to be added.
    fact: String,
    done: String,
}

pub(super) async fn show(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    chosen: Query<Chosen>,
) -> Result<HttpResponse, Fault> {
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return Ok(closed::page(&agency.0.viewer, &open.case));
    }
    let entered = Entered { fact: chosen.fact.clone(), ..Entered::default() };
    shown(&agency.0, &context, &open, &entered, (&[], &chosen.done)).await
}

pub(super) async fn add(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    mut sent: Sent,
) -> Result<HttpResponse, Fault> {
    let open = opened(&agency.0, &context, &case).await?;
    let asked = sent.form.asked()?;
    let file = sent.file().map(|it| it.name.clone()).unwrap_or_default();
    let mut entered = Entered { file, ..Entered::of(&sent.form) };
    if !is_open(&open.case) {
        return late(&agency.0, &context, &open, (sent.form.seen(), &entered)).await;
    }
    if looks_for(&sent.form, &entered) {
        return looked_for(&agency.0, &context, &open, (&sent.form, entered)).await;
    }
    if sent.form.seen() != open.case.version {
        return behind(&agency.0, &context, &open, (&sent, entered)).await;
    }
    let mut refusals = wrong_with(&entered, sent.file().is_some());
    entered.file.clear();
    // What was sent is kept, so that a form that comes back still has it.
    if let Some(file) = sent.take_file() {
        match keep(&agency.0, &context, (&asked, None), (file, "/file")).await? {
            Ok(attached) => entered.document = attached.sha256,
            Err(refusal) => refusals.push(refusal),
        }
    }
    let mut evidence = claimed_evidence(&open.facts);
    let one = claimed(&entered);
    if is_replaced(evidence.get(&entered.fact), &one) && sent.form.get("replace") != entered.fact {
        refusals.push(to_be_replaced());
    }
    if !refusals.is_empty() {
        return shown(&agency.0, &context, &open, &entered, (&refusals, "")).await;
    }
    evidence.insert(entered.fact.clone(), one);
    recorded(&agency.0, &context, &open, (&sent.form, evidence, &entered)).await
}

fn to_be_replaced() -> Refusal {
    let message = wording!("centang bila bukti yang ada memang diganti", "tick this if the evidence is to be replaced");
    refusal("/replace", message)
}

/// Whether the form asks for an entry that its choice does not hold, and is not to be saved: also where its number was typed and
/// another button was pressed, for the evidence would be of something else.
fn looks_for(form: &Form, entered: &Entered) -> bool {
    form.has("find") || (!entered.within.entry.is_empty() && entered.within.path().as_ref() != Some(&entered.fact))
}

/// The same form with the entry that was looked for, and with everything else as it was typed. Numbers of entries are those that its
/// reader saw: where the case has changed since, that is said first.
async fn looked_for(
    who: &Signed,
    context: &Context,
    open: &Open,
    (form, mut entered): (&Form, Entered),
) -> Result<HttpResponse, Fault> {
    if form.seen() != open.case.version {
        return late(who, context, open, (form.seen(), &entered)).await;
    }
    let book = context.service.book(&who.actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let choices = Choices::of(law.ready.rulebook(), &open.facts, "");
    let refusals = match entered.within.path().filter(|it| choices.finds(&open.facts, it)) {
        Some(found) => {
            entered.fact = found;
            entered.within = Within::default();
            if form.has("find") { Vec::new() } else { vec![found_not_saved()] }
        }
        None => vec![no_such_entry()],
    };
    shown(who, context, open, &entered, (&refusals, "")).await
}

fn found_not_saved() -> Refusal {
    let message = wording!(
        "sekarang data menurut nomor yang Anda ketik yang dipilih: periksa, lalu simpan",
        "the fact by the number that you typed is chosen now: check it, then save"
    );
    refusal("/fact", message)
}

fn no_such_entry() -> Refusal {
    refusal(
        "/entry",
        wording!("daftar ini tidak mempunyai isian dengan nomor itu", "this list has no entry with that number"),
    )
}

/// A form about facts that have changed since, unless it was recorded before: its file is not kept.
async fn behind(
    who: &Signed,
    context: &Context,
    open: &Open,
    (sent, entered): (&Sent, Entered),
) -> Result<HttpResponse, Fault> {
    let file = sent.file();
    let document = file.map_or_else(|| entered.document.clone(), |it| sha256_hex(&it.bytes));
    let mut evidence = claimed_evidence(&open.facts);
    evidence.insert(entered.fact.clone(), claimed(&Entered { document, ..entered.clone() }));
    recorded(who, context, open, (&sent.form, evidence, &entered)).await
}

pub(super) async fn remove(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return Ok(closed::page(&agency.0.viewer, &open.case));
    }
    let mut evidence = claimed_evidence(&open.facts);
    evidence.remove(form.get("fact"));
    recorded(&agency.0, &context, &open, (&form, evidence, &Entered::default())).await
}

/// Replaces the evidence of a case, and nothing else of its facts.
async fn recorded(
    who: &Signed,
    context: &Context,
    open: &Open,
    (form, evidence, entered): (&Form, Map<String, Value>, &Entered),
) -> Result<HttpResponse, Fault> {
    let mut facts = open.facts.as_object().cloned().unwrap_or_default();
    facts.remove("judgements");
    facts.insert("evidence".to_owned(), Value::Object(evidence));
    let facts = given(context, &facts)?;
    match context.service.replace_facts(&who.actor, &form.asked()?, &open.case.case_id, &facts).await {
        Ok(_) => {
            let address = format!("/cases/{}/evidence?done=facts", open.case.case_id);
            Ok(HttpResponse::SeeOther().insert_header((LOCATION, address)).finish())
        }
        Err(ServiceError::Refused(all)) => {
            let all: Vec<Refusal> =
                all.into_iter().map(in_words).map(|it| Refusal { pointer: "/fact".to_owned(), ..it }).collect();
            shown(who, context, open, entered, (&all, "")).await
        }
        Err(error) if is_late(&error) => late(who, context, open, (form.seen(), entered)).await,
        Err(other) => Err(other.into()),
    }
}

/// A form that came late: once more with all that was entered, if the facts are still open.
async fn late(
    who: &Signed,
    context: &Context,
    before: &Open,
    (seen, entered): (i64, &Entered),
) -> Result<HttpResponse, Fault> {
    let viewer = &who.viewer;
    let open = opened(who, context, &before.case.case_id).await?;
    let events = context.service.history(&who.actor, &open.case.case_id).await?;
    let since = Since { events: &events, seen, case_id: &open.case.case_id };
    if !is_open(&open.case) {
        let typed = typed_text(who, context, &open, entered).await?;
        return Ok(closed::too_late(viewer, &open.case, since, &typed));
    }
    let body = html! { (told(viewer, since)) (to_choose_again(viewer, &entered.file)) (evidences(who, context, &open, entered, (&[], "")).await?) };
    let title = viewer.words.say("Bukti", "Evidence");
    Ok(page_of(StatusCode::PRECONDITION_FAILED, viewer, title, &body))
}

/// All that was chosen and typed, to be copied.
async fn typed_text(
    who: &Signed,
    context: &Context,
    open: &Open,
    entered: &Entered,
) -> Result<Vec<(String, String)>, Fault> {
    let words = who.viewer.words;
    let book = context.service.book(&who.actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let documents = named(who, context, open, &entered.document).await?;
    let document = documents.into_iter().find(|it| it.sha256 == entered.document).map(|it| it.name);
    let fact =
        if entered.fact.is_empty() { String::new() } else { called(law.ready.rulebook(), &entered.fact, words.0) };
    let list = Some(&entered.within).filter(|it| !it.entry.is_empty());
    let list = list.map(|it| name(words, law.ready.rulebook(), &open.facts, &it.list)).unwrap_or_default();
    Ok(vec![
        (words.say("Untuk data", "For the fact").to_owned(), fact),
        (words.say("Rujukan", "Reference").to_owned(), entered.reference.clone()),
        (words.say("Daftar", "List").to_owned(), list),
        (words.say("Nomor isian", "Number of the entry").to_owned(), entered.within.entry.clone()),
        (
            words.say("Dokumen (sudah ada di layanan)", "Document (the service has it)").to_owned(),
            document.unwrap_or_default(),
        ),
        (not_kept(words).to_owned(), entered.file.clone()),
    ])
}

/// What was entered, as evidence that an agency claims.
fn claimed(entered: &Entered) -> Value {
    let mut evidence = Map::new();
    evidence.insert("status".to_owned(), json!("claimed"));
    for (name, value) in [("reference", &entered.reference), ("sha256", &entered.document)] {
        if !value.is_empty() {
            evidence.insert(name.to_owned(), json!(value));
        }
    }
    Value::Object(evidence)
}

/// Whether evidence that says something would be lost.
fn is_replaced(before: Option<&Value>, after: &Value) -> bool {
    let says = |it: &Value| ["reference", "sha256"].iter().any(|name| it.get(*name).is_some());
    before.is_some_and(|it| says(it) && it != after)
}

async fn shown(
    who: &Signed,
    context: &Context,
    open: &Open,
    entered: &Entered,
    (refusals, done): (&[Refusal], &str),
) -> Result<HttpResponse, Fault> {
    let title = who.viewer.words.say("Bukti", "Evidence");
    let body = html! {
        (to_choose_again(&who.viewer, &entered.file))
        (evidences(who, context, open, entered, (refusals, done)).await?)
    };
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page_of(status, &who.viewer, title, &body))
}

async fn evidences(
    who: &Signed,
    context: &Context,
    open: &Open,
    entered: &Entered,
    (refusals, done): (&[Refusal], &str),
) -> Result<Markup, Fault> {
    let viewer = &who.viewer;
    let book = context.service.book(&who.actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let documents = named(who, context, open, &entered.document).await?;
    let evidences = Evidences {
        viewer,
        rulebook: law.ready.rulebook(),
        case: &open.case,
        facts: &open.facts,
        documents: &documents,
        largest: context.documents.largest_bytes,
        refusals,
        done,
    };
    Ok(evidences.page(entered))
}

/// The documents that the evidence of a case names, and the one that was sent just now.
async fn named(who: &Signed, context: &Context, open: &Open, sent: &str) -> Result<Vec<DocumentRow>, Fault> {
    let evidence = open.facts.get("evidence").and_then(Value::as_object);
    let hashes = evidence.into_iter().flatten().filter_map(|it| it.1.get("sha256")?.as_str().map(str::to_owned));
    let mut hashes: BTreeSet<String> = hashes.collect();
    if !sent.is_empty() {
        hashes.insert(sent.to_owned());
    }
    Ok(context.service.documents_of(&who.actor, &open.case.agency_id, &hashes).await?)
}

fn wrong_with(entered: &Entered, has_file: bool) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if entered.fact.is_empty() {
        refusals.push(refusal(
            "/fact",
            wording!("pilih data yang didukung bukti ini", "choose what this evidence supports"),
        ));
    }
    if entered.reference.is_empty() && entered.document.is_empty() && !has_file {
        refusals.push(refusal(
            "/reference",
            wording!("tuliskan rujukannya, atau pilih dokumennya", "write a reference, or choose a document"),
        ));
    }
    refusals
}
