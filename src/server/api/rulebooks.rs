//! `/rulebooks`: which rules there are, their texts, and what a case under them looks like.
//!
//! Knows nothing of: cases.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::engine::wire;
use crate::server::service::{Book, Law, Page, ServiceError};

use super::describe::route;
use super::extract::Anyone;
use super::problem::Fault;
use super::{Context, shown};

/// A rulebook with its editions.
#[derive(ToSchema)]
#[schema(as = Rulebook)]
#[expect(dead_code, reason = "it describes an answer that is put together from values")]
struct RulebookView {
    #[schema(example = "exemption")]
    name: String,
    #[schema(required)]
    title: Option<TitleView>,
    /// The earliest first.
    editions: Vec<EditionView>,
}

/// A text in Indonesian and in English.
#[derive(ToSchema)]
#[schema(as = Wording)]
#[expect(dead_code, reason = "it describes an answer that is put together from values")]
struct TitleView {
    id: String,
    en: String,
}

/// One edition of a rulebook.
#[derive(ToSchema)]
#[schema(as = Edition)]
#[expect(dead_code, reason = "it describes an answer that is put together from values")]
struct EditionView {
    #[schema(example = "2026")]
    edition: String,
    /// What a ruling names as the rules it was made under.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    #[schema(format = "date")]
    in_force_from: String,
    #[schema(format = "date", required)]
    in_force_until: Option<String>,
    /// The decisions that it makes itself.
    decisions: Vec<String>,
}

/// The texts of an edition.
#[derive(ToSchema)]
#[schema(as = Source)]
#[expect(dead_code, reason = "it describes an answer that is put together from bytes")]
struct SourceView {
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    files: Vec<FileView>,
}

/// One file of rules.
#[derive(ToSchema)]
#[schema(as = SourceFile)]
#[expect(dead_code, reason = "it describes an answer that is put together from bytes")]
struct FileView {
    path: String,
    text: String,
}

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(route(__path_list_rulebooks, list_rulebooks))
        .service(route(__path_read_rulebook, read_rulebook))
        .service(route(__path_read_edition, read_edition))
        .service(route(__path_read_source, read_source))
        .service(route(__path_read_schema, read_schema));
}

/// List the rulebooks.
///
/// Daftar himpunan aturan.
#[utoipa::path(
    get, path = "/rulebooks", tag = "rulebooks",
    responses((status = 200, description = "All rulebooks with their editions", body = Page<RulebookView>)),
)]
async fn list_rulebooks(anyone: Anyone, context: Data<Context>) -> Result<HttpResponse, Fault> {
    let books = context.service.published_books(&anyone.0).await?;
    let books: Vec<Value> = books.iter().map(|(name, book)| about(name, book)).collect();
    Ok(shown(json!({"items": books, "next": null}).to_string()))
}

/// Read a rulebook.
///
/// Himpunan aturan beserta edisi-edisinya.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}", tag = "rulebooks",
    responses((status = 200, description = "The rulebook", body = RulebookView)),
)]
async fn read_rulebook(anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(about(&name, &*book(&anyone, &context, &name).await?).to_string()))
}

/// Read about an edition.
///
/// Satu edisi: masa berlaku, hash, putusan yang dibuatnya.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/editions/{edition}", tag = "rulebooks",
    responses((status = 200, description = "The edition", body = EditionView)),
)]
async fn read_edition(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let book = book(&anyone, &context, &place.0).await?;
    Ok(shown(about_law(law(&book, &place.1)?).to_string()))
}

/// Read the texts of an edition.
///
/// Teks aturan persis seperti disimpan.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/editions/{edition}/source", tag = "rulebooks",
    responses((status = 200, description = "Every file with its path", body = SourceView)),
)]
async fn read_source(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let book = book(&anyone, &context, &place.0).await?;
    let law = law(&book, &place.1)?;
    let texts = context.service.texts(law).await?;
    Ok(shown(format!("{{\"sha256\":\"{}\",\"files\":{texts}}}", law.row.rulebook_sha256)))
}

/// Read the schema of cases under an edition.
///
/// JSON Schema (2020-12) kasus menurut edisi ini, dengan label dalam kedua bahasa.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/editions/{edition}/schema", tag = "rulebooks",
    responses((status = 200, description = "A JSON Schema for a complete case", body = Object)),
)]
async fn read_schema(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
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
