//! Working days by a named calendar that covers a stretch of years and no day more.
//!
//! Saturdays and Sundays are never working days. A date outside the coverage gives `None`: not known, never a guess.
//! Knows nothing of: which calendars exist, or who decreed a holiday.

/// The working days of a covered stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// First and last covered day, as days since 1970-01-01.
    first: i64,
    last: i64,
    /// The working days in order.
    working_days: Vec<i64>,
}

impl Calendar {
    /// The calendar of `first..=last` without weekends and `holidays` (in any order, doubles allowed).
    #[must_use]
    pub fn new(first: i64, last: i64, holidays: &[i64]) -> Self {
        let mut sorted = holidays.to_vec();
        sorted.sort_unstable();
        // 1970-01-01 was a Thursday, so day 2 was a Saturday and day 3 a Sunday.
        let is_weekend = |day: i64| matches!(day.rem_euclid(7), 2 | 3);
        let working_days =
            (first..=last).filter(|&day| !is_weekend(day) && sorted.binary_search(&day).is_err()).collect();
        Self { first, last, working_days }
    }

    /// First and last covered day.
    #[must_use]
    pub const fn coverage(&self) -> (i64, i64) {
        (self.first, self.last)
    }

    /// The `count`th working day after `date` (before it if negative); `date` itself is not counted. With a count of
    /// zero it is `date`. `None` when `date` or the result is outside the coverage.
    #[must_use]
    pub fn add_working_days(&self, date: i64, count: i64) -> Option<i64> {
        if date < self.first || self.last < date {
            return None;
        }
        if count == 0 {
            return Some(date);
        }
        let index = if count > 0 {
            let after = self.working_days.partition_point(|&day| day <= date);
            i64::try_from(after).ok()?.checked_add(count)?.checked_sub(1)?
        } else {
            let before = self.working_days.partition_point(|&day| day < date);
            i64::try_from(before).ok()?.checked_add(count)?
        };
        self.working_days.get(usize::try_from(index).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::date::{iso, parse};
    use super::*;

    fn day(text: &str) -> i64 {
        parse(text).unwrap()
    }

    #[test]
    fn weekends_and_holidays_are_skipped_and_the_coverage_ends() {
        let calendar = Calendar::new(
            day("2024-12-20"),
            day("2025-01-05"),
            &[day("2024-12-25"), day("2024-12-26"), day("2025-01-01")],
        );
        let add = |date: &str, count| calendar.add_working_days(day(date), count).map(iso);
        assert_eq!(add("2024-12-20", 1).as_deref(), Some("2024-12-23"));
        assert_eq!(add("2024-12-24", 1).as_deref(), Some("2024-12-27"));
        assert_eq!(add("2024-12-27", -1).as_deref(), Some("2024-12-24"));
        assert_eq!(add("2024-12-28", 0).as_deref(), Some("2024-12-28"));
        assert_eq!(add("2024-12-28", -1).as_deref(), Some("2024-12-27"));
        assert_eq!(add("2025-01-02", 1).as_deref(), Some("2025-01-03"));
        assert_eq!(add("2025-01-02", 2), None);
        assert_eq!(add("2025-01-06", 0), None);
    }
}
