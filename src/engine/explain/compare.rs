//! Comparisons in words: "Data talenta diperbarui 15-01-2020, lebih dari 12 bulan sebelum Tanggal permohonan 22-06-2022".
//!
//! Knows nothing of: conditions made of several.

use super::format;
use super::terms::{bare, noun, value_of};
use super::view::View;
use super::words::spliced;
use crate::engine::types::expr::CompareOp;
use crate::engine::types::{Expr, ExprKind, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

type Pair = (&'static str, &'static str);

/// `left op right`, as it turned out.
pub(super) fn comparison<'a>(
    view: &mut View<'a, '_>,
    op: CompareOp,
    left: &'a Expr,
    right: &'a Expr,
    truth: Truth,
) -> Wording {
    let op = if truth == Truth::Yes { op } else { negated(op) };
    let (left, right) = (plain(left), plain(right));
    match (&left.kind, &right.kind) {
        (ExprKind::Shift { .. }, ExprKind::Shift { .. }) => {}
        (_, ExprKind::Shift { date, period, back }) => return shifted(view, op, left, (date, period, *back), right),
        (ExprKind::Shift { date, period, back }, _) => {
            return shifted(view, flipped(op), right, (date, period, *back), left);
        }
        (_, ExprKind::Constant(_)) => {}
        (ExprKind::Constant(_), _) => return related(view, flipped(op), right, left),
        _ => {}
    }
    related(view, op, left, right)
}

/// What is compared, without the change of scale around it.
fn plain(expression: &Expr) -> &Expr {
    match &expression.kind {
        ExprKind::Rescale { value, .. } if matches!(value.kind, ExprKind::Constant(_) | ExprKind::Read(_)) => value,
        _ => expression,
    }
}

fn related<'a>(view: &mut View<'a, '_>, op: CompareOp, left: &'a Expr, right: &'a Expr) -> Wording {
    let subject = noun(view, left);
    if op == CompareOp::Equal && matches!(right.kind, ExprKind::Constant(_)) {
        return subject;
    }
    let object = noun(view, right);
    let (id, en) = relation(op, &left.ty);
    spliced([(&subject.id, &subject.en), (", ", ", "), (id, en), (" ", " "), (&object.id, &object.en)])
}

fn relation(op: CompareOp, ty: &Type) -> Pair {
    match (ty, op) {
        (Type::Date, CompareOp::Less) => ("sebelum", "before"),
        (Type::Date, CompareOp::LessOrEqual) => ("tidak sesudah", "no later than"),
        (Type::Date, CompareOp::Greater) => ("sesudah", "after"),
        (Type::Date, CompareOp::GreaterOrEqual) => ("tidak sebelum", "not before"),
        (Type::Enum(_), CompareOp::Less) => ("di bawah", "below"),
        (Type::Enum(_), CompareOp::LessOrEqual) => ("paling tinggi", "at most"),
        (Type::Enum(_), CompareOp::Greater) => ("di atas", "above"),
        (Type::Enum(_), CompareOp::GreaterOrEqual) => ("paling rendah", "at least"),
        (_, CompareOp::Less) => ("kurang dari", "less than"),
        (_, CompareOp::LessOrEqual) => ("paling banyak", "at most"),
        (_, CompareOp::Greater) => ("lebih dari", "more than"),
        (_, CompareOp::GreaterOrEqual) => ("paling kurang", "at least"),
        (_, CompareOp::Equal) => ("sama dengan", "the same as"),
        (Type::Number { .. } | Type::Period(_) | Type::Date, CompareOp::NotEqual) => {
            ("tidak sama dengan", "not the same as")
        }
        (_, CompareOp::NotEqual) => ("bukan", "not"),
    }
}

/// `other op date + period` (or minus): told as the distance between the two dates, with the day that is the limit.
fn shifted<'a>(
    view: &mut View<'a, '_>,
    op: CompareOp,
    other: &'a Expr,
    (date, period, back): (&'a Expr, &'a Expr, bool),
    limit: &'a Expr,
) -> Wording {
    // The one that should come first is the subject: the date itself, or with `minus` the other.
    let (first, second) = if back { (other, date) } else { (date, other) };
    let (subject, object) = (noun(view, first), noun(view, second));
    let (subject, object) = ((subject.id.as_str(), subject.en.as_str()), (object.id.as_str(), object.en.as_str()));
    let distance = if back { flipped(op) } else { op };
    let in_order = view.integer(first) <= view.integer(second);
    if !in_order && matches!(distance, CompareOp::Less | CompareOp::LessOrEqual) {
        return spliced([subject, (", sesudah ", ", after "), object]);
    }
    let words = match distance {
        CompareOp::Less => (", kurang dari ", ", less than "),
        CompareOp::LessOrEqual => (", tidak lebih dari ", ", not more than "),
        CompareOp::Greater => (", lebih dari ", ", more than "),
        CompareOp::GreaterOrEqual => (", paling kurang ", ", at least "),
        CompareOp::Equal => (", tepat ", ", exactly "),
        CompareOp::NotEqual => (", tidak tepat ", ", not exactly "),
    };
    let length = bare(view, period);
    let limit = format::value(&value_of(view, limit));
    let length = (length.id.as_str(), length.en.as_str());
    spliced([
        subject,
        words,
        length,
        (" sebelum ", " before "),
        object,
        (" (batas ", " (limit "),
        (&limit.id, &limit.en),
        (")", ")"),
    ])
}

/// `value` lies, or does not lie, within a period before or after another date.
pub(super) fn within<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth) -> Wording {
    let ExprKind::Within { value, period, before, anchor, counting_both_ends } = &condition.kind else {
        return Wording::default();
    };
    let (subject, length, object) = (noun(view, value), bare(view, period), noun(view, anchor));
    let lies = if truth == Truth::Yes { (", dalam ", ", within ") } else { (", tidak dalam ", ", not within ") };
    let side = if *before { (" sebelum ", " before ") } else { (" sesudah ", " after ") };
    let ends = if *counting_both_ends { (" (kedua ujung dihitung)", " (counting both ends)") } else { ("", "") };
    spliced([(&subject.id, &subject.en), lies, (&length.id, &length.en), side, (&object.id, &object.en), ends])
}

const fn negated(op: CompareOp) -> CompareOp {
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
const fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        other => other,
    }
}
