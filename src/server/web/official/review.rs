//! `/rulings/{ruling}/review`: a reviewer confirms a ruling or sends it back, always with a reason.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{
    Dossier, ElementNames, RulingRow, ServiceError, Step, documents_of, is_identity, refusal,
};
use crate::server::web::case::{head, outcomes};
use crate::server::web::form::Form;
use crate::server::web::late::{Since, is_late, too_late};
use crate::server::web::parts::{errors_at, moment, notice, recording, step_name, wording_of};
use crate::server::web::ruling::disputed;
use crate::server::web::seen::{Reviewer, Signed, Viewer};
use crate::server::web::shell::{page, page_of};
use crate::wording;

use super::standing::{hindrance, late, summary, version};
use super::{on_to, reasons};

pub(super) async fn ask(
    reviewer: Reviewer,
    context: Data<Context>,
    ruling: Path<String>,
) -> Result<HttpResponse, Fault> {
    let (ruling, dossier) = read(&reviewer.0, &context, &ruling).await?;
    let viewer = &reviewer.0.viewer;
    if dossier.case.ruling_id != ruling.ruling_id {
        return Ok(page_of(StatusCode::CONFLICT, viewer, title(viewer), &superseded(viewer, &dossier)));
    }
    Ok(hindrance(&reviewer.0, &dossier, Step::Remand, title(viewer))
        .unwrap_or_else(|| page(viewer, title(viewer), &body(&reviewer.0, (&ruling, &dossier), (None, &[])))))
}

pub(super) async fn review(
    reviewer: Reviewer,
    context: Data<Context>,
    ruling: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&reviewer.0.actor, &reviewer.0.viewer);
    let (ruling, dossier) = read(&reviewer.0, &context, &ruling).await?;
    match said(&form) {
        Ok((confirmed, reason)) => {
            let step = if confirmed { Step::Confirmation } else { Step::Remand };
            match context.service.review(actor, &form.asked()?, &ruling.ruling_id, (confirmed, &reason)).await {
                Ok(_) => Ok(on_to(&format!("/cases/{}?done={}", dossier.case.case_id, step.name()))),
                Err(error) if is_late(&error) => late_review(&reviewer.0, &context, &ruling.ruling_id, &form).await,
                // The page has no button for it: nothing changed, it was never possible.
                Err(error @ ServiceError::NotConfirmable { .. }) => {
                    let refusals = [refusal("/verdict".to_owned(), wording_of(&Fault::Service(error)))];
                    let body = body(&reviewer.0, (&ruling, &dossier), (Some(&form), &refusals));
                    Ok(page_of(StatusCode::CONFLICT, viewer, title(viewer), &body))
                }
                Err(other) => Err(other.into()),
            }
        }
        Err(refusals) => {
            let body = body(&reviewer.0, (&ruling, &dossier), (Some(&form), &refusals));
            Ok(page_of(StatusCode::UNPROCESSABLE_ENTITY, viewer, title(viewer), &body))
        }
    }
}

/// With the case as it stands now.
async fn late_review(signed: &Signed, context: &Context, ruling: &str, form: &Form) -> Result<HttpResponse, Fault> {
    let (ruling, dossier) = read(signed, context, ruling).await?;
    let (viewer, words) = (&signed.viewer, signed.viewer.words);
    let verdict = if form.get("verdict") == "confirmed" { Step::Confirmation } else { Step::Remand };
    let typed = [
        (title(viewer).to_owned(), step_name(words, verdict.name()).to_owned()),
        (words.say("Alasan", "Reason").to_owned(), form.get("reason").to_owned()),
    ];
    if dossier.case.ruling_id != ruling.ruling_id {
        let since = Since { events: &dossier.events, seen: form.seen(), case_id: &dossier.case.case_id };
        let why = html! { p { (later(viewer)) } };
        return Ok(too_late(viewer, (title(viewer), &head(viewer, &dossier, title(viewer))), (&why, since), &typed));
    }
    let again = |form: &Form| body(signed, (&ruling, &dossier), (Some(form), &[]));
    Ok(late(signed, &dossier, (Step::Remand, title(viewer)), (form, &typed), again))
}

async fn read(signed: &Signed, context: &Context, ruling: &str) -> Result<(RulingRow, Dossier), Fault> {
    if !is_identity(ruling) {
        return Err(Fault::Service(ServiceError::NotFound));
    }
    let ruling = context.service.ruling(&signed.actor, ruling).await?;
    let dossier = context.service.dossier(&signed.actor, &ruling.case_id).await?;
    Ok((ruling, dossier))
}

fn said(form: &Form) -> Result<(bool, String), Vec<Refusal>> {
    let verdict = match form.get("verdict") {
        "confirmed" => Ok(true),
        "remanded" => Ok(false),
        _ => {
            let message = wording!("pilih: kukuhkan atau periksa ulang", "choose: confirm or remand");
            Err(refusal("/verdict".to_owned(), message))
        }
    };
    match (verdict, form.reason("reason")) {
        (Ok(verdict), Ok(reason)) => Ok((verdict, reason)),
        (verdict, reason) => Err(verdict.err().into_iter().chain(reason.err().unwrap_or_default()).collect()),
    }
}

fn title(viewer: &Viewer) -> &'static str {
    viewer.words.say("Telaah putusan", "Review the ruling")
}

fn later(viewer: &Viewer) -> &'static str {
    viewer.words.say(
        "Ada putusan yang lebih baru atas kasus ini; hanya yang terbaru dapat ditelaah.",
        "There is a later ruling on this case; only the latest one can be reviewed.",
    )
}

