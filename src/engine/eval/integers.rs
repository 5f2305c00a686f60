//! Numbers, dates, periods, enum values and texts, each in one integer; `None` is unknown.
//!
//! What does not fit is unknown, never a fault. Knows nothing of: conditions, decisions.

use super::Evaluator;
use crate::engine::case::State;
use crate::engine::program::{Instruction, NodeId, Operator};
use crate::engine::value::{Truth, number};

impl Evaluator<'_> {
    /// The value of any instruction; of a condition 1 or 0.
    pub(super) fn integer_at(&self, node: NodeId, frame: u32) -> Option<i64> {
        let it = self.instruction(node);
        match *it {
            Instruction::Constant(it) => Some(it),
            Instruction::Fact { depth, offset } => {
                let fact = self.fact(depth, offset, frame);
                (fact.state == State::Value).then_some(fact.value)
            }
            Instruction::Definition(id) => self.scratch.definitions.get(id as usize)?.get(),
            Instruction::If { .. }
            | Instruction::Call { .. }
            | Instruction::Default { .. }
            | Instruction::Ladder { .. }
            | Instruction::Arithmetic { .. }
            | Instruction::Shift { .. } => self.value_of(it, frame),
            _ if it.is_condition() => self.truth_at(node, frame).known().map(i64::from),
            _ => self.value_of(it, frame),
        }
    }

    /// The value of an instruction that is no condition.
    pub(super) fn value_of(&self, it: &Instruction, frame: u32) -> Option<i64> {
        match *it {
            Instruction::Constant(it) => Some(it),
            Instruction::Text(number) => Some(!i64::from(number)),
            Instruction::Definition(id) => self.scratch.definitions.get(id as usize)?.get(),
            Instruction::Default { depth, offset, otherwise } => {
                let fact = self.fact(depth, offset, frame);
                match fact.state {
                    State::Value => Some(fact.value),
                    State::Missing => self.integer_at(otherwise, frame),
                    State::Unknown => None,
                }
            }
            Instruction::Call { body, depth, shift, offset } => {
                let inner = self.enter(depth, shift, offset, frame)?;
                self.integer_at(body, inner)
            }
            Instruction::If { condition, then, otherwise } => self.either(condition, then, otherwise, frame, false),
            Instruction::IfText { condition, then, otherwise } => self.either(condition, then, otherwise, frame, true),
            Instruction::Arithmetic { op, left, right } => {
                calculated(op, self.integer_at(left, frame)?, self.integer_at(right, frame)?)
            }
            Instruction::Times { value, factor } => self.integer_at(value, frame)?.checked_mul(factor),
            Instruction::Shift { stride, back, calendar, date, period } => {
                let (date, count) = (self.integer_at(date, frame)?, self.integer_at(period, frame)?);
                self.shift(date, count, back, stride, calendar)
            }
            Instruction::Divide(number) => self.divide(number, frame),
            Instruction::Aggregated(number) => self.aggregated(number, frame),
            Instruction::Table(number) => self.table(number, frame),
            Instruction::Ladder { value, ladder } => {
                self.program.ladders.get(ladder as usize)?.result(self.integer_at(value, frame))
            }
            _ => None,
        }
    }

    /// While the condition is unknown, both sides may count: known only if they agree.
    fn either(&self, condition: NodeId, then: NodeId, otherwise: NodeId, frame: u32, texts: bool) -> Option<i64> {
        match self.truth_at(condition, frame) {
            Truth::Yes => self.integer_at(then, frame),
            Truth::No => self.integer_at(otherwise, frame),
            Truth::Unknown => {
                let (then, otherwise) = (self.integer_at(then, frame)?, self.integer_at(otherwise, frame)?);
                self.same(then, otherwise, texts).then_some(then)
            }
        }
    }

    /// Whether two known values are the same; texts by what they say.
    pub(super) fn same(&self, left: i64, right: i64, texts: bool) -> bool {
        left == right || (texts && self.bytes(left) == self.bytes(right))
    }

    fn divide(&self, number: u32, frame: u32) -> Option<i64> {
        let it = self.program.divisions.get(number as usize)?;
        let left = (self.integer_at(it.left.0, frame)?, it.left.1);
        let right = (self.integer_at(it.right.0, frame)?, it.right.1);
        number::divide(left, right, it.digits, it.rounding)
    }
}

fn calculated(op: Operator, left: i64, right: i64) -> Option<i64> {
    match op {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
    }
}
