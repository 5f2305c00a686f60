//! A case with all that belongs to it: facts under their rules, history, latest ruling, and whose turn it is.
//!
//! Knows nothing of: how it is shown, how a step is taken.

use std::sync::Arc;

use serde_json::Value;

use crate::engine::select;
use crate::engine::types::Rulebook;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{CaseRow, EventRow, RulingRow, SnapshotRow};

use super::answers::legal_steps;
use super::deadlines;
use super::documents::Documents;
use super::laws::{Book, Law};
use super::plan::is_identity;
use super::statuses::{self, FactLine};
use super::steps::{State, Step};
use super::{Service, ServiceError, duties, facts, letters};

/// Everything about one case.
pub(crate) struct Dossier {
    pub(crate) case: CaseRow,
    pub(crate) snapshot: SnapshotRow,
    pub(crate) facts: Value,
    /// The edition that the facts call for; none if all editions were retired before a ruling was made.
    pub(crate) law: Option<Arc<Law>>,
    pub(crate) events: Vec<EventRow>,
    /// The latest one.
    pub(crate) ruling: Option<RulingRow>,
    /// Those that the evidence names, if they were asked for.
    pub(crate) documents: Documents,
}

/// Who has to act, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    pub(crate) step: &'static str,
    pub(crate) by: &'static [&'static str],
    /// A right that ends, not a duty.
    pub(crate) is_right: bool,
    pub(crate) since: String,
    pub(crate) due: Option<String>,
    pub(crate) late: bool,
    /// Why there is a period but no last day, as JSON of both languages; empty otherwise.
    pub(crate) due_unknown: String,
}

impl Service {
    /// A case with all that belongs to it; `NotFound` also for what this actor may not see.
    pub(crate) async fn dossier(&self, actor: &Actor, case_id: &str) -> Result<Dossier, ServiceError> {
        if !is_identity(case_id) {
            return Err(ServiceError::NotFound);
        }
        let (case, snapshot) = self.case(actor, case_id).await?;
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let events = scoped.events(&case).await?;
        let ruling = if case.ruling_id.is_empty() { None } else { scoped.ruling(&case.ruling_id).await? };
        let facts = serde_json::from_str(&snapshot.facts).map_err(|it| ServiceError::Broken(it.to_string()))?;
        let law = match self.published(actor, &case.rulebook).await?.and_then(|it| law_of(&it, &snapshot.facts)) {
            Some(law) => Some(law),
            None => self.law_of_ruling(ruling.as_ref()).await?,
        };
        Ok(Dossier { case, snapshot, facts, law, events, ruling, documents: Documents::new() })
    }

    /// The same with the documents that its evidence names.
    pub(crate) async fn dossier_with_documents(&self, actor: &Actor, case_id: &str) -> Result<Dossier, ServiceError> {
        let dossier = self.dossier(actor, case_id).await?;
        let documents = self.documents_in(actor, &dossier.case.agency_id, &dossier.facts).await?;
        Ok(Dossier { documents, ..dossier })
    }

    async fn law_of_ruling(&self, ruling: Option<&RulingRow>) -> Result<Option<Arc<Law>>, ServiceError> {
        let Some(ruling) = ruling else { return Ok(None) };
        Ok(self.book_of(ruling).await?.and_then(|it| it.laws.into_iter().next()))
    }
}

/// The edition of the date of the facts, or the last one.
fn law_of(book: &Book, facts: &str) -> Option<Arc<Law>> {
    let day = facts::dated(book, facts);
    let dated = book.laws.iter().find(|it| {
        let in_force = &it.ready.rulebook().in_force;
        day.is_some_and(|day| in_force.from <= day && in_force.until.is_none_or(|until| day <= until))
    });
    dated.or(book.laws.last()).cloned()
}

impl Dossier {
    /// The date among the facts that selects the edition.
    pub(crate) fn date_among_facts(&self) -> Option<&str> {
        let path: String = select::selecting_path(self.rulebook()?).iter().flat_map(|it| ["/", it]).collect();
        self.facts.pointer(&path).and_then(Value::as_str)
    }

    /// The rules, if there are any.
    pub(crate) fn rulebook(&self) -> Option<&Rulebook> {
        self.law.as_deref().map(|it| it.ready.rulebook())
    }

    /// Every fact that the rules ask for, with its status.
    pub(crate) fn lines(&self) -> Vec<FactLine<'_>> {
        self.rulebook().map(|it| statuses::all(it, &self.facts)).unwrap_or_default()
    }

    /// The same with every record in a list: what can be judged one by one.
    pub(crate) fn one_by_one(&self) -> Vec<FactLine<'_>> {
        self.rulebook().map(|it| statuses::one_by_one(it, &self.facts)).unwrap_or_default()
    }

    /// The steps that people can take from here.
    pub(crate) fn steps(&self) -> Vec<&'static str> {
        legal_steps(&self.case)
    }

    /// Whether somebody can take this step from here, whoever it is.
    pub(crate) fn allows(&self, step: Step) -> bool {
        self.steps().contains(&step.name())
    }

    /// The role in which this person acted here before, if it is another one.
    pub(crate) fn other_role_of(&self, actor: &Actor) -> Option<(String, String)> {
        match duties::one_role(actor, &self.events) {
            Err(ServiceError::SamePerson { role, step }) => Some((role, step)),
            _ => None,
        }
    }

    /// Who has to act now, or may still.
    pub(crate) fn turn(&self) -> Option<Turn> {
        turn(&self.case)
    }

    /// The names of the facts that stand disputed; none if the rules are not kept any more.
    pub(crate) fn disputed(&self) -> Vec<Wording> {
        self.rulebook().map(|it| letters::disputed(it, &self.facts)).unwrap_or_default()
    }

    /// The name in the facts.
    pub(crate) fn agency_name(&self) -> Option<&str> {
        self.facts.pointer("/agency/name").and_then(Value::as_str)
    }

    /// The position that was asked for, if the facts name one.
    pub(crate) fn position(&self) -> Option<&str> {
        self.facts.pointer("/request/position/title").and_then(Value::as_str)
    }

    /// The documents of the latest ruling: one, or one for each element.
    pub(crate) fn documents(&self) -> Vec<Value> {
        self.ruling.as_ref().map(|it| documents_of(&it.document)).unwrap_or_default()
    }
}

/// The ruling documents in a text: one, or one for each element of a list.
pub(crate) fn documents_of(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(Value::Array(list)) => list,
        Ok(one) => vec![one],
        Err(_) => Vec::new(),
    }
}

/// Who has to act on a case, or may still.
pub(crate) fn turn(case: &CaseRow) -> Option<Turn> {
    let over = deadlines::is_over(case, clock::jakarta_day(clock::now()));
    let task = State::of(&case.state).and_then(deadlines::task).filter(|_| !case.waits_since.is_empty());
    let task = task.filter(|it| !(it.is_right && over))?;
    Some(Turn {
        step: task.step,
        by: task.by,
        is_right: task.is_right,
        since: case.waits_since.clone(),
        due: case.due_on.clone(),
        late: over && !task.is_right,
        due_unknown: case.due_unknown.clone(),
    })
}
