//! What is said of the elements of a list: "tidak ada Suksesor yang memenuhi: 0 dari 3", and each element on its own.
//!
//! Knows nothing of: decisions, documents.

use super::format;
use super::prose;
use super::ruling::Value;
use super::terms;
use super::view::View;
use super::words::Prose;
use crate::engine::case::State;
use crate::engine::types::expr::{CompareOp, Quantifier};
use crate::engine::types::{Expr, ExprKind, Read, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// More names than this are not written out in a sentence.
const NAMES_AT_MOST: usize = 3;

/// How many elements turned out how, of those that count.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    listed: usize,
    counted: usize,
    met: usize,
    unmet: usize,
    unknown: usize,
}

/// A quantified condition in words.
pub(super) fn quantified<'a>(view: &mut View<'a, '_>, condition: &'a Expr, prose: &mut Prose) {
    let ExprKind::Quantified { quantifier, local, list, filter, body, .. } = &condition.kind else { return };
    let filter = filter.as_deref();
    let mut tally = Tally::default();
    let known = view.each_element(list, *local, |view| count(view, filter, body, &mut tally));
    let label = view.label(list);
    if !known {
        prose.inner(|prose| terms::unknown(view, condition, prose));
    } else if tally.listed == 0 {
        prose.push("daftar ", "the list of ");
        prose.wording(label);
        prose.push(" kosong", " is empty");
    } else if tally.counted == 0 {
        none_counts(view, list, filter, tally.listed, prose);
    } else if let (Some(other), None, 0) = (sought(body), filter, tally.unknown) {
        among(view, (*local, list), other, tally.met > 0, prose);
    } else if filter.is_some() && tally.counted == 1 {
        only_one(view, (*local, list), filter, body, prose);
    } else {
        counts(view, condition, tally, *quantifier, prose);
    }
}

/// How the bound element turned out: whether it counts, and whether it meets the condition.
fn outcome<'a>(view: &mut View<'a, '_>, filter: Option<&'a Expr>, body: &'a Expr) -> (Truth, Truth) {
    match filter.map_or(Truth::Yes, |it| view.truth(it)) {
        Truth::Yes => (Truth::Yes, view.truth(body)),
        counts => (counts, counts),
    }
}

fn count<'a>(view: &mut View<'a, '_>, filter: Option<&'a Expr>, body: &'a Expr, tally: &mut Tally) {
    tally.listed = tally.listed.saturating_add(1);
    let (counts, met) = outcome(view, filter, body);
    if counts == Truth::No {
        return;
    }
    tally.counted = tally.counted.saturating_add(1);
    let place = match met {
        Truth::Yes => &mut tally.met,
        Truth::No => &mut tally.unmet,
        Truth::Unknown => &mut tally.unknown,
    };
    *place = place.saturating_add(1);
}

/// Of "the element is this": what it is held against.
fn sought(body: &Expr) -> Option<&Expr> {
    let ExprKind::Compare { op: CompareOp::Equal, left, right } = &body.kind else { return None };
    let whole = |it: &Expr| matches!(&it.kind, ExprKind::Read(read) if read.local.is_some() && read.fields.is_empty());
    match (whole(left), whole(right)) {
        (true, false) => Some(right),
        (false, true) => Some(left),
        _ => None,
    }
}

/// "Jenjang JPT pratama tidak termasuk Jenjang yang disetujui (JPT utama dan JPT madya)".
fn among<'a>(
    view: &mut View<'a, '_>,
    (local, list): (usize, &'a Read),
    other: &'a Expr,
    found: bool,
    prose: &mut Prose,
) {
    terms::noun(view, other, prose);
    if found {
        prose.push(" termasuk ", " is among ");
    } else {
        prose.push(" tidak termasuk ", " is not among ");
    }
    prose.wording(view.label(list));
    let mut listed = Vec::new();
    view.each_element(list, local, |view| listed.extend(identifying(view, local).map(|it| format::value(&it))));
    if listed.len() <= NAMES_AT_MOST {
        prose.bracketed(|prose| prose.wording(&format::enumeration(&listed)));
    }
}

/// The only element that passes the filter is told with its reason.
fn only_one<'a>(
    view: &mut View<'a, '_>,
    (local, list): (usize, &'a Read),
    filter: Option<&'a Expr>,
    body: &'a Expr,
    prose: &mut Prose,
) {
    view.each_element(list, local, |view| {
        let counts = filter.map_or(Truth::Yes, |it| view.truth(it));
        if counts == Truth::No {
            return;
        }
        element_name(view, local, prose);
        prose.same(": ");
        let told = if counts == Truth::Unknown { filter.unwrap_or(body) } else { body };
        prose.inner(|prose| prose::clauses(view, told, prose));
    });
}

