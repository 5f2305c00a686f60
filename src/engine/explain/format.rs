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
    match shown {
        Value::Missing => Wording::new("tidak ada", "none"),
        Value::Unknown(why) => {
            Wording { id: ["belum diketahui (", &why.id, ")"].concat(), en: ["not known (", &why.en, ")"].concat() }
        }
        Value::Truth(true) => Wording::new("ya", "yes"),
        Value::Truth(false) => Wording::new("tidak", "no"),
        Value::Number { units, scale } => decimal(*units, *scale),
        Value::Date(day) => civil(*day),
        Value::Period { count, unit } => period(*count, *unit),
        Value::Enum(named) => named.label.clone(),
        Value::Text(text) => Wording::same(*text),
        Value::Record => Wording::new("ada", "given"),
        Value::List(length) => Wording::same(length.to_string()),
    }
}

/// `22-06-2022` and `22 June 2022`.
#[must_use]
pub fn civil(day: i64) -> Wording {
    let (year, month, day) = date::civil(day);
    let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or("");
    Wording::new(format!("{day:02}-{month:02}-{year:04}"), format!("{day} {name} {year}"))
}

/// `340,5` and `340.5`; five and more digits before the point are grouped by three.
#[must_use]
pub fn decimal(units: i64, scale: u8) -> Wording {
    let plain = number::print(units, scale);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(it, rest)| (it, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let write = |group: &str, point: &str| {
        let mut text = String::with_capacity(plain.len().saturating_add(6));
        text.push_str(sign);
        for (index, digit) in digits.chars().enumerate() {
            let left = digits.len().saturating_sub(index);
            if index > 0 && digits.len() > 4 && left % 3 == 0 {
                text.push_str(group);
            }
            text.push(digit);
        }
        if let Some(fraction) = fraction {
            text.push_str(point);
            text.push_str(fraction);
        }
        text
    };
    Wording { id: write(".", ","), en: write(",", ".") }
}

/// `12 bulan` and `12 months`.
#[must_use]
pub fn period(count: i64, unit: Unit) -> Wording {
    let (id, one, many) = match unit {
        Unit::Days => ("hari", "day", "days"),
        Unit::Months => ("bulan", "month", "months"),
        Unit::WorkingDays(_) => ("hari kerja", "working day", "working days"),
    };
    let number = decimal(count, 0);
    let en = if count == 1 { one } else { many };
    Wording { id: [&number.id, " ", id].concat(), en: [&number.en, " ", en].concat() }
}

/// `7, 8, atau 9` and `7, 8 or 9`.
#[must_use]
pub fn alternatives(items: &[Wording]) -> Wording {
    Wording {
        id: joined(items.iter().map(|it| it.id.as_str()), "atau", ","),
        en: joined(items.iter().map(|it| it.en.as_str()), "or", ""),
    }
}

/// `A, B, dan C` and `A, B and C`.
#[must_use]
pub fn enumeration(items: &[Wording]) -> Wording {
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
pub fn capitalised(mut sentence: Wording) -> Wording {
    capitalise(&mut sentence.id);
    capitalise(&mut sentence.en);
    sentence
}

fn capitalise(text: &mut str) {
    let Some(first) = text.chars().next().filter(|it| it.is_lowercase()) else { return };
    if let Some(slice) = text.get_mut(..first.len_utf8()).filter(|_| first.is_ascii()) {
        slice.make_ascii_uppercase();
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
        assert_eq!(pair(&decimal(3405, 1)), ("340,5", "340.5"));
        assert_eq!(pair(&decimal(-5, 1)), ("-0,5", "-0.5"));
        assert_eq!(pair(&decimal(2024, 0)), ("2024", "2024"));
        assert_eq!(pair(&decimal(-123_456_789, 2)), ("-1.234.567,89", "-1,234,567.89"));
        assert_eq!(pair(&decimal(12_345, 0)), ("12.345", "12,345"));
        assert_eq!(pair(&period(1, Unit::Months)), ("1 bulan", "1 month"));
        assert_eq!(pair(&period(5, Unit::WorkingDays(0))), ("5 hari kerja", "5 working days"));
        let items: Vec<_> = ["7", "8", "9"].map(Wording::same).into();
        assert_eq!(pair(&alternatives(&items)), ("7, 8, atau 9", "7, 8 or 9"));
        assert_eq!(pair(&alternatives(items.get(..2).unwrap())), ("7 atau 8", "7 or 8"));
        assert_eq!(pair(&enumeration(items.get(..1).unwrap())), ("7", "7"));
    }
}
