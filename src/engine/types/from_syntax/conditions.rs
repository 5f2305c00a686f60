//! Conditions: yes-or-no expressions, and how guards flow through them.
//!
//! Knows nothing of: arithmetic.

use super::flow::{Spot, covered};
use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, ExprKind as Tree, Path};
use crate::engine::types::{Expr, ExprKind, Read, Type, Unit};
use crate::engine::value::terms::{CompareOp, Quantifier};
use crate::wording;

impl Typer<'_, '_> {
    pub(super) fn condition(&mut self, expr: &tree::Expr) -> Expr {
        let span = expr.span;
        match &expr.kind {
            Tree::Not(inner) => {
                let inner = self.truth(inner);
                self.make(span, Type::Truth, ExprKind::Not(Box::new(inner)))
            }
            Tree::All(parts) => {
                let parts = self.joined_parts(parts, true);
                self.make(span, Type::Truth, ExprKind::All(parts))
            }
            Tree::Any(parts) => {
                let parts = self.joined_parts(parts, false);
                self.make(span, Type::Truth, ExprKind::Any(parts))
            }
            Tree::Compare { op, left, right } => self.compare(*op, left, right, span),
            Tree::Is { value, negated, target } => self.is(value, *negated, target, span),
            Tree::IsIn { value, negated, options } => self.is_in(value, *negated, options, span),
            Tree::Given(path) => self.given(path, span),
            Tree::Missing(path) => {
                let given = self.given(path, span);
                self.make(span, Type::Truth, ExprKind::Not(Box::new(given)))
            }
            Tree::Within { value, period, before, anchor, counting_both_ends } => {
                self.within([&**value, period, anchor], *before, *counting_both_ends, span)
            }
            Tree::Quantified { quantifier, variable, list, filter, body } => {
                self.quantified(*quantifier, variable, list, filter.as_deref(), body, span)
            }
            _ => self.broken(span),
        }
    }

    /// Each part is read only where those before it hold (or, of alternatives, fail): they may guard it.
    fn joined_parts(&mut self, parts: &[tree::Expr], hold: bool) -> Vec<Expr> {
        let before = self.given.len();
        let mut typed = Vec::with_capacity(parts.len());
        for part in parts {
            let part = self.truth(part);
            let implied = self.implied_by(&part);
            self.now_given(if hold { implied.when_yes } else { implied.when_no });
            typed.push(part);
        }
        self.given.truncate(before);
        typed
    }

    fn now_given(&mut self, spots: Vec<Spot>) {
        for spot in spots {
            if !covered(&self.given, &spot) {
                self.given.push(spot);
            }
        }
    }

    fn given(&mut self, path: &Path, span: Span) -> Expr {
        let Some(read) = self.read(path) else {
            return Expr { ty: Type::Truth, ..self.broken(span) };
        };
        if !read.optional {
            self.never_missing(&read);
        }
        self.make(span, Type::Truth, ExprKind::Given(read))
    }

    pub(super) fn never_missing(&mut self, read: &Read) {
        let path = self.spell(read.local, &read.fields);
        self.error(
            Code::NeverOptional,
            read.span,
            wording!("`{path}` tidak pernah kosong", "`{path}` is never missing"),
        )
        .label(wording!("tidak opsional", "not optional"))
        .help(wording!(
            "hapus pemeriksaan ini, atau tambahkan `opsional` pada isiannya",
            "delete this, or add `optional` to the field"
        ));
    }

    /// `value` first, then the period, then the anchor.
    fn within(&mut self, [value, period, anchor]: [&tree::Expr; 3], before: bool, both_ends: bool, span: Span) -> Expr {
        let value = self.expr(value, None);
        let value = self.of_type(value, &Type::Date);
        let period = self.expr(period, None);
        if !matches!(period.ty, Type::Period(_) | Type::Broken) {
            let found = self.describe(&period.ty);
            self.wrong_type(period.span, &wording!("jangka waktu", "a period"), &found);
        }
        if both_ends && period.ty == Type::Period(Unit::Months) {
            self.both_ends_of_months(period.span);
        }
        let anchor = self.expr(anchor, None);
        let anchor = self.of_type(anchor, &Type::Date);
        let (value, period, anchor) = (Box::new(value), Box::new(period), Box::new(anchor));
        self.make(span, Type::Truth, ExprKind::Within { value, period, before, anchor, counting_both_ends: both_ends })
    }

