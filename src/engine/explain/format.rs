//! Values in sentences: "340,5" and "22-06-2022" in Indonesian, "340.5" and "22 June 2022" in English.
//!
//! Knows nothing of: where a value comes from.

use super::ruling::Value;
use crate::engine::types::Unit;
use crate::engine::value::{date, number};
use crate::engine::wording::Wording;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A value as it stands in a sentence.
#[must_use]
pub fn value(shown: &Value) -> Wording {
    let mut text = Wording::default();
    write_value(&mut text, shown);
    text
}

/// `22-06-2022` and `22 June 2022`.
#[must_use]
pub fn civil(day: i64) -> Wording {
    let mut text = Wording::default();
    write_civil(&mut text, day);
    text
}

/// `340,5` and `340.5`; five and more digits before the point are grouped by three.
#[must_use]
pub fn decimal(units: i64, scale: u8) -> Wording {
    let mut text = Wording::default();
    write_decimal(&mut text, units, scale);
    text
}

/// Writes a value at the end of a sentence.
pub(super) fn write_value(text: &mut Wording, shown: &Value) {
    match shown {
        Value::Missing => write(text, "tidak ada", "none"),
        Value::Unknown(why) => {
            write(text, "belum diketahui (", "not known (");
            write(text, &why.id, &why.en);
            write(text, ")", ")");
        }
        Value::Truth(true) => write(text, "ya", "yes"),
        Value::Truth(false) => write(text, "tidak", "no"),
        Value::Number { units, scale } => write_decimal(text, *units, *scale),
        Value::Date(day) => write_civil(text, *day),
        Value::Period { count, unit } => write_period(text, *count, *unit),
        Value::Enum(named) => write(text, &named.label.id, &named.label.en),
        Value::Text(written) => write(text, written, written),
        Value::Record => write(text, "ada", "given"),
        Value::List(length) => write_decimal(text, i64::try_from(*length).unwrap_or(i64::MAX), 0),
    }
}

fn write(text: &mut Wording, id: &str, en: &str) {
    text.id.push_str(id);
    text.en.push_str(en);
}

fn write_civil(text: &mut Wording, day: i64) {
    let (year, month, day) = date::civil(day);
    let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("");
    for part in [day, month] {
        number::push_digit(&mut text.id, u64::from(part / 10));
        number::push_digit(&mut text.id, u64::from(part));
        text.id.push('-');
    }
    number::write_digits(&mut text.en, u64::from(day));
    text.en.push(' ');
    text.en.push_str(name);
    text.en.push(' ');
    for out in [&mut text.id, &mut text.en] {
        for place in [1_000, 100, 10, 1] {
            number::push_digit(out, year.unsigned_abs() / place);
        }
    }
}

/// Writes a number at the end of a sentence.
pub(super) fn write_decimal(text: &mut Wording, units: i64, scale: u8) {
    let start = text.en.len();
    number::write(&mut text.en, units, scale);
    let Some(plain) = text.en.get(start..) else { return };
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(it, rest)| (it, Some(rest)));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    if digits.len() > 4 {
        let (plain, sign) = (plain.to_owned(), if units < 0 { "-" } else { "" });
        text.en.truncate(start);
        return write_long(text, &plain, sign);
    }
    text.id.push_str(whole);
    if let Some(fraction) = fraction {
        text.id.extend([",", fraction]);
    }
}

/// A number that needs grouping, from its plain form.
fn write_long(text: &mut Wording, plain: &str, sign: &str) {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    for (out, group, point) in [(&mut text.id, '.', ","), (&mut text.en, ',', ".")] {
        out.push_str(sign);
        write_grouped(out, digits, group);
        if !fraction.is_empty() {
            out.extend([point, fraction]);
        }
    }
}

fn write_grouped(out: &mut String, digits: &str, group: char) {
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
}

