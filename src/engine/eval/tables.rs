//! Decision tables: decided if all rows that may match agree on one known value.
//!
//! Knows nothing of: whether a table has gaps or overlaps.

use super::Evaluator;
use crate::engine::program::{Row, Table, Test};
use crate::engine::value::Truth;

impl Evaluator<'_> {
    pub(super) fn table(&self, number: u32, frame: u32) -> Option<i64> {
        let table = self.program.tables.get(number as usize)?;
        let columns = self.scratch.columns.get(table.scratch..table.scratch.checked_add(table.columns.len())?)?;
        for (place, column) in columns.iter().zip(&table.columns) {
            place.set(self.integer_at(*column, frame));
        }
        let mut result = None;
        for row in table.rows.iter().filter(|row| self.may_match(table, row)) {
            let value = self.integer_at(row.result, frame)?;
            if !self.same(*result.get_or_insert(value), value, table.texts) {
                return None;
            }
        }
        result
    }

    fn may_match(&self, table: &Table, row: &Row) -> bool {
        let columns = self.scratch.columns.get(table.scratch..).unwrap_or(&[]);
        row.cells.iter().zip(columns).all(|(test, column)| self.matches(test, column.get()) != Truth::No)
    }

    fn matches(&self, test: &Test, column: Option<i64>) -> Truth {
        if matches!(test, Test::Any) {
            return Truth::Yes;
        }
        let Some(value) = column else {
            return Truth::Unknown;
        };
        let says = |number: &u32| self.bytes(!i64::from(*number)) == self.bytes(value);
        Truth::from_bool(match test {
            Test::Any => true,
            Test::Between { least, greatest } => (*least..=*greatest).contains(&value),
            Test::OneOf(options) => options.binary_search(&value).is_ok(),
            Test::Not(other) => value != *other,
            Test::TextOneOf(options) => options.iter().any(says),
            Test::TextNot(other) => !says(other),
        })
    }
}
