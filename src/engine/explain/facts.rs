//! The facts that a condition read, with their values and evidence.
//!
//! Knows nothing of: prose.

use std::borrow::Cow;

use super::ruling::Fact;
use super::view::View;
use crate::engine::captions::{FactPlan, body_of, reads::direct_read};
use crate::engine::case::{EvidenceStatus, State};
use crate::engine::types::{Body, Expr, ExprKind, Read};

/// Facts, each once.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    pub(super) facts: Vec<Fact<'a>>,
}

/// The facts of the case that a criterion reads outside elements. Where a record is not there, it stands for its fields.
pub(super) fn of_criterion<'a>(view: &View<'a, '_>, criterion: usize) -> Vec<Fact<'a>> {
    planned(view, view.captions.criterion_facts.get(criterion).map_or(&[], Vec::as_slice))
}

/// The facts with these numbers in the captions.
pub(super) fn planned<'a>(view: &View<'a, '_>, planned: &[usize]) -> Vec<Fact<'a>> {
    let mut gathered = Gathered { facts: Vec::with_capacity(planned.len()) };
    for plan in planned.iter().filter_map(|&index| view.captions.facts.get(index)) {
        let around = plan.around.iter().filter_map(|&index| view.captions.facts.get(index));
        let absent =
            around.into_iter().find(|it| view.case.cells.get(it.address).is_some_and(|it| it.state != State::Value));
        if let Some(fact) = planned_fact(view, absent.unwrap_or(plan)) {
            gathered.add(fact);
        }
    }
    gathered.facts
}

fn planned_fact<'a>(view: &View<'a, '_>, plan: &'a FactPlan) -> Option<Fact<'a>> {
    let field = view.rulebook.records.get(plan.record)?.fields.get(plan.field)?;
    let cell = *view.case.cells.get(plan.address)?;
    let fact = Fact {
        path: Cow::Borrowed(&plan.pointer),
        label: &field.label,
        value: view.value_at(&plan.ty, cell),
        status: None,
        reference: None,
    };
    Some(with_evidence(view, fact))
}

fn with_evidence<'a>(view: &View<'a, '_>, mut fact: Fact<'a>) -> Fact<'a> {
    let evidence = &view.case.evidence;
    if evidence.is_empty() {
        return fact;
    }
    let found = evidence.binary_search_by(|(pointer, _)| pointer.as_str().cmp(&fact.path)).ok();
    if let Some((_, evidence)) = found.and_then(|index| evidence.get(index)) {
        fact.status = Some(match evidence.status {
            EvidenceStatus::Claimed => "claimed",
            EvidenceStatus::Verified => "verified",
            EvidenceStatus::Disputed => "disputed",
        });
        fact.reference = evidence.reference.as_deref();
    }
    fact
}

impl<'a> Gathered<'a> {
    fn add(&mut self, fact: Fact<'a>) {
        if !self.facts.iter().any(|it| it.path == fact.path) {
            self.facts.push(fact);
        }
    }

    /// The facts of the element bound to `local` that an expression reads, also through definitions. (Criteria of the
    /// element are parts with facts of their own.)
    pub(super) fn of_element(&mut self, view: &mut View<'a, '_>, expression: &'a Expr, local: usize) {
        if let Some(read) = direct_read(expression)
            && read.local == Some(local)
        {
            self.fact(view, read);
        }
        match &expression.kind {
            ExprKind::Definition { id, argument: Some(argument) }
                if argument.local == Some(local) && !view.is_deep() =>
            {
                match body_of(view.rulebook, *id) {
                    Some(Body::Expr(inner)) => view.inside(Some(argument), |view| self.of_element(view, inner, 0)),
                    Some(Body::Table(table)) => view.inside(Some(argument), |view| {
                        table.columns.iter().for_each(|it| self.of_element(view, it, 0));
                    }),
                    None => {}
                }
            }
            _ => expression.each_part(&mut |part| self.of_element(view, part, local)),
        }
    }

    fn fact(&mut self, view: &View<'a, '_>, read: &Read) {
        let Some(reached) = view.reach(read) else { return };
        let fact = Fact {
            path: Cow::Owned(view.pointer(read, reached.steps)),
            label: view.label_of(read, &reached),
            value: view.value_at(reached.ty, reached.cell),
            status: None,
            reference: None,
        };
        self.add(with_evidence(view, fact));
    }
}
