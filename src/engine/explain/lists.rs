//! What is said of the elements of a list: "tidak ada Suksesor yang memenuhi: 0 dari 3", and each element on its own.
//!
//! Knows nothing of: decisions, documents.

use super::format;
use super::prose;
use super::ruling::Value;
use super::terms;
use super::view::View;
use super::words::spliced;
use crate::engine::case::State;
use crate::engine::types::expr::Quantifier;
use crate::engine::types::{Expr, ExprKind, Read, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// More names than this are not written out in a sentence.
const NAMES_AT_MOST: usize = 3;

/// How the elements that count turned out.
#[derive(Debug, Default)]
struct Tally {
    listed: usize,
    counted: usize,
    unknown: usize,
    met: Vec<Wording>,
    unmet: Vec<Wording>,
    /// The reason of the only element that counts.
    only: Option<Wording>,
}

/// A quantified condition in words.
pub(super) fn quantified<'a>(view: &mut View<'a, '_>, condition: &'a Expr) -> Wording {
    let ExprKind::Quantified { quantifier, local, list, filter, body, .. } = &condition.kind else {
        return Wording::default();
    };
    let label = view.label(list);
    let Some(tally) = tally(view, (*local, list), filter.as_deref(), body) else {
        return terms::why_unknown(view, condition);
    };
    if tally.listed == 0 {
        return spliced([("daftar ", "the list "), (&label.id, &label.en), (" kosong", " is empty")]);
    }
    if tally.counted == 0 {
        return none_counts(view, list, filter.as_deref(), tally.listed);
    }
    if let Some(only) = tally.only {
        return only;
    }
    let met = match &body.kind {
        ExprKind::Criterion { id, .. } => view.rulebook.criteria.get(*id).map(|it| &it.label),
        _ => None,
    };
    counts(&tally, *quantifier, label, met)
}

fn tally<'a>(
    view: &mut View<'a, '_>,
    (local, list): (usize, &'a Read),
    filter: Option<&'a Expr>,
    body: &'a Expr,
) -> Option<Tally> {
    let mut tally = Tally::default();
    let results = view.each_element(list, local, |view| {
        let counts = filter.map_or(Truth::Yes, |it| view.truth(it));
        let truth = if counts == Truth::No { Truth::No } else { view.truth(body) };
        (counts, truth)
    })?;
    tally.listed = results.len();
    tally.counted = results.iter().filter(|(counts, _)| *counts != Truth::No).count();
    let tell = filter.is_some() && tally.counted == 1;
    let mut index = 0_usize;
    view.each_element(list, local, |view| {
        let result = results.get(index).copied().unwrap_or((Truth::No, Truth::No));
        index = index.saturating_add(1);
        match result {
            (Truth::No, _) => return,
            (Truth::Unknown, _) | (_, Truth::Unknown) => tally.unknown = tally.unknown.saturating_add(1),
            (_, Truth::Yes) => note(view, &mut tally.met, local),
            (_, Truth::No) => note(view, &mut tally.unmet, local),
        }
        if tell {
            tally.only = Some(only_element(view, local, result, filter, body));
        }
    });
    Some(tally)
}

fn note(view: &View<'_, '_>, names: &mut Vec<Wording>, local: usize) {
    // Names beyond the greatest number shown are only counted.
    names.push(if names.len() < NAMES_AT_MOST { element_label(view, local) } else { Wording::default() });
}

fn only_element<'a>(
    view: &mut View<'a, '_>,
    local: usize,
    (counts, _): (Truth, Truth),
    filter: Option<&'a Expr>,
    body: &'a Expr,
) -> Wording {
    let label = element_label(view, local);
    let reason = match filter {
        Some(filter) if counts == Truth::Unknown => prose::reason(view, filter),
        _ => prose::reason(view, body),
    };
    spliced([(&label.id, &label.en), (": ", ": "), (&reason.id, &reason.en)])
}

/// No element passes the filter.
fn none_counts<'a>(view: &mut View<'a, '_>, list: &Read, filter: Option<&'a Expr>, listed: usize) -> Wording {
    let label = view.label(list);
    let such = filter.and_then(|it| with_value(view, list, it));
    let such = such.unwrap_or_else(|| Wording::new("yang termasuk syarat ini", "that this condition counts"));
    let listed = listed.to_string();
    spliced([
        ("tidak ada ", "there is none among "),
        (&label.id, &label.en),
        (" ", " "),
        (&such.id, &such.en),
        (": 0 dari ", ": 0 of "),
        (&listed, &listed),
    ])
}

