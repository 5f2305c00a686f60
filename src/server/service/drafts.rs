//! Drafts of rulebooks: written by policy staff in versions that all stay, each on top of a publication.
//!
//! Knows nothing of: HTTP, how a draft comes to be in force.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{DraftChange, DraftRow, DraftVersionRow, PublicationRow, RuleTextsRow, Write};
use crate::wording;

use super::examination::Examination;
use super::plan::{Act, new_id};
use super::shelf::latest;
use super::texts::{TextFile, Texts};
use super::versions::tag;
use super::{Answer, Asked, Service, ServiceError, facts};

/// The longest name of a rulebook, in bytes.
const LONGEST_NAME: usize = 100;

/// What is written in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The whole rulebook; without them, a new draft begins with the texts published last, another keeps its own.
    pub(crate) files: Option<Vec<TextFile>>,
    /// The number of the publication that these texts take into account; the one before if nothing is said.
    pub(crate) based_on: Option<i64>,
    pub(crate) note: String,
}

/// A draft with its latest version.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) row: DraftRow,
    pub(crate) latest: DraftVersionRow,
    /// Everyone who wrote a version.
    pub(crate) authors: BTreeSet<String>,
}

/// A draft of a rulebook.
#[derive(Serialize, ToSchema)]
#[schema(as = Draft)]
pub(crate) struct DraftView<'a> {
    #[schema(format = "uuid")]
    id: &'a str,
    #[schema(example = "exemption")]
    rulebook: &'a str,
    /// `open`, `published` or `withdrawn`.
    #[schema(pattern = "^(open|published|withdrawn)$")]
    state: &'a str,
    /// Grows by one each time it is written.
    #[schema(minimum = 1)]
    version: i64,
    /// The number of the publication it became.
    #[schema(minimum = 0, required)]
    publication: Option<i64>,
    /// Why it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
    /// Of the latest texts; an approval names it. Not in lists, as what follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: Option<&'a str>,
    /// The number of the publication that they take into account; none before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, minimum = 0)]
    based_on: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written_by: Option<&'a str>,
    /// Everyone who wrote a version: none of them may approve it.
    #[serde(skip_serializing_if = "Option::is_none")]
    authors: Option<&'a BTreeSet<String>>,
    /// The whole rulebook; only where one draft is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<TextFile>>)]
    files: Option<&'a RawValue>,
}

