//! Dates that are moved by a period.
//!
//! Beyond the years that can be named, or outside the coverage of a calendar, is unknown. Knows nothing of: conditions.

use super::Evaluator;
use crate::engine::program::Stride;
use crate::engine::value::{Truth, date};

impl Evaluator<'_> {
    pub(super) fn shift(&self, from: i64, count: i64, back: bool, stride: Stride, calendar: u32) -> Option<i64> {
        let count = if back { count.checked_neg()? } else { count };
        match stride {
            Stride::Days => date::add_days(from, count),
            Stride::Months => date::add_months(from, count),
            Stride::WorkingDays => {
                let named = self.program.rulebook.calendars.get(calendar as usize)?;
                named.calendar.add_working_days(from, count)
            }
        }
    }

    /// `anchor - period <= value <= anchor`, or the same after the anchor; each side may be known by itself.
    pub(super) fn within(&self, number: u32, frame: u32) -> Truth {
        let Some(it) = self.program.withins.get(number as usize) else {
            return Truth::Unknown;
        };
        let (value, near) = (self.integer_at(it.value, frame), self.integer_at(it.anchor, frame));
        let count = self.integer_at(it.period, frame);
        let count = if it.counting_both_ends { count.and_then(|days| days.checked_sub(1)) } else { count };
        let far = match (near, count) {
            (Some(near), Some(count)) => self.shift(near, count, it.before, it.stride, it.calendar),
            _ => None,
        };
        let (first, last) = if it.before { (far, near) } else { (near, far) };
        at_most(first, value).and(at_most(value, last))
    }
}

fn at_most(left: Option<i64>, right: Option<i64>) -> Truth {
    match (left, right) {
        (Some(left), Some(right)) => Truth::from_bool(left <= right),
        _ => Truth::Unknown,
    }
}
