//! `/cases/{case}/withdrawal` and `/cases/{case}/objection`: an agency ends its case, or objects to the ruling on it.
//!
//! Knows nothing of: when a step may be taken.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{CaseRow, ServiceError, Step, case_view};
use crate::server::web::form::{Form, refusal};
use crate::server::web::late::{Since, is_late, told};
use crate::server::web::parts::{day, errors_at, notice, reason_field, recording};
use crate::server::web::seen::{Agency, Signed, Viewer};
use crate::server::web::shell::page_of;
use crate::wording;

use super::closed;
use super::facts::gone_to;

pub(super) async fn ask_withdrawal(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
) -> Result<HttpResponse, Fault> {
    asked(&agency.0, &context, (&case, Step::Withdrawal), &Said::default()).await
}

pub(super) async fn ask_objection(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
) -> Result<HttpResponse, Fault> {
    asked(&agency.0, &context, (&case, Step::Objection), &Said::default()).await
}

pub(super) async fn withdraw(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    taken(&agency.0, &context, (&case, Step::Withdrawal), &form).await
}

pub(super) async fn object(
    agency: Agency,
    context: Data<Context>,
    case: Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    taken(&agency.0, &context, (&case, Step::Objection), &form).await
}

async fn taken(
    who: &Signed,
    context: &Context,
    (case, step): (&str, Step),
    form: &Form,
) -> Result<HttpResponse, Fault> {
    let key = form.asked()?;
    let mut refusals = Vec::new();
    let reason = form.reason("reason").unwrap_or_else(|all| {
        refusals = all;
        String::new()
    });
    if form.get("sure") != "yes" {
        refusals.push(refusal("/sure", wording!("centang untuk memastikan", "tick it to make sure")));
    }
    if !refusals.is_empty() {
        let said = Said { reason: form.get("reason"), refusals: &refusals, ..Said::default() };
        return asked(who, context, (case, step), &said).await;
    }
    let said = Said { reason: &reason, ..Said::default() };
    match context.service.move_on(&who.actor, &key, case, (step, &reason)).await {
        Ok(_) => Ok(gone_to(case, step.name())),
        Err(ServiceError::Refused(all)) => asked(who, context, (case, step), &Said { refusals: &all, ..said }).await,
        Err(ServiceError::TooLate { due }) => {
            let over = [refusal(
                "/sure",
                wording!(
                    "hari terakhir untuk keberatan sudah lewat: {due}",
                    "the last day for an objection is over: {due}"
                ),
            )];
            asked(who, context, (case, step), &Said { refusals: &over, ..said }).await
        }
        Err(error) if is_late(&error) => {
            asked(who, context, (case, step), &Said { seen: Some(form.seen()), ..said }).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn asked(
    who: &Signed,
    context: &Context,
    (case, step): (&str, Step),
    said: &Said<'_>,
) -> Result<HttpResponse, Fault> {
    let (case, snapshot) = context.service.case(&who.actor, case).await?;
    let view = case_view(&case, &snapshot)?;
    let view: Value = serde_json::from_str(&view).map_err(|it| ServiceError::Broken(it.to_string()))?;
    let steps = view.get("steps").and_then(Value::as_array).into_iter().flatten();
    let viewer = &who.viewer;
    let events =
        if said.seen.is_some() { context.service.history(&who.actor, &case.case_id).await? } else { Vec::new() };
    let since = said.seen.map(|seen| Since { events: &events, seen, case_id: &case.case_id });
    if !steps.into_iter().any(|it| it.as_str() == Some(step.name())) {
        let typed = [(viewer.words.say("Alasan", "Reason").to_owned(), said.reason.to_owned())];
        return Ok(since.map_or_else(|| closed::page(viewer, &case), |it| closed::too_late(viewer, &case, it, &typed)));
    }
    // Before the confirmation another deadline runs, which is not that of the agency.
    let waits = view.get("waits").filter(|it| it.get("step").and_then(Value::as_str) == Some(step.name()));
    let due = waits.and_then(|it| it.get("due")).and_then(Value::as_str);
    let late = since.map(|it| told(viewer, it));
    let ending = Ending { viewer, case: &case, step, said, late: late.as_ref(), due };
    let body = ending.page();
    let title = ending.title();
    let status = match said {
        Said { seen: Some(_), .. } => StatusCode::PRECONDITION_FAILED,
        Said { refusals: [], .. } => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(page_of(status, viewer, title, &body))
}

/// What was said in the form, and what became of it.
#[derive(Clone, Copy, Default)]
struct Said<'a> {
    reason: &'a str,
    refusals: &'a [Refusal],
    /// The version that its reader saw, if the form came late.
    seen: Option<i64>,
}

struct Ending<'a> {
    viewer: &'a Viewer,
    case: &'a CaseRow,
    step: Step,
    said: &'a Said<'a>,
    /// What changed meanwhile, if the form came late.
    late: Option<&'a Markup>,
    /// The last day, if the case has one for this step.
    due: Option<&'a str>,
}

impl Ending<'_> {
    fn is_withdrawal(&self) -> bool {
        self.step == Step::Withdrawal
    }

    fn title(&self) -> &'static str {
        let words = self.viewer.words;
        if self.is_withdrawal() {
            words.say("Tarik kasus", "Withdraw the case")
        } else {
            words.say("Ajukan keberatan", "Object to the ruling")
        }
    }

    fn page(&self) -> Markup {
        let words = self.viewer.words;
        let case = &self.case.case_id;
        html! {
            div.narrow {
                p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } " › " a href={ "/cases/" (case) } { (words.say("Kasus ini", "This case")) } }
                @if let Some(late) = self.late { (late) }
                h1 { (self.title()) }
                (self.meaning())
                (self.wrong())
                form method="post" action={ "/cases/" (case) "/" (self.step.name()) } {
                    (recording(self.viewer, Some(self.case.version)))
                    (reason_field("reason", words.say("Alasan", "Reason"), self.help(), self.said.reason))
                    (errors_at(self.viewer, self.said.refusals, "/reason", "reason-errors"))
                    div.field {
                        label.sure { input type="checkbox" name="sure" value="yes" required; " " (self.sure()) }
                        (errors_at(self.viewer, self.said.refusals, "/sure", "sure-errors"))
                    }
                    div.actions {
                        button.danger[self.is_withdrawal()].primary[!self.is_withdrawal()] type="submit" { (self.title()) }
                        a.button href={ "/cases/" (case) } { (words.say("Batal", "Cancel")) }
                    }
                }
            }
        }
    }

    /// Everything that was wrong, by the fields.
    fn wrong(&self) -> Markup {
        let words = self.viewer.words;
        let name = |it: &Refusal| match it.pointer.as_str() {
            "/reason" => words.say("Alasan: ", "Reason: "),
            "/sure" => words.say("Pernyataan: ", "Statement: "),
            _ => "",
        };
        html! {
            @if !self.said.refusals.is_empty() {
                div.notice.bad role="alert" {
                    span.shape aria-hidden="true" { "✕" }
                    div {
                        p { (words.say("Belum direkam: perbaiki isian di bawah.", "Nothing was recorded: mend what is marked below.")) }
                        ul { @for it in self.said.refusals { li { (name(it)) (it.message.get(words.0)) } } }
                    }
                }
            }
        }
    }

    fn meaning(&self) -> Markup {
        let words = self.viewer.words;
        if self.is_withdrawal() {
            return notice("warn", words.say(
                "Kasus yang ditarik berakhir tanpa putusan dan tidak dapat dilanjutkan lagi. Permohonan berikutnya adalah kasus baru.",
                "A case that is withdrawn ends without a ruling and cannot go on. The next request is a new case.",
            ));
        }
        html! {
            p { (words.say(
                "Kasus diverifikasi dan diputus lagi. Putusan yang sekarang tetap tersimpan; putusan baru merujuk kepadanya.",
                "The case is verified and ruled on again. The present ruling stays; the new one refers to it.",
            )) }
            @match self.due {
                Some(due) => p { (words.say("Hari terakhir untuk keberatan: ", "The last day for an objection: ")) strong { (day(words, due)) } },
                None => p.faint { (words.say("Untuk keberatan ini tidak ada tenggat yang dihitung.", "No deadline is counted for this objection.")) },
            }
        }
    }

    fn help(&self) -> &'static str {
        let words = self.viewer.words;
        if self.is_withdrawal() {
            words.say("Tercatat dalam riwayat kasus.", "It stands in the history of the case.")
        } else {
            words.say(
                "Sebutkan fakta mana yang keliru, atau apa yang belum diperhitungkan. Tercatat dalam riwayat kasus dan dibaca verifikator.",
                "Say which fact is wrong, or what was not taken into account. It stands in the history of the case, and the verifier reads it.",
            )
        }
    }

    fn sure(&self) -> &'static str {
        let words = self.viewer.words;
        if self.is_withdrawal() {
            words.say("Ya, kasus ini ditarik untuk seterusnya", "Yes, this case is withdrawn for good")
        } else {
            words.say("Ya, instansi berkeberatan atas putusan ini", "Yes, the agency objects to this ruling")
        }
    }
}
