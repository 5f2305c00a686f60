//! Members of a condition that need no word, because another member that is told says it too.
//!
//! Knows nothing of: how a member is told.

use super::view::View;
use crate::engine::types::expr::CompareOp;
use crate::engine::types::{Expr, ExprKind, Read, Type};
use crate::engine::value::Truth;

/// Whether a member that turned out as `truth` is said by another one that did too.
pub(super) fn goes_without_saying<'a>(
    view: &mut View<'a, '_>,
    members: &'a [Expr],
    member: &'a Expr,
    truth: Truth,
) -> bool {
    is_mere_guard(view, members, member, truth)
        || (truth == Truth::Yes && members.iter().any(|other| implies(other, member) && view.truth(other) == truth))
}

/// `a <= b` is said by `b <= a + 12 months`: that is told as "a, not more than 12 months before b".
fn implies(other: &Expr, member: &Expr) -> bool {
    let (Some((first, second)), Some((date, end))) = (in_order(member), shifted(other)) else { return false };
    same(first, date) && same(second, end)
}

/// The dates of "this one is not after that one".
fn in_order(member: &Expr) -> Option<(&Read, &Read)> {
    let ExprKind::Compare { op, left, right } = &member.kind else { return None };
    let (ExprKind::Read(left), ExprKind::Read(right), Type::Date) = (&left.kind, &right.kind, &left.ty) else {
        return None;
    };
    match op {
        CompareOp::LessOrEqual => Some((left, right)),
        CompareOp::GreaterOrEqual => Some((right, left)),
        _ => None,
    }
}

/// The earlier and the later date of "not more than a period before".
fn shifted(other: &Expr) -> Option<(&Read, &Read)> {
    let ExprKind::Compare { op, left, right } = &other.kind else { return None };
    let ((ExprKind::Read(end), CompareOp::LessOrEqual | CompareOp::Less, ExprKind::Shift { date, back, .. })
    | (ExprKind::Shift { date, back, .. }, CompareOp::GreaterOrEqual | CompareOp::Greater, ExprKind::Read(end))) =
        (&left.kind, op, &right.kind)
    else {
        return None;
    };
    match &date.kind {
        ExprKind::Read(date) if !back => Some((date, end)),
        _ => None,
    }
}

fn same(one: &Read, other: &Read) -> bool {
    one.local == other.local && one.fields == other.fields
}

/// `x is given` needs no word where another member that is told has the value of `x` in it.
fn is_mere_guard<'a>(view: &mut View<'a, '_>, members: &'a [Expr], member: &Expr, truth: Truth) -> bool {
    let read = match &member.kind {
        ExprKind::Given(read) => read,
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::Given(read) => read,
            _ => return false,
        },
        _ => return false,
    };
    members.iter().any(|other| !std::ptr::eq(other, member) && tells(other, read) && view.truth(other) == truth)
}

fn tells(expression: &Expr, guarded: &Read) -> bool {
    let inside = |read: &Read| read.local == guarded.local && read.fields.starts_with(&guarded.fields);
    match &expression.kind {
        ExprKind::Read(read)
        | ExprKind::Definition { argument: Some(read), .. }
        | ExprKind::Criterion { argument: Some(read), .. } => inside(read),
        ExprKind::Default { value, default } => inside(value) || tells(default, guarded),
        ExprKind::Quantified { list, filter, body, .. } => {
            inside(list) || filter.as_ref().is_some_and(|it| tells(it, guarded)) || tells(body, guarded)
        }
        ExprKind::Given(read) => inside(read) && read.fields.len() > guarded.fields.len(),
        ExprKind::Compare { left, right, .. } => tells(left, guarded) || tells(right, guarded),
        ExprKind::Shift { date, period, .. } => tells(date, guarded) || tells(period, guarded),
        ExprKind::All(members) | ExprKind::Any(members) => members.iter().any(|it| tells(it, guarded)),
        _ => expression.parts().into_iter().any(|part| tells(part, guarded)),
    }
}
