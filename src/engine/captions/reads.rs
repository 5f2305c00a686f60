//! Which facts of the case an expression reads, outside the elements of lists and also through definitions.
//!
//! Knows nothing of: the values of facts, criteria that are read (they show their facts themselves).

use std::collections::BTreeMap;

use crate::engine::case::Layout;
use crate::engine::types::{Body, Expr, ExprKind, Node, Read, Rulebook, Type};

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

/// Definitions that read each other deeper than this are not followed: the stack is finite.
const DEEPEST: usize = 64;

/// Gathers facts; each is planned once, each definition is searched once.
#[derive(Debug)]
pub struct Facts<'a> {
    rulebook: &'a Rulebook,
    layout: &'a Layout,
    pub plans: Vec<FactPlan>,
    by_pointer: BTreeMap<String, usize>,
    definitions: Vec<Option<Vec<usize>>>,
    depth: usize,
}

impl<'a> Facts<'a> {
    /// No facts yet.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, layout: &'a Layout) -> Self {
        let definitions = vec![None; rulebook.definitions.len()];
        let mut facts =
            Self { rulebook, layout, plans: Vec::new(), by_pointer: BTreeMap::new(), definitions, depth: 0 };
        for node in &rulebook.order {
            if let Node::Definition(id) = node {
                facts.of_definition(*id);
            }
        }
        facts
    }

    /// The facts that an expression reads, in the order of reading, as indices in `plans`.
    pub fn of_expression(&mut self, expression: &Expr) -> Vec<usize> {
        let mut found = Vec::new();
        self.search(expression, &mut found);
        found
    }

    fn search(&mut self, expression: &Expr, found: &mut Vec<usize>) {
        if let Some(read) = direct_read(expression)
            && read.local.is_none()
        {
            add_all(found, self.plan(&read.fields));
        }
        if let ExprKind::Definition { id, .. } = &expression.kind {
            add_all(found, self.of_definition(*id));
        }
        for child in expression.parts() {
            self.search(child, found);
        }
    }

    fn of_definition(&mut self, id: usize) -> Vec<usize> {
        if let Some(known) = self.definitions.get(id).and_then(Option::as_ref) {
            return known.clone();
        }
        let mut found = Vec::new();
        if self.depth >= DEEPEST {
            return found;
        }
        self.depth = self.depth.saturating_add(1);
        match super::body_of(self.rulebook, id) {
            Some(Body::Expr(body)) => self.search(body, &mut found),
            Some(Body::Table(table)) => {
                let results = table.rows.iter().map(|row| &row.result);
                table.columns.iter().chain(results).for_each(|it| self.search(it, &mut found));
            }
            None => {}
        }
        self.depth = self.depth.saturating_sub(1);
        if let Some(slot) = self.definitions.get_mut(id) {
            *slot = Some(found.clone());
        }
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
        if let Some(known) = self.by_pointer.get(&pointer) {
            return Some(*known);
        }
        let address = start.checked_add(usize::try_from(offset).ok()?)?;
        self.by_pointer.insert(pointer.clone(), self.plans.len());
        self.plans.push(FactPlan { pointer, record, field, ty: declared.ty.clone(), address, around });
        self.plans.len().checked_sub(1)
    }
}

fn add_all(found: &mut Vec<usize>, more: impl IntoIterator<Item = usize>) {
    for fact in more {
        if !found.contains(&fact) {
            found.push(fact);
        }
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