    fn both_ends_of_months(&mut self, span: Span) {
        self.error(
            Code::WrongType,
            span,
            wording!(
                "`menghitung kedua ujung` hanya untuk hari dan hari kerja",
                "`counting both ends` is for days and working days only"
            ),
        )
        .label(wording!("jangka waktu dalam bulan", "a period in months"))
        .help(wording!(
            "hapus `menghitung kedua ujung`, atau hitung dalam hari",
            "delete `counting both ends`, or count in days"
        ));
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        variable: &tree::Name,
        list: &Path,
        filter: Option<&tree::Expr>,
        body: &tree::Expr,
        span: Span,
    ) -> Expr {
        let (list, element) = self.list(list);
        self.unshadowed(variable, &element);
        let (local, filter, body) = self.with_bound(variable, element, |typer, local| {
            let filter = filter.map(|it| typer.truth(it));
            let passed = filter.as_ref().map(|it| typer.implied_by(it).when_yes).unwrap_or_default();
            let body = typer.where_given(&passed, |it| it.truth(body));
            (local, filter.map(Box::new), Box::new(body))
        });
        let Some(list) = list else {
            return Expr { ty: Type::Truth, ..self.broken(span) };
        };
        let kind = ExprKind::Quantified { quantifier, local, variable: variable.text.clone(), list, filter, body };
        self.make(span, Type::Truth, kind)
    }

    fn is_in(&mut self, value: &tree::Expr, negated: bool, options: &[tree::Expr], span: Span) -> Expr {
        let found = match self.decision_of(value) {
            Some(decision) => {
                let parts = options.iter().map(|it| self.decision_is(decision, value, it, span)).collect();
                self.make(span, Type::Truth, ExprKind::Any(parts))
            }
            None => self.one_of(value, options, span),
        };
        if !negated {
            return found;
        }
        self.make(span, Type::Truth, ExprKind::Not(Box::new(found)))
    }

    /// Written values are looked up at once; others are compared one by one.
    fn one_of(&mut self, value: &tree::Expr, options: &[tree::Expr], span: Span) -> Expr {
        let typed = self.expr(value, None);
        if typed.ty == Type::Broken {
            return Expr { ty: Type::Truth, ..typed };
        }
        let written = options.iter().all(|it| self.is_written(it, &typed.ty));
        if !written {
            let mut parts = Vec::with_capacity(options.len());
            let mut left = Some(typed);
            for option in options {
                // Every comparison has an expression of its own on its left side.
                let left = left.take().unwrap_or_else(|| self.expr(value, None));
                let right = self.expr(option, Some(&left.ty));
                parts.push(self.compared(CompareOp::Equal, left, right, option.span));
            }
            return self.make(span, Type::Truth, ExprKind::Any(parts));
        }
        let ty = self.scalar(typed.ty.clone(), typed.span);
        let options = options.iter().filter_map(|it| self.option(it, &ty)).collect();
        self.make(span, Type::Truth, ExprKind::OneOf { value: Box::new(typed), options })
    }

    fn option(&mut self, option: &tree::Expr, ty: &Type) -> Option<crate::engine::types::Constant> {
        let constant = self.constant_of(option, ty)?;
        self.reachable_option(&constant, ty, option.span);
        Some(constant)
    }

    fn is_written(&self, option: &tree::Expr, ty: &Type) -> bool {
        match &option.kind {
            Tree::Path(path) => matches!(ty, Type::Enum(_)) && self.enum_value_or_unknown(path, ty),
            Tree::Number(_) | Tree::Text(_) | Tree::Date(_) | Tree::Truth(_) | Tree::Period { .. } => true,
            _ => false,
        }
    }

    /// A value of the enum, or a name that is nothing else.
    fn enum_value_or_unknown(&self, path: &Path, ty: &Type) -> bool {
        let Type::Enum(id) = ty else { return false };
        path.fields.is_empty()
            && !self.bound.iter().any(|it| it.name == path.head.text)
            && (self.enum_value(*id, &path.head.text).is_some() || self.scope.find(&path.head.text).is_none())
    }
}
