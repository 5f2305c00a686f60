//! How many steps an expression may take at worst: lists within lists multiply.
//!
//! Knows nothing of: how long a step is.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::types::{Expr, ExprKind, Node, Type};
use crate::wording;

/// More than this takes too long for one ruling.
const MOST_STEPS: u64 = 10_000_000;

impl Typer<'_, '_> {
    /// The steps of these expressions together; reported, and taken for one, if they are too many.
    pub(super) fn affordable(&mut self, parts: &[&Expr]) -> u64 {
        let cost = parts.iter().fold(0_u64, |sum, it| sum.saturating_add(self.cost(it)));
        let Some(first) = parts.iter().max_by_key(|it| self.cost(it)).filter(|_| cost > MOST_STEPS) else {
            return cost;
        };
        self.error(
            Code::TooCostly,
            first.span,
            wording!(
                "perhitungan ini dapat memerlukan {cost} langkah, paling banyak {MOST_STEPS}",
                "this may take {cost} steps, at most {MOST_STEPS} are allowed"
            ),
        )
        .label(wording!("daftar di dalam daftar", "lists within lists"))
        .help(wording!(
            "perkecil jumlah paling banyak dari daftarnya, atau kurangi daftar di dalam daftar",
            "lower the maxima of the lists, or nest fewer lists"
        ));
        1
    }

    fn cost(&self, expr: &Expr) -> u64 {
        let inside = expr.parts().into_iter().fold(0_u64, |sum, it| sum.saturating_add(self.cost(it)));
        let times = match &expr.kind {
            ExprKind::Quantified { list, .. } | ExprKind::Aggregate { list, .. } => match &list.ty {
                Type::List { greatest, .. } => u64::from(*greatest),
                _ => 1,
            },
            _ => 1,
        };
        let named = match &expr.kind {
            ExprKind::Definition { id, argument: Some(_) } => self.cost_of(Node::Definition(*id)),
            ExprKind::Criterion { id, argument: Some(_) } => self.cost_of(Node::Criterion(*id)),
            _ => 1,
        };
        // A step for each element, even if nothing is asked of it.
        inside.saturating_add(u64::from(times > 1)).saturating_mul(times).saturating_add(named)
    }

    fn cost_of(&self, node: Node) -> u64 {
        self.costs.get(&node).copied().unwrap_or(1)
    }
}
