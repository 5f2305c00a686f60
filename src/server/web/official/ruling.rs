//! `/cases/{case}/ruling`: what the engine would rule now, and the button that has it ruled on.
//!
//! Knows nothing of: how a ruling is worked out.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::actor::Role;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Dossier, ElementNames, FactStatus, ServiceError, Step, documents_of};
use crate::server::web::case::{head, outcomes};
use crate::server::web::form::Form;
use crate::server::web::late::is_late;
use crate::server::web::parts::{notice, recording};
use crate::server::web::seen::{Official, Signed, Viewer};
use crate::server::web::shell::page;

use super::standing::{hindrance, late};
use super::{on_to, reasons};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The name of a decision; without it the first one.
    decision: String,
}

pub(super) async fn ask(
    official: Official,
    context: Data<Context>,
    case: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let (actor, viewer) = (&official.0.actor, &official.0.viewer);
    let dossier = context.service.dossier(actor, &case).await?;
    if let Some(hindered) = hindrance(&official.0, &dossier, Step::Ruling, title(viewer)) {
        return Ok(hindered);
    }
    let outlook = outlook(&official.0, &context, (&case, &asked.decision)).await?;
    Ok(page(viewer, title(viewer), &body(&official.0, &dossier, &asked.decision, &outlook)))
}

pub(super) async fn rule(
    official: Official,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (actor, decision) = (&official.0.actor, form.get("decision"));
    match context.service.rule(actor, &form.asked()?, &case, chosen(decision)).await {
        Ok(answer) => {
            let ruling = answer.row.location.rsplit('/').next().unwrap_or_default();
            Ok(on_to(&format!("/rulings/{ruling}?done=ruling")))
        }
        Err(error) if is_late(&error) => {
            let dossier = context.service.dossier(actor, &case).await?;
            let outlook = outlook(&official.0, &context, (&case, decision)).await?;
            let about = (Step::Ruling, title(&official.0.viewer));
            Ok(late(&official.0, &dossier, about, (&form, &[]), |_| body(&official.0, &dossier, decision, &outlook)))
        }
        Err(other) => Err(other.into()),
    }
}

/// What the engine would rule now, or why it cannot.
async fn outlook(
    signed: &Signed,
    context: &Context,
    (case, decision): (&str, &str),
) -> Result<Result<Vec<Value>, Vec<Refusal>>, Fault> {
    match context.service.pre_check(&signed.actor, case, chosen(decision)).await {
        Ok(preview) => Ok(Ok(documents_of(&preview.document))),
        Err(ServiceError::Refused(refusals)) => Ok(Err(refusals)),
        Err(other) => Err(other.into()),
    }
}

fn chosen(decision: &str) -> Option<&str> {
    Some(decision).filter(|it| !it.is_empty())
}

fn title(viewer: &Viewer) -> &'static str {
    viewer.words.say("Minta putusan", "Have it ruled on")
}

fn body(signed: &Signed, dossier: &Dossier, decision: &str, outlook: &Result<Vec<Value>, Vec<Refusal>>) -> Markup {
    let (viewer, words) = (&signed.viewer, signed.viewer.words);
    html! {
        (head(viewer, dossier, title(viewer)))
        p { (words.say(
            "Sistem memutus atas fakta sebagaimana sekarang tercatat, menurut edisi aturan pada tanggal kasus. Hasilnya direkam dan tidak dapat disunting siapa pun; koreksi fakta atau penilaian menghasilkan putusan baru.",
            "The system rules on the facts as they stand, under the edition of the rules for the date of the case. What comes out is recorded and nobody can edit it; a corrected fact or a judgement leads to a new ruling.",
        )) }
        (unverified(viewer, dossier))
        (decisions(viewer, dossier, decision))
        @match outlook {
            Ok(documents) => {
                (preview(viewer, signed, dossier, documents))
                form method="post" action={ "/cases/" (dossier.case.case_id) "/ruling" } {
                    (recording(viewer, Some(dossier.case.version)))
                    input type="hidden" name="decision" value=(decision);
                    div.actions {
                        button.primary type="submit" { (words.say("Putuskan dan rekam", "Rule and record")) }
                        a.button href={ "/cases/" (dossier.case.case_id) } { (words.say("Batal", "Cancel")) }
                    }
                }
            }
            Err(refusals) => (impossible(viewer, dossier, refusals)),
        }
    }
}

