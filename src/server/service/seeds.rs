//! Rules that come from the operator's folder: published for all at the first start, and never changed in silence later.
//!
//! Knows nothing of: folders, where what is told here is shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::engine::types::NamedCalendar;
use crate::server::actor::{Actor, Role};
use crate::server::clock;
use crate::server::store::PublicationRow;

use super::examination::Examination;
use super::laws::Law;
use super::publications::{Publishing, shared_scope};
use super::shelf::latest;
use super::texts::Texts;
use super::{Asked, Service, ServiceError};

/// Whoever runs the service.
const OPERATOR: &str = "operator";
/// How often it is looked again when another service starts at the same moment.
const ATTEMPTS: usize = 5;

/// What became of a rulebook of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seeded {
    /// The first publication for all, without the editions whose scenarios do not come out as they say.
    Published { left_out: Vec<String> },
    /// The folder has what is published already.
    Same,
    /// The folder differs, and its owner wants it so: published for all under this number.
    Adopted(i64),
    /// The folder differs from the publication with this number, which goes on.
    Differs(i64),
    /// It should be published, but has errors, or scenarios that do not come out as they say.
    Faulty,
}

impl Service {
    /// Publishes a rulebook for all if it never was; or if it differs and there is a reason to adopt it.
    pub(crate) async fn seed(
        &self,
        rulebook: &str,
        texts: &Texts,
        adopt: Option<&str>,
    ) -> Result<Seeded, ServiceError> {
        let now = clock::now();
        let examine = |scenarios: bool| {
            let (name, all) = (rulebook.to_owned(), texts.clone());
            let examined = if scenarios { Examination::of } else { Examination::without_scenarios };
            self.desk.work(move || examined(&name, &all, now))
        };
        let publications = self.store.of(&shared_scope()).publications(rulebook).await?;
        if let Some(row) = latest(&publications)
            && self.has_just(row, &examine(false).await?.laws()).await?
        {
            return Ok(Seeded::Same);
        }
        self.publish_examined((rulebook, texts), &examine(true).await?, (adopt, now)).await
    }

    async fn publish_examined(
        &self,
        (rulebook, texts): (&str, &Texts),
        examination: &Examination,
        (adopt, now): (Option<&str>, i64),
    ) -> Result<Seeded, ServiceError> {
        let (laws, left_out) = examination.proven();
        for _ in 0..ATTEMPTS {
            let publications = self.store.of(&shared_scope()).publications(rulebook).await?;
            let (number, reason, seeded) = match (latest(&publications), adopt) {
                (None, _) if laws.is_empty() => return Ok(Seeded::Faulty),
                (None, _) => (0, "", Seeded::Published { left_out: left_out.clone() }),
                (Some(row), _) if self.has_just(row, &laws).await? => return Ok(Seeded::Same),
                (Some(row), None) => return Ok(Seeded::Differs(row.number)),
                (Some(_), Some(_)) if !examination.is_sound() => return Ok(Seeded::Faulty),
                (Some(row), Some(reason)) => (after(row), reason, Seeded::Adopted(after(row))),
            };
            let publishing = Publishing {
                rulebook,
                number,
                effective_on: clock::jakarta_day(now),
                texts,
                laws: &laws,
                draft_id: "",
                authors: vec![OPERATOR],
                reason,
                now,
            };
            match self.bring_out(&publishing).await {
                Ok(()) => return Ok(seeded),
                // Another service was first: look again.
                Err(ServiceError::KeyReused | ServiceError::Overtaken) => {}
                Err(error) => return Err(error),
            }
        }
        Err(ServiceError::Overtaken)
    }

    /// Publishes for all, in the name of whoever runs the service.
    async fn bring_out(&self, publishing: &Publishing<'_>) -> Result<(), ServiceError> {
        let (rulebook, number) = (publishing.rulebook, publishing.number);
        let asked = Asked::new(format!("rules:{rulebook}:{number}"), publishing.texts.sha256());
        let name = if number == 0 { "publication" } else { "adoption" };
        let operator = operator();
        self.record_act(&operator, &asked, async || publishing.act(&operator, &asked, name)).await.map(drop)
    }

    /// Every rulebook that is published for all, compiled; how many editions they have.
    pub(crate) async fn shared_editions(&self) -> Result<usize, ServiceError> {
        let books = self.shelf.books(&shared_scope()).await?;
        Ok(books.iter().map(|it| it.1.laws.len()).sum())
    }

    /// The calendars of what is published for all.
    pub(crate) async fn shared_calendars(&self) -> Result<Vec<NamedCalendar>, ServiceError> {
        let scope = shared_scope();
        let mut calendars: Vec<NamedCalendar> = Vec::new();
        for (_, book) in self.shelf.books(&scope).await? {
            let Some(publication) = &book.publication else { continue };
            let texts = self.store.of(&scope).published_texts(&publication.publication_id).await?;
            let texts = Texts::kept(&texts.ok_or(ServiceError::NotFound)?.files)?;
            for calendar in self.desk.work(move || texts.calendars()).await? {
                if !calendars.iter().any(|it| it.name == calendar.name) {
                    calendars.push(calendar);
                }
            }
        }
        Ok(calendars)
    }

    /// Whether a publication consists of these editions and no others.
    async fn has_just(&self, publication: &PublicationRow, laws: &[Arc<Law>]) -> Result<bool, ServiceError> {
        let scope = shared_scope();
        let editions = self.store.of(&scope).published_editions(&publication.rulebook).await?;
        let editions = editions.iter().filter(|it| it.tenant_id.is_empty() && it.number == publication.number);
        let published: BTreeSet<&str> = editions.map(|it| it.rulebook_sha256.as_str()).collect();
        Ok(published == laws.iter().map(|it| it.row.rulebook_sha256.as_str()).collect())
    }
}

/// The number of the publication that follows.
const fn after(publication: &PublicationRow) -> i64 {
    publication.number.saturating_add(1)
}

fn operator() -> Actor {
    Actor {
        tenant: String::new(),
        agency: String::new(),
        person: OPERATOR.to_owned(),
        role: Role::Admin,
        key_id: String::new(),
        address: String::new(),
        request_id: String::new(),
    }
}
