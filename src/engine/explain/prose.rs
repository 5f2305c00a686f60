//! Why a condition holds, fails or is unknown, in both languages, each value beside what it is held against.
//!
//! A failing conjunction says all that failed, a holding one all that held, a holding disjunction the branch that held.
//! Knows nothing of: decisions, documents.

use super::compare;
use super::format::{self, capitalised};
use super::lists;
use super::terms::{self, named, noun, value_of};
use super::view::View;
use super::words::{Words, spliced};
use crate::engine::case::State;
use crate::engine::types::{Constant, Expr, ExprKind, Meaning, Read};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// The reason of a condition, as a sentence.
pub(super) fn why<'a>(view: &mut View<'a, '_>, condition: &'a Expr) -> Wording {
    capitalised(reason(view, condition))
}

/// The reason of a condition, as a part of a sentence.
pub(super) fn reason<'a>(view: &mut View<'a, '_>, condition: &'a Expr) -> Wording {
    let mut words = Words::default();
    clauses(view, condition, &mut words);
    words.or(Wording::default())
}

fn clauses<'a>(view: &mut View<'a, '_>, condition: &'a Expr, words: &mut Words) {
    let truth = view.truth(condition);
    match &condition.kind {
        ExprKind::Not(inner) => clauses(view, inner, words),
        ExprKind::All(members) => several(view, members, truth, Truth::Yes, words),
        ExprKind::Any(members) => several(view, members, truth, Truth::No, words),
        ExprKind::If { condition: asked, then, otherwise } => match view.truth(asked) {
            Truth::Unknown => words.clause(terms::why_unknown(view, condition)),
            known => {
                clauses(view, asked, words);
                clauses(view, if known == Truth::Yes { then } else { otherwise }, words);
            }
        },
        ExprKind::Quantified { .. } => words.clause(lists::quantified(view, condition)),
        ExprKind::Criterion { .. } => words.clause(criterion(view, condition, truth)),
        _ if truth == Truth::Unknown => words.clause(terms::why_unknown(view, condition)),
        _ => words.clause(leaf(view, condition, truth)),
    }
}

/// The members that made it so. `together` is the truth that needs all members: yes for `all`, no for `any`.
fn several<'a>(view: &mut View<'a, '_>, members: &'a [Expr], truth: Truth, together: Truth, words: &mut Words) {
    if truth != Truth::Unknown && truth != together && together == Truth::No {
        // A disjunction that holds: one branch is enough.
        if let Some(branch) = members.iter().find(|it| view.truth(it) == truth) {
            clauses(view, branch, words);
        }
        return;
    }
    let told: Vec<&Expr> = members.iter().filter(|it| view.truth(it) == truth).collect();
    for member in &told {
        if !is_mere_guard(&told, member) {
            clauses(view, member, words);
        }
    }
}

/// `x is given` needs no word where another member that is told has the value of `x` in it.
fn is_mere_guard(told: &[&Expr], member: &Expr) -> bool {
    let read = match &member.kind {
        ExprKind::Given(read) => read,
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::Given(read) => read,
            _ => return false,
        },
        _ => return false,
    };
    told.iter().any(|other| !std::ptr::eq(*other, member) && tells(other, read))
}

fn tells(expression: &Expr, guarded: &Read) -> bool {
    let inside = |read: &Read| read.local == guarded.local && read.fields.starts_with(&guarded.fields);
    let here = match &expression.kind {
        ExprKind::Read(read) | ExprKind::Default { value: read, .. } | ExprKind::Quantified { list: read, .. } => {
            inside(read)
        }
        ExprKind::Given(read) => inside(read) && read.fields.len() > guarded.fields.len(),
        _ => false,
    };
    here || expression.parts().into_iter().any(|child| tells(child, guarded))
}

fn leaf<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth) -> Wording {
    match &condition.kind {
        ExprKind::Compare { op, left, right } => compare::comparison(view, *op, left, right, truth),
        ExprKind::OneOf { value, options } => one_of(view, value, options, truth),
        ExprKind::Within { .. } => compare::within(view, condition, truth),
        ExprKind::Given(read) => given(view, read),
        ExprKind::Judgement(id) => judgement(view, *id, truth),
        ExprKind::DecisionIs { decision, outcome } => decided(view, *decision, *outcome, truth),
        ExprKind::Definition { id, argument } => defined(view, *id, argument.as_ref(), condition),
        ExprKind::Constant(_) => Wording::default(),
        _ => noun(view, condition),
    }
}

