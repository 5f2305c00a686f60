//! Values with their names: "Nilai total 340,5".
//!
//! Knows nothing of: conditions that hold or fail.

use super::format;
use super::missing;
use super::ruling::{Missing, MissingKind, Value};
use super::view::View;
use super::words::{Words, spliced};
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

/// What an unknown expression waits for, in one sentence.
pub(super) fn why_unknown<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    let mut sentences = Words::default();
    for root in missing::roots(view, ("", &view.captions.nameless), expression) {
        sentences.clause(unknown_clause(&root));
    }
    sentences.or(Wording::new("belum dapat dihitung", "it cannot be worked out yet"))
}

/// What an unknown definition (not of an element) waits for.
pub(super) fn why_definition_unknown(view: &mut View<'_, '_>, id: usize) -> Wording {
    let mut sentences = Words::default();
    for root in missing::roots_of_definition(view, id) {
        sentences.clause(unknown_clause(&root));
    }
    sentences.or(Wording::new("belum dapat dihitung", "it cannot be worked out yet"))
}

/// "Nilai total belum diketahui: menunggu BKN".
#[must_use]
pub(super) fn unknown_clause(missing: &Missing) -> Wording {
    let (label, why) = (&missing.label, &missing.why);
    match missing.kind {
        MissingKind::Fact => {
            spliced([(&label.id, &label.en), (" belum diketahui: ", " is not known: "), (&why.id, &why.en)])
        }
        MissingKind::Judgement => spliced([
            ("pertimbangan \u{201c}", "the judgement \u{201c}"),
            (&label.id, &label.en),
            ("\u{201d} ", "\u{201d} is "),
            (&why.id, &why.en),
        ]),
        MissingKind::Norm | MissingKind::Calendar => {
            let separator = if label.id.is_empty() { "" } else { ": " };
            spliced([(&label.id, &label.en), (separator, separator), (&why.id, &why.en)])
        }
    }
}

/// A value with its name; a value that is written in the rules stands alone.
pub(super) fn noun<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    match &expression.kind {
        ExprKind::Read(read) => {
            let label = view.label(read);
            named(label, &value_of(view, expression))
        }
        ExprKind::Parameter(id) => {
            let shown = value_of(view, expression);
            view.rulebook.parameters.get(*id).map_or_else(Wording::default, |it| named(&it.label, &shown))
        }
        ExprKind::Definition { id, argument } => definition(view, *id, argument.as_ref(), expression),
        ExprKind::Default { value, default } => defaulted(view, value, default, &expression.ty),
        ExprKind::Rescale { value, .. } => noun(view, value),
        ExprKind::If { condition, then, otherwise } => match view.truth(condition) {
            Truth::Yes => noun(view, then),
            Truth::No => noun(view, otherwise),
            Truth::Unknown => format::value(&value_of(view, expression)),
        },
        ExprKind::Shift { .. } | ExprKind::Arithmetic { .. } | ExprKind::Divide { .. } => worked_out(view, expression),
        ExprKind::Aggregate { .. } => aggregate(view, expression),
        _ => format::value(&value_of(view, expression)),
    }
}

/// A definition with its value; of a table also what it was looked up by.
fn definition<'a>(view: &mut View<'a, '_>, id: usize, argument: Option<&Read>, expression: &'a Expr) -> Wording {
    let Some(declared) = view.rulebook.definitions.get(id) else { return Wording::default() };
    let head = named(&declared.label, &value_of(view, expression));
    let Meaning::Known(Body::Table(table)) = &declared.body else { return head };
    if view.is_telling_definition() {
        return head;
    }
    let mut by = Words::default();
    view.inside_definition(argument, |view| table.columns.iter().for_each(|it| by.clause(noun(view, it))));
    let by = by.or(Wording::default());
    spliced([(&head.id, &head.en), (" (", " ("), (&by.id, &by.en), (")", ")")])
}

/// "Label nilai"; a yes or no comes after a colon.
#[must_use]
pub(super) fn named(label: &Wording, shown: &Value) -> Wording {
    let text = format::value(shown);
    let between = if matches!(shown, Value::Truth(_) | Value::List(_)) { ": " } else { " " };
    spliced([(&label.id, &label.en), (between, between), (&text.id, &text.en)])
}

