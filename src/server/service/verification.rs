//! A regional office confirms, corrects or disputes what an agency claims.
//!
//! Knows nothing of: rulings.

use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::wording;

use super::cases::with_facts;
use super::plan::Standing;
use super::steps::{State, Step};
use super::{Answer, Asked, Book, Finding, Service, ServiceError, facts, statuses};

/// So many facts are named in a message.
const SHOWN: usize = 5;

/// What a verifier found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verification {
    pub(crate) findings: Vec<Finding>,
    /// JSON pointer and the right value.
    pub(crate) corrections: Vec<(String, Value)>,
    /// Whether the date that the agency claims is right; needed if it claims one.
    pub(crate) claimed_date_is_right: Option<bool>,
    /// What becomes of the claimed facts that are not named; needed if there are any.
    pub(crate) rest: Option<Rest>,
    pub(crate) reason: String,
}

/// What a verifier says of all that was claimed and not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// It was looked at and is right.
    Verified,
    /// It stays as it was claimed.
    Claimed,
}

impl Service {
    /// Verifies the facts of a submitted, objected or remanded case.
    pub(crate) async fn verify(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        verification: &Verification,
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, case_id, Step::Verification).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            only_facts(verification)?;
            let dated = dated(&book, &standing, verification)?;
            let by = (actor.person.as_str(), standing.today());
            let verified = facts::verified(&dated, &verification.findings, &verification.corrections, by)?;
            let verified = with_rest(&book, &verified, verification.rest, by)?;
            let accepted =
                book.read(verified.as_bytes(), None, Completeness::Complete).map_err(ServiceError::in_case)?;
            self.only_kept(actor, &standing.case.agency_id, verification).await?;
            let mut case = standing.next();
            case.verifier.clone_from(&actor.person);
            let snapshot = facts::snapshot(standing.number(), &accepted);
            with_facts(&standing, case, snapshot, &verification.reason)
        })
        .await
    }

    /// Evidence names documents that are there.
    async fn only_kept(&self, actor: &Actor, agency: &str, it: &Verification) -> Result<(), ServiceError> {
        let place = |pointer: &str| format!("/evidence/{}/sha256", facts::escaped(pointer));
        let findings = it.findings.iter();
        let named: Vec<_> = findings.filter_map(|it| Some((place(&it.pointer), it.sha256.clone()?))).collect();
        let refusals = self.documents_not_kept(actor, agency, &named).await?;
        if refusals.is_empty() { Ok(()) } else { Err(ServiceError::Refused(refusals)) }
    }
}

/// The facts with a word on every claimed fact that was not named: none is passed over in silence.
fn with_rest(book: &Book, facts: &str, rest: Option<Rest>, by: (&str, i64)) -> Result<String, ServiceError> {
    let accepted = book.read(facts.as_bytes(), None, Completeness::Complete).map_err(ServiceError::in_case)?;
    let canonical: Value =
        serde_json::from_str(&accepted.canonical()).map_err(|it| ServiceError::Broken(it.to_string()))?;
    let claimed = statuses::claimed(accepted.law.ready.rulebook(), &canonical);
    match rest {
        _ if claimed.is_empty() => Ok(facts.to_owned()),
        Some(Rest::Claimed) => Ok(facts.to_owned()),
        Some(Rest::Verified) => {
            let found = |pointer: String| Finding { pointer, status: "verified".to_owned(), ..Finding::default() };
            let findings: Vec<Finding> = claimed.into_iter().map(found).collect();
            Ok(facts::verified(facts, &findings, &[], by)?)
        }
        None => Err(ServiceError::Refused(vec![nothing_said(&claimed)])),
    }
}

fn nothing_said(claimed: &[String]) -> Refusal {
    let (count, some) = (claimed.len(), claimed.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", "));
    let message = wording!(
        "{count} fakta belum dikonfirmasi atau dibantah ({some}, …): sebutkan dalam `evidence`, atau nyatakan sisanya di sini",
        "{count} facts are neither confirmed nor disputed ({some}, …): name them in `evidence`, or say here what becomes of the rest"
    );
    Refusal { expected: Wording::same("verified, claimed"), ..facts::refusal("/rest".to_owned(), message) }
}

/// Evidence and judgements have ways of their own, with a person behind each.
fn only_facts(verification: &Verification) -> Result<(), ServiceError> {
    let reserved = |it: &&(String, Value)| ["evidence", "judgements"].contains(&it.0.split('/').nth(1).unwrap_or(""));
    let refused = verification.corrections.iter().filter(reserved).map(|(pointer, _)| {
        let message = wording!("hanya fakta yang dapat dikoreksi", "only facts can be corrected");
        facts::refusal(format!("/corrections/{}", facts::escaped(pointer)), message)
    });
    let disputed =
        |it: &&(String, Value)| verification.findings.iter().any(|of| of.pointer == it.0 && of.status == "disputed");
    let both = verification.corrections.iter().filter(disputed).map(|(pointer, _)| {
        let message = wording!(
            "fakta yang dibantah tidak sekaligus dikoreksi: sebutkan salah satu saja",
            "a fact that is disputed is not corrected as well: say only one of them"
        );
        facts::refusal(format!("/corrections/{}", facts::escaped(pointer)), message)
    });
    let refused: Vec<_> = refused.chain(both).collect();
    if refused.is_empty() { Ok(()) } else { Err(ServiceError::Refused(refused)) }
}

/// The facts with the date that counts from now on. No correction touches it: it chooses the law.
fn dated(book: &Book, standing: &Standing, verification: &Verification) -> Result<String, ServiceError> {
    let path: String = book.date_path().iter().flat_map(|it| ["/", it]).collect();
    let touches = |it: &&(String, Value)| path == it.0 || path.starts_with(&format!("{}/", it.0));
    if let Some((pointer, _)) = verification.corrections.iter().find(touches) {
        let message = wording!(
            "tanggal yang menentukan edisi ditetapkan layanan; tanggal lain dikonfirmasi dengan `claimed_date_is_right`",
            "the date that selects the edition is set by the service; another one is confirmed by `claimed_date_is_right`"
        );
        let place = format!("/corrections/{}", facts::escaped(pointer));
        return Err(ServiceError::Refused(vec![facts::refusal(place, message)]));
    }
    let facts = &standing.facts.facts;
    let day = |text: &Option<String>| text.as_deref().and_then(date::parse);
    match (day(&standing.case.claimed_on), verification.claimed_date_is_right) {
        (Some(claimed), Some(true)) => Ok(facts::with_date(book, facts, claimed)),
        (Some(_), Some(false)) => {
            Ok(day(&standing.case.submitted_on).map_or_else(|| facts.clone(), |it| facts::with_date(book, facts, it)))
        }
        (Some(claimed), None) if standing.from == State::Submitted => {
            let claimed = date::iso(claimed);
            let message = wording!(
                "instansi menyatakan tanggal {claimed}: katakan apakah itu benar",
                "the agency claims the date {claimed}: say whether it is right"
            );
            Err(ServiceError::Refused(vec![facts::refusal("/claimed_date_is_right".to_owned(), message)]))
        }
        _ => Ok(facts.clone()),
    }
}
