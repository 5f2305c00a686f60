//! The value of every kind of expression. All operands are worked out, whatever the first one says.
//!
//! Knows nothing of: how decisions are taken.

use super::facts::{Fact, Place};
use super::{Interpreter, Value, arithmetic};
use crate::engine::finding::Status;
use crate::engine::types::{Body, Constant, Expr, ExprKind, Meaning, Read, Type, Unit};
use crate::engine::value::{Truth, number};

impl<'a> Interpreter<'a> {
    /// The truth of a condition.
    pub(super) fn truth(&self, expr: &'a Expr, locals: &[Place<'a>]) -> Truth {
        match self.value(expr, locals) {
            Some(Value::Truth(known)) => Truth::from_bool(known),
            _ => Truth::Unknown,
        }
    }

    fn integer(&self, expr: &'a Expr, locals: &[Place<'a>]) -> Option<i64> {
        match self.value(expr, locals)? {
            Value::Integer(known) => Some(known),
            _ => None,
        }
    }

    /// The value of an expression; `None` is unknown.
    pub(super) fn value(&self, expr: &'a Expr, locals: &[Place<'a>]) -> Option<Value<'a>> {
        match &expr.kind {
            ExprKind::Constant(constant) => Some(of_constant(constant)),
            ExprKind::Read(read) => self.read(read, locals),
            ExprKind::Parameter(id) => self.parameter(*id),
            ExprKind::Definition { id, argument } => self.definition(*id, argument.as_ref(), locals),
            ExprKind::Default { value, default } => self.default(value, default, locals),
            ExprKind::If { condition, then, otherwise } => self.either(condition, then, otherwise, locals),
            ExprKind::Arithmetic { .. }
            | ExprKind::Divide { .. }
            | ExprKind::Rescale { .. }
            | ExprKind::Shift { .. } => self.calculation(expr, locals).map(Value::Integer),
            ExprKind::Aggregate { aggregate, local, list, filter, value, .. } => {
                self.aggregate(*aggregate, *local, list, (filter.as_deref(), value.as_deref()), locals)
            }
            _ => self.condition(expr, locals).known().map(Value::Truth),
        }
    }

    /// Expressions that are always conditions.
    fn condition(&self, expr: &'a Expr, locals: &[Place<'a>]) -> Truth {
        match &expr.kind {
            ExprKind::Criterion { id, argument } => self.criterion(*id, argument.as_ref(), locals),
            ExprKind::Judgement(id) => self.judgement(*id),
            ExprKind::DecisionIs { decision, outcome } => self.decision_is(*decision, *outcome),
            ExprKind::Given(read) => self.given(read, locals),
            ExprKind::Not(inner) => self.truth(inner, locals).negated(),
            ExprKind::All(parts) => parts.iter().map(|it| self.truth(it, locals)).fold(Truth::Yes, Truth::and),
            ExprKind::Any(parts) => parts.iter().map(|it| self.truth(it, locals)).fold(Truth::No, Truth::or),
            ExprKind::Compare { op, left, right } => {
                arithmetic::compare(*op, self.value(left, locals), self.value(right, locals))
            }
            ExprKind::OneOf { value, options } => is_one_of(self.value(value, locals), options),
            ExprKind::Within { .. } => self.within(expr, locals),
            ExprKind::Quantified { quantifier, local, list, filter, body, .. } => {
                self.quantified(*quantifier, *local, list, (filter.as_deref(), body), locals)
            }
            _ => Truth::Unknown,
        }
    }

    /// Numbers and dates that are worked out from others.
    fn calculation(&self, expr: &'a Expr, locals: &[Place<'a>]) -> Option<i64> {
        match &expr.kind {
            ExprKind::Arithmetic { op, left, right } => {
                arithmetic::calculate(*op, self.integer(left, locals)?, self.integer(right, locals)?)
            }
            ExprKind::Divide { left, right, digits, rounding } => {
                let dividend = (self.integer(left, locals)?, scale(&left.ty));
                let divisor = (self.integer(right, locals)?, scale(&right.ty));
                number::divide(dividend, divisor, *digits, *rounding)
            }
            ExprKind::Rescale { value, by } => {
                self.integer(value, locals)?.checked_mul(10_i64.checked_pow(u32::from(*by))?)
            }
            ExprKind::Shift { date, period, back } => {
                let (date, count) = (self.integer(date, locals)?, self.integer(period, locals)?);
                self.shift(date, count, unit(&period.ty)?, *back)
            }
            _ => None,
        }
    }

    /// The day so many days, months or working days after a date, or before it.
    fn shift(&self, date: i64, count: i64, unit: Unit, back: bool) -> Option<i64> {
        let calendar = match unit {
            Unit::WorkingDays(id) => Some(&self.rulebook.calendars.get(id)?.calendar),
            Unit::Days | Unit::Months => None,
        };
        let count = if back { count.checked_neg()? } else { count };
        arithmetic::shift(date, count, unit, calendar)
    }

    /// `anchor - period <= value and value <= anchor`, or the same after the anchor.
    fn within(&self, expr: &'a Expr, locals: &[Place<'a>]) -> Truth {
        let ExprKind::Within { value, period, before, anchor, counting_both_ends } = &expr.kind else {
            return Truth::Unknown;
        };
        let (value, near) = (self.integer(value, locals), self.integer(anchor, locals));
        let count = self.integer(period, locals);
        let count = if *counting_both_ends { count.and_then(|it| it.checked_sub(1)) } else { count };
        let far = match (near, count, unit(&period.ty)) {
            (Some(near), Some(count), Some(unit)) => self.shift(near, count, unit, *before),
            _ => None,
        };
        let (first, last) = if *before { (far, near) } else { (near, far) };
        arithmetic::at_most(first, value).and(arithmetic::at_most(value, last))
    }

    /// Yes for a value, no for `null`, unknown for an unknown.
    fn given(&self, read: &Read, locals: &[Place<'a>]) -> Truth {
        match self.fact(self.place(read, locals)) {
            Fact::Value(_) => Truth::Yes,
            Fact::Missing => Truth::No,
            Fact::Unknown => Truth::Unknown,
        }
    }

    /// `default` only where there is certainly none.
    fn default(&self, read: &Read, default: &'a Expr, locals: &[Place<'a>]) -> Option<Value<'a>> {
        let otherwise = self.value(default, locals);
        match self.fact(self.place(read, locals)) {
            Fact::Value(cell) => self.known(cell, &read.ty),
            Fact::Missing => otherwise,
            Fact::Unknown => None,
        }
    }

    /// Like a table of two rows: both may match while the condition is unknown, and then they must agree.
    fn either(
        &self,
        condition: &'a Expr,
        then: &'a Expr,
        otherwise: &'a Expr,
        locals: &[Place<'a>],
    ) -> Option<Value<'a>> {
        let (then, otherwise) = (self.value(then, locals), self.value(otherwise, locals));
        match self.truth(condition, locals) {
            Truth::Yes => then,
            Truth::No => otherwise,
            Truth::Unknown => then.filter(|_| then == otherwise),
        }
    }

    fn parameter(&self, id: usize) -> Option<Value<'a>> {
        match &self.rulebook.parameters.get(id)?.value {
            Meaning::Known(constant) => Some(of_constant(constant)),
            Meaning::Pending(_) => None,
        }
    }

    /// A definition or a table, of the element that the argument names if it is of an element.
    pub(super) fn definition(&self, id: usize, argument: Option<&Read>, locals: &[Place<'a>]) -> Option<Value<'a>> {
        let locals: Vec<Place<'a>> = argument.map(|it| self.place(it, locals)).into_iter().collect();
        self.definition_at(id, &locals)
    }

    /// Seen from inside: `locals` is what it is about, if it is about something.
    pub(super) fn definition_at(&self, id: usize, locals: &[Place<'a>]) -> Option<Value<'a>> {
        match &self.rulebook.definitions.get(id)?.body {
            Meaning::Known(Body::Expr(expr)) => self.value(expr, locals),
            Meaning::Known(Body::Table(table)) => self.table(id, table, locals),
            Meaning::Pending(_) => None,
        }
    }

    pub(super) fn criterion(&self, id: usize, argument: Option<&Read>, locals: &[Place<'a>]) -> Truth {
        let locals: Vec<Place<'a>> = argument.map(|it| self.place(it, locals)).into_iter().collect();
        self.criterion_at(id, &locals)
    }

    /// Seen from inside, as [`Self::definition_at`].
    pub(super) fn criterion_at(&self, id: usize, locals: &[Place<'a>]) -> Truth {
        let result = match self.rulebook.criteria.get(id).map(|it| &it.condition) {
            Some(Meaning::Known(condition)) => self.truth(condition, locals),
            Some(Meaning::Pending(_)) | None => Truth::Unknown,
        };
        self.note_criterion(id, result);
        result
    }

    /// The answer; until there is one, what is presumed; without that, unknown.
    fn judgement(&self, id: usize) -> Truth {
        let answer = self.case.answers.get(id).and_then(Option::as_ref).map(|it| it.answer);
        let presumed = self.rulebook.judgements.get(id).and_then(|it| it.presumed).map(Truth::from_bool);
        answer.or(presumed).unwrap_or(Truth::Unknown)
    }

    fn decision_is(&self, decision: usize, outcome: usize) -> Truth {
        match self.status(decision) {
            Status::Decided(decided) => Truth::from_bool(decided == outcome),
            Status::Undetermined | Status::Conflict => Truth::Unknown,
        }
    }
}

pub(super) fn of_constant(constant: &Constant) -> Value<'_> {
    match constant {
        Constant::Truth(it) => Value::Truth(*it),
        Constant::Integer(it) => Value::Integer(*it),
        Constant::Text(it) => Value::Text(it),
    }
}

pub(super) fn is_one_of(value: Option<Value<'_>>, options: &[Constant]) -> Truth {
    match value {
        Some(value) => Truth::from_bool(options.iter().any(|it| of_constant(it) == value)),
        None => Truth::Unknown,
    }
}

fn scale(ty: &Type) -> u8 {
    match ty {
        Type::Number { scale, .. } => *scale,
        _ => 0,
    }
}

fn unit(ty: &Type) -> Option<Unit> {
    match ty {
        Type::Period(unit) => Some(*unit),
        _ => None,
    }
}
