//! What whoever works on drafts looks at: all drafts, what a draft is held against, what is wrong with it at a glance.
//!
//! Knows nothing of: HTTP, how a draft is written or approved.

use serde_json::Value;

use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{DraftVersionRow, ListedDraftRow, PublicationRow};

use super::drafts::Draft;
use super::examination::Examination;
use super::shelf::{in_force, latest};
use super::texts::Texts;
use super::{Service, ServiceError};

/// Which drafts are wanted; empty texts choose all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DraftsAsked<'a> {
    pub(crate) rulebook: &'a str,
    pub(crate) state: &'a str,
    /// The last draft of the page before.
    pub(crate) before: &'a str,
}

/// A draft with its texts, and what it is held against.
#[derive(Clone, Debug)]
pub(crate) struct OpenedDraft {
    pub(crate) draft: Draft,
    pub(crate) texts: Texts,
    /// What is in force today, or else what was published last.
    pub(crate) published: Option<(PublicationRow, Texts)>,
    /// The number of the latest publication; -1 if there is none.
    pub(crate) latest: i64,
}

impl Service {
    /// Drafts of the tenant, those begun last first.
    pub(crate) async fn drafts_listed(
        &self,
        actor: &Actor,
        asked: &DraftsAsked<'_>,
        limit: i64,
    ) -> Result<Vec<ListedDraftRow>, ServiceError> {
        let scope = actor.scope();
        let wanted = (asked.rulebook, asked.state);
        Ok(self.store.of(&scope).listed_drafts(wanted, asked.before, limit).await?)
    }

    /// The names of everything that was ever published for whoever asks.
    pub(crate) async fn rulebook_names(&self, actor: &Actor) -> Result<Vec<String>, ServiceError> {
        let scope = actor.scope();
        let publications = self.store.of(&scope).publications("").await?;
        let mut names: Vec<String> = publications.into_iter().map(|it| it.rulebook).collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// A draft with all that its page shows.
    pub(crate) async fn opened_draft(&self, actor: &Actor, draft_id: &str) -> Result<OpenedDraft, ServiceError> {
        let draft = self.rule_draft(actor, draft_id).await?;
        let texts = self.texts_of(actor, &draft).await?;
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let publications = scoped.publications(&draft.row.rulebook).await?;
        let today = clock::jakarta_day(clock::now());
        let held_against = in_force(&publications, today).or_else(|| latest(&publications)).cloned();
        let latest = latest(&publications).map_or(-1, |it| it.number);
        let mut published = None;
        if let Some(it) = held_against {
            let kept = scoped.published_texts(&it.publication_id).await?.ok_or(ServiceError::NotFound)?;
            published = Some((it, Texts::kept(&kept.files)?));
        }
        Ok(OpenedDraft { draft, texts, published, latest })
    }

    /// Every version of a draft, the first one first.
    pub(crate) async fn draft_versions(
        &self,
        actor: &Actor,
        draft: &Draft,
    ) -> Result<Vec<DraftVersionRow>, ServiceError> {
        let scope = actor.scope();
        Ok(self.store.of(&scope).draft_versions(&draft.row).await?)
    }

    /// What is wrong with these texts of a rulebook; no scenario is run.
    pub(crate) async fn glanced(&self, rulebook: &str, texts: &Texts) -> Result<Value, ServiceError> {
        let (rulebook, texts) = (rulebook.to_owned(), texts.clone());
        let now = clock::now();
        self.desk.work(move || Examination::without_scenarios(&rulebook, &texts, now).view()).await
    }
}
