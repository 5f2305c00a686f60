//! What each declaration reads of the others: circles, and an order in which all can be worked out.
//!
//! Knows nothing of: how anything is worked out.

use super::graph;
use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::types::Node;
use crate::wording;

impl Typer<'_, '_> {
    /// Reports circles, and orders what can be worked out once for a case.
    pub(super) fn order(&mut self) -> Vec<Node> {
        let mut edges = std::mem::take(&mut self.edges);
        for decision in &self.decisions_read {
            edges.entry(*decision).or_default();
        }
        for circle in graph::circles(&edges) {
            self.circular(&circle);
        }
        let once = |it: &Node| match it {
            Node::Definition(id) => self.definitions.get(*id).is_some_and(|it| it.of.is_none()),
            Node::Criterion(id) => self.criteria.get(*id).is_some_and(Option::is_none),
            Node::Decision(_) => self.decisions_read.contains(it),
        };
        graph::after_what_they_need(&edges).into_iter().filter(once).collect()
    }

    fn circular(&mut self, circle: &[Node]) {
        let named: Vec<(String, Span)> = circle.iter().filter_map(|it| self.name_of(*it)).collect();
        let words: Vec<String> = named.iter().map(|it| it.0.clone()).collect();
        let chain = graph::chain(&words);
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