impl Service {
    /// A draft of the tenant.
    pub(crate) async fn rule_draft(&self, actor: &Actor, draft_id: &str) -> Result<Draft, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let row = scoped.draft(draft_id).await?.ok_or(ServiceError::NotFound)?;
        let versions = scoped.draft_versions(&row).await?;
        let authors = versions.iter().map(|it| it.person.clone()).collect();
        let latest = versions.into_iter().find(|it| it.version == row.version);
        let latest = latest.ok_or_else(|| ServiceError::Broken(format!("draft {draft_id} has no latest version")))?;
        Ok(Draft { row, latest, authors })
    }

    /// A draft of the tenant as it is shown, with its texts; and its version.
    pub(crate) async fn draft_shown(&self, actor: &Actor, draft_id: &str) -> Result<(String, i64), ServiceError> {
        let draft = self.rule_draft(actor, draft_id).await?;
        let texts = self.texts_of(actor, &draft).await?;
        Ok((view(&draft, Some(&texts.json()))?, draft.row.version))
    }

    /// The drafts of a rulebook, without their texts, `limit` at most; and whether there are more.
    pub(crate) async fn drafts_shown(
        &self,
        actor: &Actor,
        rulebook: &str,
        after: &str,
        limit: usize,
    ) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
        let mut drafts = self.store.of(&scope).drafts(rulebook, after, one_more).await?;
        let more = drafts.len() > limit;
        drafts.truncate(limit);
        let next = drafts.last().filter(|_| more).map(|it| it.draft_id.clone());
        let items: Vec<DraftView<'_>> = drafts.iter().map(shown).collect();
        super::answers::page(items, next)
    }

    /// Begins a draft of a rulebook.
    pub(crate) async fn begin_draft(
        &self,
        actor: &Actor,
        asked: &Asked,
        rulebook: &str,
        written: &Written,
    ) -> Result<Answer, ServiceError> {
        self.record_act(actor, asked, async || {
            let now = clock::now();
            let scope = actor.scope();
            let publications = self.store.of(&scope).publications(rulebook).await?;
            let before = latest(&publications);
            let texts = self.first_texts(actor, rulebook, written, before).await?;
            let row = DraftRow {
                draft_id: new_id(),
                rulebook: rulebook.to_owned(),
                state: "open".to_owned(),
                version: 1,
                published_as: None,
                reason: String::new(),
                created_at: now,
                updated_at: now,
            };
            let based_on = base(written.based_on.or(Some(number(before))), -1, before)?;
            let draft = written_draft(actor, row, (&texts, based_on, &written.note), BTreeSet::new());
            let writes = vec![
                Write::RuleTexts(kept(&texts, now)),
                Write::Draft(draft.row.clone()),
                Write::DraftVersion(draft.latest.clone()),
            ];
            act("draft", &draft, writes, 201)
        })
        .await
    }

    /// Writes another version of an open draft, if what is asked follows its latest one.
    pub(crate) async fn write_draft(
        &self,
        actor: &Actor,
        asked: &Asked,
        draft_id: &str,
        written: &Written,
    ) -> Result<Answer, ServiceError> {
        self.record_act(actor, asked, async || {
            let draft = self.open_draft(actor, draft_id).await?;
            if !asked.follows.allows(draft.row.version) {
                return Err(ServiceError::DraftChanged { tag: tag(draft.row.version) });
            }
            let scope = actor.scope();
            let publications = self.store.of(&scope).publications(&draft.row.rulebook).await?;
            let texts = match &written.files {
                Some(files) => Texts::sent(files.clone())?,
                None => self.texts_of(actor, &draft).await?,
            };
            let based_on = base(written.based_on, draft.latest.based_on, latest(&publications))?;
            let (now, before) = (clock::now(), draft.row.version);
            let row = DraftRow { version: before.saturating_add(1), updated_at: now, ..draft.row };
            let draft = written_draft(actor, row, (&texts, based_on, &written.note), draft.authors);
            let writes = vec![
                Write::RuleTexts(kept(&texts, now)),
                Write::DraftChange(DraftChange { draft: draft.row.clone(), before }),
                Write::DraftVersion(draft.latest.clone()),
            ];
            act("draft-version", &draft, writes, 200)
        })
        .await
    }

    /// Withdraws an open draft.
    pub(crate) async fn withdraw_draft(
        &self,
        actor: &Actor,
        asked: &Asked,
        (draft_id, reason): (&str, &str),
    ) -> Result<Answer, ServiceError> {
        self.record_act(actor, asked, async || {
            let mut draft = self.open_draft(actor, draft_id).await?;
            if !asked.follows.allows(draft.row.version) {
                return Err(ServiceError::DraftChanged { tag: tag(draft.row.version) });
            }
            "withdrawn".clone_into(&mut draft.row.state);
            reason.clone_into(&mut draft.row.reason);
            draft.row.updated_at = clock::now();
            let change = DraftChange { draft: draft.row.clone(), before: draft.row.version };
            act("draft-withdrawal", &draft, vec![Write::DraftChange(change)], 200)
        })
        .await
    }

    /// What the engine says of a draft; nothing is recorded.
    pub(crate) async fn check_draft(&self, actor: &Actor, draft_id: &str) -> Result<Value, ServiceError> {
        let draft = self.rule_draft(actor, draft_id).await?;
        let mut view = self.examined(actor, &draft).await?.view();
        if let Some(object) = view.as_object_mut() {
            object.insert("draft".to_owned(), draft.row.draft_id.into());
            object.insert("version".to_owned(), draft.row.version.into());
            object.insert("sha256".to_owned(), draft.latest.texts_sha256.into());
        }
        Ok(view)
    }

    /// The draft, checked, compiled and tested.
    pub(super) async fn examined(&self, actor: &Actor, draft: &Draft) -> Result<Arc<Examination>, ServiceError> {
        let (rulebook, texts) = (draft.row.rulebook.clone(), self.texts_of(actor, draft).await?);
        let now = clock::now();
        self.desk.work(move || Arc::new(Examination::of(&rulebook, &texts, now))).await
    }

    /// The texts of the latest version.
    pub(crate) async fn texts_of(&self, actor: &Actor, draft: &Draft) -> Result<Texts, ServiceError> {
        let scope = actor.scope();
        let row = self.store.of(&scope).rule_texts(&draft.latest.texts_sha256).await?;
        let row = row.ok_or_else(|| ServiceError::Broken(format!("draft {} has no texts", draft.row.draft_id)))?;
        Texts::kept(&row.files)
    }

    /// A draft that can still be changed.
    pub(super) async fn open_draft(&self, actor: &Actor, draft_id: &str) -> Result<Draft, ServiceError> {
        let draft = self.rule_draft(actor, draft_id).await?;
        if draft.row.state == "open" { Ok(draft) } else { Err(ServiceError::DraftClosed { state: draft.row.state }) }
    }

    async fn first_texts(
        &self,
        actor: &Actor,
        rulebook: &str,
        written: &Written,
        before: Option<&PublicationRow>,
    ) -> Result<Texts, ServiceError> {
        let scope = actor.scope();
        match (&written.files, before) {
            (Some(files), _) if before.is_some() || is_name(rulebook) => Ok(Texts::sent(files.clone())?),
            (None, Some(before)) => {
                let kept = self.store.of(&scope).published_texts(&before.publication_id).await?;
                Texts::kept(&kept.ok_or(ServiceError::NotFound)?.files)
            }
            (Some(_), _) => Err(ServiceError::NotFound),
            (None, None) => Err(ServiceError::Refused(vec![facts::refusal(
                "/files".to_owned(),
                wording!(
                    "himpunan aturan `{rulebook}` belum pernah dipublikasikan: sertakan teksnya",
                    "the rulebook `{rulebook}` was never published: send its texts"
                ),
            )])),
        }
    }
}

