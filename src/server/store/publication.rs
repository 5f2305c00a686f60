//! What was published: of which editions a rulebook consists from which day on.
//!
//! The tenant without a name stands for all: what it published is read by everyone. Knows nothing of: which publication is
//! in force, what the texts say.

use super::write::execute;
use super::{RuleTextsRow, Scoped, StoreError, Tx, from_row, reading, within};

/// A publication without its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicationRow {
    /// Empty if it is for all tenants.
    pub(crate) tenant_id: String,
    pub(crate) rulebook: String,
    /// The first one of a rulebook is 0.
    pub(crate) number: i64,
    pub(crate) publication_id: String,
    /// A day in Jakarta, `YYYY-MM-DD`.
    pub(crate) effective_on: String,
    pub(crate) texts_sha256: String,
    /// Empty if it came from a folder.
    pub(crate) draft_id: String,
    /// A JSON list of names.
    pub(crate) authors: String,
    pub(crate) approver: String,
    /// Empty if none was given.
    pub(crate) reason: String,
    /// Microseconds since 1970-01-01.
    pub(crate) published_at: i64,
}

/// An edition that belongs to a publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedEditionRow {
    /// Empty if it was published for all tenants.
    pub(crate) tenant_id: String,
    pub(crate) rulebook: String,
    /// Of the publication.
    pub(crate) number: i64,
    pub(crate) edition: String,
    pub(crate) rulebook_sha256: String,
    pub(crate) in_force_from: String,
    pub(crate) in_force_until: Option<String>,
}

/// A recorded ruling that is the latest one on its case, with the facts that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LatestRulingRow {
    pub(crate) case_id: String,
    pub(crate) edition: String,
    pub(crate) document: String,
    pub(crate) facts: String,
}

const PUBLICATIONS: &str = "
    select tenant_id, rulebook, number, publication_id, effective_on, texts_sha256, draft_id, authors, approver, reason,
           published_at
      from publication
     where tenant_id in ($1, '') and ($2 = '' or rulebook = $2)
     order by rulebook, published_at, number";

const EDITIONS: &str = "
    select published_edition.tenant_id, published_edition.rulebook, published_edition.number, published_edition.edition,
           published_edition.rulebook_sha256, edition.in_force_from, edition.in_force_until
      from published_edition
      join edition on edition.rulebook_sha256 = published_edition.rulebook_sha256
     where published_edition.tenant_id in ($1, '') and published_edition.rulebook = $2
     order by published_edition.tenant_id, published_edition.number, edition.in_force_from";

const TEXTS: &str = "
    select rule_texts.texts_sha256, rule_texts.files, rule_texts.stored_at
      from publication
      join rule_texts on rule_texts.tenant_id = publication.tenant_id
                     and rule_texts.texts_sha256 = publication.texts_sha256
     where publication.tenant_id in ($1, '') and publication.publication_id = $2";

const LATEST_RULINGS: &str = "
    select ruling.case_id, ruling.edition, ruling.document, case_snapshot.facts
      from case_file
      join ruling on ruling.tenant_id = case_file.tenant_id and ruling.ruling_id = case_file.ruling_id
      join case_snapshot on case_snapshot.tenant_id = ruling.tenant_id and case_snapshot.case_id = ruling.case_id
                        and case_snapshot.snapshot = ruling.snapshot
     where case_file.tenant_id = $1 and ($2 = '' or case_file.agency_id = $2)
       and case_file.rulebook = $3 and case_file.case_id > $4
     order by case_file.case_id
     limit $5";

const INSERT: &str = "
    insert into publication
           (tenant_id, rulebook, number, publication_id, effective_on, texts_sha256, draft_id, authors, approver, reason,
            published_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

const INSERT_EDITION: &str = "
    insert into published_edition (tenant_id, rulebook, number, edition, rulebook_sha256)
    values ($1, $2, $3, $4, $5)";

impl Scoped<'_> {
    /// What the tenant published of a rulebook, or of every one (an empty name), and what was published for all.
    pub(crate) async fn publications(&self, rulebook: &str) -> Result<Vec<PublicationRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(PUBLICATIONS).bind(self.tenant).bind(rulebook).fetch_all(connection).await?;
            let publications = rows.into_iter().map(|row| from_row!(row, PublicationRow {
                tenant_id, rulebook, number, publication_id, effective_on, texts_sha256, draft_id, authors, approver,
                reason, published_at,
            }));
            Ok(publications.collect::<Result<_, _>>()?)
        })
    }

    /// The editions of all these publications, the earliest in force first within each.
    pub(crate) async fn published_editions(&self, rulebook: &str) -> Result<Vec<PublishedEditionRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(EDITIONS).bind(self.tenant).bind(rulebook).fetch_all(connection).await?;
            let editions = rows.into_iter().map(|row| from_row!(row, PublishedEditionRow {
                tenant_id, rulebook, number, edition, rulebook_sha256, in_force_from, in_force_until,
            }));
            Ok(editions.collect::<Result<_, _>>()?)
        })
    }

    /// The texts of a publication.
    pub(crate) async fn published_texts(&self, publication_id: &str) -> Result<Option<RuleTextsRow>, StoreError> {
        reading!(self, connection => {
            match sqlx::query(TEXTS).bind(self.tenant).bind(publication_id).fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, RuleTextsRow { texts_sha256, files, stored_at })?)),
                None => Ok(None),
            }
        })
    }

    /// The latest ruling of each case of a rulebook, after a given case, in the order of the cases.
    pub(crate) async fn latest_rulings(
        &self,
        rulebook: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<LatestRulingRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(LATEST_RULINGS).bind(self.tenant).bind(self.agency).bind(rulebook);
            let rows = query.bind(after).bind(limit).fetch_all(connection).await?;
            let rulings = rows.into_iter().map(|row| from_row!(row, LatestRulingRow { case_id, edition, document, facts }));
            Ok(rulings.collect::<Result<_, _>>()?)
        })
    }
}

impl Tx {
    /// Keeps a publication; `Taken` if there is one with its number.
    pub(super) async fn add_publication(&mut self, it: &PublicationRow) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT,
            &it.rulebook,
            it.number,
            &it.publication_id,
            &it.effective_on,
            &it.texts_sha256,
            &it.draft_id,
            &it.authors,
            &it.approver,
            &it.reason,
            it.published_at,
        )?;
        Ok(())
    }

    /// Adds an edition to a publication.
    pub(super) async fn add_published_edition(&mut self, it: &PublishedEditionRow) -> Result<(), StoreError> {
        execute!(self, INSERT_EDITION, &it.rulebook, it.number, &it.edition, &it.rulebook_sha256)?;
        Ok(())
    }
}
