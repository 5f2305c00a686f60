//! Cases on their way to a ruling: begun, changed, submitted, returned, judged, withdrawn, objected to.
//!
//! Knows nothing of: rulings, verification.

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::engine::wording::Wording;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{CaseFilter, CaseRow, EventRow, SnapshotRow};
use crate::wording;

use super::answers::{case_view, facts_view, legal_steps};
use super::deadlines::{self, Wait};
use super::error::in_case;
use super::laws::Accepted;
use super::plan::{Plan, Standing, new_id};
use super::statuses::FactStatus;
use super::steps::{self, State, Step};
use super::{Answer, Asked, Book, Given, Service, ServiceError, duties, facts, statuses};

/// Which cases are asked for; empty texts choose all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CasesAsked<'a> {
    pub(crate) state: &'a str,
    pub(crate) agency: &'a str,
    /// Only those whose last day is over.
    pub(crate) late: bool,
    pub(crate) newest_first: bool,
    /// The last case of the page before.
    pub(crate) cursor: &'a str,
}

impl Service {
    /// A case with its facts; `NotFound` also for what this actor may not see.
    pub(crate) async fn case(&self, actor: &Actor, case_id: &str) -> Result<(CaseRow, SnapshotRow), ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let case = scoped.case(case_id).await?.ok_or(ServiceError::NotFound)?;
        let snapshot = scoped.snapshot(&case, case.snapshot).await?;
        Ok((case, snapshot))
    }

    /// Every fact of a case with its status, as an answer, and the version of the case; of one status if `only` is given.
    pub(crate) async fn facts(
        &self,
        actor: &Actor,
        case_id: &str,
        only: Option<FactStatus>,
    ) -> Result<(String, i64), ServiceError> {
        let (case, snapshot) = self.case(actor, case_id).await?;
        let book = self.book(actor, &case.rulebook).await?;
        // A draft has no date yet: then the latest edition tells what will be asked.
        let dated = facts::dated(&book, &snapshot.facts).and_then(|it| book.law_on(it));
        let Some(law) = dated.or(book.laws.last()) else {
            // The rulebook was retired as a whole; reading says so.
            let read = book.read(snapshot.facts.as_bytes(), None, Completeness::PreCheck);
            return Err(ServiceError::in_case(read.err().unwrap_or_default()));
        };
        let facts = serde_json::from_str(&snapshot.facts).map_err(|it| ServiceError::Broken(it.to_string()))?;
        Ok((facts_view(&case, statuses::all(law.ready.rulebook(), &facts), only)?, case.version))
    }

    /// Cases this actor may see, `limit` at most; empty texts choose all.
    pub(crate) async fn cases(
        &self,
        actor: &Actor,
        asked: &CasesAsked<'_>,
        limit: i64,
    ) -> Result<Vec<CaseRow>, ServiceError> {
        let scope = actor.scope();
        let late_on = if asked.late { date::iso(clock::jakarta_day(clock::now())) } else { String::new() };
        let CasesAsked { state, agency, newest_first, cursor, .. } = *asked;
        let wanted = CaseFilter { state, agency, late_on: &late_on, cursor, newest_first };
        Ok(self.store.of(&scope).cases(&wanted, limit).await?)
    }

    /// Cases that wait for somebody until a day, that are late, or whose day is not known; `limit` at most.
    pub(crate) async fn deadlines(
        &self,
        actor: &Actor,
        state: &str,
        after: (&str, &str),
        limit: i64,
    ) -> Result<Vec<CaseRow>, ServiceError> {
        let scope = actor.scope();
        let today = date::iso(clock::jakarta_day(clock::now()));
        Ok(self.store.of(&scope).deadlines((state, &today), after, limit).await?)
    }

    /// Every step of a case.
    pub(crate) async fn history(&self, actor: &Actor, case_id: &str) -> Result<Vec<EventRow>, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let case = scoped.case(case_id).await?.ok_or(ServiceError::NotFound)?;
        Ok(scoped.events(&case).await?)
    }

    /// Begins a case of the agency.
    pub(crate) async fn begin(
        &self,
        actor: &Actor,
        asked: &Asked,
        rulebook: &str,
        given: &Given,
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let now = clock::now();
            let book = self.book(actor, rulebook).await?;
            let accepted = self.draft(actor, &book, given, clock::jakarta_day(now)).await?;
            let snapshot = facts::snapshot(1, &accepted);
            let case = new_case(actor, rulebook, now);
            let body = case_view(&case, &snapshot)?;
            Ok(Plan {
                location: format!("/api/v1/cases/{}", case.case_id),
                case,
                step: "case",
                from: "",
                reason: String::new(),
                snapshot: Some(snapshot),
                ruling: None,
                review: None,
                about: String::new(),
                status: 201,
                body,
            })
        })
        .await
    }

    /// Everything that would be wrong with a draft, that there is no such rulebook among it.
    pub(crate) async fn refusals_of(&self, actor: &Actor, rulebook: &str, given: &Given) -> Vec<Refusal> {
        let book = match self.book(actor, rulebook).await {
            Ok(book) => book,
            Err(error) => return no_rulebook(&error).into_iter().collect(),
        };
        match self.draft(actor, &book, given, clock::jakarta_day(clock::now())).await {
            Err(ServiceError::Refused(refusals)) => refusals,
            _ => Vec::new(),
        }
    }

    /// Everything that would be wrong with other facts of a case; nothing if the actor has no such case.
    pub(crate) async fn refusals_of_facts(&self, actor: &Actor, case_id: &str, given: &Given) -> Vec<Refusal> {
        match self.case(actor, case_id).await {
            Ok((case, _)) => self.refusals_of(actor, &case.rulebook, given).await,
            Err(_) => Vec::new(),
        }
    }

    /// Replaces the facts of a draft or of a returned case.
    pub(crate) async fn replace_facts(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        given: &Given,
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, asked, case_id, Step::Facts).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            let accepted = self.draft(actor, &book, given, standing.today()).await?;
            let mut case = standing.next();
            // Whoever states another date does not claim the one before any more.
            if facts::dated(&book, &accepted.canonical()) != facts::dated(&book, &standing.facts.facts) {
                case.claimed_on = None;
            }
            with_facts(&standing, case, facts::snapshot(standing.number(), &accepted), "")
        })
        .await
    }

    /// The facts of a draft, whose evidence names documents that are there.
    async fn draft<'b>(
        &self,
        actor: &Actor,
        book: &'b Book,
        given: &Given,
        today: i64,
    ) -> Result<Accepted<'b>, ServiceError> {
        let read = facts::draft(book, given.json(), today);
        let named = match &read {
            Ok(accepted) => facts::documents(accepted),
            Err(_) => facts::documents_sent(given.json()),
        };
        let lost = self.documents_not_kept(actor, &actor.agency, &named).await?;
        match read {
            Ok(accepted) if lost.is_empty() => Ok(accepted),
            read => Err(given.refused(facts::with_others(read.err().unwrap_or_default(), lost))),
        }
    }

    /// Submits a case: the service sets its date, or notes the date that the agency claims instead (`keep_date`).
    pub(crate) async fn submit(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        keep_date: Option<bool>,
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, asked, case_id, Step::Submission).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            let today = standing.today();
            let given = facts::date_stated(&book, &standing.case, &standing.facts.facts).filter(|it| *it != today);
            let (claimed, mut refusals) = match claimed_date(given, today, keep_date) {
                Ok(claimed) => (claimed, Vec::new()),
                Err(refusals) => (None, refusals),
            };
            let complete = |day| {
                let dated = facts::with_date(&book, &standing.facts.facts, day);
                book.read(dated.as_bytes(), None, Completeness::Complete).map_err(in_case)
            };
            // Complete under the law of that day as well: the verifier may confirm it.
            let of_claimed = claimed.and_then(|it| complete(it).err()).unwrap_or_default();
            refusals = facts::with_others(refusals, of_claimed);
            // What cannot be so today may have been so on the day that is claimed: then that day stands among the facts from the beginning.
            let as_claimed = || claimed.filter(|_| refusals.is_empty()).and_then(|it| complete(it).ok());
            let accepted = match complete(today).or_else(|wrong| as_claimed().ok_or(wrong)) {
                Ok(accepted) if refusals.is_empty() => accepted,
                read => return Err(facts::with_others(refusals, read.err().unwrap_or_default()).into()),
            };
            let mut case = standing.next();
            case.submitted_on = Some(date::iso(today));
            case.claimed_on = claimed.map(date::iso);
            case.submitter.clone_from(&actor.person);
            with_facts(&standing, case, facts::snapshot(standing.number(), &accepted), "")
        })
        .await
    }

    /// A step that changes nothing but the state: return, withdrawal, objection.
    pub(crate) async fn move_on(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        (step, reason): (Step, &str),
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, asked, case_id, step).await?;
            let case = standing.next();
            if step == Step::Return
                && let Some(snapshot) = self.as_claimed(actor, &standing).await?
            {
                return with_facts(&standing, case, snapshot, reason);
            }
            let body = case_view(&case, &standing.facts)?;
            Ok(standing.plan(case, reason, body))
        })
        .await
    }

    /// The facts with the date that the agency claims, if a verifier has not yet said whether it is right: the service put the day of
    /// submission in its place, which is not what the agency would submit again.
    async fn as_claimed(&self, actor: &Actor, standing: &Standing) -> Result<Option<SnapshotRow>, ServiceError> {
        let claimed = standing.case.claimed_on.as_deref().and_then(date::parse);
        let Some(claimed) = claimed.filter(|_| standing.from == State::Submitted) else { return Ok(None) };
        let book = self.book(actor, &standing.case.rulebook).await?;
        let facts = facts::with_date(&book, &standing.facts.facts, claimed);
        // Rules that were published since may ask for more.
        let read = |how| book.read(facts.as_bytes(), None, how).ok();
        let read = read(Completeness::Complete).or_else(|| read(Completeness::PreCheck));
        Ok(read.map(|it| facts::snapshot(standing.number(), &it)))
    }

    /// A reviewer's answer to a judgement that the rules ask for.
    pub(crate) async fn judge(
        &self,
        actor: &Actor,
        asked: &Asked,
        (case_id, name): (&str, &str),
        (answer, reason): (&str, &str),
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, asked, case_id, Step::Judgement).await?;
            let by = (actor.person.as_str(), standing.today());
            let judged = facts::judged(&standing.facts.facts, name, (answer, reason), by);
            let book = self.book(actor, &standing.case.rulebook).await?;
            let read = book.read(judged.as_bytes(), None, Completeness::Complete);
            let accepted = read.map_err(|it| ServiceError::Refused(of_judgement(name, it)))?;
            with_facts(&standing, standing.next(), facts::snapshot(standing.number(), &accepted), reason)
        })
        .await
    }

    /// Whether the rules of a case ask for no such judgement; nothing if the actor has no such case.
    pub(crate) async fn refusals_of_judgement(&self, actor: &Actor, (case_id, name): (&str, &str)) -> Vec<Refusal> {
        let Ok((case, snapshot)) = self.case(actor, case_id).await else { return Vec::new() };
        let Ok(book) = self.book(actor, &case.rulebook).await else { return Vec::new() };
        let today = clock::jakarta_day(clock::now());
        let judged = facts::judged(&snapshot.facts, name, ("unknown", "-"), (&actor.person, today));
        let read = book.read(judged.as_bytes(), None, Completeness::PreCheck);
        let refusals = of_judgement(name, read.err().unwrap_or_default());
        refusals.into_iter().filter(|it| it.pointer == JUDGEMENT).collect()
    }

    /// The case, if the step leads on from where it stands, and it has a version that the request follows. Whoever comes first is
    /// told by the version that the recording replaces; the other one is worked out anew, and comes by here again.
    pub(super) async fn standing(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        step: Step,
    ) -> Result<Standing, ServiceError> {
        let (case, facts) = self.case(actor, case_id).await?;
        let from = State::of(&case.state)
            .ok_or_else(|| ServiceError::Broken(format!("case {case_id} is in the state {}", case.state)))?;
        let illegal = || ServiceError::Illegal { step: step.name(), state: from.name(), legal: legal_steps(&case) };
        let to = steps::after(from, step).ok_or_else(illegal)?;
        // Whoever does not like a ruling cannot make it go away.
        if step == Step::Withdrawal && !case.ruling_id.is_empty() {
            return Err(illegal());
        }
        // What the service does by itself is done by no person.
        if step != Step::Expiry {
            duties::one_role(actor, &self.store.of(&actor.scope()).events(&case).await?)?;
        }
        let now = clock::now();
        let today = clock::jakarta_day(now);
        if step == Step::Objection && from == State::Confirmed && deadlines::is_over(&case, today) {
            return Err(ServiceError::TooLate { due: case.due_on.unwrap_or_default() });
        }
        if !asked.follows.allows(case.version) {
            return Err(ServiceError::CaseChanged { version: case.version });
        }
        let wait = if from == to { Wait::of(&case) } else { self.deadlines.wait(to, today) };
        Ok(Standing { case, facts, from, to, step, wait, now })
    }
}