/// No element passes the filter.
fn none_counts<'a>(
    view: &mut View<'a, '_>,
    list: &'a Read,
    filter: Option<&'a Expr>,
    listed: usize,
    prose: &mut Prose,
) {
    prose.push("tidak ada ", "there are no ");
    prose.wording(view.label(list));
    match filter.and_then(|it| with_value(view, list, it)) {
        Some((field, value)) => {
            prose.push(" dengan ", " with ");
            prose.wording(field);
            prose.same(" ");
            prose.value(&value);
        }
        None => prose.push(" yang termasuk syarat ini", " that this condition counts"),
    }
    prose.push(": 0 dari ", ": 0 of ");
    prose.number(listed);
}

/// Of `p.code = request.position.code`: the label of the field, and the value that is sought.
fn with_value<'a>(view: &mut View<'a, '_>, list: &'a Read, filter: &'a Expr) -> Option<(&'a Wording, Value<'a>)> {
    let ExprKind::Compare { op: CompareOp::Equal, left, right } = &filter.kind else { return None };
    let (of_element, other) = if reads_element(left) { (left, right) } else { (right, left) };
    let ExprKind::Read(read) = &of_element.kind else { return None };
    let Type::List { element, .. } = &list.ty else { return None };
    let field = view.field_label(&read.fields, element)?;
    Some((field, terms::value_of(view, other)))
}

fn reads_element(expression: &Expr) -> bool {
    matches!(&expression.kind, ExprKind::Read(read) if read.local.is_some())
}

fn counts<'a>(view: &mut View<'a, '_>, condition: &'a Expr, tally: Tally, quantifier: Quantifier, prose: &mut Prose) {
    let ExprKind::Quantified { list, body, .. } = &condition.kind else { return };
    let label = view.label(list);
    let (number, shown) = match quantifier {
        Quantifier::Every if tally.unmet > 0 => (tally.unmet, Truth::No),
        Quantifier::Some | Quantifier::No if tally.met > 0 => (tally.met, Truth::Yes),
        _ if tally.unknown > 0 => (tally.unknown, Truth::Unknown),
        Quantifier::Every => {
            prose.push("semua ", "all ");
            prose.number(tally.counted);
            prose.same(" ");
            prose.wording(label);
            prose.push(" memenuhi", " meet");
            return asked(view, body, prose);
        }
        _ => {
            prose.push("tidak ada ", "no ");
            prose.wording(label);
            prose.push(" yang memenuhi", " meet");
            asked(view, body, prose);
            prose.push(": 0 dari ", ": 0 of ");
            return prose.number(tally.counted);
        }
    };
    prose.number(number);
    prose.push(" dari ", " of ");
    prose.number(tally.counted);
    prose.same(" ");
    prose.wording(label);
    let one = number == 1;
    match shown {
        Truth::Yes => prose.push(" memenuhi", if one { " meets" } else { " meet" }),
        Truth::No => prose.push(" tidak memenuhi", if one { " does not meet" } else { " do not meet" }),
        Truth::Unknown => return prose.push(" belum diketahui", if one { " is not known" } else { " are not known" }),
    }
    asked(view, body, prose);
    if number <= NAMES_AT_MOST {
        names(view, condition, (shown, number), prose);
    }
}

/// The criterion that each element is asked about.
fn asked(view: &View<'_, '_>, body: &Expr, prose: &mut Prose) {
    if let ExprKind::Criterion { id, .. } = &body.kind
        && let Some(declared) = view.rulebook.criteria.get(*id)
    {
        prose.same(" \u{201c}");
        prose.wording(&declared.label);
        prose.same("\u{201d}");
    } else {
        prose.push(" syarat", " the condition");
    }
}

/// The elements that turned out so.
fn names<'a>(view: &mut View<'a, '_>, condition: &'a Expr, (wanted, number): (Truth, usize), prose: &mut Prose) {
    let ExprKind::Quantified { local, list, filter, body, .. } = &condition.kind else { return };
    prose.same(": ");
    let mut told = 0_usize;
    view.each_element(list, *local, |view| {
        if outcome(view, filter.as_deref(), body) == (Truth::Yes, wanted) {
            told = told.saturating_add(1);
            match number.saturating_sub(told) {
                _ if told == 1 => {}
                0 if number == 2 => prose.push(" dan ", " and "),
                0 => prose.push(", dan ", " and "),
                _ => prose.same(", "),
            }
            element_name(view, *local, prose);
        }
    });
}

/// "Suksesor 2 (Budi)": the list, the place in it, and the first text or value that tells which one it is.
#[must_use]
pub(super) fn element_label(view: &View<'_, '_>, local: usize) -> Wording {
    let mut prose = Prose::new();
    element_name(view, local, &mut prose);
    prose.finish()
}

fn element_name(view: &View<'_, '_>, local: usize, prose: &mut Prose) {
    let Some(bound) = view.bound(local) else { return };
    prose.wording(bound.label);
    if let Some(index) = bound.index {
        prose.same(" ");
        prose.number(index.saturating_add(1));
    }
    if let Some(name) = identifying(view, local) {
        prose.same(" (");
        prose.value(&name);
        prose.same(")");
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
