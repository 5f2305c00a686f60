//! `/simulations`: what would be ruled if facts of a case were otherwise.
//!
//! Knows nothing of: how a ruling is worked out.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::server::service::{Simulation, SimulationView, Variant};
use crate::wording;

use super::describe::route;
use super::extract::{Body, Reader, Trying};
use super::fields::Fields;
use super::problem::{Fault, codes};
use super::{Context, shown};

/// So many variants at once; each is worked out by itself.
const MOST_VARIANTS: usize = 10;
/// So many facts are otherwise in one variant.
const MOST_FACTS: usize = 50;

/// A case on which changes are tried out.
#[derive(ToSchema)]
#[schema(as = Simulation)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct NewSimulation {
    /// The identity of the case.
    #[schema(format = "uuid")]
    case: String,
    /// The name of a decision; without it the first one of the edition.
    decision: Option<String>,
    /// Whether the whole ruling documents are wanted as well.
    documents: Option<bool>,
    /// Each is tried out by itself on a copy of the case.
    #[schema(min_items = 1, max_items = 10)]
    variants: Vec<NewVariant>,
}

/// What is otherwise than in the case.
#[derive(ToSchema)]
#[schema(as = Variant)]
#[expect(dead_code, reason = "it describes a body that `Fields` reads")]
struct NewVariant {
    /// What it is to be called in the answer.
    #[schema(max_length = 10_000)]
    name: Option<String>,
    /// The other value by JSON pointer of the fact, 50 at most. Decimals are texts; `{"unknown": "why"}` takes a fact away.
    #[schema(value_type = Object)]
    facts: BTreeMap<String, Value>,
}

pub(super) fn configure(routes: &mut ServiceConfig) {
    routes.service(route(__path_simulate, simulate).problems(&[codes::NOT_FOUND, codes::FULL]));
}

/// Try out changes on a copy of a case; nothing is recorded.
///
/// Each variant tells what would be ruled, whether the outcome is another one, and which criteria turn out otherwise.
#[utoipa::path(
    post, path = "/simulations", tag = "rulings", request_body = NewSimulation,
    responses((status = 200, description = "What each variant would give, beside the case as it stands",
        body = SimulationView)),
)]
async fn simulate(trying: Trying<Reader>, context: Data<Context>, body: Body) -> Result<HttpResponse, Fault> {
    Ok(shown(context.service.simulate(&trying.0.0, simulation(&body.0)?).await?))
}

fn simulation(body: &[u8]) -> Result<Simulation, Fault> {
    let mut fields = Fields::of_body(body)?;
    let case_id = fields.text("case");
    let decision = fields.optional_text("decision");
    let documents = fields.optional_truth("documents").unwrap_or_default();
    let variants = variants(&mut fields);
    fields.finish()?;
    Ok(Simulation { case_id, decision, documents, variants })
}

fn variants(fields: &mut Fields) -> Vec<Variant> {
    let raw = fields.required_raw("variants");
    // What is missing was refused as such.
    if raw.get() == RawValue::NULL.get() && fields.is_refused("variants") {
        return Vec::new();
    }
    let Ok(list) = serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()) else {
        fields.refuse(
            "variants",
            wording!("harus daftar objek dengan `facts`", "must be a list of objects with `facts`"),
        );
        return Vec::new();
    };
    if list.is_empty() || list.len() > MOST_VARIANTS {
        let count = list.len();
        fields.refuse(
            "variants",
            wording!(
                "{count} varian; harus antara 1 dan {MOST_VARIANTS}",
                "{count} variants; must be between 1 and {MOST_VARIANTS}"
            ),
        );
    }
    list.iter().take(MOST_VARIANTS).enumerate().map(|(number, raw)| variant(fields, number, raw)).collect()
}

fn variant(fields: &mut Fields, number: usize, raw: &RawValue) -> Variant {
    let mut inside = Fields::inside(raw, format!("/variants/{number}"));
    let name = inside.optional_text("name");
    let facts = inside.object("facts");
    let count = facts.len();
    if count == 0 || count > MOST_FACTS {
        inside.refuse(
            "facts",
            wording!(
                "{count} fakta; harus antara 1 dan {MOST_FACTS}",
                "{count} facts; must be between 1 and {MOST_FACTS}"
            ),
        );
    }
    fields.adopt(inside);
    // They were read before, so they are JSON.
    let facts = facts.into_iter().map(|(pointer, raw)| (pointer, serde_json::from_str(raw.get()).unwrap_or_default()));
    Variant { name, facts: facts.collect() }
}
