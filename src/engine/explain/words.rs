//! Sentences in both languages, put together from pieces.
//!
//! Knows nothing of: what they say.

use crate::engine::wording::Wording;

/// Pieces in a row, each in Indonesian and in English.
#[must_use]
pub(super) fn spliced<const N: usize>(pieces: [(&str, &str); N]) -> Wording {
    Wording { id: pieces.map(|(id, _)| id).concat(), en: pieces.map(|(_, en)| en).concat() }
}

/// Clauses that become one sentence, each said once.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    clauses: Vec<Wording>,
}

impl Words {
    /// Adds a clause, unless it is empty or already there.
    pub(super) fn clause(&mut self, clause: Wording) {
        if !clause.id.is_empty() && !self.clauses.contains(&clause) {
            self.clauses.push(clause);
        }
    }

    /// The sentence, or `instead` if nothing was said.
    #[must_use]
    pub(super) fn or(mut self, instead: Wording) -> Wording {
        match self.clauses.len() {
            0 => instead,
            1 => self.clauses.swap_remove(0),
            _ => self.joined(),
        }
    }

    fn joined(&self) -> Wording {
        let join = |text: fn(&Wording) -> &str| {
            let mut sentence = String::with_capacity(self.clauses.len().saturating_mul(80));
            for (index, clause) in self.clauses.iter().enumerate() {
                if index > 0 {
                    sentence.push_str("; ");
                }
                sentence.push_str(text(clause));
            }
            sentence
        };
        Wording { id: join(|it| &it.id), en: join(|it| &it.en) }
    }
}
