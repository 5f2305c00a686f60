//! What a decision reads, directly or not: criteria and definitions without an element.
//!
//! Knows nothing of: values.

use crate::engine::types::{Body, Expr, ExprKind, Node, Rulebook};
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

/// The expressions that stand in a declaration; of a decision, the conditions of its rules.
fn expressions_of(rulebook: &Rulebook, node: Node) -> Vec<&Expr> {
    match node {
        Node::Definition(id) => {
            rulebook.definitions.get(id).and_then(|it| it.body.known()).map(Body::expressions).unwrap_or_default()
        }
        Node::Criterion(id) => rulebook.criteria.get(id).and_then(|it| it.condition.known()).into_iter().collect(),
        Node::Decision(id) => {
            let rules = rulebook.decisions.get(id).map_or(&[][..], |it| &it.rules);
            rules.iter().filter_map(|it| rulebook.rules.get(*it)?.condition.known()).collect()
        }
    }
}

/// All that stands in the rules of a decision and in its `otherwise`.
fn of_rules(rulebook: &Rulebook, decision: usize) -> Vec<&Expr> {
    let Some(decision) = rulebook.decisions.get(decision) else {
        return Vec::new();
    };
    let mut found: Vec<&Expr> = decision.otherwise.because.values().collect();
    for rule in decision.rules.iter().filter_map(|it| rulebook.rules.get(*it)) {
        found.extend(rule.condition.known());
        found.extend(&rule.valid_until);
        found.extend(rule.duties.iter().flat_map(|it| it.due.iter().chain(it.label.values())));
        found.extend(rule.because.values());
    }
    found
}

/// The declarations that an expression names, and those named inside it.
fn names_in(expr: &Expr, found: &mut Vec<Node>) {
    expr.walk(&mut |it| match &it.kind {
        ExprKind::Definition { id, .. } => found.push(Node::Definition(*id)),
        ExprKind::Criterion { id, .. } => found.push(Node::Criterion(*id)),
        ExprKind::DecisionIs { decision, .. } => found.push(Node::Decision(*decision)),
        _ => {}
    });
}
