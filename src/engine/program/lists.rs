//! Quantifiers and aggregates.
//!
//! Knows nothing of: evaluation.

use super::compile::{Compiler, number_of};
use super::instruction::{Comparison, Filter, Instruction, Loop, LoopKind, NodeId, Place};
use crate::engine::types::{Expr, ExprKind, Read, Type};

impl<'r> Compiler<'r> {
    pub(super) fn over_list(&mut self, expr: &'r Expr) -> NodeId {
        let (kind, local, list, filter, body) = match &expr.kind {
            ExprKind::Quantified { quantifier, local, list, filter, body, .. } => {
                (LoopKind::Quantifier(*quantifier), *local, list, filter.as_deref(), Some(&**body))
            }
            ExprKind::Aggregate { aggregate, local, list, filter, value, .. } => {
                (LoopKind::Aggregate(*aggregate), *local, list, filter.as_deref(), value.as_deref())
            }
            _ => return self.add(Instruction::Unknown),
        };
        let place = self.place(list);
        let Some((element, depth)) = self.bind(list, local) else {
            return self.add(Instruction::Unknown);
        };
        let filter = filter.map(|it| self.expression(it));
        let body = body.map(|it| self.expression(it));
        self.scope.truncate(local);
        let Some(list) = place else {
            return self.add(Instruction::Unknown);
        };
        let filter = filter.map_or(Filter::All, |it| self.filter(it, depth));
        self.parts.loops.push(Loop { kind, list, width: self.layout.width(element), depth, filter, body });
        let number = number_of(self.parts.loops.len() - 1);
        self.add(match kind {
            LoopKind::Quantifier(_) => Instruction::Quantified(number),
            LoopKind::Aggregate(_) => Instruction::Aggregated(number),
        })
    }

    /// Binds the elements of a list at a depth.
    fn bind(&mut self, list: &'r Read, local: usize) -> Option<(&'r Type, u8)> {
        let Type::List { element, .. } = &list.ty else {
            return None;
        };
        let depth = u8::try_from(local).ok().filter(|it| *it < 200)?;
        self.scope.truncate(local);
        while self.scope.len() < local {
            self.scope.push(&Type::Broken);
        }
        self.scope.push(element);
        Some((element, depth))
    }

    /// A filter that only compares a text of the element with a text outside needs no instruction for each element.
    fn filter(&self, condition: NodeId, depth: u8) -> Filter {
        if let Instruction::CompareTextFacts { op: Comparison::Equal, depths, left, right } =
            self.instruction(condition)
        {
            if depths.0 == depth && depths.1 != depth {
                return Filter::SameText { offset: left, wanted: Place { depth: depths.1, offset: right } };
            }
            if depths.1 == depth && depths.0 != depth {
                return Filter::SameText { offset: right, wanted: Place { depth: depths.0, offset: left } };
            }
        }
        Filter::Condition(condition)
    }
}
