//! Records, lists and fields: where each fact of the text goes.
//!
//! Knows nothing of: how single values are written (`scalars`), judgements and evidence (`answers`, `evidence`).

use super::cursor::{Cursor, Step};
use super::faults::{self, Faults};
use super::path::Path;
use super::{Completeness, GREATEST_CELLS, GREATEST_DEPTH, describe};
use crate::engine::case::{Case, Cell, Evidence, Layout, Reason, RecordLayout, Refusal, State};
use crate::engine::types::{Record, Rulebook, Type};
use crate::wording;

/// Reading in progress.
pub(super) struct Reader<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) layout: &'a Layout,
    pub(super) cursor: Cursor<'a>,
    complete: bool,
    pub(super) depth: usize,
    pub(super) case: Case,
    /// The cells of records and elements that are not finished: they move to `case.cells` when their list is, so that
    /// the elements of a list lie in a row.
    pub(super) pending: Vec<Cell>,
    pub(super) faults: Faults,
    /// Evidence as it was read: which fact it points to is looked up at the end.
    pub(super) evidence: Vec<(String, Evidence)>,
    seen_judgements: bool,
    seen_evidence: bool,
}

/// A place for a value: its first cell in `pending`, what it must be, where it stands in the text.
#[derive(Clone, Copy)]
pub(super) struct Slot<'s> {
    pub(super) ty: &'s Type,
    pub(super) optional: bool,
    pub(super) cell: usize,
    pub(super) path: &'s Path<'s>,
}

/// A record that is being read.
struct Open<'d> {
    record: usize,
    declared: &'d Record,
    places: &'d RecordLayout,
    base: usize,
    /// The field whose key is tried first.
    next: usize,
    seen: Seen,
}

/// The fact of an absent key, until one is read.
const ABSENT: Cell = Cell { state: State::Unknown, value: 0 };

/// Which fields of a record have been read.
#[derive(Default)]
struct Seen {
    count: usize,
    first: u64,
    others: Vec<bool>,
}

impl Seen {
    /// Marks a field; says whether it was marked before.
    fn mark(&mut self, field: usize) -> bool {
        if field < 64 {
            let bit = 1 << field;
            let before = self.first & bit != 0;
            self.first |= bit;
            self.count = self.count.saturating_add(usize::from(!before));
            return before;
        }
        let index = field - 64;
        if self.others.len() <= index {
            self.others.resize(index + 1, false);
        }
        let before = self.others.get_mut(index).is_some_and(|it| std::mem::replace(it, true));
        self.count = self.count.saturating_add(usize::from(!before));
        before
    }

