//! Where no route leads: a path that is not there, or one that answers to other methods.
//!
//! Knows nothing of: who asks.

use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::server::http::problem::Fault;
use crate::server::service::ServiceError;

use super::Description;

/// The same, where a route was found but not for this method.
pub(super) async fn answered(request: HttpRequest, description: Data<Description>) -> Result<HttpResponse, Fault> {
    elsewhere(&request, &description)
}

/// Answers `OPTIONS`, refuses other methods of a known path, and knows nothing of any other path.
///
/// # Errors
/// For anything but `OPTIONS`.
pub(in crate::server) fn elsewhere(request: &HttpRequest, description: &Description) -> Result<HttpResponse, Fault> {
    let methods = description.methods(request.path());
    if methods.is_empty() {
        return Err(Fault::Service(ServiceError::NotFound));
    }
    let allowed = methods.join(", ");
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((ALLOW, allowed)).finish());
    }
    Err(Fault::Method { allowed })
}
