//! "Did you mean": the name that is closest to what was written.
//!
//! Knows nothing of: what names stand for.

use crate::engine::diag::Diagnostic;
use crate::wording;

/// The candidate that is so close to `written` that it was probably meant. Of two equally close ones, the first by name.
#[must_use]
pub fn closest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Longer words have more room for slips; very long ones are not compared at all, for the time it takes.
    if written.len() > 80 {
        return None;
    }
    let allowed = (written.chars().count() / 3).clamp(1, 4);
    let lower = written.to_lowercase();
    candidates
        .filter(|it| *it != written && it.len() <= 80 && it.len().abs_diff(written.len()) <= allowed)
        .map(|it| (strsim::damerau_levenshtein(&lower, &it.to_lowercase()), it))
        .filter(|it| it.0 <= allowed && it.0 < written.chars().count())
        .min()
        .map(|it| it.1)
}

/// Names the closest candidate in the help of a diagnostic, or else says `otherwise`.
pub fn suggest<'a>(
    diagnostic: &mut Diagnostic,
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
    otherwise: crate::engine::wording::Wording,
) {
    diagnostic.help(match closest(written, candidates) {
        Some(name) => wording!("apakah maksudnya `{name}`?", "did you mean `{name}`?"),
        None => otherwise,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let names = ["income", "category", "age", "approval"];
        let found = |text| closest(text, names.into_iter());
        assert_eq!(found("incme"), Some("income"));
        assert_eq!(found("Category"), Some("category"));
        assert_eq!(found("aproval"), Some("approval"));
        assert_eq!(found("x"), None);
        assert_eq!(found("succession"), None);
        assert_eq!(found("age"), None, "the same name is no suggestion");
    }
}
