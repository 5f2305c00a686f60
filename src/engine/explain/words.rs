//! Sentences in both languages, written piece by piece into one text each.
//!
//! Knows nothing of: what they say.

use super::format;
use super::ruling::Value;
use crate::engine::wording::Wording;

/// Room that most sentences fit into.
const ROOM: usize = 160;

/// Pieces in a row, each in Indonesian and in English.
#[must_use]
pub(super) fn spliced<const N: usize>(pieces: [(&str, &str); N]) -> Wording {
    Wording { id: pieces.map(|(id, _)| id).concat(), en: pieces.map(|(_, en)| en).concat() }
}

/// A sentence that grows.
#[derive(Debug)]
pub(super) struct Prose {
    text: Wording,
    /// Where the clauses of the sentence begin and end (in Indonesian): each is said once. Only the first ones are
    /// remembered.
    clauses: [(usize, usize); REMEMBERED],
    /// How many clauses there are, in all sentences that are not ended.
    count: usize,
    /// The first of them that belongs to the innermost sentence.
    base: usize,
}

/// So many clauses are compared with later ones.
const REMEMBERED: usize = 16;

/// A place in the text to go back to.
type Mark = (usize, usize);

impl Prose {
    pub(super) fn new() -> Self {
        let text = Wording { id: String::with_capacity(ROOM), en: String::with_capacity(ROOM) };
        Self { text, clauses: [(0, 0); REMEMBERED], count: 0, base: 0 }
    }

    /// The sentence as it is.
    pub(super) fn finish(self) -> Wording {
        self.text
    }

    /// The sentence with a great first letter.
    pub(super) fn capitalised(self) -> Wording {
        format::capitalised(self.text)
    }

    pub(super) fn push(&mut self, id: &str, en: &str) {
        self.text.id.push_str(id);
        self.text.en.push_str(en);
    }

    /// The same piece in both languages.
    pub(super) fn same(&mut self, piece: &str) {
        self.push(piece, piece);
    }

    pub(super) fn wording(&mut self, wording: &Wording) {
        self.push(&wording.id, &wording.en);
    }

    pub(super) fn value(&mut self, value: &Value) {
        format::write_value(&mut self.text, value);
    }

    pub(super) fn number(&mut self, number: usize) {
        format::write_decimal(&mut self.text, i64::try_from(number).unwrap_or(i64::MAX), 0);
    }

    /// One clause; after others it comes behind a semicolon. One that says nothing, or the same as an earlier one, is
    /// left out.
    pub(super) fn clause(&mut self, tell: impl FnOnce(&mut Self)) {
        let before = self.mark();
        if self.count > self.base {
            self.same("; ");
        }
        let start = self.text.id.len();
        tell(self);
        let told = self.text.id.get(start..).unwrap_or("");
        let earlier = self.clauses.get(self.base..self.count.min(REMEMBERED)).unwrap_or(&[]);
        let again = earlier.iter().any(|(from, to)| self.text.id.get(*from..*to) == Some(told));
        if told.is_empty() || again {
            self.back_to(before);
        } else {
            if let Some(place) = self.clauses.get_mut(self.count) {
                *place = (start, self.text.id.len());
            }
            self.count = self.count.saturating_add(1);
        }
    }

    /// A sentence of its own in brackets; nothing if it says nothing.
    pub(super) fn bracketed(&mut self, tell: impl FnOnce(&mut Self)) {
        let before = self.mark();
        let around = std::mem::replace(&mut self.base, self.count);
        self.same(" (");
        let start = self.text.id.len();
        tell(self);
        if self.text.id.len() == start {
            self.back_to(before);
        } else {
            self.same(")");
        }
        self.count = self.base;
        self.base = around;
    }

    /// A sentence of its own in the middle of another.
    pub(super) fn inner(&mut self, tell: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.base, self.count);
        tell(self);
        self.count = self.base;
        self.base = around;
    }

    fn mark(&self) -> Mark {
        (self.text.id.len(), self.text.en.len())
    }

    fn back_to(&mut self, (id, en): Mark) {
        self.text.id.truncate(id);
        self.text.en.truncate(en);
    }
}
