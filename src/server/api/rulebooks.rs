//! `/rulebooks`: which rules there are, their texts, and what a case under them looks like.
//!
//! Knows nothing of: cases.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, Query};
use serde_json::{Value, json};

use crate::engine::wire;
use crate::server::service::{Book, Law, PublicationRow, ServiceError};
use crate::wording;

use super::extract::{Anyone, Drafter};
use super::fields::Fields;
use super::problem::Fault;
use super::{Context, shown};

pub(super) fn configure(routes: &mut web::ServiceConfig) {
    routes
        .service(web::resource("/rulebooks").route(web::get().to(list)))
        .service(web::resource("/rulebooks/{name}").route(web::get().to(one)))
        .service(web::resource("/rulebooks/{name}/editions/{edition}").route(web::get().to(edition)))
        .service(web::resource("/rulebooks/{name}/publications").route(web::get().to(publications)))
        .service(web::resource("/rulebooks/{name}/publications/{id}").route(web::get().to(publication)))
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

async fn edition(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    query: Query<BTreeMap<String, String>>,
) -> Result<HttpResponse, Fault> {
    let (law, publication) = found(&anyone, &context, &place, &query).await?;
    let mut about = about_law(&law);
    if let Some(object) = about.as_object_mut() {
        object.insert("publication".to_owned(), about_publication(&publication));
    }
    Ok(shown(about.to_string()))
}

async fn source(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    query: Query<BTreeMap<String, String>>,
) -> Result<HttpResponse, Fault> {
    let (law, publication) = found(&anyone, &context, &place, &query).await?;
    let texts = context.service.published_rules(&anyone.0, &publication).await?;
    Ok(shown(format!("{{\"sha256\":\"{}\",\"files\":{texts}}}", law.row.rulebook_sha256)))
}

async fn schema(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    query: Query<BTreeMap<String, String>>,
) -> Result<HttpResponse, Fault> {
    let (law, _) = found(&anyone, &context, &place, &query).await?;
    Ok(shown(wire::submission_schema(law.ready.rulebook()).to_string()))
}

async fn publications(anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.publications_shown(&anyone.0, &name).await?))
}

async fn publication(
    drafter: Drafter,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.publication_shown(&drafter.0, (&place.0, &place.1)).await?))
}

/// The edition that is in force, or with `?sha256=` one that ever was.
async fn found(
    anyone: &Anyone,
    context: &Context,
    (rulebook, edition): &(String, String),
    Query(query): &Query<BTreeMap<String, String>>,
) -> Result<(Arc<Law>, PublicationRow), Fault> {
    let mut fields = Fields::of_body(b"")?;
    for name in query.keys().filter(|it| *it != "sha256") {
        fields.refuse(name, wording!("tidak dikenal", "is not known here"));
    }
    fields.finish()?;
    let sha256 = query.get("sha256").map(String::as_str);
    Ok(context.service.edition(&anyone.0, (rulebook, edition), sha256).await?)
}

async fn book(anyone: &Anyone, context: &Context, name: &str) -> Result<Arc<Book>, Fault> {
    let book = context.service.published(&anyone.0, name).await?;
    book.ok_or(Fault::Service(ServiceError::NotFound))
}

fn about(name: &str, book: &Book) -> Value {
    let title = book.laws.last().map(|it| &it.ready.rulebook().title);
    let title = title.map(|it| json!({"id": it.id, "en": it.en}));
    let publication = book.publication.as_ref().map(about_publication);
    json!({"name": name, "title": title, "publication": publication, "editions": book.laws.iter().map(|it| about_law(it)).collect::<Vec<_>>()})
}

fn about_publication(it: &PublicationRow) -> Value {
    json!({"id": it.publication_id, "number": it.number, "effective_on": it.effective_on, "shared": it.tenant_id.is_empty()})
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