fn defaulted<'a>(view: &mut View<'a, '_>, value: &'a Read, default: &'a Expr, ty: &Type) -> Wording {
    let label = view.label(value);
    match view.reach(value) {
        Some(reached) if reached.cell.state != State::Missing => named(label, &view.value_at(ty, reached.cell)),
        _ => {
            let instead = noun(view, default);
            spliced([
                (&instead.id, &instead.en),
                (" (", " (there is no "),
                (&label.id, &label.en),
                (" tidak ada)", ")"),
            ])
        }
    }
}

/// "A 3 + B 8 = 11": the formula and what comes out.
fn worked_out<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    let result = format::value(&value_of(view, expression));
    let formula = formula(view, expression);
    if matches!(expression.kind, ExprKind::Shift { .. }) {
        return spliced([(&result.id, &result.en), (" (", " ("), (&formula.id, &formula.en), (")", ")")]);
    }
    spliced([(&formula.id, &formula.en), (" = ", " = "), (&result.id, &result.en)])
}

fn formula<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    let (first, sign, second) = match &expression.kind {
        ExprKind::Arithmetic { op, left, right } => (formula(view, left), sign(*op), formula(view, right)),
        ExprKind::Divide { left, right, .. } => (formula(view, left), (" / ", " / "), formula(view, right)),
        ExprKind::Shift { date, period, back } => {
            let after = if *back { (" sebelum ", " before ") } else { (" sesudah ", " after ") };
            (formula(view, period), after, formula(view, date))
        }
        ExprKind::Rescale { value, .. } => return formula(view, value),
        _ => return noun(view, expression),
    };
    spliced([(&first.id, &first.en), sign, (&second.id, &second.en)])
}

const fn sign(op: ArithmeticOp) -> (&'static str, &'static str) {
    match op {
        ArithmeticOp::Add => (" + ", " + "),
        ArithmeticOp::Subtract => (" \u{2212} ", " \u{2212} "),
        ArithmeticOp::Multiply => (" \u{d7} ", " \u{d7} "),
    }
}

fn aggregate<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    let shown = format::value(&value_of(view, expression));
    let ExprKind::Aggregate { aggregate, list, filter, value, .. } = &expression.kind else { return shown };
    let listed = view.label(list);
    let of = value.as_deref().and_then(|it| noun_label(view, it));
    let (id, en) = match aggregate {
        Aggregate::Count => ("banyaknya ", "number of "),
        Aggregate::Sum => ("jumlah ", "sum of "),
        Aggregate::Least => ("terkecil dari ", "least of "),
        Aggregate::Greatest => ("terbesar dari ", "greatest of "),
    };
    let of = of.map_or_else(Wording::default, |it| spliced([(&it.id, &it.en), (" dari ", " of ")]));
    let kept = if filter.is_some() { (" yang memenuhi syarat", " that meet the condition") } else { ("", "") };
    spliced([(id, en), (&of.id, &of.en), (&listed.id, &listed.en), kept, (": ", ": "), (&shown.id, &shown.en)])
}

/// How a value is called, whatever it is for a certain element.
pub(super) fn noun_label<'a>(view: &View<'a, '_>, expression: &'a Expr) -> Option<&'a Wording> {
    match &expression.kind {
        ExprKind::Read(read) | ExprKind::Default { value: read, .. } => last_label(view, read),
        ExprKind::Definition { id, .. } => view.rulebook.definitions.get(*id).map(|it| &it.label),
        ExprKind::Rescale { value, .. } => noun_label(view, value),
        _ => None,
    }
}

/// The label of the last field of a path, also when the element that it starts from is not bound now.
fn last_label<'a>(view: &View<'a, '_>, read: &'a Read) -> Option<&'a Wording> {
    let label = view.label(read);
    if !label.id.is_empty() || read.local.is_none() {
        return Some(label);
    }
    None
}

/// The value of a pending or known parameter in a sentence: only the value.
pub(super) fn bare<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    if let ExprKind::Parameter(id) = &expression.kind
        && let Some(parameter) = view.rulebook.parameters.get(*id)
        && let Meaning::Known(constant) = &parameter.value
    {
        return format::value(&view.constant(&parameter.ty, constant));
    }
    format::value(&value_of(view, expression))
}
