//! Drafts of rulebooks: where each stands, and every version that was written.
//!
//! Knows nothing of: what the texts say, who may write them.

use super::write::execute;
use super::{Scoped, StoreError, Tx, from_row, reading, within};

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftRow {
    pub(crate) draft_id: String,
    pub(crate) rulebook: String,
    /// `open`, `published` or `withdrawn`.
    pub(crate) state: String,
    /// The latest version, from 1.
    pub(crate) version: i64,
    /// The number of the publication it became.
    pub(crate) published_as: Option<i64>,
    /// Why it was withdrawn; empty otherwise.
    pub(crate) reason: String,
    /// Microseconds since 1970-01-01, as all instants here.
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// What was written in one version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftVersionRow {
    pub(crate) draft_id: String,
    pub(crate) version: i64,
    pub(crate) texts_sha256: String,
    /// The number of the latest publication when it was written; -1 before the first.
    pub(crate) based_on: i64,
    pub(crate) note: String,
    pub(crate) person: String,
    pub(crate) written_at: i64,
}

/// The texts of a rulebook, by their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleTextsRow {
    pub(crate) texts_sha256: String,
    /// `[{"path": …, "text": …}]`
    pub(crate) files: String,
    pub(crate) stored_at: i64,
}

/// A draft in a list, with who wrote its latest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedDraftRow {
    pub(crate) draft_id: String,
    pub(crate) rulebook: String,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) published_as: Option<i64>,
    pub(crate) person: String,
    pub(crate) note: String,
    pub(crate) updated_at: i64,
}

/// A change of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftChange {
    /// The draft after it.
    pub(crate) draft: DraftRow,
    /// The version it had before; it has to be open, and to have this version still.
    pub(crate) before: i64,
}

const ONE: &str = "
    select draft_id, rulebook, state, version, published_as, reason, created_at, updated_at
      from draft
     where tenant_id = $1 and draft_id = $2";

const ALL: &str = "
    select draft_id, rulebook, state, version, published_as, reason, created_at, updated_at
      from draft
     where tenant_id = $1 and rulebook = $2 and draft_id > $3
     order by draft_id
     limit $4";

const LISTED: &str = "
    select draft.draft_id, draft.rulebook, draft.state, draft.version, draft.published_as, draft_version.person,
           draft_version.note, draft.updated_at
      from draft
      join draft_version on draft_version.tenant_id = draft.tenant_id and draft_version.draft_id = draft.draft_id
                        and draft_version.version = draft.version
     where draft.tenant_id = $1 and ($2 = '' or draft.rulebook = $2) and ($3 = '' or draft.state = $3)
       and ($4 = '' or draft.draft_id < $4)
     order by draft.draft_id desc
     limit $5";

const VERSIONS: &str = "
    select draft_id, version, texts_sha256, based_on, note, person, written_at
      from draft_version
     where tenant_id = $1 and draft_id = $2
     order by version";

const TEXTS: &str = "
    select texts_sha256, files, stored_at
      from rule_texts
     where tenant_id = $1 and texts_sha256 = $2";

