//! One case seen through one rulebook: values of expressions, places of facts, elements that are bound.
//!
//! Knows nothing of: prose, how values are worked out.

use super::frames::{Bound, Frames};
use super::ruling::Value;
use crate::engine::captions::{Captions, body_of};
use crate::engine::case::{Case, Cell, Layout, Reason, State};
use crate::engine::types::{Body, Constant, Expr, ExprKind, Field, Meaning, Read, Rulebook, Type};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

/// Works out the value of any expression of the rulebook for the case, with elements bound by the caller.
pub trait Values<'a> {
    /// Of a yes-or-no expression.
    fn truth(&mut self, expression: &'a Expr) -> Truth;
    /// Of every other expression but a text: `None` is unknown.
    fn integer(&mut self, expression: &'a Expr) -> Option<i64>;
    /// Lets `Read::local` number `depth` be the element of this type whose first cell is `base`.
    fn bind(&mut self, depth: usize, base: usize, ty: &'a Type);
}

/// Everything that an explanation looks at.
pub struct View<'a, 'v> {
    pub rulebook: &'a Rulebook,
    pub layout: &'a Layout,
    pub captions: &'a Captions,
    pub case: &'a Case,
    pub(super) values: &'v mut dyn Values<'a>,
    pub(super) frames: Frames<'a>,
}

/// The label of what has none.
pub(super) static NAMELESS: Wording = Wording { id: String::new(), en: String::new() };

/// What a path without an element starts from.
pub(super) static CASE: Type = Type::Record(0);

/// The last part of a path that can be reached: the fact itself, or the outermost thing around it that is not there.
#[derive(Clone, Copy, Debug)]
pub struct Reached<'a> {
    /// The field it is; `None` for an element itself.
    pub field: Option<&'a Field>,
    pub ty: &'a Type,
    /// How many fields of the path lead to it.
    pub steps: usize,
    pub cell: Cell,
    pub address: usize,
}

impl<'a, 'v> View<'a, 'v> {
    /// A view with no element bound.
    pub fn new(
        rulebook: &'a Rulebook,
        layout: &'a Layout,
        captions: &'a Captions,
        case: &'a Case,
        values: &'v mut dyn Values<'a>,
    ) -> Self {
        Self { rulebook, layout, captions, case, values, frames: Frames::default() }
    }

    /// Of a yes-or-no expression.
    pub fn truth(&mut self, expression: &'a Expr) -> Truth {
        self.values.truth(expression)
    }

    /// Of every other expression.
    pub fn integer(&mut self, expression: &'a Expr) -> Option<i64> {
        self.values.integer(expression)
    }

    /// Whether the value is known.
    pub fn known(&mut self, expression: &'a Expr) -> bool {
        match expression.ty {
            Type::Truth => self.truth(expression) != Truth::Unknown,
            Type::Text => self.text(expression).is_some(),
            _ => self.integer(expression).is_some(),
        }
    }

    /// Of an expression that is a text; a null or unknown one gives nothing.
    pub fn text(&mut self, expression: &'a Expr) -> Option<&'a str> {
        match &expression.kind {
            ExprKind::Constant(Constant::Text(text)) => Some(text),
            ExprKind::Read(read) => self.text_fact(read),
            ExprKind::Default { value, default } => match self.reach(value)?.cell.state {
                State::Missing => self.text(default),
                _ => self.text_fact(value),
            },
            ExprKind::If { condition, then, otherwise } => match self.truth(condition) {
                Truth::Yes => self.text(then),
                Truth::No => self.text(otherwise),
                Truth::Unknown => None,
            },
            ExprKind::Definition { id, argument } if !self.is_deep() => {
                self.inside(argument.as_ref(), |view| view.text_of_definition(*id))
            }
            ExprKind::Parameter(id) => match &self.rulebook.parameters.get(*id)?.value {
                Meaning::Known(Constant::Text(text)) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// The text that a definition stands for, looked at from inside it.
    pub fn text_of_definition(&mut self, id: usize) -> Option<&'a str> {
        match body_of(self.rulebook, id)? {
            Body::Expr(body) => self.text(body),
            Body::Table(table) => super::tables::text_of(self, table),
        }
    }

    fn text_fact(&self, read: &Read) -> Option<&'a str> {
        let reached = self.reach(read).filter(|it| it.cell.state == State::Value)?;
        Some(self.case.text_of(reached.cell))
    }

    /// The outermost part of the path that is not there, else the fact at its end.
    #[must_use]
    pub fn reach(&self, read: &Read) -> Option<Reached<'a>> {
        self.reach_from(read.local.and_then(|it| self.bound(it)), read)
    }

    /// The same where what the path starts from is at hand.
    pub(super) fn reach_from(&self, start: Option<&Bound<'a>>, read: &Read) -> Option<Reached<'a>> {
        let (mut address, mut record) = (0, Some(0));
        let mut reached = None;
        if read.local.is_some() {
            let bound = start?;
            address = bound.base;
            record = record_of(bound.ty);
            let cell = *self.case.cells.get(address)?;
            reached = Some(Reached { field: None, ty: bound.ty, steps: 0, cell, address });
        }
        for (step, &index) in read.fields.iter().enumerate() {
            if reached.is_some_and(|it: Reached| it.cell.state != State::Value) {
                break;
            }
            let field = self.rulebook.records.get(record?)?.fields.get(index)?;
            let offset = *self.layout.records.get(record?)?.offsets.get(index)?;
            address = address.checked_add(usize::try_from(offset).ok()?)?;
            let cell = *self.case.cells.get(address)?;
            record = record_of(&field.ty);
            reached = Some(Reached { field: Some(field), ty: &field.ty, steps: step.saturating_add(1), cell, address });
        }
        reached
    }

    /// How the thing at the end of a path is called.
    #[must_use]
    pub fn label(&self, read: &Read) -> &'a Wording {
        let bound = read.local.and_then(|local| self.bound(local));
        let (label, ty) = bound.map_or((&NAMELESS, &CASE), |it| (it.label, it.ty));
        self.field_label(&read.fields, ty).unwrap_or(label)
    }

    /// The label of the last of these fields, from a value of this type on.
    #[must_use]
    pub fn field_label(&self, fields: &[usize], from: &Type) -> Option<&'a Wording> {
        let mut ty = from;
        let mut label = None;
        for &field in fields {
            let field = self.rulebook.records.get(record_of(ty)?)?.fields.get(field)?;
            ty = &field.ty;
            label = Some(&field.label);
        }
        label
    }

    /// The label of something that was reached.
    #[must_use]
    pub fn label_of(&self, read: &Read, reached: &Reached<'a>) -> &'a Wording {
        match (reached.field, read.local.and_then(|local| self.bound(local))) {
            (Some(field), _) => &field.label,
            (None, Some(bound)) => bound.label,
            (None, None) => &NAMELESS,
        }
    }

    /// A known value of this type; records and lists need [`View::value_at`].
    #[must_use]
    pub fn value(&self, ty: &Type, units: i64) -> Value<'a> {
        match ty {
            Type::Truth => Value::Truth(units != 0),
            Type::Number { scale, .. } => Value::Number { units, scale: *scale },
            Type::Date => Value::Date(units),
            Type::Period(unit) => Value::Period { count: units, unit: *unit },
            Type::Enum(id) => self.enum_value(*id, units).unwrap_or(Value::Missing),
            Type::Text => Value::Text(self.case.text_of(Cell::known(units))),
            Type::Record(_) => Value::Record,
            Type::List { .. } => Value::List(Cell::known(units).range().1),
            Type::Broken => Value::Missing,
        }
    }

    fn enum_value(&self, id: usize, ordinal: i64) -> Option<Value<'a>> {
        self.rulebook.enums.get(id)?.values.get(usize::try_from(ordinal).ok()?).map(Value::Enum)
    }

    /// The value of a fact's cell.
    #[must_use]
    pub fn value_at(&self, ty: &Type, cell: Cell) -> Value<'a> {
        match cell.state {
            State::Value => self.value(ty, cell.value),
            State::Missing => Value::Missing,
            State::Unknown => Value::Unknown(self.reason(cell)),
        }
    }

    /// A value that is written in the rules.
    #[must_use]
    pub fn constant(&self, ty: &Type, constant: &'a Constant) -> Value<'a> {
        match constant {
            Constant::Truth(yes) => Value::Truth(*yes),
            Constant::Integer(units) => self.value(ty, *units),
            Constant::Text(text) => Value::Text(text),
        }
    }

    /// Why a fact is not known.
    #[must_use]
    pub fn reason(&self, cell: Cell) -> Wording {
        match usize::try_from(cell.value).ok().and_then(|index| self.case.reasons.get(index)) {
            Some(Reason::Stated(why)) => Wording::same(why.clone()),
            Some(Reason::Disputed) => Wording::new("buktinya disengketakan", "its evidence is disputed"),
            Some(Reason::Absent) | None => Wording::new("tidak disebut dalam kasus", "not stated in the case"),
        }
    }
}

pub(super) fn record_of(ty: &Type) -> Option<usize> {
    match ty {
        Type::Record(record) => Some(*record),
        _ => None,
    }
}
