//! What was recorded and is only read from then on: rulings, reviews, first answers.
//!
//! Knows nothing of: what is in a document or an answer.

use super::{Scoped, StoreError, from_row, reading};

/// A ruling with the exact bytes of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RulingRow {
    pub(crate) ruling_id: String,
    pub(crate) case_id: String,
    pub(crate) agency_id: String,
    /// Empty for the first ruling on a case.
    pub(crate) previous_ruling_id: String,
    pub(crate) snapshot: i64,
    pub(crate) rulebook: String,
    pub(crate) edition: String,
    pub(crate) rulebook_sha256: String,
    pub(crate) engine_version: String,
    pub(crate) as_of: String,
    pub(crate) status: String,
    pub(crate) outcome: String,
    pub(crate) document: String,
    pub(crate) document_sha256: String,
    pub(crate) person: String,
    pub(crate) ruled_at: i64,
}

/// A reviewer's word on a ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReviewRow {
    pub(crate) review_id: String,
    pub(crate) ruling_id: String,
    pub(crate) verdict: String,
    pub(crate) person: String,
    pub(crate) reason: String,
    pub(crate) reviewed_at: i64,
}

/// The first answer under an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnswerRow {
    /// Of the request that was answered.
    pub(crate) fingerprint: String,
    pub(crate) status: i64,
    pub(crate) location: String,
    pub(crate) body: String,
}

const RULING: &str = "
    select ruling_id, case_id, agency_id, previous_ruling_id, snapshot, rulebook, edition, rulebook_sha256,
           engine_version, as_of, status, outcome, document, document_sha256, person, ruled_at
      from ruling
     where tenant_id = $1 and ($2 = '' or agency_id = $2) and ruling_id = $3";

const REVIEWS: &str = "
    select review_id, ruling_id, verdict, person, reason, reviewed_at
      from review
     where tenant_id = $1 and ruling_id = $2
     order by review_id";

const ANSWER: &str = "
    select fingerprint, status, location, body
      from idempotency
     where tenant_id = $1 and principal = $2 and idempotency_key = $3";

impl Scoped<'_> {
    /// A ruling that is in scope.
    pub(crate) async fn ruling(&self, ruling_id: &str) -> Result<Option<RulingRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(RULING).bind(self.tenant).bind(self.agency).bind(ruling_id);
            match query.fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, RulingRow {
                    ruling_id, case_id, agency_id, previous_ruling_id, snapshot, rulebook, edition, rulebook_sha256,
                    engine_version, as_of, status, outcome, document, document_sha256, person, ruled_at,
                })?)),
                None => Ok(None),
            }
        })
    }

    /// The reviews of a ruling that was read in this scope before.
    pub(crate) async fn reviews(&self, ruling: &RulingRow) -> Result<Vec<ReviewRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(REVIEWS).bind(self.tenant).bind(&ruling.ruling_id).fetch_all(connection).await?;
            let reviews = rows.into_iter().map(|row| from_row!(row, ReviewRow {
                review_id, ruling_id, verdict, person, reason, reviewed_at,
            }));
            Ok(reviews.collect::<Result<_, _>>()?)
        })
    }

    /// What was answered under this key before.
    pub(crate) async fn answer(&self, principal: &str, key: &str) -> Result<Option<AnswerRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(ANSWER).bind(self.tenant).bind(principal).bind(key);
            match query.fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, AnswerRow { fingerprint, status, location, body })?)),
                None => Ok(None),
            }
        })
    }
}
