//! Decision tables: cells become ranges and sets in the type and scale of their column.
//!
//! Knows nothing of: gaps and overlaps.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::syntax::tree::{self, CellKind};
use crate::engine::types::{Cell, Constant, Row, Table, Type};
use crate::engine::value::number;
use crate::engine::value::terms::CompareOp;
use crate::wording;

impl Typer<'_, '_> {
    /// The results are still without the scale of the table; see `fit_results`.
    pub(super) fn table(&mut self, table: &tree::Table, expected: Option<&Type>) -> Table {
        let mut columns = Vec::new();
        for column in &table.columns {
            let column = self.expr(column, None);
            let ty = self.scalar(column.ty.clone(), column.span);
            columns.push(crate::engine::types::Expr { ty, ..column });
        }
        let types: Vec<Type> = columns.iter().map(|it| it.ty.clone()).collect();
        let rows = table.rows.iter().map(|it| self.row(it, &types, expected)).collect();
        Table { columns, rows }
    }

    fn row(&mut self, row: &tree::TableRow, columns: &[Type], expected: Option<&Type>) -> Row {
        if row.cells.len() != columns.len() {
            self.wrong_width(row, columns.len());
        }
        let cells = row.cells.iter().zip(columns).map(|(cell, ty)| self.cell(cell, ty)).collect();
        let result = self.expr(&row.result, expected);
        Row { cells, result, span: row.span }
    }

    fn wrong_width(&mut self, row: &tree::TableRow, columns: usize) {
        let cells = row.cells.len();
        self.error(
            Code::WrongArgument,
            row.span,
            wording!(
                "baris ini mempunyai {cells} sel, padahal tabelnya mempunyai {columns} kolom",
                "the row has {cells} cells, but the table has {columns} columns"
            ),
        )
        .label(wording!("{cells} sel", "{cells} cells"))
        .help(wording!(
            "tulis satu sel untuk setiap kolom; `-` berarti apa pun",
            "write one cell for each column; `-` means anything"
        ));
    }

    /// A cell that could not be read matches anything, so that it is not blamed again for an overlap.
    fn cell(&mut self, cell: &tree::Cell, ty: &Type) -> Cell {
        if *ty == Type::Broken {
            return Cell::Any;
        }
        match &cell.kind {
            CellKind::Any => Some(Cell::Any),
            CellKind::Compare(op, value) => self.compared_cell(*op, value, ty, cell.span),
            CellKind::Range { from, to, to_included } => self.range_cell(from, to, *to_included, ty, cell.span),
            CellKind::OneOf(values) => {
                let values: Vec<Constant> = values.iter().filter_map(|it| self.constant_of(it, ty)).collect();
                (!values.is_empty()).then_some(Cell::OneOf(values))
            }
        }
        .unwrap_or(Cell::Any)
    }

    fn compared_cell(
        &mut self,
        op: CompareOp,
        value: &tree::Expr,
        ty: &Type,
        span: crate::engine::source::Span,
    ) -> Option<Cell> {
        let constant = self.constant_of(value, ty)?;
        if op == CompareOp::Equal {
            return Some(Cell::OneOf(vec![constant]));
        }
        if op == CompareOp::NotEqual {
            return Some(Cell::Not(constant));
        }
        let value = self.ordered_constant(constant, ty, span)?;
        Some(match op {
            CompareOp::Less => Cell::Between { least: None, greatest: Some(value.saturating_sub(1)) },
            CompareOp::LessOrEqual => Cell::Between { least: None, greatest: Some(value) },
            CompareOp::Greater => Cell::Between { least: Some(value.saturating_add(1)), greatest: None },
            _ => Cell::Between { least: Some(value), greatest: None },
        })
    }

    fn range_cell(
        &mut self,
        from: &tree::Expr,
        to: &tree::Expr,
        to_included: bool,
        ty: &Type,
        span: crate::engine::source::Span,
    ) -> Option<Cell> {
        let (from, to) = (self.constant_of(from, ty)?, self.constant_of(to, ty)?);
        let (from, to) = (self.ordered_constant(from, ty, span)?, self.ordered_constant(to, ty, span)?);
        let greatest = if to_included { to } else { to.saturating_sub(1) };
        if greatest < from {
            let (low, high) = (self.show(ty, to.min(from)), self.show(ty, to.max(from)));
            self.reversed(span, &format!("{low}..{high}"));
            return None;
        }
        Some(Cell::Between { least: Some(from), greatest: Some(greatest) })
    }

    fn ordered_constant(&mut self, constant: Constant, ty: &Type, span: crate::engine::source::Span) -> Option<i64> {
        match (ty, constant) {
            (Type::Enum(id), _) if self.enums.get(*id).is_some_and(|it| !it.ordered) => {
                self.not_ordered(*id, span);
                None
            }
            (Type::Text | Type::Truth, _) => {
                let found = self.describe(ty);
                self.wrong_type(span, &wording!("sesuatu yang mempunyai urutan", "something with an order"), &found);
                None
            }
            (_, Constant::Integer(value)) => Some(value),
            _ => None,
        }
    }

    /// A value as it would be written.
    fn show(&self, ty: &Type, value: i64) -> String {
        match ty {
            Type::Number { scale, .. } => number::print(value, *scale),
            Type::Date => crate::engine::value::date::iso(value),
            Type::Enum(id) => {
                let values = self.enums.get(*id).map_or(&[][..], |it| &it.values);
                usize::try_from(value).ok().and_then(|it| values.get(it)).map_or_else(String::new, |it| it.name.clone())
            }
            _ => value.to_string(),
        }
    }
}
