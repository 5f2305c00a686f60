//! Why a condition holds, fails or is unknown, in both languages, each value beside what it is held against.
//!
//! A failing conjunction says all that failed, a holding one all that held, a holding disjunction the branch that held.
//! Knows nothing of: decisions, documents.

use super::compare;
use super::format;
use super::lists;
use super::redundant;
use super::ruling::Value;
use super::terms::{self, named, noun, value_of};
use super::view::View;
use super::words::Prose;
use crate::engine::case::State;
use crate::engine::types::{Body, Constant, Expr, ExprKind, Meaning, Read};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The reason of a condition that turned out as `truth`, as a sentence.
pub(super) fn why<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth) -> Wording {
    let mut prose = Prose::new();
    clauses_of(view, condition, truth, &mut prose);
    prose.capitalised()
}

/// The reason of a condition, clause by clause.
pub(super) fn clauses<'a>(view: &mut View<'a, '_>, condition: &'a Expr, prose: &mut Prose) {
    let truth = view.truth(condition);
    clauses_of(view, condition, truth, prose);
}

/// The same when it is known how it turned out.
fn clauses_of<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth, prose: &mut Prose) {
    match &condition.kind {
        ExprKind::Not(inner) => clauses_of(view, inner, truth.negated(), prose),
        ExprKind::All(members) => several(view, members, truth, Truth::Yes, prose),
        ExprKind::Any(members) => several(view, members, truth, Truth::No, prose),
        ExprKind::If { condition: asked, then, otherwise } => match view.truth(asked) {
            Truth::Unknown => terms::unknown(view, condition, prose),
            known => {
                clauses(view, asked, prose);
                clauses(view, if known == Truth::Yes { then } else { otherwise }, prose);
            }
        },
        ExprKind::Quantified { .. } => prose.clause(|prose| lists::quantified(view, condition, prose)),
        ExprKind::Criterion { .. } => prose.clause(|prose| criterion(view, condition, truth, prose)),
        _ if truth == Truth::Unknown => terms::unknown(view, condition, prose),
        _ => prose.clause(|prose| leaf(view, condition, truth, prose)),
    }
}

/// The members that made it so. `together` is the truth that needs all members: yes for `all`, no for `any`.
fn several<'a>(view: &mut View<'a, '_>, members: &'a [Expr], truth: Truth, together: Truth, prose: &mut Prose) {
    if truth == Truth::Yes && together == Truth::No {
        // A disjunction that holds: one branch is enough.
        if let Some(branch) = members.iter().find(|it| view.truth(it) == truth) {
            clauses_of(view, branch, truth, prose);
        }
        return;
    }
    for member in members {
        if view.truth(member) == truth && !redundant::goes_without_saying(view, members, member, truth) {
            clauses_of(view, member, truth, prose);
        }
    }
}

fn leaf<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth, prose: &mut Prose) {
    match &condition.kind {
        ExprKind::Compare { op, left, right } => compare::comparison(view, (*op, left, right), truth, prose),
        ExprKind::OneOf { value, options } => one_of(view, value, options, truth, prose),
        ExprKind::Within { .. } => compare::within(view, condition, truth, prose),
        ExprKind::Given(read) => given(view, read, prose),
        ExprKind::Judgement(id) => judgement(view, *id, truth, prose),
        ExprKind::DecisionIs { decision, outcome } => decided(view, *decision, *outcome, truth, prose),
        ExprKind::Definition { id, argument } => defined(view, *id, argument.as_ref(), condition, prose),
        ExprKind::Constant(_) => {}
        _ => noun(view, condition, prose),
    }
}

/// "Rencana suksesi ada", or the outermost thing that is not.
fn given(view: &View<'_, '_>, read: &Read, prose: &mut Prose) {
    let Some(reached) = view.reach(read) else { return };
    let label = view.label_of(read, &reached);
    let value = view.value_at(reached.ty, reached.cell);
    match (reached.cell.state, &value) {
        (State::Missing, _) => {
            prose.push("", "there is no ");
            prose.wording(label);
            prose.push(" tidak ada", "");
        }
        (_, Value::Record | Value::List(_)) => {
            prose.wording(label);
            prose.push(" ada", " is given");
        }
        _ => named(label, &value, prose),
    }
}

