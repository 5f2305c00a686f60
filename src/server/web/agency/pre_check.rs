//! `/cases/{case}/pre-check`: what would come out of a case as it stands. It is no ruling and never looks like one.
//!
//! Knows nothing of: how it is shown.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use serde_json::Value;

use crate::server::http::Context;
use crate::server::http::guard;
use crate::server::http::problem::Fault;
use crate::server::service::ServiceError;
use crate::server::web::seen::{Reader, Signed};
use crate::server::web::shell::page;

use super::editions::{chosen, date_pointer, dated};
use super::facts::{is_open, opened};
use super::pre_check_page::Outlook;
use super::ready::Bare;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    decision: String,
}

pub(super) async fn show(
    reader: Reader,
    context: Data<Context>,
    request: HttpRequest,
    case: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let Signed { actor, viewer } = &reader.0;
    guard::stands(&request, context.quotas.preview(&actor.key_id))?;
    let open = opened(&reader.0, &context, &case).await?;
    let book = context.service.book(actor, &open.case.rulebook).await?;
    let law = chosen(&book, "", dated(&book, &open.facts)).ok_or(ServiceError::NotFound)?;
    let decision = Some(asked.decision.as_str()).filter(|it| !it.is_empty());
    let (document, changes, refusals) = match context.service.pre_check(actor, &case, decision).await {
        Ok(preview) => (json(&preview.document)?, json(&preview.changes)?, Vec::new()),
        Err(ServiceError::Refused(all)) => (Value::Null, Value::Null, all),
        Err(other) => return Err(other.into()),
    };
    let may_change = is_open(&open.case) && actor.role == crate::server::actor::Role::Agency;
    let ready = if may_change {
        let readiness = context.service.readiness(actor, &open.case.case_id).await?;
        let date = date_pointer(&book);
        Some((readiness, Bare::of(law.ready.rulebook(), &open.facts, (&date, &[&document, &changes]))))
    } else {
        None
    };
    let outlook = Outlook {
        viewer,
        rulebook: law.ready.rulebook(),
        case: &open.case,
        decision: &asked.decision,
        document: &document,
        changes: &changes,
        refusals: &refusals,
        ready,
        may_change,
    };
    Ok(page(viewer, viewer.words.say("Pra-pemeriksaan", "Pre-check"), &outlook.page()))
}

fn json(text: &str) -> Result<Value, ServiceError> {
    serde_json::from_str(text).map_err(|it| ServiceError::Broken(it.to_string()))
}
