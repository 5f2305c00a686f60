//! The weakest basis of a declaration and of everything it reads.
//!
//! Knows nothing of: cases.

use super::{Captions, Citation, body_of};
use crate::engine::types::{Body, Expr, ExprKind, Meaning, Node, Rulebook, Type, Unit};

/// Declarations that read each other deeper than this are not followed: the stack is finite. (In the order of the
/// rulebook nothing is deep; only criteria and definitions of elements can be.)
const DEEPEST: usize = 64;

/// The weaker of two; the first of equals.
#[must_use]
pub fn weaker<'c>(first: Option<&'c Citation>, second: Option<&'c Citation>) -> Option<&'c Citation> {
    match (first, second) {
        (Some(one), Some(other)) if one.establishedness < other.establishedness => Some(other),
        (None, other) => other,
        (one, _) => one,
    }
}

/// The weakest of several.
#[must_use]
pub fn weakest(citations: &[Citation]) -> Option<&Citation> {
    citations.iter().fold(None, |kept, it| weaker(kept, Some(it)))
}

/// The bases of the calendar by which a period counts working days.
#[must_use]
pub fn calendar_of<'c>(captions: &'c Captions, period: &Expr) -> Option<&'c Vec<Citation>> {
    match period.ty {
        Type::Period(Unit::WorkingDays(calendar)) => captions.calendars.get(calendar),
        _ => None,
    }
}

/// The weakest basis of all that an expression can read in any case.
#[must_use]
pub fn of_expression<'c>(captions: &'c Captions, expression: &Expr) -> Option<&'c Citation> {
    let calendar = calendar_of(captions, expression).and_then(|it| weakest(it));
    let read = match &expression.kind {
        ExprKind::Criterion { id, .. } => captions.weakest_of_criteria.get(*id).and_then(Option::as_ref),
        ExprKind::Definition { id, .. } => captions.weakest_of_definitions.get(*id).and_then(Option::as_ref),
        ExprKind::Parameter(id) => captions.parameters.get(*id).and_then(|it| weakest(it)),
        ExprKind::Judgement(id) => captions.judgements.get(*id).and_then(|it| weakest(it)),
        ExprKind::DecisionIs { decision, .. } => captions.weakest_of_decisions.get(*decision).and_then(Option::as_ref),
        _ => expression.parts().into_iter().fold(None, |kept, it| weaker(kept, of_expression(captions, it))),
    };
    weaker(calendar, read)
}

/// What is known of one declaration.
#[derive(Clone, Copy)]
enum Weighed<'c> {
    NotYet,
    Done(Option<&'c Citation>),
}

/// What was found so far.
pub(super) struct Weigher<'c> {
    rulebook: &'c Rulebook,
    captions: &'c Captions,
    criteria: Vec<Weighed<'c>>,
    definitions: Vec<Weighed<'c>>,
    depth: usize,
    /// The weakest of all there are: what counts where nobody looks any deeper.
    of_all: Option<&'c Citation>,
}

impl<'c> Weigher<'c> {
    pub(super) fn new(rulebook: &'c Rulebook, captions: &'c Captions) -> Self {
        let mut weigher = Self {
            rulebook,
            captions,
            criteria: vec![Weighed::NotYet; rulebook.criteria.len()],
            definitions: vec![Weighed::NotYet; rulebook.definitions.len()],
            depth: 0,
            of_all: captions.weakest_of_all(),
        };
        for node in &rulebook.order {
            match node {
                Node::Criterion(id) => _ = weigher.criterion(*id),
                Node::Definition(id) => _ = weigher.definition(*id),
                Node::Decision(_) => {}
            }
        }
        weigher
    }

    pub(super) fn criterion(&mut self, id: usize) -> Option<&'c Citation> {
        if let Some(Weighed::Done(done)) = self.criteria.get(id) {
            return *done;
        }
        let mut found = self.captions.criteria.get(id).and_then(|it| weakest(it));
        if let Some(Meaning::Known(condition)) = self.rulebook.criteria.get(id).map(|it| &it.condition) {
            found = weaker(found, self.deeper(|it| it.expression(condition)));
        }
        if let Some(slot) = self.criteria.get_mut(id) {
            *slot = Weighed::Done(found);
        }
        found
    }

    pub(super) fn definition(&mut self, id: usize) -> Option<&'c Citation> {
        if let Some(Weighed::Done(done)) = self.definitions.get(id) {
            return *done;
        }
        let mut found = self.captions.definitions.get(id).and_then(|it| weakest(it));
        let inner = match body_of(self.rulebook, id) {
            Some(Body::Expr(body)) => self.deeper(|it| it.expression(body)),
            Some(Body::Table(table)) => {
                let all = table.columns.iter().chain(table.rows.iter().map(|it| &it.result));
                self.deeper(|it| it.all(all))
            }
            None => None,
        };
        found = weaker(found, inner);
        if let Some(slot) = self.definitions.get_mut(id) {
            *slot = Weighed::Done(found);
        }
        found
    }

    /// A rule with all that it reads: condition, validity, duties, and the values in its reason.
    fn rule(&mut self, id: usize) -> Option<&'c Citation> {
        let own = self.captions.rules.get(id).and_then(|it| weakest(it));
        let Some(rule) = self.rulebook.rules.get(id) else { return own };
        let condition = match &rule.condition {
            Meaning::Known(condition) => Some(condition),
            Meaning::Pending(_) => None,
        };
        let owed = rule.duties.iter().flat_map(|it| it.due.iter().chain(it.label.values()));
        let said = rule.because.values().chain(&rule.valid_until).chain(owed);
        let read = self.all(condition.into_iter().chain(said));
        weaker(own, read)
    }

    /// A decision with all its rules.
    pub(super) fn decision(&mut self, id: usize) -> Option<&'c Citation> {
        let own = self.captions.otherwise.get(id).and_then(|it| weakest(it));
        let Some(decision) = self.rulebook.decisions.get(id) else { return own };
        decision.rules.iter().fold(own, |kept, &rule| weaker(kept, self.deeper(|it| it.rule(rule))))
    }

    fn all(&mut self, expressions: impl Iterator<Item = &'c Expr>) -> Option<&'c Citation> {
        expressions.fold(None, |kept, it| weaker(kept, self.expression(it)))
    }

    fn expression(&mut self, expression: &'c Expr) -> Option<&'c Citation> {
        let calendar = calendar_of(self.captions, expression).and_then(|it| weakest(it));
        let read = match &expression.kind {
            ExprKind::Criterion { id, .. } => self.criterion(*id),
            ExprKind::Definition { id, .. } => self.definition(*id),
            ExprKind::Parameter(id) => self.captions.parameters.get(*id).and_then(|it| weakest(it)),
            ExprKind::Judgement(id) => self.captions.judgements.get(*id).and_then(|it| weakest(it)),
            ExprKind::DecisionIs { decision, .. } => self.decision(*decision),
            _ => self.all(expression.parts().into_iter()),
        };
        weaker(calendar, read)
    }

    fn deeper(&mut self, look: impl FnOnce(&mut Self) -> Option<&'c Citation>) -> Option<&'c Citation> {
        if self.depth >= DEEPEST {
            return self.of_all;
        }
        self.depth = self.depth.saturating_add(1);
        let found = look(self);
        self.depth = self.depth.saturating_sub(1);
        found
    }
}
