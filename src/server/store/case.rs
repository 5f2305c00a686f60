//! Cases, their facts over time, and their history.
//!
//! Knows nothing of: which steps are allowed, what facts mean.

use super::{Scoped, StoreError, from_row, reading};

/// A case as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CaseRow {
    pub(crate) case_id: String,
    pub(crate) agency_id: String,
    pub(crate) rulebook: String,
    pub(crate) state: String,
    /// Grows by one with every step.
    pub(crate) version: i64,
    /// The number of the facts that hold now.
    pub(crate) snapshot: i64,
    /// The day the service received the case, `YYYY-MM-DD`.
    pub(crate) submitted_on: Option<String>,
    /// The day the agency says counts instead; a verifier confirms it or not.
    pub(crate) claimed_on: Option<String>,
    pub(crate) submitter: String,
    /// Empty before the verification.
    pub(crate) verifier: String,
    /// The latest ruling; empty before the first.
    pub(crate) ruling_id: String,
    /// The day since which somebody has to act, `YYYY-MM-DD`; empty if nobody has to.
    pub(crate) waits_since: String,
    /// The last day for it, if there is one.
    pub(crate) due_on: Option<String>,
    /// Why there is a period but no last day; empty otherwise.
    pub(crate) due_unknown: String,
    /// The last day on which the confirmed ruling holds, if it has an end.
    pub(crate) valid_until: Option<String>,
    /// What ends it then; empty if nothing does.
    pub(crate) valid_because: String,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// The facts of a case after one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SnapshotRow {
    pub(crate) snapshot: i64,
    pub(crate) facts: String,
    pub(crate) facts_sha256: String,
}

/// One step of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventRow {
    pub(crate) version: i64,
    pub(crate) step: String,
    pub(crate) from_state: String,
    pub(crate) to_state: String,
    pub(crate) snapshot: i64,
    pub(crate) ruling_id: String,
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) reason: String,
    pub(crate) happened_at: i64,
}

const CASE: &str = "
    select case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
           ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at
      from case_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2) and case_id = $3";

/// Which cases are wanted; empty texts choose all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaseFilter<'f> {
    pub(crate) state: &'f str,
    pub(crate) agency: &'f str,
    /// Only those whose last day is before this one, `YYYY-MM-DD`.
    pub(crate) late_on: &'f str,
    /// The last case of the page before.
    pub(crate) cursor: &'f str,
    pub(crate) newest_first: bool,
}

const CASES: &str = "
    select case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
           ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at
      from case_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2)
       and ($3 = '' or state = $3) and ($4 = '' or agency_id = $4)
       and ($5 = '' or (due_on < $5 and state <> 'confirmed')) and case_id > $6
     order by case_id
     limit $7";

const NEWEST: &str = "
    select case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
           ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at
      from case_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2)
       and ($3 = '' or state = $3) and ($4 = '' or agency_id = $4)
       and ($5 = '' or (due_on < $5 and state <> 'confirmed')) and ($6 = '' or case_id < $6)
     order by case_id desc
     limit $7";

const SNAPSHOT: &str = "
    select snapshot, facts, facts_sha256
      from case_snapshot
     where tenant_id = $1 and case_id = $2 and snapshot = $3";

const EVENTS: &str = "
    select version, step, from_state, to_state, snapshot, ruling_id, person, role, reason, happened_at
      from case_event
     where tenant_id = $1 and case_id = $2
     order by version";

impl Scoped<'_> {
    /// A case that is in scope.
    pub(crate) async fn case(&self, case_id: &str) -> Result<Option<CaseRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(CASE).bind(self.tenant).bind(self.agency).bind(case_id);
            match query.fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, CaseRow {
                    case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
                    ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at,
                })?)),
                None => Ok(None),
            }
        })
    }

    /// Cases in scope, in the order in which they were begun or the other way round.
    pub(crate) async fn cases(&self, wanted: &CaseFilter<'_>, limit: i64) -> Result<Vec<CaseRow>, StoreError> {
        let statement = if wanted.newest_first { NEWEST } else { CASES };
        reading!(self, connection => {
            let query = sqlx::query(statement).bind(self.tenant).bind(self.agency).bind(wanted.state);
            let query = query.bind(wanted.agency).bind(wanted.late_on).bind(wanted.cursor).bind(limit);
            let rows = query.fetch_all(connection).await?;
            let cases = rows.into_iter().map(|row| from_row!(row, CaseRow {
                case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
                ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at,
            }));
            Ok(cases.collect::<Result<_, _>>()?)
        })
    }

    /// Facts of a case that was read in this scope before.
    pub(crate) async fn snapshot(&self, case: &CaseRow, snapshot: i64) -> Result<SnapshotRow, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(SNAPSHOT).bind(self.tenant).bind(&case.case_id).bind(snapshot);
            Ok(from_row!(query.fetch_one(connection).await?, SnapshotRow { snapshot, facts, facts_sha256 })?)
        })
    }

    /// The history of a case that was read in this scope before.
    pub(crate) async fn events(&self, case: &CaseRow) -> Result<Vec<EventRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(EVENTS).bind(self.tenant).bind(&case.case_id).fetch_all(connection).await?;
            let events = rows.into_iter().map(|row| from_row!(row, EventRow {
                version, step, from_state, to_state, snapshot, ruling_id, person, role, reason, happened_at,
            }));
            Ok(events.collect::<Result<_, _>>()?)
        })
    }
}
