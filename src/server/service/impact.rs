//! What a draft would change: the latest recorded ruling of every case, held against what the draft says of the same facts.
//!
//! Nothing is recorded, and nothing about persons comes out: outcomes, days, counts, identities of cases. Knows nothing of: HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::engine::wire::Completeness;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::LatestRulingRow;

use super::examination::Examination;
use super::laws::Book;
use super::replay::decision_of;
use super::rulings::document;
use super::terms;
use super::{Service, ServiceError};

/// So many rulings are read at once.
const PAGE: i64 = 200;
/// No further page is begun after so many microseconds.
const PATIENCE: i64 = 20_000_000;
/// So many cases are named.
const MOST_NAMED: usize = 100;

/// What was found so far.
#[derive(Debug, Default)]
struct Tally {
    rulings: usize,
    changed: usize,
    /// Those whose outcome stays, but not until when they are valid or what is owed by when.
    terms_changed: usize,
    /// Cases by edition and outcome, recorded and under the draft; and those of them whose terms would change.
    counts: BTreeMap<[String; 4], (usize, usize)>,
    named: Vec<String>,
    /// Cases whose terms would change, with what of them.
    terms: Vec<Value>,
}

impl Service {
    /// Rules again, under an open or closed draft, on what was ruled on.
    ///
    /// # Errors
    /// `Faulty` if the draft has errors.
    pub(crate) async fn impact(&self, actor: &Actor, draft_id: &str) -> Result<Value, ServiceError> {
        let begun = clock::now();
        let draft = self.rule_draft(actor, draft_id).await?;
        let (rulebook, texts) = (draft.row.rulebook.clone(), self.texts_of(actor, &draft).await?);
        let examination = self.desk.work(move || Examination::without_scenarios(&rulebook, &texts, begun)).await?;
        if !examination.has_no_errors() {
            return Err(ServiceError::Faulty(examination.view()));
        }
        let book = Arc::new(examination.book());
        let scope = actor.scope();
        let mut tally = Tally::default();
        let mut after = String::new();
        let mut is_complete = true;
        loop {
            let page = self.store.of(&scope).latest_rulings(&draft.row.rulebook, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.case_id);
            let book = Arc::clone(&book);
            let work = move || page.iter().fold(tally, |tally, it| tally.with(&book, it));
            tally = self.desk.work(work).await?;
            if clock::now().saturating_sub(begun) > PATIENCE {
                is_complete = false;
                break;
            }
        }
        let mut view = tally.view();
        if let Some(object) = view.as_object_mut() {
            object.insert("draft".to_owned(), draft.row.draft_id.into());
            object.insert("version".to_owned(), draft.row.version.into());
            object.insert("sha256".to_owned(), draft.latest.texts_sha256.into());
            object.insert("complete".to_owned(), is_complete.into());
        }
        Ok(view)
    }
}

impl Tally {
    fn with(mut self, book: &Book, ruling: &LatestRulingRow) -> Self {
        let recorded: Value = serde_json::from_str(&ruling.document).unwrap_or_default();
        let before = outcome(&recorded);
        let (edition, made) = again(book, ruling, decision_of(&recorded));
        let after = made.as_ref().map_or_else(|| "refused".to_owned(), outcome);
        let mut has_other_terms = false;
        self.rulings = self.rulings.saturating_add(1);
        if before == after {
            let changes = made.map(|it| terms::differences(&recorded, &it)).unwrap_or_default();
            has_other_terms = !changes.is_empty();
            self.learn_terms(&ruling.case_id, &changes);
        } else {
            self.changed = self.changed.saturating_add(1);
            if self.named.len() < MOST_NAMED {
                self.named.push(ruling.case_id.clone());
            }
        }
        let count = self.counts.entry([ruling.edition.clone(), before, edition, after]).or_default();
        *count = (count.0.saturating_add(1), count.1.saturating_add(usize::from(has_other_terms)));
        self
    }

    fn learn_terms(&mut self, case_id: &str, changes: &[Value]) {
        if changes.is_empty() {
            return;
        }
        self.terms_changed = self.terms_changed.saturating_add(1);
        if self.terms.len() < MOST_NAMED {
            self.terms.push(json!({"case": case_id, "changes": changes}));
        }
    }

    fn view(&self) -> Value {
        let count = |([from_edition, from, to_edition, to], (cases, terms)): (&[String; 4], &(usize, usize))| {
            json!({
                "from": {"edition": from_edition, "outcome": from},
                "to": {"edition": Some(to_edition).filter(|it| !it.is_empty()), "outcome": to},
                "cases": cases,
                "terms_changed": terms,
            })
        };
        json!({
            "rulings": self.rulings,
            "changed": self.changed,
            "terms_changed": self.terms_changed,
            "counts": self.counts.iter().map(count).collect::<Vec<_>>(),
            "changed_cases": self.named,
            "changed_terms": self.terms,
        })
    }
}

/// Edition and document under the draft; no document if the facts cannot be read under it.
fn again(book: &Book, ruling: &LatestRulingRow, decision: Option<&str>) -> (String, Option<Value>) {
    let Ok(accepted) = book.read(ruling.facts.as_bytes(), None, Completeness::Complete) else {
        return (String::new(), None);
    };
    let edition = accepted.law.row.edition.clone();
    let made = document(&accepted, decision).ok();
    (edition, made.map(|it| serde_json::from_str(&it.text).unwrap_or_default()))
}

/// The outcome of a document, or its status if nothing was decided; all of them if it is about the elements of a list.
pub(super) fn outcome(document: &Value) -> String {
    match document {
        Value::Array(elements) => elements.iter().map(outcome).collect::<Vec<_>>().join(", "),
        one => {
            let decided = one.pointer("/outcome/id").and_then(Value::as_str);
            decided.or_else(|| one.get("status").and_then(Value::as_str)).unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_told_in_a_word() {
        let decided = json!({"status": "decided", "outcome": {"id": "exempt", "label": {}}});
        let open = json!({"status": "undetermined", "outcome": null});
        assert_eq!(outcome(&decided), "exempt");
        assert_eq!(outcome(&open), "undetermined");
        assert_eq!(outcome(&json!([decided, open])), "exempt, undetermined");
    }
}
