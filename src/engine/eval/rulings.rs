//! One decision on one case: first what it reads, then its rules, then who wins.
//!
//! Knows nothing of: how a condition is worked out, reasons.

use super::decide::{Search, decide};
use super::{Done, Evaluator, NOWHERE};
use crate::engine::case::State;
use crate::engine::finding::{Finding, Status};
use crate::engine::program::{DecisionPlan, Keys, Reading, Step, TextKeys};
use crate::engine::value::Truth;
use std::cell::Cell;

/// Room for ruling one decision.
#[derive(Debug, Default)]
pub(super) struct Room {
    truths: Vec<Truth>,
    /// Rules that are tried, and those of them that may apply.
    tried: Vec<u32>,
    active: Vec<u32>,
    winners: Vec<u32>,
    search: Search,
}

impl Evaluator<'_> {
    /// Rules one decision; `element` counts from 0 in the list of a decision `for every`.
    #[must_use]
    pub fn rule(&self, decision: usize, element: Option<u32>) -> Finding {
        let mut finding = Finding::default();
        self.rule_into(decision, element, &mut finding);
        finding
    }

    /// The same into a finding whose room is used again.
    pub fn rule_into(&self, decision: usize, element: Option<u32>, finding: &mut Finding) {
        self.find(decision, element, |it| &it.whole, Done::Decision(decision), finding);
    }

    /// The outcome with all rules and criteria, but without definitions that only reasons, validity and duties read.
    pub fn outcome_into(&self, decision: usize, element: Option<u32>, finding: &mut Finding) {
        self.find(decision, element, |it| &it.outcome, Done::Outcome(decision), finding);
    }

    fn find(
        &self,
        decision: usize,
        element: Option<u32>,
        reading: impl Fn(&DecisionPlan) -> &Reading,
        done: Done,
        finding: &mut Finding,
    ) {
        finding.winners.clear();
        finding.rules.clear();
        finding.criteria.clear();
        finding.definitions.clear();
        let Some(plan) = self.program.decisions.get(decision) else {
            finding.status = Status::Undetermined;
            return;
        };
        let reading = reading(plan);
        if self.done.get() != Done::Everything && self.done.get() != done {
            self.do_steps(&reading.steps);
            self.done.set(done);
        }
        self.set_local(0, self.element_of(plan, element));
        let mut room = self.scratch.deciding.borrow_mut();
        let room = &mut *room;
        finding.status = self.ruling(plan, &mut finding.rules, room);
        let winners = room.winners.iter().filter_map(|it| plan.rules.get(*it as usize));
        finding.winners.extend(winners.map(|it| *it as usize));
        self.tell(reading, finding);
    }

    /// Copies what was worked out on the way.
    fn tell(&self, reading: &Reading, finding: &mut Finding) {
        let criterion = |id: &u32| {
            let truth = self.scratch.criteria.get(*id as usize).map_or(Truth::Unknown, Cell::get);
            (*id as usize, truth)
        };
        finding.criteria.extend(reading.criteria.iter().map(criterion));
        let definition = |(id, is_text): &(u32, bool)| {
            let value = self.scratch.definitions.get(*id as usize).and_then(Cell::get);
            (*id as usize, if *is_text { value.map(|_| 1) } else { value })
        };
        finding.definitions.extend(reading.definitions.iter().map(definition));
    }

    /// Works out criteria, definitions and decisions, each after what it reads.
    pub(super) fn do_steps(&self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Row { id, row } => self.set_criterion(*id, self.all_of(*row, 0)),
                Step::Criterion { id, node } => self.set_criterion(*id, self.truth_at(*node, 0)),
                Step::Definition { id, node } => {
                    let value = self.integer_at(*node, 0);
                    if let Some(place) = self.scratch.definitions.get(*id as usize) {
                        place.set(value);
                    }
                }
                Step::Decision(id) => self.decision_inside(*id),
            }
        }
    }

    #[inline]
    fn set_criterion(&self, id: u32, truth: Truth) {
        if let Some(place) = self.scratch.criteria.get(id as usize) {
            place.set(truth);
        }
    }

    /// A decision that another one reads.
    fn decision_inside(&self, id: u32) {
        let (Some(plan), Some(place)) =
            (self.program.decisions.get(id as usize), self.scratch.decided.get(id as usize))
        else {
            return;
        };
        let mut room = self.scratch.deciding.borrow_mut();
        let room = &mut *room;
        self.set_local(0, NOWHERE);
        let mut truths = std::mem::take(&mut room.truths);
        truths.clear();
        let status = self.ruling(plan, &mut truths, room);
        room.truths = truths;
        place.set(match status {
            Status::Decided(outcome) => u32::try_from(outcome).ok(),
            Status::Undetermined | Status::Conflict => None,
        });
    }

    /// The first cell of the element that the decision is about.
    fn element_of(&self, plan: &DecisionPlan, element: Option<u32>) -> u32 {
        let (Some(for_every), Some(element)) = (plan.for_every, element) else {
            return NOWHERE;
        };
        let list = self.fact(for_every.list.depth, for_every.list.offset, 0);
        let (start, length) = list.range();
        if list.state != State::Value || element as usize >= length {
            return NOWHERE;
        }
        let start = u32::try_from(start).unwrap_or(NOWHERE);
        start.saturating_add(element.saturating_mul(for_every.width))
    }

    fn ruling(&self, plan: &DecisionPlan, truths: &mut Vec<Truth>, room: &mut Room) -> Status {
        self.try_rules(plan, truths, room);
        room.winners.clear();
        decide(plan, truths, &room.active, &mut room.search, &mut room.winners)
    }

    /// The truth of every rule's condition. Rules that the index leaves out certainly do not apply.
    fn try_rules(&self, plan: &DecisionPlan, truths: &mut Vec<Truth>, room: &mut Room) {
        let Room { tried, active, .. } = room;
        active.clear();
        if plan.index.keys.is_empty() && plan.index.texts.is_empty() {
            for (rule, condition) in (0..).zip(&plan.conditions) {
                let truth = self.truth_at(*condition, 0);
                truths.push(truth);
                if truth != Truth::No {
                    active.push(rule);
                }
            }
            return;
        }
        truths.resize(plan.conditions.len(), Truth::No);
        tried.clear();
        tried.extend_from_slice(&plan.index.others);
        plan.index.keys.iter().for_each(|it| tried.extend_from_slice(self.with_key(it)));
        plan.index.texts.iter().for_each(|it| tried.extend_from_slice(self.with_text(it)));
        for rule in tried.iter() {
            let Some(condition) = plan.conditions.get(*rule as usize) else { continue };
            let truth = self.truth_at(*condition, 0);
            if truth != Truth::No
                && let Some(place) = truths.get_mut(*rule as usize)
            {
                *place = truth;
                active.push(*rule);
            }
        }
        active.sort_unstable();
    }

    fn with_key<'k>(&self, keys: &'k Keys) -> &'k [u32] {
        let fact = self.fact(keys.place.depth, keys.place.offset, 0);
        if fact.state != State::Value {
            return &keys.all;
        }
        let segment = keys.starts.partition_point(|it| *it <= fact.value);
        segment.checked_sub(1).map_or(&[], |it| keys.rules.row(u32::try_from(it).unwrap_or(u32::MAX)))
    }

    fn with_text<'k>(&self, keys: &'k TextKeys) -> &'k [u32] {
        let fact = self.fact(keys.place.depth, keys.place.offset, 0);
        if fact.state != State::Value {
            return &keys.all;
        }
        let text = self.bytes(fact.value);
        let found = keys.texts.binary_search_by(|it| it.as_bytes().cmp(text));
        found.map_or(&[], |it| keys.rules.row(u32::try_from(it).unwrap_or(u32::MAX)))
    }
}
