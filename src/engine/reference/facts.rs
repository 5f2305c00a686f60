//! Facts, field by field: a record on the way that is not there, or not known, decides for all inside it.
//!
//! Knows nothing of: expressions.

use super::{Interpreter, Value};
use crate::engine::case::{Cell, State};
use crate::engine::types::{Read, Type};

/// Where a fact lies, or that there is none.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    At {
        cell: usize,
        ty: &'a Type,
    },
    /// Inside a record that is `null`.
    Missing,
    /// Inside a record or list that is not known.
    Unknown,
}

/// A fact as it stands in the case.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fact {
    Value(Cell),
    Missing,
    Unknown,
}

/// The case itself.
static CASE: Type = Type::Record(0);

impl<'a> Interpreter<'a> {
    /// The place at the end of a path.
    pub(super) fn place(&self, read: &Read, locals: &[Place<'a>]) -> Place<'a> {
        let start = match read.local {
            None => Place::At { cell: 0, ty: &CASE },
            Some(local) => locals.get(local).copied().unwrap_or(Place::Unknown),
        };
        read.fields.iter().fold(start, |place, field| self.step(place, *field))
    }

    /// From a record into one of its fields.
    fn step(&self, place: Place<'a>, field: usize) -> Place<'a> {
        let Place::At { cell, ty } = place else {
            return place;
        };
        match self.fact(place) {
            Fact::Missing => Place::Missing,
            Fact::Unknown => Place::Unknown,
            Fact::Value(_) => self.field(cell, ty, field).unwrap_or(Place::Unknown),
        }
    }

    fn field(&self, cell: usize, ty: &Type, field: usize) -> Option<Place<'a>> {
        let Type::Record(record) = ty else {
            return None;
        };
        let offset = self.layout.records.get(*record)?.offsets.get(field)?;
        let ty = &self.rulebook.records.get(*record)?.fields.get(field)?.ty;
        Some(Place::At { cell: cell.checked_add(usize::try_from(*offset).ok()?)?, ty })
    }

    /// What stands at a place: of a record, its presence.
    pub(super) fn fact(&self, place: Place<'a>) -> Fact {
        let cell = match place {
            Place::Missing => return Fact::Missing,
            Place::Unknown => return Fact::Unknown,
            Place::At { cell, .. } => self.case.cells.get(cell),
        };
        match cell {
            Some(cell) if cell.state == State::Value => Fact::Value(*cell),
            Some(cell) if cell.state == State::Missing => Fact::Missing,
            _ => Fact::Unknown,
        }
    }

    /// The value of a fact. One that is `null` where a value is needed counts as unknown.
    pub(super) fn read(&self, read: &Read, locals: &[Place<'a>]) -> Option<Value<'a>> {
        match self.fact(self.place(read, locals)) {
            Fact::Value(cell) => self.known(cell, &read.ty),
            Fact::Missing | Fact::Unknown => None,
        }
    }

    /// The value in a known cell of this type.
    pub(super) fn known(&self, cell: Cell, ty: &Type) -> Option<Value<'a>> {
        match ty {
            Type::Truth => Some(Value::Truth(cell.value != 0)),
            Type::Text => Some(Value::Text(self.case.text_of(cell))),
            Type::Number { .. } | Type::Date | Type::Period(_) | Type::Enum(_) => Some(Value::Integer(cell.value)),
            Type::Record(_) | Type::List { .. } | Type::Broken => None,
        }
    }

    /// The places of all elements of a list; `None` if the list is not known (or is `null`).
    pub(super) fn elements(&self, list: &Read, locals: &[Place<'a>]) -> Option<Vec<Place<'a>>> {
        let place = self.place(list, locals);
        let (Fact::Value(cell), Place::At { ty: Type::List { element, .. }, .. }) = (self.fact(place), place) else {
            return None;
        };
        let (start, length) = cell.range();
        let width = usize::try_from(self.layout.width(element)).ok()?;
        let at = |index: usize| Some(Place::At { cell: start.checked_add(index.checked_mul(width)?)?, ty: element });
        (0..length).map(at).collect()
    }

    /// One element of a list, counted from 0; unknown if the list is, or ends before it.
    pub(super) fn element(&self, list: &Read, locals: &[Place<'a>], index: u32) -> Place<'a> {
        let elements = self.elements(list, locals).unwrap_or_default();
        usize::try_from(index).ok().and_then(|it| elements.get(it).copied()).unwrap_or(Place::Unknown)
    }
}
