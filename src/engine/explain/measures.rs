//! What a condition held against what: each value beside what is demanded of it, and the days between which time was counted.
//!
//! Knows nothing of: whole rulings, documents, how it is drawn.

use super::compare;
use super::distances;
use super::format;
use super::redundant;
use super::ruling::Value;
use super::sources;
use super::terms;
use super::view::View;
use super::words::Prose;
use crate::engine::case::State;
use crate::engine::source::Span;
use crate::engine::types::expr::CompareOp;
use crate::engine::types::{Body, Constant, Expr, ExprKind, Meaning, Read, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// A value and what it was held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub result: Truth,
    /// What the value is called.
    pub subject: Wording,
    pub value: Shown,
    /// What is demanded of it, such as "at least".
    pub demanded: Wording,
    /// What it is held against; nothing if the demand says it all.
    pub threshold: Option<Shown>,
    /// What the threshold is called, or how it came about; empty for what is written in the condition itself.
    pub named: Wording,
    /// What the value was worked out from: the name and value of each fact, where the value is not a fact itself.
    pub source: Vec<(Wording, Shown)>,
    /// The days that were compared, if they are all known.
    pub days: Vec<Day>,
}

/// A value as a reader sees it; a day is left to be written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    Day(i64),
    Text(Wording),
}

impl Shown {
    /// A value of a ruling.
    #[must_use]
    pub fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Date(day) => Self::Day(*day),
            other => Self::Text(format::value(other)),
        }
    }

    /// The value within a sentence.
    #[must_use]
    pub fn said(&self) -> Wording {
        match self {
            Self::Day(day) => format::civil(*day),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A day that time was counted from or to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub day: i64,
    pub kind: DayKind,
    pub label: Wording,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// The day that is looked at.
    Looked,
    /// Where the counting begins.
    From,
    /// The last, or first, day that will do.
    Limit,
}

/// What is demanded of something that has to be given.
pub const THERE: &str = "to be there";
/// What is demanded of something that must not be given.
pub const NOT_THERE: &str = "not to be there";

/// A criterion or a rule: what it measured, where it stands, and the places in it that decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    pub measures: Vec<Measure>,
    pub whole: Span,
    pub decisive: Vec<Span>,
}

/// How a criterion or a rule of this name was weighed; nothing for one of an element, whose parts have it.
pub fn weighed(view: &mut View<'_, '_>, name: &str) -> Option<Weighed> {
    let rulebook = view.rulebook;
    let criterion = rulebook.criteria.iter().find(|it| it.name == name && it.of.is_none());
    let (condition, whole) = match criterion {
        Some(it) => (&it.condition, it.span),
        None => rulebook.rules.iter().find(|it| it.name == name).map(|it| (&it.condition, it.span))?,
    };
    let mut weighed = Weighed { measures: Vec::new(), whole, decisive: Vec::new() };
    if let Some(condition) = condition.known() {
        view.inside(None, |view| {
            collect(view, condition, true, &mut weighed.measures);
            let truth = view.truth(condition);
            decided(view, condition, truth, &mut weighed.decisive);
        });
    }
    Some(weighed)
}

/// Everything that a condition measures, if it is to be as `demanded`.
pub(super) fn of_condition<'a>(view: &mut View<'a, '_>, condition: &'a Expr, demanded: bool) -> Vec<Measure> {
    let mut found = Vec::new();
    collect(view, condition, demanded, &mut found);
    found
}

/// The places of a condition that made it turn out as it did.
fn decided<'a>(view: &mut View<'a, '_>, condition: &'a Expr, truth: Truth, found: &mut Vec<Span>) {
    match &condition.kind {
        ExprKind::Not(inner) => decided(view, inner, truth.negated(), found),
        ExprKind::Any(members) if truth == Truth::Yes => {
            if let Some(member) = members.iter().find(|it| view.truth(it) == truth) {
                decided(view, member, truth, found);
            }
        }
        ExprKind::All(members) | ExprKind::Any(members) => {
            for member in members {
                if view.truth(member) == truth {
                    decided(view, member, truth, found);
                }
            }
        }
        _ => found.push(condition.span),
    }
}

