//! What a case must satisfy so as not to contradict itself.
//!
//! Knows nothing of: decisions, how a case is read.

use super::Evaluator;
use crate::engine::case::{Case, Refusal};
use crate::engine::program::Program;
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The requirements that the case certainly breaks, at every fact that they read.
#[must_use]
pub fn requirements(program: &Program, case: &Case) -> Vec<Refusal> {
    Evaluator::new(program, case).broken_requirements()
}

impl Evaluator<'_> {
    /// As [`requirements`]; nothing must have been ruled before, or everything again afterwards.
    #[must_use]
    pub fn broken_requirements(&self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if self.program.requirements.is_empty() {
            return refusals;
        }
        self.do_steps(&self.program.requirement_steps);
        for (plan, requirement) in self.program.requirements.iter().zip(&self.program.rulebook.requirements) {
            if self.truth_at(plan.condition, 0) != Truth::No {
                continue;
            }
            let whole = [String::new()];
            let pointers = if plan.pointers.is_empty() { &whole[..] } else { &plan.pointers[..] };
            refusals.extend(pointers.iter().map(|pointer| Refusal {
                pointer: pointer.clone(),
                code: "C0201",
                message: requirement.message.clone(),
                expected: Wording::default(),
            }));
        }
        refusals
    }
}
