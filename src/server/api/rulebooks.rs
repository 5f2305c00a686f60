//! `/rulebooks`: which rules there are, their texts, and what a case under them looks like.
//!
//! Knows nothing of: cases.

use std::sync::Arc;

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

async fn list(anyone: Anyone, context: Data<Context>) -> Result<HttpResponse, Fault> {
    let books = context.service.published_books(&anyone.0).await?;
    let books: Vec<Value> = books.iter().map(|(name, book)| about(name, book)).collect();
    Ok(shown(json!({"items": books, "next": null}).to_string()))
}

async fn one(anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(about(&name, &*book(&anyone, &context, &name).await?).to_string()))
}

async fn edition(anyone: Anyone, context: Data<Context>, place: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let book = book(&anyone, &context, &place.0).await?;
    Ok(shown(about_law(law(&book, &place.1)?).to_string()))
}

async fn source(anyone: Anyone, context: Data<Context>, place: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let book = book(&anyone, &context, &place.0).await?;
    let law = law(&book, &place.1)?;
    let texts = context.service.texts(law).await?;
    Ok(shown(format!("{{\"sha256\":\"{}\",\"files\":{texts}}}", law.row.rulebook_sha256)))
}

async fn schema(anyone: Anyone, context: Data<Context>, place: Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let book = book(&anyone, &context, &place.0).await?;
    Ok(shown(wire::submission_schema(law(&book, &place.1)?.ready.rulebook()).to_string()))
}

async fn book(anyone: &Anyone, context: &Context, name: &str) -> Result<Arc<Book>, Fault> {
    let book = context.service.published(&anyone.0, name).await?;
    book.ok_or(Fault::Service(ServiceError::NotFound))
}

fn law<'b>(book: &'b Book, edition: &str) -> Result<&'b Law, Fault> {
    book.law(edition).ok_or(Fault::Service(ServiceError::NotFound))
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
