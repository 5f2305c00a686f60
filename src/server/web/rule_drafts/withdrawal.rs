//! `/drafts/{draft}/withdrawal`: a draft is given up, with a reason.
//!
//! Knows nothing of: what is in a draft.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, ServiceConfig};
use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Draft, ServiceError};
use crate::server::web::at;
use crate::server::web::form::Form;
use crate::server::web::parts::{errors_at, notice, reason_field, recording};
use crate::server::web::seen::{Policy, Signed, Viewer};
use crate::server::web::shell::page_of;

use super::{below, done, said, ways};

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(at("/drafts/{draft}/withdrawal").route(web::get().to(ask)).route(web::post().to(withdraw)));
}

async fn ask(policy: Policy, context: Data<Context>, id: Path<String>) -> Result<HttpResponse, Fault> {
    shown(&policy.0, &context, &id, ("", &[], false)).await
}

async fn withdraw(policy: Policy, context: Data<Context>, id: Path<String>, form: Form) -> Result<HttpResponse, Fault> {
    let reason = match form.reason("reason") {
        Ok(reason) => reason,
        Err(refusals) => {
            return shown(&policy.0, &context, &id, (form.get("reason"), &refusals, false)).await;
        }
    };
    match context.service.withdraw_draft(&policy.0.actor, &form.asked()?, (&id, &reason)).await {
        Ok(_) => Ok(done(&below(&id, ""), "withdrawn")),
        Err(ServiceError::DraftChanged { .. } | ServiceError::DraftClosed { .. } | ServiceError::KeyReused) => {
            shown(&policy.0, &context, &id, (&reason, &[], true)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(
    signed: &Signed,
    context: &Context,
    id: &str,
    (reason, refusals, late): (&str, &[Refusal], bool),
) -> Result<HttpResponse, Fault> {
    let viewer = &signed.viewer;
    let words = viewer.words;
    let draft = context.service.rule_draft(&signed.actor, id).await?;
    let title = words.say("Tarik konsep ini?", "Withdraw this draft?");
    if late && draft.row.state != "open" {
        let typed = [(words.say("Alasan", "Reason").to_owned(), reason.to_owned())];
        return Ok(said::too_late(viewer, &draft, title, &typed));
    }
    let body = html! {
        (ways(viewer, &draft))
        div.narrow {
            @if late { (said::changed(viewer, &draft)) }
            h1 { (title) }
            @if draft.row.state == "open" {
                (notice("warn", words.say(
                    "Konsep yang ditarik tidak dapat diubah, disetujui, atau dibuka lagi. Semua versinya tetap tersimpan.",
                    "A withdrawn draft can neither be changed nor approved nor opened again. All its versions are kept.",
                )))
                (asking(viewer, &draft, (reason, refusals)))
            } @else { (notice("open", said::closed(words, &draft.row.state))) }
        }
    };
    let status = match (late, refusals.is_empty()) {
        (true, _) => StatusCode::PRECONDITION_FAILED,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(page_of(status, viewer, title, &body))
}

fn asking(viewer: &Viewer, draft: &Draft, (reason, refusals): (&str, &[Refusal])) -> Markup {
    let words = viewer.words;
    let id = &draft.row.draft_id;
    html! {
        form method="post" action=(below(id, "/withdrawal")) {
            (recording(viewer, Some(draft.row.version)))
            (reason_field("reason", words.say("Alasan", "Reason"), "", reason))
            (errors_at(viewer, refusals, "/reason", "reason-errors"))
            div.actions {
                button.danger type="submit" { (words.say("Ya, tarik konsep", "Yes, withdraw the draft")) }
                a.button href=(below(id, "")) { (words.say("Batal", "Cancel")) }
            }
        }
    }
}
