//! Instructions that do the work of several: comparing facts in place, folding what is constant.
//!
//! Knows nothing of: the typed tree, evaluation.

use super::compile::{Compiler, number_of};
use super::instruction::{Comparison, Instruction, NodeId, Stretch, Stride};
use crate::engine::types::Constant;

impl Compiler<'_> {
    pub(super) fn negation(&mut self, inner: NodeId) -> NodeId {
        match self.instruction(inner) {
            Instruction::Known(it) => self.add(Instruction::Known(!it)),
            Instruction::Not(it) => it,
            _ => self.add(Instruction::Not(inner)),
        }
    }

    /// Yes if all are; conjunctions inside are taken apart.
    pub(super) fn conjunction(&mut self, parts: Vec<NodeId>) -> NodeId {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match self.instruction(part) {
                Instruction::Known(false) => return part,
                Instruction::Known(true) => {}
                Instruction::All(inner) => flat.extend(self.operands(inner)),
                _ => flat.push(part),
            }
        }
        self.joined(&flat, true)
    }

    /// Yes if any is; disjunctions inside are taken apart.
    pub(super) fn disjunction(&mut self, parts: Vec<NodeId>) -> NodeId {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match self.instruction(part) {
                Instruction::Known(true) => return part,
                Instruction::Known(false) => {}
                Instruction::Any(inner) => flat.extend(self.operands(inner)),
                _ => flat.push(part),
            }
        }
        self.joined(&flat, false)
    }

    fn joined(&mut self, parts: &[NodeId], all: bool) -> NodeId {
        match parts {
            [] => self.add(Instruction::Known(all)),
            [one] => *one,
            _ => {
                let stretch = self.stretch(parts);
                self.add(if all { Instruction::All(stretch) } else { Instruction::Any(stretch) })
            }
        }
    }

    pub(super) fn operands(&self, stretch: Stretch) -> Vec<NodeId> {
        let start = usize::try_from(stretch.start).unwrap_or(usize::MAX);
        let length = usize::try_from(stretch.length).unwrap_or(0);
        self.parts.operands.get(start..start.saturating_add(length)).unwrap_or(&[]).to_vec()
    }

    pub(super) fn comparison(&mut self, op: Comparison, left: NodeId, right: NodeId, texts: bool) -> NodeId {
        let sides = (self.instruction(left), self.instruction(right));
        let fused = match sides {
            (Instruction::Fact { depth, offset: left }, Instruction::Fact { depth: other, offset: right }) if texts => {
                Some(Instruction::CompareTextFacts { op, depths: (depth, other), left, right })
            }
            _ if texts => Some(Instruction::CompareTexts { op, left, right }),
            (Instruction::Fact { depth, offset: left }, Instruction::Fact { depth: other, offset: right }) => {
                Some(Instruction::CompareFacts { op, depths: (depth, other), left, right })
            }
            (Instruction::Fact { depth, offset }, Instruction::Constant(constant)) => {
                Some(Instruction::CompareConstant { op, depth, offset, constant })
            }
            (Instruction::Constant(constant), Instruction::Fact { depth, offset }) => {
                Some(Instruction::CompareConstant { op: op.mirrored(), depth, offset, constant })
            }
            (Instruction::Constant(left), Instruction::Constant(right)) => {
                Some(Instruction::Known(op.holds(left, right)))
            }
            (fact, shift) => self.months(op, fact, shift).or_else(|| self.months(op.mirrored(), shift, fact)),
        };
        self.add(fused.unwrap_or(Instruction::Compare { op, left, right }))
    }

    /// `fact op other fact + months`
    fn months(&self, op: Comparison, fact: Instruction, shift: Instruction) -> Option<Instruction> {
        let Instruction::Fact { depth, offset: left } = fact else { return None };
        let Instruction::Shift { stride: Stride::Months, back, date, period, .. } = shift else { return None };
        let Instruction::Fact { depth: other, offset: right } = self.instruction(date) else { return None };
        let Instruction::Constant(count) = self.instruction(period) else { return None };
        let months = i32::try_from(if back { count.checked_neg()? } else { count }).ok()?;
        Some(Instruction::CompareMonths { op, depths: (depth, other), left, right, months })
    }

    pub(super) fn membership(&mut self, value: NodeId, options: &[Constant]) -> NodeId {
        if options.iter().any(|it| matches!(it, Constant::Text(_))) {
            let numbers = options.iter().filter_map(|it| match it {
                Constant::Text(text) => Some(i64::from(self.text(text))),
                _ => None,
            });
            let numbers: Vec<i64> = numbers.collect();
            let options = self.constants(&numbers);
            return self.add(Instruction::TextOneOf { value, options });
        }
        let mut integers: Vec<i64> = options.iter().filter_map(integer).collect();
        integers.sort_unstable();
        integers.dedup();
        if let (Instruction::Fact { depth, offset }, Some(mask)) = (self.instruction(value), mask(&integers)) {
            return self.add(Instruction::InMask { depth, offset, mask });
        }
        let options = self.constants(&integers);
        self.add(Instruction::OneOf { value, options })
    }

    fn constants(&mut self, values: &[i64]) -> Stretch {
        let start = number_of(self.parts.constants.len());
        self.parts.constants.extend_from_slice(values);
        Stretch { start, length: number_of(values.len()) }
    }

    pub(super) fn choice(&mut self, condition: NodeId, then: NodeId, otherwise: NodeId, texts: bool) -> NodeId {
        match self.instruction(condition) {
            Instruction::Known(true) => then,
            Instruction::Known(false) => otherwise,
            _ if texts => self.add(Instruction::IfText { condition, then, otherwise }),
            _ => self.add(Instruction::If { condition, then, otherwise }),
        }
    }

    pub(super) fn rescaled(&mut self, value: NodeId, factor: i64) -> NodeId {
        match self.instruction(value) {
            Instruction::Constant(it) if it.checked_mul(factor).is_some() => {
                self.add(Instruction::Constant(it.saturating_mul(factor)))
            }
            _ => self.add(Instruction::Times { value, factor }),
        }
    }
}

/// A constant as an integer; texts have none.
pub(super) fn integer(constant: &Constant) -> Option<i64> {
    match constant {
        Constant::Truth(it) => Some(i64::from(*it)),
        Constant::Integer(it) => Some(*it),
        Constant::Text(_) => None,
    }
}

/// The values as bits, if all are from 0 to 63.
fn mask(values: &[i64]) -> Option<u64> {
    values.iter().try_fold(0_u64, |mask, value| {
        let bit = u32::try_from(*value).ok().filter(|it| *it < 64)?;
        Some(mask | 1 << bit)
    })
}
