//! Who has to act on a case, since when, and until when; and until when a ruling holds.
//!
//! Days are counted by a calendar of the rules, months by the engine's arithmetic. What the calendar does not cover has no
//! date, and says so. Knows nothing of: where periods are set, what is done when one is over.

use serde_json::{Value, json};

use crate::engine::types::NamedCalendar;
use crate::engine::value::date;
use crate::engine::wording::Wording;
use crate::server::config::Periods;
use crate::server::store::CaseRow;
use crate::wording;

use super::steps::State;

/// The periods in force, with the calendar by which they are counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deadlines {
    periods: Periods,
    calendar: Option<NamedCalendar>,
}

/// What a case waits for once it is in a state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wait {
    /// `YYYY-MM-DD`; empty if nobody has to act.
    pub(crate) since: String,
    pub(crate) due_on: Option<String>,
    /// Why there is no date though there is a period, as JSON of both languages; empty otherwise.
    pub(crate) unknown: String,
}

/// What has to be done in a state, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    pub(crate) step: &'static str,
    pub(crate) by: &'static [&'static str],
    /// A right that ends, not a duty: it is never late.
    pub(crate) is_right: bool,
}

/// The last day of a ruling, and what ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) until: String,
    /// `rules`, `ruling_validity` or `evidence_validity`.
    pub(crate) because: &'static str,
}

impl Wait {
    /// As the case has it.
    pub(crate) fn of(case: &CaseRow) -> Self {
        Self { since: case.waits_since.clone(), due_on: case.due_on.clone(), unknown: case.due_unknown.clone() }
    }
}

/// What has to be done next in this state; `None` if nothing has to.
pub(crate) fn task(state: State) -> Option<Task> {
    let task = |step, by, is_right| Some(Task { step, by, is_right });
    match state {
        State::Submitted | State::Objected => task("verification", &["verifier"], false),
        State::Verified | State::Remanded => task("ruling", &["verifier", "reviewer"], false),
        State::Ruled => task("review", &["reviewer"], false),
        State::Returned => task("submission", &["agency"], false),
        State::Confirmed => task("objection", &["agency"], true),
        State::Draft | State::Withdrawn | State::Expired => None,
    }
}

impl Deadlines {
    /// Periods with the calendar that they name.
    ///
    /// # Errors
    /// The names of the calendars that there are, if a period in working days is set and its calendar is not among them.
    pub(crate) fn new(periods: Periods, calendars: &[NamedCalendar]) -> Result<Self, Vec<String>> {
        let calendar = calendars.iter().find(|it| it.name == periods.calendar).cloned();
        let counts = [periods.verify, periods.rule, periods.review, periods.object].iter().any(Option::is_some);
        if counts && calendar.is_none() && periods.are_examples {
            // How long a ruling holds needs no calendar.
            let (verify, rule, review, object) = (None, None, None, None);
            return Ok(Self {
                periods: Periods { verify, rule, review, object, are_examples: false, ..periods },
                calendar,
            });
        }
        if counts && calendar.is_none() {
            return Err(calendars.iter().map(|it| it.name.clone()).collect());
        }
        Ok(Self { periods, calendar })
    }

    /// What a case waits for that comes into this state today.
    pub(crate) fn wait(&self, state: State, today: i64) -> Wait {
        let Some(task) = task(state) else { return Wait::default() };
        let period = self.period(state);
        if task.is_right && period.is_none() {
            return Wait::default();
        }
        let since = date::iso(today);
        let Some(days) = period else { return Wait { since, ..Wait::default() } };
        let calendar = self.calendar.as_ref();
        let due = calendar.and_then(|it| it.calendar.add_working_days(today, i64::from(days)));
        let unknown = if due.is_some() { String::new() } else { self.outside(days) };
        Wait { since, due_on: due.map(date::iso), unknown }
    }

    /// The last day of a ruling: the earliest of what its rules say, its own validity, and that of its evidence.
    pub(crate) fn end(&self, document: &str, ruled: i64, facts: &str) -> Option<End> {
        let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        let after = |day: i64, months: Option<u32>| date::add_months(day, i64::from(months?));
        let verified = earliest_verified(&parsed(facts));
        let ends = [
            (valid_until(&parsed(document)), "rules"),
            (after(ruled, self.periods.ruling_validity), "ruling_validity"),
            (verified.and_then(|it| after(it, self.periods.evidence_validity)), "evidence_validity"),
        ];
        let first = ends.into_iter().filter_map(|(day, because)| Some((day?, because))).min_by_key(|it| it.0)?;
        Some(End { until: date::iso(first.0), because: first.1 })
    }

    fn period(&self, state: State) -> Option<u32> {
        match state {
            State::Submitted | State::Objected => self.periods.verify,
            State::Verified | State::Remanded => self.periods.rule,
            State::Ruled => self.periods.review,
            State::Confirmed => self.periods.object,
            _ => None,
        }
    }

    fn outside(&self, days: u32) -> String {
        let (name, ends) = self
            .calendar
            .as_ref()
            .map_or_else(Default::default, |it| (it.name.as_str(), date::iso(it.calendar.coverage().1)));
        let Wording { id, en } = wording!(
            "{days} hari kerja tidak dapat dihitung: kalender `{name}` hanya sampai {ends}",
            "{days} working days cannot be counted: the calendar `{name}` ends on {ends}"
        );
        json!({"id": id, "en": en}).to_string()
    }
}

