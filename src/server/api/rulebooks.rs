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
use crate::server::service::{Book, Law, Page, PublicationRow, PublicationView, ServiceError, TextFile};

use super::describe::route;
use super::extract::{Anyone, Drafter, Parameters};
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
    /// The publication that is in force.
    publication: PublishedBy,
    /// The earliest first.
    editions: Vec<EditionView>,
}

/// Which publication something belongs to.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes an answer that is put together from values")]
struct PublishedBy {
    #[schema(format = "uuid")]
    id: String,
    #[schema(minimum = 0)]
    number: i64,
    /// Since this day in Jakarta.
    #[schema(format = "date")]
    effective_on: String,
    /// For all tenants, by whoever runs the service.
    shared: bool,
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
    /// The publication it was found in; not told in the list of a rulebook.
    publication: Option<PublishedBy>,
}

/// The texts of an edition.
#[derive(ToSchema)]
#[schema(as = Source)]
#[expect(dead_code, reason = "it describes an answer that is put together from bytes")]
struct SourceView {
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    files: Vec<TextFile>,
}

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .service(route(__path_list_rulebooks, list_rulebooks))
        .service(route(__path_read_rulebook, read_rulebook))
        .service(route(__path_read_edition, read_edition))
        .service(route(__path_read_source, read_source))
        .service(route(__path_read_schema, read_schema))
        .service(route(__path_list_publications, list_publications))
        .service(route(__path_read_publication, read_publication));
}

/// List the rulebooks.
///
/// Those that are in force now, each with its editions.
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
/// The rulebook with its editions.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}", tag = "rulebooks",
    responses((status = 200, description = "The rulebook", body = RulebookView)),
)]
async fn read_rulebook(anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(about(&name, &*book(&anyone, &context, &name).await?).to_string()))
}

/// Read about an edition.
///
/// When it is in force, its hash, the decisions it makes. With `sha256`, an edition that was published once.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/editions/{edition}", tag = "rulebooks",
    params(("sha256" = Option<String>, Query, description = "An edition that was published once, instead of the one in force",
        pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, description = "The edition", body = EditionView)),
)]
async fn read_edition(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let (law, publication) = found(&anyone, &context, &place, &asked).await?;
    let mut about = about_law(&law);
    if let Some(object) = about.as_object_mut() {
        object.insert("publication".to_owned(), about_publication(&publication));
    }
    Ok(shown(about.to_string()))
}

/// Read the texts of an edition.
///
/// The texts of the rules exactly as they are kept, and all that was published with them.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/editions/{edition}/source", tag = "rulebooks",
    params(("sha256" = Option<String>, Query, description = "An edition that was published once, instead of the one in force",
        pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, description = "Every file of rules that was published with it", body = SourceView)),
)]
async fn read_source(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let (law, publication) = found(&anyone, &context, &place, &asked).await?;
    let texts = context.service.published_rules(&anyone.0, &publication).await?;
    Ok(shown(format!("{{\"sha256\":\"{}\",\"files\":{texts}}}", law.row.rulebook_sha256)))
}

/// Read the schema of cases under an edition.
///
/// JSON Schema (2020-12) of a case under this edition, with labels in both languages.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/editions/{edition}/schema", tag = "rulebooks",
    params(("sha256" = Option<String>, Query, description = "An edition that was published once, instead of the one in force",
        pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, description = "A JSON Schema for a complete case", body = Object)),
)]
async fn read_schema(
    anyone: Anyone,
    context: Data<Context>,
    place: Path<(String, String)>,
    asked: Parameters,
) -> Result<HttpResponse, Fault> {
    let (law, _) = found(&anyone, &context, &place, &asked).await?;
    Ok(shown(wire::submission_schema(law.ready.rulebook()).to_string()))
}

/// List what was published of a rulebook, the latest first.
///
/// Who wrote, who approved, when, from when on, why, and which editions.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/publications", tag = "rulebooks",
    responses((status = 200, description = "Publications without their texts", body = Page<PublicationView>)),
)]
async fn list_publications(anyone: Anyone, context: Data<Context>, name: Path<String>) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.publications_shown(&anyone.0, &name).await?))
}

/// Read a publication with its texts.
///
/// The publication with all its texts, scenarios and cases.
#[utoipa::path(
    get, path = "/rulebooks/{rulebook}/publications/{publication}", tag = "rulebooks",
    responses((status = 200, description = "The publication", body = PublicationView)),
)]
async fn read_publication(
    drafter: Drafter,
    context: Data<Context>,
    place: Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.publication_shown(&drafter.0, (&place.0, &place.1)).await?))
}

/// The edition that is in force, or with `sha256` one that ever was.
async fn found(
    anyone: &Anyone,
    context: &Context,
    (rulebook, edition): &(String, String),
    asked: &Parameters,
) -> Result<(Arc<Law>, PublicationRow), Fault> {
    let sha256 = Some(asked.get("sha256")).filter(|it| !it.is_empty());
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
    let editions: Vec<Value> = book.laws.iter().map(|it| about_law(it)).collect();
    json!({"name": name, "title": title, "publication": publication, "editions": editions})
}

fn about_publication(it: &PublicationRow) -> Value {
    let shared = it.tenant_id.is_empty();
    json!({"id": it.publication_id, "number": it.number, "effective_on": it.effective_on, "shared": shared})
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