/// `12 bulan` and `12 months`.
fn write_period(text: &mut Wording, count: i64, unit: Unit) {
    let (id, one, many) = match unit {
        Unit::Days => (" hari", " day", " days"),
        Unit::Months => (" bulan", " month", " months"),
        Unit::WorkingDays(_) => (" hari kerja", " working day", " working days"),
    };
    write_decimal(text, count, 0);
    write(text, id, if count == 1 { one } else { many });
}

/// `7, 8, atau 9` and `7, 8 or 9`.
#[must_use]
pub(super) fn alternatives(items: &[Wording]) -> Wording {
    Wording {
        id: joined(items.iter().map(|it| it.id.as_str()), "atau", ","),
        en: joined(items.iter().map(|it| it.en.as_str()), "or", ""),
    }
}

/// `A, B, dan C` and `A, B and C`.
#[must_use]
pub(super) fn enumeration(items: &[Wording]) -> Wording {
    Wording {
        id: joined(items.iter().map(|it| it.id.as_str()), "dan", ","),
        en: joined(items.iter().map(|it| it.en.as_str()), "and", ""),
    }
}

fn joined<'t>(items: impl ExactSizeIterator<Item = &'t str>, word: &str, serial: &str) -> String {
    let length = items.len();
    let mut text = String::new();
    for (index, item) in items.enumerate() {
        match length.saturating_sub(index) {
            _ if index == 0 => {}
            1 if length == 2 => text.extend([" ", word, " "]),
            1 => text.extend([serial, " ", word, " "]),
            _ => text.push_str(", "),
        }
        text.push_str(item);
    }
    text
}

/// The sentence with a great first letter.
#[must_use]
pub(super) fn capitalised(mut sentence: Wording) -> Wording {
    capitalise(&mut sentence.id);
    capitalise(&mut sentence.en);
    sentence
}

fn capitalise(text: &mut str) {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(wording: &Wording) -> (&str, &str) {
        (&wording.id, &wording.en)
    }

    #[test]
    fn each_language_has_its_own_dates_numbers_and_lists() {
        assert_eq!(pair(&civil(date::parse("2022-06-02").unwrap())), ("02-06-2022", "2 June 2022"));
        assert_eq!(pair(&civil(date::FIRST)), ("01-01-0001", "1 January 0001"));
        assert_eq!(pair(&civil(date::LAST)), ("31-12-9999", "31 December 9999"));
        assert_eq!(pair(&decimal(3405, 1)), ("340,5", "340.5"));
        assert_eq!(pair(&decimal(-5, 1)), ("-0,5", "-0.5"));
        assert_eq!(pair(&decimal(2024, 0)), ("2024", "2024"));
        assert_eq!(pair(&decimal(-123_456_789, 2)), ("-1.234.567,89", "-1,234,567.89"));
        assert_eq!(pair(&decimal(12_345, 0)), ("12.345", "12,345"));
        let period = |count, unit| value(&Value::Period { count, unit });
        assert_eq!(pair(&period(1, Unit::Months)), ("1 bulan", "1 month"));
        assert_eq!(pair(&period(5, Unit::WorkingDays(0))), ("5 hari kerja", "5 working days"));
        let items: Vec<_> = ["7", "8", "9"].map(Wording::same).into();
        assert_eq!(pair(&alternatives(&items)), ("7, 8, atau 9", "7, 8 or 9"));
        assert_eq!(pair(&alternatives(items.get(..2).unwrap())), ("7 atau 8", "7 or 8"));
        assert_eq!(pair(&enumeration(items.get(..1).unwrap())), ("7", "7"));
    }

    #[test]
    fn only_a_plain_first_letter_is_made_great() {
        let both = |text: &str| capitalised(Wording::same(text)).id;
        assert_eq!(
            [both("ada"), both("\u{201c}a\u{201d}"), both(""), both("3 dari 4")],
            ["Ada", "“a”", "", "3 dari 4"]
        );
    }
}
