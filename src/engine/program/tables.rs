//! Decision tables.
//!
//! Knows nothing of: evaluation.

use super::compile::{Compiler, number_of};
use super::fuse::integer;
use super::instruction::{Instruction, NodeId, Row, Table, Test};
use crate::engine::types::{self, Cell, Constant, Type};

impl<'r> Compiler<'r> {
    pub(super) fn table(&mut self, table: &'r types::Table, result: &Type) -> NodeId {
        let columns: Vec<NodeId> = table.columns.iter().map(|it| self.expression(it)).collect();
        let rows = table.rows.iter().map(|row| Row {
            cells: row.cells.iter().map(|it| self.test(it)).collect(),
            result: self.expression(&row.result),
        });
        let rows = rows.collect();
        let scratch = self.parts.table_scratch;
        self.parts.table_scratch = scratch.saturating_add(columns.len());
        self.parts.tables.push(Table { columns, scratch, rows, texts: *result == Type::Text });
        self.add(Instruction::Table(number_of(self.parts.tables.len() - 1)))
    }

    fn test(&mut self, cell: &Cell) -> Test {
        match cell {
            Cell::Any => Test::Any,
            Cell::Between { least, greatest } => {
                Test::Between { least: least.unwrap_or(i64::MIN), greatest: greatest.unwrap_or(i64::MAX) }
            }
            Cell::Not(Constant::Text(text)) => Test::TextNot(self.text(text)),
            Cell::Not(constant) => integer(constant).map_or(Test::Any, Test::Not),
            Cell::OneOf(options) => self.one_of(options),
        }
    }

    fn one_of(&mut self, options: &[Constant]) -> Test {
        let texts: Vec<u32> = options
            .iter()
            .filter_map(|it| match it {
                Constant::Text(text) => Some(self.text(text)),
                _ => None,
            })
            .collect();
        if !texts.is_empty() {
            return Test::TextOneOf(texts);
        }
        let mut integers: Vec<i64> = options.iter().filter_map(integer).collect();
        integers.sort_unstable();
        Test::OneOf(integers)
    }
}
