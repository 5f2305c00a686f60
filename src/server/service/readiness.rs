//! What still stands between a draft and its submission, looked at without submitting.
//!
//! Knows nothing of: HTTP, how a case is recorded.

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wire::Completeness;
use crate::server::actor::Actor;
use crate::server::clock;

use super::error::in_case;
use super::{Service, ServiceError, facts};

/// How ready a case is to be submitted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Readiness {
    /// What is missing or wrong, by the places in the case.
    pub(crate) refusals: Vec<Refusal>,
    /// The date in the facts, if it is another one than today: the agency has to say what it means.
    pub(crate) other_date: Option<String>,
    /// It is complete for that other date only: the rules refuse the same facts for today.
    pub(crate) not_today: bool,
    /// Today in Jakarta.
    pub(crate) today: String,
}

impl Service {
    /// What a submission of this case today would refuse, but for the question about its date.
    pub(crate) async fn readiness(&self, actor: &Actor, case_id: &str) -> Result<Readiness, ServiceError> {
        let (case, snapshot) = self.case(actor, case_id).await?;
        let book = self.book(actor, &case.rulebook).await?;
        let today = clock::jakarta_day(clock::now());
        let complete = |day| {
            let dated = facts::with_date(&book, &snapshot.facts, day);
            book.read(dated.as_bytes(), None, Completeness::Complete).map(drop)
        };
        let other = facts::date_stated(&book, &case, &snapshot.facts).filter(|it| *it != today);
        // Complete for one of the dates that the agency may choose.
        let of_today = complete(today);
        let not_today = of_today.is_err();
        let read = of_today.or_else(|wrong| match other.filter(|it| *it < today) {
            Some(day) => complete(day).map_err(|_| wrong),
            None => Err(wrong),
        });
        Ok(Readiness {
            not_today: not_today && read.is_ok(),
            refusals: in_case(read.err().unwrap_or_default()),
            other_date: other.map(date::iso),
            today: date::iso(today),
        })
    }
}