/// The answer to an act on a draft: the draft, without its texts.
pub(super) fn act(name: &'static str, draft: &Draft, writes: Vec<Write>, status: i64) -> Result<Act, ServiceError> {
    Ok(Act {
        name,
        subject_id: draft.row.draft_id.clone(),
        at: draft.row.updated_at,
        writes,
        status,
        location: format!("/api/v1/drafts/{}", draft.row.draft_id),
        body: view(draft, None)?,
    })
}

fn view(draft: &Draft, files: Option<&str>) -> Result<String, ServiceError> {
    let latest = &draft.latest;
    super::answers::json(&DraftView {
        sha256: Some(&latest.texts_sha256),
        based_on: Some(json!(Some(latest.based_on).filter(|it| *it >= 0))),
        note: Some(&latest.note),
        written_by: Some(&latest.person),
        authors: Some(&draft.authors),
        files: files.map(super::answers::raw).transpose()?,
        ..shown(&draft.row)
    })
}

fn shown(row: &DraftRow) -> DraftView<'_> {
    DraftView {
        id: &row.draft_id,
        rulebook: &row.rulebook,
        state: &row.state,
        version: row.version,
        publication: row.published_as,
        reason: super::answers::filled(&row.reason),
        created_at: clock::instant(row.created_at),
        updated_at: clock::instant(row.updated_at),
        sha256: None,
        based_on: None,
        note: None,
        written_by: None,
        authors: None,
        files: None,
    }
}

/// The draft once its next version is written.
fn written_draft(
    actor: &Actor,
    row: DraftRow,
    (texts, based_on, note): (&Texts, i64, &str),
    mut authors: BTreeSet<String>,
) -> Draft {
    authors.insert(actor.person.clone());
    let latest = DraftVersionRow {
        draft_id: row.draft_id.clone(),
        version: row.version,
        texts_sha256: texts.sha256(),
        based_on,
        note: note.to_owned(),
        person: actor.person.clone(),
        written_at: row.updated_at,
    };
    Draft { row, latest, authors }
}

fn kept(texts: &Texts, now: i64) -> RuleTextsRow {
    RuleTextsRow { texts_sha256: texts.sha256(), files: texts.json(), stored_at: now }
}

/// The number of a publication; -1 before the first.
fn number(publication: Option<&PublicationRow>) -> i64 {
    publication.map_or(-1, |it| it.number)
}

/// The publication that a version takes into account: never an earlier one than before, never one that is not there.
fn base(given: Option<i64>, before: i64, latest: Option<&PublicationRow>) -> Result<i64, ServiceError> {
    let latest = number(latest);
    match given {
        None => Ok(before),
        Some(given) if (before..=latest).contains(&given) => Ok(given),
        Some(given) => Err(ServiceError::Refused(vec![facts::refusal(
            "/based_on".to_owned(),
            wording!(
                "{given} bukan nomor publikasi yang dapat dipakai; yang terakhir {latest}",
                "{given} is no number of a publication to build on; the latest one is {latest}"
            ),
        )])),
    }
}

/// Whether a rulebook can bear this name.
fn is_name(name: &str) -> bool {
    let plain = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    (1..=LONGEST_NAME).contains(&name.len()) && name.chars().all(plain)
}
