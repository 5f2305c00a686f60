//! Random typed expressions.

use super::cases::*;
use crate::engine::sample::*;
use crate::engine::types::*;
use crate::engine::value::terms::{Aggregate, ArithmeticOp, CompareOp, Quantifier, Rounding};

/// What kind of expression is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Truth,
    Number,
    Date,
    Enum,
    Text,
}

pub(super) const KINDS: [Kind; 5] = [Kind::Truth, Kind::Number, Kind::Date, Kind::Enum, Kind::Text];

pub(super) fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Truth => Type::Truth,
        Kind::Number => NUMBER,
        Kind::Date => Type::Date,
        Kind::Enum => Type::Enum(0),
        Kind::Text => Type::Text,
    }
}

pub(super) struct Author {
    pub(super) dice: Dice,
    pub(super) rulebook: Rulebook,
    /// Types of the elements that are bound.
    pub(super) scope: Vec<Type>,
    /// Declarations so far: kind and element type.
    pub(super) definitions: Vec<(Kind, Option<Type>)>,
    pub(super) criteria: Vec<Option<Type>>,
    pub(super) decisions: usize,
}

impl Author {
    pub(super) fn expr(&mut self, kind: ExprKind, ty: Type) -> Expr {
        let id = self.rulebook.expressions;
        self.rulebook.expressions += 1;
        Expr { id, span: NOWHERE, ty, kind }
    }

    /// A random path from the case or an element to something that is wanted.
    pub(super) fn read(&mut self, wanted: impl Fn(&Type) -> bool) -> Option<Read> {
        for _ in 0..12 {
            let depth = self.dice.roll(self.scope.len() + 1);
            let (local, mut ty) = match self.scope.get(depth) {
                Some(ty) => (Some(depth), ty.clone()),
                None => (None, Type::Record(0)),
            };
            let mut fields = Vec::new();
            let mut optional = false;
            while let Type::Record(record) = ty {
                if local.is_some() && wanted(&ty) && self.dice.once_in(2) || (!fields.is_empty() && wanted(&ty)) {
                    break;
                }
                let all = &self.rulebook.records[record].fields;
                let index = self.dice.roll(all.len());
                fields.push(index);
                optional |= all[index].optional;
                ty = all[index].ty.clone();
            }
            if wanted(&ty) && (local.is_some() || !fields.is_empty()) {
                return Some(Read { local, fields, ty, optional, span: NOWHERE });
            }
        }
        None
    }

    pub(super) fn value(&mut self, kind: Kind, depth: usize) -> Expr {
        let ty = type_of(kind);
        let choice = if depth == 0 { self.dice.roll(4) } else { self.dice.roll(12) };
        let built = match choice {
            0 => None,
            1..=3 => self.read(|it| *it == ty).map(ExprKind::Read),
            4 => self
                .read(|it| *it == ty)
                .map(|value| ExprKind::Default { value, default: Box::new(self.value(kind, depth - 1)) }),
            5 => Some(ExprKind::If {
                condition: Box::new(self.value(Kind::Truth, depth - 1)),
                then: Box::new(self.value(kind, depth - 1)),
                otherwise: Box::new(self.value(kind, depth - 1)),
            }),
            6 => self.definition(kind),
            _ => match kind {
                Kind::Truth => Some(self.condition(depth - 1)),
                Kind::Number => self.number(depth - 1),
                Kind::Date => Some(ExprKind::Shift {
                    date: Box::new(self.value(Kind::Date, depth - 1)),
                    period: Box::new(self.period()),
                    back: self.dice.once_in(2),
                }),
                Kind::Enum | Kind::Text => None,
            },
        };
        let kind = built.unwrap_or_else(|| ExprKind::Constant(self.constant(kind)));
        self.expr(kind, ty)
    }

