//! Values with their names: "Nilai total 340,5".
//!
//! Knows nothing of: conditions that hold or fail.

use super::missing;
use super::ruling::{Missing, MissingKind, Value};
use super::view::View;
use super::words::Prose;
use crate::engine::case::State;
use crate::engine::types::expr::{Aggregate, ArithmeticOp};
use crate::engine::types::{Body, Expr, ExprKind, Meaning, Read, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The value of an expression, with the reason if it is unknown.
pub(super) fn value_of<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Value<'a> {
    if let ExprKind::Read(read) = &expression.kind {
        return view.reach(read).map_or(Value::Missing, |it| view.value_at(it.ty, it.cell));
    }
    if let ExprKind::Constant(constant) = &expression.kind {
        return view.constant(&expression.ty, constant);
    }
    let known = match expression.ty {
        Type::Truth => view.truth(expression).known().map(Value::Truth),
        Type::Text => view.text(expression).map(Value::Text),
        _ => view.integer(expression).map(|units| view.value(&expression.ty, units)),
    };
    known.unwrap_or_else(|| Value::Unknown(why_unknown(view, expression)))
}

/// What an unknown expression waits for, as a sentence.
pub(super) fn why_unknown<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    let mut prose = Prose::new();
    unknown(view, expression, &mut prose);
    prose.finish()
}

/// What an unknown expression waits for, each thing a clause.
pub(super) fn unknown<'a>(view: &mut View<'a, '_>, expression: &'a Expr, prose: &mut Prose) {
    let roots = missing::roots(view, ("", &view.captions.nameless), expression);
    tell_unknown(&roots, prose);
}

/// What an unknown definition (not of an element) waits for.
pub(super) fn why_definition_unknown(view: &mut View<'_, '_>, id: usize) -> Wording {
    let mut prose = Prose::new();
    tell_unknown(&missing::roots_of_definition(view, id), &mut prose);
    prose.finish()
}

fn tell_unknown(roots: &[Missing], prose: &mut Prose) {
    if roots.is_empty() {
        prose.clause(|it| it.push("belum dapat dihitung", "it cannot be worked out yet"));
    }
    for root in roots {
        prose.clause(|it| unknown_clause(root, it));
    }
}

/// "Nilai total belum diketahui: menunggu BKN".
fn unknown_clause(missing: &Missing, prose: &mut Prose) {
    match missing.kind {
        MissingKind::Fact => {
            prose.wording(&missing.label);
            prose.push(" belum diketahui: ", " is not known: ");
        }
        MissingKind::Judgement => {
            prose.push("pertimbangan \u{201c}", "the judgement \u{201c}");
            prose.wording(&missing.label);
            prose.push("\u{201d} ", "\u{201d} is ");
        }
        MissingKind::Norm | MissingKind::Calendar => {
            prose.wording(&missing.label);
            prose.same(if missing.label.id.is_empty() { "" } else { ": " });
        }
    }
    prose.wording(&missing.why);
}

/// A value with its name; a value that is written in the rules stands alone.
pub(super) fn noun<'a>(view: &mut View<'a, '_>, expression: &'a Expr, prose: &mut Prose) {
    match &expression.kind {
        ExprKind::Read(read) => {
            let shown = value_of(view, expression);
            named(view.label(read), &shown, prose);
        }
        ExprKind::Parameter(id) => {
            let shown = value_of(view, expression);
            if let Some(declared) = view.rulebook.parameters.get(*id) {
                named(&declared.label, &shown, prose);
            }
        }
        ExprKind::Definition { id, argument } => definition(view, *id, argument.as_ref(), expression, prose),
        ExprKind::Default { value, default } => defaulted(view, value, default, &expression.ty, prose),
        ExprKind::Rescale { value, .. } => noun(view, value, prose),
        ExprKind::If { condition, then, otherwise } => match view.truth(condition) {
            Truth::Yes => noun(view, then, prose),
            Truth::No => noun(view, otherwise, prose),
            Truth::Unknown => prose.value(&value_of(view, expression)),
        },
        ExprKind::Shift { .. } | ExprKind::Arithmetic { .. } | ExprKind::Divide { .. } => {
            worked_out(view, expression, prose);
        }
        ExprKind::Aggregate { .. } => aggregate(view, expression, prose),
        _ => prose.value(&value_of(view, expression)),
    }
}

