//! The natural order of places in a law: 107, 107 number 2, 107 number 10, 107 letter a, 132, 132A, annex II, annex IX.
//!
//! Knows nothing of: what stands there.

use std::cmp::Ordering;

use crate::engine::types::{Place, PlacePart};

/// Which of two places of one source comes first: the wider before what lies in it.
pub(super) fn compare(one: &Place, other: &Place) -> Ordering {
    for (a, b) in one.parts.iter().zip(&other.parts) {
        let order = rank(a.0).cmp(&rank(b.0)).then_with(|| numbers(a.0, &a.1, &b.1));
        if order != Ordering::Equal {
            return order;
        }
    }
    one.parts.len().cmp(&other.parts.len())
}

/// Numbers before letters: laws count a letter's numbers within it, so a number that stands first is of all letters.
const fn rank(part: PlacePart) -> u8 {
    match part {
        PlacePart::Article => 0,
        PlacePart::Paragraph => 1,
        PlacePart::Number => 2,
        PlacePart::Letter => 3,
        PlacePart::Appendix => 4,
    }
}

fn numbers(part: PlacePart, one: &str, other: &str) -> Ordering {
    if part == PlacePart::Appendix
        && let (Some(a), Some(b)) = (roman(one), roman(other))
    {
        return a.cmp(&b);
    }
    natural(one, other)
}

/// By runs of digits as numbers and all else as letters; `2` before `10`, `132` before `132A`.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let ((a, rest_a), (b, rest_b)) = (run(one), run(other));
        let order = match (a.starts_with(|it: char| it.is_ascii_digit()), b.starts_with(|it: char| it.is_ascii_digit()))
        {
            (true, true) => digits(a).len().cmp(&digits(b).len()).then_with(|| digits(a).cmp(digits(b))),
            _ => a.to_lowercase().cmp(&b.to_lowercase()),
        };
        let order = order.then_with(|| a.cmp(b));
        if order != Ordering::Equal || a.is_empty() {
            return order;
        }
        (one, other) = (rest_a, rest_b);
    }
}

fn digits(run: &str) -> &str {
    run.trim_start_matches('0')
}

/// The first stretch of digits, or of anything else, and what follows it.
fn run(text: &str) -> (&str, &str) {
    let digit = text.starts_with(|it: char| it.is_ascii_digit());
    let end = text.find(|it: char| it.is_ascii_digit() != digit).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// `IX` is 9; `None` if other letters are in it.
fn roman(text: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut before = 0_u32;
    for letter in text.chars().rev() {
        let value = match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            _ => return None,
        };
        total = if value < before { total.saturating_sub(value) } else { total.saturating_add(value) };
        before = value;
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        let mut words = text.split(' ');
        let mut parts = Vec::new();
        while let (Some(kind), Some(number)) = (words.next(), words.next()) {
            let kind = match kind {
                "art" => PlacePart::Article,
                "par" => PlacePart::Paragraph,
                "let" => PlacePart::Letter,
                "num" => PlacePart::Number,
                _ => PlacePart::Appendix,
            };
            parts.push((kind, number.to_owned()));
        }
        Place { parts }
    }

    #[test]
    fn places_stand_as_in_the_law() {
        let sorted = [
            "",
            "art 9",
            "art 107",
            "art 107 par 1",
            "art 107 num 1",
            "art 107 num 2",
            "art 107 num 10",
            "art 107 let a num 3",
            "art 107 let b",
            "art 132",
            "art 132A",
            "art 132A par 2",
            "art 132B",
            "art 133",
            "app I",
            "app II",
            "app V",
            "app IX",
            "app X",
        ];
        let mut places: Vec<Place> = sorted.iter().rev().map(|it| place(it)).collect();
        places.sort_by(compare);
        assert_eq!(places, sorted.map(place));
        assert_eq!(compare(&place("art 1"), &place("art 01")), Ordering::Greater);
    }
}
