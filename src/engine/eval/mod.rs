//! Carries out compiled rules on one case: conditions in three values, everything else as an integer or unknown.
//!
//! Nothing is allocated but the result, and the scratch space can be used again. Knows nothing of: rule text, JSON, reasons.

mod dates;
pub(crate) mod decide;
mod integers;
mod lists;
mod requirements;
mod rulings;
mod tables;
#[cfg(test)]
pub(crate) mod tests;
mod truths;

use super::case::{Case, Cell as Fact, State};
use super::program::{Instruction, NodeId, OF_CASE, Program};
use super::value::Truth;
pub use requirements::requirements;
use std::cell::{Cell, RefCell};

/// How many elements may be bound at once, all declarations that call one another together. The stack is finite: what
/// lies deeper is unknown.
const GREATEST_LOCALS: usize = 128;

/// The first cell of an element that is not there: beyond every case, so that all its facts are unknown.
const NOWHERE: u32 = u32::MAX / 2;

/// Room for one evaluation at a time.
#[derive(Debug)]
pub struct Scratch {
    /// First cells of the elements that are bound.
    locals: Vec<Cell<u32>>,
    criteria: Vec<Cell<Truth>>,
    definitions: Vec<Cell<Option<i64>>>,
    /// The outcome of a decision that is decided.
    decided: Vec<Cell<Option<u32>>>,
    columns: Vec<Cell<Option<i64>>>,
    deciding: RefCell<rulings::Room>,
}

impl Scratch {
    /// Room for any evaluation of this program.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let book = &program.rulebook;
        Self {
            locals: vec![Cell::new(NOWHERE); GREATEST_LOCALS],
            criteria: vec![Cell::new(Truth::Unknown); book.criteria.len()],
            definitions: vec![Cell::new(None); book.definitions.len()],
            decided: vec![Cell::new(None); book.decisions.len()],
            columns: vec![Cell::new(None); program.table_scratch],
            deciding: RefCell::default(),
        }
    }
}

/// What has been worked out so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Nothing,
    /// What this decision reads.
    Decision(usize),
    /// What its outcome depends on.
    Outcome(usize),
    Everything,
}

/// One case under one program.
#[derive(Debug)]
pub struct Evaluator<'a> {
    program: &'a Program,
    case: &'a Case,
    /// Of the case.
    cells: &'a [Fact],
    text: &'a [u8],
    scratch: Scratch,
    done: Cell<Done>,
}

impl<'a> Evaluator<'a> {
    /// Nothing is evaluated yet.
    #[must_use]
    pub fn new(program: &'a Program, case: &'a Case) -> Self {
        Self::with_scratch(program, case, Scratch::new(program))
    }

    /// The same in room that was used before, for the same program.
    #[must_use]
    pub fn with_scratch(program: &'a Program, case: &'a Case, scratch: Scratch) -> Self {
        let (cells, text) = (&case.cells[..], case.text.as_bytes());
        Self { program, case, cells, text, scratch, done: Cell::new(Done::Nothing) }
    }

    /// Gives the room back.
    #[must_use]
    pub fn into_scratch(self) -> Scratch {
        self.scratch
    }

    /// Goes on with another case, in the same room.
    pub fn turn_to(&mut self, case: &'a Case) {
        (self.case, self.cells, self.text) = (case, &case.cells, case.text.as_bytes());
        self.done.set(Done::Nothing);
    }

    /// The truth of a condition, with elements as they are bound.
    #[must_use]
    pub fn truth(&self, node: NodeId) -> Truth {
        self.do_everything();
        self.truth_at(node, 0)
    }

    /// The value of anything else (and of a condition: 1 or 0); `None` is unknown. Of a text, what [`Self::text`] takes.
    #[must_use]
    pub fn integer(&self, node: NodeId) -> Option<i64> {
        self.do_everything();
        self.integer_at(node, 0)
    }

    /// The text that a value stands for.
    #[must_use]
    pub fn text(&self, value: i64) -> &str {
        if let Ok(number) = usize::try_from(!value) {
            return self.program.texts.get(number).map_or("", String::as_str);
        }
        self.case.text_of(Fact::known(value))
    }

    /// Lets the element whose first cell is `base` be number `depth` for [`Self::truth`] and [`Self::integer`].
    pub fn bind(&self, depth: usize, base: u32) {
        // What is worked out once binds elements itself: it must not come between.
        self.do_everything();
        self.set_local(depth, base);
    }

    fn set_local(&self, depth: usize, base: u32) {
        if let Some(local) = self.scratch.locals.get(depth) {
            local.set(base);
        }
    }

    /// Works out all that is worked out once for a case.
    fn do_everything(&self) {
        if self.done.get() != Done::Everything {
            self.do_steps(&self.program.order);
            self.done.set(Done::Everything);
        }
    }

    #[inline]
    fn instruction(&self, node: NodeId) -> &'a Instruction {
        self.program.nodes.get(node.0 as usize).unwrap_or(&Instruction::Unknown)
    }

    /// The number of a cell: `offset` from the start of the case or of an element.
    #[inline]
    fn address(&self, depth: u8, offset: u32, frame: u32) -> u32 {
        if depth == OF_CASE {
            return offset;
        }
        let local = self.scratch.locals.get(frame.wrapping_add(u32::from(depth)) as usize).map_or(NOWHERE, Cell::get);
        local.saturating_add(offset)
    }

    #[inline]
    fn fact(&self, depth: u8, offset: u32, frame: u32) -> Fact {
        self.cell(self.address(depth, offset, frame))
    }

    #[inline]
    fn cell(&self, address: u32) -> Fact {
        let unknown = Fact { state: State::Unknown, value: 0 };
        self.cells.get(address as usize).copied().unwrap_or(unknown)
    }

    /// The bytes of a text value.
    #[inline]
    fn bytes(&self, value: i64) -> &[u8] {
        if value < 0 {
            return self.text(value).as_bytes();
        }
        let (start, length) = Fact::known(value).range();
        self.text.get(start..start.saturating_add(length)).unwrap_or(&[])
    }

    /// Binds the argument of a call; the frame of its body. `None` when too many calls lie in one another.
    #[inline]
    fn enter(&self, depth: u8, shift: u8, offset: u32, frame: u32) -> Option<u32> {
        let base = self.address(depth, offset, frame);
        let inner = frame.wrapping_add(u32::from(shift));
        self.scratch.locals.get(inner as usize)?.set(base);
        Some(inner)
    }
}
