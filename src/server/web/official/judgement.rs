//! `/cases/{case}/judgements/{name}`: a reviewer answers what the rules leave to a person.
//!
//! Knows nothing of: what follows from the answer.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use maud::{Markup, html};

use crate::engine::captions::Citation;
use crate::engine::case::Refusal;
use crate::engine::types::{Establishedness, Judgement};
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Dossier, ServiceError, Step, refusal};
use crate::server::web::case::{answer_given, answer_name, head, judgement_address, presumed};
use crate::server::web::form::Form;
use crate::server::web::late::is_late;
use crate::server::web::parts::{errors_at, recording};
use crate::server::web::seen::{Reviewer, Signed, Viewer};
use crate::server::web::shell::{page, page_of};
use crate::server::words::Words;
use crate::wording;

use super::on_to;
use super::standing::{hindrance, late, summary, version};

/// What can be answered.
const ANSWERS: [&str; 3] = ["yes", "no", "unknown"];

pub(super) async fn ask(
    reviewer: Reviewer,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (case, name) = place.into_inner();
    let dossier = context.service.dossier(&reviewer.0.actor, &case).await?;
    let (judgement, bases) = found(&dossier, &name)?;
    let title = judgement.label.get(reviewer.0.viewer.words.0);
    Ok(hindrance(&reviewer.0, &dossier, Step::Judgement, title).unwrap_or_else(|| {
        page(&reviewer.0.viewer, title, &body(&reviewer.0, &dossier, (judgement, bases), (None, &[])))
    }))
}

