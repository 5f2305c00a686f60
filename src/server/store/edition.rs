//! The editions of rulebooks that rulings were or can be made under, by their hash.
//!
//! Knows nothing of: what the texts say.

use super::{Store, StoreError, Tx, from_row, reading, within};

/// An edition with everything that is needed to check and compile it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditionRow {
    pub(crate) rulebook_sha256: String,
    pub(crate) rulebook: String,
    pub(crate) edition: String,
    pub(crate) in_force_from: String,
    pub(crate) in_force_until: Option<String>,
    /// `[{"path": …, "text": …}]`
    pub(crate) texts: String,
    pub(crate) stored_at: i64,
}

const INSERT: &str = "
    insert into edition (rulebook_sha256, rulebook, edition, in_force_from, in_force_until, texts, stored_at)
    values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (rulebook_sha256) do nothing";

const ONE: &str = "
    select rulebook_sha256, rulebook, edition, in_force_from, in_force_until, texts, stored_at
      from edition
     where rulebook = $1 and rulebook_sha256 = $2";

impl Store {
    /// An edition that was kept, by its hash.
    pub(crate) async fn edition(&self, rulebook: &str, sha256: &str) -> Result<Option<EditionRow>, StoreError> {
        reading!(self, connection => match sqlx::query(ONE).bind(rulebook).bind(sha256).fetch_optional(connection).await? {
            Some(row) => Ok(Some(from_row!(row, EditionRow {
                rulebook_sha256, rulebook, edition, in_force_from, in_force_until, texts, stored_at,
            })?)),
            None => Ok(None),
        })
    }
}

impl Tx {
    /// Keeps an edition unless it is kept already.
    pub(super) async fn keep_edition(&mut self, edition: &EditionRow) -> Result<(), StoreError> {
        within!(self, connection => sqlx::query(INSERT)
            .bind(&edition.rulebook_sha256)
            .bind(&edition.rulebook)
            .bind(&edition.edition)
            .bind(&edition.in_force_from)
            .bind(&edition.in_force_until)
            .bind(&edition.texts)
            .bind(edition.stored_at)
            .execute(connection)
            .await
            .map(drop))?;
        Ok(())
    }
}
