//! Comparisons in words: "Data talenta diperbarui 15-01-2020, lebih dari 12 bulan sebelum Tanggal permohonan 22-06-2022".
//!
//! Knows nothing of: conditions made of several.

use super::terms::{bare, noun, value_of};
use super::view::View;
use super::words::Prose;
use crate::engine::types::expr::CompareOp;
use crate::engine::types::{Expr, ExprKind, Type};
use crate::engine::value::Truth;

pub(super) type Pair = (&'static str, &'static str);

/// `left op right`, as it turned out.
pub(super) fn comparison<'a>(
    view: &mut View<'a, '_>,
    (op, left, right): (CompareOp, &'a Expr, &'a Expr),
    truth: Truth,
    prose: &mut Prose,
) {
    let op = if truth == Truth::Yes { op } else { negated(op) };
    let (left, right) = (plain(left), plain(right));
    match (&left.kind, &right.kind) {
        (ExprKind::Shift { .. }, ExprKind::Shift { .. }) => related(view, op, left, right, prose),
        (_, ExprKind::Shift { date, period, back }) => {
            shifted(view, (op, left), (date, period, *back), right, prose);
        }
        (ExprKind::Shift { date, period, back }, _) => {
            shifted(view, (flipped(op), right), (date, period, *back), left, prose);
        }
        (_, ExprKind::Constant(_)) => related(view, op, left, right, prose),
        (ExprKind::Constant(_), _) => related(view, flipped(op), right, left, prose),
        _ => related(view, op, left, right, prose),
    }
}

/// What is compared, without the change of scale around it.
pub(super) fn plain(expression: &Expr) -> &Expr {
    match &expression.kind {
        ExprKind::Rescale { value, .. } if matches!(value.kind, ExprKind::Constant(_) | ExprKind::Read(_)) => value,
        _ => expression,
    }
}

fn related<'a>(view: &mut View<'a, '_>, op: CompareOp, left: &'a Expr, right: &'a Expr, prose: &mut Prose) {
    noun(view, left, prose);
    if op == CompareOp::Equal && matches!(right.kind, ExprKind::Constant(_)) {
        return;
    }
    let (id, en) = relation(op, &left.ty);
    prose.push(id, en);
    noun(view, right, prose);
}

pub(super) fn relation(op: CompareOp, ty: &Type) -> Pair {
    match (ty, op) {
        (Type::Date, CompareOp::Less) => (", sebelum ", ", before "),
        (Type::Date, CompareOp::LessOrEqual) => (", tidak sesudah ", ", no later than "),
        (Type::Date, CompareOp::Greater) => (", sesudah ", ", after "),
        (Type::Date, CompareOp::GreaterOrEqual) => (", tidak sebelum ", ", not before "),
        (Type::Enum(_), CompareOp::Less) => (", di bawah ", ", below "),
        (Type::Enum(_), CompareOp::LessOrEqual) => (", paling tinggi ", ", at most "),
        (Type::Enum(_), CompareOp::Greater) => (", di atas ", ", above "),
        (Type::Enum(_), CompareOp::GreaterOrEqual) => (", paling rendah ", ", at least "),
        (_, CompareOp::Less) => (", kurang dari ", ", less than "),
        (_, CompareOp::LessOrEqual) => (", paling banyak ", ", at most "),
        (_, CompareOp::Greater) => (", lebih dari ", ", more than "),
        (_, CompareOp::GreaterOrEqual) => (", paling kurang ", ", at least "),
        (_, CompareOp::Equal) => (", sama dengan ", ", the same as "),
        (Type::Number { .. } | Type::Period(_) | Type::Date, CompareOp::NotEqual) => {
            (", tidak sama dengan ", ", not the same as ")
        }
        (_, CompareOp::NotEqual) => (", bukan ", ", not "),
    }
}

/// `other op date + period` (or minus): told as the distance between the two dates, with the day that is the limit.
fn shifted<'a>(
    view: &mut View<'a, '_>,
    (op, other): (CompareOp, &'a Expr),
    (date, period, back): (&'a Expr, &'a Expr, bool),
    limit: &'a Expr,
    prose: &mut Prose,
) {
    // The one that should come first is the subject: the date itself, or with `minus` the other.
    let (first, second) = if back { (other, date) } else { (date, other) };
    let distance = if back { flipped(op) } else { op };
    noun(view, first, prose);
    let in_order = view.integer(first) <= view.integer(second);
    if !in_order && matches!(distance, CompareOp::Less | CompareOp::LessOrEqual) {
        prose.push(", sesudah ", ", after ");
        noun(view, second, prose);
        return;
    }
    let (id, en) = self::distance(distance);
    prose.push(", ", ", ");
    prose.push(id, en);
    bare(view, period, prose);
    prose.push(" sebelum ", " before ");
    noun(view, second, prose);
    let limit = value_of(view, limit);
    prose.push(" (batas ", " (limit ");
    prose.value(&limit);
    prose.same(")");
}

/// How far two dates are apart, before a period.
pub(super) const fn distance(op: CompareOp) -> Pair {
    match op {
        CompareOp::Less => ("kurang dari ", "less than "),
        CompareOp::LessOrEqual => ("tidak lebih dari ", "not more than "),
        CompareOp::Greater => ("lebih dari ", "more than "),
        CompareOp::GreaterOrEqual => ("paling kurang ", "at least "),
        CompareOp::Equal => ("tepat ", "exactly "),
        CompareOp::NotEqual => ("tidak tepat ", "not exactly "),
    }
}

/// `value` lies, or does not lie, within a period before or after another date.
pub(super) fn within<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth, prose: &mut Prose) {
    let ExprKind::Within { value, period, before, anchor, counting_both_ends } = &condition.kind else { return };
    noun(view, value, prose);
    if truth == Truth::Yes {
        prose.push(", dalam ", ", within ");
    } else {
        prose.push(", tidak dalam ", ", not within ");
    }
    bare(view, period, prose);
    if *before {
        prose.push(" sebelum ", " before ");
    } else {
        prose.push(" sesudah ", " after ");
    }
    noun(view, anchor, prose);
    if *counting_both_ends {
        prose.push(" (kedua ujung dihitung)", " (counting both ends)");
    }
}

pub(super) const fn negated(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
        CompareOp::Less => CompareOp::GreaterOrEqual,
        CompareOp::LessOrEqual => CompareOp::Greater,
        CompareOp::Greater => CompareOp::LessOrEqual,
        CompareOp::GreaterOrEqual => CompareOp::Less,
    }
}

/// The operator with its sides swapped.
pub(super) const fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        other => other,
    }
}
