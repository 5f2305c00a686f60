//! `/rulebooks`: which rules there are, their texts, and what a case under them looks like.
//!
//! Knows nothing of: cases.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path};
use serde_json::{Value, json};

use crate::engine::wire;
use crate::server::service::{Book, Law, ServiceError};

use super::extract::Anyone;
use super::problem::Fault;
use super::{Context, shown};

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(web::resource("/rulebooks").route(web::get().to(list)))
        .service(web::resource("/rulebooks/{name}").route(web::get().to(one)))
        .service(web::resource("/rulebooks/{name}/editions/{edition}").route(web::get().to(edition)))
        .service(web::resource("/rulebooks/{name}/editions/{edition}/source").route(web::get().to(source)))
        .service(web::resource("/rulebooks/{name}/editions/{edition}/schema").route(web::get().to(schema)));
}

async fn list(_anyone: Anyone, context: Data<Context>) -> HttpResponse {
    let books: Vec<Value> = context.service.laws.books().map(|(name, book)| about(name, book)).collect();
    shown(json!({"items": books, "next": null}).to_string())
}

async fn one(_anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(about(&name, book(&context, &name)?).to_string()))
}

async fn edition(
    _anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    Ok(shown(about_law(law(&context, &place)?).to_string()))
}

async fn source(_anyone: Anyone, context: Data<Context>, place: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let law = law(&context, &place)?;
    let texts = context.service.texts(law).await?;
    Ok(shown(format!("{{\"sha256\":\"{}\",\"files\":{texts}}}", law.row.rulebook_sha256)))
}

async fn schema(_anyone: Anyone, context: Data<Context>, place: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    Ok(shown(wire::submission_schema(law(&context, &place)?.ready.rulebook()).to_string()))
}

fn book<'c>(context: &'c Context, name: &str) -> Result<&'c Book, Fault> {
    context.service.laws.book(name).ok_or(Fault::Service(ServiceError::NotFound))
}

fn law<'c>(context: &'c Context, (name, edition): &(String, String)) -> Result<&'c Law, Fault> {
    book(context, name)?.law(edition).ok_or(Fault::Service(ServiceError::NotFound))
}

fn about(name: &str, book: &Book) -> Value {
    let title = book.laws.last().map(|it| &it.ready.rulebook().title);
    let title = title.map(|it| json!({"id": it.id, "en": it.en}));
    json!({"name": name, "title": title, "editions": book.laws.iter().map(about_law).collect::<Vec<_>>()})
}

fn about_law(law: &Law) -> Value {
    let rulebook = law.ready.rulebook();
    let decisions: Vec<&str> = rulebook.decisions.iter().filter(|it| it.own).map(|it| it.name.as_str()).collect();
    json!({
        "edition": law.row.edition,
        "sha256": law.row.rulebook_sha256,
        "in_force_from": law.row.in_force_from,
        "in_force_until": law.row.in_force_until,
        "decisions": decisions,
    })
}
