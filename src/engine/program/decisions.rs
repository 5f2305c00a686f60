//! What has to be done to rule one decision: the steps before it, its rules, who overrides whom.
//!
//! Knows nothing of: the typed tree, evaluation.

use super::index::RuleIndex;
use super::instruction::{NodeId, Place, Stretch};

/// One thing without an element that is worked out once for a case.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Criterion {
        id: u32,
        node: NodeId,
    },
    /// A criterion whose condition is a conjunction in a row.
    Row {
        id: u32,
        row: Stretch,
    },
    Definition {
        id: u32,
        node: NodeId,
    },
    Decision(u32),
}

/// A decision, ready to be ruled. Rules are numbered by their position in it.
#[derive(Debug, Default)]
pub(crate) struct DecisionPlan {
    /// Everything that it reads.
    pub(crate) whole: Reading,
    /// The same without definitions that only reasons, validity and duties read.
    pub(crate) outcome: Reading,
    /// Indices in the rulebook.
    pub(crate) rules: Vec<u32>,
    pub(crate) conditions: Vec<NodeId>,
    pub(crate) outcomes: Vec<u32>,
    pub(crate) beats: Relation,
    pub(crate) beaten_by: Relation,
    pub(crate) otherwise: u32,
    pub(crate) for_every: Option<ForEveryPlan>,
    pub(crate) index: RuleIndex,
}

/// What has to be worked out, and what is told of it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Each after what it reads.
    pub(crate) steps: Vec<Step>,
    /// In file order.
    pub(crate) criteria: Vec<u32>,
    /// In file order; whether it is a text.
    pub(crate) definitions: Vec<(u32, bool)>,
}

/// The list of a decision `for every`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ForEveryPlan {
    pub(crate) list: Place,
    pub(crate) width: u32,
}

/// A requirement, with the JSON pointers of the facts that it reads.
#[derive(Debug)]
pub(crate) struct RequirementPlan {
    pub(crate) condition: NodeId,
    pub(crate) pointers: Vec<String>,
}

/// For each of some numbers a row of others, in two arrays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relation {
    /// Where each row starts, and where the last one ends.
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Relation {
    /// One row after the other.
    pub(crate) fn new<'t>(rows: impl Iterator<Item = &'t [u32]>) -> Self {
        let mut relation = Self { starts: vec![0], targets: Vec::new() };
        for row in rows {
            relation.targets.extend_from_slice(row);
            relation.starts.push(u32::try_from(relation.targets.len()).unwrap_or(u32::MAX));
        }
        relation
    }

    /// The row of a number; empty beyond the last one.
    #[inline]
    pub(crate) fn row(&self, number: u32) -> &[u32] {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let (Some(start), Some(end)) = (self.starts.get(index), self.starts.get(index.saturating_add(1))) else {
            return &[];
        };
        let range = usize::try_from(*start).unwrap_or(0)..usize::try_from(*end).unwrap_or(0);
        self.targets.get(range).unwrap_or(&[])
    }
}