impl Standing {
    /// The number of the facts that come next.
    pub(super) fn number(&self) -> i64 {
        self.case.snapshot.saturating_add(1)
    }
}

/// A plan with new facts.
pub(super) fn with_facts(
    standing: &Standing,
    mut case: CaseRow,
    snapshot: SnapshotRow,
    reason: &str,
) -> Result<Plan, ServiceError> {
    case.snapshot = snapshot.snapshot;
    let body = case_view(&case, &snapshot)?;
    Ok(Plan { snapshot: Some(snapshot), ..standing.plan(case, reason, body) })
}

fn new_case(actor: &Actor, rulebook: &str, now: i64) -> CaseRow {
    CaseRow {
        case_id: new_id(),
        agency_id: actor.agency.clone(),
        rulebook: rulebook.to_owned(),
        state: State::Draft.name().to_owned(),
        version: 1,
        snapshot: 1,
        submitted_on: None,
        claimed_on: None,
        submitter: actor.person.clone(),
        verifier: String::new(),
        ruling_id: String::new(),
        waits_since: String::new(),
        due_on: None,
        due_unknown: String::new(),
        valid_until: None,
        valid_because: String::new(),
        created_at: now,
        updated_at: now,
    }
}

/// Where a request names the judgement: in its path.
const JUDGEMENT: &str = "/judgement";

