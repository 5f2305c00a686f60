//! Items whose lines are not clauses: enums, records, the input, tables.
//!
//! Knows nothing of: clauses other than labels and bases.

use super::words::{child, has};
use super::{Builder, Piece};
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::keywords;
use crate::engine::syntax::recover::Part;
use crate::engine::syntax::tree::{
    Basis, Cell, CellKind, CompareOp, Enum, EnumValue, Expr, ExprKind, Field, Input, ItemKind, LabelText, Record,
    Table, TableRow,
};
use crate::wording;

pub(super) fn enumeration(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, parts: Vec<Part<'_>>) -> ItemKind {
    let name = builder.inner_name(header);
    let (label, values) = values(builder, text, parts);
    if values.is_empty() && !builder.unclear && !builder.header_broken {
        builder.missing(builder.place(header), &name, wording!("nilai", "value"));
    }
    ItemKind::Enum(Enum { name, ordered: has(header, Rule::kw_ordered), label, values })
}

/// The label and the values of an enum.
pub(super) fn values(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>) -> (LabelText, Vec<EnumValue>) {
    let mut label = LabelText::default();
    let mut values = Vec::new();
    for part in parts {
        match part {
            Part::Good(piece) if piece.as_rule() == Rule::label_clause => {
                if builder.admit(&piece) {
                    label = builder.inner_label(&piece);
                }
            }
            Part::Good(piece) => {
                let value = EnumValue { name: builder.declared(&piece), label: builder.inner_label(&piece) };
                values.push(value);
            }
            Part::Bad(bad) => {
                builder.unclear = true;
                builder.bad(text, bad);
            }
        }
    }
    (label, values)
}

pub(super) fn record(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, parts: Vec<Part<'_>>) -> ItemKind {
    let name = builder.inner_name(header);
    let (label, fields) = fields(builder, text, parts, false);
    if fields.is_empty() && !builder.unclear && !builder.header_broken {
        builder.missing(builder.place(header), &name, wording!("isian", "field"));
    }
    ItemKind::Record(Record { name, label, fields })
}

pub(super) fn input(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>) -> ItemKind {
    let (_, fields) = fields(builder, text, parts, true);
    ItemKind::Input(Input { fields })
}

/// The label and the fields of a record or of the input.
pub(super) fn fields(
    builder: &mut Builder<'_>,
    text: &str,
    parts: Vec<Part<'_>>,
    heads: bool,
) -> (LabelText, Vec<Field>) {
    let mut label = LabelText::default();
    let mut fields = Vec::new();
    for part in parts {
        match part {
            Part::Good(piece) if piece.as_rule() == Rule::label_clause => {
                if builder.admit(&piece) {
                    label = builder.inner_label(&piece);
                }
            }
            Part::Good(piece) => fields.extend(field(builder, &piece, heads)),
            Part::Bad(bad) => {
                builder.unclear = true;
                builder.bad(text, bad);
            }
        }
    }
    (label, fields)
}

/// One field. `heads`: expressions may begin with its name.
fn field(builder: &mut Builder<'_>, piece: &Piece<'_>, heads: bool) -> Option<Field> {
    let name = builder.inner_name(piece);
    let reserved = if heads { keywords::is_reserved(&name.text) } else { keywords::is_reserved_for_fields(&name.text) };
    if reserved {
        builder.reserved(&name);
    }
    let Some(ty) = builder.inner_type(piece) else {
        builder.unclear = true;
        return None;
    };
    let mut field = Field {
        span: builder.place(piece),
        name,
        ty,
        optional: false,
        changeable: false,
        verifies: None,
        label: LabelText::default(),
        question: LabelText::default(),
        help: LabelText::default(),
    };
    let mut seen: Vec<Piece<'_>> = Vec::new();
    for part in piece.clone().into_inner().skip(3) {
        match part.as_rule() {
            Rule::optional_mark => field.optional = true,
            Rule::changeable_mark => field.changeable = true,
            Rule::verifies_mark => field.verifies = Some(builder.inner_name(&part)),
            Rule::field_question => field.question = builder.inner_label(&part),
            Rule::field_help => field.help = builder.inner_label(&part),
            _ => field.label = builder.label(&part),
        }
        if let Some(first) = seen.iter().find(|it| it.as_rule() == part.as_rule()) {
            let keyword = part.clone().into_inner().next().and_then(|it| keywords::of_rule(it.as_rule()));
            let keyword = keyword.or_else(|| keywords::of_rule(Rule::kw_label));
            builder.repeated(builder.place(&part), builder.place(first), keyword);
        }
        seen.push(part);
    }
    Some(field)
}

pub(super) fn table(
    builder: &mut Builder<'_>,
    text: &str,
    header: &Piece<'_>,
    parts: Vec<Part<'_>>,
) -> Option<ItemKind> {
    let name = builder.declared(header);
    let ty = builder.inner_type(header)?;
    let Lines { label, bases, columns, rows } = rows(builder, text, parts, Some(&name.text));
    if rows.is_empty() && !builder.unclear && !builder.header_broken {
        builder.missing(builder.place(header), &name, wording!("baris `| … | -> … |`", "row `| … | -> … |`"));
    }
    Some(ItemKind::Table(Table { name, ty, label, bases, columns, rows }))
}

/// What stands in a table.
#[derive(Debug, Default)]
pub(super) struct Lines {
    label: LabelText,
    bases: Vec<Basis>,
    columns: Vec<Expr>,
    rows: Vec<TableRow>,
}

