//! The weakest basis that an outcome rests on: of all that decided, and of nothing else.
//!
//! With winning rules: theirs, what made their conditions hold, and what kept the exceptions to them from applying. With
//! `otherwise`: its own, and what kept the other rules from applying. A branch that was not taken, a row that does not match, an element that made no difference: none of
//! them counts. Knows nothing of: prose, documents.

use std::collections::BTreeSet;

use super::tables::may_match;
use super::view::View;
use crate::engine::captions::Citation;
use crate::engine::captions::body_of;
use crate::engine::captions::weakest::{self, weaker};
use crate::engine::case::State;
use crate::engine::finding::{Finding, Status};
use crate::engine::types::expr::Quantifier;
use crate::engine::types::{Body, Decision, Expr, ExprKind, Meaning, Rule, Table, Template};
use crate::engine::value::Truth;

/// The first of the weakest citations.
pub(super) fn weakest<'a>(view: &mut View<'a, '_>, decision: usize, finding: &Finding) -> Option<&'a Citation> {
    let mut found = Found { weakest: None, passed: None };
    let decided = view.rulebook.decisions.get(decision)?;
    if finding.winners.is_empty() {
        found.otherwise(view, decision, decided, &finding.rules);
    } else {
        for winner in &finding.winners {
            found.rule(view, *winner);
            found.exceptions(view, *winner, decided, &finding.rules);
        }
    }
    found.weakest
}

/// The names of the criteria and rules that made a ruling come out so, or that keep it open; nothing if there are too many to look at.
pub(super) fn rests_on<'a>(view: &mut View<'a, '_>, decision: &'a Decision, finding: &Finding) -> Vec<String> {
    let mut found = Found { weakest: None, passed: Some(Passed { criteria: BTreeSet::new(), left: MOST_LOOKS }) };
    let wanted = match finding.status {
        Status::Decided(_) if finding.winners.is_empty() => Truth::No,
        Status::Decided(_) => Truth::Yes,
        Status::Undetermined => Truth::Unknown,
        Status::Conflict => return Vec::new(),
    };
    let rules = decision.rules.iter().zip(&finding.rules).filter(|it| *it.1 == wanted).map(|it| *it.0);
    let rules = rules.filter(|it| wanted != Truth::Yes || finding.winners.contains(it));
    let rules: Vec<usize> =
        rules.filter(|it| wanted != Truth::Unknown || !is_beaten(view, *it, decision, &finding.rules)).collect();
    for rule in &rules {
        found.condition(view, *rule);
    }
    for winner in &finding.winners {
        found.exceptions(view, *winner, decision, &finding.rules);
    }
    let Some(passed) = found.passed.filter(|it| it.left > 0) else { return Vec::new() };
    let criteria = passed.criteria.iter().filter_map(|it| view.rulebook.criteria.get(*it)).map(|it| it.name.clone());
    let rules = rules.iter().filter_map(|it| view.rulebook.rules.get(*it)).map(|it| it.name.clone());
    rules.chain(criteria).collect()
}

/// So many times it is looked closer.
const MOST_LOOKS: usize = 20_000;

/// What was found so far.
struct Found<'a> {
    weakest: Option<&'a Citation>,
    /// If it is asked for.
    passed: Option<Passed>,
}

/// The criteria on the way.
struct Passed {
    criteria: BTreeSet<usize>,
    /// How often it may be looked closer still; at none it is not known whether these are all.
    left: usize,
}

impl<'a> Found<'a> {
    fn take(&mut self, citation: Option<&'a Citation>) {
        self.weakest = weaker(self.weakest, citation);
    }

    fn take_all(&mut self, citations: Option<&'a Vec<Citation>>) {
        self.take(citations.and_then(|it| weakest::weakest(it)));
    }

