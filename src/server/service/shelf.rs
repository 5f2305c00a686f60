//! What is in force: for each rulebook the publication that holds today, and its editions, compiled once and at hand.
//!
//! Every request asks the database which publication holds, so all services on one database follow a new one at once.
//! Knows nothing of: how something comes to be published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::value::date;
use crate::server::clock;
use crate::server::store::{PublicationRow, PublishedEditionRow, Scope, Store};

use super::ServiceError;
use super::desk::Desk;
use super::laws::{Book, Law, Retired};

/// So many compiled editions, and so many rulebooks of them, stay at hand.
const AT_HAND: usize = 64;
/// So many requests may wait until an edition is compiled.
const WAITING: usize = 512;

/// Compiled editions and the rulebooks made of them.
pub(crate) struct Shelf {
    store: Store,
    desk: Desk,
    /// By the hash of the edition.
    laws: Arc<Mutex<AtHand<Law>>>,
    /// By the identity of the publication.
    books: Mutex<AtHand<Book>>,
}

/// The things used last, by name.
struct AtHand<T> {
    things: BTreeMap<String, (u64, Arc<T>)>,
    uses: u64,
}

/// The publication that holds on a day: the one with the greatest number whose day has come. What a tenant published
/// itself goes before what was published for all.
pub(crate) fn in_force(publications: &[PublicationRow], today: i64) -> Option<&PublicationRow> {
    let begun = |it: &&PublicationRow| date::parse(&it.effective_on).is_some_and(|day| day <= today);
    publications.iter().filter(begun).max_by_key(|it| (!it.tenant_id.is_empty(), it.number))
}

/// The publication that holds once all days have come.
pub(crate) fn latest(publications: &[PublicationRow]) -> Option<&PublicationRow> {
    in_force(publications, i64::MAX)
}

impl Shelf {
    pub(crate) fn new(store: Store) -> Self {
        let laws = Arc::new(Mutex::new(AtHand::default()));
        Self { store, desk: Desk::new(1, WAITING), laws, books: Mutex::new(AtHand::default()) }
    }

    /// The rulebook of this name as it is in force now in this scope.
    pub(crate) async fn book(&self, scope: &Scope, rulebook: &str) -> Result<Option<Arc<Book>>, ServiceError> {
        if rulebook.is_empty() {
            return Ok(None);
        }
        let publications = self.store.of(scope).publications(rulebook).await?;
        self.of_today(scope, &publications).await
    }

    /// Every rulebook that is in force now in this scope, in the order of their names.
    pub(crate) async fn books(&self, scope: &Scope) -> Result<Vec<(String, Arc<Book>)>, ServiceError> {
        let mut by_name: BTreeMap<String, Vec<PublicationRow>> = BTreeMap::new();
        for publication in self.store.of(scope).publications("").await? {
            by_name.entry(publication.rulebook.clone()).or_default().push(publication);
        }
        let mut books = Vec::new();
        for (name, publications) in by_name {
            books.extend(self.of_today(scope, &publications).await?.map(|it| (name, it)));
        }
        Ok(books)
    }

    /// An edition by its hash, whether or not it is still published.
    pub(crate) async fn law(&self, rulebook: &str, sha256: &str) -> Result<Arc<Law>, ServiceError> {
        if let Some(law) = at_hand(&self.laws, sha256) {
            return Ok(law);
        }
        let row = self.store.edition(rulebook, sha256).await?;
        let row = row.ok_or_else(|| ServiceError::Broken(format!("{rulebook} {sha256} is published but not kept")))?;
        let laws = Arc::clone(&self.laws);
        let compile = move || {
            // Someone else may have compiled it while this waited.
            at_hand(&laws, &row.rulebook_sha256).map_or_else(
                || {
                    let sha256 = row.rulebook_sha256.clone();
                    Law::kept(row).map(|it| put(&laws, sha256, it))
                },
                Ok,
            )
        };
        self.desk.work(compile).await?
    }

    async fn of_today(
        &self,
        scope: &Scope,
        publications: &[PublicationRow],
    ) -> Result<Option<Arc<Book>>, ServiceError> {
        let Some(publication) = in_force(publications, clock::jakarta_day(clock::now())) else { return Ok(None) };
        if let Some(book) = at_hand(&self.books, &publication.publication_id) {
            return Ok(Some(book));
        }
        let editions = self.store.of(scope).published_editions(&publication.rulebook).await?;
        let belongs =
            |it: &&PublishedEditionRow| (&it.tenant_id, it.number) == (&publication.tenant_id, publication.number);
        let mut laws = Vec::new();
        for edition in editions.iter().filter(belongs) {
            laws.push(self.law(&edition.rulebook, &edition.rulebook_sha256).await?);
        }
        let retired = retired(publication, publications, &editions);
        let book = Book { laws, publication: Some(publication.clone()), retired };
        Ok(Some(put(&self.books, publication.publication_id.clone(), book)))
    }
}

