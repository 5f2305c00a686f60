//! What an unknown decision table waits for.
//!
//! Knows nothing of: prose.

use super::missing::Search;
use super::ruling::Value;
use super::terms;
use super::view::View;
use crate::engine::types::{Cell, Constant, Expr, Row, Table};
use crate::engine::value::Truth;
use crate::engine::wording::Wording;

impl<'a> Search<'a> {
    /// Searches the columns, and the results of the rows that may still match.
    pub(super) fn table(&mut self, view: &mut View<'a, '_>, table: &'a Table) {
        let before = self.hits;
        table.columns.iter().for_each(|column| self.expression(view, column));
        let mut candidates = 0_usize;
        for row in &table.rows {
            if may_match(view, &table.columns, row) {
                candidates = candidates.saturating_add(1);
                self.expression(view, &row.result);
            }
        }
        if self.hits == before {
            self.add_owner(if candidates == 0 {
                Wording::new("tidak ada baris tabel yang cocok", "no row of the table matches")
            } else {
                Wording::new("baris tabel yang cocok berbeda hasilnya", "the matching rows of the table differ")
            });
        }
    }
}

/// The text that a table gives, if all rows that may match give the same.
pub(super) fn text_of<'a>(view: &mut View<'a, '_>, table: &'a Table) -> Option<&'a str> {
    let mut agreed = None;
    for row in &table.rows {
        if may_match(view, &table.columns, row) {
            let text = view.text(&row.result)?;
            if agreed.is_some_and(|it| it != text) {
                return None;
            }
            agreed = Some(text);
        }
    }
    agreed
}

/// Whether the row matches, or may.
pub(super) fn may_match<'a>(view: &mut View<'a, '_>, columns: &'a [Expr], row: &Row) -> bool {
    columns.iter().zip(&row.cells).all(|(column, cell)| matches(view, column, cell) != Truth::No)
}

fn matches<'a>(view: &mut View<'a, '_>, column: &'a Expr, cell: &Cell) -> Truth {
    if *cell == Cell::Any {
        return Truth::Yes;
    }
    let actual = match terms::value_of(view, column) {
        Value::Unknown(_) | Value::Missing => return Truth::Unknown,
        Value::Text(text) => return Truth::from_bool(matches_text(cell, text)),
        Value::Truth(yes) => i64::from(yes),
        _ => match view.integer(column) {
            Some(units) => units,
            None => return Truth::Unknown,
        },
    };
    Truth::from_bool(match cell {
        Cell::Any => true,
        Cell::Between { least, greatest } => {
            least.is_none_or(|it| it <= actual) && greatest.is_none_or(|it| actual <= it)
        }
        Cell::OneOf(options) => options.iter().any(|it| is(it, actual)),
        Cell::Not(constant) => !is(constant, actual),
    })
}

fn is(constant: &Constant, actual: i64) -> bool {
    match constant {
        Constant::Integer(units) => *units == actual,
        Constant::Truth(yes) => i64::from(*yes) == actual,
        Constant::Text(_) => false,
    }
}

fn matches_text(cell: &Cell, actual: &str) -> bool {
    let same = |constant: &Constant| matches!(constant, Constant::Text(text) if text == actual);
    match cell {
        Cell::Any | Cell::Between { .. } => true,
        Cell::OneOf(options) => options.iter().any(same),
        Cell::Not(constant) => !same(constant),
    }
}
