//! What decided one ruling, in few lines: the conditions at the bottom of the reasons, and how far each rule came.
//!
//! Knows nothing of: documents, who reads it.

use super::format;
use super::measures::{self, Measure};
use super::prose;
use super::resting;
use super::view::View;
use crate::engine::finding::{Finding, Status};
use crate::engine::types::{Decision, Expr, ExprKind, Meaning, Read};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// What decided one ruling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The conditions that failed, else what is not known, else all that are met.
    pub deciders: Vec<Decider>,
    /// The rules that did not apply, in the order of the file.
    pub tried: Vec<Tried>,
    /// The criteria and rules, by name, that made it come out so, or that keep it open: what others read beside them decided nothing.
    /// Empty if that is not told.
    pub rests_on: Vec<String>,
}

/// A condition that has no other conditions inside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decider {
    /// The name of the criterion; none for a comparison that stands by itself.
    pub criterion: Option<String>,
    /// As the rule has it: "not: …" if it must not be so, unless the rule is nothing but a negation.
    pub label: Wording,
    /// JSON pointer of what it was asked of; empty for the case.
    pub path: String,
    /// Of what the rule asks: a criterion that must not hold fails if it holds.
    pub result: Truth,
    /// Whether a criterion must not hold.
    pub negated: bool,
    pub reason: Wording,
    pub measures: Vec<Measure>,
}

/// How far a rule came.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    pub rule: String,
    /// What it would have decided.
    pub outcome: Wording,
    /// It would have decided the same as what was decided.
    pub same: bool,
    pub result: Truth,
    /// So many of its conditions are met, of so many.
    pub met: usize,
    pub all: usize,
    /// What it lacks: the label of each other condition, and how that turned out.
    pub lacking: Vec<(Wording, Truth)>,
}

/// What decided. The element of a decision `for every` is bound already.
pub fn told<'a>(view: &mut View<'a, '_>, decision: &'a Decision, finding: &Finding) -> Told {
    let mut found = Found::default();
    let wanted = match finding.status {
        Status::Decided(_) if finding.winners.is_empty() => Truth::No,
        Status::Undetermined => Truth::Unknown,
        _ => Truth::Yes,
    };
    let rulebook = view.rulebook;
    let mut tried = Vec::new();
    for (id, truth) in decision.rules.iter().zip(&finding.rules) {
        let Some(rule) = rulebook.rules.get(*id) else { continue };
        let Meaning::Known(condition) = &rule.condition else { continue };
        if *truth == wanted && (wanted != Truth::Yes || finding.winners.contains(id)) {
            walk(view, condition, (*truth, !is_negation(condition)), &mut found);
        }
        if *truth != Truth::Yes {
            let mut members = Vec::new();
            conditions(view, condition, true, &mut members);
            let lacking: Vec<(Wording, Truth)> = members.iter().filter(|it| it.1 != Truth::Yes).cloned().collect();
            tried.push(Tried {
                rule: rule.name.clone(),
                outcome: decision.outcomes.get(rule.outcome).map(|it| it.label.clone()).unwrap_or_default(),
                same: finding.status == Status::Decided(rule.outcome),
                result: *truth,
                met: members.len().saturating_sub(lacking.len()),
                all: members.len(),
                lacking,
            });
        }
    }
    let unknown = finding.status == Status::Undetermined;
    let rests_on = resting::rests_on(view, decision, finding);
    Told { deciders: found.chosen(unknown), tried, rests_on }
}

/// What was met on the way down: criteria, and comparisons that belong to none.
#[derive(Default)]
struct Found {
    criteria: Vec<Decider>,
    loose: Vec<Decider>,
    /// Comparisons that stand in the criterion that is looked at, beside other criteria.
    own: Vec<Measure>,
    /// Whether what is looked at is only one way among several.
    one_of_several: bool,
}

