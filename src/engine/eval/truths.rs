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
            Instruction::AllOf(row) => self.all_of(*row, frame),
            it => self.truth_of(it, frame),
        }
    }

    /// The commonest conditions are worked out where they stand, without a call.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the loops over the parts of a condition are built around it")]
    pub(super) fn truth_of(&self, it: &Instruction, frame: u32) -> Truth {
        match *it {
            Instruction::CaseGiven(offset) => given(self.cell(offset)),
            Instruction::CaseFacts { op, left, right } => compared(op, self.cell(left), self.cell(right)),
            Instruction::CaseGivenFacts { op, left, right } => {
                let (left, right) = (self.cell(left), self.cell(right));
                if left.state == State::Missing { Truth::No } else { compared(op, left, right) }
            }
            Instruction::CaseWithinMonths { fact, other, months } => {
                let (fact, other) = (self.cell(fact), self.cell(other));
                within_months(fact, other, months)
            }
            Instruction::CaseMonths { op, left, right, months } => {
                compared_months(op, self.cell(left), self.cell(right), months)
            }
            Instruction::CaseGivenConstant { op, offset, constant } => {
                let fact = self.cell(offset);
                if fact.state == State::Missing { Truth::No } else { compared(op, fact, Fact::known(constant)) }
            }
            Instruction::CaseConstant { op, offset, constant } => {
                compared(op, self.cell(offset), Fact::known(constant))
            }
            Instruction::CaseMissing(offset) => given(self.cell(offset)).negated(),
            Instruction::CompareFacts { op, depths, left, right } => {
                compared(op, self.fact(depths.0, left, frame), self.fact(depths.1, right, frame))
            }
            Instruction::CompareConstant { op, depth, offset, constant } => {
                compared(op, self.fact(depth, offset, frame), Fact::known(constant))
            }
            Instruction::Criterion(id) => {
                self.scratch.criteria.get(id as usize).map_or(Truth::Unknown, std::cell::Cell::get)
            }
            Instruction::Fact { depth, offset } => {
                let fact = self.fact(depth, offset, frame);
                known(fact.state == State::Value, fact.value != 0)
            }
            _ => self.compound_truth(it, frame),
        }
    }

    /// Conditions with others inside, and comparisons that take longer.
    fn compound_truth(&self, it: &Instruction, frame: u32) -> Truth {
        match *it {
            Instruction::AllOf(row) => self.all_of(row, frame),
            Instruction::AnyOf(row) => disjunction(self.row(row).iter().map(|it| self.truth_of(it, frame))),
            Instruction::Given { depth, offset } => given(self.fact(depth, offset, frame)),
            Instruction::CompareMonths { op, depths, left, right, months } => {
                compared_months(op, self.fact(depths.0, left, frame), self.fact(depths.1, right, frame), months)
            }
            Instruction::CompareMoved { op, depth, offset, date, months } => {
                let fact = self.fact(depth, offset, frame);
                match self.integer_at(date, frame) {
                    Some(date) if fact.state == State::Value => months_later(op, fact.value, date, months),
                    _ => Truth::Unknown,
                }
            }
            Instruction::CompareDefinition { op, definition, constant } => {
                let value = self.scratch.definitions.get(definition as usize).and_then(std::cell::Cell::get);
                value.map_or(Truth::Unknown, |it| Truth::from_bool(op.holds(it, constant)))
            }
            Instruction::Quantified(number) => self.quantified(number, frame),
            Instruction::Not(inner) => self.truth_at(inner, frame).negated(),
            Instruction::InMask { depth, offset, mask } => in_mask(self.fact(depth, offset, frame), mask),
            Instruction::Compare { op, left, right } => self.compare(op, left, right, frame),
            Instruction::Call { body, depth, shift, offset } => {
                self.enter(depth, shift, offset, frame).map_or(Truth::Unknown, |inner| self.truth_at(body, inner))
            }
            Instruction::All(parts) => conjunction(self.operands(parts).map(|it| self.truth_at(it, frame))),
            Instruction::Any(parts) => disjunction(self.operands(parts).map(|it| self.truth_at(it, frame))),
            Instruction::Known(it) => Truth::from_bool(it),
            _ => self.other_truth(it, frame),
        }
    }

    /// Conditions that are rarer.
    fn other_truth(&self, it: &Instruction, frame: u32) -> Truth {
        match *it {
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
            _ => self.value_of(it, frame).map_or(Truth::Unknown, |it| Truth::from_bool(it != 0)),
        }
    }

    /// Whether all instructions in a row hold.
    #[inline(never)]
    pub(super) fn all_of(&self, row: Stretch, frame: u32) -> Truth {
        conjunction(self.row(row).iter().map(|it| self.truth_of(it, frame)))
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

    /// Instructions that lie in a row.
    fn row(&self, stretch: Stretch) -> &[Instruction] {
        let start = stretch.start as usize;
        self.program.nodes.get(start..start.wrapping_add(stretch.length as usize)).unwrap_or(&[])
    }

    fn operands(&self, stretch: Stretch) -> impl Iterator<Item = NodeId> {
        let start = stretch.start as usize;
        let row = self.program.operands.get(start..start.wrapping_add(stretch.length as usize));
        row.unwrap_or(&[]).iter().copied()
    }

    fn constants(&self, stretch: Stretch) -> &[i64] {
        let start = stretch.start as usize;
        self.program.constants.get(start..start.wrapping_add(stretch.length as usize)).unwrap_or(&[])
    }
}

