//! `/cases/{case}/evidence`: what supports which fact, in words and by documents, and the documents of a case.
//!
//! Evidence is a part of the facts: each change of it is recorded as one of the facts. Knows nothing of: how documents are kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::wording::Wording;
use crate::server::http::Context;
use crate::server::http::multipart::File;
use crate::server::http::problem::Fault;
use crate::server::service::{Asked, DocumentRow, Follows, Kind, ServiceError, Upload, accepted_kinds};
use crate::server::web::form::Form;
use crate::server::web::seen::{Agency, Signed};
use crate::server::web::shell::{page, page_of};
use crate::wording;

use super::closed;
use super::drafting::{claimed_evidence, given};
use super::editions::{chosen, dated};
use super::evidence_page::{Entered, Evidences};
use super::facts::{Open, is_open, opened};
use super::form::in_words;
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
    if !is_open(&open.case) {
        return Ok(closed::page(&agency.0.viewer, &open.case));
    }
    let asked = sent.form.asked()?;
    let entered = Entered::of(&sent.form);
    let mut refusals = wrong_with(&entered, sent.file().is_some());
    let mut sha256 = entered.document.clone();
    if refusals.is_empty()
        && let Some(file) = sent.take_file()
    {
        match kept(&agency.0, &context, &asked, file).await {
            Ok(found) => sha256 = found,
            Err(ServiceError::Refused(all)) => refusals = all,
            Err(other) => refusals.push(of_file(&other).ok_or(Fault::Service(other))?),
        }
    }
    if !refusals.is_empty() {
        return shown(&agency.0, &context, &open, &entered, (&refusals, "")).await;
    }
    let mut evidence = claimed_evidence(&open.facts);
    let mut one = Map::new();
    one.insert("status".to_owned(), json!("claimed"));
    for (name, value) in [("reference", &entered.reference), ("sha256", &sha256)] {
        if !value.is_empty() {
            one.insert(name.to_owned(), json!(value));
        }
    }
    evidence.insert(entered.fact.clone(), Value::Object(one));
    recorded(&agency.0, &context, &open, (&asked, evidence, &entered)).await
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
    let asked = form.asked()?;
    let mut evidence = claimed_evidence(&open.facts);
    evidence.remove(form.get("fact"));
    recorded(&agency.0, &context, &open, (&asked, evidence, &Entered::default())).await
}

/// Replaces the evidence of a case, and nothing else of its facts.
async fn recorded(
    who: &Signed,
    context: &Context,
    open: &Open,
    (asked, evidence, entered): (&Asked, Map<String, Value>, &Entered),
) -> Result<HttpResponse, Fault> {
    let mut facts = open.facts.as_object().cloned().unwrap_or_default();
    facts.remove("judgements");
    facts.insert("evidence".to_owned(), Value::Object(evidence));
    match context.service.replace_facts(&who.actor, asked, &open.case.case_id, &given(&facts)).await {
        Ok(_) => {
            let address = format!("/cases/{}/evidence?done=facts", open.case.case_id);
            Ok(HttpResponse::SeeOther().insert_header((LOCATION, address)).finish())
        }
        Err(ServiceError::Refused(all)) => {
            let all: Vec<Refusal> =
                all.into_iter().map(in_words).map(|it| Refusal { pointer: "/fact".to_owned(), ..it }).collect();
            shown(who, context, open, entered, (&all, "")).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(
    who: &Signed,
    context: &Context,
    open: &Open,
    entered: &Entered,
    (refusals, done): (&[Refusal], &str),
) -> Result<HttpResponse, Fault> {
    let viewer = &who.viewer;
    let book = context.service.book(&who.actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let documents = named(who, context, open).await?;
    let largest = context.documents.largest_bytes;
    let evidences = Evidences {
        viewer,
        rulebook: law.ready.rulebook(),
        case: &open.case,
        facts: &open.facts,
        documents: &documents,
        largest: i64::from(largest),
        refusals,
        done,
    };
    let title = viewer.words.say("Bukti", "Evidence");
    let body = evidences.page(entered);
    Ok(if refusals.is_empty() {
        page(viewer, title, &body)
    } else {
        page_of(StatusCode::UNPROCESSABLE_ENTITY, viewer, title, &body)
    })
}

/// The documents that the evidence of a case names.
async fn named(who: &Signed, context: &Context, open: &Open) -> Result<Vec<DocumentRow>, Fault> {
    let evidence = open.facts.get("evidence").and_then(Value::as_object);
    let hashes = evidence.into_iter().flatten().filter_map(|it| it.1.get("sha256")?.as_str().map(str::to_owned));
    let hashes: BTreeSet<String> = hashes.collect();
    Ok(context.service.documents_of(&who.actor, &open.case.agency_id, &hashes).await?)
}

/// Keeps a document under a key of its own; its hash.
async fn kept(who: &Signed, context: &Context, asked: &Asked, file: File) -> Result<String, ServiceError> {
    let said = Kind::of(&file.media_type).or_else(|| Kind::of_name(&file.name));
    let Some(kind) = said else { return Err(ServiceError::Refused(vec![wrong_kind()])) };
    let asked = Asked { key: format!("{}-document", asked.key), follows: Follows::Any, ..asked.clone() };
    let upload = Upload { kind, name: file.name, case_id: None, content: Arc::new(file.bytes) };
    let answer = context.service.keep_document(&who.actor, &asked, &upload).await?;
    Ok(answer.row.location.rsplit('/').next().unwrap_or_default().to_owned())
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

/// What is wrong with a file, said to whoever sent it.
fn of_file(error: &ServiceError) -> Option<Refusal> {
    let message = match error {
        ServiceError::EmptyDocument => wording!("berkas ini kosong", "this file is empty"),
        ServiceError::NotAsClaimed { .. } => wording!(
            "isi berkas ini tidak sesuai dengan jenisnya: simpan ulang sebagai PDF, lalu unggah lagi",
            "what this file holds is not of its kind: save it as PDF, then send it again"
        ),
        _ => return None,
    };
    Some(refusal("/file", message))
}

fn wrong_kind() -> Refusal {
    let kinds = accepted_kinds().len();
    let message = wording!(
        "jenis berkas ini tidak diterima; yang diterima {kinds} jenis: PDF, PNG, JPEG, teks, XLSX, DOCX",
        "this kind of file is not taken; {kinds} kinds are: PDF, PNG, JPEG, text, XLSX, DOCX"
    );
    refusal("/file", message)
}

pub(super) fn refusal(pointer: &str, message: Wording) -> Refusal {
    Refusal { pointer: pointer.to_owned(), code: "S0102", message, expected: Wording::default() }
}
