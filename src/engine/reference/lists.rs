//! What is said of, or worked out from, the elements of a list.
//!
//! Knows nothing of: how decisions are taken.

use super::facts::{Fact, Place};
use super::{Interpreter, Value};
use crate::engine::types::{Expr, Read};
use crate::engine::value::Truth;
use crate::engine::value::terms::{Aggregate, Quantifier};

impl<'a> Interpreter<'a> {
    /// Kleene and, or, and not-or over the elements; unknown over an unknown list.
    pub(super) fn quantified(
        &self,
        quantifier: Quantifier,
        local: usize,
        list: &Read,
        (filter, body): (Option<&'a Expr>, &'a Expr),
        locals: &[Place<'a>],
    ) -> Truth {
        let Some(elements) = self.elements(list, locals) else {
            return Truth::Unknown;
        };
        let mut every = Truth::Yes;
        let mut some = Truth::No;
        for element in elements {
            let locals = bind(locals, local, element);
            let passes = filter.map_or(Truth::Yes, |it| self.truth(it, &locals));
            let has = self.truth(body, &locals);
            every = every.and(passes.negated().or(has));
            some = some.or(passes.and(has));
        }
        match quantifier {
            Quantifier::Every => every,
            Quantifier::Some => some,
            Quantifier::No => some.negated(),
        }
    }

    /// Unknown with an unknown list, element or filter; `least` and `greatest` of nothing are unknown.
    pub(super) fn aggregate(
        &self,
        aggregate: Aggregate,
        local: usize,
        list: &Read,
        (filter, value): (Option<&'a Expr>, Option<&'a Expr>),
        locals: &[Place<'a>],
    ) -> Option<Value<'a>> {
        let mut values = Vec::new();
        for element in self.elements(list, locals)? {
            if !matches!(self.fact(element), Fact::Value(_)) {
                return None;
            }
            let locals = bind(locals, local, element);
            if filter.map_or(Truth::Yes, |it| self.truth(it, &locals)).known()? {
                let Value::Integer(it) = value.map_or(Some(Value::Integer(1)), |it| self.value(it, &locals))? else {
                    return None;
                };
                values.push(it);
            }
        }
        let result = match aggregate {
            Aggregate::Count => i64::try_from(values.len()).ok(),
            Aggregate::Sum => values.into_iter().try_fold(0_i64, i64::checked_add),
            Aggregate::Least => values.into_iter().min(),
            Aggregate::Greatest => values.into_iter().max(),
        };
        result.map(Value::Integer)
    }
}

/// The elements around, and one more at the depth where it is bound.
fn bind<'a>(around: &[Place<'a>], local: usize, element: Place<'a>) -> Vec<Place<'a>> {
    let mut locals: Vec<Place<'a>> = around.iter().copied().take(local).collect();
    locals.resize(local, Place::Unknown);
    locals.push(element);
    locals
}
