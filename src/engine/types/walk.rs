//! Walking the expressions of a rulebook.
//!
//! Knows nothing of: what expressions mean.

use super::{Body, Expr, ExprKind, Meaning, Rulebook, Template, TemplatePiece};

impl Expr {
    /// The expressions directly inside this one, in order.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        let mut parts = Vec::new();
        self.each_part(&mut |it| parts.push(it));
        parts
    }

    /// Shows the expressions directly inside this one, in order.
    pub fn each_part<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        match &self.kind {
            ExprKind::Default { default: inner, .. }
            | ExprKind::Not(inner)
            | ExprKind::Rescale { value: inner, .. }
            | ExprKind::OneOf { value: inner, .. } => see(inner),
            ExprKind::All(inner) | ExprKind::Any(inner) => inner.iter().for_each(see),
            ExprKind::Compare { left: first, right: second, .. }
            | ExprKind::Arithmetic { left: first, right: second, .. }
            | ExprKind::Divide { left: first, right: second, .. }
            | ExprKind::Shift { date: first, period: second, .. } => [first, second].into_iter().for_each(|it| see(it)),
            ExprKind::Within { value: first, period: second, anchor: third, .. }
            | ExprKind::If { condition: first, then: second, otherwise: third } => {
                for part in [first, second, third] {
                    see(part);
                }
            }
            ExprKind::Quantified { filter, body, .. } => {
                filter.iter().chain([body]).for_each(|it| see(it));
            }
            ExprKind::Aggregate { filter, value, .. } => filter.iter().chain(value).for_each(|it| see(it)),
            ExprKind::Constant(_)
            | ExprKind::Read(_)
            | ExprKind::Parameter(_)
            | ExprKind::Definition { .. }
            | ExprKind::Criterion { .. }
            | ExprKind::Judgement(_)
            | ExprKind::DecisionIs { .. }
            | ExprKind::Given(_)
            | ExprKind::Broken => {}
        }
    }

    /// Shows this expression and all inside it, the outer ones first.
    pub fn walk<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        see(self);
        for part in self.parts() {
            part.walk(see);
        }
    }
}

impl Template {
    /// The values in both sentences.
    pub fn values(&self) -> impl Iterator<Item = &Expr> {
        self.id.iter().chain(&self.en).filter_map(|it| match it {
            TemplatePiece::Value(expr) => Some(expr),
            TemplatePiece::Text(_) => None,
        })
    }
}

impl<T> Meaning<T> {
    /// What it stands for, unless it is pending.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(it) => Some(it),
            Self::Pending(_) => None,
        }
    }
}

impl Body {
    /// The expression, or those of the table: columns, then results.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        match self {
            Self::Expr(expr) => vec![expr],
            Self::Table(table) => table.columns.iter().chain(table.rows.iter().map(|it| &it.result)).collect(),
        }
    }
}

impl Rulebook {
    /// Every expression that stands by itself: conditions, bodies, validity, duties, values in sentences.
    #[must_use]
    pub fn expressions(&self) -> Vec<&Expr> {
        let mut found: Vec<&Expr> = self.requirements.iter().map(|it| &it.condition).collect();
        found.extend(self.definitions.iter().filter_map(|it| it.body.known()).flat_map(Body::expressions));
        found.extend(self.criteria.iter().filter_map(|it| it.condition.known()));
        found.extend(self.decisions.iter().flat_map(|it| it.otherwise.because.values()));
        for rule in &self.rules {
            found.extend(rule.condition.known());
            found.extend(&rule.valid_until);
            found.extend(rule.duties.iter().flat_map(|it| it.due.iter().chain(it.label.values())));
            found.extend(rule.because.values());
        }
        found
    }
}
