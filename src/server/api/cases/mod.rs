//! `/cases`: begun by agencies, verified and judged by officials, read by those who may.
//!
//! Knows nothing of: how a step is recorded.

mod own;
mod read;
mod verified;

use actix_web::HttpResponse;
use actix_web::web::Data;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::server::actor::Actor;
use crate::server::service::Step;

use super::Context;
use super::describe::route;
use super::extract::Recording;
use super::fields::Fields;
use super::if_match::tagged;
use super::problem::{Fault, codes};

/// Why a step is taken.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct Reason {
    /// In words, for the history of the case.
    #[schema(max_length = 10_000, min_length = 1)]
    reason: String,
}

pub(super) fn configure(routes: &mut ServiceConfig) {
    let steps = &[codes::ILLEGAL_STEP, codes::SAME_PERSON];
    routes
        .service(route(read::__path_list_cases, read::list_cases))
        .service(route(own::__path_begin_case, own::begin_case).problems(&[codes::NO_SUCH_RULEBOOK]).tagged())
        .service(route(read::__path_read_case, read::read_case).tagged())
        .service(route(read::__path_list_facts, read::list_facts).tagged())
        .service(route(read::__path_list_deadlines, read::list_deadlines))
        .service(route(own::__path_replace_facts, own::replace_facts).problems(steps).tagged())
        .service(route(own::__path_submit_case, own::submit_case).problems(steps).tagged())
        .service(route(own::__path_withdraw_case, own::withdraw_case).problems(steps).tagged())
        .service(
            route(own::__path_object, own::object)
                .problems(&[codes::ILLEGAL_STEP, codes::SAME_PERSON, codes::TOO_LATE])
                .tagged(),
        )
        .service(route(verified::__path_verify_case, verified::verify_case).problems(steps).tagged())
        .service(route(verified::__path_return_case, verified::return_case).problems(steps).tagged())
        .service(route(verified::__path_judge, verified::judge).problems(steps).tagged())
        .service(route(read::__path_read_history, read::read_history));
}

/// A step that needs nothing but a reason.
async fn moved(
    actor: &Actor,
    context: &Data<Context>,
    case: &str,
    recording: &Recording,
    step: Step,
) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::of_body(&recording.body)?;
    let reason = fields.text("reason");
    fields.finish()?;
    Ok(tagged(context.service.move_on(actor, &recording.asked, case, (step, &reason)).await?))
}
