//! Rules are read once and evaluated many times: what is evaluated for every case is written out again in a form that is
//! quick to walk. Calls are replaced by what they call, parts of a conjunction lie in a row.
//!
//! Knows nothing of: the typed tree, evaluation.

use super::compile::{Parts, number_of};
use super::instruction::{Filter, Instruction, Loop, NodeId, OF_CASE, Place, Stretch, Stride};
use super::ladder::Ladder;
use super::presence::Presences;
use super::rows::{of_case, push_joined};

/// How deep calls are replaced, and how many instructions that may add: the rest stay calls.
const GREATEST_LEVEL: usize = 16;
const GREATEST_GROWTH: usize = 200_000;
/// Calls inside so many bound elements stay calls.
const GREATEST_BASE: u8 = 50;

/// Where what a piece of code reads really lies, after the calls around it are gone.
#[derive(Clone, Copy)]
struct Map {
    /// The element that the piece calls number 0.
    zero: Place,
    /// What is added to the other numbers.
    base: u8,
    level: usize,
}

const ROOT: Map = Map { zero: Place { depth: 0, offset: 0 }, base: 0, level: 0 };

/// Optimisation in progress.
pub(super) struct Optimiser<'p> {
    parts: &'p mut Parts,
    presences: Presences,
    /// Room left for growth.
    room: usize,
}

impl<'p> Optimiser<'p> {
    pub(super) fn new(parts: &'p mut Parts, presences: Presences) -> Self {
        let room = parts.nodes.len().saturating_mul(4).saturating_add(GREATEST_GROWTH);
        Self { parts, presences, room }
    }

    /// The quick form of an instruction that is evaluated outside all calls.
    pub(super) fn root(&mut self, node: NodeId) -> NodeId {
        self.child(node, ROOT)
    }

    fn child(&mut self, node: NodeId, map: Map) -> NodeId {
        let instruction = self.rebuilt(node, map);
        NodeId(self.push(&[of_case(instruction)]).start)
    }

    /// Adds instructions in a row.
    fn push(&mut self, row: &[Instruction]) -> Stretch {
        let start = number_of(self.parts.nodes.len());
        self.parts.nodes.extend_from_slice(row);
        self.room = self.room.saturating_sub(row.len());
        Stretch { start, length: number_of(row.len()) }
    }

    fn instruction(&self, node: NodeId) -> Instruction {
        let index = usize::try_from(node.0).unwrap_or(usize::MAX);
        self.parts.nodes.get(index).copied().unwrap_or(Instruction::Unknown)
    }

    /// The quick form of an instruction; what it needs is added before.
    fn rebuilt(&mut self, node: NodeId, map: Map) -> Instruction {
        let instruction = map.moved(self.instruction(node));
        match instruction {
            Instruction::Call { .. } => self.call(node, instruction, map),
            Instruction::Not(inner) => match of_case(self.rebuilt(inner, map)) {
                Instruction::CaseGiven(fact) => Instruction::CaseMissing(fact),
                inner => Instruction::Not(NodeId(self.push(&[inner]).start)),
            },
            Instruction::All(parts) => self.row(parts, map, true),
            Instruction::Any(parts) => self.row(parts, map, false),
            Instruction::Quantified(number) => Instruction::Quantified(self.list(number, map)),
            Instruction::Aggregated(number) => Instruction::Aggregated(self.list(number, map)),
            Instruction::If { condition, then, otherwise } => Instruction::If {
                condition: self.child(condition, map),
                then: self.child(then, map),
                otherwise: self.child(otherwise, map),
            },
            Instruction::Compare { .. } => self.comparison(instruction, map),
            _ => self.calculation(instruction, map),
        }
    }

    fn calculation(&mut self, instruction: Instruction, map: Map) -> Instruction {
        match instruction {
            Instruction::Default { depth, offset, otherwise } => {
                Instruction::Default { depth, offset, otherwise: self.child(otherwise, map) }
            }
            Instruction::OneOf { value, options } => Instruction::OneOf { value: self.child(value, map), options },
            Instruction::Arithmetic { op, left, right } => {
                Instruction::Arithmetic { op, left: self.child(left, map), right: self.child(right, map) }
            }
            Instruction::Times { value, factor } => Instruction::Times { value: self.child(value, map), factor },
            Instruction::Shift { stride, back, calendar, date, period } => {
                let (date, period) = (self.child(date, map), self.child(period, map));
                Instruction::Shift { stride, back, calendar, date, period }
            }
            Instruction::Table(number) => match self.ladder(number) {
                Some((column, ladder)) => Instruction::Ladder { value: self.child(column, map), ladder },
                None => self.kept(instruction, map),
            },
            Instruction::Within(_)
            | Instruction::Divide(_)
            | Instruction::IfText { .. }
            | Instruction::CompareTexts { .. }
            | Instruction::TextOneOf { .. } => self.kept(instruction, map),
            simple => simple,
        }
    }

    /// A table over one integer, with its column.
    fn ladder(&mut self, number: u32) -> Option<(NodeId, u32)> {
        let table = self.parts.tables.get(usize::try_from(number).ok()?)?;
        let ladder = Ladder::new(table, |it| self.instruction(it))?;
        let column = table.columns.first().copied()?;
        self.parts.ladders.push(ladder);
        Some((column, number_of(self.parts.ladders.len().saturating_sub(1))))
    }

    /// Instructions with parts elsewhere stay as they are at the top, and are reached by a call further in.
    fn kept(&mut self, instruction: Instruction, map: Map) -> Instruction {
        if map.level == 0 {
            return instruction;
        }
        let body = NodeId(self.push(&[instruction]).start);
        Instruction::Call { body, depth: map.zero.depth, shift: map.base, offset: map.zero.offset }
    }

