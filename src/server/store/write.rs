//! The statements of a recording, each within a transaction of one tenant.
//!
//! Knows nothing of: their order, or what belongs together.

use std::sync::Arc;

use super::{
    AnswerRow, CaseRow, DocumentRow, DraftChange, DraftRow, DraftVersionRow, EditionRow, EventRow, PublicationRow,
    PublishedEditionRow, ReviewRow, RuleTextsRow, RulingRow, SnapshotRow, StoreError, Tx, within,
};

/// A leaf for the log, with what opens its commitments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeafRow {
    pub(crate) subject_id: String,
    pub(crate) leaf_data: Vec<u8>,
    pub(crate) leaf_hash: String,
    pub(crate) salt: Vec<u8>,
}

/// Who did what, from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AuditRow {
    pub(crate) key_id: String,
    pub(crate) person: String,
    pub(crate) role: String,
    pub(crate) act: String,
    pub(crate) subject_id: String,
    pub(crate) address: String,
    pub(crate) request_id: String,
    pub(crate) happened_at: i64,
}

/// One thing that a recording keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    /// A case that begins (version 1), or that comes one version further.
    Case(CaseRow),
    /// The facts of a case after a change.
    Snapshot(CaseRow, SnapshotRow),
    Ruling(RulingRow),
    Leaf(LeafRow),
    Review(ReviewRow),
    /// A step in the history of the case with this identity.
    Event(String, EventRow),
    /// Texts of a rulebook, if they are not kept yet.
    RuleTexts(RuleTextsRow),
    /// A draft that begins.
    Draft(DraftRow),
    DraftChange(DraftChange),
    DraftVersion(DraftVersionRow),
    /// An edition, if it is not kept yet.
    Edition(EditionRow),
    Publication(PublicationRow),
    PublishedEdition(PublishedEditionRow),
    News(NewsRow),
    Audit(AuditRow),
    /// A document with its bytes.
    Document(DocumentRow, Arc<Vec<u8>>),
}

/// Word for those who wait for news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewsRow {
    pub(crate) event_id: String,
    pub(crate) kind: String,
    pub(crate) subject_id: String,
    pub(crate) created_at: i64,
}

