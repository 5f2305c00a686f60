//! Comparisons: both sides of one type and scale, an order where one is needed, and whether the result is always the same.
//!
//! Knows nothing of: guards.

use super::numbers::Interval;
use super::typer::Typer;
use crate::engine::diag::{Code, Diagnostic};
use crate::engine::resolve::Entity;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{self, ExprKind as Tree};
use crate::engine::types::{Constant, Expr, ExprKind, Node, Type};
use crate::engine::value::terms::CompareOp;
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    pub(super) fn compare(&mut self, op: CompareOp, left: &tree::Expr, right: &tree::Expr, span: Span) -> Expr {
        let (left, right) = self.pair(left, right);
        self.compared(op, left, right, span)
    }

    /// Both sides; a bare enum value takes its type from the other side, whichever that is.
    fn pair(&mut self, left: &tree::Expr, right: &tree::Expr) -> (Expr, Expr) {
        if self.needs_expectation(left) && !self.needs_expectation(right) {
            let right = self.expr(right, None);
            let left = self.expr(left, Some(&right.ty));
            return (left, right);
        }
        let left = self.expr(left, None);
        let right = self.expr(right, Some(&left.ty));
        (left, right)
    }

    pub(super) fn compared(&mut self, op: CompareOp, left: Expr, right: Expr, span: Span) -> Expr {
        let (left, right, ty) = self.unified(left, right);
        if ty != Type::Broken && self.comparable(op, &ty, span) {
            self.always_same(op, &left, &right, span);
        }
        self.make(span, Type::Truth, ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) })
    }

    /// Both at one type: numbers at one scale, with the interval that holds both.
    pub(super) fn unified(&mut self, left: Expr, right: Expr) -> (Expr, Expr, Type) {
        if left.ty == Type::Broken || right.ty == Type::Broken {
            return (left, right, Type::Broken);
        }
        if let (Type::Number { .. }, Type::Number { .. }) = (&left.ty, &right.ty) {
            let (left, right) = self.at_one_scale(left, right);
            let ty = match (Interval::of(&left.ty), Interval::of(&right.ty)) {
                (Some(a), Some(b)) => self.number_type(a.hull(b), right.span),
                _ => Type::Broken,
            };
            return (left, right, ty);
        }
        if left.ty != right.ty {
            self.differ(&left, &right);
            return (left, right, Type::Broken);
        }
        let ty = left.ty.clone();
        (left, right, ty)
    }

    fn differ(&mut self, left: &Expr, right: &Expr) {
        let (a, b) = (self.describe(&left.ty), self.describe(&right.ty));
        let message = Wording::new(
            format!("kedua sisi tidak sejenis: {} dan {}", a.id, b.id),
            format!("the two sides are of different types: {} and {}", a.en, b.en),
        );
        let help = Wording::new(
            format!("tulis di sini sesuatu yang berjenis {}", a.id),
            format!("write something here that is {}", a.en),
        );
        self.error(Code::WrongType, right.span, message).label(b).also(left.span, a).help(help);
    }

    fn comparable(&mut self, op: CompareOp, ty: &Type, span: Span) -> bool {
        let only_equal = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        match ty {
            Type::Record(_) | Type::List { .. } => {
                let ty = ty.clone();
                self.scalar(ty, span);
                false
            }
            Type::Enum(id) if !only_equal && self.enums.get(*id).is_some_and(|it| !it.ordered) => {
                self.not_ordered(*id, span);
                false
            }
            Type::Text | Type::Truth if !only_equal => {
                let found = self.describe(ty);
                self.wrong_type(span, &wording!("sesuatu yang mempunyai urutan", "something with an order"), &found);
                false
            }
            _ => true,
        }
    }

    pub(super) fn not_ordered(&mut self, id: usize, span: Span) {
        let name = self.enums.get(id).map_or("", |it| it.name.as_str()).to_owned();
        let declared = self.scope.enums.get(id).map(|it| it.item.name.span);
        let diagnostic = self.error(
            Code::NotOrdered,
            span,
            wording!("pilihan `{name}` tidak mempunyai urutan", "the enum `{name}` has no order"),
        );
        diagnostic.label(wording!("dibandingkan menurut urutan", "compared by more or less")).help(wording!(
            "tulis `pilihan {name} berurutan` dengan nilai terendah lebih dahulu, atau pakai `adalah`",
            "write `enum {name} ordered` with the lowest value first, or use `is`"
        ));
        if let Some(declared) = declared {
            diagnostic.also(declared, wording!("tanpa `berurutan`", "without `ordered`"));
        }
    }

    /// Says so when one side is written and the bounds of the other decide.
    fn always_same(&mut self, op: CompareOp, left: &Expr, right: &Expr, span: Span) {
        let written = |it: &Expr| matches!(it.kind, ExprKind::Constant(_));
        if !written(left) && !written(right) {
            return;
        }
        if let (Some(a), Some(b)) = (self.extent(left), self.extent(right))
            && let Some(answer) = decided(op, a, b)
        {
            let bounded = if written(left) { right } else { left };
            let (at, bounds) = (bounded.span, self.describe(&bounded.ty));
            let diagnostic = self.warn_always(answer, span);
            if !written(bounded) {
                diagnostic.also(at, bounds);
            }
        }
    }

    fn warn_always(&mut self, answer: bool, span: Span) -> &mut crate::engine::diag::Diagnostic {
        let (message, label) = if answer {
            (wording!("syarat ini selalu terpenuhi", "the condition always holds"), wording!("selalu ya", "always yes"))
        } else {
            (
                wording!("syarat ini tidak pernah terpenuhi", "the condition never holds"),
                wording!("selalu tidak", "always no"),
            )
        };
        self.error(Code::AlwaysSame, span, message).label(label).help(wording!(
            "periksa nilainya terhadap batas jenisnya",
            "check the value against the bounds of the type"
        ))
    }

    /// Says so when an option lies outside what the value can be.
    pub(super) fn reachable_option(&mut self, option: &Constant, ty: &Type, span: Span) {
        if let (Constant::Integer(units), Type::Number { least, greatest, .. }) = (option, ty)
            && !(*least..=*greatest).contains(units)
        {
            self.warn_always(false, span);
        }
    }

    /// The least and the greatest that an expression can be.
    fn extent(&self, expr: &Expr) -> Option<(i64, i64)> {
        match (&expr.kind, &expr.ty) {
            (_, Type::Number { least, greatest, .. }) => Some((*least, *greatest)),
            (ExprKind::Constant(Constant::Integer(value)), Type::Enum(_)) => Some((*value, *value)),
            (_, Type::Enum(id)) => {
                let count = i64::try_from(self.enums.get(*id)?.values.len()).ok()?;
                Some((0, count.checked_sub(1)?))
            }
            _ => None,
        }
    }

    /// `A is B`, `A is not B`
    pub(super) fn is(&mut self, value: &tree::Expr, negated: bool, target: &tree::Expr, span: Span) -> Expr {
        if let Some(decision) = self.decision_of(value) {
            let found = self.decision_is(decision, value, target, span);
            if !negated {
                return found;
            }
            return self.make(span, Type::Truth, ExprKind::Not(Box::new(found)));
        }
        let op = if negated { CompareOp::NotEqual } else { CompareOp::Equal };
        self.compare(op, value, target, span)
    }

    /// The decision that a bare name stands for.
    pub(super) fn decision_of(&self, value: &tree::Expr) -> Option<usize> {
        match &value.kind {
            Tree::Path(path) if path.fields.is_empty() && !self.bound.iter().any(|it| it.name == path.head.text) => {
                match self.scope.find(&path.head.text)? {
                    Entity::Decision(id) => Some(id),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `exemption is exempt`
    pub(super) fn decision_is(&mut self, decision: usize, value: &tree::Expr, target: &tree::Expr, span: Span) -> Expr {
        let Some(declared) = self.scope.decisions.get(decision).map(|it| it.item) else { return self.broken(span) };
        self.reads.insert(Node::Decision(decision));
        self.decisions_read.insert(Node::Decision(decision));
        if let Some((element, _)) = &declared.for_every {
            self.one_of_many(&declared.name.text, &element.text, value.span);
            return Expr { ty: Type::Truth, ..self.broken(span) };
        }
        let outcome = match &target.kind {
            Tree::Path(path) if path.fields.is_empty() => {
                declared.outcomes.iter().position(|it| it.name.text == path.head.text)
            }
            Tree::Broken => return Expr { ty: Type::Truth, ..self.broken(span) },
            _ => None,
        };
        let Some(outcome) = outcome else {
            let written = match &target.kind {
                Tree::Path(path) => path.head.text.clone(),
                _ => String::new(),
            };
            self.unknown_outcome(declared, &written, target.span);
            return Expr { ty: Type::Truth, ..self.broken(span) };
        };
        self.make(span, Type::Truth, ExprKind::DecisionIs { decision, outcome })
    }

    fn one_of_many(&mut self, decision: &str, element: &str, span: Span) {
        self.error(
            Code::WrongArgument,
            span,
            wording!(
                "`{decision}` diputuskan untuk setiap `{element}`, jadi tidak mempunyai satu hasil",
                "`{decision}` is decided for every `{element}`, so it has no single outcome"
            ),
        )
        .label(wording!("beberapa hasil", "several outcomes"))
        .help(wording!(
            "sebut syaratnya sendiri, bukan putusannya",
            "name the conditions themselves, not the decision"
        ));
    }

    pub(super) fn unknown_outcome(&mut self, decision: &tree::Decision, written: &str, span: Span) {
        if self.scope.lost.contains(written) {
            return;
        }
        self.no_such_outcome(Code::UnknownOutcome, decision, written, span)
            .also(decision.name.span, wording!("putusannya", "the decision"));
    }

    /// Tells that a decision has no outcome of this name, and which it has.
    pub(super) fn no_such_outcome(
        &mut self,
        code: Code,
        decision: &tree::Decision,
        written: &str,
        span: Span,
    ) -> &mut Diagnostic {
        let name = &decision.name.text;
        let outcomes: Vec<&str> = decision.outcomes.iter().map(|it| it.name.text.as_str()).collect();
        let listed = outcomes.join("`, `");
        let otherwise = wording!("hasilnya adalah `{listed}`", "its outcomes are `{listed}`");
        let help = self.suggester.help(written, outcomes.into_iter(), otherwise);
        let message =
            wording!("putusan `{name}` tidak mempunyai hasil ini", "the decision `{name}` has no such outcome");
        self.error(code, span, message).label(wording!("bukan hasil `{name}`", "not an outcome of `{name}`")).help(help)
    }
}

/// What a comparison of anything in `a` with anything in `b` gives, if it is always the same.
fn decided(op: CompareOp, a: (i64, i64), b: (i64, i64)) -> Option<bool> {
    let less = if a.1 < b.0 {
        Some(true)
    } else if a.0 >= b.1 {
        Some(false)
    } else {
        None
    };
    let greater = if a.0 > b.1 {
        Some(true)
    } else if a.1 <= b.0 {
        Some(false)
    } else {
        None
    };
    let single = |it: (i64, i64)| it.0 == it.1;
    let equal = if a.1 < b.0 || b.1 < a.0 {
        Some(false)
    } else if single(a) && a == b {
        Some(true)
    } else {
        None
    };
    match op {
        CompareOp::Less => less,
        CompareOp::GreaterOrEqual => less.map(|it| !it),
        CompareOp::Greater => greater,
        CompareOp::LessOrEqual => greater.map(|it| !it),
        CompareOp::Equal => equal,
        CompareOp::NotEqual => equal.map(|it| !it),
    }
}
