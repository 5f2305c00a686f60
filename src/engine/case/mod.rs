//! One case under one rulebook: facts in cells, laid out so that reading a fact is one load.
//!
//! Knows nothing of: JSON, files, how rules are evaluated.

mod refusal;

use super::types::{Rulebook, Type};
use super::value::Truth;
pub use refusal::Refusal;

/// Where the cells of each record lie. A record of width `w` takes `w` cells in a row: its own presence first, then its
/// fields; a field that is a record lies inside, a list is one cell that points to its elements.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// One entry a record of the rulebook.
    pub records: Vec<RecordLayout>,
    /// For each enumeration the ordinals of its values, in the order of their names.
    pub enums: Vec<Vec<u32>>,
}

#[derive(Clone, Debug, Default)]
pub struct RecordLayout {
    pub width: u32,
    /// Offset of each field's first cell from the record's presence cell.
    pub offsets: Vec<u32>,
    /// Indices of the fields in the order of their names: to find a name, and to write them canonically.
    pub by_name: Vec<u32>,
    /// Each field's name as a key of JSON: `"name":`.
    pub keys: Vec<Box<str>>,
}

/// One fact, presence or list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub state: State,
    /// With `State::Value`: an integer (number in units of its scale, date, ordinal, count; 1 or 0 for yes or no; 1 for the
    /// presence of a record), or two `u32` packed as `start << 32 | length`: of a text in [`Case::text`], of a list in
    /// [`Case::cells`] (start of the first element, number of elements). With `State::Unknown`: an index in [`Case::reasons`].
    pub value: i64,
}

/// Whether a fact is there. A `null` record makes all cells inside `Missing`, an unknown one makes them `Unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    Value,
    /// `null`: there is none.
    Missing,
    Unknown,
}

/// Why a fact is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `{"unknown": "why"}`
    Stated(String),
    /// The key is absent (in a pre-check).
    Absent,
    /// The evidence marks the fact as disputed.
    Disputed,
}

/// The facts of one case, checked against the rulebook: types, bounds and list lengths hold.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The case record at 0, then the elements of lists.
    pub cells: Vec<Cell>,
    pub text: String,
    pub reasons: Vec<Reason>,
    /// What stood in the cells that are unknown because they are disputed, in the order of the cells.
    pub disputed: Vec<(usize, Cell)>,
    /// One answer for every judgement of the rulebook (`None`: not given).
    pub answers: Vec<Option<Answer>>,
    /// Evidence by JSON pointer, in the order of the pointers.
    pub evidence: Vec<(String, Evidence)>,
}

/// A person's answer to a judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `Unknown` when the person says so.
    pub answer: Truth,
    pub reason: String,
    pub by: Option<String>,
    /// Days since 1970-01-01.
    pub on: Option<i64>,
}

/// What supports a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub status: EvidenceStatus,
    pub reference: Option<String>,
    /// SHA-256 of the document, 64 hexadecimal digits.
    pub sha256: Option<String>,
    pub by: Option<String>,
    /// Days since 1970-01-01.
    pub on: Option<i64>,
}

/// How far a fact is confirmed. Claimed and verified facts count; a disputed one is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceStatus {
    Claimed,
    Verified,
    Disputed,
}

impl Layout {
    /// The layout of a checked rulebook, in which no record contains itself.
    #[must_use]
    pub fn new(rulebook: &Rulebook) -> Self {
        let enums = rulebook.enums.iter().map(|it| sorted(it.values.iter().map(|value| value.name.as_str()))).collect();
        let mut layout = Self { records: vec![RecordLayout::default(); rulebook.records.len()], enums };
        for record in 0..rulebook.records.len() {
            layout.lay_out(rulebook, record);
        }
        layout
    }

    /// How many cells a value of this type takes in its place.
    #[must_use]
    pub fn width(&self, ty: &Type) -> u32 {
        match ty {
            Type::Record(record) => self.records.get(*record).map_or(1, |it| it.width),
            _ => 1,
        }
    }

    fn lay_out(&mut self, rulebook: &Rulebook, record: usize) -> u32 {
        let Some(declared) = rulebook.records.get(record) else {
            return 1;
        };
        if let Some(done) = self.records.get(record).filter(|it| it.width != 0) {
            return done.width;
        }
        let mut next: u32 = 1;
        let mut offsets = Vec::with_capacity(declared.fields.len());
        for field in &declared.fields {
            offsets.push(next);
            let width = match field.ty {
                Type::Record(inner) => self.lay_out(rulebook, inner),
                _ => 1,
            };
            next = next.saturating_add(width);
        }
        let by_name = sorted(declared.fields.iter().map(|it| it.name.as_str()));
        let keys = declared.fields.iter().map(|it| format!("\"{}\":", it.name).into()).collect();
        if let Some(slot) = self.records.get_mut(record) {
            *slot = RecordLayout { width: next, offsets, by_name, keys };
        }
        next
    }
}

/// The indices of names in the order of the names.
fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<u32> {
    let mut indexed: Vec<(&str, u32)> = names.zip(0..).collect();
    indexed.sort_unstable();
    indexed.into_iter().map(|(_, index)| index).collect()
}

impl Cell {
    /// A known value.
    #[must_use]
    pub const fn known(value: i64) -> Self {
        Self { state: State::Value, value }
    }

    /// Start and length of a text or a list.
    #[must_use]
    pub fn range(self) -> (usize, usize) {
        let start = usize::try_from(self.value >> 32).unwrap_or(0);
        let length = usize::try_from(self.value & 0xFFFF_FFFF).unwrap_or(0);
        (start, length)
    }
}

impl Case {
    /// The text of a text cell.
    #[must_use]
    pub fn text_of(&self, cell: Cell) -> &str {
        let (start, length) = cell.range();
        self.text.get(start..start.saturating_add(length)).unwrap_or("")
    }
}
