//! A day of the case that is held against the day asked: the day of the case comes first, since the day asked is given.
//!
//! Knows nothing of: dates of which none is the day asked.

use super::compare::{Pair, distance, flipped};
use super::measures::{DayKind, Measure, Shown, days, name, of};
use super::terms;
use super::view::View;
use super::words::Prose;
use crate::engine::types::expr::CompareOp;
use crate::engine::types::{Expr, ExprKind};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// `day asked op date + period` (or minus), told of the date: how long before, or after, the day asked it has to be. `None` for
/// anything else.
pub(super) fn counted_from<'a>(
    view: &mut View<'a, '_>,
    (op, asked, limit): (CompareOp, &'a Expr, &'a Expr),
    result: Truth,
) -> Option<Measure> {
    let ExprKind::Shift { date, period, back } = &limit.kind else { return None };
    if !is_day_asked(view, asked) || is_day_asked(view, date) || is_written(date) {
        return None;
    }
    let days = days(view, &[(DayKind::Looked, asked), (DayKind::From, date), (DayKind::Limit, limit)]);
    let (threshold, named) = (Some(Shown::of(&terms::value_of(view, asked))), name(view, asked));
    let demanded = demanded(view, (op, period, *back));
    let mut measure = Measure { demanded, threshold, named, days, ..of(view, date, result) };
    // Without a date there is no day that follows from it.
    if !measure.days.is_empty() {
        measure.source.push((later(view, period, *back), Shown::of(&terms::value_of(view, limit))));
    }
    Some(measure)
}

/// Whether it is the date that selects the edition.
fn is_day_asked(view: &View<'_, '_>, expression: &Expr) -> bool {
    let by = &view.rulebook.in_force.by;
    matches!(&expression.kind, ExprKind::Read(read) if read.local.is_none() && read.fields == by.fields)
}

fn is_written(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::Constant(_) | ExprKind::Parameter(_))
}

/// "tidak lebih dari 12 bulan sebelum", of the day asked that follows.
fn demanded<'a>(view: &mut View<'a, '_>, (op, period, back): (CompareOp, &'a Expr, bool)) -> Wording {
    let apart = if back { flipped(op) } else { op };
    let after = if back { (" sesudah", " after") } else { (" sebelum", " before") };
    around(view, distance(apart), period, after)
}

/// "12 bulan sesudahnya".
fn later<'a>(view: &mut View<'a, '_>, period: &'a Expr, back: bool) -> Wording {
    let after = if back { (" sebelumnya", " earlier") } else { (" sesudahnya", " later") };
    around(view, ("", ""), period, after)
}

/// A period between two texts.
fn around<'a>(view: &mut View<'a, '_>, before: Pair, period: &'a Expr, after: Pair) -> Wording {
    let mut prose = Prose::new();
    prose.push(before.0, before.1);
    terms::bare(view, period, &mut prose);
    prose.push(after.0, after.1);
    prose.finish()
}