/// Whether the last day of what a case waits for is over.
pub(crate) fn is_over(case: &CaseRow, today: i64) -> bool {
    case.due_on.as_deref().and_then(date::parse).is_some_and(|it| it < today)
}

/// The last day that the rules give; of a list of rulings the latest, for the case is not over before.
fn valid_until(document: &Value) -> Option<i64> {
    let one = |it: &Value| it.get("valid_until").and_then(Value::as_str).and_then(date::parse);
    match document {
        Value::Array(list) => list.iter().map(one).collect::<Option<Vec<i64>>>()?.into_iter().max(),
        one_document => one(one_document),
    }
}

/// The day on which the fact was verified that was verified first.
fn earliest_verified(facts: &Value) -> Option<i64> {
    let evidence = facts.get("evidence").and_then(Value::as_object)?;
    let verified = evidence.values().filter(|it| it.get("status").and_then(Value::as_str) == Some("verified"));
    verified.filter_map(|it| it.get("on").and_then(Value::as_str).and_then(date::parse)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::value::Calendar;

    fn day(text: &str) -> i64 {
        date::parse(text).unwrap()
    }

    fn deadlines(periods: Periods) -> Deadlines {
        let holidays = [day("2027-12-24"), day("2027-12-27")];
        let calendar = Calendar::new(day("2027-12-01"), day("2027-12-31"), &holidays);
        let calendar =
            NamedCalendar { name: "indonesia".to_owned(), label: Wording::same("x"), calendar, bases: Vec::new() };
        Deadlines::new(periods, &[calendar]).unwrap()
    }

    fn three_days() -> Periods {
        Periods { verify: Some(3), object: Some(3), ..Periods::default() }
    }

    #[test]
    fn working_days_are_counted_and_never_beyond_the_calendar() {
        let due = |date: &str| deadlines(three_days()).wait(State::Submitted, day(date));
        assert_eq!(due("2027-12-22").due_on.as_deref(), Some("2027-12-29"));
        // The last day of the calendar can be reached, the next one cannot.
        assert_eq!(due("2027-12-28").due_on.as_deref(), Some("2027-12-31"));
        let beyond = due("2027-12-29");
        assert_eq!((beyond.since.as_str(), beyond.due_on), ("2027-12-29", None));
        assert!(beyond.unknown.contains("2027-12-31"), "{}", beyond.unknown);
    }

    #[test]
    fn without_a_period_there_is_no_deadline() {
        let unset = deadlines(Periods::default());
        let waits = unset.wait(State::Submitted, day("2027-12-22"));
        assert_eq!((waits.since.as_str(), waits.due_on, waits.unknown.as_str()), ("2027-12-22", None, ""));
        assert_eq!(unset.wait(State::Confirmed, day("2027-12-22")), Wait::default());
        assert_eq!(unset.wait(State::Withdrawn, day("2027-12-22")), Wait::default());
    }

    #[test]
    fn a_calendar_that_is_not_there_is_told_before_anything_is_counted() {
        let other = Periods { calendar: "mars".to_owned(), ..three_days() };
        let calendar = NamedCalendar {
            name: "indonesia".to_owned(),
            label: Wording::same("x"),
            calendar: Calendar::new(0, 9, &[]),
            bases: Vec::new(),
        };
        assert_eq!(Deadlines::new(other, std::slice::from_ref(&calendar)).unwrap_err(), ["indonesia"]);
        let none_needed = Periods { calendar: "mars".to_owned(), ..Periods::default() };
        assert!(Deadlines::new(none_needed, &[calendar]).is_ok());
    }

    #[test]
    fn a_ruling_ends_with_the_first_of_its_ends() {
        let facts = r#"{"evidence":{"/a":{"status":"verified","on":"2023-11-30"},"/b":{"status":"claimed","on":"2020-01-01"}}}"#;
        let end = |ruling_validity, evidence_validity, document: &str, ruled: &str| {
            let periods = Periods { ruling_validity, evidence_validity, ..Periods::default() };
            deadlines(periods).end(document, day(ruled), facts).map(|it| (it.until, it.because))
        };
        let open = r#"{"valid_until":null}"#;
        let some = |until: &str, because| Some((until.to_owned(), because));
        assert_eq!(end(None, None, open, "2024-01-31"), None);
        // Months end where they end.
        assert_eq!(end(Some(1), None, open, "2024-01-31"), some("2024-02-29", "ruling_validity"));
        assert_eq!(end(Some(1), None, open, "2023-01-31"), some("2023-02-28", "ruling_validity"));
        assert_eq!(end(Some(12), None, open, "2024-02-29"), some("2025-02-28", "ruling_validity"));
        assert_eq!(end(None, Some(3), open, "2024-01-31"), some("2024-02-29", "evidence_validity"));
        let dated = r#"{"valid_until":"2024-02-28"}"#;
        assert_eq!(end(Some(1), Some(3), dated, "2024-01-31"), some("2024-02-28", "rules"));
        assert_eq!(
            end(Some(1), None, r#"{"valid_until":{"unknown":"x"}}"#, "2024-01-31"),
            some("2024-02-29", "ruling_validity")
        );
        let list = r#"[{"valid_until":"2024-02-28"},{"valid_until":"2024-03-01"}]"#;
        assert_eq!(end(None, None, list, "2024-01-31"), some("2024-03-01", "rules"));
        assert_eq!(end(None, None, r#"[{"valid_until":"2024-02-28"},{"valid_until":null}]"#, "2024-01-31"), None);
    }
}
