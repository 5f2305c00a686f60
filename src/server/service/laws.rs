//! Editions made ready to rule by, and a rulebook as whoever asks gets it.
//!
//! Knows nothing of: which publication is in force, cases that are kept.

use std::sync::Arc;

use crate::engine::case::{Case, Refusal};
use crate::engine::explain::EditionChoice;
use crate::engine::source::Sources;
use crate::engine::types::Rulebook;
use crate::engine::value::date;
use crate::engine::wire::{self, Completeness};
use crate::engine::wording::Wording;
use crate::engine::{self, Edition, Ready, select};
use crate::server::store::{EditionRow, PublicationRow};
use crate::wording;

use super::texts::Texts;
use super::{ServiceError, facts};

/// What `select` says when no edition covers the date.
const NONE_IN_FORCE: &str = "C0303";
/// What `select` says when there is no edition at all.
const NO_EDITION: &str = "C0301";

/// One rulebook with its editions, the earliest first.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) laws: Vec<Arc<Law>>,
    /// The publication that they belong to; none for a draft.
    pub(crate) publication: Option<PublicationRow>,
    pub(crate) retired: Vec<Retired>,
}

/// An edition that was published once and is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Retired {
    pub(crate) edition: String,
    /// Days since 1970-01-01, both included.
    pub(crate) from: i64,
    pub(crate) until: Option<i64>,
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

impl Law {
    /// An edition that passed the check, with the texts that it can be checked from again.
    pub(crate) fn new(edition: &Edition, texts: &Texts, now: i64) -> Self {
        let rulebook = &edition.rulebook;
        let row = EditionRow {
            rulebook_sha256: rulebook.sha256.clone(),
            rulebook: rulebook.name.clone(),
            edition: rulebook.edition.clone(),
            in_force_from: date::iso(rulebook.in_force.from),
            in_force_until: rulebook.in_force.until.map(date::iso),
            texts: texts.json(),
            stored_at: now,
        };
        Self { ready: Ready::new(rulebook.clone()), row }
    }

    /// The texts that it is checked from, to which its places lead if it was kept.
    pub(crate) fn sources(&self) -> Result<Sources, ServiceError> {
        Ok(Texts::kept(&self.row.texts)?.library(&self.row.rulebook).sources)
    }

    /// Checks and compiles an edition that was kept.
    ///
    /// # Errors
    /// `Broken` if its texts do not give the same edition any more.
    pub(crate) fn kept(row: EditionRow) -> Result<Self, ServiceError> {
        let checked = engine::check(&Texts::kept(&row.texts)?.library(&row.rulebook));
        let edition = checked.editions.iter().find(|it| it.rulebook.sha256 == row.rulebook_sha256);
        let rulebook = edition.map(|it| it.rulebook.clone()).ok_or_else(|| {
            let EditionRow { rulebook, edition, rulebook_sha256, .. } = &row;
            ServiceError::Broken(format!(
                "the texts that were kept of {rulebook} {edition} ({rulebook_sha256}) do not give this edition any more"
            ))
        })?;
        Ok(Self { ready: Ready::new(rulebook), row })
    }
}

impl Book {
    /// The edition in force on a day.
    pub(crate) fn law_on(&self, day: i64) -> Option<&Arc<Law>> {
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
            Err(refused) => return Err(self.all_refusals(*refused, json, as_of, completeness)),
        };
        let law = self.laws.get(index).ok_or_else(Vec::new)?;
        let case = law.ready.accept(json, completeness)?;
        Ok(Accepted { law, choice, case })
    }

    fn all_refusals(
        &self,
        refused: select::NotSelected,
        json: &[u8],
        as_of: Option<i64>,
        completeness: Completeness,
    ) -> Vec<Refusal> {
        let latest = refused.latest.and_then(|it| self.laws.get(it));
        let others = latest.map(|it| it.ready.accept(json, completeness).err().unwrap_or_default()).unwrap_or_default();
        let mut first = refused.refusal;
        if first.code == NONE_IN_FORCE
            && let Some(message) = self.retired_on(json, as_of)
        {
            first.message = message;
        }
        if first.code == NO_EDITION
            && let Some(message) = self.ended()
        {
            first.message = message;
        }
        let pointer = first.pointer.clone();
        let others = others.into_iter().filter(|it| it.pointer != pointer);
        std::iter::once(first).chain(others).collect()
    }

    /// That the rulebook was retired as a whole, if it was.
    fn ended(&self) -> Option<Wording> {
        let publication = self.publication.as_ref().filter(|_| self.laws.is_empty())?;
        let PublicationRow { rulebook, number, effective_on: since, .. } = publication;
        Some(wording!(
            "himpunan aturan `{rulebook}` sudah ditarik seluruhnya (publikasi {number}, sejak {since}); putusan yang sudah ada tetap berlaku",
            "the rulebook `{rulebook}` has been retired as a whole (publication {number}, since {since}); rulings that were made stay"
        ))
    }

    /// That the edition of this day was retired, if it was.
    fn retired_on(&self, json: &[u8], as_of: Option<i64>) -> Option<Wording> {
        let case = || std::str::from_utf8(json).ok().and_then(|it| facts::dated(self, it));
        let day = as_of.or_else(case)?;
        let covers = |it: &&Retired| it.from <= day && it.until.is_none_or(|until| day <= until);
        let edition = &self.retired.iter().rev().find(covers)?.edition;
        let (day, publication) = (date::iso(day), self.publication.as_ref()?);
        let (number, since) = (publication.number, &publication.effective_on);
        Some(wording!(
            "edisi {edition}, yang berlaku pada {day}, sudah ditarik (publikasi {number}, sejak {since}); putusan yang sudah ada tetap berlaku",
            "the edition {edition}, which was in force on {day}, has been retired (publication {number}, since {since}); rulings that were made stay"
        ))
    }
}

impl Accepted<'_> {
    /// The one way to write these facts.
    pub(crate) fn canonical(&self) -> String {
        wire::canonical_case(self.law.ready.rulebook(), &self.law.ready.program.layout, &self.case)
    }
}