/// Every comparison of a condition that is to be as `demanded`.
fn collect<'a>(view: &mut View<'a, '_>, condition: &'a Expr, demanded: bool, found: &mut Vec<Measure>) {
    match &condition.kind {
        ExprKind::Not(inner) => collect(view, inner, !demanded, found),
        ExprKind::All(members) if demanded => together(view, members, demanded, found),
        ExprKind::Any(members) if !demanded => together(view, members, demanded, found),
        ExprKind::All(members) | ExprKind::Any(members) => one_of_them(view, members, demanded, found),
        ExprKind::If { condition: asked, then, otherwise } => match view.truth(asked) {
            Truth::Yes => collect(view, then, demanded, found),
            Truth::No => collect(view, otherwise, demanded, found),
            Truth::Unknown => {}
        },
        // Elements and other criteria are told by themselves.
        ExprKind::Quantified { .. } | ExprKind::Criterion { .. } | ExprKind::Constant(_) | ExprKind::Broken => {}
        ExprKind::Definition { id, argument } if !view.is_telling_definition() => {
            if let Some(Meaning::Known(Body::Expr(body))) = view.rulebook.definitions.get(*id).map(|it| &it.body) {
                view.inside_definition(argument.as_ref(), |view| collect(view, body, demanded, found));
            }
        }
        _ => found.extend(measure(view, condition, demanded)),
    }
}

/// All of them are needed. What only guards others is no measure if it is met, and the end if it is not.
fn together<'a>(view: &mut View<'a, '_>, members: &'a [Expr], demanded: bool, found: &mut Vec<Measure>) {
    for member in members {
        let met = view.truth(member) == Truth::from_bool(demanded);
        let guards = is_guard(member);
        if met
            && (guards || redundant::goes_without_saying(view, members, member, Truth::from_bool(demanded)))
            && members.len() > 1
        {
            continue;
        }
        collect(view, member, demanded, found);
        if guards && !met {
            return;
        }
    }
}

/// One is enough: the one that is met, else all.
fn one_of_them<'a>(view: &mut View<'a, '_>, members: &'a [Expr], demanded: bool, found: &mut Vec<Measure>) {
    let met = members.iter().find(|it| view.truth(it) == Truth::from_bool(demanded));
    match met {
        Some(member) => collect(view, member, demanded, found),
        None => members.iter().for_each(|it| collect(view, it, demanded, found)),
    }
}

fn is_guard(member: &Expr) -> bool {
    match &member.kind {
        ExprKind::Given(_) => true,
        ExprKind::Not(inner) => is_guard(inner),
        ExprKind::All(members) | ExprKind::Any(members) => members.iter().all(is_guard),
        _ => false,
    }
}

fn measure<'a>(view: &mut View<'a, '_>, condition: &'a Expr, demanded: bool) -> Option<Measure> {
    let truth = view.truth(condition);
    let result = if demanded { truth } else { truth.negated() };
    match &condition.kind {
        ExprKind::Compare { op, left, right } => Some(compared(view, (*op, left, right), demanded, result)),
        ExprKind::OneOf { value, options } => Some(one_of(view, (value, options), demanded, result)),
        ExprKind::Within { .. } => within(view, condition, demanded, result),
        ExprKind::Given(read) => given(view, read, demanded, result),
        ExprKind::Judgement(id) => {
            let subject = view.rulebook.judgements.get(*id)?.label.clone();
            Some(Measure { subject, value: yes_or_no(truth), ..bare(result, must_be(demanded)) })
        }
        ExprKind::DecisionIs { decision, outcome } => {
            decision_is(view, (*decision, *outcome), (truth, demanded), result)
        }
        _ if condition.ty == Type::Truth => {
            Some(Measure { demanded: must_be(demanded), ..of(view, condition, result) })
        }
        _ => None,
    }
}

