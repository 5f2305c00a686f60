//! Publishing: a draft that another person approves, or the operator's folder, becomes what a rulebook is from a day on.
//!
//! Nothing that was published before, and no ruling, changes by it. Knows nothing of: HTTP, which publication holds today.

use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wording::Language;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::recorder::publication_leaf;
use crate::server::store::{DraftChange, DraftRow, PublicationRow, PublishedEditionRow, RuleTextsRow, Scope, Write};
use crate::server::words::Words;
use crate::wording;

use super::drafts::Draft;
use super::laws::Law;
use super::plan::{Act, new_id, random};
use super::shelf::{in_force, latest};
use super::texts::{TextFile, Texts};
use super::{Answer, Asked, Service, ServiceError, answers, facts};

/// What an approver says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Approval {
    /// The SHA-256 of the texts that were looked at.
    pub(crate) sha256: String,
    /// A day in Jakarta, in days since 1970-01-01.
    pub(crate) effective_on: i64,
    pub(crate) reason: String,
}

/// What is about to be published.
pub(super) struct Publishing<'p> {
    pub(super) rulebook: &'p str,
    pub(super) number: i64,
    /// In days since 1970-01-01.
    pub(super) effective_on: i64,
    pub(super) texts: &'p Texts,
    pub(super) laws: &'p [Arc<Law>],
    /// Empty if it comes from a folder.
    pub(super) draft_id: &'p str,
    pub(super) authors: Vec<&'p str>,
    pub(super) reason: &'p str,
    pub(super) now: i64,
}

/// Of which editions a rulebook consists from a day on.
#[derive(Serialize, ToSchema)]
#[schema(as = Publication)]
pub(crate) struct PublicationView<'a> {
    #[schema(format = "uuid")]
    id: &'a str,
    #[schema(example = "exemption")]
    rulebook: &'a str,
    #[schema(minimum = 0)]
    number: i64,
    /// For all tenants, by whoever runs the service.
    shared: bool,
    /// A day in Jakarta.
    #[schema(format = "date")]
    effective_on: &'a str,
    /// Whether it holds today.
    in_force: bool,
    editions: Vec<EditionView<'a>>,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    texts_sha256: &'a str,
    /// None if it came from the operator's folder.
    #[schema(format = "uuid", required)]
    draft: Option<&'a str>,
    #[schema(value_type = Vec<String>)]
    authors: &'a RawValue,
    approver: &'a str,
    #[schema(required)]
    reason: Option<&'a str>,
    #[schema(format = "date-time")]
    published_at: String,
    /// The whole rulebook; only where one publication is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<TextFile>>)]
    files: Option<&'a RawValue>,
}

/// An edition that belongs to a publication.
#[derive(Serialize, ToSchema)]
#[schema(as = PublishedEdition)]
struct EditionView<'a> {
    edition: &'a str,
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: &'a str,
    #[schema(format = "date")]
    in_force_from: &'a str,
    #[schema(format = "date", required)]
    in_force_until: Option<&'a str>,
}

impl Service {
    /// Publishes a draft as its approver saw it.
    pub(crate) async fn approve_draft(
        &self,
        actor: &Actor,
        asked: &Asked,
        draft_id: &str,
        approval: &Approval,
    ) -> Result<Answer, ServiceError> {
        self.record_act(actor, asked, async || {
            let now = clock::now();
            let draft = self.open_draft(actor, draft_id).await?;
            let scope = actor.scope();
            let publications = self.store.of(&scope).publications(&draft.row.rulebook).await?;
            let last = latest(&publications).map_or(-1, |it| it.number);
            may_approve(actor, &draft, approval, last)?;
            with_reason(approval, &draft, now)?;
            let examination = self.examined(actor, &draft).await?;
            if !examination.is_sound() {
                return Err(ServiceError::Faulty(examination.view()));
            }
            let texts = self.texts_of(actor, &draft).await?;
            let publishing = Publishing {
                rulebook: &draft.row.rulebook,
                number: last.saturating_add(1),
                effective_on: approval.effective_on,
                texts: &texts,
                laws: &examination.laws(),
                draft_id,
                authors: draft.authors.iter().map(String::as_str).collect(),
                reason: &approval.reason,
                now,
            };
            let mut act = publishing.act(actor, asked, "publication")?;
            let state = "published".to_owned();
            let published_as = Some(publishing.number);
            let row = DraftRow { state, published_as, updated_at: now, ..draft.row.clone() };
            act.writes.push(Write::DraftChange(DraftChange { draft: row, before: draft.row.version }));
            Ok(act)
        })
        .await
    }

