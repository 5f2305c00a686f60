//! Conditions: yes, no, or unknown, by strong Kleene logic.
//!
//! What is decided by its first parts is not looked at further: no other part could change it. Knows nothing of: rules,
//! decisions.

use super::Evaluator;
use crate::engine::case::{Cell as Fact, State};
use crate::engine::program::{Comparison, Instruction, NodeId, Stretch};
use crate::engine::value::{Truth, date};

impl Evaluator<'_> {
    pub(super) fn truth_at(&self, node: NodeId, frame: u32) -> Truth {
        match self.instruction(node) {
            Instruction::Known(it) => Truth::from_bool(it),
            Instruction::Fact { depth, offset } => {
                let fact = self.fact(depth, offset, frame);
                if fact.state == State::Value { Truth::from_bool(fact.value != 0) } else { Truth::Unknown }
            }
            Instruction::Given { depth, offset } => match self.fact(depth, offset, frame).state {
                State::Value => Truth::Yes,
                State::Missing => Truth::No,
                State::Unknown => Truth::Unknown,
            },
            Instruction::All(parts) => self.all(parts, frame),
            Instruction::Any(parts) => self.any(parts, frame),
            Instruction::Not(inner) => self.truth_at(inner, frame).negated(),
            Instruction::Criterion(id) => {
                self.scratch.criteria.get(id as usize).map_or(Truth::Unknown, std::cell::Cell::get)
            }
            Instruction::Call { body, depth, shift, offset } => {
                self.enter(depth, shift, offset, frame).map_or(Truth::Unknown, |inner| self.truth_at(body, inner))
            }
            Instruction::CompareConstant { op, depth, offset, constant } => {
                let fact = self.fact(depth, offset, frame);
                known(fact.state == State::Value, op.holds(fact.value, constant))
            }
            Instruction::CompareFacts { op, depths, left, right } => {
                let (left, right) = (self.fact(depths.0, left, frame), self.fact(depths.1, right, frame));
                let both = left.state == State::Value && right.state == State::Value;
                known(both, op.holds(left.value, right.value))
            }
            Instruction::CompareMonths { op, depths, left, right, months } => {
                let (left, right) = (self.fact(depths.0, left, frame), self.fact(depths.1, right, frame));
                months_later(op, left, right, months)
            }
            Instruction::InMask { depth, offset, mask } => in_mask(self.fact(depth, offset, frame), mask),
            Instruction::Compare { op, left, right } => self.compare(op, left, right, frame),
            Instruction::Quantified(number) => self.quantified(number, frame),
            _ => self.other_truth(node, frame),
        }
    }

    /// Conditions that are rarer.
    fn other_truth(&self, node: NodeId, frame: u32) -> Truth {
        match self.instruction(node) {
            Instruction::CompareTextFacts { op, depths, left, right } => {
                let (left, right) = (self.fact(depths.0, left, frame), self.fact(depths.1, right, frame));
                let both = left.state == State::Value && right.state == State::Value;
                known(both, both && op.holds(self.bytes(left.value), self.bytes(right.value)))
            }
            Instruction::CompareTexts { op, left, right } => {
                match (self.integer_at(left, frame), self.integer_at(right, frame)) {
                    (Some(left), Some(right)) => Truth::from_bool(op.holds(self.bytes(left), self.bytes(right))),
                    _ => Truth::Unknown,
                }
            }
            Instruction::OneOf { value, options } => self.integer_at(value, frame).map_or(Truth::Unknown, |value| {
                Truth::from_bool(self.constants(options).binary_search(&value).is_ok())
            }),
            Instruction::TextOneOf { value, options } => {
                self.integer_at(value, frame).map_or(Truth::Unknown, |value| {
                    let bytes = self.bytes(value);
                    Truth::from_bool(self.constants(options).iter().any(|it| self.bytes(!it) == bytes))
                })
            }
            Instruction::Judgement(id) => self.judgement(id),
            Instruction::DecisionIs { decision, outcome } => {
                let decided = self.scratch.decided.get(decision as usize).and_then(std::cell::Cell::get);
                decided.map_or(Truth::Unknown, |it| Truth::from_bool(it == outcome))
            }
            Instruction::Within(number) => self.within(number, frame),
            Instruction::Unknown => Truth::Unknown,
            _ => self.value_at(node, frame).map_or(Truth::Unknown, |it| Truth::from_bool(it != 0)),
        }
    }

    fn all(&self, parts: Stretch, frame: u32) -> Truth {
        let mut result = Truth::Yes;
        for part in self.operands(parts) {
            match self.truth_at(*part, frame) {
                Truth::No => return Truth::No,
                Truth::Unknown => result = Truth::Unknown,
                Truth::Yes => {}
            }
        }
        result
    }

    fn any(&self, parts: Stretch, frame: u32) -> Truth {
        let mut result = Truth::No;
        for part in self.operands(parts) {
            match self.truth_at(*part, frame) {
                Truth::Yes => return Truth::Yes,
                Truth::Unknown => result = Truth::Unknown,
                Truth::No => {}
            }
        }
        result
    }

    fn compare(&self, op: Comparison, left: NodeId, right: NodeId, frame: u32) -> Truth {
        match (self.integer_at(left, frame), self.integer_at(right, frame)) {
            (Some(left), Some(right)) => Truth::from_bool(op.holds(left, right)),
            _ => Truth::Unknown,
        }
    }

    /// The answer; until there is one, what is presumed; without that, unknown.
    fn judgement(&self, id: u32) -> Truth {
        if let Some(Some(answer)) = self.case.answers.get(id as usize) {
            return answer.answer;
        }
        let presumed = self.program.rulebook.judgements.get(id as usize).and_then(|it| it.presumed);
        presumed.map_or(Truth::Unknown, Truth::from_bool)
    }

    fn operands(&self, stretch: Stretch) -> &[NodeId] {
        let start = stretch.start as usize;
        self.program.operands.get(start..start.wrapping_add(stretch.length as usize)).unwrap_or(&[])
    }

    fn constants(&self, stretch: Stretch) -> &[i64] {
        let start = stretch.start as usize;
        self.program.constants.get(start..start.wrapping_add(stretch.length as usize)).unwrap_or(&[])
    }
}

/// Compares a date with another one that is moved by so many months.
fn months_later(op: Comparison, left: Fact, right: Fact, months: i32) -> Truth {
    if left.state != State::Value || right.state != State::Value {
        return Truth::Unknown;
    }
    let moved = date::add_months(right.value, i64::from(months));
    moved.map_or(Truth::Unknown, |it| Truth::from_bool(op.holds(left.value, it)))
}

fn in_mask(fact: Fact, mask: u64) -> Truth {
    let bit = u32::try_from(fact.value).ok().and_then(|it| mask.checked_shr(it)).unwrap_or(0);
    known(fact.state == State::Value, bit & 1 == 1)
}

/// What holds, if it is known.
#[inline]
const fn known(is_known: bool, holds: bool) -> Truth {
    if is_known { Truth::from_bool(holds) } else { Truth::Unknown }
}
