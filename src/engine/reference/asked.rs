//! The interpreter asked about single expressions, with elements bound from outside: what an explanation needs.
//!
//! Knows nothing of: why somebody asks.

use super::facts::Place;
use super::{Interpreter, Value};
use crate::engine::case::{Case, Layout};
use crate::engine::types::{Expr, Rulebook, Type};
use crate::engine::value::Truth;

/// Answers what any expression is for one case.
#[expect(missing_debug_implementations, reason = "there is nothing to show but the case and the rulebook")]
pub struct Asked<'a> {
    interpreter: Interpreter<'a>,
    locals: Vec<Place<'a>>,
}

impl<'a> Asked<'a> {
    /// No element is bound.
    #[must_use]
    pub const fn new(rulebook: &'a Rulebook, layout: &'a Layout, case: &'a Case) -> Self {
        Self { interpreter: Interpreter::new(rulebook, layout, case), locals: Vec::new() }
    }

    /// The truth of a yes-or-no expression.
    #[must_use]
    pub fn truth(&self, expression: &'a Expr) -> Truth {
        self.interpreter.truth(expression, &self.locals)
    }

    /// The value of any other expression; a known text is 1.
    #[must_use]
    pub fn integer(&self, expression: &'a Expr) -> Option<i64> {
        self.interpreter.value(expression, &self.locals).map(Value::as_integer)
    }

    /// Binds the element whose first cell this is; deeper ones are forgotten.
    pub fn bind(&mut self, depth: usize, cell: usize, ty: &'a Type) {
        self.locals.truncate(depth);
        self.locals.push(Place::At { cell, ty });
    }
}