const INSERT: &str = "
    insert into draft (tenant_id, draft_id, rulebook, state, version, published_as, reason, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

const CHANGE: &str = "
    update draft
       set state = $3, version = $4, published_as = $5, reason = $6, updated_at = $7
     where tenant_id = $1 and draft_id = $2 and state = 'open' and version = $8";

const INSERT_VERSION: &str = "
    insert into draft_version (tenant_id, draft_id, version, texts_sha256, based_on, note, person, written_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

const INSERT_TEXTS: &str = "
    insert into rule_texts (tenant_id, texts_sha256, files, stored_at)
    values ($1, $2, $3, $4)
        on conflict (tenant_id, texts_sha256) do nothing";

impl Scoped<'_> {
    /// A draft of the tenant.
    pub(crate) async fn draft(&self, draft_id: &str) -> Result<Option<DraftRow>, StoreError> {
        reading!(self, connection => {
            match sqlx::query(ONE).bind(self.tenant).bind(draft_id).fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, DraftRow {
                    draft_id, rulebook, state, version, published_as, reason, created_at, updated_at,
                })?)),
                None => Ok(None),
            }
        })
    }

    /// The drafts of a rulebook after a given one, in the order in which they were begun.
    pub(crate) async fn drafts(&self, rulebook: &str, after: &str, limit: i64) -> Result<Vec<DraftRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(ALL).bind(self.tenant).bind(rulebook).bind(after).bind(limit);
            let drafts = query.fetch_all(connection).await?.into_iter().map(|row| from_row!(row, DraftRow {
                draft_id, rulebook, state, version, published_as, reason, created_at, updated_at,
            }));
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }

    /// Drafts of one rulebook or of all, in one state or any, before a given one; those begun last come first.
    pub(crate) async fn listed_drafts(
        &self,
        (rulebook, state): (&str, &str),
        before: &str,
        limit: i64,
    ) -> Result<Vec<ListedDraftRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(LISTED).bind(self.tenant).bind(rulebook).bind(state).bind(before).bind(limit);
            let drafts = query.fetch_all(connection).await?.into_iter().map(|row| from_row!(row, ListedDraftRow {
                draft_id, rulebook, state, version, published_as, person, note, updated_at,
            }));
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }

    /// Every version of a draft that was read in this scope before, the first one first.
    pub(crate) async fn draft_versions(&self, draft: &DraftRow) -> Result<Vec<DraftVersionRow>, StoreError> {
        reading!(self, connection => {
            let rows = sqlx::query(VERSIONS).bind(self.tenant).bind(&draft.draft_id).fetch_all(connection).await?;
            let versions = rows.into_iter().map(|row| from_row!(row, DraftVersionRow {
                draft_id, version, texts_sha256, based_on, note, person, written_at,
            }));
            Ok(versions.collect::<Result<_, _>>()?)
        })
    }

    /// Texts that this tenant wrote.
    pub(crate) async fn rule_texts(&self, texts_sha256: &str) -> Result<Option<RuleTextsRow>, StoreError> {
        reading!(self, connection => {
            match sqlx::query(TEXTS).bind(self.tenant).bind(texts_sha256).fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, RuleTextsRow { texts_sha256, files, stored_at })?)),
                None => Ok(None),
            }
        })
    }
}

impl Tx {
    /// Begins a draft.
    pub(super) async fn begin_draft(&mut self, it: &DraftRow) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT,
            &it.draft_id,
            &it.rulebook,
            &it.state,
            it.version,
            it.published_as,
            &it.reason,
            it.created_at,
            it.updated_at,
        )?;
        Ok(())
    }

    /// Changes an open draft; `Taken` if someone else did, or closed it.
    pub(super) async fn change_draft(&mut self, change: &DraftChange) -> Result<(), StoreError> {
        let DraftChange { draft: it, before } = change;
        let rows = execute!(
            self,
            CHANGE,
            &it.draft_id,
            &it.state,
            it.version,
            it.published_as,
            &it.reason,
            it.updated_at,
            *before,
        )?;
        if rows == 1 { Ok(()) } else { Err(StoreError::Taken) }
    }

    /// Keeps what was written.
    pub(super) async fn add_draft_version(&mut self, it: &DraftVersionRow) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT_VERSION,
            &it.draft_id,
            it.version,
            &it.texts_sha256,
            it.based_on,
            &it.note,
            &it.person,
            it.written_at,
        )?;
        Ok(())
    }

    /// Keeps texts unless they are kept already.
    pub(super) async fn keep_rule_texts(&mut self, it: &RuleTextsRow) -> Result<(), StoreError> {
        execute!(self, INSERT_TEXTS, &it.texts_sha256, &it.files, it.stored_at)?;
        Ok(())
    }
}
