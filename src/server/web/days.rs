//! Days as people write them where no calendar is offered to choose from: with the year first, with the name of the month, or with
//! the day first. What could be two days is none.
//!
//! Knows nothing of: HTML, what a day means.

use crate::engine::value::date;
use crate::engine::wording::{Language, Wording};
use crate::server::words::{Words, month_named};
use crate::wording;

/// What was typed, as a day of a case.
///
/// # Errors
/// That it is none, or could be two.
pub(in crate::server::web) fn day(text: &str, language: Language) -> Result<String, Wording> {
    let text = text.trim();
    if date::parse(text).is_some() {
        return Ok(text.to_owned());
    }
    let Some(([day, month, year], is_named)) = written_out(text).map(|it| (it, true)).or_else(|| turned(text)) else {
        return Err(no_day());
    };
    let read = |day: u32, month: u32| date::parse(&format!("{year:0>4}-{month:0>2}-{day:0>2}")).map(date::iso);
    let found = read(day, month).ok_or_else(no_day)?;
    // English is read both ways; Indonesian has the day first.
    match read(month, day).filter(|it| language == Language::English && !is_named && *it != found) {
        Some(_) => Err(two_days(text)),
        None => Ok(found),
    }
}

/// A day that was typed, in words: `1 Desember 2025`. Empty if it is none.
pub(in crate::server::web) fn in_words(text: &str, words: Words) -> String {
    let day = day(text, words.0).ok().and_then(|it| date::parse(&it));
    day.map_or_else(String::new, |it| words.day(it))
}

/// `2 Maret 2024`, in either language: the day, the month, the year.
fn written_out(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Some([digits(day, 1..=2)?, month_named(month)?, digits(year, 4..=4)?])
}

/// `28-11-2026`, `28/11/2026` or `28.11.2026`; no month is named.
fn turned(text: &str) -> Option<([u32; 3], bool)> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Some(([digits(day, 1..=2)?, digits(month, 1..=2)?, digits(year, 4..=4)?], false))
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let fits = length.contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

fn no_day() -> Wording {
    wording!(
        "bukan tanggal yang ada; tulis misalnya 28 November 2026 atau 2026-11-28",
        "is no day that exists; write it like 28 November 2026 or 2026-11-28"
    )
}

fn two_days(text: &str) -> Wording {
    wording!(
        "`{text}` dapat dibaca sebagai dua tanggal; tulis misalnya 28 November 2026 atau 2026-11-28",
        "`{text}` could be two days; write it like 28 November 2026 or 2026-11-28"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_taken_as_they_are_written() {
        for text in ["2026-11-28", "28-11-2026", "28/11/2026", "28.11.2026", "28 November 2026", " 28  NOVEMBER 2026 "]
        {
            for language in [Language::Indonesian, Language::English] {
                assert_eq!(day(text, language).unwrap(), "2026-11-28", "{text}");
            }
        }
        for text in ["2 Maret 2024", "02 march 2024", "2-3-2024", "02/03/2024", "2024-03-02"] {
            assert_eq!(day(text, Language::Indonesian).unwrap(), "2024-03-02", "{text}");
        }
        for wrong in [
            "2026-02-30",
            "31 Februari 2024",
            "31-02-2026",
            "31/02/2024",
            "28-11-26",
            "2 Maret 24",
            "+2 Maret 2024",
            "2 Mrt 2024",
            "Maret 2024",
            "11/28/2026",
            "kemarin",
            "--",
            "",
        ] {
            assert!(day(wrong, Language::Indonesian).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_could_be_two_days_in_english_is_none() {
        assert!(day("02/03/2024", Language::English).is_err_and(|it| it.en.contains("two days")));
        assert_eq!(day("03/03/2024", Language::English).unwrap(), "2024-03-03");
        assert_eq!(day("2 March 2024", Language::English).unwrap(), "2024-03-02");
        assert!(day("31 February 2024", Language::English).is_err());
    }

    #[test]
    fn a_day_is_shown_in_words() {
        assert_eq!(in_words("2025-12-01", Words(Language::Indonesian)), "1 Desember 2025");
        assert_eq!(in_words("2025-12-01", Words(Language::English)), "1 December 2025");
        assert_eq!(in_words("2025-02-31", Words(Language::Indonesian)), "");
        assert_eq!(in_words("", Words(Language::Indonesian)), "");
    }
}