fn one_of<'a>(
    view: &mut View<'a, '_>,
    (value, options): (&'a Expr, &'a [Constant]),
    demanded: bool,
    result: Truth,
) -> Measure {
    let shown: Vec<Wording> = options.iter().map(|it| format::value(&view.constant(&value.ty, it))).collect();
    let word = if demanded { Wording::new("salah satu dari", "one of") } else { Wording::new("bukan", "not") };
    let threshold = Some(Shown::Text(format::alternatives(&shown)));
    Measure { demanded: word, threshold, ..of(view, value, result) }
}

fn within<'a>(view: &mut View<'a, '_>, condition: &'a Expr, demanded: bool, result: Truth) -> Option<Measure> {
    let ExprKind::Within { value, period, before, anchor, .. } = &condition.kind else { return None };
    let period = format::value(&terms::value_of(view, period));
    let (id, en) = if *before { ("sebelum", "before") } else { ("sesudah", "after") };
    let not = if demanded { Wording::default() } else { Wording::new("tidak ", "not ") };
    let word = Wording::new(
        [&not.id, "dalam ", &period.id, " ", id].concat(),
        [&not.en, "within ", &period.en, " ", en].concat(),
    );
    let days = days(view, &[(DayKind::Looked, value), (DayKind::From, anchor)]);
    let (named, threshold) = (name(view, anchor), Some(Shown::of(&terms::value_of(view, anchor))));
    Some(Measure { demanded: word, threshold, named, days, ..of(view, value, result) })
}

fn given(view: &View<'_, '_>, read: &Read, demanded: bool, result: Truth) -> Option<Measure> {
    let reached = view.reach(read)?;
    let subject = view.label_of(read, &reached).clone();
    let value = match reached.cell.state {
        State::Value if matches!(reached.ty, Type::List { .. }) => Shown::Text(Wording::new("ada", "given")),
        _ => Shown::of(&view.value_at(reached.ty, reached.cell)),
    };
    let word = if demanded { Wording::new("ada", THERE) } else { Wording::new("tidak ada", NOT_THERE) };
    Some(Measure { subject, value, ..bare(result, word) })
}

fn decision_is(
    view: &View<'_, '_>,
    (decision, outcome): (usize, usize),
    (truth, demanded): (Truth, bool),
    result: Truth,
) -> Option<Measure> {
    let declared = view.rulebook.decisions.get(decision)?;
    let threshold = Shown::Text(declared.outcomes.get(outcome)?.label.clone());
    let word = if demanded { Wording::new("hasil", "the outcome") } else { Wording::new("bukan", "not") };
    let value = if truth == Truth::Yes { threshold.clone() } else { yes_or_no(truth) };
    Some(Measure { subject: declared.label.clone(), value, threshold: Some(threshold), ..bare(result, word) })
}

fn compared<'a>(
    view: &mut View<'a, '_>,
    (op, left, right): (CompareOp, &'a Expr, &'a Expr),
    demanded: bool,
    result: Truth,
) -> Measure {
    let (left, right) = (compare::plain(left), compare::plain(right));
    // What is worked out, or written in the rules, is the threshold.
    let swap = !is_threshold(right) && is_threshold(left);
    let (op, value, limit) = if swap { (compare::flipped(op), right, left) } else { (op, left, right) };
    let op = if demanded { op } else { compare::negated(op) };
    if let Some(found) = distances::counted_from(view, (op, value, limit), result) {
        return found;
    }
    let days = match &limit.kind {
        ExprKind::Shift { date, .. } => {
            days(view, &[(DayKind::Looked, value), (DayKind::From, date), (DayKind::Limit, limit)])
        }
        _ => days(view, &[(DayKind::Looked, value), (DayKind::Limit, limit)]),
    };
    let threshold = Some(Shown::of(&terms::value_of(view, limit)));
    let mut named = name(view, limit);
    if op == CompareOp::GreaterOrEqual && named.id.is_empty() {
        named = sources::begins(view, value, limit);
    }
    Measure { demanded: word(op, &value.ty), threshold, named, days, ..of(view, value, result) }
}