    pub(super) fn constant(&mut self, kind: Kind) -> Constant {
        match kind {
            Kind::Truth => Constant::Truth(self.dice.once_in(2)),
            Kind::Number => Constant::Integer(if self.dice.once_in(9) { i64::MAX } else { self.dice.between(-3, 3) }),
            Kind::Date => Constant::Integer(self.dice.between(DAY - 3, DAY + 3)),
            Kind::Enum => Constant::Integer(self.dice.between(0, 2)),
            Kind::Text => Constant::Text(["x", "yy", "zz"][self.dice.roll(3)].into()),
        }
    }

    pub(super) fn period(&mut self) -> Expr {
        let unit = [Unit::Days, Unit::Months, Unit::Months, Unit::WorkingDays(0)][self.dice.roll(4)];
        let count = if self.dice.once_in(9) { 200_000 } else { self.dice.between(0, 4) };
        self.expr(ExprKind::Constant(Constant::Integer(count)), Type::Period(unit))
    }

    pub(super) fn definition(&mut self, kind: Kind) -> Option<ExprKind> {
        let count = self.definitions.len();
        let id = self.dice.roll(count.max(1));
        let (its, of) = self.definitions.get(id)?.clone();
        (its == kind).then_some(())?;
        let argument = match of {
            None => None,
            Some(of) => Some(self.read(|it| *it == of)?),
        };
        Some(ExprKind::Definition { id, argument })
    }

    pub(super) fn number(&mut self, depth: usize) -> Option<ExprKind> {
        Some(match self.dice.roll(4) {
            0 => ExprKind::Arithmetic {
                op: [ArithmeticOp::Add, ArithmeticOp::Subtract, ArithmeticOp::Multiply][self.dice.roll(3)],
                left: Box::new(self.value(Kind::Number, depth)),
                right: Box::new(self.value(Kind::Number, depth)),
            },
            1 => ExprKind::Divide {
                left: Box::new(self.value(Kind::Number, depth)),
                right: Box::new(self.value(Kind::Number, depth)),
                digits: 0,
                rounding: [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down, Rounding::Up][self.dice.roll(4)],
            },
            2 => ExprKind::Rescale {
                value: Box::new(self.value(Kind::Number, depth)),
                by: u8::from(self.dice.once_in(3)),
            },
            _ => {
                let (local, list, filter) = self.list(depth)?;
                let value = Some(Box::new(self.value(Kind::Number, depth)));
                self.scope.pop();
                let aggregate =
                    [Aggregate::Count, Aggregate::Sum, Aggregate::Least, Aggregate::Greatest][self.dice.roll(4)];
                let value = if aggregate == Aggregate::Count { None } else { value };
                ExprKind::Aggregate { aggregate, local, variable: "x".into(), list, filter, value }
            }
        })
    }

    /// Binds the elements of a list.
    pub(super) fn list(&mut self, depth: usize) -> Option<(usize, Read, Option<Box<Expr>>)> {
        let list = self.read(|it| matches!(it, Type::List { .. }))?;
        let local = self.scope.len();
        let Type::List { element, .. } = list.ty.clone() else { return None };
        self.scope.push(*element);
        let filter = self.dice.once_in(2).then(|| Box::new(self.value(Kind::Truth, depth)));
        Some((local, list, filter))
    }

