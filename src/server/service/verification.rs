//! A regional office confirms, corrects or disputes what an agency claims.
//!
//! Knows nothing of: rulings.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::wording;

use super::cases::with_facts;
use super::laws::Accepted;
use super::plan::Standing;
use super::statuses::around;
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
            let standing = self.standing(actor, asked, case_id, Step::Verification).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            let lost = self.not_kept(actor, &standing.case.agency_id, verification).await?;
            let accepted = match found(&book, &standing, verification, &actor.person) {
                Ok(accepted) if lost.is_empty() => accepted,
                read => return Err(facts::with_others(read.err().unwrap_or_default(), lost).into()),
            };
            let mut case = standing.next();
            case.verifier.clone_from(&actor.person);
            let snapshot = facts::snapshot(standing.number(), &accepted);
            with_facts(&standing, case, snapshot, &verification.reason)
        })
        .await
    }

    /// The documents that evidence names although they are not there.
    async fn not_kept(&self, actor: &Actor, agency: &str, it: &Verification) -> Result<Vec<Refusal>, ServiceError> {
        let findings = it.findings.iter();
        let named: Vec<_> =
            findings.filter_map(|it| Some((facts::document_place(&it.pointer), it.sha256.clone()?))).collect();
        self.documents_not_kept(actor, agency, &named).await
    }
}

/// The facts with all that the verifier found, or everything that is wrong with it at once.
fn found<'b>(
    book: &'b Book,
    standing: &Standing,
    verification: &Verification,
    person: &str,
) -> Result<Accepted<'b>, Vec<Refusal>> {
    let by = (person, standing.today());
    let (dated, mut refusals) = dated(book, standing, verification);
    let (possible, forbidden) = sorted(book, verification);
    refusals.extend(forbidden);
    let (found, impossible) = facts::verified(&dated, &verification.findings, &possible, by);
    refusals.extend(impossible);
    let read = match book.read(found.as_bytes(), None, Completeness::Complete) {
        Ok(accepted) => with_rest(book, (&dated, &found), (&accepted, verification), by),
        Err(wrong) => {
            let mut wrong = Named::of(verification).placed(wrong);
            wrong.extend(rest_of_kept(book, standing, verification));
            Err(wrong)
        }
    };
    match read {
        Ok(accepted) if refusals.is_empty() => Ok(accepted),
        read => Err(facts::with_others(refusals, read.err().unwrap_or_default())),
    }
}

/// What a verification names, to be looked up: there may be as much of it as fits into a request.
struct Named<'v> {
    /// Pointers of findings, as one step of a pointer.
    findings: BTreeSet<String>,
    corrections: BTreeSet<&'v str>,
}

impl<'v> Named<'v> {
    fn of(verification: &'v Verification) -> Self {
        let findings = verification.findings.iter().map(|it| facts::escaped(&it.pointer)).collect();
        Self { findings, corrections: verification.corrections.iter().map(|it| it.0.as_str()).collect() }
    }

    /// Whether a fact is named, or something that it is a part of.
    fn covers(&self, fact: &str) -> bool {
        around(fact).any(|it| self.corrections.contains(it) || self.findings.contains(&facts::escaped(it)))
    }

    /// Places in the facts, seen from the request: those of the evidence or of the corrections that they come from.
    fn placed(&self, refusals: Vec<Refusal>) -> Vec<Refusal> {
        refusals.into_iter().map(|it| Refusal { pointer: self.place(&it.pointer), ..it }).collect()
    }

    fn place(&self, pointer: &str) -> String {
        if let Some(inside) = pointer.strip_prefix("/evidence/") {
            let of = inside.split('/').next().unwrap_or_default();
            if self.findings.contains(of) {
                return pointer.to_owned();
            }
            // What is corrected is verified by it, so its evidence comes from the correction as well.
            if self.corrections.contains(facts::unescaped(of).as_str()) {
                return format!("/corrections/{of}");
            }
        }
        match around(pointer).find(|it| self.corrections.contains(it)) {
            Some(of) => {
                let below = pointer.strip_prefix(of).unwrap_or_default();
                format!("/corrections/{}{below}", facts::escaped(of))
            }
            None => format!("/case{pointer}"),
        }
    }
}

/// The facts with a word on every claimed fact that was not named: none is passed over in silence.
fn with_rest<'b>(
    book: &'b Book,
    (before, found): (&str, &str),
    (accepted, verification): (&Accepted<'b>, &Verification),
    by: (&str, i64),
) -> Result<Accepted<'b>, Vec<Refusal>> {
    let claimed = claimed(accepted);
    if verification.rest.is_none() && !claimed.is_empty() {
        return Err(vec![nothing_said(&claimed)]);
    }
    let verified = |pointer: String| Finding { pointer, status: "verified".to_owned(), ..Finding::default() };
    let rest = if verification.rest == Some(Rest::Verified) { claimed } else { Vec::new() };
    let rest: Vec<Finding> = rest.into_iter().map(verified).collect();
    let (facts, _) = facts::verified(found, &rest, &[], by);
    let rulebook = accepted.law.ready.rulebook();
    let facts =
        facts::taken_over(rulebook, (before, &facts), (&rest, &verification.findings), &verification.corrections)?;
    let read = book.read(facts.as_bytes(), None, Completeness::Complete);
    read.map_err(|it| Named::of(verification).placed(it))
}

