//! Decision tables: decided if all rows that may match agree on one known value.
//!
//! Knows nothing of: whether a table has gaps or overlaps.

use super::expressions::{is_one_of, of_constant};
use super::facts::Place;
use super::{Interpreter, Value};
use crate::engine::types::{Cell, Table};
use crate::engine::value::Truth;

impl<'a> Interpreter<'a> {
    pub(super) fn table(&self, id: usize, table: &'a Table, locals: &[Place<'a>]) -> Option<Value<'a>> {
        let columns: Vec<Option<Value<'a>>> = table.columns.iter().map(|it| self.value(it, locals)).collect();
        let mut results = Vec::new();
        for (number, row) in table.rows.iter().enumerate() {
            let cells = row.cells.iter().zip(&columns).map(|(cell, column)| matches(cell, *column));
            let result = self.value(&row.result, locals);
            match cells.fold(Truth::Yes, Truth::and) {
                Truth::No => continue,
                Truth::Unknown => {}
                Truth::Yes => self.note_row(id, number),
            }
            results.push(result);
        }
        let first = results.first().copied()??;
        results.iter().all(|it| *it == Some(first)).then_some(first)
    }
}

/// Whether a column is what the cell asks for; unknown for an unknown column, unless the cell takes anything.
fn matches(cell: &Cell, column: Option<Value<'_>>) -> Truth {
    if matches!(cell, Cell::Any) {
        return Truth::Yes;
    }
    let Some(value) = column else {
        return Truth::Unknown;
    };
    match cell {
        Cell::Any => Truth::Yes,
        Cell::Between { least, greatest } => {
            let it = value.as_integer();
            Truth::from_bool(least.is_none_or(|end| end <= it) && greatest.is_none_or(|end| it <= end))
        }
        Cell::OneOf(options) => is_one_of(column, options),
        Cell::Not(constant) => Truth::from_bool(of_constant(constant) != value),
    }
}
