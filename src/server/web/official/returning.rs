//! `/cases/{case}/return`: a verifier gives a case back to its agency, with what is missing.
//!
//! Knows nothing of: what the agency does then.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Dossier, FactStatus, Step};
use crate::server::web::case::{head, place_of, sign};
use crate::server::web::form::Form;
use crate::server::web::late::is_late;
use crate::server::web::parts::{errors_at, recording};
use crate::server::web::seen::{Signed, Verifier, Viewer};
use crate::server::web::shell::{page, page_of};

use super::on_to;
use super::standing::{hindrance, late, summary, version};

pub(super) async fn ask(verifier: Verifier, context: Data<Context>, case: Path<String>) -> Result<HttpResponse, Fault> {
    let dossier = context.service.dossier(&verifier.0.actor, &case).await?;
    let title = title(&verifier.0.viewer);
    Ok(hindrance(&verifier.0, &dossier, Step::Return, title)
        .unwrap_or_else(|| page(&verifier.0.viewer, title, &body(&verifier.0, &dossier, None, &[]))))
}

pub(super) async fn return_case(
    verifier: Verifier,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&verifier.0.actor, &verifier.0.viewer);
    let dossier = context.service.dossier(actor, &case).await?;
    match form.reason("reason") {
        Ok(reason) => match context.service.move_on(actor, &form.asked()?, &case, (Step::Return, &reason)).await {
            Ok(_) => Ok(on_to(&format!("/cases/{}?done=return", dossier.case.case_id))),
            Err(error) if is_late(&error) => late_return(&verifier.0, &context, &case, &form).await,
            Err(other) => Err(other.into()),
        },
        Err(refusals) => {
            let body = body(&verifier.0, &dossier, Some(&form), &refusals);
            Ok(page_of(StatusCode::UNPROCESSABLE_ENTITY, viewer, title(viewer), &body))
        }
    }
}

/// With the case as it stands now.
async fn late_return(signed: &Signed, context: &Context, case: &str, form: &Form) -> Result<HttpResponse, Fault> {
    let dossier = context.service.dossier(&signed.actor, case).await?;
    let typed = [(label(&signed.viewer).to_owned(), form.get("reason").to_owned())];
    let title = title(&signed.viewer);
    Ok(late(signed, &dossier, (Step::Return, title), (form, &typed), |form| body(signed, &dossier, Some(form), &[])))
}

fn label(viewer: &Viewer) -> &'static str {
    viewer.words.say("Apa yang kurang atau keliru", "What is missing or wrong")
}

fn title(viewer: &Viewer) -> &'static str {
    viewer.words.say("Kembalikan kepada instansi", "Return to the agency")
}

fn body(signed: &Signed, dossier: &Dossier, form: Option<&Form>, refusals: &[Refusal]) -> Markup {
    let (viewer, words) = (&signed.viewer, signed.viewer.words);
    let wrong = !refusals.is_empty();
    html! {
        (head(viewer, dossier, title(viewer)))
        (summary(viewer, refusals, &[("/reason", label(viewer))], |_| Some("reason".to_owned())))
        p { (words.say(
            "Kasus kembali kepada instansi, yang memperbaiki fakta atau buktinya dan mengajukannya lagi. Alasan Anda menjadi bagian riwayat dan dibaca instansi.",
            "The case goes back to the agency, which mends its facts or evidence and submits it again. Your reason becomes part of the history, and the agency reads it.",
        )) }
        (open(viewer, dossier))
        form.stack method="post" action={ "/cases/" (dossier.case.case_id) "/return" } {
            (recording(viewer, Some(version(dossier, form))))
            div.field {
                label for="reason" { (label(viewer)) }
                p.help #reason-help { (words.say(
                    "Sebut fakta atau dokumennya dan apa yang harus dilakukan instansi.",
                    "Name the fact or the document, and what the agency has to do.",
                )) }
                textarea #reason name="reason" rows="5" required aria-describedby="reason-help reason-errors"
                    aria-invalid=[wrong.then_some("true")] { (form.map_or("", |it| it.get("reason"))) }
                (errors_at(viewer, refusals, "/reason", "reason-errors"))
            }
            div.actions {
                button.primary type="submit" { (words.say("Kembalikan kasus", "Return the case")) }
                a.button href={ "/cases/" (dossier.case.case_id) } { (words.say("Batal", "Cancel")) }
            }
        }
    }
}

/// The facts that are neither verified nor only claimed: likely what is missing.
fn open(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    let Some(rulebook) = dossier.rulebook() else { return html! {} };
    let lines = dossier.lines();
    let open: Vec<_> =
        lines.iter().filter(|it| matches!(it.status, FactStatus::Disputed | FactStatus::Unknown)).collect();
    html! {
        @if !open.is_empty() {
            details {
                summary { (words.say("Fakta yang belum diketahui atau disengketakan", "Facts that are not known or disputed")) " (" (open.len()) ")" }
                ul { @for it in open { li { (place_of(words, rulebook, &dossier.facts, &it.path)) " " (sign(words, it.status)) } } }
            }
        }
    }
}
