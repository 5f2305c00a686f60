//! Cases by their days: what is due, what is late, which rulings are over.
//!
//! Knows nothing of: how a last day is worked out, what follows when it is over.

use super::{CaseRow, Scoped, Store, StoreError, from_row, reading};

const DEADLINES: &str = "
    select case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
           ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at
      from case_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2)
       and case $3 when 'late' then due_on < $4 and state <> 'confirmed'
                   when 'due' then due_on >= $4
                   else due_unknown <> '' end
       and (coalesce(due_on, ''), case_id) > ($5, $6)
     order by coalesce(due_on, ''), case_id
     limit $7";

const OVER: &str = "
    select case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
           ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at
      from case_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2)
       and state = 'confirmed' and valid_until < $3 and case_id > $4
     order by case_id
     limit $5";

const TENANTS: &str = "select name from known_tenant order by name";

impl Scoped<'_> {
    /// Cases in scope by their last day, after a given one. `state` is `due`, `late` or `unknown`.
    pub(crate) async fn deadlines(
        &self,
        (state, today): (&str, &str),
        (after_day, after): (&str, &str),
        limit: i64,
    ) -> Result<Vec<CaseRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(DEADLINES).bind(self.tenant).bind(self.agency).bind(state).bind(today);
            let rows = query.bind(after_day).bind(after).bind(limit).fetch_all(connection).await?;
            let cases = rows.into_iter().map(|row| from_row!(row, CaseRow {
                case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
                ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at,
            }));
            Ok(cases.collect::<Result<_, _>>()?)
        })
    }

    /// Confirmed cases in scope whose last day was before `today`, after a given one.
    pub(crate) async fn over(&self, today: &str, after: &str, limit: i64) -> Result<Vec<CaseRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(OVER).bind(self.tenant).bind(self.agency).bind(today).bind(after);
            let rows = query.bind(limit).fetch_all(connection).await?;
            let cases = rows.into_iter().map(|row| from_row!(row, CaseRow {
                case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter, verifier,
                ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at,
            }));
            Ok(cases.collect::<Result<_, _>>()?)
        })
    }
}

impl Store {
    /// The tenants that have cases.
    pub(crate) async fn known_tenants(&self) -> Result<Vec<String>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(TENANTS).fetch_all(connection).await?;
            let names = rows.into_iter().map(|row| sqlx::Row::try_get(&row, "name"));
            Ok(names.collect::<Result<_, sqlx::Error>>()?)
        })
    }
}
