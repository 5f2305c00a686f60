//! Which facts of the case an expression reads, outside the elements of lists and also through definitions.
//!
//! Knows nothing of: the values of facts, criteria that are read (they show their facts themselves).

use crate::engine::case::Layout;
use crate::engine::types::{Body, Expr, ExprKind, Read, Rulebook, Type};

/// A fact of the case: where it stands in the JSON and in the cells.
#[derive(Clone, Debug, PartialEq)]
pub struct FactPlan {
    /// JSON pointer.
    pub pointer: String,
    /// The record and the field in it that the pointer ends at.
    pub record: usize,
    pub field: usize,
    pub ty: Type,
    /// The first cell.
    pub address: usize,
    /// Records around it, from the outside in, as indices of facts: where one of them is not there, it is shown instead.
    pub around: Vec<usize>,
}

/// Gathers facts; each is planned once.
#[derive(Debug)]
pub struct Facts<'a> {
    rulebook: &'a Rulebook,
    layout: &'a Layout,
    pub plans: Vec<FactPlan>,
}

impl<'a> Facts<'a> {
    /// No facts yet.
    #[must_use]
    pub const fn new(rulebook: &'a Rulebook, layout: &'a Layout) -> Self {
        Self { rulebook, layout, plans: Vec::new() }
    }

    /// The facts that an expression reads, in the order of reading, as indices in `plans`.
    pub fn of_expression(&mut self, expression: &Expr) -> Vec<usize> {
        let mut found = Vec::new();
        let rulebook = self.rulebook;
        every_read(rulebook, expression, &mut |read| {
            if read.local.is_none()
                && let Some(fact) = self.plan(&read.fields)
                && !found.contains(&fact)
            {
                found.push(fact);
            }
        });
        found
    }

    fn plan(&mut self, fields: &[usize]) -> Option<usize> {
        let (&field, outer) = fields.split_last()?;
        let (record, start, around, prefix) = if outer.is_empty() {
            (0, 0, Vec::new(), String::new())
        } else {
            let parent = self.plan(outer)?;
            let plan = self.plans.get(parent)?;
            let Type::Record(record) = plan.ty else { return None };
            let mut around = plan.around.clone();
            around.push(parent);
            (record, plan.address, around, plan.pointer.clone())
        };
        let declared = self.rulebook.records.get(record)?.fields.get(field)?;
        let offset = *self.layout.records.get(record)?.offsets.get(field)?;
        let pointer = format!("{prefix}/{}", declared.name);
        if let Some(known) = self.plans.iter().position(|it| it.pointer == pointer) {
            return Some(known);
        }
        let address = start.checked_add(usize::try_from(offset).ok()?)?;
        self.plans.push(FactPlan { pointer, record, field, ty: declared.ty.clone(), address, around });
        self.plans.len().checked_sub(1)
    }
}

/// Every read of an expression, also inside the definitions it reads (the checker lets no definition read itself).
fn every_read(rulebook: &Rulebook, expression: &Expr, visit: &mut dyn FnMut(&Read)) {
    if let Some(read) = direct_read(expression) {
        visit(read);
    }
    if let ExprKind::Definition { id, .. } = &expression.kind {
        match super::body_of(rulebook, *id) {
            Some(Body::Expr(body)) => every_read(rulebook, body, visit),
            Some(Body::Table(table)) => {
                let results = table.rows.iter().map(|row| &row.result);
                table.columns.iter().chain(results).for_each(|it| every_read(rulebook, it, visit));
            }
            None => {}
        }
    }
    for child in children(expression) {
        every_read(rulebook, child, visit);
    }
}

/// The read that stands in this very expression.
#[must_use]
pub fn direct_read(expression: &Expr) -> Option<&Read> {
    match &expression.kind {
        ExprKind::Read(read)
        | ExprKind::Given(read)
        | ExprKind::Default { value: read, .. }
        | ExprKind::Quantified { list: read, .. }
        | ExprKind::Aggregate { list: read, .. } => Some(read),
        _ => None,
    }
}

/// The expressions that this one is made of, in the order of writing.
#[must_use]
pub fn children(expression: &Expr) -> Vec<&Expr> {
    match &expression.kind {
        ExprKind::Default { default: one, .. }
        | ExprKind::Not(one)
        | ExprKind::OneOf { value: one, .. }
        | ExprKind::Rescale { value: one, .. } => vec![one],
        ExprKind::All(many) | ExprKind::Any(many) => many.iter().collect(),
        ExprKind::Compare { left, right, .. }
        | ExprKind::Arithmetic { left, right, .. }
        | ExprKind::Divide { left, right, .. } => vec![left, right],
        ExprKind::Within { value, period, anchor, .. } => vec![value, period, anchor],
        ExprKind::Shift { date, period, .. } => vec![date, period],
        ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
        ExprKind::Quantified { filter, body, .. } => filter.iter().chain([body]).map(AsRef::as_ref).collect(),
        ExprKind::Aggregate { filter, value, .. } => filter.iter().chain(value).map(AsRef::as_ref).collect(),
        ExprKind::Constant(_)
        | ExprKind::Read(_)
        | ExprKind::Parameter(_)
        | ExprKind::Definition { .. }
        | ExprKind::Criterion { .. }
        | ExprKind::Judgement(_)
        | ExprKind::DecisionIs { .. }
        | ExprKind::Given(_)
        | ExprKind::Broken => Vec::new(),
    }
}
