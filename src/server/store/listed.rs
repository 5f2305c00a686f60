//! Cases with their facts in lists: searched by name, and those that wait for somebody, by their days.
//!
//! Knows nothing of: which state waits for whom, what facts mean beyond the name of an agency and of a position.

use sqlx::Row;

use super::{CaseRow, Scoped, StoreError, from_row, reading};

/// A case with the facts that hold now, and the status of its latest ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedRow {
    pub(crate) case: CaseRow,
    pub(crate) facts: String,
    /// Empty if there is no ruling.
    pub(crate) ruling_status: String,
    /// What a list of waiting cases is sorted by; empty in other lists.
    pub(crate) place: String,
}

/// Which cases are wanted; empty texts choose all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListFilter<'f> {
    pub(crate) state: &'f str,
    /// Part of the code or name of the agency or of the name of the position, without regard to capitals; or a case as a whole.
    pub(crate) text: &'f str,
    /// Part of the number of a case; empty if the text can be none.
    pub(crate) number: &'f str,
    /// Only those whose last day is before this one, `YYYY-MM-DD`.
    pub(crate) late_on: &'f str,
    /// The last case of the page before.
    pub(crate) cursor: &'f str,
}

/// What waits for somebody, by state; each state between commas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WaitFilter<'f> {
    /// What has to be done.
    pub(crate) duties: &'f str,
    /// What may be done: listed last, unless it ends on a day; gone once that day is over. An objection to what is confirmed is listed
    /// only up to a day: without one, nothing is waited for.
    pub(crate) rights: &'f str,
    /// `YYYY-MM-DD`
    pub(crate) today: &'f str,
}

macro_rules! columns {
    () => {
        "c.case_id, c.agency_id, c.rulebook, c.state, c.version, c.snapshot, c.submitted_on, c.claimed_on, c.submitter,
         c.verifier, c.ruling_id, c.waits_since, c.due_on, c.due_unknown, c.valid_until, c.valid_because, c.created_at,
         c.updated_at, s.facts, coalesce(r.status, '') as ruling_status"
    };
}

macro_rules! tables {
    () => {
        " from case_file c
          join case_snapshot s on s.tenant_id = c.tenant_id and s.case_id = c.case_id and s.snapshot = c.snapshot
          left join ruling r on r.tenant_id = c.tenant_id and r.ruling_id = c.ruling_id"
    };
}

/// Takes how each database reads a member of a JSON text.
macro_rules! search {
    ($names:literal) => {
        concat!(
            "select ",
            columns!(),
            ", '' as place",
            tables!(),
            " where c.tenant_id = $1 and ($2 = '' or c.agency_id = $2)
                and ($3 = '' or c.state = $3)
                and ($4 = '' or c.case_id = $4 or replace(lower(c.agency_id || ' ' || ",
            $names,
            "), lower($4), '') <> lower(c.agency_id || ' ' || ",
            $names,
            ") or ($8 <> '' and replace(c.case_id, $8, '') <> c.case_id))
                and ($5 = '' or (c.due_on < $5 and c.state <> 'confirmed'))
                and ($6 = '' or c.case_id < $6)
              order by c.case_id desc
              limit $7"
        )
    };
}

const ON_SQLITE: &str = search!(
    "coalesce(json_extract(s.facts, '$.agency.name'), '') || ' ' || coalesce(json_extract(s.facts, '$.request.position.title'), '')"
);
const ON_POSTGRES: &str = search!(
    "coalesce(s.facts::json #>> '{agency,name}', '') || ' ' || coalesce(s.facts::json #>> '{request,position,title}', '')"
);

macro_rules! wanted {
    () => {
        " c.tenant_id = $1 and ($2 = '' or c.agency_id = $2)
          and ($3 like '%,' || c.state || ',%'
               or ($4 like '%,' || c.state || ',%' and not (c.state = 'confirmed' and c.due_unknown = '' and coalesce(c.due_on, '') < $5)))"
    };
}

/// The day of a right other than an objection to what is confirmed is somebody else's.
const WAITING: &str = concat!(
    "select * from (select ",
    columns!(),
    ", case when $4 like '%,' || c.state || ',%' and c.state <> 'confirmed' then '9999-12-32'
            when c.due_on is not null then c.due_on
            when $4 like '%,' || c.state || ',%' then '9999-12-32'
            else '9999-12-31' end as place",
    tables!(),
    " where ",
    wanted!(),
    ") as waiting where (place, case_id) > ($6, $7) order by place, case_id limit $8"
);

const COUNT: &str = concat!("select count(*) as cases from case_file c where ", wanted!());

const COUNT_LATE: &str = concat!(
    "select count(*) as cases from case_file c where c.due_on < $5 and $3 like '%,' || c.state || ',%' and ",
    wanted!()
);

macro_rules! listed {
    ($rows:expr) => {{
        let mut listed = Vec::new();
        for row in $rows {
            let (facts, ruling_status, place) =
                (row.try_get("facts")?, row.try_get("ruling_status")?, row.try_get("place")?);
            let case = from_row!(
                row,
                CaseRow {
                    case_id,
                    agency_id,
                    rulebook,
                    state,
                    version,
                    snapshot,
                    submitted_on,
                    claimed_on,
                    submitter,
                    verifier,
                    ruling_id,
                    waits_since,
                    due_on,
                    due_unknown,
                    valid_until,
                    valid_because,
                    created_at,
                    updated_at,
                }
            )?;
            listed.push(ListedRow { case, facts, ruling_status, place });
        }
        Ok(listed)
    }};
}

impl Scoped<'_> {
    /// Cases in scope that match, the newest first.
    pub(crate) async fn listed(&self, wanted: &ListFilter<'_>, limit: i64) -> Result<Vec<ListedRow>, StoreError> {
        let statement = if self.has_one_writer() { ON_SQLITE } else { ON_POSTGRES };
        reading!(self, connection => {
            let query = sqlx::query(statement).bind(self.tenant).bind(self.agency).bind(wanted.state);
            let query = query.bind(wanted.text).bind(wanted.late_on).bind(wanted.cursor).bind(limit);
            let query = query.bind(wanted.number);
            listed!(query.fetch_all(connection).await?)
        })
    }

    /// Cases in scope that wait, those with the earliest day first, after a given one.
    pub(crate) async fn waiting(
        &self,
        wanted: &WaitFilter<'_>,
        (place, after): (&str, &str),
        limit: i64,
    ) -> Result<Vec<ListedRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(WAITING).bind(self.tenant).bind(self.agency).bind(wanted.duties).bind(wanted.rights);
            let query = query.bind(wanted.today).bind(place).bind(after).bind(limit);
            listed!(query.fetch_all(connection).await?)
        })
    }

    /// How many cases in scope wait, and how many of them are late.
    pub(crate) async fn waiting_count(&self, wanted: &WaitFilter<'_>) -> Result<(i64, i64), StoreError> {
        Ok((self.count(COUNT, wanted).await?, self.count(COUNT_LATE, wanted).await?))
    }

    async fn count(&self, statement: &'static str, wanted: &WaitFilter<'_>) -> Result<i64, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(statement).bind(self.tenant).bind(self.agency).bind(wanted.duties);
            let row = query.bind(wanted.rights).bind(wanted.today).fetch_one(connection).await?;
            Ok(row.try_get("cases")?)
        })
    }
}
