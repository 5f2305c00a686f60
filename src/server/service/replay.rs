//! A ruling made again from what was kept: the facts, and the rules under the hash that stands in the ruling.
//!
//! Nothing that was published since counts. Knows nothing of: HTTP, which rules are in force.

use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::engine::wire::{Completeness, hash};
use crate::server::actor::Actor;
use crate::server::store::{EditionRow, RulingRow, SnapshotRow};

use super::laws::{Book, Law};
use super::rulings::{Document, document};
use super::{Service, ServiceError, answers, facts};

/// No more differences than this are shown.
const MOST_SHOWN: usize = 20;

/// A ruling made again, beside what was recorded.
#[derive(Serialize, ToSchema)]
#[schema(as = Replay)]
pub(crate) struct ReplayView<'a> {
    #[schema(format = "uuid")]
    ruling: &'a str,
    /// Whether the same bytes came out.
    same: bool,
    rulebook: &'a str,
    edition: &'a str,
    rulebook_sha256: &'a str,
    /// As recorded.
    document_sha256: &'a str,
    /// None if no document came out.
    #[schema(required)]
    replayed_sha256: Option<String>,
    /// Whether the document and the facts still have the hashes that were recorded with them.
    document_intact: bool,
    facts_intact: bool,
    engine: EngineView<'a>,
    /// Where the documents differ, the first ones.
    differences: Vec<Difference>,
    /// Why no document came out.
    #[schema(required)]
    trouble: Option<String>,
}

/// Versions of the engine.
#[derive(Serialize, ToSchema)]
#[schema(as = EngineVersions)]
struct EngineView<'a> {
    recorded: &'a str,
    now: &'a str,
}

/// A place where two documents differ.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
struct Difference {
    pointer: String,
    #[schema(required)]
    recorded: Option<Value>,
    #[schema(required)]
    replayed: Option<Value>,
}

impl Service {
    /// Makes a ruling again and holds it against what was recorded; nothing is recorded.
    pub(crate) async fn replay(&self, actor: &Actor, ruling_id: &str) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let ruling = scoped.ruling(ruling_id).await?.ok_or(ServiceError::NotFound)?;
        let case = scoped.case(&ruling.case_id).await?.ok_or(ServiceError::NotFound)?;
        let facts = scoped.snapshot(&case, ruling.snapshot).await?;
        let edition = self.store.edition(&ruling.rulebook, &ruling.rulebook_sha256).await?;
        let edition = edition.ok_or_else(|| ServiceError::Broken(format!("ruling {ruling_id} has no rules")))?;
        self.desk.work(move || compared(&ruling, &facts, edition)).await?
    }
}

/// The decision that a document is about; none if it is a list without elements.
pub(super) fn decision_of(document: &Value) -> Option<&str> {
    document.get("decision").or_else(|| document.get(0)?.get("decision")).and_then(Value::as_str)
}

fn compared(ruling: &RulingRow, facts: &SnapshotRow, edition: EditionRow) -> Result<String, ServiceError> {
    let sha256 = |text: &str| hash::sha256_hex(text.as_bytes());
    let (made, trouble) = match replayed(ruling, facts, edition) {
        Ok(document) => (Some(document), None),
        Err(trouble) => (None, Some(trouble)),
    };
    // What stands beside the document is what lists show.
    let beside = made.as_ref().map(|it| beside(ruling, it)).unwrap_or_default();
    let replayed = made.map(|it| it.text);
    let within = replayed.as_ref().map(|it| differences(&ruling.document, it)).unwrap_or_default();
    answers::json(&ReplayView {
        ruling: &ruling.ruling_id,
        same: replayed.as_ref() == Some(&ruling.document) && beside.is_empty(),
        rulebook: &ruling.rulebook,
        edition: &ruling.edition,
        rulebook_sha256: &ruling.rulebook_sha256,
        document_sha256: &ruling.document_sha256,
        replayed_sha256: replayed.as_deref().map(sha256),
        document_intact: sha256(&ruling.document) == ruling.document_sha256,
        facts_intact: sha256(&facts.facts) == facts.facts_sha256,
        engine: EngineView { recorded: &ruling.engine_version, now: env!("CARGO_PKG_VERSION") },
        differences: beside.into_iter().chain(within).collect(),
        trouble,
    })
}