/// Facts that were never looked at are ruled on as they were claimed.
fn unverified(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    let claimed = dossier.lines().iter().filter(|it| it.status == FactStatus::Claimed).count();
    html! {
        @if claimed > 0 {
            div.notice.warn role="status" {
                span.shape aria-hidden="true" { "!" }
                p { (claimed) " " (words.say(
                    "fakta baru dinyatakan instansi dan belum diverifikasi. Putusan tetap memakainya, dan menyebutkannya.",
                    "facts are only claimed by the agency. The ruling uses them all the same, and says so.",
                )) }
            }
        }
    }
}

/// Which decision, if the edition makes several.
fn decisions(viewer: &Viewer, dossier: &Dossier, chosen: &str) -> Markup {
    let words = viewer.words;
    let decisions = dossier.rulebook().map_or(&[][..], |it| &it.decisions);
    let own: Vec<_> = decisions.iter().filter(|it| it.own).collect();
    html! {
        @if own.len() > 1 {
            (notice("open", words.say(
                "Aturan ini memutus lebih dari satu hal, dan satu putusan hanya tentang satu di antaranya. Pastikan yang terpilih ialah yang dimintakan instansi.",
                "These rules decide more than one thing, and a ruling is about one of them. Make sure that the one is chosen that the agency asks for.",
            )))
            form.search method="get" action={ "/cases/" (dossier.case.case_id) "/ruling" } {
                div.field {
                    label for="decision" { (words.say("Yang diputus", "What is decided")) }
                    select #decision name="decision" {
                        @for it in own { option value=(it.name) selected[it.name == chosen] { (it.label.get(words.0)) } }
                    }
                }
                button type="submit" { (words.say("Lihat", "Show")) }
            }
        }
    }
}

fn preview(viewer: &Viewer, signed: &Signed, dossier: &Dossier, documents: &[Value]) -> Markup {
    let words = viewer.words;
    let judges = (signed.actor.role == Role::Reviewer).then_some(dossier.case.case_id.as_str());
    let mut named = documents.to_vec();
    ElementNames::put_into(&mut named, dossier.rulebook());
    html! {
        section.outlook aria-labelledby="outlook" {
            h2 #outlook { (words.say("Bila diputus sekarang", "If it were ruled on now")) }
            p.faint { (words.say("Ini belum putusan; belum ada yang direkam.", "This is no ruling; nothing is recorded yet.")) }
            (outcomes(words, dossier.rulebook(), documents))
            @for it in &named {
                (reasons::conflicts(words, it))
                (reasons::missing(viewer, it, judges))
                details open[documents.len() == 1] {
                    summary { (reasons::heading(words, it)) }
                    (reasons::criteria(words, dossier.rulebook(), it))
                }
            }
        }
    }
}

fn impossible(viewer: &Viewer, dossier: &Dossier, refusals: &[Refusal]) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.bad role="alert" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { (words.say("Kasus ini tidak dapat diputus sebagaimana sekarang tercatat:", "This case cannot be ruled on as it stands:")) }
                ul { @for it in refusals { li { (it.message.get(words.0)) @if !it.pointer.is_empty() { " (" code { (it.pointer) } ")" } } } }
            }
        }
        p { (words.say(
            "Perbaiki faktanya lewat verifikasi, atau kembalikan kasus kepada instansi.",
            "Mend the facts by a verification, or return the case to the agency.",
        )) }
        p { a.button href={ "/cases/" (dossier.case.case_id) } { (words.say("Kembali ke kasus", "Back to the case")) } }
    }
}
