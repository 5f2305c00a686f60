//! The audit and the rulings of a tenant, read page by page, the newest first.
//!
//! Knows nothing of: who may read them, what an act means.

use super::{RulingRow, Scoped, StoreError, from_row, reading};

/// An act as it stands in the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AuditEntry {
    /// Grows with every act of any tenant.
    pub(crate) position: i64,
    pub(crate) key_id: String,
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) act: String,
    pub(crate) subject_id: String,
    pub(crate) address: String,
    pub(crate) request_id: String,
    /// Microseconds since 1970-01-01.
    pub(crate) happened_at: i64,
}

/// Which acts are wanted; empty texts choose all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AuditFilter<'f> {
    /// Part of the name, without regard to capitals.
    pub(crate) person: &'f str,
    pub(crate) act: &'f str,
    /// Whole.
    pub(crate) subject: &'f str,
    /// From this instant on, and before the other.
    pub(crate) between: (i64, i64),
    /// Only acts before this position.
    pub(crate) before: i64,
}

/// What is left of a text without the wanted part is shorter only if the part is in it: the same on both databases, and no sign of
/// a pattern means anything.
const AUDIT: &str = "
    select position, key_id, person, role, act, subject_id, address, request_id, happened_at
      from audit
     where tenant_id = $1
       and ($2 = '' or replace(lower(person), lower($2), '') <> lower(person))
       and ($3 = '' or act = $3)
       and ($4 = '' or subject_id = $4)
       and happened_at >= $5 and happened_at < $6
       and position < $7
     order by position desc
     limit $8";

const ACTS: &str = "select distinct act from audit where tenant_id = $1 order by act";

const RULINGS: &str = "
    select r.ruling_id, r.case_id, r.agency_id, r.previous_ruling_id, r.snapshot, r.rulebook, r.edition,
           r.rulebook_sha256, r.engine_version, r.as_of, r.status, r.outcome, r.document, r.document_sha256, r.person,
           r.ruled_at, s.facts
      from ruling r
      join case_snapshot s on s.tenant_id = r.tenant_id and s.case_id = r.case_id and s.snapshot = r.snapshot
     where r.tenant_id = $1 and ($2 = '' or r.agency_id = $2)
       and ($3 = '' or r.status = $3)
       and ($4 = '' or replace(lower(r.agency_id), lower($4), '') <> lower(r.agency_id)
            or r.case_id = $4 or r.ruling_id = $4
            or ($7 <> '' and (replace(r.case_id, $7, '') <> r.case_id or replace(r.ruling_id, $7, '') <> r.ruling_id)))
       and ($5 = '' or r.ruling_id < $5)
     order by r.ruling_id desc
     limit $6";

impl Scoped<'_> {
    /// Acts of the tenant, the newest first.
    pub(crate) async fn audit(&self, wanted: &AuditFilter<'_>, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(AUDIT).bind(self.tenant).bind(wanted.person).bind(wanted.act).bind(wanted.subject);
            let query = query.bind(wanted.between.0).bind(wanted.between.1).bind(wanted.before).bind(limit);
            let rows = query.fetch_all(connection).await?;
            let entries = rows.into_iter().map(|row| from_row!(row, AuditEntry {
                position, key_id, person, role, act, subject_id, address, request_id, happened_at,
            }));
            Ok(entries.collect::<Result<_, _>>()?)
        })
    }

    /// The words for acts that there are.
    pub(crate) async fn acts(&self) -> Result<Vec<String>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(ACTS).bind(self.tenant).fetch_all(connection).await?;
            let names = rows.into_iter().map(|row| sqlx::Row::try_get(&row, "act"));
            Ok(names.collect::<Result<_, sqlx::Error>>()?)
        })
    }

    /// Rulings in scope with the facts that were ruled on, the newest first: of a status, of an agency, a case or a ruling (`number`
    /// is part of one), before a given one; empty texts choose all.
    pub(crate) async fn rulings(
        &self,
        (status, of, number): (&str, &str, &str),
        before: &str,
        limit: i64,
    ) -> Result<Vec<(RulingRow, String)>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(RULINGS).bind(self.tenant).bind(self.agency).bind(status).bind(of);
            let rows = query.bind(before).bind(limit).bind(number).fetch_all(connection).await?;
            let mut rulings = Vec::new();
            for row in rows {
                let facts = sqlx::Row::try_get(&row, "facts")?;
                let ruling = from_row!(row, RulingRow {
                    ruling_id, case_id, agency_id, previous_ruling_id, snapshot, rulebook, edition, rulebook_sha256,
                    engine_version, as_of, status, outcome, document, document_sha256, person, ruled_at,
                })?;
                rulings.push((ruling, facts));
            }
            Ok(rulings)
        })
    }
}