/// A definition with its value; of a table also what it was looked up by.
fn definition<'a>(
    view: &mut View<'a, '_>,
    id: usize,
    argument: Option<&'a Read>,
    expression: &'a Expr,
    prose: &mut Prose,
) {
    let Some(declared) = view.rulebook.definitions.get(id) else { return };
    let shown = value_of(view, expression);
    named(&declared.label, &shown, prose);
    if let Meaning::Known(Body::Table(table)) = &declared.body
        && !view.is_telling_definition()
    {
        prose.bracketed(|prose| {
            view.inside_definition(argument, |view| {
                table.columns.iter().for_each(|column| prose.clause(|prose| noun(view, column, prose)));
            });
        });
    }
}

/// "Label nilai"; a yes or no comes after a colon.
pub(super) fn named(label: &Wording, shown: &Value, prose: &mut Prose) {
    prose.wording(label);
    prose.same(if matches!(shown, Value::Truth(_) | Value::List(_)) { ": " } else { " " });
    prose.value(shown);
}

fn defaulted<'a>(view: &mut View<'a, '_>, value: &'a Read, default: &'a Expr, ty: &Type, prose: &mut Prose) {
    let label = view.label(value);
    match view.reach(value) {
        Some(reached) if reached.cell.state != State::Missing => {
            named(label, &view.value_at(ty, reached.cell), prose);
        }
        _ => {
            noun(view, default, prose);
            prose.push(" (", " (there is no ");
            prose.wording(label);
            prose.push(" tidak ada)", ")");
        }
    }
}

/// "A 3 + B 8 = 11": the formula and what comes out.
fn worked_out<'a>(view: &mut View<'a, '_>, expression: &'a Expr, prose: &mut Prose) {
    let result = value_of(view, expression);
    if matches!(expression.kind, ExprKind::Shift { .. }) {
        prose.value(&result);
        prose.bracketed(|prose| formula(view, expression, prose));
        return;
    }
    formula(view, expression, prose);
    prose.same(" = ");
    prose.value(&result);
}

pub(super) fn formula<'a>(view: &mut View<'a, '_>, expression: &'a Expr, prose: &mut Prose) {
    let (first, (id, en), second) = match &expression.kind {
        ExprKind::Arithmetic { op, left, right } => (left, sign(*op), right),
        ExprKind::Divide { left, right, .. } => (left, (" / ", " / "), right),
        ExprKind::Shift { date, period, back: true } => (period, (" sebelum ", " before "), date),
        ExprKind::Shift { date, period, back: false } => (period, (" sesudah ", " after "), date),
        ExprKind::Rescale { value, .. } => return formula(view, value, prose),
        _ => return noun(view, expression, prose),
    };
    formula(view, first, prose);
    prose.push(id, en);
    formula(view, second, prose);
}

const fn sign(op: ArithmeticOp) -> (&'static str, &'static str) {
    match op {
        ArithmeticOp::Add => (" + ", " + "),
        ArithmeticOp::Subtract => (" \u{2212} ", " \u{2212} "),
        ArithmeticOp::Multiply => (" \u{d7} ", " \u{d7} "),
    }
}

fn aggregate<'a>(view: &mut View<'a, '_>, expression: &'a Expr, prose: &mut Prose) {
    let shown = value_of(view, expression);
    let ExprKind::Aggregate { aggregate, list, filter, value, .. } = &expression.kind else { return };
    let (id, en) = match aggregate {
        Aggregate::Count => ("banyaknya ", "number of "),
        Aggregate::Sum => ("jumlah ", "sum of "),
        Aggregate::Least => ("terkecil dari ", "least of "),
        Aggregate::Greatest => ("terbesar dari ", "greatest of "),
    };
    prose.push(id, en);
    if let Some(of) = value.as_deref().and_then(|it| value_label(view, list, it)) {
        prose.wording(of);
        prose.push(" dari ", " of ");
    }
    prose.wording(view.label(list));
    if filter.is_some() {
        prose.push(" yang memenuhi syarat", " that meet the condition");
    }
    prose.same(": ");
    prose.value(&shown);
}

/// How a value of each element is called.
fn value_label<'a>(view: &View<'a, '_>, list: &'a Read, expression: &'a Expr) -> Option<&'a Wording> {
    match &expression.kind {
        ExprKind::Read(read) | ExprKind::Default { value: read, .. } => match (&list.ty, read.local) {
            (Type::List { element, .. }, Some(_)) => view.field_label(&read.fields, element),
            _ => Some(view.label(read)),
        },
        ExprKind::Definition { id, .. } => view.rulebook.definitions.get(*id).map(|it| &it.label),
        ExprKind::Rescale { value, .. } => value_label(view, list, value),
        _ => None,
    }
}

/// The value alone.
pub(super) fn bare<'a>(view: &mut View<'a, '_>, expression: &'a Expr, prose: &mut Prose) {
    prose.value(&value_of(view, expression));
}
