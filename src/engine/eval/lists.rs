//! What is said of, or worked out from, the elements of a list.
//!
//! Knows nothing of: decisions.

use super::Evaluator;
use crate::engine::case::{Cell as Fact, State};
use crate::engine::program::{Filter, Loop, LoopKind, NodeId};
use crate::engine::value::Truth;
use crate::engine::value::terms::{Aggregate, Quantifier};

impl Evaluator<'_> {
    /// Kleene and, or, and not-or over the elements; unknown over an unknown list.
    pub(super) fn quantified(&self, number: u32, frame: u32) -> Truth {
        let Some(it) = self.program.loops.get(number as usize) else {
            return Truth::Unknown;
        };
        let (LoopKind::Quantifier(quantifier), Some(body)) = (it.kind, it.body) else {
            return Truth::Unknown;
        };
        match quantifier {
            Quantifier::Every => self.every(it, body, frame),
            Quantifier::Some => self.some(it, body, frame),
            Quantifier::No => self.some(it, body, frame).negated(),
        }
    }

    fn every(&self, it: &Loop, body: NodeId, frame: u32) -> Truth {
        let mut result = Truth::Yes;
        let known = self.each(it, frame, |passes| {
            if passes != Truth::No {
                let fails = passes.and(self.truth_at(body, frame).negated());
                result = result.and(fails.negated());
            }
            result != Truth::No
        });
        if known.is_some() { result } else { Truth::Unknown }
    }

    fn some(&self, it: &Loop, body: NodeId, frame: u32) -> Truth {
        let mut result = Truth::No;
        let known = self.each(it, frame, |passes| {
            if passes != Truth::No {
                result = result.or(passes.and(self.truth_at(body, frame)));
            }
            result != Truth::Yes
        });
        if known.is_some() { result } else { Truth::Unknown }
    }

    /// Unknown with an unknown list, element or filter; `least` and `greatest` of nothing are unknown.
    pub(super) fn aggregated(&self, number: u32, frame: u32) -> Option<i64> {
        let it = self.program.loops.get(number as usize)?;
        let LoopKind::Aggregate(aggregate) = it.kind else {
            return None;
        };
        let starts_at = matches!(aggregate, Aggregate::Count | Aggregate::Sum).then_some(0);
        let mut result: Option<i64> = starts_at;
        let mut is_known = true;
        let local = self.scratch.locals.get(frame.wrapping_add(u32::from(it.depth)) as usize)?;
        self.each(it, frame, |passes| {
            let present = self.cell(local.get()).state == State::Value;
            if !present || passes == Truth::Unknown {
                is_known = false;
            } else if passes == Truth::Yes {
                match it.body.map_or(Some(1), |body| self.integer_at(body, frame)) {
                    None => is_known = false,
                    Some(value) => {
                        let joined = joined(aggregate, result, value);
                        is_known = joined.is_some();
                        result = joined;
                    }
                }
            }
            is_known
        })?;
        if is_known { result } else { None }
    }

    /// Binds each element in turn, with whether it passes the filter, while `look` wants more. `None` for a list that is
    /// not known.
    fn each(&self, it: &Loop, frame: u32, mut look: impl FnMut(Truth) -> bool) -> Option<()> {
        let list = self.fact(it.list.depth, it.list.offset, frame);
        if list.state != State::Value {
            return None;
        }
        let (start, length) = halves(list.value);
        let local = self.scratch.locals.get(frame.wrapping_add(u32::from(it.depth)) as usize)?;
        let mut bases = (0..length).map(|number| start.saturating_add(number.saturating_mul(it.width)));
        let mut bind = |base: u32, passes: &dyn Fn() -> Truth| {
            local.set(base);
            look(passes())
        };
        match it.filter {
            Filter::All => bases.all(|base| bind(base, &|| Truth::Yes)),
            Filter::Condition(filter) => bases.all(|base| bind(base, &|| self.truth_at(filter, frame))),
            Filter::SameText { offset, wanted } => {
                let wanted = self.fact(wanted.depth, wanted.offset, frame);
                bases.all(|base| bind(base, &|| self.same_text(base.saturating_add(offset), wanted)))
            }
        };
        Some(())
    }

    fn same_text(&self, address: u32, wanted: Fact) -> Truth {
        let fact = self.cell(address);
        if fact.state != State::Value || wanted.state != State::Value {
            return Truth::Unknown;
        }
        Truth::from_bool(self.bytes(fact.value) == self.bytes(wanted.value))
    }
}

fn joined(aggregate: Aggregate, so_far: Option<i64>, value: i64) -> Option<i64> {
    match (aggregate, so_far) {
        (Aggregate::Count | Aggregate::Sum, Some(so_far)) => so_far.checked_add(value),
        (Aggregate::Least, Some(so_far)) => Some(so_far.min(value)),
        (Aggregate::Greatest, Some(so_far)) => Some(so_far.max(value)),
        (_, None) => Some(value),
    }
}

/// Start and length of a list.
#[inline]
fn halves(value: i64) -> (u32, u32) {
    let low = |it: i64| u32::try_from(it & 0xFFFF_FFFF).unwrap_or(0);
    (low(value >> 32), low(value))
}
