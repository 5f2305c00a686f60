//! `/cases/{case}/submission`: what will be submitted, what is still missing, and which date counts; then it is submitted.
//!
//! Knows nothing of: what the date does to the law.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{CaseRow, Documents, Readiness, ServiceError};
use crate::server::web::documents::ways;
use crate::server::web::form::Form;
use crate::server::web::late::{Since, is_late, told};
use crate::server::web::parts::{day, errors_at, notice, recording};
use crate::server::web::seen::{Agency, Signed, Viewer};
use crate::server::web::shell::page_of;

use super::closed;
use super::editions::{chosen, date_pointer, dated};
use super::facts::{Open, gone_to, is_open, opened};
use super::form::{called, typed};
use super::ready::not_ready;

pub(super) async fn ask(agency: Agency, context: Data<Context>, case: Path<String>) -> Result<HttpResponse, Fault> {
    let open = opened(&agency.0, &context, &case).await?;
    if !is_open(&open.case) {
        return Ok(closed::page(&agency.0.viewer, &open.case));
    }
    shown(&agency.0, &context, &open, ("", Vec::new(), None)).await
}

pub(super) async fn submit(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let asked = form.asked()?;
    let said = form.get("date");
    let keep = match said {
        "today" => Some(false),
        "case" => Some(true),
        _ => None,
    };
    match context.service.submit(&agency.0.actor, &asked, &case, keep).await {
        Ok(_) => Ok(gone_to(&case, "submission")),
        Err(ServiceError::Refused(all)) => {
            let open = opened(&agency.0, &context, &case).await?;
            shown(&agency.0, &context, &open, (said, all, None)).await
        }
        Err(error) if is_late(&error) => late(&agency.0, &context, &case, &form).await,
        Err(other) => Err(other.into()),
    }
}

/// The case has changed: what is submitted now is looked at again.
async fn late(who: &Signed, context: &Context, case: &str, form: &Form) -> Result<HttpResponse, Fault> {
    let open = opened(who, context, case).await?;
    let events = context.service.history(&who.actor, case).await?;
    let since = Since { events: &events, seen: form.seen(), case_id: &open.case.case_id };
    if !is_open(&open.case) {
        return Ok(closed::too_late(&who.viewer, &open.case, since, &[]));
    }
    shown(who, context, &open, (form.get("date"), Vec::new(), Some(told(&who.viewer, since)))).await
}

async fn shown(
    who: &Signed,
    context: &Context,
    open: &Open,
    (said, refused, late): (&str, Vec<Refusal>, Option<Markup>),
) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = who;
    let readiness = context.service.readiness(actor, &open.case.case_id).await?;
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let (facts, _) = context.service.facts(actor, &open.case.case_id, None).await?;
    let facts: Value = serde_json::from_str(&facts).map_err(|it| ServiceError::Broken(it.to_string()))?;
    let documents = context.service.documents_in(actor, &open.case.agency_id, &open.facts).await?;
    let mut missing = readiness.refusals.clone();
    missing.extend(refused.iter().filter(|it| it.pointer != "/keep_date" && !readiness.refusals.contains(it)).cloned());
    let submission = Submission {
        viewer,
        rulebook: law.ready.rulebook(),
        case: &open.case,
        facts: &facts,
        documents: &documents,
        readiness: &readiness,
        missing: &missing,
        refused: &refused,
        date_name: called(law.ready.rulebook(), &date_pointer(&book), viewer.words.0),
        said,
    };
    let title = viewer.words.say("Pengajuan", "Submission");
    let body = html! { @if let Some(late) = &late { (late) } (submission.page()) };
    let status = match (late, refused.is_empty()) {
        (Some(_), _) => StatusCode::PRECONDITION_FAILED,
        (None, true) => StatusCode::OK,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(page_of(status, viewer, title, &body))
}

struct Submission<'a> {
    viewer: &'a Viewer,
    rulebook: &'a Rulebook,
    case: &'a CaseRow,
    facts: &'a Value,
    documents: &'a Documents,
    readiness: &'a Readiness,
    /// What keeps the case from being submitted.
    missing: &'a [Refusal],
    /// What the submission refused.
    refused: &'a [Refusal],
    date_name: String,
    /// What was chosen for the date.
    said: &'a str,
}

