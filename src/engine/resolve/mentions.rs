//! Which names an expression mentions, before anything is known about them.
//!
//! Knows nothing of: what names stand for.

use crate::engine::syntax::tree::{Cell, CellKind, Expr, ExprKind, Meaning, Table};

/// Shows every name that stands at the head of a path, or is applied to an element.
pub(super) fn in_expr<'t>(expr: &'t Expr, see: &mut impl FnMut(&'t str)) {
    match &expr.kind {
        ExprKind::Path(path) => see(&path.head.text),
        ExprKind::Apply { name, argument: _ } => see(&name.text),
        ExprKind::Default { default, .. } => in_expr(default, see),
        ExprKind::Not(inner) => in_expr(inner, see),
        ExprKind::All(inner) | ExprKind::Any(inner) => inner.iter().for_each(|it| in_expr(it, see)),
        ExprKind::Is { value, target, .. } => in_all([&**value, target], see),
        ExprKind::IsIn { value, options, .. } => {
            in_expr(value, see);
            in_all(options, see);
        }
        ExprKind::Within { value, period, anchor, .. } => in_all([&**value, period, anchor], see),
        ExprKind::Compare { left, right, .. } | ExprKind::Divide { left, right, .. } => in_all([&**left, right], see),
        ExprKind::Arithmetic { .. } => in_chain(expr, see),
        ExprKind::If { condition, then, otherwise } => in_all([&**condition, then, otherwise], see),
        ExprKind::Quantified { filter, body, .. } => in_all(filter.as_deref().into_iter().chain([&**body]), see),
        ExprKind::Aggregate { filter, value, .. } => {
            in_all(filter.as_deref().into_iter().chain(value.as_deref()), see);
        }
        ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Date(_)
        | ExprKind::Truth(_)
        | ExprKind::Period { .. }
        | ExprKind::Given(_)
        | ExprKind::Missing(_)
        | ExprKind::Broken => {}
    }
}

fn in_all<'t>(parts: impl IntoIterator<Item = &'t Expr>, see: &mut impl FnMut(&'t str)) {
    for part in parts {
        in_expr(part, see);
    }
}

/// A sum may be a thousand operands deep on its left side: no recursion there.
fn in_chain<'t>(expr: &'t Expr, see: &mut impl FnMut(&'t str)) {
    let mut left_most = expr;
    while let ExprKind::Arithmetic { left, right, .. } = &left_most.kind {
        in_expr(right, see);
        left_most = left;
    }
    in_expr(left_most, see);
}

pub(super) fn in_meaning<'t>(meaning: &'t Meaning, see: &mut impl FnMut(&'t str)) {
    if let Meaning::Expr(expr) = meaning {
        in_expr(expr, see);
    }
}

pub(super) fn in_table<'t>(table: &'t Table, see: &mut impl FnMut(&'t str)) {
    in_all(&table.columns, see);
    for row in &table.rows {
        row.cells.iter().for_each(|it| in_cell(it, see));
        in_expr(&row.result, see);
    }
}

fn in_cell<'t>(cell: &'t Cell, see: &mut impl FnMut(&'t str)) {
    match &cell.kind {
        CellKind::Any => {}
        CellKind::Compare(_, value) => in_expr(value, see),
        CellKind::Range { from, to, .. } => in_all([from, to], see),
        CellKind::OneOf(values) => in_all(values, see),
    }
}