/// Places in the facts, seen from the request that answers the judgement of this name.
fn of_judgement(name: &str, refusals: Vec<Refusal>) -> Vec<Refusal> {
    let place = format!("/judgements/{}", facts::escaped(name));
    let placed = |it: Refusal| match it.pointer.strip_prefix(&place) {
        Some("") => Refusal { pointer: JUDGEMENT.to_owned(), ..it },
        Some(below) if below.starts_with('/') => Refusal { pointer: below.to_owned(), ..it },
        _ => Refusal { pointer: format!("/case{}", it.pointer), ..it },
    };
    refusals.into_iter().map(placed).collect()
}

/// That there is no such rulebook, at the place where it was named.
pub(super) fn no_rulebook(error: &ServiceError) -> Option<Refusal> {
    let ServiceError::NoRulebook { name, known } = error else { return None };
    let message = wording!("tidak ada himpunan aturan `{name}`", "there is no rulebook `{name}`");
    let refusal = facts::refusal("/rulebook".to_owned(), message);
    // Without a name it is missing, which is told elsewhere.
    (!name.is_empty()).then(|| Refusal { expected: Wording::same(known.join(", ")), ..refusal })
}

/// The date that the agency claims: never in silence, never in the future.
fn claimed_date(given: Option<i64>, today: i64, keep: Option<bool>) -> Result<Option<i64>, Vec<Refusal>> {
    match (given, keep) {
        (Some(given), Some(true)) if given <= today => Ok(Some(given)),
        (None, _) | (_, Some(false)) => Ok(None),
        (Some(given), keep) => {
            let (given, today) = (date::iso(given), date::iso(today));
            let message = if keep.is_some() {
                wording!("tanggal {given} belum tiba", "the date {given} has not come yet")
            } else {
                wording!(
                    "kasus bertanggal {given}, sedangkan hari ini {today}: pilih `false` untuk memakai hari ini, atau `true` agar tanggal kasus dikonfirmasi verifikator",
                    "the case is dated {given}, but today is {today}: say `false` to use today, or `true` to have a verifier confirm the date of the case"
                )
            };
            Err(vec![facts::refusal("/keep_date".to_owned(), message)])
        }
    }
}
