//! The time of day, and the day in Jakarta: the only place where the service looks at a clock.
//!
//! Knows nothing of: what the time is needed for.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::engine::value::date;

const DAY: i64 = 86_400_000_000;
/// Western Indonesian time is seven hours ahead, all year.
const JAKARTA: i64 = 7 * 3_600_000_000;

/// Microseconds since 1970-01-01.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// The day in Jakarta at an instant, in days since 1970-01-01.
pub(crate) fn jakarta_day(instant: i64) -> i64 {
    instant.saturating_add(JAKARTA).div_euclid(DAY)
}

/// The instant at which a day in Jakarta is over.
pub(crate) fn end_of(day: i64) -> i64 {
    day.saturating_add(1).saturating_mul(DAY).saturating_sub(JAKARTA)
}

/// `2026-11-24T12:30:00.000001Z`
pub(crate) fn instant(micros: i64) -> String {
    let (day, rest) = (micros.div_euclid(DAY), micros.rem_euclid(DAY));
    let (seconds, fraction) = (rest / 1_000_000, rest % 1_000_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}.{fraction:06}Z", date::iso(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_in_jakarta_at_seventeen_in_greenwich() {
        let evening = date::parse("2024-09-03").unwrap() * DAY + 17 * 3_600_000_000;
        assert_eq!(date::iso(jakarta_day(evening)), "2024-09-04");
        assert_eq!(date::iso(jakarta_day(evening - 1)), "2024-09-03");
        assert_eq!(instant(evening - 1), "2024-09-03T16:59:59.999999Z");
    }
}
