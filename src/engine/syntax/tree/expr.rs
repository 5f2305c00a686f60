//! Expressions as they stand in a file.
//!
//! Knows nothing of: what names mean, types, the keyword language of the file.

use super::{
    Aggregate, ArithmeticOp, CompareOp, DateLiteral, Name, NumberLiteral, Path, PeriodUnit, Quantifier, Rounding,
    StringLiteral,
};
use crate::engine::source::Span;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Number(NumberLiteral),
    Text(StringLiteral),
    Date(DateLiteral),
    /// `yes`, `no`
    Truth(bool),
    /// `12 months`
    Period {
        count: NumberLiteral,
        unit: PeriodUnit,
    },
    /// `a.b.c`, or a name that stands for a definition, parameter, criterion, judgement, enum value or bound element.
    Path(Path),
    /// `qualified of s`
    Apply {
        name: Name,
        argument: Path,
    },
    /// `not A`
    Not(Box<Expr>),
    /// `A and B and C`, and `all of` with its lines.
    All(Vec<Expr>),
    /// `A or B or C`, and `any of` with its lines.
    Any(Vec<Expr>),
    /// `A < B`; the words (`at least`) are the same as their signs.
    Compare {
        op: CompareOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `A is B`, `A is not B`
    Is {
        value: Box<Expr>,
        negated: bool,
        target: Box<Expr>,
    },
    /// `A is in {B, C}`, `A is not in {B, C}`
    IsIn {
        value: Box<Expr>,
        negated: bool,
        options: Vec<Expr>,
    },
    /// `P is given`
    Given(Path),
    /// `P is missing`
    Missing(Path),
    /// `A within N days before B`, `… after B`, `… counting both ends`
    Within {
        value: Box<Expr>,
        period: Box<Expr>,
        before: bool,
        anchor: Box<Expr>,
        counting_both_ends: bool,
    },
    /// `A + B`, `A - B`, `A * B`; also date plus or minus period.
    Arithmetic {
        op: ArithmeticOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `A / B rounded to N digits half up`
    Divide {
        left: Box<Expr>,
        right: Box<Expr>,
        digits: NumberLiteral,
        rounding: Rounding,
    },
    /// `if C then A otherwise B`
    If {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `P otherwise V`: V when P is missing.
    Default {
        value: Path,
        default: Box<Expr>,
    },
    /// `every x in L [where F] has B`, `some …`, `no …`
    Quantified {
        quantifier: Quantifier,
        variable: Name,
        list: Path,
        filter: Option<Box<Expr>>,
        body: Box<Expr>,
    },
    /// `count of x in L [where F]`, `sum of V for x in L [where F]`, `least of …`, `greatest of …`
    Aggregate {
        aggregate: Aggregate,
        value: Option<Box<Expr>>,
        variable: Name,
        list: Path,
        filter: Option<Box<Expr>>,
    },
    /// It could not be read; the report says why.
    Broken,
}
