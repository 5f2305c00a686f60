//! What each declaration reads of the others: circles, and an order in which all can be worked out.
//!
//! Knows nothing of: how anything is worked out.

use super::bodies::Bodies;
use super::graph;
use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::types::{Body, Decision, Expr, ExprKind, Node, Rule};
use crate::wording;
use std::collections::{BTreeMap, BTreeSet};

impl Typer<'_, '_> {
    /// Reports circles, and orders what can be worked out once for a case.
    pub(super) fn order(
        &mut self,
        bodies: &Bodies,
        decisions: &[Option<Decision>],
        rules: &[Option<Rule>],
    ) -> Vec<Node> {
        let mut edges: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (id, definition) in bodies.definitions.iter().enumerate() {
            let body = definition.as_ref().and_then(|it| it.body.known());
            edges.insert(Node::Definition(id), named_in(&body.map(Body::expressions).unwrap_or_default()));
        }
        for (id, criterion) in bodies.criteria.iter().enumerate() {
            let condition: Vec<&Expr> = criterion.as_ref().and_then(|it| it.condition.known()).into_iter().collect();
            edges.insert(Node::Criterion(id), named_in(&condition));
        }
        for id in 0..decisions.len() {
            let conditions: Vec<&Expr> =
                rules.iter().flatten().filter(|it| it.decision == id).filter_map(|it| it.condition.known()).collect();
            edges.insert(Node::Decision(id), named_in(&conditions));
        }
        for circle in graph::circles(&edges) {
            self.circular(&circle);
        }
        let read: BTreeSet<Node> = edges.values().flatten().copied().collect();
        let of_element = |it: &Node| match it {
            Node::Definition(id) => self.definitions.get(*id).is_some_and(|it| it.of.is_some()),
            Node::Criterion(id) => self.criteria.get(*id).is_some_and(Option::is_some),
            Node::Decision(_) => !read.contains(it),
        };
        graph::after_what_they_need(&edges).into_iter().filter(|it| !of_element(it)).collect()
    }

    fn circular(&mut self, circle: &[Node]) {
        let named: Vec<(String, Span)> = circle.iter().filter_map(|it| self.name_of(*it)).collect();
        let names: Vec<String> = named.iter().map(|it| it.0.clone()).collect();
        let chain = graph::chain(&names);
        let Some((_, first)) = named.first() else { return };
        let diagnostic = self.error(
            Code::Cycle,
            *first,
            wording!("pernyataan ini membutuhkan dirinya sendiri: {chain}", "the declaration needs itself: {chain}"),
        );
        diagnostic.label(wording!("tidak dapat dihitung lebih dahulu", "cannot be worked out first")).help(wording!(
            "hitung salah satunya langsung dari isian kasus",
            "work one of them out from the inputs instead"
        ));
        for (_, span) in named.iter().skip(1).take(5) {
            diagnostic.also(*span, wording!("lewat ini", "by way of this"));
        }
    }

    fn name_of(&self, node: Node) -> Option<(String, Span)> {
        let name = match node {
            Node::Definition(id) => self.scope.definitions.get(id)?.0.name(),
            Node::Criterion(id) => &self.scope.criteria.get(id)?.item.name,
            Node::Decision(id) => &self.scope.decisions.get(id)?.item.name,
        };
        Some((name.text.clone(), name.span))
    }
}

fn named_in(parts: &[&Expr]) -> Vec<Node> {
    let mut found = BTreeSet::new();
    for expr in parts {
        expr.walk(&mut |it| match &it.kind {
            ExprKind::Definition { id, .. } => drop(found.insert(Node::Definition(*id))),
            ExprKind::Criterion { id, .. } => drop(found.insert(Node::Criterion(*id))),
            ExprKind::DecisionIs { decision, .. } => drop(found.insert(Node::Decision(*decision))),
            _ => {}
        });
    }
    found.into_iter().collect()
}