    /// Whether looking closer can matter, when `most` is the weakest of all that could be found there.
    fn yields_to(&mut self, most: Option<&'a Citation>) -> bool {
        if let Some(passed) = &mut self.passed {
            passed.left = passed.left.saturating_sub(1);
            return passed.left > 0;
        }
        match (self.weakest, most) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(found), Some(most)) => found.establishedness < most.establishedness,
        }
    }

    /// Takes the weakest of all that could be there, without looking at what is.
    fn taken_whole(&mut self, most: Option<&'a Citation>) {
        self.take(most);
        if let Some(passed) = &mut self.passed {
            passed.left = 0;
        }
    }

    /// A winning rule: why it applies, and what it says besides its outcome.
    fn rule(&mut self, view: &mut View<'a, '_>, id: usize) {
        self.applying(view, id);
        let Some(rule) = view.rulebook.rules.get(id) else { return };
        let due = rule.duties.iter().filter_map(|it| it.due.as_ref());
        for expression in rule.valid_until.iter().chain(due) {
            self.expression(view, expression);
        }
        for said in std::iter::once(&rule.because).chain(rule.duties.iter().map(|it| &it.label)) {
            self.said(view, said);
        }
    }

    /// A value in a sentence counts unless the sentence says that it is not known.
    fn said(&mut self, view: &mut View<'a, '_>, sentence: &'a Template) {
        for value in sentence.values() {
            if view.known(value) {
                self.expression(view, value);
            }
        }
    }

    fn applying(&mut self, view: &mut View<'a, '_>, id: usize) {
        let captions = view.captions;
        self.take_all(captions.rules.get(id));
        self.condition(view, id);
    }

    fn condition(&mut self, view: &mut View<'a, '_>, id: usize) {
        if let Some(Meaning::Known(condition)) = view.rulebook.rules.get(id).map(|it| &it.condition) {
            self.expression(view, condition);
        }
    }

    /// Rules that would have beaten a winning one, to another outcome. `truths` are the conditions of the rules of the decision.
    fn exceptions(&mut self, view: &mut View<'a, '_>, winner: usize, decision: &'a Decision, truths: &[Truth]) {
        let outcome = view.rulebook.rules.get(winner).map(|it| it.outcome);
        for (rule, truth) in decision.rules.iter().zip(truths) {
            let other = |it: &Rule| it.overrides.contains(&winner) && Some(it.outcome) != outcome;
            if *truth == Truth::No && view.rulebook.rules.get(*rule).is_some_and(other) {
                self.failing(view, *rule);
            }
        }
    }

    /// A rule that does not apply: why.
    fn failing(&mut self, view: &mut View<'a, '_>, rule: usize) {
        let captions = view.captions;
        let Some(Meaning::Known(condition)) = view.rulebook.rules.get(rule).map(|it| &it.condition) else { return };
        // A condition that only names criteria says nothing of its own: they carry the norm.
        if captions.inline_rules.get(rule).is_some_and(Option::is_some) {
            self.take_all(captions.rules.get(rule));
        }
        self.expression(view, condition);
    }

    /// No rule applies: `truths` are the conditions of the rules of the decision.
    fn otherwise(&mut self, view: &mut View<'a, '_>, id: usize, decision: &'a Decision, truths: &[Truth]) {
        let captions = view.captions;
        self.take_all(captions.otherwise.get(id));
        for (rule, truth) in decision.rules.iter().zip(truths) {
            if *truth == Truth::No {
                self.failing(view, *rule);
            }
        }
        self.said(view, &decision.otherwise.because);
    }

    /// A decision that a condition reads, and that may be open.
    fn decision(&mut self, view: &mut View<'a, '_>, id: usize, is_open: bool) {
        let captions = view.captions;
        let most = captions.weakest_of_decisions.get(id).and_then(Option::as_ref);
        let Some(decision) = view.rulebook.decisions.get(id).filter(|_| self.yields_to(most)) else { return };
        if view.is_deep() || decision.for_every.is_some() {
            return self.taken_whole(most);
        }
        view.inside(None, |view| {
            let truths: Vec<Truth> = decision.rules.iter().map(|it| applies(view, *it)).collect();
            if self.passed.is_some() && is_open {
                let open = decision.rules.iter().zip(&truths).filter(|it| *it.1 == Truth::Unknown).map(|it| *it.0);
                let open: Vec<usize> = open.filter(|it| !is_beaten(view, *it, decision, &truths)).collect();
                // Rules that contradict each other keep it open as well.
                let open = open.into_iter().chain(winners(view, decision, &truths));
                return open.for_each(|it| self.condition(view, it));
            }
            let winners = winners(view, decision, &truths);
            if winners.is_empty() {
                return self.otherwise(view, id, decision, &truths);
            }
            for winner in winners {
                self.applying(view, winner);
                self.exceptions(view, winner, decision, &truths);
            }
        });
    }

    /// What made a value come out as it did.
    fn expression(&mut self, view: &mut View<'a, '_>, expression: &'a Expr) {
        let captions = view.captions;
        self.take_all(weakest::calendar_of(captions, expression));
        match &expression.kind {
            ExprKind::Criterion { id, argument } => {
                let most = captions.weakest_of_criteria.get(*id).and_then(Option::as_ref);
                if self.yields_to(most) && !view.is_deep() {
                    view.inside(argument.as_ref(), |view| self.criterion(view, *id));
                } else {
                    self.taken_whole(most);
                }
            }
            ExprKind::Definition { id, argument } => {
                let most = captions.weakest_of_definitions.get(*id).and_then(Option::as_ref);
                if self.yields_to(most) && !view.is_deep() {
                    view.inside(argument.as_ref(), |view| self.definition(view, *id));
                } else {
                    self.taken_whole(most);
                }
            }
            ExprKind::Parameter(id) => self.take_all(captions.parameters.get(*id)),
            ExprKind::Judgement(id) => self.take_all(captions.judgements.get(*id)),
            ExprKind::DecisionIs { decision, .. } => {
                let is_open = view.truth(expression) == Truth::Unknown;
                self.decision(view, *decision, is_open);
            }
            _ => self.composed(view, expression),
        }
    }

    fn composed(&mut self, view: &mut View<'a, '_>, expression: &'a Expr) {
        match &expression.kind {
            ExprKind::All(members) | ExprKind::Any(members) => {
                let truth = view.truth(expression);
                for member in members {
                    if view.truth(member) == truth {
                        self.expression(view, member);
                    }
                }
            }
            ExprKind::If { condition, then, otherwise } => {
                self.expression(view, condition);
                match view.truth(condition) {
                    Truth::Yes => self.expression(view, then),
                    Truth::No => self.expression(view, otherwise),
                    Truth::Unknown => [then, otherwise].into_iter().for_each(|it| self.expression(view, it)),
                }
            }
            ExprKind::Default { value, default } => {
                if view.reach(value).is_none_or(|it| it.cell.state != State::Value) {
                    self.expression(view, default);
                }
            }
            ExprKind::Quantified { .. } | ExprKind::Aggregate { .. } => self.list(view, expression),
            _ => expression.parts().into_iter().for_each(|it| self.expression(view, it)),
        }
    }

    fn criterion(&mut self, view: &mut View<'a, '_>, id: usize) {
        let captions = view.captions;
        self.take_all(captions.criteria.get(id));
        if let Some(passed) = &mut self.passed {
            passed.criteria.insert(id);
        }
        if let Some(Meaning::Known(condition)) = view.rulebook.criteria.get(id).map(|it| &it.condition) {
            self.expression(view, condition);
        }
    }

    fn definition(&mut self, view: &mut View<'a, '_>, id: usize) {
        let captions = view.captions;
        self.take_all(captions.definitions.get(id));
        match body_of(view.rulebook, id) {
            Some(Body::Expr(body)) => self.expression(view, body),
            Some(Body::Table(table)) => self.table(view, table),
            None => {}
        }
    }

    fn table(&mut self, view: &mut View<'a, '_>, table: &'a Table) {
        table.columns.iter().for_each(|it| self.expression(view, it));
        for row in &table.rows {
            if may_match(view, &table.columns, row) {
                self.expression(view, &row.result);
            }
        }
    }

    /// The elements that decided; of a number, all.
    fn list(&mut self, view: &mut View<'a, '_>, expression: &'a Expr) {
        if !self.yields_to(weakest::of_expression(view.captions, expression)) {
            return;
        }
        match &expression.kind {
            ExprKind::Quantified { quantifier, local, list, filter, body, .. } => {
                let decisive = match (quantifier, view.truth(expression)) {
                    (Quantifier::Every, Truth::No) => Some(Truth::No),
                    (Quantifier::Some, Truth::Yes) | (Quantifier::No, Truth::No) => Some(Truth::Yes),
                    _ => None,
                };
                view.each_element(list, *local, |view| {
                    let counts = filter.as_ref().map_or(Truth::Yes, |it| view.truth(it));
                    if decisive.is_none_or(|it| counts == Truth::Yes && view.truth(body) == it) {
                        self.element(view, counts, filter.as_deref(), Some(body));
                    }
                });
            }
            ExprKind::Aggregate { local, list, filter, value, .. } => {
                view.each_element(list, *local, |view| {
                    let counts = filter.as_ref().map_or(Truth::Yes, |it| view.truth(it));
                    self.element(view, counts, filter.as_deref(), value.as_deref());
                });
            }
            _ => {}
        }
    }

    fn element(&mut self, view: &mut View<'a, '_>, counts: Truth, filter: Option<&'a Expr>, body: Option<&'a Expr>) {
        let read = filter.into_iter().chain(body.filter(|_| counts != Truth::No));
        read.for_each(|it| self.expression(view, it));
    }
}