const ANSWER: &str = "
    insert into idempotency
           (tenant_id, principal, idempotency_key, fingerprint, status, location, body, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (tenant_id, principal, idempotency_key) do nothing";

const NEW_CASE: &str = "
    insert into case_file
           (tenant_id, case_id, agency_id, rulebook, state, version, snapshot, submitted_on, claimed_on, submitter,
            verifier, ruling_id, waits_since, due_on, due_unknown, valid_until, valid_because, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";

const TENANT: &str = "insert into known_tenant (name) values ($1) on conflict (name) do nothing";

const CASE: &str = "
    update case_file
       set state = $3, version = $4, snapshot = $5, submitted_on = $6, claimed_on = $7, submitter = $8, verifier = $9,
           ruling_id = $10, waits_since = $11, due_on = $12, due_unknown = $13, valid_until = $14, valid_because = $15,
           updated_at = $16
     where tenant_id = $1 and case_id = $2 and version = $17";

const SNAPSHOT: &str = "
    insert into case_snapshot (tenant_id, case_id, snapshot, facts, facts_sha256, created_at)
    values ($1, $2, $3, $4, $5, $6)";

const RULING: &str = "
    insert into ruling
           (tenant_id, ruling_id, case_id, agency_id, previous_ruling_id, snapshot, rulebook, edition, rulebook_sha256,
            engine_version, as_of, status, outcome, document, document_sha256, person, ruled_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

const REVIEW: &str = "
    insert into review (tenant_id, review_id, ruling_id, verdict, person, reason, reviewed_at)
    values ($1, $2, $3, $4, $5, $6, $7)";

const EVENT: &str = "
    insert into case_event
           (tenant_id, case_id, version, step, from_state, to_state, snapshot, ruling_id, person, role, reason,
            happened_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

const LEAF: &str = "insert into pending_leaf (subject_id, leaf_data, leaf_hash) values ($1, $2, $3)";

const SALT: &str = "insert into leaf_salt (subject_id, salt) values ($1, $2)";

const OUTBOX: &str = "
    insert into outbox_event (tenant_id, event_id, kind, subject_id, created_at)
    values ($1, $2, $3, $4, $5)";

const AUDIT: &str = "
    insert into audit (tenant_id, key_id, person, role, act, subject_id, address, request_id, happened_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Executes a statement with the tenant and then these values; gives the number of rows.
macro_rules! execute {
    ($tx:expr, $statement:expr, $($value:expr),+ $(,)?) => {{
        let tenant = $tx.tenant.clone();
        within!($tx, connection => sqlx::query($statement).bind(tenant)$(.bind($value))+.execute(connection).await
            .map(|it| it.rows_affected()))
        .map_err(StoreError::from)
    }};
}

pub(super) use execute;

impl Tx {
    /// Takes the key with its answer; `false` if it was taken before.
    pub(crate) async fn take_key(
        &mut self,
        (principal, key): (&str, &str),
        answer: &AnswerRow,
        at: i64,
    ) -> Result<bool, StoreError> {
        let AnswerRow { fingerprint, status, location, body } = answer;
        let rows = execute!(self, ANSWER, principal, key, fingerprint, *status, location, body, at)?;
        Ok(rows == 1)
    }

    /// Does one thing of a recording; `Taken` if someone else was first.
    pub(crate) async fn write(&mut self, write: &Write) -> Result<(), StoreError> {
        match write {
            Write::Case(it) if it.version == 1 => self.begin_case(it).await,
            Write::Case(it) => self.change_case(it).await,
            Write::Snapshot(case, it) => self.add_snapshot(case, it).await,
            Write::Ruling(it) => self.add_ruling(it).await,
            Write::Leaf(it) => self.add_leaf(it).await,
            Write::Review(it) => self.add_review(it).await,
            Write::Event(case_id, it) => self.add_event(case_id, it).await,
            Write::RuleTexts(it) => self.keep_rule_texts(it).await,
            Write::Draft(it) => self.begin_draft(it).await,
            Write::DraftChange(it) => self.change_draft(it).await,
            Write::DraftVersion(it) => self.add_draft_version(it).await,
            Write::Edition(it) => self.keep_edition(it).await,
            Write::Publication(it) => self.add_publication(it).await,
            Write::PublishedEdition(it) => self.add_published_edition(it).await,
            Write::News(it) => self.add_news(it).await,
            Write::Audit(it) => self.add_audit(it).await,
            Write::Document(it, content) => self.add_document(it, content).await,
        }
    }

    /// Begins a case.
    async fn begin_case(&mut self, it: &CaseRow) -> Result<(), StoreError> {
        execute!(
            self,
            NEW_CASE,
            &it.case_id,
            &it.agency_id,
            &it.rulebook,
            &it.state,
            it.version,
            it.snapshot,
            &it.submitted_on,
            &it.claimed_on,
            &it.submitter,
            &it.verifier,
            &it.ruling_id,
            &it.waits_since,
            &it.due_on,
            &it.due_unknown,
            &it.valid_until,
            &it.valid_because,
            it.created_at,
            it.updated_at,
        )?;
        let tenant = self.tenant.clone();
        within!(self, connection => sqlx::query(TENANT).bind(tenant).execute(connection).await.map(drop))?;
        Ok(())
    }

    /// Brings a case one version further; `Taken` if someone else did.
    async fn change_case(&mut self, it: &CaseRow) -> Result<(), StoreError> {
        let before = it.version.saturating_sub(1);
        let rows = execute!(
            self,
            CASE,
            &it.case_id,
            &it.state,
            it.version,
            it.snapshot,
            &it.submitted_on,
            &it.claimed_on,
            &it.submitter,
            &it.verifier,
            &it.ruling_id,
            &it.waits_since,
            &it.due_on,
            &it.due_unknown,
            &it.valid_until,
            &it.valid_because,
            it.updated_at,
            before,
        )?;
        if rows == 1 { Ok(()) } else { Err(StoreError::Taken) }
    }

    /// Keeps the facts of a case after a change.
    async fn add_snapshot(&mut self, case: &CaseRow, it: &SnapshotRow) -> Result<(), StoreError> {
        let (facts, hash) = (&it.facts, &it.facts_sha256);
        execute!(self, SNAPSHOT, &case.case_id, it.snapshot, facts, hash, case.updated_at)?;
        Ok(())
    }

    /// Keeps a ruling; `Taken` if another one follows the same previous ruling.
    async fn add_ruling(&mut self, it: &RulingRow) -> Result<(), StoreError> {
        execute!(
            self,
            RULING,
            &it.ruling_id,
            &it.case_id,
            &it.agency_id,
            &it.previous_ruling_id,
            it.snapshot,
            &it.rulebook,
            &it.edition,
            &it.rulebook_sha256,
            &it.engine_version,
            &it.as_of,
            &it.status,
            &it.outcome,
            &it.document,
            &it.document_sha256,
            &it.person,
            it.ruled_at,
        )?;
        self.place_ruling(&it.ruling_id).await
    }

    /// Keeps a review; `Taken` if the ruling has one.
    async fn add_review(&mut self, it: &ReviewRow) -> Result<(), StoreError> {
        execute!(self, REVIEW, &it.review_id, &it.ruling_id, &it.verdict, &it.person, &it.reason, it.reviewed_at)?;
        Ok(())
    }

    /// Adds a step to the history of a case.
    async fn add_event(&mut self, case_id: &str, it: &EventRow) -> Result<(), StoreError> {
        execute!(
            self,
            EVENT,
            case_id,
            it.version,
            &it.step,
            &it.from_state,
            &it.to_state,
            it.snapshot,
            &it.ruling_id,
            &it.person,
            &it.role,
            &it.reason,
            it.happened_at,
        )?;
        Ok(())
    }

    /// Puts a leaf in the row for the log.
    async fn add_leaf(&mut self, it: &LeafRow) -> Result<(), StoreError> {
        let (subject, data, salt) = (&it.subject_id, &it.leaf_data, &it.salt);
        within!(self, connection => {
            sqlx::query(LEAF).bind(subject).bind(data).bind(&it.leaf_hash).execute(&mut *connection).await?;
            sqlx::query(SALT).bind(subject).bind(salt).execute(connection).await?;
        });
        Ok(())
    }

    /// Leaves word for those who wait for news.
    async fn add_news(&mut self, it: &NewsRow) -> Result<(), StoreError> {
        execute!(self, OUTBOX, &it.event_id, &it.kind, &it.subject_id, it.created_at)?;
        Ok(())
    }

    /// Notes who did it.
    async fn add_audit(&mut self, it: &AuditRow) -> Result<(), StoreError> {
        execute!(
            self,
            AUDIT,
            &it.key_id,
            &it.person,
            &it.role,
            &it.act,
            &it.subject_id,
            &it.address,
            &it.request_id,
            it.happened_at,
        )?;
        Ok(())
    }
}
