//! Rulings found from outside: by their identity alone, or beside another one.
//!
//! Knows nothing of: what is in a document.

use super::{RulingRow, Scoped, Store, StoreError, Tx, from_row, reading, within};

const TENANT: &str = "select tenant from ruling_place where ruling_id = $1";

const PLACE: &str = "insert into ruling_place (ruling_id, tenant) values ($1, $2)";

/// Only what still stands: the latest ruling of each case.
const EARLIER: &str = "
    select ruling.ruling_id, ruling.case_id, ruling.agency_id, previous_ruling_id, ruling.snapshot, ruling.rulebook,
           edition, rulebook_sha256, engine_version, as_of, status, outcome, document, document_sha256, person, ruled_at
      from ruling
      join case_file on case_file.tenant_id = ruling.tenant_id and case_file.ruling_id = ruling.ruling_id
     where ruling.tenant_id = $1 and ($2 = '' or ruling.agency_id = $2)
       and ruling.rulebook = $3 and ruling.case_id <> $4 and ruling.ruling_id < $5
     order by ruling.ruling_id desc
     limit $6";

impl Store {
    /// Whose ruling this is, if there is one.
    pub(crate) async fn tenant_of_ruling(&self, ruling_id: &str) -> Result<Option<String>, StoreError> {
        reading!(self, connection => {
            Ok(sqlx::query_scalar(TENANT).bind(ruling_id).fetch_optional(connection).await?)
        })
    }
}

impl Scoped<'_> {
    /// Rulings in scope under the same rulebook on other cases, made before `before`, the latest first.
    pub(crate) async fn earlier_rulings(
        &self,
        ruling: &RulingRow,
        before: &str,
        limit: i64,
    ) -> Result<Vec<RulingRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(EARLIER).bind(self.tenant).bind(self.agency).bind(&ruling.rulebook);
            let rows = query.bind(&ruling.case_id).bind(before).bind(limit).fetch_all(connection).await?;
            let rulings = rows.into_iter().map(|row| from_row!(row, RulingRow {
                ruling_id, case_id, agency_id, previous_ruling_id, snapshot, rulebook, edition, rulebook_sha256,
                engine_version, as_of, status, outcome, document, document_sha256, person, ruled_at,
            }));
            Ok(rulings.collect::<Result<_, _>>()?)
        })
    }
}

impl Tx {
    /// Lets a ruling be found by its identity alone.
    pub(super) async fn place_ruling(&mut self, ruling_id: &str) -> Result<(), StoreError> {
        let tenant = self.tenant.clone();
        within!(self, connection => {
            sqlx::query(PLACE).bind(ruling_id).bind(tenant).execute(connection).await.map(drop)
        })?;
        Ok(())
    }
}
