//! The norms of a rulebook in the order of their kinds, with bases and what is pending.
//!
//! Knows nothing of: what they name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Norm, NormKind};
use crate::engine::captions::{Captions, Citation};
use crate::engine::commentary::values;
use crate::engine::source::Span;
use crate::engine::types::{Body, Meaning, Parameter, Rulebook};
use crate::engine::wording::Wording;

/// In this order: requirements, parameters, definitions and tables, criteria, judgements, decisions, rules.
pub(super) fn all(rulebook: &Rulebook, captions: &Captions) -> Vec<Norm> {
    let mut found = Vec::new();
    for (index, it) in rulebook.requirements.iter().enumerate() {
        found.push(norm(NormKind::Requirement, index, &it.name, &it.message, it.condition.span, &[]));
    }
    for (index, it) in rulebook.parameters.iter().enumerate() {
        found.push(parameter(rulebook, index, it, cited(&captions.parameters, index)));
    }
    for (index, it) in rulebook.definitions.iter().enumerate() {
        let kind = match it.body {
            Meaning::Known(Body::Table(_)) => NormKind::Table,
            Meaning::Known(Body::Expr(_)) | Meaning::Pending(_) => NormKind::Definition,
        };
        let one = norm(kind, index, &it.name, &it.label, it.span, cited(&captions.definitions, index));
        found.push(Norm { pending: pending(&it.body), ..one });
    }
    for (index, it) in rulebook.criteria.iter().enumerate() {
        let one = norm(NormKind::Criterion, index, &it.name, &it.label, it.span, cited(&captions.criteria, index));
        found.push(Norm { pending: pending(&it.condition), ..one });
    }
    for (index, it) in rulebook.judgements.iter().enumerate() {
        let bases = cited(&captions.judgements, index);
        found.push(norm(NormKind::Judgement, index, &it.name, &it.label, it.span, bases));
    }
    for (index, it) in rulebook.decisions.iter().enumerate() {
        let bases = cited(&captions.otherwise, index);
        found.push(norm(NormKind::Decision, index, &it.name, &it.label, it.span, bases));
    }
    for (index, it) in rulebook.rules.iter().enumerate() {
        let outcome = rulebook.decisions.get(it.decision).and_then(|of| of.outcomes.get(it.outcome));
        let label = outcome.map(|it| it.label.clone()).unwrap_or_default();
        let one = norm(NormKind::Rule, index, &it.name, &label, it.span, cited(&captions.rules, index));
        found.push(Norm { pending: pending(&it.condition), ..one });
    }
    found
}

fn cited(all: &[Vec<Citation>], index: usize) -> &[Citation] {
    all.get(index).map(Vec::as_slice).unwrap_or_default()
}

fn norm(kind: NormKind, index: usize, name: &str, label: &Wording, span: Span, bases: &[Citation]) -> Norm {
    Norm {
        kind,
        index,
        name: name.to_owned(),
        label: label.clone(),
        bases: bases.to_vec(),
        pending: None,
        value: None,
        alternatives: Vec::new(),
        span,
        names: BTreeMap::new(),
        used_by: BTreeSet::new(),
    }
}

fn parameter(rulebook: &Rulebook, index: usize, it: &Parameter, bases: &[Citation]) -> Norm {
    let shown = |value| values::constant(rulebook, &it.ty, value);
    Norm {
        pending: pending(&it.value),
        value: it.value.known().map(shown),
        alternatives: it.alternatives.iter().map(shown).collect(),
        ..norm(NormKind::Parameter, index, &it.name, &it.label, it.span, bases)
    }
}

fn pending<T>(meaning: &Meaning<T>) -> Option<Wording> {
    match meaning {
        Meaning::Known(_) => None,
        Meaning::Pending(why) => Some(why.clone()),
    }
}