fn superseded(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    html! {
        (head(viewer, dossier, title(viewer)))
        (notice("warn", later(viewer)))
        p { a.button.primary href={ "/rulings/" (dossier.case.ruling_id) } { (words.say("Ke putusan terbaru", "To the latest ruling")) } }
    }
}

fn body(
    signed: &Signed,
    (ruling, dossier): (&RulingRow, &Dossier),
    (form, refusals): (Option<&Form>, &[Refusal]),
) -> Markup {
    let (viewer, words) = (&signed.viewer, signed.viewer.words);
    let mut documents = documents_of(&ruling.document);
    ElementNames::put_into(&mut documents, dossier.rulebook());
    let place = |it: &Refusal| Some(if it.pointer == "/reason" { "reason" } else { "verdict" }.to_owned());
    html! {
        (head(viewer, dossier, title(viewer)))
        (summary(viewer, refusals, &[("/reason", words.say("Alasan", "Reason"))], place))
        section.latest aria-labelledby="outcome" {
            h2 #outcome { (words.say("Hasil", "Outcome")) }
            (outcomes(words, dossier.rulebook(), &documents))
            p.faint { (words.say("Diputus", "Ruled")) " " (moment(viewer, ruling.ruled_at)) ", " (words.say("edisi", "edition")) " " (ruling.edition) "." }
            p { a.button href={ "/rulings/" (ruling.ruling_id) } { (words.say("Seluruh alasan, nilai, dan dasar", "All reasons, values and bases")) } }
        }
        (disputed(words, &dossier.disputed()))
        @for it in &documents { (details(viewer, dossier, it)) }
        (deciding(viewer, (ruling, dossier), (form, refusals)))
    }
}

fn details(viewer: &Viewer, dossier: &Dossier, document: &Value) -> Markup {
    let words = viewer.words;
    html! {
        section {
            (reasons::conflicts(words, document))
            (reasons::missing(viewer, document, Some(&dossier.case.case_id)))
            h3 { (reasons::heading(words, document)) }
            (reasons::criteria(words, dossier.rulebook(), document))
        }
    }
}

/// Why a ruling cannot be confirmed, and what to do instead.
fn unconfirmable(viewer: &Viewer, status: &str) -> Markup {
    let words = viewer.words;
    let text = if status == "conflict" {
        words.say(
            "Putusan ini tidak dapat dikukuhkan karena aturannya saling bertentangan. Laporkan kepada penyusun aturan, dan kembalikan untuk diperiksa ulang; setelah aturannya diterbitkan, kasus ini diputus lagi.",
            "This ruling cannot be confirmed, because its rules contradict each other. Tell policy staff, and remand it; once other rules are published, the case is ruled on again.",
        )
    } else {
        words.say(
            "Putusan ini tidak dapat dikukuhkan karena belum dapat ditetapkan. Bila aturan meminta penilaian, berikan pada halaman kasusnya; selain itu kembalikan untuk diperiksa ulang dengan menyebut fakta yang kurang.",
            "This ruling cannot be confirmed, because nothing is determined yet. If the rules ask for a judgement, give it on the page of the case; else remand it and name the fact that is missing.",
        )
    };
    notice("warn", text)
}

fn deciding(
    viewer: &Viewer,
    (ruling, dossier): (&RulingRow, &Dossier),
    (form, refusals): (Option<&Form>, &[Refusal]),
) -> Markup {
    let words = viewer.words;
    let confirmable = ruling.status == "decided";
    let wrong = refusals.iter().any(|it| it.pointer == "/reason").then_some("true");
    html! {
        section #verdict aria-labelledby="deciding" {
            h2 #deciding { (words.say("Telaah Anda", "Your review")) }
            @if !confirmable { (unconfirmable(viewer, &ruling.status)) }
            form.stack method="post" action={ "/rulings/" (ruling.ruling_id) "/review" } {
                (recording(viewer, Some(version(dossier, form))))
                div.field {
                    label for="reason" { (words.say("Alasan", "Reason")) }
                    p.help #reason-help { (words.say(
                        "Wajib, baik untuk mengukuhkan maupun memeriksa ulang. Menjadi bagian riwayat dengan nama Anda.",
                        "Needed to confirm as well as to remand. It becomes part of the history, with your name.",
                    )) }
                    textarea #reason name="reason" rows="4" required aria-describedby="reason-help reason-errors"
                        aria-invalid=[wrong] { (form.map_or("", |it| it.get("reason"))) }
                    (errors_at(viewer, refusals, "/reason", "reason-errors"))
                    (errors_at(viewer, refusals, "/verdict", "verdict-errors"))
                }
                div.actions {
                    @if confirmable { button.primary type="submit" name="verdict" value="confirmed" { (words.say("Kukuhkan putusan", "Confirm the ruling")) } }
                    button type="submit" name="verdict" value="remanded" { (words.say("Periksa ulang", "Remand")) }
                    a.button href={ "/cases/" (dossier.case.case_id) } { (words.say("Batal", "Cancel")) }
                }
                p.help { (words.say(
                    "Hasil tidak dapat Anda sunting. Memeriksa ulang mengembalikan kasus kepada verifikator dengan temuan Anda; putusan baru akan menunjuk putusan ini.",
                    "You cannot edit the outcome. To remand sends the case back to the verifier with your finding; the new ruling will name this one.",
                )) }
            }
        }
    }
}
