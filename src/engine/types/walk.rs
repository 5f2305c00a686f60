//! Walking the expressions of a rulebook.
//!
//! Knows nothing of: what expressions mean.

use super::{Body, Expr, ExprKind, Meaning, Rulebook, Template, TemplatePiece};

impl Expr {
    /// The expressions directly inside this one, in order.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Not(inner) | ExprKind::Rescale { value: inner, .. } | ExprKind::OneOf { value: inner, .. } => {
                vec![inner]
            }
            ExprKind::Default { default, .. } => vec![default],
            ExprKind::All(inner) | ExprKind::Any(inner) => inner.iter().collect(),
            ExprKind::Compare { left, right, .. }
            | ExprKind::Arithmetic { left, right, .. }
            | ExprKind::Divide { left, right, .. } => vec![left, right],
            ExprKind::Within { value, period, anchor, .. } => vec![value, period, anchor],
            ExprKind::Shift { date, period, .. } => vec![date, period],
            ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
            ExprKind::Quantified { filter, body, .. } => filter.as_deref().into_iter().chain([&**body]).collect(),
            ExprKind::Aggregate { filter, value, .. } => {
                filter.as_deref().into_iter().chain(value.as_deref()).collect()
            }
            ExprKind::Constant(_)
            | ExprKind::Read(_)
            | ExprKind::Parameter(_)
            | ExprKind::Definition { .. }
            | ExprKind::Criterion { .. }
            | ExprKind::Judgement(_)
            | ExprKind::DecisionIs { .. }
            | ExprKind::Given(_)
            | ExprKind::Broken => Vec::new(),
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
            found.extend(rule.duties.iter().filter_map(|it| it.due.as_ref()));
            found.extend(rule.because.values());
        }
        found
    }
}
