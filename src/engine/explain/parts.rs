//! Each element that a criterion asks about, and each criterion of an element, with its own result, reason and facts.
//!
//! Knows nothing of: how the whole criterion is told.

use std::borrow::Cow;

use super::facts::Gathered;
use super::format;
use super::lists::element_label;
use super::prose;
use super::ruling::Part;
use super::view::View;
use crate::engine::types::{Expr, ExprKind, Meaning, Read};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The parts of a condition, in the order of writing and of the list. Elements that a filter leaves out are no parts.
pub(super) fn parts<'a>(view: &mut View<'a, '_>, condition: &'a Expr, found: &mut Vec<Part<'a>>) {
    match &condition.kind {
        ExprKind::Quantified { local, list, filter, body, .. } => {
            view.each_element(list, *local, |view| found.extend(element(view, *local, filter.as_deref(), body)));
        }
        ExprKind::Criterion { id, argument: Some(argument) } => {
            let result = view.truth(condition);
            found.extend(asked(view, *id, argument, result));
        }
        ExprKind::All(_) | ExprKind::Any(_) | ExprKind::Not(_) | ExprKind::If { .. } => {
            condition.parts().into_iter().for_each(|child| parts(view, child, found));
        }
        _ => {}
    }
}

fn element<'a>(view: &mut View<'a, '_>, local: usize, filter: Option<&'a Expr>, body: &'a Expr) -> Option<Part<'a>> {
    let counts = filter.map_or(Truth::Yes, |it| view.truth(it));
    if counts == Truth::No {
        return None;
    }
    let label = Cow::Owned(element_label(view, local));
    let path = view.element_pointer(local);
    if counts == Truth::Yes
        && let ExprKind::Criterion { id, argument: Some(argument) } = &body.kind
    {
        let result = view.truth(body);
        return asked(view, *id, argument, result).map(|part| Part { path, label, ..part });
    }
    let (result, reason) = match filter {
        Some(filter) if counts == Truth::Unknown => (Truth::Unknown, prose::why(view, filter)),
        _ => (view.truth(body), prose::why(view, body)),
    };
    let mut read = Gathered::default();
    filter.into_iter().chain([body]).for_each(|it| read.of_element(view, it, local));
    let mut inner = Vec::new();
    parts(view, body, &mut inner);
    Some(Part { path, label, criterion: None, result, basis: &[], reason, facts: read.facts, parts: inner })
}

/// A criterion that is asked of one thing.
fn asked<'a>(view: &mut View<'a, '_>, id: usize, argument: &'a Read, result: Truth) -> Option<Part<'a>> {
    let declared = view.rulebook.criteria.get(id).filter(|_| !view.is_deep())?;
    let mut part = Part {
        path: view.pointer(argument, argument.fields.len()),
        label: Cow::Borrowed(&declared.label),
        criterion: Some(&declared.name),
        result,
        basis: view.captions.criteria.get(id).map_or(&[], Vec::as_slice),
        reason: Wording::default(),
        facts: Vec::new(),
        parts: Vec::new(),
    };
    match &declared.condition {
        Meaning::Known(condition) => view.inside(Some(argument), |view| {
            let mut read = Gathered::default();
            read.of_element(view, condition, 0);
            part.facts = read.facts;
            part.reason = prose::why(view, condition);
            parts(view, condition, &mut part.parts);
        }),
        Meaning::Pending(why) => part.reason = format::capitalised(why.clone()),
    }
    Some(part)
}