/// The lines of a table; its name is none if it could not be read.
pub(super) fn rows(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>, name: Option<&str>) -> Lines {
    let mut table = Lines::default();
    let mut headed = false;
    for part in parts {
        match part {
            Part::Good(piece) if piece.as_rule() == Rule::row && !headed => {
                headed = true;
                table.columns = heading(builder, text, &piece, name);
            }
            Part::Good(piece) if piece.as_rule() == Rule::row => {
                let row = row(builder, text, &piece);
                if row.cells.len() == table.columns.len() || table.columns.is_empty() {
                    table.rows.push(row);
                } else {
                    wrong_width(builder, &row, table.columns.len());
                }
            }
            Part::Good(piece) if builder.admit(&piece) => match piece.as_rule() {
                Rule::label_clause => table.label = builder.inner_label(&piece),
                _ => table.bases.push(builder.basis(&piece)),
            },
            Part::Good(_) => {}
            Part::Bad(bad) => {
                builder.unclear = true;
                headed = headed || text.get(bad.start..).is_some_and(|it| it.starts_with('|'));
                builder.bad(text, bad);
            }
        }
    }
    table
}

/// The first row: what the columns compare, and the name of the table.
fn heading(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>, name: Option<&str>) -> Vec<Expr> {
    let mut columns = Vec::new();
    let heading = row(builder, text, piece);
    for cell in heading.cells {
        match cell.kind {
            CellKind::OneOf(mut values) if values.len() == 1 => columns.extend(values.pop()),
            _ => {
                not_a_column(builder, cell.span, name);
                columns.push(Expr { span: cell.span, kind: ExprKind::Broken });
            }
        }
    }
    let result = &heading.result;
    if let Some(name) = name.filter(|it| !is_named(result, it)) {
        builder
            .report
            .add(
                Code::UnexpectedText,
                result.span,
                wording!("kolom hasil tidak bernama `{name}`", "the column of results is not named `{name}`"),
            )
            .label(wording!("baris pertama diakhiri nama tabelnya", "the first row ends with the name of the table"))
            .help(wording!("tulislah `-> {name} |`", "write `-> {name} |`"));
    }
    columns
}

fn not_a_column(builder: &mut Builder<'_>, place: Span, name: Option<&str>) {
    builder.unclear = true;
    let message = wording!("baris pertama menyebut apa yang dibandingkan", "the first row names what is compared");
    builder
        .report
        .add(Code::UnexpectedText, place, message)
        .label(wording!("ini bukan nama atau hitungan", "this is no name or calculation"))
        .help(wording!("mulailah dengan `| nama | -> {} |`", "begin with `| name | -> {} |`", name.unwrap_or("…")));
}

fn is_named(result: &Expr, name: &str) -> bool {
    match &result.kind {
        ExprKind::Path(path) => path.fields.is_empty() && path.head.text == name,
        ExprKind::Broken => true,
        _ => false,
    }
}

fn wrong_width(builder: &mut Builder<'_>, row: &TableRow, columns: usize) {
    let cells = row.cells.len();
    builder
        .report
        .add(
            Code::UnexpectedText,
            row.span,
            wording!(
                "baris ini punya {cells} sel, tabelnya punya {columns} kolom",
                "this row has {cells} cells, the table has {columns} columns"
            ),
        )
        .label(wording!("jumlah sel tidak sama", "the numbers are not the same"))
        .help(wording!(
            "tulislah satu sel untuk tiap kolom; `-` berarti apa pun",
            "write one cell a column; `-` means any"
        ));
}

fn row(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> TableRow {
    let span = builder.place(piece);
    if piece.as_str().contains('\n') {
        builder.unclear = true;
        builder
            .report
            .add(
                Code::UnexpectedText,
                span,
                wording!("satu baris tabel berdiri di satu baris", "a row of a table stands on one line"),
            )
            .label(wording!("baris tabel ini berlanjut di baris berikutnya", "this row goes on in the next line"))
            .help(wording!("sambunglah menjadi satu baris", "join it into one line"));
    }
    let cells: Vec<Piece<'_>> = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::cell).collect();
    let cells = cells.iter().map(|it| cell(builder, text, it)).collect();
    let result = builder.inner_expression(text, piece).unwrap_or(Expr { span, kind: ExprKind::Broken });
    TableRow { span, cells, result }
}

fn cell(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Cell {
    let span = builder.place(piece);
    let broken = || Expr { span, kind: ExprKind::Broken };
    let Some(inner) = piece.clone().into_inner().next() else {
        return Cell { span, kind: CellKind::Any };
    };
    let kind = match inner.as_rule() {
        Rule::cell_any => CellKind::Any,
        Rule::cell_compare => {
            let op = match child(&inner, Rule::cell_sign).map(|it| it.as_str()) {
                Some("<") => CompareOp::Less,
                Some("<=") => CompareOp::LessOrEqual,
                Some(">") => CompareOp::Greater,
                _ => CompareOp::GreaterOrEqual,
            };
            CellKind::Compare(op, builder.inner_expression(text, &inner).unwrap_or_else(broken))
        }
        Rule::set => CellKind::OneOf(builder.set(text, &inner)),
        _ => {
            let mut values = builder.set(text, &inner).into_iter();
            let from = values.next().unwrap_or_else(broken);
            match (values.next(), child(&inner, Rule::range_sign)) {
                (Some(to), Some(sign)) => CellKind::Range { from, to, to_included: sign.as_str() == ".." },
                _ => CellKind::OneOf(vec![from]),
            }
        }
    };
    Cell { span, kind }
}