/// The document under the recorded rules, checked and compiled anew from the texts that were kept.
fn replayed(ruling: &RulingRow, facts: &SnapshotRow, edition: EditionRow) -> Result<Document, String> {
    let law = match Law::kept(edition) {
        Ok(law) => Arc::new(law),
        Err(ServiceError::Broken(why)) => return Err(why),
        Err(other) => return Err(format!("{other:?}")),
    };
    let recorded: Value = serde_json::from_str(&ruling.document).map_err(|it| it.to_string())?;
    let decisions = &law.ready.rulebook().decisions;
    let of_elements = || decisions.iter().find(|it| it.for_every.is_some()).map(|it| it.name.clone());
    let decision = decision_of(&recorded).map(str::to_owned).or_else(of_elements);
    let book = Book { laws: vec![law], ..Book::default() };
    let refused = |it: &crate::engine::case::Refusal| format!("{} {}: {}", it.code, it.pointer, it.message.en);
    let accepted = book
        .read(facts.facts.as_bytes(), None, Completeness::Complete)
        .map_err(|it| it.iter().map(refused).collect::<Vec<_>>().join("; "))?;
    document(&accepted, decision.as_deref()).map_err(|it| format!("{it:?}"))
}

/// Where what was recorded beside the document is not what the replay has there.
fn beside(ruling: &RulingRow, replayed: &Document) -> Vec<Difference> {
    let pairs = [("status", ruling.status.as_str(), replayed.status), ("outcome", &ruling.outcome, &replayed.outcome)];
    let differing = pairs.into_iter().filter(|(_, recorded, replayed)| recorded != replayed);
    let difference = |(name, recorded, replayed): (&str, &str, &str)| Difference {
        pointer: format!("/{name}"),
        recorded: Some(recorded.into()),
        replayed: Some(replayed.into()),
    };
    differing.map(difference).collect()
}

fn differences(recorded: &str, replayed: &str) -> Vec<Difference> {
    let (recorded, replayed) = (serde_json::from_str(recorded).ok(), serde_json::from_str(replayed).ok());
    let mut found = Vec::new();
    compare(String::new(), recorded.as_ref(), replayed.as_ref(), &mut found);
    found
}

fn compare(pointer: String, recorded: Option<&Value>, replayed: Option<&Value>, found: &mut Vec<Difference>) {
    if recorded == replayed || found.len() >= MOST_SHOWN {
        return;
    }
    match (recorded, replayed) {
        (Some(Value::Object(left)), Some(Value::Object(right))) => {
            let new = right.keys().filter(|it| !left.contains_key(*it));
            for name in left.keys().chain(new) {
                let place = format!("{pointer}/{}", facts::escaped(name));
                compare(place, left.get(name), right.get(name), found);
            }
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => {
            for number in 0..left.len().max(right.len()) {
                compare(format!("{pointer}/{number}"), left.get(number), right.get(number), found);
            }
        }
        _ => found.push(Difference { pointer, recorded: recorded.cloned(), replayed: replayed.cloned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_told_by_place() {
        let pointers =
            |left: &str, right: &str| differences(left, right).into_iter().map(|it| it.pointer).collect::<Vec<_>>();
        assert_eq!(pointers(r#"{"a":[1,{"b/c":2}]}"#, r#"{"a":[1,{"b/c":3}],"d":null}"#), ["/a/1/b~1c", "/d"]);
        assert_eq!(pointers("[1]", "[1,2]"), ["/1"]);
        assert_eq!(pointers("{}", "{ }"), [""; 0]);
    }
}
