//! Typed expressions. Operands of a comparison or sum have one scale: the checker puts [`ExprKind::Rescale`] where needed.
//!
//! Knows nothing of: spelling, evaluation.

use super::Type;
use crate::engine::source::Span;
pub use crate::engine::value::terms::{Aggregate, ArithmeticOp, CompareOp, Quantifier, Rounding};

#[derive(Clone, Debug)]
pub struct Expr {
    /// Unique within the rulebook, from 0 without holes: tables beside the tree (the program's nodes) are indexed by it.
    pub id: u32,
    pub span: Span,
    pub ty: Type,
    pub kind: ExprKind,
}

/// A value that is written in the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    Truth(bool),
    /// A number in units of its type's scale, a date, a period's count, or the ordinal of an enum value.
    Integer(i64),
    Text(String),
}

/// A fact: fields from the case, or from an element that is bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// `None`: the case (`records[0]`). `Some(n)`: the element bound at depth `n`; the element of `criterion … of s` and of
    /// a decision `for every` is 0, each quantifier inside binds the next number.
    pub local: Option<usize>,
    /// Indices of fields, from the outside in. Empty: the element itself.
    pub fields: Vec<usize>,
    /// The type at the end of the path.
    pub ty: Type,
    /// The last field may be `null`, or lies in a record that may be.
    pub optional: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Constant(Constant),
    /// The value of a fact (never of a `null` one: the checker demands a guard).
    Read(Read),
    Parameter(usize),
    /// A definition, of an element if it has one.
    Definition {
        id: usize,
        argument: Option<Read>,
    },
    Criterion {
        id: usize,
        argument: Option<Read>,
    },
    Judgement(usize),
    /// `exemption is exempt`: unknown unless that decision is decided.
    DecisionIs {
        decision: usize,
        outcome: usize,
    },
    /// Yes for a value, no for `null` (also of a record around it), unknown for an unknown.
    Given(Read),
    /// The fact, or `default` when it is `null`.
    Default {
        value: Read,
        default: Box<Expr>,
    },
    Not(Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    /// `Equal` and `NotEqual` for every type, the others for numbers, dates, periods of one unit and ordered enums.
    Compare {
        op: CompareOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// The value is one of these; the constants have the value's type and scale.
    OneOf {
        value: Box<Expr>,
        options: Vec<Constant>,
    },
    /// `value` lies within `period` before or after `anchor`: `anchor - period <= value <= anchor`, or
    /// `anchor <= value <= anchor + period`; counting both ends, the period is one day shorter (days and working days only).
    Within {
        value: Box<Expr>,
        period: Box<Expr>,
        before: bool,
        anchor: Box<Expr>,
        counting_both_ends: bool,
    },
    /// Numbers of one scale (for `Multiply` the scales add up to that of the result); dates minus dates give days.
    Arithmetic {
        op: ArithmeticOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Divide {
        left: Box<Expr>,
        right: Box<Expr>,
        digits: u8,
        rounding: Rounding,
    },
    /// The number at a greater scale: its units times ten to the power `by`.
    Rescale {
        value: Box<Expr>,
        by: u8,
    },
    /// `date + period`, or `date - period`.
    Shift {
        date: Box<Expr>,
        period: Box<Expr>,
        back: bool,
    },
    /// While the condition is unknown: the value that both sides have, if they have the same; else unknown.
    If {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// `every` is the Kleene conjunction over the elements that pass the filter (`not filter or body`), `some` the
    /// disjunction (`filter and body`), `no` its negation. Unknown over an unknown list. The element is bound to `local`.
    Quantified {
        quantifier: Quantifier,
        local: usize,
        variable: String,
        list: Read,
        filter: Option<Box<Expr>>,
        body: Box<Expr>,
    },
    /// Unknown with an unknown list, element (also for `count`) or filter, and with an unknown value of an element that
    /// passes; `least` and `greatest` of nothing are unknown.
    Aggregate {
        aggregate: Aggregate,
        local: usize,
        variable: String,
        list: Read,
        filter: Option<Box<Expr>>,
        value: Option<Box<Expr>>,
    },
    /// Only in rules that did not pass the check.
    Broken,
}

/// A sentence with values in it: `"Kategori {category}"`.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pub id: Vec<TemplatePiece>,
    pub en: Vec<TemplatePiece>,
}

#[derive(Clone, Debug)]
pub enum TemplatePiece {
    Text(String),
    Value(Expr),
}
