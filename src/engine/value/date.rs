//! Civil dates as days since 1970-01-01, from 0001-01-01 to 9999-12-31 of the proleptic Gregorian calendar.
//!
//! Knows nothing of: time zones, clocks, holidays.

use super::number::push_digit;

/// The first day that can be named: 0001-01-01.
pub const FIRST: i64 = -719_162;
/// The last day that can be named: 9999-12-31.
pub const LAST: i64 = 2_932_896;

/// Year, month and day of a day number. Days outside the range are clamped to it.
#[must_use]
pub fn civil(days: i64) -> (i64, u8, u8) {
    let shifted = days.clamp(FIRST, LAST).wrapping_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = day_of_era
        .wrapping_sub(day_of_era / 1_460)
        .wrapping_add(day_of_era / 36_524)
        .wrapping_sub(day_of_era / 146_096)
        / 365;
    let day_of_year = day_of_era
        .wrapping_sub(year_of_era.wrapping_mul(365).wrapping_add(year_of_era / 4).wrapping_sub(year_of_era / 100));
    let shifted_month = day_of_year.wrapping_mul(5).wrapping_add(2) / 153;
    let day = day_of_year.wrapping_sub(shifted_month.wrapping_mul(153).wrapping_add(2) / 5).wrapping_add(1);
    let month = if shifted_month < 10 { shifted_month.wrapping_add(3) } else { shifted_month.wrapping_sub(9) };
    let year = year_of_era.wrapping_add(era.wrapping_mul(400)).wrapping_add(i64::from(month <= 2));
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// The day number of a date, or `None` if there is no such day (2023-02-29, month 13, year 0).
#[must_use]
pub fn days(year: i64, month: u8, day: u8) -> Option<i64> {
    if !(1..=9_999).contains(&year) || !(1..=12).contains(&month) || day < 1 || month_length(year, month) < day {
        return None;
    }
    Some(days_unchecked(year, month, day))
}

/// How many days a month has. `month` is 1..=12.
#[must_use]
pub const fn month_length(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day `months` later (earlier if negative), clamped to the end of the month: 31 January + 1 month is 28 or 29
/// February. `None` beyond the years 1 to 9999.
#[must_use]
pub fn add_months(date: i64, months: i64) -> Option<i64> {
    let (year, month, day) = civil(date);
    let count = year.checked_mul(12)?.checked_add(i64::from(month))?.checked_sub(1)?.checked_add(months)?;
    let new_year = count.div_euclid(12);
    let new_month = u8::try_from(count.rem_euclid(12)).ok()?.wrapping_add(1);
    if !(1..=9_999).contains(&new_year) {
        return None;
    }
    Some(days_unchecked(new_year, new_month, day.min(month_length(new_year, new_month))))
}

/// The day `days` later (earlier if negative). `None` beyond the years 1 to 9999.
#[must_use]
pub fn add_days(date: i64, days: i64) -> Option<i64> {
    date.checked_add(days).filter(|it| (FIRST..=LAST).contains(it))
}

/// Reads `2024-09-04`: four, two and two digits, and a day that exists.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0'));
    let two = |high: u8, low: u8| Some(digit(high)?.wrapping_mul(10).wrapping_add(digit(low)?));
    let year = i64::from(two(y1, y2)?).wrapping_mul(100).wrapping_add(i64::from(two(y3, y4)?));
    days(year, two(m1, m2)?, two(d1, d2)?)
}

/// `2024-09-04`.
#[must_use]
pub fn iso(date: i64) -> String {
    let mut text = String::with_capacity(10);
    write_iso(&mut text, date);
    text
}

/// The same at the end of a text.
pub fn write_iso(text: &mut String, date: i64) {
    let (year, month, day) = civil(date);
    let year = year.unsigned_abs();
    for place in [1_000, 100, 10, 1] {
        push_digit(text, year / place);
    }
    for part in [month, day] {
        text.push('-');
        push_digit(text, u64::from(part / 10));
        push_digit(text, u64::from(part));
    }
}

fn days_unchecked(year: i64, month: u8, day: u8) -> i64 {
    let year = year.wrapping_sub(i64::from(month <= 2));
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = if month > 2 { i64::from(month).wrapping_sub(3) } else { i64::from(month).wrapping_add(9) };
    let day_of_year = shifted_month.wrapping_mul(153).wrapping_add(2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era
        .wrapping_mul(365)
        .wrapping_add(year_of_era / 4)
        .wrapping_sub(year_of_era / 100)
        .wrapping_add(day_of_year);
    era.wrapping_mul(146_097).wrapping_add(day_of_era).wrapping_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_agrees_with_an_independent_library() {
        let epoch = jiff::civil::date(1970, 1, 1);
        for offset in (FIRST..=LAST).step_by(97) {
            let theirs = epoch.checked_add(jiff::Span::new().days(offset)).unwrap();
            assert_eq!(
                civil(offset),
                (theirs.year().into(), theirs.month().unsigned_abs(), theirs.day().unsigned_abs())
            );
            assert_eq!(parse(&iso(offset)), Some(offset));
            for months in [-25, -1, 1, 11, 12, 24] {
                let added = theirs.checked_add(jiff::Span::new().months(months)).ok();
                let ours = add_months(offset, months).map(iso);
                assert_eq!(
                    ours,
                    added.filter(|it| it.year() >= 1).map(|it| it.to_string()),
                    "{theirs} + {months} months"
                );
            }
        }
    }

    #[test]
    fn adding_months_clamps_to_the_end_of_the_month() {
        for (date, months, expected) in [
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2023-12-31", 2, "2024-02-29"),
        ] {
            assert_eq!(add_months(parse(date).unwrap(), months).map(iso).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "0000-01-01",
            "2024-1-01",
            "２０24-01-01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
