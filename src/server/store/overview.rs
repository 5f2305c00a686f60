//! All cases of a tenant with what is counted of them.
//!
//! Knows nothing of: what is counted.

use super::{Scoped, StoreError, from_row, reading};

/// What is counted of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CountedRow {
    pub(crate) case_id: String,
    pub(crate) state: String,
    /// The day the service received it, `YYYY-MM-DD`.
    pub(crate) submitted_on: Option<String>,
    pub(crate) created_at: i64,
    /// Of the latest ruling, if there is one.
    pub(crate) as_of: Option<String>,
    pub(crate) document: Option<String>,
    /// As they stand now.
    pub(crate) facts: Option<String>,
    /// When it was first submitted, and last confirmed.
    pub(crate) submitted_at: Option<i64>,
    pub(crate) confirmed_at: Option<i64>,
}

/// How many cases a rulebook has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CasesOfRow {
    pub(crate) rulebook: String,
    pub(crate) cases: i64,
}

const COUNTED: &str = "
    select case_file.case_id, case_file.state, case_file.submitted_on, case_file.created_at, ruling.as_of, ruling.document,
           case_snapshot.facts,
           (select min(case_event.happened_at)
              from case_event
             where case_event.tenant_id = case_file.tenant_id and case_event.case_id = case_file.case_id
               and case_event.step = 'submission') as submitted_at,
           (select max(case_event.happened_at)
              from case_event
             where case_event.tenant_id = case_file.tenant_id and case_event.case_id = case_file.case_id
               and case_event.step = 'confirmation') as confirmed_at
      from case_file
      left join ruling on ruling.tenant_id = case_file.tenant_id and ruling.ruling_id = case_file.ruling_id
      left join case_snapshot on case_snapshot.tenant_id = case_file.tenant_id and case_snapshot.case_id = case_file.case_id
                             and case_snapshot.snapshot = case_file.snapshot
     where case_file.tenant_id = $1 and ($2 = '' or case_file.agency_id = $2)
       and case_file.rulebook = $3 and case_file.case_id > $4
     order by case_file.case_id
     limit $5";

const CASES_OF: &str = "
    select rulebook, count(*) as cases
      from case_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2)
     group by rulebook
     order by count(*) desc, rulebook";

impl Scoped<'_> {
    /// Cases of a rulebook after a given one, in the order in which they were begun.
    pub(crate) async fn counted(&self, rulebook: &str, after: &str, limit: i64) -> Result<Vec<CountedRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(COUNTED).bind(self.tenant).bind(self.agency).bind(rulebook).bind(after).bind(limit);
            let cases = query.fetch_all(connection).await?.into_iter().map(|row| from_row!(row, CountedRow {
                case_id, state, submitted_on, created_at, as_of, document, facts, submitted_at, confirmed_at,
            }));
            Ok(cases.collect::<Result<_, _>>()?)
        })
    }

    /// The rulebooks that have cases, those with the most first.
    pub(crate) async fn cases_of_rulebooks(&self) -> Result<Vec<CasesOfRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(CASES_OF).bind(self.tenant).bind(self.agency).fetch_all(connection).await?;
            let found = rows.into_iter().map(|row| from_row!(row, CasesOfRow { rulebook, cases }));
            Ok(found.collect::<Result<_, _>>()?)
        })
    }
}
