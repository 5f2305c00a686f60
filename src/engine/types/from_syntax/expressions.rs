//! From expressions as written to typed ones. One wrong type gives one message: what is broken stays silent.
//!
//! Knows nothing of: declarations.

use super::numbers::Interval;
use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, ExprKind as Tree, NumberLiteral, Path};
use crate::engine::types::{Constant, Expr, ExprKind, Type};
use crate::engine::value::number::GREATEST_SCALE;
use crate::engine::value::terms::{ArithmeticOp, Rounding};
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    /// Types an expression. What is expected helps to recognise enum values; it is not enforced.
    pub(super) fn expr(&mut self, expr: &tree::Expr, expected: Option<&Type>) -> Expr {
        let span = expr.span;
        match &expr.kind {
            Tree::Number(literal) => self.number(literal),
            Tree::Text(literal) => self.constant(span, Type::Text, Constant::Text(literal.text.clone())),
            Tree::Date(literal) => self.constant(span, Type::Date, Constant::Integer(literal.days)),
            Tree::Truth(value) => self.constant(span, Type::Truth, Constant::Truth(*value)),
            Tree::Period { count, unit } => match self.period(count, unit, span) {
                Some((count, unit)) => self.constant(span, Type::Period(unit), Constant::Integer(count)),
                None => self.broken(span),
            },
            Tree::Path(path) => self.path(path, expected),
            Tree::Apply { name, argument } => self.apply(name, argument, span),
            Tree::Arithmetic { .. } => self.chain(expr),
            Tree::Divide { left, right, digits, rounding } => self.divide(left, right, digits, *rounding, span),
            Tree::If { condition, then, otherwise } => self.choice([&**condition, then, otherwise], expected, span),
            Tree::Default { value, default } => self.default(value, default, span),
            Tree::Aggregate { aggregate, value, variable, list, filter } => {
                self.aggregate(*aggregate, value.as_deref(), variable, list, filter.as_deref(), span)
            }
            Tree::Broken => self.broken(span),
            _ => self.condition(expr),
        }
    }

    /// Types an expression that must be yes or no.
    pub(super) fn truth(&mut self, expr: &tree::Expr) -> Expr {
        let typed = self.expr(expr, Some(&Type::Truth));
        self.of_type(typed, &Type::Truth)
    }

    /// Sees to it that an expression has a type; bounds of numbers are another matter.
    pub(super) fn of_type(&mut self, expr: Expr, wanted: &Type) -> Expr {
        let same_kind = match (&expr.ty, wanted) {
            (Type::Broken, _) | (_, Type::Broken) | (Type::Number { .. }, Type::Number { .. }) => true,
            (found, wanted) => found == wanted,
        };
        if same_kind {
            return expr;
        }
        let (wanted, found) = (self.describe(wanted), self.describe(&expr.ty));
        self.wrong_type(expr.span, &wanted, &found);
        Expr { ty: Type::Broken, ..expr }
    }

    pub(super) fn wrong_type(&mut self, span: Span, wanted: &Wording, found: &Wording) {
        let message = Wording::new(
            format!("di sini harus {}, bukan {}", wanted.id, found.id),
            format!("{} is needed here, not {}", wanted.en, found.en),
        );
        let help = Wording::new(
            format!("tulis sesuatu yang berjenis {}", wanted.id),
            format!("write something that is {}", wanted.en),
        );
        self.error(Code::WrongType, span, message).label(found.clone()).help(help);
    }

    fn number(&mut self, literal: &NumberLiteral) -> Expr {
        if literal.scale > GREATEST_SCALE {
            self.too_many_digits(literal.span, literal.scale, GREATEST_SCALE);
            return self.broken(literal.span);
        }
        let units = literal.digits;
        let ty = Type::Number { scale: literal.scale, least: units, greatest: units };
        self.constant(literal.span, ty, Constant::Integer(units))
    }

    /// A sum may be a thousand operands deep on its left side: no recursion there.
    fn chain(&mut self, expr: &tree::Expr) -> Expr {
        let mut steps = Vec::new();
        let mut left_most = expr;
        while let Tree::Arithmetic { op, left, right } = &left_most.kind {
            steps.push((*op, &**right, left_most.span));
            left_most = left;
        }
        let mut result = self.expr(left_most, None);
        while let Some((op, right, span)) = steps.pop() {
            let right = self.expr(right, None);
            result = self.arithmetic(op, result, right, span);
        }
        result
    }

    fn arithmetic(&mut self, op: ArithmeticOp, left: Expr, right: Expr, span: Span) -> Expr {
        match (&left.ty, &right.ty, op) {
            (Type::Broken, _, _) | (_, Type::Broken, _) => self.broken(span),
            (Type::Number { .. }, Type::Number { .. }, _) => self.combined(op, left, right, span),
            (Type::Date, Type::Period(_), ArithmeticOp::Add | ArithmeticOp::Subtract) => {
                let back = op == ArithmeticOp::Subtract;
                self.make(span, Type::Date, ExprKind::Shift { date: Box::new(left), period: Box::new(right), back })
            }
            (Type::Date, Type::Date, ArithmeticOp::Subtract) => {
                let ty = Type::Period(crate::engine::types::Unit::Days);
                self.make(span, ty, ExprKind::Arithmetic { op, left: Box::new(left), right: Box::new(right) })
            }
            _ => self.impossible_arithmetic(op, &left, &right, span),
        }
    }

    fn impossible_arithmetic(&mut self, op: ArithmeticOp, left: &Expr, right: &Expr, span: Span) -> Expr {
        let sign = match op {
            ArithmeticOp::Add => "+",
            ArithmeticOp::Subtract => "-",
            ArithmeticOp::Multiply => "*",
        };
        let (a, b) = (self.describe(&left.ty), self.describe(&right.ty));
        let message = Wording::new(
            format!("`{sign}` tidak ada artinya antara {} dan {}", a.id, b.id),
            format!("`{sign}` has no meaning between {} and {}", a.en, b.en),
        );
        self.error(Code::WrongType, span, message)
            .label(wording!("tidak dapat dihitung", "cannot be worked out"))
            .help(wording!(
                "hitung angka dengan angka, tanggal dengan jangka waktu sesudahnya, atau tanggal dikurangi tanggal",
                "use two numbers, a date and then a period, or a date minus a date"
            ));
        self.broken(span)
    }

    fn divide(
        &mut self,
        left: &tree::Expr,
        right: &tree::Expr,
        digits: &NumberLiteral,
        rounding: Rounding,
        span: Span,
    ) -> Expr {
        let (left, right) = (self.expr(left, None), self.expr(right, None));
        let (left, right) = (self.expect_number(left), self.expect_number(right));
        let places = u8::try_from(digits.digits).ok().filter(|it| digits.scale == 0 && *it <= GREATEST_SCALE);
        let Some(places) = places else {
            self.error(
                Code::TooManyDigits,
                digits.span,
                wording!(
                    "pembulatan paling banyak sampai {GREATEST_SCALE} angka",
                    "rounding is to {GREATEST_SCALE} digits at most"
                ),
            )
            .label(wording!("bukan 0 sampai {GREATEST_SCALE}", "not 0 to {GREATEST_SCALE}"))
            .help(wording!("tulis misalnya `dibulatkan 2 angka`", "write for instance `rounded to 2 digits`"));
            return self.broken(span);
        };
        let ty = self.quotient_type(&left.ty, &right.ty, places, rounding, span);
        self.make(span, ty, ExprKind::Divide { left: Box::new(left), right: Box::new(right), digits: places, rounding })
    }

    /// Any number will do, whatever its bounds.
    pub(super) fn expect_number(&mut self, expr: Expr) -> Expr {
        if matches!(expr.ty, Type::Number { .. } | Type::Broken) {
            return expr;
        }
        let found = self.describe(&expr.ty);
        self.wrong_type(expr.span, &wording!("angka", "a number"), &found);
        Expr { ty: Type::Broken, ..expr }
    }

    /// `if … then … otherwise …`
    fn choice(&mut self, [condition, then, otherwise]: [&tree::Expr; 3], expected: Option<&Type>, span: Span) -> Expr {
        let condition = self.truth(condition);
        let implied = self.implied_by(&condition);
        let then = self.where_given(&implied.when_yes, |it| it.expr(then, expected));
        let otherwise_expected = expected.cloned().unwrap_or_else(|| then.ty.clone());
        let otherwise = self.where_given(&implied.when_no, |it| it.expr(otherwise, Some(&otherwise_expected)));
        let (then, otherwise, ty) = self.unified(then, otherwise);
        let ty = self.scalar(ty, span);
        let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(otherwise));
        self.make(span, ty, ExprKind::If { condition, then, otherwise })
    }

    /// Records and lists are facts; nothing works them out.
    pub(super) fn scalar(&mut self, ty: Type, span: Span) -> Type {
        if !matches!(ty, Type::Record(_) | Type::List { .. }) {
            return ty;
        }
        let found = self.describe(&ty);
        self.wrong_type(span, &wording!("satu nilai", "a single value"), &found);
        Type::Broken
    }

    /// `P otherwise V`
    fn default(&mut self, value: &Path, default: &tree::Expr, span: Span) -> Expr {
        let Some(read) = self.read(value) else { return self.broken(span) };
        if !read.optional {
            self.never_missing(&read);
        }
        let default = self.expr(default, Some(&read.ty));
        let default = self.of_type(default, &read.ty);
        let default = match (Interval::of(&read.ty), Interval::of(&default.ty)) {
            (Some(wanted), Some(found)) if found.scale > wanted.scale => {
                self.too_many_digits(default.span, found.scale, wanted.scale);
                Expr { ty: Type::Broken, ..default }
            }
            (Some(wanted), _) => self.rescaled(default, wanted.scale),
            _ => default,
        };
        let ty = match (Interval::of(&read.ty), Interval::of(&default.ty)) {
            (Some(a), Some(b)) => self.number_type(a.hull(b), span),
            _ if default.ty == Type::Broken => Type::Broken,
            _ => read.ty.clone(),
        };
        let ty = self.scalar(ty, span);
        self.make(span, ty, ExprKind::Default { value: read, default: Box::new(default) })
    }
}