    /// What was published of a rulebook, the latest first.
    pub(crate) async fn publications_shown(&self, actor: &Actor, rulebook: &str) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let publications = scoped.publications(rulebook).await?;
        if rulebook.is_empty() || publications.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let editions = scoped.published_editions(rulebook).await?;
        let holds = holding(&publications);
        let shown = publications.iter().rev().map(|it| view(it, &editions, holds == Some(&it.publication_id), None));
        answers::page(shown.collect::<Result<Vec<_>, _>>()?, None)
    }

    /// One publication with its texts.
    pub(crate) async fn publication_shown(
        &self,
        actor: &Actor,
        (rulebook, id): (&str, &str),
    ) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let publications = scoped.publications(rulebook).await?;
        let publication = publications.iter().find(|it| it.rulebook == rulebook && it.publication_id == id);
        let publication = publication.ok_or(ServiceError::NotFound)?;
        let editions = scoped.published_editions(rulebook).await?;
        let texts = scoped.published_texts(id).await?.ok_or(ServiceError::NotFound)?;
        let holds = holding(&publications) == Some(&publication.publication_id);
        answers::json(&view(publication, &editions, holds, Some(&texts.files))?)
    }

    /// An edition, with its publication: the one that is in force now, or one that was ever published, by its hash.
    pub(crate) async fn edition(
        &self,
        actor: &Actor,
        (rulebook, edition): (&str, &str),
        sha256: Option<&str>,
    ) -> Result<(Arc<Law>, PublicationRow), ServiceError> {
        let scope = actor.scope();
        let Some(sha256) = sha256 else {
            let book = self.shelf.book(&scope, rulebook).await?.ok_or(ServiceError::NotFound)?;
            let law = book.laws.iter().find(|it| it.row.edition == edition).ok_or(ServiceError::NotFound)?;
            return Ok((Arc::clone(law), book.publication.clone().ok_or(ServiceError::NotFound)?));
        };
        let scoped = self.store.of(&scope);
        let editions = scoped.published_editions(rulebook).await?;
        let wanted = |it: &&PublishedEditionRow| it.edition == edition && it.rulebook_sha256 == sha256;
        let found = editions.iter().rev().find(wanted).ok_or(ServiceError::NotFound)?;
        let publications = scoped.publications(rulebook).await?;
        let of = |it: &PublicationRow| it.tenant_id == found.tenant_id && it.number == found.number;
        let publication = publications.into_iter().find(of).ok_or(ServiceError::NotFound)?;
        Ok((self.shelf.law(rulebook, sha256).await?, publication))
    }

    /// The rule files of a publication, a JSON list.
    pub(crate) async fn published_rules(&self, actor: &Actor, it: &PublicationRow) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let texts = self.store.of(&scope).published_texts(&it.publication_id).await?.ok_or(ServiceError::NotFound)?;
        Ok(Texts::kept(&texts.files)?.rules().json())
    }
}

impl Publishing<'_> {
    /// Everything that the publication leaves behind.
    pub(super) fn act(&self, actor: &Actor, asked: &Asked, name: &'static str) -> Result<Act, ServiceError> {
        let row = PublicationRow {
            tenant_id: actor.tenant.clone(),
            rulebook: self.rulebook.to_owned(),
            number: self.number,
            publication_id: new_id(),
            effective_on: date::iso(self.effective_on),
            texts_sha256: self.texts.sha256(),
            draft_id: self.draft_id.to_owned(),
            authors: answers::json(&self.authors)?,
            approver: actor.person.clone(),
            reason: self.reason.to_owned(),
            published_at: self.now,
        };
        let editions: Vec<PublishedEditionRow> = self.laws.iter().map(|it| self.edition(actor, it)).collect();
        let holds = self.effective_on <= clock::jakarta_day(self.now);
        let body = answers::json(&view(&row, &editions, holds, None)?)?;
        let leaf = publication_leaf(&row, &editions, &asked.fingerprint, random(32)?);
        let (files, texts_sha256) = (self.texts.json(), row.texts_sha256.clone());
        let mut writes = vec![Write::RuleTexts(RuleTextsRow { texts_sha256, files, stored_at: self.now })];
        writes.extend(self.laws.iter().map(|it| Write::Edition(it.row.clone())));
        let (rulebook, publication_id) = (row.rulebook.clone(), row.publication_id.clone());
        writes.push(Write::Publication(row));
        writes.extend(editions.into_iter().map(Write::PublishedEdition));
        writes.push(Write::Leaf(leaf));
        let location = format!("/api/v1/rulebooks/{rulebook}/publications/{publication_id}");
        Ok(Act { name, subject_id: publication_id, at: self.now, writes, status: 201, location, body })
    }

    fn edition(&self, actor: &Actor, law: &Law) -> PublishedEditionRow {
        PublishedEditionRow {
            tenant_id: actor.tenant.clone(),
            rulebook: self.rulebook.to_owned(),
            number: self.number,
            edition: law.row.edition.clone(),
            rulebook_sha256: law.row.rulebook_sha256.clone(),
            in_force_from: law.row.in_force_from.clone(),
            in_force_until: law.row.in_force_until.clone(),
        }
    }
}