/// `p.code = request.position.code` as "dengan Kode jabatan JPT-01".
fn with_value<'a>(view: &mut View<'a, '_>, list: &Read, filter: &'a Expr) -> Option<Wording> {
    use crate::engine::types::expr::CompareOp::Equal;
    let ExprKind::Compare { op: Equal, left, right } = &filter.kind else { return None };
    let (of_element, other) = if reads_element(left) { (left, right) } else { (right, left) };
    let ExprKind::Read(read) = &of_element.kind else { return None };
    let Type::List { element, .. } = &list.ty else { return None };
    let field = field_label(view, &read.fields, element)?;
    let value = format::value(&terms::value_of(view, other));
    Some(spliced([("dengan ", "with "), (&field.id, &field.en), (" ", " "), (&value.id, &value.en)]))
}

fn reads_element(expression: &Expr) -> bool {
    matches!(&expression.kind, ExprKind::Read(read) if read.local.is_some())
}

fn field_label<'a>(view: &View<'a, '_>, fields: &[usize], element: &Type) -> Option<&'a Wording> {
    let mut ty = element;
    let mut label = None;
    for &field in fields {
        let Type::Record(record) = ty else { return None };
        let field = view.rulebook.records.get(*record)?.fields.get(field)?;
        ty = &field.ty;
        label = Some(&field.label);
    }
    label
}

fn counts(tally: &Tally, quantifier: Quantifier, label: &Wording, met: Option<&Wording>) -> Wording {
    let of_all = tally.counted.to_string();
    let condition = met.map_or_else(Wording::default, |it| {
        spliced([(" \u{201c}", " \u{201c}"), (&it.id, &it.en), ("\u{201d}", "\u{201d}")])
    });
    let meets = (["memenuhi", &condition.id].concat(), ["meet", &condition.en].concat());
    let (met, unmet) = (tally.met.len(), tally.unmet.len());
    let label = (label.id.as_str(), label.en.as_str());
    match quantifier {
        Quantifier::Every if unmet > 0 => share(
            unmet,
            &of_all,
            label,
            (&["tidak ", &meets.0].concat(), &["do not ", &meets.1].concat()),
            &tally.unmet,
        ),
        Quantifier::Some | Quantifier::No if met > 0 => share(met, &of_all, label, (&meets.0, &meets.1), &tally.met),
        _ if tally.unknown > 0 => share(tally.unknown, &of_all, label, ("belum diketahui", "are not known"), &[]),
        Quantifier::Every => {
            spliced([("semua ", "all "), (&of_all, &of_all), (" ", " "), label, (" ", " "), (&meets.0, &meets.1)])
        }
        _ => spliced([
            ("tidak ada ", "none of "),
            label,
            (" yang ", " "),
            (&meets.0, &meets.1),
            (": 0 dari ", ": 0 of "),
            (&of_all, &of_all),
        ]),
    }
}

/// "1 dari 3 Suksesor memenuhi: Budi".
fn share(count: usize, of_all: &str, label: (&str, &str), verb: (&str, &str), names: &[Wording]) -> Wording {
    let count = count.to_string();
    let shown: Vec<Wording> = names.iter().take(NAMES_AT_MOST).cloned().collect();
    let names = if names.is_empty() || names.len() > NAMES_AT_MOST {
        Wording::default()
    } else {
        let listed = format::enumeration(&shown);
        spliced([(": ", ": "), (&listed.id, &listed.en)])
    };
    spliced([
        (&count, &count),
        (" dari ", " of "),
        (of_all, of_all),
        (" ", " "),
        label,
        (" ", " "),
        verb,
        (&names.id, &names.en),
    ])
}

/// "Suksesor 2 (Budi)": the list, the place in it, and the first text or value that tells which one it is.
#[must_use]
pub(super) fn element_label(view: &View<'_, '_>, local: usize) -> Wording {
    let Some(bound) = view.bound(local) else { return Wording::default() };
    let number = bound.index.map_or_else(String::new, |it| format!(" {}", it.saturating_add(1)));
    let name = identifying(view, local).map(|it| format::value(&it));
    let label = bound.label;
    match name {
        Some(name) => {
            spliced([(&label.id, &label.en), (&number, &number), (" (", " ("), (&name.id, &name.en), (")", ")")])
        }
        None => spliced([(&label.id, &label.en), (&number, &number)]),
    }
}

fn identifying<'a>(view: &View<'a, '_>, local: usize) -> Option<Value<'a>> {
    let bound = view.bound(local)?;
    let cell = *view.case.cells.get(bound.base)?;
    let Type::Record(record) = bound.ty else {
        return (cell.state == State::Value).then(|| view.value(bound.ty, cell.value));
    };
    let fields = &view.rulebook.records.get(*record)?.fields;
    let text = fields.iter().position(|it| it.ty == Type::Text)?;
    let offset = *view.layout.records.get(*record)?.offsets.get(text)?;
    let cell = view.case.cells.get(bound.base.checked_add(usize::try_from(offset).ok()?)?)?;
    (cell.state == State::Value).then(|| Value::Text(view.case.text_of(*cell)))
}