impl Submission<'_> {
    fn page(&self) -> Markup {
        let words = self.viewer.words;
        html! {
            p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } " › " a href={ "/cases/" (self.case.case_id) } { (words.say("Kasus ini", "This case")) } }
            h1 { (words.say("Ajukan kasus", "Submit the case")) }
            p.lead { (words.say(
                "Setelah diajukan, fakta tidak dapat diubah lagi kecuali verifikator mengembalikan kasusnya.",
                "Once it is submitted, the facts cannot be changed any more unless the verifier returns the case.",
            )) }
            @if self.refused.iter().any(|it| it.pointer == "/keep_date") {
                (notice("bad", words.say("Belum diajukan: jawab dahulu pertanyaan tentang tanggal.", "Not submitted yet: answer the question about the date first.")))
            }
            @if !self.missing.is_empty() { (self.not_ready()) }
            // For the other date it may be ready.
            @if self.readiness.refusals.is_empty() { (self.form()) }
            (self.what())
        }
    }

    fn not_ready(&self) -> Markup {
        let words = self.viewer.words;
        let case = &self.case.case_id;
        html! {
            div.notice.warn role="status" {
                span.shape aria-hidden="true" { "!" }
                div {
                    p { strong { (words.say("Belum dapat diajukan.", "It cannot be submitted yet.")) } " "
                        (words.say("Lengkapi atau perbaiki yang berikut. Setiap fakta harus dinyatakan, walaupun hanya sebagai belum diketahui atau tidak ada:", "Complete or mend the following. Every fact has to be stated, if only as not known or as none:")) }
                    (not_ready(self.viewer, self.rulebook, case, self.missing))
                }
            }
            div.actions {
                a.button.primary href={ "/cases/" (case) "/facts" } { (words.say("Lengkapi fakta", "Complete the facts")) }
                a.button href={ "/cases/" (case) "/pre-check" } { (words.say("Pra-pemeriksaan", "Pre-check")) }
            }
        }
    }

    fn form(&self) -> Markup {
        let words = self.viewer.words;
        let case = &self.case.case_id;
        html! {
            form method="post" action={ "/cases/" (case) "/submission" } {
                (recording(self.viewer, Some(self.case.version)))
                (self.date())
                div.actions {
                    button.primary type="submit" { (words.say("Ajukan kasus", "Submit the case")) }
                    a.button href={ "/cases/" (case) "/pre-check" } { (words.say("Pra-pemeriksaan dahulu", "Pre-check first")) }
                    a.button href={ "/cases/" (case) } { (words.say("Batal", "Cancel")) }
                }
            }
        }
    }

    /// The date chooses the law: the agency says which one it means.
    fn date(&self) -> Markup {
        let words = self.viewer.words;
        let Some(other) = &self.readiness.other_date else {
            return html! { p { (words.say("Tanggal yang menentukan edisi aturan: hari ini, ", "The date that selects the edition of the rules: today, ")) (day(words, &self.readiness.today)) "." } };
        };
        let has_errors = self.refused.iter().any(|it| it.pointer == "/keep_date");
        let is_future = other.as_str() > self.readiness.today.as_str();
        html! {
            fieldset.date-question aria-describedby=[has_errors.then_some("date-errors")] {
                legend { (words.say("Tanggal mana yang berlaku?", "Which date counts?")) }
                p { "“" (self.date_name) "” " (words.say("dalam kasus ini ialah ", "of this case is ")) (day(words, other))
                    (words.say(", sedangkan hari ini ", ", but today is ")) (day(words, &self.readiness.today)) ". "
                    (words.say("Tanggal itu menentukan aturan mana yang dipakai.", "That date chooses which rules are applied.")) }
                div.answer {
                    label { input type="radio" name="date" value="today" required checked[self.said == "today"]; " " strong { (words.say("Pakai hari ini", "Use today")) } }
                    p.help {
                        (words.say("Tanggal dalam kasus diganti dengan hari ini, dan aturan yang berlaku hari ini yang dipakai.", "The date in the case becomes today, and the rules in force today are applied."))
                        @if self.readiness.not_today { " " strong { (words.say("Untuk hari ini fakta kasus ini belum lengkap atau tidak mungkin.", "For today the facts of this case are incomplete, or cannot be so.")) } }
                    }
                }
                @if is_future {
                    p.help { (words.say("Tanggal dalam kasus belum tiba, jadi tidak dapat dipertahankan.", "The date in the case has not come yet, so it cannot be kept.")) }
                } @else {
                    div.answer {
                        label { input type="radio" name="date" value="case" required checked[self.said == "case"]; " " strong { (words.say("Pertahankan ", "Keep ")) (day(words, other)) } }
                        p.help { (words.say("Instansi menyatakan tanggal itu yang benar. Pernyataan ini hanya berlaku bila verifikator membenarkannya.", "The agency claims that this date is right. It counts only if the verifier confirms it.")) }
                    }
                }
                (errors_at(self.viewer, &self.plainly(), "/keep_date", "date-errors"))
            }
        }
    }

    fn plainly(&self) -> Vec<Refusal> {
        let message = crate::wording!("pilih salah satu", "choose one of the two");
        let about = self.refused.iter().filter(|it| it.pointer == "/keep_date");
        about.map(|it| Refusal { message: message.clone(), ..it.clone() }).collect()
    }

    fn what(&self) -> Markup {
        let words = self.viewer.words;
        let items: Vec<&Value> = self.facts.get("items").and_then(Value::as_array).into_iter().flatten().collect();
        html! {
            h2 { (words.say("Yang diajukan", "What is submitted")) }
            div.scroll tabindex="0" role="region" aria-label=(words.say("Fakta yang diajukan", "Facts that are submitted")) {
                table.stacks {
                    thead { tr {
                        th scope="col" { (words.say("Data", "Fact")) }
                        th scope="col" { (words.say("Pernyataan instansi", "What the agency states")) }
                        th scope="col" { (words.say("Rujukan bukti", "Evidence")) }
                    } }
                    tbody {
                        @for it in items {
                            tr {
                                th scope="row" { (called(self.rulebook, it.get("path").and_then(Value::as_str).unwrap_or_default(), words.0)) }
                                td data-label=(words.say("Pernyataan instansi", "What the agency states")) { (self.stated(it.get("value"))) }
                                td data-label=(words.say("Rujukan bukti", "Evidence")) { (self.supported(it.get("evidence"))) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn stated(&self, value: Option<&Value>) -> Markup {
        let words = self.viewer.words;
        match value {
            None => html! { span.faint { (words.say("belum diisi", "not filled in")) } },
            Some(Value::Null) => html! { (words.say("tidak ada", "there is none")) },
            Some(Value::Bool(true)) => html! { (words.say("ya", "yes")) },
            Some(Value::Bool(false)) => html! { (words.say("tidak", "no")) },
            Some(Value::Array(all)) => html! { (words.counted(all.len(), "baris", ("row", "rows"))) },
            Some(Value::Object(it)) => html! {
                (words.say("belum diketahui: ", "not known: ")) (it.get("unknown").and_then(Value::as_str).unwrap_or_default())
            },
            Some(Value::String(it)) => self.text(it),
            Some(other) => html! { (typed(&other.to_string(), words.0)) },
        }
    }

    /// Days written out, numbers with the sign of the language, names of choices by their labels.
    fn text(&self, text: &str) -> Markup {
        let words = self.viewer.words;
        let choice = self.rulebook.enums.iter().flat_map(|it| &it.values).find(|it| it.name == text);
        let is_number = text.contains('.') && text.bytes().all(|it| it.is_ascii_digit() || it == b'.' || it == b'-');
        html! {
            @if let Some(found) = choice { (found.label.get(words.0)) }
            @else if is_number { (typed(text, words.0)) }
            @else { (day(words, text)) }
        }
    }

    fn supported(&self, evidence: Option<&Value>) -> Markup {
        let words = self.viewer.words;
        let text = |name: &str| evidence.and_then(|it| it.get(name)).and_then(Value::as_str).unwrap_or_default();
        let (reference, sha256) = (text("reference"), text("sha256"));
        html! {
            (reference)
            @if !sha256.is_empty() { " " (ways(words, self.documents, sha256)) }
            @if reference.is_empty() && sha256.is_empty() { span.faint { "–" } }
        }
    }
}