/// Kleene conjunction, looked at until a part is not met.
#[inline]
fn conjunction(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::Yes;
    for part in parts {
        match part {
            Truth::No => return Truth::No,
            Truth::Unknown => result = Truth::Unknown,
            Truth::Yes => {}
        }
    }
    result
}

/// Kleene disjunction, looked at until a part is met.
#[inline]
fn disjunction(parts: impl Iterator<Item = Truth>) -> Truth {
    conjunction(parts.map(Truth::negated)).negated()
}

#[inline]
fn within_months(fact: Fact, other: Fact, months: i32) -> Truth {
    if fact.state == State::Missing {
        return Truth::No;
    }
    if fact.state != State::Value || other.state != State::Value {
        return Truth::Unknown;
    }
    if fact.value > other.value {
        return Truth::No;
    }
    months_later(Comparison::LessOrEqual, other.value, fact.value, months)
}

/// Compares a date with another one that is moved by so many months. So many months are never further than eight days
/// from as many average ones: mostly that is enough to know.
fn months_later(op: Comparison, left: i64, right: i64, months: i32) -> Truth {
    let about = right.saturating_add(average_days(months));
    let (first, last) = (about.saturating_sub(8), about.saturating_add(8));
    if date::FIRST <= first && last <= date::LAST {
        if left < first {
            return Truth::from_bool(op.holds(0, 1));
        }
        if last < left {
            return Truth::from_bool(op.holds(1, 0));
        }
    }
    let moved = date::add_months(right, i64::from(months));
    moved.map_or(Truth::Unknown, |it| Truth::from_bool(op.holds(left, it)))
}

/// Four hundred years have 146,097 days.
const fn average_days(months: i32) -> i64 {
    (months as i64 * 146_097).div_euclid(4_800)
}

fn in_mask(fact: Fact, mask: u64) -> Truth {
    let bit = u32::try_from(fact.value).ok().and_then(|it| mask.checked_shr(it)).unwrap_or(0);
    known(fact.state == State::Value, bit & 1 == 1)
}

#[inline]
const fn given(fact: Fact) -> Truth {
    match fact.state {
        State::Value => Truth::Yes,
        State::Missing => Truth::No,
        State::Unknown => Truth::Unknown,
    }
}

#[inline]
fn compared(op: Comparison, left: Fact, right: Fact) -> Truth {
    let both = left.state == State::Value && right.state == State::Value;
    known(both, op.holds(left.value, right.value))
}

#[inline]
fn compared_months(op: Comparison, left: Fact, right: Fact, months: i32) -> Truth {
    let both = left.state == State::Value && right.state == State::Value;
    if both { months_later(op, left.value, right.value, months) } else { Truth::Unknown }
}

/// What holds, if it is known.
#[inline]
const fn known(is_known: bool, holds: bool) -> Truth {
    if is_known { Truth::from_bool(holds) } else { Truth::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_never_far_from_average_ones() {
        for months in (-50..50).chain([119, 120, 599, 600, 1_199, 1_201, 4_799, 4_800]) {
            for start in (-200_000_i64..100_000).step_by(89) {
                for day in start..start + 3 {
                    let moved = date::add_months(day, i64::from(months)).unwrap();
                    assert!((moved - day - average_days(months)).abs() < 8, "{day} + {months} months");
                }
            }
        }
    }

    #[test]
    fn the_short_way_compares_like_the_long_one() {
        let comparisons = [
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ];
        for op in comparisons {
            for (right, months) in
                [(19_000, 12), (19_000, -1), (19_418, 12), (date::LAST - 20, 1), (date::FIRST + 20, -1)]
            {
                for left in right - 460..right + 460 {
                    let moved = date::add_months(right, i64::from(months));
                    let long = moved.map_or(Truth::Unknown, |it| Truth::from_bool(op.holds(left, it)));
                    assert_eq!(months_later(op, left, right, months), long, "{left} {op:?} {right} + {months}");
                }
            }
        }
    }
}
