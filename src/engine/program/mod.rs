//! The compiled form of a rulebook: one flat array of small instructions, facts as offsets, constants worked in.
//!
//! Knows nothing of: rule text, cases, evaluation.

mod compile;
mod decisions;
mod declarations;
mod fuse;
mod index;
mod instruction;
mod ladder;
mod lists;
mod optimise;
mod presence;
mod rows;
mod tables;

use super::case::Layout;
use super::types::{Expr, Rulebook};
#[cfg(test)]
pub(crate) use decisions::Relation;
pub(crate) use decisions::{DecisionPlan, Reading, RequirementPlan, Step};
pub(crate) use index::{Keys, TextKeys};
pub use instruction::NodeId;
pub(crate) use instruction::*;
pub(crate) use ladder::Ladder;
use std::sync::Arc;

/// A rulebook that is ready to be evaluated, any number of times and from any thread.
#[derive(Debug)]
pub struct Program {
    pub rulebook: Arc<Rulebook>,
    pub layout: Layout,
    pub(crate) nodes: Vec<Instruction>,
    pub(crate) operands: Vec<NodeId>,
    pub(crate) constants: Vec<i64>,
    pub(crate) texts: Vec<String>,
    pub(crate) loops: Vec<Loop>,
    pub(crate) withins: Vec<Within>,
    pub(crate) divisions: Vec<Division>,
    pub(crate) tables: Vec<Table>,
    pub(crate) ladders: Vec<Ladder>,
    /// Cells that all tables together need for the values of their columns.
    pub(crate) table_scratch: usize,
    /// Everything without an element, each after what it reads.
    pub(crate) order: Vec<Step>,
    /// What the requirements need first.
    pub(crate) requirement_steps: Vec<Step>,
    pub(crate) decisions: Vec<DecisionPlan>,
    pub(crate) requirements: Vec<RequirementPlan>,
    /// The instruction of each typed expression.
    expressions: Vec<NodeId>,
}

impl Program {
    /// Compiles a rulebook that passed the check.
    #[must_use]
    pub fn compile(rulebook: Arc<Rulebook>) -> Self {
        let layout = Layout::new(&rulebook);
        let mut compiler = compile::Compiler::new(&rulebook, &layout);
        compiler.rulebook();
        let parts = compiler.parts;
        Self {
            layout,
            nodes: parts.nodes,
            operands: parts.operands,
            constants: parts.constants,
            texts: parts.texts,
            loops: parts.loops,
            withins: parts.withins,
            divisions: parts.divisions,
            tables: parts.tables,
            ladders: parts.ladders,
            table_scratch: parts.table_scratch,
            order: parts.order,
            requirement_steps: parts.requirement_steps,
            decisions: parts.decisions,
            requirements: parts.requirements,
            expressions: parts.expressions,
            rulebook,
        }
    }

    /// The instruction of a typed expression, by its id.
    #[must_use]
    pub fn node(&self, expression: u32) -> NodeId {
        let index = usize::try_from(expression).unwrap_or(usize::MAX);
        self.expressions.get(index).copied().unwrap_or(NodeId(u32::MAX))
    }

    /// The instruction of a typed expression.
    #[must_use]
    pub fn node_of(&self, expression: &Expr) -> NodeId {
        self.node(expression.id)
    }
}
