//! Parts of a conjunction that lie in a row: those that ask about one fact of the case become one instruction.
//!
//! What is asked of facts inside a record needs no question whether the record is there: its facts are missing with it.
//! Knows nothing of: the typed tree, evaluation.

use super::instruction::{Comparison, Instruction, OF_CASE};
use super::presence::Presences;

/// The form for facts of the case itself, which need no look at what is bound.
pub(super) fn of_case(instruction: Instruction) -> Instruction {
    match instruction {
        Instruction::Given { depth: OF_CASE, offset } => Instruction::CaseGiven(offset),
        Instruction::CompareConstant { op, depth: OF_CASE, offset, constant } => {
            Instruction::CaseConstant { op, offset, constant }
        }
        Instruction::CompareFacts { op, depths: (OF_CASE, OF_CASE), left, right } => {
            Instruction::CaseFacts { op, left, right }
        }
        Instruction::CompareMonths { op, depths: (OF_CASE, OF_CASE), left, right, months } => {
            Instruction::CaseMonths { op, left, right, months }
        }
        other => other,
    }
}

/// Adds a part to a conjunction, joined with the last one if that says the same in one instruction.
pub(super) fn push_joined(row: &mut Vec<Instruction>, part: Instruction, presences: &Presences) {
    let joined = row.last().and_then(|last| match *last {
        Instruction::CaseGiven(given) => after_given(given, part, presences),
        Instruction::CaseGivenFacts { op: Comparison::LessOrEqual, left, right } => within(left, right, part),
        _ => None,
    });
    if joined.is_some() {
        row.pop();
    }
    row.push(joined.unwrap_or(part));
}

/// `given` is given, and `part`.
fn after_given(given: u32, part: Instruction, presences: &Presences) -> Option<Instruction> {
    let together = |fact: u32| presences.are_missing_together(given, fact);
    match part {
        Instruction::CaseFacts { op, left, right } if together(left) => {
            Some(Instruction::CaseGivenFacts { op, left, right })
        }
        Instruction::CaseFacts { op, left, right } if together(right) => {
            Some(Instruction::CaseGivenFacts { op: op.mirrored(), left: right, right: left })
        }
        Instruction::CaseConstant { op, offset, constant } if together(offset) => {
            Some(Instruction::CaseGivenConstant { op, offset, constant })
        }
        Instruction::CaseGiven(inner)
        | Instruction::CaseGivenFacts { left: inner, .. }
        | Instruction::CaseGivenConstant { offset: inner, .. }
            if presences.lies_in(inner, given) =>
        {
            Some(part)
        }
        _ => None,
    }
}

/// `fact` is given and at most `other`, and `part`.
fn within(fact: u32, other: u32, part: Instruction) -> Option<Instruction> {
    match part {
        Instruction::CaseMonths { op: Comparison::LessOrEqual, left, right, months }
            if left == other && right == fact =>
        {
            Some(Instruction::CaseWithinMonths { fact, other, months })
        }
        _ => None,
    }
}
