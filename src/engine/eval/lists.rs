//! What is said of, or worked out from, the elements of a list.
//!
//! Knows nothing of: decisions.

use super::Evaluator;
use crate::engine::case::{Cell as Fact, State};
use crate::engine::program::{Filter, Instruction, Loop, LoopKind};
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
        let body = self.instruction(body);
        let found = match quantifier {
            // Every element has it: none fails to.
            Quantifier::Every => self.some(it, frame, |it| self.truth_of(it, frame).negated(), body),
            Quantifier::Some | Quantifier::No => self.some(it, frame, |it| self.truth_of(it, frame), body),
        };
        if quantifier == Quantifier::Some { found } else { found.negated() }
    }

    /// Whether some element passes the filter and has `body`.
    fn some(&self, it: &Loop, frame: u32, has: impl Fn(&Instruction) -> Truth, body: &Instruction) -> Truth {
        let mut result = Truth::No;
        let known = self.each(it, frame, |passes, _| {
            if passes != Truth::No {
                result = result.or(passes.and(has(body)));
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
        let mut result = matches!(aggregate, Aggregate::Count | Aggregate::Sum).then_some(0);
        let mut is_known = true;
        self.each(it, frame, |passes, base| {
            if passes == Truth::Unknown || self.cell(base).state != State::Value {
                is_known = false;
            } else if passes == Truth::Yes {
                let value = it.body.map_or(Some(1), |body| self.integer_at(body, frame));
                result = value.and_then(|value| joined(aggregate, result, value));
                is_known = result.is_some();
            }
            is_known
        })?;
        if is_known { result } else { None }
    }

    /// Binds each element in turn, while `look` wants more; it learns whether the element passes the filter, and where it
    /// is (of elements that lack a certain text, nothing). `None` for a list that is not known.
    #[inline]
    fn each(&self, it: &Loop, frame: u32, mut look: impl FnMut(Truth, u32) -> bool) -> Option<()> {
        let list = self.fact(it.list.depth, it.list.offset, frame);
        let local = self.scratch.locals.get(frame.wrapping_add(u32::from(it.depth)) as usize)?;
        if list.state != State::Value {
            return None;
        }
        let (start, length) = halves(list.value);
        let mut bases = (0..length).map(|number| start.wrapping_add(number.wrapping_mul(it.width)));
        let mut bind = |base: u32, passes: Truth| {
            local.set(base);
            look(passes, base)
        };
        match it.filter {
            Filter::All => bases.all(|base| bind(base, Truth::Yes)),
            Filter::Condition(filter) => bases.all(|base| {
                local.set(base);
                bind(base, self.truth_at(filter, frame))
            }),
            Filter::SameText { offset, wanted } => {
                let wanted = self.fact(wanted.depth, wanted.offset, frame);
                bases.all(|base| {
                    let passes = self.same_text(base.wrapping_add(offset), wanted);
                    passes == Truth::No || bind(base, passes)
                })
            }
        };
        Some(())
    }

    fn slice(&self, start: u32, length: u32) -> &[u8] {
        self.text.get(start as usize..(start as usize).saturating_add(length as usize)).unwrap_or(&[])
    }

    #[inline]
    fn same_text(&self, address: u32, wanted: Fact) -> Truth {
        let fact = self.cell(address);
        if fact.state != State::Value || wanted.state != State::Value {
            return Truth::Unknown;
        }
        let ((start, length), (other, wanted)) = (halves(fact.value), halves(wanted.value));
        if length != wanted {
            return Truth::No;
        }
        // Codes that differ mostly differ at their end.
        let last = |start: u32| self.text.get(start.wrapping_add(length).wrapping_sub(1) as usize);
        Truth::from_bool(
            length == 0 || (last(start) == last(other) && self.slice(start, length) == self.slice(other, length)),
        )
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