impl Found {
    /// What says most: what failed, or what is not known if nothing is decided; loose comparisons only where no criterion says it.
    fn chosen(self, unknown: bool) -> Vec<Decider> {
        let first = if unknown { Truth::Unknown } else { Truth::No };
        for all in [&self.criteria, &self.loose] {
            let telling: Vec<Decider> = all.iter().filter(|it| it.result == first).cloned().collect();
            if !telling.is_empty() {
                return telling;
            }
        }
        if self.criteria.is_empty() { self.loose } else { self.criteria }
    }
}

/// Whether a condition is nothing but that something is not so. A rule of this kind is told by what it negates: it decides, against
/// whom it is about, because that is not met.
fn is_negation(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Not(_) => true,
        ExprKind::All(members) | ExprKind::Any(members) => members.iter().all(is_negation),
        _ => false,
    }
}

/// Goes down to what made a condition turn out as it did; it is to be as `demanded`.
fn walk<'a>(view: &mut View<'a, '_>, condition: &'a Expr, (truth, demanded): (Truth, bool), found: &mut Found) {
    match &condition.kind {
        ExprKind::Not(inner) => walk(view, inner, (truth.negated(), !demanded), found),
        ExprKind::Any(members) if truth == Truth::Yes => {
            if let Some(member) = members.iter().find(|it| view.truth(it) == truth) {
                walk(view, member, (truth, demanded), found);
            }
        }
        ExprKind::All(members) | ExprKind::Any(members) => {
            let around = found.one_of_several;
            found.one_of_several |= matches!(condition.kind, ExprKind::Any(_));
            for member in members {
                if view.truth(member) == truth {
                    walk(view, member, (truth, demanded), found);
                }
            }
            found.one_of_several = around;
        }
        ExprKind::Criterion { id, argument } if !view.is_deep() => {
            criterion(view, (*id, argument.as_ref()), (truth, demanded), found);
        }
        ExprKind::Given(_) if truth == Truth::Yes => {}
        _ => comparison(view, condition, (truth, demanded), found),
    }
}

fn comparison<'a>(view: &mut View<'a, '_>, condition: &'a Expr, (truth, demanded): (Truth, bool), found: &mut Found) {
    for measure in measures::of_condition(view, condition, demanded) {
        let (label, result) = (measure.subject.clone(), measure.result);
        let reason = prose::why(view, condition, truth);
        if !found.one_of_several {
            found.own.push(measure.clone());
        }
        let measures = vec![measure];
        let (criterion, path, negated) = (None, String::new(), false);
        found.loose.push(Decider { criterion, label, path, result, negated, reason, measures });
    }
}

fn criterion<'a>(
    view: &mut View<'a, '_>,
    (id, argument): (usize, Option<&'a Read>),
    (truth, demanded): (Truth, bool),
    found: &mut Found,
) {
    let Some(declared) = view.rulebook.criteria.get(id) else { return };
    let path = argument.map_or_else(String::new, |it| view.pointer(it, it.fields.len()));
    if found.criteria.iter().any(|it| it.criterion.as_ref() == Some(&declared.name) && it.path == path) {
        return;
    }
    let mut decider = Decider {
        criterion: Some(declared.name.clone()),
        label: as_demanded(&declared.label, demanded),
        path,
        result: turned(truth, demanded),
        negated: !demanded,
        reason: Wording::default(),
        measures: Vec::new(),
    };
    match &declared.condition {
        Meaning::Known(condition) if asks_others(condition) => {
            let reason = view.inside(argument, |view| prose::why(view, condition, truth));
            branch(view, (condition, argument), (truth, demanded), Decider { reason, ..decider }, found);
        }
        Meaning::Known(condition) => {
            view.inside(argument, |view| {
                decider.measures = measures::of_condition(view, condition, demanded);
                decider.reason = prose::why(view, condition, truth);
            });
            found.criteria.push(decider);
        }
        Meaning::Pending(why) => {
            decider.reason = format::capitalised(why.clone());
            found.criteria.push(decider);
        }
    }
}

