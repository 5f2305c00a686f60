//! What a decision reads, directly or not: criteria and definitions without an element.
//!
//! Knows nothing of: values.

use crate::engine::types::{Body, Expr, ExprKind, Meaning, Node, Rulebook, Template, TemplatePiece};
use std::collections::BTreeSet;

/// By index, in file order.
#[derive(Debug, Default)]
pub(super) struct ReadNodes {
    pub criteria: Vec<usize>,
    pub definitions: Vec<usize>,
}

/// Through the conditions of its rules, their ends and duties, its sentences, and all that those read; of a decision read
/// by the way, only the conditions of its rules.
pub(super) fn of_decision(rulebook: &Rulebook, decision: usize) -> ReadNodes {
    let mut seen = BTreeSet::new();
    let mut open = Vec::new();
    for expr in of_rules(rulebook, decision) {
        names_in(expr, &mut open);
    }
    while let Some(node) = open.pop() {
        if seen.insert(node) {
            for expr in expressions_of(rulebook, node) {
                names_in(expr, &mut open);
            }
        }
    }
    let mut read = ReadNodes::default();
    for node in seen {
        match node {
            Node::Definition(id) if rulebook.definitions.get(id).is_some_and(|it| it.of.is_none()) => {
                read.definitions.push(id);
            }
            Node::Criterion(id) if rulebook.criteria.get(id).is_some_and(|it| it.of.is_none()) => {
                read.criteria.push(id);
            }
            _ => {}
        }
    }
    read
}

/// The expressions that stand in a declaration.
fn expressions_of(rulebook: &Rulebook, node: Node) -> Vec<&Expr> {
    match node {
        Node::Definition(id) => match rulebook.definitions.get(id).map(|it| &it.body) {
            Some(Meaning::Known(Body::Expr(expr))) => vec![expr],
            Some(Meaning::Known(Body::Table(table))) => {
                table.columns.iter().chain(table.rows.iter().map(|it| &it.result)).collect()
            }
            Some(Meaning::Pending(_)) | None => Vec::new(),
        },
        Node::Criterion(id) => rulebook.criteria.get(id).and_then(|it| known(&it.condition)).into_iter().collect(),
        Node::Decision(id) => conditions_of(rulebook, id),
    }
}

fn conditions_of(rulebook: &Rulebook, decision: usize) -> Vec<&Expr> {
    let rules = rulebook.decisions.get(decision).map_or(&[][..], |it| &it.rules);
    rules.iter().filter_map(|it| rulebook.rules.get(*it)).filter_map(|it| known(&it.condition)).collect()
}

/// All that stands in the rules of a decision and in its `otherwise`.
fn of_rules(rulebook: &Rulebook, decision: usize) -> Vec<&Expr> {
    let Some(decision) = rulebook.decisions.get(decision) else {
        return Vec::new();
    };
    let mut found: Vec<&Expr> = values_in(&decision.otherwise.because).collect();
    for rule in decision.rules.iter().filter_map(|it| rulebook.rules.get(*it)) {
        found.extend(known(&rule.condition));
        found.extend(&rule.valid_until);
        found.extend(rule.duties.iter().filter_map(|it| it.due.as_ref()));
        found.extend(values_in(&rule.because));
    }
    found
}

fn values_in(template: &Template) -> impl Iterator<Item = &Expr> {
    template.id.iter().chain(&template.en).filter_map(|it| match it {
        TemplatePiece::Value(expr) => Some(expr),
        TemplatePiece::Text(_) => None,
    })
}

fn known(meaning: &Meaning<Expr>) -> Option<&Expr> {
    match meaning {
        Meaning::Known(expr) => Some(expr),
        Meaning::Pending(_) => None,
    }
}

/// The declarations that an expression names, and those named inside it.
fn names_in(expr: &Expr, found: &mut Vec<Node>) {
    match &expr.kind {
        ExprKind::Definition { id, .. } => found.push(Node::Definition(*id)),
        ExprKind::Criterion { id, .. } => found.push(Node::Criterion(*id)),
        ExprKind::DecisionIs { decision, .. } => found.push(Node::Decision(*decision)),
        _ => {}
    }
    for part in parts(expr) {
        names_in(part, found);
    }
}

/// The expressions inside an expression.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Not(inner) | ExprKind::Rescale { value: inner, .. } | ExprKind::OneOf { value: inner, .. } => {
            vec![inner]
        }
        ExprKind::Default { default, .. } => vec![default],
        ExprKind::All(inner) | ExprKind::Any(inner) => inner.iter().collect(),
        ExprKind::Compare { left, right, .. }
        | ExprKind::Arithmetic { left, right, .. }
        | ExprKind::Divide { left, right, .. } => vec![left, right],
        ExprKind::Within { value, period, anchor, .. } => vec![value, period, anchor],
        ExprKind::Shift { date, period, .. } => vec![date, period],
        ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
        ExprKind::Quantified { filter, body, .. } => filter.as_deref().into_iter().chain([&**body]).collect(),
        ExprKind::Aggregate { filter, value, .. } => filter.as_deref().into_iter().chain(value.as_deref()).collect(),
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
