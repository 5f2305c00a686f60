//! The rulebooks that cases are ruled by: every edition ready, with its texts.
//!
//! Knows nothing of: cases that are kept, who asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::engine::case::{Case, Refusal};
use crate::engine::explain::EditionChoice;
use crate::engine::types::Rulebook;
use crate::engine::value::date;
use crate::engine::wire::{self, Completeness};
use crate::engine::{Checked, Library, Ready, select};
use crate::server::store::EditionRow;

/// All rulebooks by name.
#[derive(Debug, Default)]
pub(crate) struct Laws {
    books: BTreeMap<String, Arc<Book>>,
}

/// One rulebook with its editions, the earliest first.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) laws: Vec<Law>,
}

/// One edition.
#[derive(Debug)]
pub(crate) struct Law {
    pub(crate) ready: Ready,
    pub(crate) row: EditionRow,
}

/// A case that was read under the edition it calls for.
#[derive(Debug)]
pub(crate) struct Accepted<'b> {
    pub(crate) law: &'b Law,
    pub(crate) choice: EditionChoice,
    pub(crate) case: Case,
}

impl Laws {
    /// Every sound edition of what was checked.
    pub(crate) fn new(checked: &Checked, library: &Library, now: i64) -> Self {
        let files = library.sources.iter().map(|(_, it)| json!({"path": it.path, "text": it.text}));
        let texts = serde_json::Value::Array(files.collect()).to_string();
        let mut books: BTreeMap<String, Book> = BTreeMap::new();
        for edition in &checked.editions {
            let rulebook = &edition.rulebook;
            let row = EditionRow {
                rulebook_sha256: rulebook.sha256.clone(),
                rulebook: rulebook.name.clone(),
                edition: rulebook.edition.clone(),
                in_force_from: date::iso(rulebook.in_force.from),
                in_force_until: rulebook.in_force.until.map(date::iso),
                texts: texts.clone(),
                stored_at: now,
            };
            let law = Law { ready: Ready::new(rulebook.clone()), row };
            books.entry(rulebook.name.clone()).or_default().laws.push(law);
        }
        Self { books: books.into_iter().map(|(name, book)| (name, Arc::new(book))).collect() }
    }

    pub(crate) fn book(&self, name: &str) -> Option<Arc<Book>> {
        self.books.get(name).map(Arc::clone)
    }

    /// In the order of their names.
    pub(crate) fn books(&self) -> impl Iterator<Item = (&str, Arc<Book>)> {
        self.books.iter().map(|(name, book)| (name.as_str(), Arc::clone(book)))
    }
}

impl Book {
    pub(crate) fn law(&self, edition: &str) -> Option<&Law> {
        self.laws.iter().find(|it| it.row.edition == edition)
    }

    /// The edition in force on a day.
    pub(crate) fn law_on(&self, day: i64) -> Option<&Law> {
        self.laws.iter().find(|it| {
            let in_force = &it.ready.rulebook().in_force;
            in_force.from <= day && in_force.until.is_none_or(|until| day <= until)
        })
    }

    /// The names on the way to the date that selects the edition.
    pub(crate) fn date_path(&self) -> Vec<&str> {
        self.laws.last().map(|it| select::selecting_path(it.ready.rulebook())).unwrap_or_default()
    }

    /// Reads a case under the edition of its own date, or of `as_of`.
    ///
    /// # Errors
    /// Everything that is wrong with it; if no edition fits, as far as the latest one can tell.
    pub(crate) fn read(
        &self,
        json: &[u8],
        as_of: Option<i64>,
        completeness: Completeness,
    ) -> Result<Accepted<'_>, Vec<Refusal>> {
        let rulebooks: Vec<&Rulebook> = self.laws.iter().map(|it| it.ready.rulebook()).collect();
        let (index, choice) = match select::select(&rulebooks, json, as_of) {
            Ok(chosen) => chosen,
            Err(refused) => return Err(self.all_refusals(*refused, json, completeness)),
        };
        let law = self.laws.get(index).ok_or_else(Vec::new)?;
        let case = law.ready.accept(json, completeness)?;
        Ok(Accepted { law, choice, case })
    }

    fn all_refusals(&self, refused: select::NotSelected, json: &[u8], completeness: Completeness) -> Vec<Refusal> {
        let latest = refused.latest.and_then(|it| self.laws.get(it));
        let others = latest.map(|it| it.ready.accept(json, completeness).err().unwrap_or_default()).unwrap_or_default();
        let pointer = refused.refusal.pointer.clone();
        let others = others.into_iter().filter(|it| it.pointer != pointer);
        std::iter::once(refused.refusal).chain(others).collect()
    }
}

impl Accepted<'_> {
    /// The one way to write these facts.
    pub(crate) fn canonical(&self) -> String {
        wire::canonical_case(self.law.ready.rulebook(), &self.law.ready.program.layout, &self.case)
    }
}