    pub(super) fn condition(&mut self, depth: usize) -> ExprKind {
        match self.dice.roll(11) {
            0 => ExprKind::Not(Box::new(self.value(Kind::Truth, depth))),
            1 => ExprKind::All((0..self.dice.roll(4)).map(|_| self.value(Kind::Truth, depth)).collect()),
            2 => ExprKind::Any((0..self.dice.roll(4)).map(|_| self.value(Kind::Truth, depth)).collect()),
            3 => self.read(|_| true).map_or(ExprKind::Constant(Constant::Truth(true)), ExprKind::Given),
            4 => {
                let kind = KINDS[self.dice.roll(5)];
                let value = Box::new(self.value(kind, depth));
                let options = (0..=self.dice.roll(3)).map(|_| self.constant(kind)).collect();
                ExprKind::OneOf { value, options }
            }
            5 => ExprKind::Within {
                value: Box::new(self.value(Kind::Date, depth)),
                period: Box::new(self.period()),
                before: self.dice.once_in(2),
                anchor: Box::new(self.value(Kind::Date, depth)),
                counting_both_ends: self.dice.once_in(2),
            },
            6 => match self.list(depth) {
                Some((local, list, filter)) => {
                    let body = Box::new(self.value(Kind::Truth, depth));
                    self.scope.pop();
                    let quantifier = [Quantifier::Every, Quantifier::Some, Quantifier::No][self.dice.roll(3)];
                    ExprKind::Quantified { quantifier, local, variable: "x".into(), list, filter, body }
                }
                None => ExprKind::Judgement(self.dice.roll(3)),
            },
            7 => self.named_condition(),
            _ => {
                let kind = KINDS[self.dice.roll(5)];
                let only_equal = matches!(kind, Kind::Truth | Kind::Text);
                let sides = if only_equal { 2 } else { 6 };
                let op = [
                    CompareOp::Equal,
                    CompareOp::NotEqual,
                    CompareOp::Less,
                    CompareOp::LessOrEqual,
                    CompareOp::Greater,
                    CompareOp::GreaterOrEqual,
                ][self.dice.roll(sides)];
                let (left, right) = (Box::new(self.value(kind, depth)), Box::new(self.value(kind, depth)));
                ExprKind::Compare { op, left, right }
            }
        }
    }

    pub(super) fn named_condition(&mut self) -> ExprKind {
        if self.decisions > 0 && self.dice.once_in(3) {
            return ExprKind::DecisionIs { decision: self.dice.roll(self.decisions), outcome: self.dice.roll(3) };
        }
        let id = self.dice.roll(self.criteria.len().max(1));
        let argument = match self.criteria.get(id).cloned() {
            None => None,
            Some(None) => return ExprKind::Criterion { id, argument: None },
            Some(Some(of)) => self.read(|it| *it == of),
        };
        match argument {
            Some(argument) => ExprKind::Criterion { id, argument: Some(argument) },
            None => ExprKind::Judgement(self.dice.roll(3)),
        }
    }

    /// Perhaps of an element; the scope then holds it.
    pub(super) fn binding(&mut self) -> Option<Binding> {
        self.scope.clear();
        let ty = [None, None, Some(Type::Record(2)), Some(NUMBER), Some(Type::Record(1))][self.dice.roll(5)].clone()?;
        self.scope.push(ty.clone());
        Some(Binding { name: "x".into(), ty })
    }

    /// A condition that the index of rules can use: one or two demands of facts, and more.
    pub(super) fn selective(&mut self) -> Expr {
        let mut parts = Vec::new();
        for _ in 0..=self.dice.roll(2) {
            let kind = KINDS[1 + self.dice.roll(4)];
            let ty = type_of(kind);
            let Some(read) = self.read(|it| *it == ty) else { continue };
            let value = Box::new(self.expr(ExprKind::Read(read), ty.clone()));
            let constant = self.constant(kind);
            let kind = if self.dice.once_in(3) {
                ExprKind::OneOf { value, options: vec![constant, self.constant(kind)] }
            } else {
                let right = Box::new(self.expr(ExprKind::Constant(constant), ty));
                let ordered = [CompareOp::Equal, CompareOp::Less, CompareOp::GreaterOrEqual, CompareOp::NotEqual];
                let op = ordered[if kind == Kind::Text { 0 } else { self.dice.roll(4) }];
                ExprKind::Compare { op, left: value, right }
            };
            parts.push(self.expr(kind, Type::Truth));
        }
        parts.push(self.value(Kind::Truth, 1));
        self.expr(ExprKind::All(parts), Type::Truth)
    }
}