/// The editions of publications before this one that it does not have, the latest last.
fn retired(
    publication: &PublicationRow,
    publications: &[PublicationRow],
    editions: &[PublishedEditionRow],
) -> Vec<Retired> {
    let line = |it: &PublicationRow| (it.tenant_id.clone(), it.number);
    let before = publications.iter().filter(|it| it.published_at < publication.published_at);
    let before: BTreeSet<(String, i64)> = before.map(line).collect();
    let of = |it: &PublishedEditionRow| (it.tenant_id.clone(), it.number);
    let here: BTreeSet<&str> =
        editions.iter().filter(|it| of(it) == line(publication)).map(|it| it.edition.as_str()).collect();
    let gone = editions.iter().filter(|it| before.contains(&of(it)) && !here.contains(it.edition.as_str()));
    let retired = gone.filter_map(|it| {
        let until = it.in_force_until.as_deref().and_then(date::parse);
        Some(Retired { edition: it.edition.clone(), from: date::parse(&it.in_force_from)?, until })
    });
    retired.collect()
}

fn at_hand<T>(things: &Mutex<AtHand<T>>, name: &str) -> Option<Arc<T>> {
    let mut things = things.lock().unwrap_or_else(PoisonError::into_inner);
    things.uses = things.uses.saturating_add(1);
    let now = things.uses;
    let (used, thing) = things.things.get_mut(name)?;
    *used = now;
    Some(Arc::clone(thing))
}

fn put<T>(things: &Mutex<AtHand<T>>, name: String, thing: T) -> Arc<T> {
    let thing = Arc::new(thing);
    let mut things = things.lock().unwrap_or_else(PoisonError::into_inner);
    things.uses = things.uses.saturating_add(1);
    let now = things.uses;
    things.things.insert(name, (now, Arc::clone(&thing)));
    if things.things.len() > AT_HAND {
        let oldest = things.things.iter().min_by_key(|it| it.1.0).map(|it| it.0.clone());
        oldest.and_then(|it| things.things.remove(&it));
    }
    thing
}

impl<T> Default for AtHand<T> {
    fn default() -> Self {
        Self { things: BTreeMap::new(), uses: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publication(tenant: &str, number: i64, effective_on: &str) -> PublicationRow {
        PublicationRow {
            tenant_id: tenant.to_owned(),
            rulebook: "exemption".to_owned(),
            number,
            publication_id: format!("{tenant}/{number}"),
            effective_on: effective_on.to_owned(),
            texts_sha256: String::new(),
            draft_id: String::new(),
            authors: "[]".to_owned(),
            approver: String::new(),
            reason: String::new(),
            published_at: number,
        }
    }

    fn chosen(publications: &[PublicationRow], instant: i64) -> Option<&str> {
        in_force(publications, clock::jakarta_day(instant)).map(|it| it.publication_id.as_str())
    }

    #[test]
    fn a_publication_holds_from_midnight_in_jakarta() {
        let all = [publication("", 0, "2026-01-01"), publication("", 1, "2027-01-01")];
        // 17.00 in Greenwich on the day before.
        let midnight = (date::parse("2026-12-31").unwrap() * 24 + 17) * 3_600_000_000;
        assert_eq!(chosen(&all, midnight - 1), Some("/0"));
        assert_eq!(chosen(&all, midnight), Some("/1"));
        assert_eq!(chosen(&all[1..], midnight - 1), None);
    }

    #[test]
    fn the_later_publication_holds_whatever_day_was_set_before() {
        let all = [publication("", 1, "2027-01-01"), publication("", 2, "2026-12-01")];
        assert_eq!(in_force(&all, date::parse("2027-06-01").unwrap()).map(|it| it.number), Some(2));
        assert_eq!(latest(&all).map(|it| it.number), Some(2));
    }

    #[test]
    fn what_a_tenant_published_goes_first_once_its_day_has_come() {
        let all = [publication("", 5, "2026-01-01"), publication("a", 1, "2026-06-01")];
        assert_eq!(in_force(&all, date::parse("2026-05-31").unwrap()).map(|it| it.number), Some(5));
        assert_eq!(in_force(&all, date::parse("2026-06-01").unwrap()).map(|it| it.number), Some(1));
    }

    #[test]
    fn what_was_used_last_stays_at_hand() {
        let things = Mutex::new(AtHand::default());
        for number in 0..=AT_HAND {
            put(&things, format!("{number}"), number);
            assert!(at_hand(&things, "0").is_some());
        }
        assert!(at_hand(&things, "1").is_none());
        assert_eq!(things.lock().unwrap().things.len(), AT_HAND);
    }
}
