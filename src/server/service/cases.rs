//! Cases on their way to a ruling: begun, changed, submitted, returned, judged, withdrawn, objected to.
//!
//! Knows nothing of: rulings, verification.

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{CaseRow, EventRow, SnapshotRow};
use crate::wording;

use super::answers::case_view;
use super::plan::{Plan, Standing, new_id};
use super::steps::{self, State, Step};
use super::{Answer, Asked, Service, ServiceError, duties, facts};

impl Service {
    /// A case with its facts; `NotFound` also for what this actor may not see.
    pub(crate) async fn case(&self, actor: &Actor, case_id: &str) -> Result<(CaseRow, SnapshotRow), ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let case = scoped.case(case_id).await?.ok_or(ServiceError::NotFound)?;
        let snapshot = scoped.snapshot(&case, case.snapshot).await?;
        Ok((case, snapshot))
    }

    /// Cases this actor may see, `limit` at most; empty texts choose all.
    pub(crate) async fn cases(
        &self,
        actor: &Actor,
        (state, agency): (&str, &str),
        after: &str,
        limit: i64,
    ) -> Result<Vec<CaseRow>, ServiceError> {
        let scope = actor.scope();
        Ok(self.store.of(&scope).cases(state, agency, after, limit).await?)
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
        json: &[u8],
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let now = clock::now();
            let book = self.book(actor, rulebook).await?;
            let accepted = facts::draft(&book, json, clock::jakarta_day(now)).map_err(ServiceError::in_case)?;
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
                status: 201,
                body,
            })
        })
        .await
    }

    /// Everything that would be wrong with a draft; nothing if there is no such rulebook to tell.
    pub(crate) async fn refusals_of(&self, actor: &Actor, rulebook: &str, json: &[u8]) -> Vec<Refusal> {
        let today = clock::jakarta_day(clock::now());
        let Ok(Some(book)) = self.published(actor, rulebook).await else { return Vec::new() };
        match facts::draft(&book, json, today).map_err(ServiceError::in_case) {
            Err(ServiceError::Refused(refusals)) => refusals,
            _ => Vec::new(),
        }
    }

    /// Replaces the facts of a draft or of a returned case.
    pub(crate) async fn replace_facts(
        &self,
        actor: &Actor,
        asked: &Asked,
        case_id: &str,
        json: &[u8],
    ) -> Result<Answer, ServiceError> {
        self.record(actor, asked, async || {
            let standing = self.standing(actor, case_id, Step::Facts).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            let accepted = facts::draft(&book, json, standing.today()).map_err(ServiceError::in_case)?;
            with_facts(&standing, standing.next(), facts::snapshot(standing.number(), &accepted), "")
        })
        .await
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
            let standing = self.standing(actor, case_id, Step::Submission).await?;
            let book = self.book(actor, &standing.case.rulebook).await?;
            let today = standing.today();
            let given = facts::dated(&book, &standing.facts.facts).filter(|it| *it != today);
            let claimed = claimed_date(given, today, keep_date)?;
            if let Some(claimed) = claimed {
                // Complete under the law of that day as well: the verifier may confirm it.
                let dated = facts::with_date(&book, &standing.facts.facts, claimed);
                book.read(dated.as_bytes(), None, Completeness::Complete).map_err(ServiceError::in_case)?;
            }
            let dated = facts::with_date(&book, &standing.facts.facts, today);
            let accepted = book.read(dated.as_bytes(), None, Completeness::Complete).map_err(ServiceError::in_case)?;
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
            let standing = self.standing(actor, case_id, step).await?;
            let case = standing.next();
            let body = case_view(&case, &standing.facts)?;
            Ok(standing.plan(case, reason, body))
        })
        .await
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
            let standing = self.standing(actor, case_id, Step::Judgement).await?;
            let by = (actor.person.as_str(), standing.today());
            let judged = facts::judged(&standing.facts.facts, name, (answer, reason), by);
            let book = self.book(actor, &standing.case.rulebook).await?;
            let accepted = book.read(judged.as_bytes(), None, Completeness::Complete).map_err(ServiceError::in_case)?;
            with_facts(&standing, standing.next(), facts::snapshot(standing.number(), &accepted), reason)
        })
        .await
    }

    /// The case, if the step leads on from where it stands.
    pub(super) async fn standing(&self, actor: &Actor, case_id: &str, step: Step) -> Result<Standing, ServiceError> {
        let (case, facts) = self.case(actor, case_id).await?;
        let from = State::of(&case.state)
            .ok_or_else(|| ServiceError::Broken(format!("case {case_id} is in the state {}", case.state)))?;
        let to = steps::after(from, step).ok_or_else(|| ServiceError::illegal(step, from))?;
        duties::one_role(actor, &self.store.of(&actor.scope()).events(&case).await?)?;
        Ok(Standing { case, facts, from, to, step, now: clock::now() })
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
        created_at: now,
        updated_at: now,
    }
}

/// The date that the agency claims: never in silence, never in the future.
fn claimed_date(given: Option<i64>, today: i64, keep: Option<bool>) -> Result<Option<i64>, ServiceError> {
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
            Err(ServiceError::Refused(vec![facts::refusal("/keep_date".to_owned(), message)]))
        }
    }
}