fn one_of<'a>(view: &mut View<'a, '_>, value: &'a Expr, options: &'a [Constant], truth: Truth, prose: &mut Prose) {
    noun(view, value, prose);
    if truth == Truth::Yes {
        prose.push(", salah satu dari ", ", one of ");
    } else {
        prose.push(", bukan ", ", not ");
    }
    let shown: Vec<Wording> = options.iter().map(|it| format::value(&view.constant(&value.ty, it))).collect();
    prose.wording(&format::alternatives(&shown));
}

/// A criterion that is read by another: only how it turned out; of an element also why, for it has no entry of its own.
fn criterion<'a>(view: &mut View<'a, '_>, expression: &'a Expr, truth: Truth, prose: &mut Prose) {
    let ExprKind::Criterion { id, argument } = &expression.kind else { return };
    let Some(declared) = view.rulebook.criteria.get(*id) else { return };
    prose.same("\u{201c}");
    prose.wording(&declared.label);
    match truth {
        Truth::Yes => prose.push("\u{201d} terpenuhi", "\u{201d} holds"),
        Truth::No => prose.push("\u{201d} tidak terpenuhi", "\u{201d} fails"),
        Truth::Unknown => prose.push("\u{201d} belum diketahui", "\u{201d} is not known"),
    }
    // What holds of an element is told in its part.
    if argument.is_some() && truth != Truth::Yes {
        prose.bracketed(|prose| of_criterion(view, *id, argument.as_ref(), prose));
    }
}

/// The reason of a criterion, looked at from inside it.
pub(super) fn of_criterion<'a>(view: &mut View<'a, '_>, id: usize, argument: Option<&'a Read>, prose: &mut Prose) {
    match view.rulebook.criteria.get(id).map(|it| &it.condition) {
        Some(Meaning::Known(_)) if view.is_deep() => {}
        Some(Meaning::Known(condition)) => view.inside(argument, |view| clauses(view, condition, prose)),
        Some(Meaning::Pending(why)) => prose.clause(|prose| prose.wording(why)),
        None => {}
    }
}

fn judgement(view: &View<'_, '_>, id: usize, truth: Truth, prose: &mut Prose) {
    let Some(declared) = view.rulebook.judgements.get(id) else { return };
    prose.push("pertimbangan \u{201c}", "the judgement \u{201c}");
    prose.wording(&declared.label);
    let answer = view.case.answers.get(id).and_then(Option::as_ref);
    match answer {
        Some(_) => prose.push("\u{201d} dijawab ", "\u{201d} was answered "),
        None => prose.push("\u{201d} belum dijawab dan dianggap ", "\u{201d} is not answered and presumed "),
    }
    prose.value(&Value::Truth(truth == Truth::Yes));
    if let Some(answer) = answer {
        prose.same(": ");
        prose.same(&answer.reason);
    }
}

fn decided(view: &View<'_, '_>, decision: usize, outcome: usize, truth: Truth, prose: &mut Prose) {
    let Some(declared) = view.rulebook.decisions.get(decision) else { return };
    prose.wording(&declared.label);
    if truth == Truth::Yes {
        prose.same(": ");
    } else {
        prose.push(": bukan ", ": not ");
    }
    if let Some(outcome) = declared.outcomes.get(outcome) {
        prose.wording(&outcome.label);
    }
}

/// A yes-or-no definition has no entry with a reason of its own, so the reason is told here.
fn defined<'a>(
    view: &mut View<'a, '_>,
    id: usize,
    argument: Option<&'a Read>,
    expression: &'a Expr,
    prose: &mut Prose,
) {
    let Some(declared) = view.rulebook.definitions.get(id) else { return };
    let shown = value_of(view, expression);
    named(&declared.label, &shown, prose);
    if let Meaning::Known(Body::Expr(body)) = &declared.body
        && !view.is_telling_definition()
    {
        prose.bracketed(|prose| view.inside_definition(argument, |view| clauses(view, body, prose)));
    }
}