pub(super) async fn judge(
    reviewer: Reviewer,
    context: Data<Context>,
    place: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (case, name) = place.into_inner();
    let (actor, viewer) = (&reviewer.0.actor, &reviewer.0.viewer);
    let dossier = context.service.dossier(actor, &case).await?;
    let (judgement, bases) = found(&dossier, &name)?;
    let refusals = match read(&form) {
        Ok((answer, reason)) => {
            match context.service.judge(actor, &form.asked()?, (&case, &name), (answer, &reason)).await {
                Ok(_) => return Ok(on_to(&format!("/cases/{}?done=judgement", dossier.case.case_id))),
                Err(ServiceError::Refused(refusals)) => refusals,
                Err(error) if is_late(&error) => {
                    return late_judgement(&reviewer.0, &context, (&case, &name), &form).await;
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(refusals) => refusals,
    };
    let body = body(&reviewer.0, &dossier, (judgement, bases), (Some(&form), &refusals));
    Ok(page_of(StatusCode::UNPROCESSABLE_ENTITY, viewer, judgement.label.get(viewer.words.0), &body))
}

/// With the case as it stands now.
async fn late_judgement(
    signed: &Signed,
    context: &Context,
    (case, name): (&str, &str),
    form: &Form,
) -> Result<HttpResponse, Fault> {
    let dossier = context.service.dossier(&signed.actor, case).await?;
    let words = signed.viewer.words;
    let (judgement, bases) = found(&dossier, name)?;
    let typed = [
        (words.say("Jawaban", "Answer").to_owned(), answer_name(words, form.get("answer")).to_owned()),
        (words.say("Alasan", "Reason").to_owned(), form.get("reason").to_owned()),
    ];
    let title = judgement.label.get(words.0);
    let again = |form: &Form| body(signed, &dossier, (judgement, bases), (Some(form), &[]));
    Ok(late(signed, &dossier, (Step::Judgement, title), (form, &typed), again))
}

fn found<'d>(dossier: &'d Dossier, name: &str) -> Result<(&'d Judgement, &'d [Citation]), Fault> {
    let none = || Fault::Service(ServiceError::NotFound);
    let ready = &dossier.law.as_ref().ok_or_else(none)?.ready;
    let index = ready.rulebook().judgements.iter().position(|it| it.name == name).ok_or_else(none)?;
    let judgement = ready.rulebook().judgements.get(index).ok_or_else(none)?;
    Ok((judgement, ready.captions.judgements.get(index).map_or(&[], Vec::as_slice)))
}

fn read(form: &Form) -> Result<(&'static str, String), Vec<Refusal>> {
    let answer = ANSWERS.into_iter().find(|it| *it == form.get("answer"));
    let message = wording!("pilih salah satu jawaban", "choose one of the answers");
    let missing = || refusal("/answer".to_owned(), message);
    match (answer, form.reason("reason")) {
        (Some(answer), Ok(reason)) => Ok((answer, reason)),
        (None, Ok(_)) => Err(vec![missing()]),
        (None, Err(others)) => Err(std::iter::once(missing()).chain(others).collect()),
        (Some(_), Err(others)) => Err(others),
    }
}

fn body(
    signed: &Signed,
    dossier: &Dossier,
    (judgement, bases): (&Judgement, &[Citation]),
    (form, refusals): (Option<&Form>, &[Refusal]),
) -> Markup {
    let (viewer, words) = (&signed.viewer, signed.viewer.words);
    let before = dossier.facts.get("judgements").and_then(|it| it.get(&judgement.name));
    let names = [("/answer", words.say("Jawaban", "Answer")), ("/reason", words.say("Alasan", "Reason"))];
    let place = |it: &Refusal| Some(if it.pointer == "/answer" { "answer-yes" } else { "reason" }.to_owned());
    html! {
        (head(viewer, dossier, judgement.label.get(words.0)))
        (summary(viewer, refusals, &names, place))
        div.columns {
            div {
                @match before {
                    Some(before) => {
                        h2 { (words.say("Jawaban yang berlaku sekarang", "The answer that counts now")) }
                        (answer_given(words, before))
                    }
                    None => p { (presumed(words, judgement)) },
                }
                @if dossier.allows(Step::Remand) {
                    div.notice.warn role="status" { span.shape aria-hidden="true" { "!" } p { (words.say(
                        "Kasus ini sudah diputus. Penilaian Anda menjadi temuan: kasus diperiksa ulang dan harus diputus lagi.",
                        "This case was ruled on. Your judgement is a finding: the case is remanded and has to be ruled on again.",
                    )) } }
                }
                (asking(viewer, dossier, judgement, (form, refusals)))
            }
            aside.beside aria-labelledby="basis" {
                h2 #basis { (words.say("Dasar", "Basis")) }
                ul.plain { @for it in bases { li { (citation(words, it)) } } }
            }
        }
    }
}

fn asking(
    viewer: &Viewer,
    dossier: &Dossier,
    judgement: &Judgement,
    (form, refusals): (Option<&Form>, &[Refusal]),
) -> Markup {
    let words = viewer.words;
    let given = form.map_or("", |it| it.get("answer"));
    let wrong = |pointer: &str| refusals.iter().any(|it| it.pointer == pointer).then_some("true");
    html! {
        form method="post" action=(judgement_address(&dossier.case.case_id, &judgement.name)) {
            (recording(viewer, Some(version(dossier, form))))
            fieldset aria-describedby="answer-errors" {
                legend { (judgement.question.get(words.0)) }
                div.choices {
                    @for it in ANSWERS {
                        label { input id={ "answer-" (it) } type="radio" name="answer" value=(it) required checked[it == given]; " " (answer_name(words, it)) }
                    }
                }
                (errors_at(viewer, refusals, "/answer", "answer-errors"))
            }
            div.field {
                label for="reason" { (words.say("Alasan", "Reason")) }
                p.help #reason-help { (words.say(
                    "Alasan ini tertulis dalam putusan, dengan nama Anda.",
                    "This reason stands in the ruling, with your name.",
                )) }
                textarea #reason name="reason" rows="5" required aria-describedby="reason-help reason-errors"
                    aria-invalid=[wrong("/reason")] { (form.map_or("", |it| it.get("reason"))) }
                (errors_at(viewer, refusals, "/reason", "reason-errors"))
            }
            div.actions {
                button.primary type="submit" { (words.say("Rekam penilaian", "Record the judgement")) }
                a.button href={ "/cases/" (dossier.case.case_id) } { (words.say("Batal", "Cancel")) }
            }
        }
    }
}

fn citation(words: Words, it: &Citation) -> Markup {
    html! {
        p {
            strong { (it.text.get(words.0)) } " "
            span.faint { "(" (words.establishedness(how(it.establishedness))) ")" }
        }
        @if let Some(summary) = &it.summary { p { (summary.get(words.0)) } }
    }
}

fn how(it: Establishedness) -> &'static str {
    match it {
        Establishedness::Verified => "verified",
        Establishedness::Secondary => "secondary",
        Establishedness::Inferred => "inferred",
        Establishedness::Unverified => "unverified",
    }
}