/// Whether a rule that surely applies overrides this one: whatever it comes to, it decides nothing.
fn is_beaten(view: &View<'_, '_>, rule: usize, decision: &Decision, truths: &[Truth]) -> bool {
    let sure = decision.rules.iter().zip(truths).filter(|it| *it.1 == Truth::Yes);
    sure.filter_map(|it| view.rulebook.rules.get(*it.0)).any(|it| it.overrides.contains(&rule))
}

fn applies(view: &mut View<'_, '_>, rule: usize) -> Truth {
    match view.rulebook.rules.get(rule).map(|it| &it.condition) {
        Some(Meaning::Known(condition)) => view.truth(condition),
        _ => Truth::Unknown,
    }
}

/// The rules that apply and are not beaten by another that applies.
fn winners(view: &View<'_, '_>, decision: &Decision, truths: &[Truth]) -> Vec<usize> {
    let applying: Vec<usize> =
        decision.rules.iter().zip(truths).filter(|(_, truth)| **truth == Truth::Yes).map(|(rule, _)| *rule).collect();
    let beats = |winner: usize, other: usize| {
        view.rulebook.rules.get(winner).is_some_and(|it: &Rule| it.overrides.contains(&other))
    };
    applying.iter().copied().filter(|rule| !applying.iter().any(|it| beats(*it, *rule))).collect()
}
