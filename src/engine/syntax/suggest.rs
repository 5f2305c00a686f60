//! "Did you mean": the phrase that is closest to what was written.
//!
//! Knows nothing of: the grammar, where the words stand.

/// The candidate that is so close to the beginning of `text` that it was probably meant, with the length of what stands
/// for it in `text`. A candidate of several words is compared with as many words.
pub(crate) fn closest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<(&'a str, usize)> {
    let mut best: Option<(usize, &'a str, usize)> = None;
    for candidate in candidates {
        let count = candidate.split(' ').count();
        let Some((written, length)) = first_words(text, count) else {
            continue;
        };
        let written = written.to_lowercase();
        let mut distance = strsim::damerau_levenshtein(&written, candidate);
        let allowed = match candidate.chars().count() {
            0..=2 => usize::from(written.starts_with(candidate)),
            3..=5 => 1,
            6..=11 => 2,
            _ => 3,
        };
        if count > 1 && distance > allowed && written.split(' ').next() == candidate.split(' ').next() {
            distance = allowed;
        }
        if distance <= allowed && best.is_none_or(|(other, _, _)| distance < other) {
            best = Some((distance, candidate, length));
        }
    }
    best.map(|(_, candidate, length)| (candidate, length))
}

/// The first `count` words of a text, joined by single blanks, and how far they reach.
fn first_words(text: &str, count: usize) -> Option<(String, usize)> {
    let line = text.lines().next().unwrap_or("");
    let mut words: Vec<&str> = Vec::new();
    let mut rest = line;
    while words.len() < count {
        let start = rest.trim_start_matches([' ', '\t']);
        let end = start.find(|it| !super::keywords::is_word_part(it)).unwrap_or(start.len());
        let (word, after) = start.split_at_checked(end)?;
        if word.is_empty() || word.len() > 40 {
            return None;
        }
        words.push(word);
        rest = after;
    }
    Some((words.join(" "), line.len().saturating_sub(rest.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_another_word_is_not() {
        let words = ["basis", "because", "holds when", "as"];
        let found = |text| closest(text, words.into_iter());
        assert_eq!(found("bassis PP-1 (verified)"), Some(("basis", 6)));
        assert_eq!(found("holds  wen a"), Some(("holds when", 10)));
        assert_eq!(found("Because \"x\""), Some(("because", 7)));
        assert_eq!(found("category >= good"), None);
        assert_eq!(found("is"), None, "two letters are too few to guess from");
        assert_eq!(found("holds if a"), Some(("holds when", 8)));
        assert_eq!(found(""), None);
    }
}