/// Another person than each author, who saw what is there now, written with the latest publication in mind.
fn may_approve(actor: &Actor, draft: &Draft, approval: &Approval, latest: i64) -> Result<(), ServiceError> {
    if draft.authors.iter().any(|it| actor.is(it)) {
        return Err(ServiceError::OwnDraft { authors: draft.authors.iter().cloned().collect() });
    }
    if draft.latest.texts_sha256 != approval.sha256 {
        let sha256 = draft.latest.texts_sha256.clone();
        return Err(ServiceError::DraftMovedOn { version: draft.row.version, sha256 });
    }
    if draft.latest.based_on != latest {
        return Err(ServiceError::DraftBehind { based_on: draft.latest.based_on, latest });
    }
    Ok(())
}

/// So many days ahead a publication needs no reason: a day of the next year does, in a leap year as well.
const USUAL_DAYS: i64 = 366;

/// That there is no reason, where a day is not in the future, or too far in it. `day` in days, `now` in microseconds since 1970-01-01.
pub(crate) fn unreasoned(day: i64, reason: &str, now: i64) -> Option<Refusal> {
    let today = clock::jakarta_day(now);
    let is_far = day > today.saturating_add(USUAL_DAYS);
    if (day > today && !is_far) || !reason.trim().is_empty() {
        return None;
    }
    let said = |language| (Words(language).day(day), Words(language).day(today));
    let ((day_id, today_id), (day_en, today_en)) = (said(Language::Indonesian), said(Language::English));
    let message = if is_far {
        wording!(
            "tanggal berlaku {day_id} lebih dari {USUAL_DAYS} hari sesudah hari ini ({today_id}): sebutkan alasannya",
            "it would be in force from {day_en}, which is more than {USUAL_DAYS} days after today ({today_en}): say why"
        )
    } else {
        wording!(
            "tanggal berlaku {day_id} tidak sesudah hari ini ({today_id}): sebutkan alasannya",
            "it would be in force from {day_en}, which is not after today ({today_en}): say why"
        )
    };
    Some(facts::refusal("/reason".to_owned(), message))
}

/// A rulebook does not end by an oversight, and no day comes too soon by one.
fn with_reason(approval: &Approval, draft: &Draft, now: i64) -> Result<(), ServiceError> {
    let ends = draft.latest.texts_sha256 == Texts::default().sha256();
    if !ends || !approval.reason.trim().is_empty() {
        return unreasoned(approval.effective_on, &approval.reason, now).map_or(Ok(()), |it| Err(vec![it].into()));
    }
    let message = wording!(
        "rancangan ini kosong, sehingga seluruh himpunan aturan ditarik: sebutkan alasannya",
        "this draft is empty, so the whole rulebook would be retired: say why"
    );
    Err(ServiceError::Refused(vec![facts::refusal("/reason".to_owned(), message)]))
}

/// The identity of the publication that holds today.
fn holding(publications: &[PublicationRow]) -> Option<&String> {
    in_force(publications, clock::jakarta_day(clock::now())).map(|it| &it.publication_id)
}

fn view<'a>(
    it: &'a PublicationRow,
    editions: &'a [PublishedEditionRow],
    in_force: bool,
    files: Option<&'a str>,
) -> Result<PublicationView<'a>, ServiceError> {
    let belongs = |edition: &&PublishedEditionRow| (&edition.tenant_id, edition.number) == (&it.tenant_id, it.number);
    let edition = |it: &'a PublishedEditionRow| EditionView {
        edition: &it.edition,
        sha256: &it.rulebook_sha256,
        in_force_from: &it.in_force_from,
        in_force_until: it.in_force_until.as_deref(),
    };
    Ok(PublicationView {
        id: &it.publication_id,
        rulebook: &it.rulebook,
        number: it.number,
        shared: it.tenant_id.is_empty(),
        effective_on: &it.effective_on,
        in_force,
        editions: editions.iter().filter(belongs).map(edition).collect(),
        texts_sha256: &it.texts_sha256,
        draft: answers::filled(&it.draft_id),
        authors: answers::raw(&it.authors)?,
        approver: &it.approver,
        reason: answers::filled(&it.reason),
        published_at: clock::instant(it.published_at),
        files: files.map(answers::raw).transpose()?,
    })
}

/// Everything that is for all tenants.
pub(super) fn shared_scope() -> Scope {
    Scope::tenant("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_the_past_and_what_is_far_ahead_need_a_reason() {
        let now = 100 * 86_400 * 1_000_000;
        assert!(unreasoned(101, "", now).is_none());
        let near = [(100, "", true), (100, " ", true), (99, "", true), (99, "late", false)];
        let far = [(466, "", false), (467, "", true), (467, "planned", false), (2_932_896, "", true)];
        for (day, reason, is_needed) in near.into_iter().chain(far) {
            assert_eq!(unreasoned(day, reason, now).is_some(), is_needed, "{day} {reason:?}");
        }
    }
}