fn is_threshold(expression: &Expr) -> bool {
    matches!(expression.kind, ExprKind::Constant(_) | ExprKind::Parameter(_) | ExprKind::Shift { .. })
}

fn word(op: CompareOp, ty: &Type) -> Wording {
    let (id, en) = match op {
        CompareOp::Equal => (", sama dengan", ", the same as"),
        _ => compare::relation(op, ty),
    };
    let plain = |text: &str| text.trim_start_matches(',').trim().to_owned();
    Wording::new(plain(id), plain(en))
}

/// The days of these dates in the order of time; none unless all are known.
pub(super) fn days<'a>(view: &mut View<'a, '_>, dates: &[(DayKind, &'a Expr)]) -> Vec<Day> {
    let mut found = Vec::new();
    for (kind, date) in dates {
        match terms::value_of(view, date) {
            Value::Date(day) => found.push(Day { day, kind: *kind, label: name(view, date) }),
            _ => return Vec::new(),
        }
    }
    found.sort_by_key(|it| it.day);
    found
}

/// A value with its name, and nothing that it is held against yet.
pub(super) fn of<'a>(view: &mut View<'a, '_>, value: &'a Expr, result: Truth) -> Measure {
    let shown = Shown::of(&terms::value_of(view, value));
    let source = sources::of(view, value);
    Measure { subject: name(view, value), value: shown, source, ..bare(result, Wording::default()) }
}

fn bare(result: Truth, demanded: Wording) -> Measure {
    let nothing = Wording::default;
    let value = Shown::Text(nothing());
    Measure {
        result,
        subject: nothing(),
        value,
        demanded,
        threshold: None,
        named: nothing(),
        source: Vec::new(),
        days: Vec::new(),
    }
}

fn must_be(yes: bool) -> Wording {
    if yes { Wording::new("ya", "yes") } else { Wording::new("tidak", "no") }
}

fn yes_or_no(truth: Truth) -> Shown {
    Shown::Text(match truth {
        Truth::Yes => Wording::new("ya", "yes"),
        Truth::No => Wording::new("tidak", "no"),
        Truth::Unknown => Wording::new("belum diketahui", "not known"),
    })
}

/// What a value is called; how it is worked out if it has no name; nothing for what is written in the rules.
pub(super) fn name<'a>(view: &mut View<'a, '_>, expression: &'a Expr) -> Wording {
    match &expression.kind {
        ExprKind::Read(read) | ExprKind::Default { value: read, .. } => view.label(read).clone(),
        ExprKind::Parameter(id) => label(view.rulebook.parameters.get(*id).map(|it| &it.label)),
        ExprKind::Definition { id, .. } => label(view.rulebook.definitions.get(*id).map(|it| &it.label)),
        ExprKind::Rescale { value, .. } => name(view, value),
        ExprKind::If { condition, then, otherwise } => match view.truth(condition) {
            Truth::Yes => name(view, then),
            Truth::No => name(view, otherwise),
            Truth::Unknown => Wording::default(),
        },
        ExprKind::Constant(_) => Wording::default(),
        ExprKind::Shift { .. } => {
            let mut prose = Prose::new();
            terms::formula(view, expression, &mut prose);
            prose.finish()
        }
        _ => {
            let mut prose = Prose::new();
            terms::noun(view, expression, &mut prose);
            prose.finish()
        }
    }
}

fn label(found: Option<&Wording>) -> Wording {
    found.cloned().unwrap_or_default()
}