/// The same question where the facts that were found cannot be read: of those as they were before.
fn rest_of_kept(book: &Book, standing: &Standing, verification: &Verification) -> Option<Refusal> {
    let accepted = book.read(standing.facts.facts.as_bytes(), None, Completeness::PreCheck).ok()?;
    let named = Named::of(verification);
    let claimed: Vec<String> = claimed(&accepted).into_iter().filter(|it| !named.covers(it)).collect();
    (verification.rest.is_none() && !claimed.is_empty()).then(|| nothing_said(&claimed))
}

/// The facts that nobody has confirmed or disputed yet.
fn claimed(accepted: &Accepted<'_>) -> Vec<String> {
    let canonical: Value = serde_json::from_str(&accepted.canonical()).unwrap_or_default();
    statuses::claimed(accepted.law.ready.rulebook(), &canonical)
}

fn nothing_said(claimed: &[String]) -> Refusal {
    let (count, some) = (claimed.len(), claimed.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", "));
    let message = wording!(
        "{count} fakta belum dikonfirmasi atau disengketakan ({some}, …): sebutkan dalam `evidence`, atau nyatakan sisanya di sini",
        "{count} facts are neither confirmed nor disputed ({some}, …): name them in `evidence`, or say here what becomes of the rest"
    );
    Refusal { expected: Wording::same("verified, claimed"), ..facts::refusal("/rest".to_owned(), message) }
}

/// The corrections that may be done, and why the others may not: evidence and judgements have ways of their own, with a person behind
/// each, and the date chooses the law.
fn sorted<'v>(book: &Book, verification: &'v Verification) -> (Vec<&'v (String, Value)>, Vec<Refusal>) {
    let path: String = book.date_path().iter().flat_map(|it| ["/", it]).collect();
    let disputed = verification.findings.iter().filter(|it| it.status == "disputed");
    let disputed: BTreeSet<&str> = disputed.map(|it| it.pointer.as_str()).collect();
    let (mut possible, mut forbidden) = (Vec::new(), Vec::new());
    for correction in &verification.corrections {
        let pointer = correction.0.as_str();
        match why_not(pointer, &path, disputed.contains(pointer)) {
            Some(why) => forbidden.push(facts::refusal(format!("/corrections/{}", facts::escaped(pointer)), why)),
            None => possible.push(correction),
        }
    }
    (possible, forbidden)
}

/// Why this place cannot be corrected. `date` is the pointer of the date that selects the edition.
fn why_not(pointer: &str, date: &str, disputed: bool) -> Option<Wording> {
    if ["evidence", "judgements"].contains(&pointer.split('/').nth(1).unwrap_or("")) {
        return Some(wording!("hanya fakta yang dapat dikoreksi", "only facts can be corrected"));
    }
    if around(date).any(|it| it == pointer) {
        return Some(wording!(
            "tanggal yang menentukan edisi ditetapkan layanan; tanggal lain dikonfirmasi dengan `claimed_date_is_right`",
            "the date that selects the edition is set by the service; another one is confirmed by `claimed_date_is_right`"
        ));
    }
    disputed.then(|| {
        wording!(
            "fakta yang disengketakan tidak sekaligus dikoreksi: sebutkan salah satu saja",
            "a fact that is disputed is not corrected as well: say only one of them"
        )
    })
}

/// The facts with the date that counts from now on; and that the claimed date was passed over, if it was.
fn dated(book: &Book, standing: &Standing, verification: &Verification) -> (String, Vec<Refusal>) {
    let facts = &standing.facts.facts;
    let day = |text: &Option<String>| text.as_deref().and_then(date::parse);
    match (day(&standing.case.claimed_on), verification.claimed_date_is_right) {
        (Some(claimed), Some(true)) => (facts::with_date(book, facts, claimed), Vec::new()),
        (Some(_), Some(false)) => {
            let set = day(&standing.case.submitted_on);
            (set.map_or_else(|| facts.clone(), |it| facts::with_date(book, facts, it)), Vec::new())
        }
        (Some(claimed), None) if standing.from == State::Submitted => (facts.clone(), vec![date_passed_over(claimed)]),
        _ => (facts.clone(), Vec::new()),
    }
}

fn date_passed_over(claimed: i64) -> Refusal {
    let claimed = date::iso(claimed);
    let message = wording!(
        "instansi menyatakan tanggal {claimed}: katakan apakah itu benar",
        "the agency claims the date {claimed}: say whether it is right"
    );
    facts::refusal("/claimed_date_is_right".to_owned(), message)
}
