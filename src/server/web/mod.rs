//! The pages for people: the same use cases as the interface for programs, as HTML that works without a script.
//!
//! Knows nothing of: SQL, how a ruling is worked out, the interface for programs.

mod agency;
mod around;
mod assets;
mod audit;
mod case;
mod cases;
mod check;
mod days;
mod documents;
mod form;
mod home;
mod inbox;
mod kept;
mod late;
mod nine_box;
mod numbers;
mod official;
mod overview;
mod parts;
mod preferences;
mod rule_drafts;
mod rulebooks;
mod ruling;
mod seen;
mod sent;
mod shell;
mod sign_in;
mod what_if;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{Error, Resource};

pub(super) use around::{elsewhere, turned_back, wants_page};

/// Where everything is. Pages are no part of the described interface.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .configure(assets::configure)
        .configure(home::configure)
        .configure(sign_in::configure)
        .configure(preferences::configure)
        .configure(cases::configure)
        .configure(agency::configure)
        .configure(audit::configure)
        .configure(case::configure)
        .configure(check::configure)
        .configure(inbox::configure)
        .configure(official::configure)
        .configure(overview::configure)
        .configure(rule_drafts::configure)
        .configure(rulebooks::configure)
        .configure(ruling::configure)
        .configure(what_if::configure);
}

/// A page at this path: its troubles are told on a page as well.
fn at(
    path: &str,
) -> Resource<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<BoxBody>, Error = Error, InitError = ()>,
> {
    web::resource(path).wrap(from_fn(around::around))
}
