//! What a value was worked out from: a level says little without its number.
//!
//! Knows nothing of: what the value is held against.

use super::format;
use super::measures::{Shown, name};
use super::terms;
use super::view::View;
use crate::engine::types::{Body, Cell, Constant, Expr, ExprKind, Meaning, Type};
use crate::engine::wording::Wording;

/// So many facts behind a value are told beside it.
const MOST_SOURCES: usize = 4;

/// What a definition was worked out from: the columns of its table, or the facts and definitions that it reads.
pub(super) fn of<'a>(view: &mut View<'a, '_>, value: &'a Expr) -> Vec<(Wording, Shown)> {
    let ExprKind::Definition { id, argument } = &value.kind else { return Vec::new() };
    let Some(Meaning::Known(body)) = view.rulebook.definitions.get(*id).map(|it| &it.body) else { return Vec::new() };
    if view.is_telling_definition() {
        return Vec::new();
    }
    let mut found = Vec::new();
    view.inside_definition(argument.as_ref(), |view| match body {
        Body::Expr(body) => read_in(view, body, &mut found),
        Body::Table(table) => table.columns.iter().for_each(|it| source(view, it, &mut found)),
    });
    // More than a few say nothing to a hurried reader; all facts stand among the facts.
    if found.len() > MOST_SOURCES { Vec::new() } else { found }
}

fn read_in<'a>(view: &mut View<'a, '_>, expression: &'a Expr, found: &mut Vec<(Wording, Shown)>) {
    match &expression.kind {
        ExprKind::Read(_) | ExprKind::Default { .. } | ExprKind::Definition { .. } => source(view, expression, found),
        // Facts of elements belong to the elements.
        ExprKind::Quantified { .. } | ExprKind::Aggregate { .. } => {}
        _ => expression.each_part(&mut |part| read_in(view, part, found)),
    }
}

fn source<'a>(view: &mut View<'a, '_>, expression: &'a Expr, found: &mut Vec<(Wording, Shown)>) {
    if matches!(expression.kind, ExprKind::Constant(_) | ExprKind::Parameter(_)) {
        return;
    }
    let (label, value) = (name(view, expression), Shown::of(&terms::value_of(view, expression)));
    if !label.id.is_empty() && !found.iter().any(|it| it.0 == label) {
        found.push((label, value));
    }
}

/// Where a level begins, if a table of one number gives the levels: "Nilai total mulai 250,0". Empty if that cannot be said.
pub(super) fn begins<'a>(view: &mut View<'a, '_>, value: &'a Expr, level: &'a Expr) -> Wording {
    from_table(view, value, level).unwrap_or_default()
}

fn from_table<'a>(view: &mut View<'a, '_>, value: &'a Expr, level: &'a Expr) -> Option<Wording> {
    let ExprKind::Definition { id, argument } = &value.kind else { return None };
    let Some(Meaning::Known(Body::Table(table))) = view.rulebook.definitions.get(*id).map(|it| &it.body) else {
        return None;
    };
    let [column] = table.columns.as_slice() else { return None };
    if !matches!(value.ty, Type::Enum(_)) || !matches!(column.ty, Type::Number { .. }) {
        return None;
    }
    let wanted = view.integer(level)?;
    let begins = table.rows.iter().find_map(|row| match (&row.result.kind, row.cells.as_slice()) {
        (ExprKind::Constant(Constant::Integer(it)), [Cell::Between { least: Some(least), .. }]) if *it == wanted => {
            Some(*least)
        }
        _ => None,
    })?;
    let label = view.inside_definition(argument.as_ref(), |view| name(view, column));
    let from = format::value(&view.value(&column.ty, begins));
    (!label.id.is_empty())
        .then(|| Wording::new(format!("{} mulai {}", label.id, from.id), format!("{} from {}", label.en, from.en)))
}