    fn has(&self, field: usize) -> bool {
        if field < 64 { self.first & (1 << field) != 0 } else { self.others.get(field - 64) == Some(&true) }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(rulebook: &'a Rulebook, layout: &'a Layout, text: &'a str, completeness: Completeness) -> Self {
        let case = Case {
            answers: vec![None; rulebook.judgements.len()],
            reasons: vec![Reason::Absent],
            text: String::with_capacity(text.len() / 8),
            cells: Vec::with_capacity(text.len() / 16),
            ..Case::default()
        };
        Self {
            rulebook,
            layout,
            cursor: Cursor::new(text),
            complete: completeness == Completeness::Complete,
            depth: 0,
            case,
            pending: Vec::with_capacity(text.len() / 16),
            faults: Faults::default(),
            evidence: Vec::new(),
            seen_judgements: false,
            seen_evidence: false,
        }
    }

    /// Reads the whole text.
    pub(super) fn read(&mut self) -> Step<()> {
        let width = self.reserve(&Type::Record(0));
        // The case comes first, the elements of its lists after it.
        self.case.cells.resize(width, ABSENT);
        if self.cursor.peek() == Some(b'{') {
            self.record(0, 0, &Path::ROOT)?;
        } else {
            self.cursor.skip()?;
            self.faults.wrong_type(String::new(), describe::of_type(self.rulebook, &Type::Record(0)));
        }
        if self.cursor.peek().is_some() {
            return self.cursor.malformed();
        }
        for (target, source) in self.case.cells.iter_mut().zip(&self.pending) {
            *target = *source;
        }
        Ok(())
    }

    /// The case, unless something was wrong.
    pub(super) fn finish(mut self) -> Result<Case, Vec<Refusal>> {
        self.attach_evidence();
        if self.is_too_large() {
            self.faults.refusals.push(faults::too_many_facts());
        }
        if self.faults.refusals.is_empty() { Ok(self.case) } else { Err(self.faults.refusals) }
    }

    /// Room for one value of this type at the end of `pending`; its width.
    fn reserve(&mut self, ty: &Type) -> usize {
        let width = usize::try_from(self.layout.width(ty)).unwrap_or(1);
        self.pending.resize(self.pending.len().saturating_add(width), ABSENT);
        width
    }

    fn is_too_large(&self) -> bool {
        self.case.cells.len().saturating_add(self.pending.len()) > GREATEST_CELLS
    }

    /// Any value: typed, `null` or unknown.
    pub(super) fn value(&mut self, slot: Slot<'_>) -> Step<()> {
        match (self.cursor.peek(), slot.ty) {
            (Some(b'n'), _) => self.null(slot),
            (Some(b'{'), Type::Record(record)) => self.record(*record, slot.cell, slot.path),
            (Some(b'{'), _) => self.stated_unknown(slot),
            (Some(b'['), Type::List { element, least, greatest }) => self.list(slot, element, (*least, *greatest)),
            (Some(b'['), _) => self.wrong_type(slot),
            _ => self.scalar(slot),
        }
    }

    pub(super) fn wrong_type(&mut self, slot: Slot<'_>) -> Step<()> {
        self.skip(slot.path)?;
        if self.faults.has_room() {
            self.faults.wrong_type(slot.path.pointer(), describe::of_type(self.rulebook, slot.ty));
        }
        Ok(())
    }

    /// Skips a value, which may still be too deep.
    pub(super) fn skip(&mut self, path: &Path<'_>) -> Step<()> {
        let inside = self.cursor.skip()?;
        if self.depth.saturating_add(inside) > GREATEST_DEPTH {
            self.too_deep(path);
        }
        Ok(())
    }

    fn too_deep(&mut self, path: &Path<'_>) {
        let message = wording!("isi kasus bertingkat terlalu dalam", "the case is nested too deeply");
        let expected = wording!("paling banyak {GREATEST_DEPTH} tingkat", "at most {GREATEST_DEPTH} levels");
        self.faults.add("C0103", path.pointer(), message, expected);
    }

    /// Goes one level down, unless that is too deep: then the value is skipped.
    fn enter(&mut self, path: &Path<'_>) -> Step<bool> {
        if self.depth >= GREATEST_DEPTH {
            self.cursor.skip()?;
            self.too_deep(path);
            return Ok(false);
        }
        self.depth = self.depth.saturating_add(1);
        Ok(true)
    }

    pub(super) fn set(&mut self, cell: usize, value: Cell) {
        if let Some(target) = self.pending.get_mut(cell) {
            *target = value;
        }
    }

    /// Gives all cells of a value one state.
    fn fill(&mut self, slot: Slot<'_>, value: Cell) {
        let width = usize::try_from(self.layout.width(slot.ty)).unwrap_or(1);
        if let Some(cells) = self.pending.get_mut(slot.cell..slot.cell.saturating_add(width)) {
            cells.fill(value);
        }
    }

    fn null(&mut self, slot: Slot<'_>) -> Step<()> {
        self.cursor.word("null")?;
        if slot.optional {
            self.fill(slot, Cell { state: State::Missing, value: 0 });
        } else if self.faults.has_room() {
            self.faults.null(slot.path.pointer(), describe::of_type(self.rulebook, slot.ty));
        }
        Ok(())
    }

    /// `{"unknown": "why"}` where a single value or a list would stand.
    fn stated_unknown(&mut self, slot: Slot<'_>) -> Step<()> {
        let start = self.cursor;
        self.cursor.require(b'{')?;
        self.cursor.peek();
        if self.cursor.take_key("unknown") {
            return self.unknown_reason(slot);
        }
        self.cursor = start;
        self.wrong_type(slot)
    }

    /// What follows `{"unknown"`.
    fn unknown_reason(&mut self, slot: Slot<'_>) -> Step<()> {
        self.cursor.require(b':')?;
        let why_path = slot.path.key("unknown");
        if let Some(why) = self.text(&why_path)? {
            let reason = i64::try_from(self.case.reasons.len()).unwrap_or(0);
            self.case.reasons.push(Reason::Stated(why.into_owned()));
            self.fill(slot, Cell { state: State::Unknown, value: reason });
        }
        while self.cursor.take(b',') {
            self.cursor.peek();
            let key = self.cursor.string()?;
            self.cursor.require(b':')?;
            let path = slot.path.key(&key);
            self.skip(&path)?;
            self.faults.unknown_field(path.pointer(), &key, std::iter::empty());
        }
        self.cursor.require(b'}')
    }

    /// `{…}` for a record whose presence is at `base`.
    fn record(&mut self, record: usize, base: usize, path: &Path<'_>) -> Step<()> {
        let (Some(declared), Some(places)) = (self.rulebook.records.get(record), self.layout.records.get(record))
        else {
            return self.skip(path);
        };
        if !self.enter(path)? {
            return Ok(());
        }
        self.cursor.require(b'{')?;
        let mut open = Open { record, declared, places, base, next: 0, seen: Seen::default() };
        if !self.cursor.take(b'}') {
            self.cursor.peek();
            let start = self.cursor;
            if self.cursor.take_key("unknown") && open.find("unknown").is_none() {
                self.depth = self.depth.saturating_sub(1);
                return self.unknown_reason(Slot { ty: &Type::Record(record), optional: false, cell: base, path });
            }
            self.cursor = start;
            self.fields(&mut open, path)?;
        }
        self.set(base, Cell::known(1));
        self.depth = self.depth.saturating_sub(1);
        if open.seen.count < declared.fields.len() {
            self.nothing_verified(&mut open);
        }
        if self.complete && open.seen.count < declared.fields.len() {
            self.report_absent(&open, path);
        }
        Ok(())
    }

    fn fields(&mut self, open: &mut Open<'a>, path: &Path<'_>) -> Step<()> {
        loop {
            self.cursor.peek();
            // Keys usually come in the order of the declaration: the next one is compared in place.
            match open.places.keys.get(open.next) {
                Some(key) if self.cursor.take_text(key) => self.field(open, open.next, path)?,
                _ => self.other_key(open, path)?,
            }
            if !self.cursor.take(b',') {
                return self.cursor.require(b'}');
            }
        }
    }

    fn other_key(&mut self, open: &mut Open<'a>, path: &Path<'_>) -> Step<()> {
        let key = self.cursor.string()?;
        self.cursor.require(b':')?;
        if let Some(index) = open.find(&key) {
            return self.field(open, index, path);
        }
        let below = path.key(&key);
        match (open.record, key.as_ref()) {
            (0, "judgements") if !std::mem::replace(&mut self.seen_judgements, true) => {
                self.judgements(&below).map(|_| ())
            }
            (0, "evidence") if !std::mem::replace(&mut self.seen_evidence, true) => {
                self.all_evidence(&below).map(|_| ())
            }
            (0, "judgements" | "evidence") => {
                self.skip(&below)?;
                self.faults.duplicate_key(below.pointer(), &key);
                Ok(())
            }
            _ => {
                self.skip(&below)?;
                let known = open.declared.fields.iter().map(|it| it.name.as_str());
                self.faults.unknown_field(below.pointer(), &key, known);
                Ok(())
            }
        }
    }

    /// The value of a declared field, its key and colon consumed.
    fn field(&mut self, open: &mut Open<'a>, index: usize, path: &Path<'_>) -> Step<()> {
        let (Some(field), Some(offset)) = (open.declared.fields.get(index), open.places.offsets.get(index)) else {
            return self.skip(path);
        };
        open.next = index.saturating_add(1);
        let below = path.key(&field.name);
        if open.seen.mark(index) {
            self.skip(&below)?;
            self.faults.duplicate_key(below.pointer(), &field.name);
            return Ok(());
        }
        let cell = open.base.saturating_add(usize::try_from(*offset).unwrap_or(0));
        self.value(Slot { ty: &field.ty, optional: field.optional, cell, path: &below })
    }

    /// Where a verifier has filled in nothing, there is none: nothing has to be said for that.
    fn nothing_verified(&mut self, open: &mut Open<'a>) {
        for (index, (field, offset)) in open.declared.fields.iter().zip(&open.places.offsets).enumerate() {
            if field.verifies.is_some() && !open.seen.has(index) {
                open.seen.mark(index);
                let cell = open.base.saturating_add(usize::try_from(*offset).unwrap_or(0));
                self.set(cell, Cell { state: State::Missing, value: 0 });
            }
        }
    }

    fn report_absent(&mut self, open: &Open<'a>, path: &Path<'_>) {
        for (index, field) in open.declared.fields.iter().enumerate() {
            if !open.seen.has(index) {
                self.faults.absent(path.key(&field.name).pointer(), &field.name);
            }
        }
    }

    /// `[…]`: the elements are gathered at the end of `pending` and move to the case together.
    fn list(&mut self, slot: Slot<'_>, element: &Type, bounds: (u32, u32)) -> Step<()> {
        if !self.enter(slot.path)? {
            return Ok(());
        }
        self.cursor.require(b'[')?;
        let base = self.pending.len();
        let mut length = 0;
        if !self.cursor.take(b']') {
            loop {
                self.element(
                    slot.path.index(length),
                    element,
                    length < usize::try_from(bounds.1).unwrap_or(usize::MAX),
                )?;
                length = length.saturating_add(1);
                if !self.cursor.take(b',') {
                    break;
                }
            }
            self.cursor.require(b']')?;
        }
        self.depth = self.depth.saturating_sub(1);
        if length > usize::try_from(bounds.1).unwrap_or(usize::MAX) || length < usize::try_from(bounds.0).unwrap_or(0) {
            self.faults.list_length(slot.path.pointer(), length, bounds);
        }
        let start = self.case.cells.len();
        self.case.cells.extend_from_slice(self.pending.get(base..).unwrap_or(&[]));
        self.pending.truncate(base);
        self.set(slot.cell, Cell::known(packed(start, length)));
        Ok(())
    }

    fn element(&mut self, path: Path<'_>, ty: &Type, wanted: bool) -> Step<()> {
        if !wanted || self.is_too_large() {
            return self.skip(&path);
        }
        let cell = self.pending.len();
        self.reserve(ty);
        self.value(Slot { ty, optional: false, cell, path: &path })
    }
}

/// Start and length in one integer, as a cell holds them.
pub(super) fn packed(start: usize, length: usize) -> i64 {
    let low = |it: usize| i64::from(u32::try_from(it).unwrap_or(u32::MAX));
    low(start) << 32 | low(length)
}

impl Open<'_> {
    /// The index of a field; the names of a large record are searched in order.
    fn find(&self, name: &str) -> Option<usize> {
        let fields = &self.declared.fields;
        if fields.len() <= 16 {
            return fields.iter().position(|it| it.name == name);
        }
        let field_name =
            |index: &u32| usize::try_from(*index).ok().and_then(|it| fields.get(it)).map(|it| it.name.as_str());
        let found = self.places.by_name.binary_search_by(|index| field_name(index).cmp(&Some(name))).ok()?;
        self.places.by_name.get(found).and_then(|index| usize::try_from(*index).ok())
    }
}