/// "Rencana suksesi ada", or the outermost thing that is not.
fn given(view: &View<'_, '_>, read: &Read) -> Wording {
    let Some(reached) = view.reach(read) else { return Wording::default() };
    let label = view.label_of(read, &reached);
    let value = view.value_at(reached.ty, reached.cell);
    match (reached.cell.state, &value) {
        (State::Missing, _) => spliced([("", "there is no "), (&label.id, &label.en), (" tidak ada", "")]),
        (_, super::ruling::Value::Record | super::ruling::Value::List(_)) => {
            spliced([(&label.id, &label.en), (" ada", " is given")])
        }
        _ => named(label, &value),
    }
}

fn one_of<'a>(view: &mut View<'a, '_>, value: &'a Expr, options: &'a [Constant], truth: Truth) -> Wording {
    let subject = noun(view, value);
    let shown: Vec<Wording> = options.iter().map(|it| format::value(&view.constant(&value.ty, it))).collect();
    let options = format::alternatives(&shown);
    let relation = match truth {
        Truth::Yes => (", salah satu dari ", ", one of "),
        _ => (", bukan ", ", not "),
    };
    spliced([(&subject.id, &subject.en), relation, (&options.id, &options.en)])
}

/// A criterion that is read by another: only how it turned out; of an element also why, for it has no entry of its own.
fn criterion<'a>(view: &mut View<'a, '_>, expression: &'a Expr, truth: Truth) -> Wording {
    let ExprKind::Criterion { id, argument } = &expression.kind else { return Wording::default() };
    let Some(declared) = view.rulebook.criteria.get(*id) else { return Wording::default() };
    let result = match truth {
        Truth::Yes => ("\u{201d} terpenuhi", "\u{201d} holds"),
        Truth::No => ("\u{201d} tidak terpenuhi", "\u{201d} fails"),
        Truth::Unknown => ("\u{201d} belum diketahui", "\u{201d} is not known"),
    };
    let label = &declared.label;
    let head = spliced([("\u{201c}", "\u{201c}"), (&label.id, &label.en), result]);
    if argument.is_none() {
        return head;
    }
    let inner = of_criterion(view, *id, argument.as_ref());
    spliced([(&head.id, &head.en), (" (", " ("), (&inner.id, &inner.en), (")", ")")])
}

/// The reason of a criterion, looked at from inside it.
pub(super) fn of_criterion(view: &mut View<'_, '_>, id: usize, argument: Option<&Read>) -> Wording {
    match view.rulebook.criteria.get(id).map(|it| &it.condition) {
        Some(Meaning::Known(_)) if view.is_deep() => Wording::default(),
        Some(Meaning::Known(condition)) => view.inside(argument, |view| reason(view, condition)),
        Some(Meaning::Pending(why)) => why.clone(),
        None => Wording::default(),
    }
}

fn judgement(view: &View<'_, '_>, id: usize, truth: Truth) -> Wording {
    let Some(declared) = view.rulebook.judgements.get(id) else { return Wording::default() };
    let label = &declared.label;
    let yes = if truth == Truth::Yes { ("ya", "yes") } else { ("tidak", "no") };
    match view.case.answers.get(id).and_then(Option::as_ref) {
        Some(answer) => spliced([
            ("pertimbangan \u{201c}", "the judgement \u{201c}"),
            (&label.id, &label.en),
            ("\u{201d} dijawab ", "\u{201d} was answered "),
            yes,
            (": ", ": "),
            (&answer.reason, &answer.reason),
        ]),
        None => spliced([
            ("pertimbangan \u{201c}", "the judgement \u{201c}"),
            (&label.id, &label.en),
            ("\u{201d} belum dijawab dan dianggap ", "\u{201d} is not answered and presumed "),
            yes,
        ]),
    }
}

fn decided(view: &View<'_, '_>, decision: usize, outcome: usize, truth: Truth) -> Wording {
    let Some(declared) = view.rulebook.decisions.get(decision) else { return Wording::default() };
    let label = &declared.label;
    let outcome = declared.outcomes.get(outcome).map(|it| &it.label);
    let outcome = outcome.map_or(("", ""), |it| (it.id.as_str(), it.en.as_str()));
    let is = if truth == Truth::Yes { (": ", ": ") } else { (": bukan ", ": not ") };
    spliced([(&label.id, &label.en), is, outcome])
}

/// A yes-or-no definition has no entry with a reason of its own, so the reason is told here.
fn defined<'a>(view: &mut View<'a, '_>, id: usize, argument: Option<&'a Read>, expression: &'a Expr) -> Wording {
    let Some(declared) = view.rulebook.definitions.get(id) else { return Wording::default() };
    let head = named(&declared.label, &value_of(view, expression));
    let Meaning::Known(crate::engine::types::Body::Expr(body)) = &declared.body else { return head };
    if view.is_telling_definition() {
        return head;
    }
    let inner = view.inside_definition(argument, |view| reason(view, body));
    if inner.id.is_empty() {
        return head;
    }
    spliced([(&head.id, &head.en), (" (", " ("), (&inner.id, &inner.en), (")", ")")])
}