/// A criterion that asks others: those tell it, and its own comparisons if it has some that all have to hold.
fn branch<'a>(
    view: &mut View<'a, '_>,
    (condition, argument): (&'a Expr, Option<&'a Read>),
    (truth, demanded): (Truth, bool),
    decider: Decider,
    found: &mut Found,
) {
    let (around, several) = (std::mem::take(&mut found.own), std::mem::take(&mut found.one_of_several));
    let before = found.criteria.len();
    view.inside(argument, |view| walk(view, condition, (truth, demanded), found));
    let own = std::mem::replace(&mut found.own, around);
    found.one_of_several = several;
    if !own.is_empty() {
        if truth == Truth::Yes {
            // What only had to be so before anything could be compared goes without saying.
            found.criteria.truncate(before);
        }
        found.criteria.push(Decider { measures: own, ..decider });
    }
}

/// Whether a condition asks other criteria of the same thing.
fn asks_others(condition: &Expr) -> bool {
    match &condition.kind {
        ExprKind::Criterion { .. } => true,
        ExprKind::Not(inner) => asks_others(inner),
        ExprKind::All(members) | ExprKind::Any(members) => members.iter().any(asks_others),
        _ => false,
    }
}

/// The conditions that must all be met, one by one. A criterion that is nothing but others stands for them.
fn conditions<'a>(view: &mut View<'a, '_>, condition: &'a Expr, demanded: bool, found: &mut Vec<(Wording, Truth)>) {
    let mut add = |label: Wording, truth: Truth| {
        if !label.id.is_empty() && !found.iter().any(|it| it.0 == label) {
            found.push((label, truth));
        }
    };
    match &condition.kind {
        ExprKind::All(members) if demanded => members.iter().for_each(|it| conditions(view, it, demanded, found)),
        ExprKind::Any(members) if !demanded => members.iter().for_each(|it| conditions(view, it, demanded, found)),
        ExprKind::Not(inner) => conditions(view, inner, !demanded, found),
        ExprKind::Criterion { id, argument } => {
            let Some(declared) = view.rulebook.criteria.get(*id) else { return };
            match &declared.condition {
                Meaning::Known(inner) if demanded && is_list_of_criteria(inner) && !view.is_deep() => {
                    view.inside(argument.as_ref(), |view| conditions(view, inner, demanded, found));
                }
                _ => {
                    add(as_demanded(&declared.label, demanded), turned(view.truth(condition), demanded));
                }
            }
        }
        ExprKind::Given(_) if view.truth(condition) == Truth::from_bool(demanded) => {}
        _ => {
            let truth = view.truth(condition);
            let label = measures::of_condition(view, condition, demanded).first().map(demand);
            add(label.unwrap_or_else(|| prose::why(view, condition, truth)), turned(truth, demanded));
        }
    }
}

fn is_list_of_criteria(condition: &Expr) -> bool {
    matches!(&condition.kind, ExprKind::All(members)
        if members.iter().all(|it| matches!(it.kind, ExprKind::Criterion { .. })))
}

/// What a criterion is called where it has to hold, or must not.
fn as_demanded(label: &Wording, demanded: bool) -> Wording {
    if demanded { label.clone() } else { joined(&[&Wording::new("tidak benar: ", "not: "), label]) }
}

/// How what is to be as `demanded` turned out.
fn turned(truth: Truth, demanded: bool) -> Truth {
    if demanded { truth } else { truth.negated() }
}

/// A comparison as a condition: what, and what is demanded of it.
fn demand(measure: &Measure) -> Wording {
    let colon = Wording::same(": ");
    let space = Wording::same(" ");
    let mut parts = vec![&measure.subject, &colon, &measure.demanded];
    let threshold = measure.threshold.as_ref().map(measures::Shown::said);
    if let Some(threshold) = &threshold {
        parts.extend([&space, threshold]);
    }
    joined(&parts)
}

fn joined(parts: &[&Wording]) -> Wording {
    let all = |of: fn(&Wording) -> &str| parts.iter().map(|it| of(it)).collect::<String>();
    Wording::new(all(|it| &it.id), all(|it| &it.en))
}
