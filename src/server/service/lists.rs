//! Lists for people: cases by name, what waits for whoever asks, who did what, all rulings.
//!
//! Knows nothing of: how a list is shown.

use serde_json::Value;

use crate::engine::value::date;
use crate::server::actor::{Actor, Role};
use crate::server::clock;
use crate::server::store::{AuditEntry, AuditFilter, CaseRow, ListFilter, ListedRow, RulingRow, WaitFilter};

use super::letters::LetterNames;
use super::{CasesAsked, Service, ServiceError};

/// So many signs of a number tell one from others.
const SHORTEST_NUMBER: usize = 4;
/// A whole number has so many.
const LONGEST_NUMBER: usize = 36;

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) case: CaseRow,
    /// The name in the facts.
    pub(crate) agency_name: Option<String>,
    /// The position that was asked for, if the facts name one.
    pub(crate) position: Option<String>,
    /// Of the latest ruling; empty if there is none.
    pub(crate) ruling_status: String,
    /// Where the next page of what waits begins.
    pub(crate) cursor: String,
}

/// A ruling in a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListedRuling {
    pub(crate) ruling: RulingRow,
    pub(crate) names: LetterNames,
}

/// What waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) cases: Vec<Listed>,
    /// All of it, not only this page.
    pub(crate) count: i64,
    pub(crate) late: i64,
}

/// Which acts are asked for; empty texts choose all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AuditAsked<'a> {
    pub(crate) person: &'a str,
    pub(crate) act: &'a str,
    pub(crate) subject: &'a str,
    /// Days in Jakarta, both included.
    pub(crate) from: Option<i64>,
    pub(crate) until: Option<i64>,
    /// The last act of the page before.
    pub(crate) before: Option<i64>,
}

impl Service {
    /// Cases this actor may see, the newest first. `agency` is any part of the names of agency and position, or of a case's number.
    pub(crate) async fn listed(
        &self,
        actor: &Actor,
        asked: &CasesAsked<'_>,
        limit: i64,
    ) -> Result<Vec<Listed>, ServiceError> {
        let scope = actor.scope();
        let late_on = if asked.late { today() } else { String::new() };
        let number = number(asked.agency);
        let (text, cursor) = (asked.agency, asked.cursor);
        let wanted = ListFilter { state: asked.state, text, number: &number, late_on: &late_on, cursor };
        let rows = self.store.of(&scope).listed(&wanted, limit).await?;
        Ok(rows.into_iter().map(listed).collect())
    }

    /// What waits for this actor: what is late first, then by day, then what has none.
    pub(crate) async fn waiting(&self, actor: &Actor, cursor: &str, limit: i64) -> Result<Waiting, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let (duties, rights) = waits_for(actor.role);
        let today = today();
        let wanted = WaitFilter { duties, rights, today: &today };
        let after = cursor.split_once('_').unwrap_or_default();
        let rows = scoped.waiting(&wanted, after, limit).await?;
        let (count, late) = scoped.waiting_count(&wanted).await?;
        Ok(Waiting { cases: rows.into_iter().map(listed).collect(), count, late })
    }

    /// Who did what, the newest first.
    pub(crate) async fn audit(
        &self,
        actor: &Actor,
        asked: &AuditAsked<'_>,
        limit: i64,
    ) -> Result<Vec<AuditEntry>, ServiceError> {
        let scope = actor.scope();
        let from = asked.from.map_or(i64::MIN, |it| clock::end_of(it.saturating_sub(1)));
        let wanted = AuditFilter {
            person: asked.person,
            act: asked.act,
            subject: asked.subject,
            between: (from, asked.until.map_or(i64::MAX, clock::end_of)),
            before: asked.before.unwrap_or(i64::MAX),
        };
        Ok(self.store.of(&scope).audit(&wanted, limit).await?)
    }

    /// The words for acts that there are.
    pub(crate) async fn acts(&self, actor: &Actor) -> Result<Vec<String>, ServiceError> {
        let scope = actor.scope();
        Ok(self.store.of(&scope).acts().await?)
    }

    /// Rulings this actor may see, the newest first: of a status, of an agency, of (a part of) the number of a case or ruling, before
    /// a given one.
    pub(crate) async fn rulings(
        &self,
        actor: &Actor,
        asked: (&str, &str),
        before: &str,
        limit: i64,
    ) -> Result<Vec<ListedRuling>, ServiceError> {
        let scope = actor.scope();
        let number = number(asked.1);
        let rows = self.store.of(&scope).rulings((asked.0, asked.1, &number), before, limit).await?;
        let listed =
            |(ruling, facts): (_, String)| ListedRuling { ruling, names: LetterNames::of(&facts).unwrap_or_default() };
        Ok(rows.into_iter().map(listed).collect())
    }
}

/// The states in which a case waits for a role, and those in which it may do something still.
fn waits_for(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Agency => (",returned,draft,", ",ruled,confirmed,"),
        Role::Verifier => (",submitted,objected,remanded,verified,", ""),
        Role::Reviewer => (",ruled,", ",verified,remanded,"),
        Role::Policy | Role::Publisher | Role::Auditor | Role::Admin => ("", ""),
    }
}

fn listed(row: ListedRow) -> Listed {
    let facts: Value = serde_json::from_str(&row.facts).unwrap_or_default();
    let text = |pointer: &str| facts.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    Listed {
        agency_name: text("/agency/name"),
        position: text("/request/position/title"),
        ruling_status: row.ruling_status,
        cursor: format!("{}_{}", row.place, row.case.case_id),
        case: row.case,
    }
}

/// A text as part of a number of a case or ruling, as numbers are written; empty if it can be none, or if so short a part stands in
/// too many.
fn number(text: &str) -> String {
    let fits = (SHORTEST_NUMBER..=LONGEST_NUMBER).contains(&text.len());
    let is_part = text.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-');
    if fits && is_part { text.to_ascii_lowercase() } else { String::new() }
}

fn today() -> String {
    date::iso(clock::jakarta_day(clock::now()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_number_has_its_signs_and_its_length() {
        assert_eq!(number("8B28-76E2"), "8b28-76e2");
        assert_eq!(number("01a21f8d-1840-7392-a042-0e1a16a6a985").len(), LONGEST_NUMBER);
        for other in ["", "8b2", "8b2%", "8b_8", "kota", &"a".repeat(37)] {
            assert_eq!(number(other), "", "{other}");
        }
    }
}
