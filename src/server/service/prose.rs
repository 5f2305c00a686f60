//! The reasons of a recorded ruling in sentences: the engine rules again on the recorded facts, and must come to the recorded document.
//!
//! Knows nothing of: steps, who may read it.

use serde_json::Value;

use crate::engine::explain::ruling::Ruling;
use crate::engine::wire::{self, Completeness};
use crate::engine::wording::{Language, Wording};
use crate::prose;
use crate::server::actor::Actor;
use crate::server::store::RulingRow;

use super::laws::Accepted;
use super::replay::decision_of;
use super::{Service, ServiceError};

impl Service {
    /// The ruling as `timbang eval` prints it, without colour.
    ///
    /// # Errors
    /// `NoProse` if the edition that it was made under now comes to another document.
    pub(crate) async fn prose(
        &self,
        actor: &Actor,
        ruling: &RulingRow,
        language: Language,
    ) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let case = scoped.case(&ruling.case_id).await?.ok_or(ServiceError::NotFound)?;
        let facts = scoped.snapshot(&case, ruling.snapshot).await?.facts;
        let book = self.book_of(ruling).await?.ok_or(ServiceError::NoProse)?;
        let accepted = book.read(facts.as_bytes(), None, Completeness::Complete).map_err(|_| ServiceError::NoProse)?;
        text(&accepted, &ruling.document, language).ok_or(ServiceError::NoProse)
    }
}

/// `None` unless ruling again gives the same bytes.
fn text(accepted: &Accepted<'_>, document: &str, language: Language) -> Option<String> {
    let rulebook = accepted.law.ready.rulebook();
    let recorded: Value = serde_json::from_str(document).ok()?;
    let name = decision_of(&recorded)?;
    let index = rulebook.decisions.iter().position(|it| it.name == name)?;
    let rulings = accepted.law.ready.rulings(&accepted.case, index, &accepted.choice);
    let label = rulebook.decisions.get(index).map(|it| it.label.clone())?;
    same(&rulings, document).then(|| paragraphs(&rulings, &label, language))
}

pub(super) fn same(rulings: &[Ruling<'_>], document: &str) -> bool {
    let texts: Vec<String> = rulings.iter().map(wire::ruling_json).map(|it| it.trim_end().to_owned()).collect();
    let joined = texts.join(",");
    document == joined || document == format!("[{joined}]")
}

fn paragraphs(rulings: &[Ruling<'_>], decision: &Wording, language: Language) -> String {
    let texts: Vec<String> = rulings.iter().map(|it| prose::ruling::text(it, decision, language, false)).collect();
    texts.join("\n")
}
