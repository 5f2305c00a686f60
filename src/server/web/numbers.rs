//! Numbers and sizes of files as people type and read them: with a decimal comma in Indonesian, with a point in English. Nothing is guessed.
//!
//! Knows nothing of: HTML, what a number means.

use crate::engine::value::number::{self, NumberFault};
use crate::engine::wording::{Language, Wording};
use crate::server::words::Words;
use crate::wording;

/// A number of a case (`340.5`) as it is typed in a language.
pub(in crate::server::web) fn typed(number: &str, language: Language) -> String {
    match language {
        Language::Indonesian => number.replace('.', ","),
        Language::English => number.to_owned(),
    }
}

/// What was typed, as a number of a case: a text if it has digits after the point.
///
/// # Errors
/// Why it is none, and what would be accepted.
pub(in crate::server::web) fn accepted(
    text: &str,
    (scale, least, greatest): (u8, i64, i64),
    language: Language,
) -> Result<String, Wording> {
    let (own, other) = if language == Language::Indonesian { (',', '.') } else { ('.', ',') };
    if text.contains(other) {
        return Err(other_sign(text, scale));
    }
    let plain = text.replace(own, ".");
    match number::parse(&plain, scale) {
        Ok(units) if (least..=greatest).contains(&units) => Ok(number::print(units, scale)),
        Ok(_) | Err(NumberFault::TooGreat) => Err(outside(scale, least, greatest)),
        Err(NumberFault::TooManyDigits) if scale == 0 => {
            Err(wording!("harus bilangan bulat", "must be a whole number"))
        }
        Err(NumberFault::TooManyDigits) if scale == 1 => {
            Err(wording!("paling banyak 1 angka di belakang koma", "at most 1 digit after the point"))
        }
        Err(NumberFault::TooManyDigits) => {
            Err(wording!("paling banyak {scale} angka di belakang koma", "at most {scale} digits after the point"))
        }
        Err(NumberFault::NotANumber) => Err(no_number(scale)),
    }
}

/// The bounds of a number in words.
pub(in crate::server::web) fn bounds((scale, least, greatest): (u8, i64, i64), language: Language) -> String {
    let shown = |units| {
        let text = number::print(units, scale);
        let short = if scale > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { text.as_str() };
        typed(short, language)
    };
    let (low, high) = (shown(least), shown(greatest));
    if language == Language::Indonesian { format!("{low} sampai {high}") } else { format!("{low} to {high}") }
}

fn other_sign(text: &str, scale: u8) -> Wording {
    if scale == 0 {
        return wording!(
            "harus bilangan bulat, tanpa titik dan koma",
            "must be a whole number, without point or comma"
        );
    }
    wording!(
        "`{text}`: tulis koma sebagai tanda desimal dan jangan memakai titik, misalnya 340,5",
        "`{text}`: write a point before the decimals and no comma, such as 340.5"
    )
}

fn outside(scale: u8, least: i64, greatest: i64) -> Wording {
    let id = bounds((scale, least, greatest), Language::Indonesian);
    let en = bounds((scale, least, greatest), Language::English);
    wording!("di luar batas: harus {id}", "out of bounds: must be {en}")
}

fn no_number(scale: u8) -> Wording {
    if scale == 0 {
        return wording!("bukan bilangan bulat", "is no whole number");
    }
    wording!("bukan bilangan; contoh yang benar: 340,5", "is no number; a right one is 340.5")
}

/// How large a file is: `10 MB`, `1,5 MB`, `512 KB`; never more than there is.
pub(in crate::server::web) fn size(words: Words, bytes: u64) -> String {
    let (whole, tenth) = (bytes >> 20, ((bytes & ((1 << 20) - 1)) * 10) >> 20);
    match (bytes, tenth) {
        (..1_024, _) => format!("{bytes} B"),
        (..1_048_576, _) => format!("{} KB", bytes >> 10),
        (_, 0) => format!("{whole} MB"),
        _ => format!("{whole}{}{tenth} MB", words.say(",", ".")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORE: (u8, i64, i64) = (1, 0, 4_000);

    #[test]
    fn each_language_has_its_sign() {
        assert_eq!(accepted("340,5", SCORE, Language::Indonesian).unwrap(), "340.5");
        assert_eq!(accepted("340.5", SCORE, Language::English).unwrap(), "340.5");
        assert_eq!(accepted("340", SCORE, Language::Indonesian).unwrap(), "340.0");
        assert!(accepted("340.5", SCORE, Language::Indonesian).is_err());
        assert!(accepted("1.234,5", SCORE, Language::Indonesian).is_err());
        assert!(accepted("340,5", SCORE, Language::English).is_err());
        for wrong in ["400,1", "-1", "abc", "3,55", "1e3", "٣"] {
            assert!(accepted(wrong, SCORE, Language::Indonesian).is_err(), "{wrong}");
        }
    }

    #[test]
    fn bounds_are_said_without_idle_zeros() {
        assert_eq!(bounds(SCORE, Language::Indonesian), "0 sampai 400");
        assert_eq!(bounds((1, 1, 300), Language::Indonesian), "0,1 sampai 30");
    }

    #[test]
    fn sizes_are_told_as_people_say_them() {
        let words = Words(Language::Indonesian);
        assert_eq!(size(words, 10 << 20), "10 MB");
        assert_eq!(size(words, 3 << 19), "1,5 MB");
        assert_eq!(size(Words(Language::English), 3 << 19), "1.5 MB");
        assert_eq!(size(words, 262_144), "256 KB");
        assert_eq!(size(words, 1_023), "1023 B");
    }
}
