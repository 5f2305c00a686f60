//! "Did you mean": the name that is closest to what was written.
//!
//! Knows nothing of: what names stand for.

use crate::engine::wording::Wording;
use crate::wording;

/// How many comparisons one check may spend on suggestions: a file full of unknown names must not take minutes.
const MOST_COMPARISONS: u32 = 1_000_000;

/// Suggests names, as long as its patience lasts.
#[derive(Clone, Debug)]
pub struct Suggester {
    left: u32,
}

impl Default for Suggester {
    fn default() -> Self {
        Self { left: MOST_COMPARISONS }
    }
}

impl Suggester {
    /// The candidate that is so close to `written` that it was probably meant. Of two equally close ones, the first by name.
    pub fn closest<'a>(&mut self, written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        // Very long words are not compared at all, for the time it takes.
        if written.len() > LONGEST {
            return None;
        }
        // Longer words have more room for slips.
        let allowed = (written.chars().count() / 3).clamp(1, 4);
        let lower = written.to_lowercase();
        let mut best: Option<(usize, &str)> = None;
        let near = |it: &&str| *it != written && it.len() <= LONGEST && it.len().abs_diff(written.len()) <= allowed;
        for candidate in candidates.filter(near) {
            let Some(left) = self.left.checked_sub(1) else { break };
            self.left = left;
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            if distance <= allowed && distance < written.chars().count() {
                best = Some(best.map_or((distance, candidate), |it| it.min((distance, candidate))));
            }
        }
        best.map(|it| it.1)
    }

    /// The help for a name that is not known: the closest candidate, or else `otherwise`.
    pub fn help<'a>(
        &mut self,
        written: &str,
        candidates: impl Iterator<Item = &'a str>,
        otherwise: Wording,
    ) -> Wording {
        match self.closest(written, candidates) {
            Some(name) => wording!("apakah maksudnya `{name}`?", "did you mean `{name}`?"),
            None => otherwise,
        }
    }
}

const LONGEST: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let names = ["income", "category", "age", "approval"];
        let found = |text| Suggester::default().closest(text, names.into_iter());
        assert_eq!(found("incme"), Some("income"));
        assert_eq!(found("Category"), Some("category"));
        assert_eq!(found("aproval"), Some("approval"));
        assert_eq!(found("x"), None);
        assert_eq!(found("succession"), None);
        assert_eq!(found("age"), None, "the same name is no suggestion");
    }
}