    fn call(&mut self, node: NodeId, moved: Instruction, map: Map) -> Instruction {
        let (Instruction::Call { body, depth, offset, .. }, Instruction::Call { shift, .. }) =
            (moved, self.instruction(node))
        else {
            return moved;
        };
        let base = map.base.saturating_add(shift);
        if map.level >= GREATEST_LEVEL || self.room == 0 || base > GREATEST_BASE {
            return Instruction::Call { body, depth, shift: base, offset };
        }
        self.rebuilt(body, Map { zero: Place { depth, offset }, base, level: map.level.saturating_add(1) })
    }

    /// A conjunction or disjunction whose parts lie in a row; those of the same kind inside it join it.
    fn row(&mut self, parts: Stretch, map: Map, all: bool) -> Instruction {
        let mut row = Vec::new();
        for part in self.operands(parts) {
            match (self.rebuilt(part, map), all) {
                (Instruction::AllOf(inner), true) | (Instruction::AnyOf(inner), false) => {
                    let inner = (inner.start..inner.start.saturating_add(inner.length)).map(NodeId);
                    for part in inner.map(|it| self.instruction(it)).collect::<Vec<_>>() {
                        if all { push_joined(&mut row, part, &self.presences) } else { row.push(part) }
                    }
                }
                (part, true) => push_joined(&mut row, of_case(part), &self.presences),
                (part, false) => row.push(of_case(part)),
            }
        }
        let stretch = self.push(&row);
        if all { Instruction::AllOf(stretch) } else { Instruction::AnyOf(stretch) }
    }

    fn operands(&self, parts: Stretch) -> Vec<NodeId> {
        let start = usize::try_from(parts.start).unwrap_or(usize::MAX);
        let length = usize::try_from(parts.length).unwrap_or(0);
        self.parts.operands.get(start..start.saturating_add(length)).unwrap_or(&[]).to_vec()
    }

    fn list(&mut self, number: u32, map: Map) -> u32 {
        let Some(it) = usize::try_from(number).ok().and_then(|it| self.parts.loops.get(it)).copied() else {
            return number;
        };
        let filter = match it.filter {
            Filter::All => Filter::All,
            Filter::SameText { offset, wanted } => Filter::SameText { offset, wanted: map.place(wanted) },
            Filter::Condition(condition) => Filter::Condition(self.child(condition, map)),
        };
        let body = it.body.map(|body| self.child(body, map));
        let depth = it.depth.saturating_add(map.base);
        self.parts.loops.push(Loop { list: map.place(it.list), depth, filter, body, ..it });
        number_of(self.parts.loops.len().saturating_sub(1))
    }

    fn comparison(&mut self, instruction: Instruction, map: Map) -> Instruction {
        let Instruction::Compare { op, left, right } = instruction else {
            return instruction;
        };
        let sides = (self.rebuilt(left, map), self.rebuilt(right, map));
        match sides {
            (Instruction::Definition(definition), Instruction::Constant(constant)) => {
                Instruction::CompareDefinition { op, definition, constant }
            }
            (Instruction::Constant(constant), Instruction::Definition(definition)) => {
                Instruction::CompareDefinition { op: op.mirrored(), definition, constant }
            }
            (Instruction::Fact { depth, offset }, moved) if self.months(moved).is_some() => {
                let (date, months) = self.months(moved).unwrap_or((left, 0));
                Instruction::CompareMoved { op, depth, offset, date, months }
            }
            (moved, Instruction::Fact { depth, offset }) if self.months(moved).is_some() => {
                let (date, months) = self.months(moved).unwrap_or((right, 0));
                Instruction::CompareMoved { op: op.mirrored(), depth, offset, date, months }
            }
            (left, right) => {
                let row = self.push(&[left, right]).start;
                Instruction::Compare { op, left: NodeId(row), right: NodeId(row.saturating_add(1)) }
            }
        }
    }

    /// A date that is moved by a fixed number of months.
    fn months(&self, instruction: Instruction) -> Option<(NodeId, i32)> {
        let Instruction::Shift { stride: Stride::Months, back, date, period, .. } = instruction else { return None };
        let Instruction::Constant(count) = self.instruction(period) else { return None };
        Some((date, i32::try_from(if back { count.checked_neg()? } else { count }).ok()?))
    }
}

impl Map {
    fn place(self, place: Place) -> Place {
        match place.depth {
            OF_CASE => place,
            0 => Place { depth: self.zero.depth, offset: self.zero.offset.saturating_add(place.offset) },
            depth => Place { depth: depth.saturating_add(self.base), offset: place.offset },
        }
    }

    /// The instruction with the facts that it reads itself where they really lie.
    fn moved(self, instruction: Instruction) -> Instruction {
        let at = |depth: u8, offset: u32| {
            let place = self.place(Place { depth, offset });
            (place.depth, place.offset)
        };
        let mut moved = instruction;
        match &mut moved {
            Instruction::Fact { depth, offset }
            | Instruction::Given { depth, offset }
            | Instruction::Default { depth, offset, .. }
            | Instruction::Call { depth, offset, .. }
            | Instruction::CompareConstant { depth, offset, .. }
            | Instruction::InMask { depth, offset, .. } => (*depth, *offset) = at(*depth, *offset),
            Instruction::CompareFacts { depths, left, right, .. }
            | Instruction::CompareMonths { depths, left, right, .. }
            | Instruction::CompareTextFacts { depths, left, right, .. } => {
                (depths.0, *left) = at(depths.0, *left);
                (depths.1, *right) = at(depths.1, *right);
            }
            _ => {}
        }
        moved
    }
}
