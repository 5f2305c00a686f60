//! `/cases/{case}/plan`: tables of a case from a spreadsheet. What was read is shown, with all that is wrong, before it takes the
//! place of anything: it is the form of the facts, to be saved or not.
//!
//! Knows nothing of: how a spreadsheet is read, how facts are recorded.

mod archive;
mod columns;
mod filling;
mod keeping;
mod page;
mod sheets;
mod template;
mod troubles;

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::engine::wording::Wording;
use crate::server::http::Context;
use crate::server::http::attachment::to_save;
use crate::server::http::multipart::File;
use crate::server::http::problem::Fault;
use crate::server::service::{Kind, ServiceError};
use crate::server::web::seen::{Agency, Signed};
use crate::server::web::shell::{Made, made_aside, page, page_of};
use crate::wording;

use super::closed;
use super::drafting::{Around, Drafting, given};
use super::editions::{chosen, dated};
use super::facts::{Open, is_open, keep_evidence, of_case, opened, with_others};
use super::form::{Filled, Read};
use crate::server::web::sent::Sent;

/// The media type of a spreadsheet.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Something that is wrong with a spreadsheet: the sheet, the cell (both may be empty), and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Trouble {
    sheet: String,
    cell: String,
    message: Wording,
}

impl Trouble {
    fn of_file(message: Wording) -> Self {
        Self { sheet: String::new(), cell: String::new(), message }
    }
}

pub(super) async fn ask(agency: Agency, context: Data<Context>, case: Path<String>) -> Result<HttpResponse, Fault> {
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return Ok(closed::page(&agency.0.viewer, &open.case));
    }
    asking(&agency.0, &context, &open, &[]).await
}

pub(super) async fn template(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let open = opened(&agency.0, &context, &case).await?;
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let (name, law, words) =
        (format!("{}-{}.xlsx", open.case.rulebook, law.row.edition), Arc::clone(law), viewer.words);
    let make = move || {
        let rulebook = law.ready.rulebook();
        template::workbook(rulebook, &Filled::of_facts(rulebook, &open.facts, words), words)
    };
    Ok(to_save(XLSX.to_owned(), name, context.service.aside(make).await?))
}

pub(super) async fn preview(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    mut sent: Sent,
) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &agency.0;
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return Ok(closed::page(viewer, &open.case));
    }
    let Some(file) = sent.take_file() else {
        let message = wording!("pilih berkasnya dahulu", "choose the file first");
        return asking(&agency.0, &context, &open, &[Trouble::of_file(message)]).await;
    };
    let sheets = match sheets_of(file).await {
        Ok(sheets) => sheets,
        Err(trouble) => return asking(&agency.0, &context, &open, &[trouble]).await,
    };
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let drafting = of_case(viewer, (&book, law), &open.case, open.case.version);
    let facts = open.facts.clone();
    let (drafting, imported, read) = context.service.aside(move || imported(drafting, &facts, &sheets)).await?;
    if imported.counts.is_empty() {
        return asking(&agency.0, &context, &open, &imported.troubles).await;
    }
    let others = context.service.refusals_of(actor, &open.case.rulebook, &given(&context, &read.facts)?).await;
    let refusals = with_others(read.refusals, others, &read.places);
    let refusals: Vec<Refusal> = refusals.into_iter().map(|it| with_cell(it, &imported)).collect();
    made_aside(&context, viewer, move |viewer| {
        let notice = page::preview(viewer, &imported);
        let around = Around { refusals: &refusals, notice: Some(notice), ..Around::default() };
        let title = viewer.words.say("Pratinjau impor", "Preview of the import");
        Made { status: StatusCode::OK, title, body: drafting.page(&imported.filled, &around) }
    })
    .await
}

/// What is wrong with a field, with the cell that it was read from.
fn with_cell(refusal: Refusal, imported: &filling::Imported) -> Refusal {
    let Some((sheet, cell)) = imported.cells.get(&refusal.pointer) else { return refusal };
    let Wording { id, en } = &refusal.message;
    let message = wording!("{id} (lembar “{sheet}”, sel {cell})", "{en} (sheet “{sheet}”, cell {cell})");
    Refusal { message, ..refusal }
}

/// The form of a case with what is in the sheets, and what it says.
fn imported(drafting: Drafting, facts: &Value, sheets: &[sheets::Sheet]) -> (Drafting, filling::Imported, Read) {
    let (rulebook, words) = (drafting.law.ready.rulebook(), drafting.viewer.words);
    let imported = filling::filled(rulebook, &Filled::of_facts(rulebook, facts, words), sheets, words);
    let mut read = drafting.read(&imported.filled);
    keep_evidence(&mut read.facts, facts, &read.places);
    (drafting, imported, read)
}

/// Reading takes its time: it does not hold up others.
async fn sheets_of(file: File) -> Result<Vec<sheets::Sheet>, Trouble> {
    if !Kind::of(XLSX).is_some_and(|it| it.fits(&file.bytes)) {
        return Err(Trouble::of_file(no_spreadsheet()));
    }
    let read = web::block(move || sheets::read(&file.bytes)).await;
    read.unwrap_or_else(|_| Err(Trouble::of_file(no_spreadsheet())))
}

async fn asking(who: &Signed, context: &Context, open: &Open, troubles: &[Trouble]) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = who;
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let rulebook: &Rulebook = law.ready.rulebook();
    let title = viewer.words.say("Impor dari lembar kerja", "Import from a spreadsheet");
    let body = page::asking(viewer, (&open.case, rulebook), troubles, context.documents.largest_bytes);
    Ok(if troubles.is_empty() {
        page(viewer, title, &body)
    } else {
        page_of(StatusCode::UNPROCESSABLE_ENTITY, viewer, title, &body)
    })
}

fn no_spreadsheet() -> Wording {
    wording!(
        "berkas ini bukan lembar kerja XLSX yang utuh; simpan ulang sebagai XLSX (tanpa makro), lalu coba lagi",
        "this file is no whole XLSX spreadsheet; save it as XLSX (without macros), then try again"
    )
}
