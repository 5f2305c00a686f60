//! Items whose lines are not clauses: enums, records, the input, tables, scenarios.
//!
//! Knows nothing of: clauses other than labels and bases.

use super::words::{child, has};
use super::{Builder, Piece};
use crate::engine::diag::Code;
use crate::engine::syntax::grammar::Rule;
use crate::engine::syntax::keywords;
use crate::engine::syntax::recover::Part;
use crate::engine::syntax::tree::{
    Cell, CellKind, CompareOp, Enum, EnumValue, ExpectedResult, Expr, ExprKind, Field, Input, ItemKind, LabelText,
    Record, Scenario, ScenarioLine, ScenarioLineKind, ScenarioPath, ScenarioStep, ScenarioValue, Table, TableRow,
};
use crate::wording;

pub(super) fn enumeration(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, parts: Vec<Part<'_>>) -> ItemKind {
    let name = builder.inner_name(header);
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
    if values.is_empty() && !builder.unclear {
        builder.missing(builder.place(header), &name, wording!("nilai", "value"));
    }
    ItemKind::Enum(Enum { name, ordered: has(header, Rule::kw_ordered), label, values })
}

pub(super) fn record(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, parts: Vec<Part<'_>>) -> ItemKind {
    let name = builder.inner_name(header);
    let (label, fields) = fields(builder, text, parts, false);
    if fields.is_empty() && !builder.unclear {
        builder.missing(builder.place(header), &name, wording!("isian", "field"));
    }
    ItemKind::Record(Record { name, label, fields })
}

pub(super) fn input(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>) -> ItemKind {
    let (_, fields) = fields(builder, text, parts, true);
    ItemKind::Input(Input { fields })
}

fn fields(builder: &mut Builder<'_>, text: &str, parts: Vec<Part<'_>>, heads: bool) -> (LabelText, Vec<Field>) {
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
        label: LabelText::default(),
        question: LabelText::default(),
        help: LabelText::default(),
    };
    let mut seen: Vec<Piece<'_>> = Vec::new();
    for part in piece.clone().into_inner().skip(3) {
        let label = || builder.inner_label(&part);
        match part.as_rule() {
            Rule::optional_mark => field.optional = true,
            Rule::changeable_mark => field.changeable = true,
            Rule::field_question => field.question = label(),
            Rule::field_help => field.help = label(),
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
    let mut table =
        Table { name, ty, label: LabelText::default(), bases: Vec::new(), columns: Vec::new(), rows: Vec::new() };
    let mut headed = false;
    for part in parts {
        match part {
            Part::Good(piece) if piece.as_rule() == Rule::row && !headed => {
                headed = true;
                heading(builder, text, &piece, &mut table);
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
    if table.rows.is_empty() && !builder.unclear {
        builder.missing(builder.place(header), &table.name, wording!("baris `| … | -> … |`", "row `| … | -> … |`"));
    }
    Some(ItemKind::Table(table))
}

/// The first row: what the columns compare, and the name of the table.
fn heading(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>, table: &mut Table) {
    let heading = row(builder, text, piece);
    for cell in heading.cells {
        match cell.kind {
            CellKind::OneOf(mut values) if values.len() == 1 => table.columns.extend(values.pop()),
            _ => {
                builder.unclear = true;
                builder
                    .report
                    .add(
                        Code::UnexpectedText,
                        cell.span,
                        wording!(
                            "baris pertama menyebut apa yang dibandingkan",
                            "the first row names what is compared"
                        ),
                    )
                    .label(wording!("ini bukan nama atau hitungan", "this is no name or calculation"))
                    .help(wording!(
                        "mulailah dengan `| nama | -> {} |`",
                        "begin with `| name | -> {} |`",
                        table.name.text
                    ));
                table.columns.push(Expr { span: cell.span, kind: ExprKind::Broken });
            }
        }
    }
    let named = matches!(&heading.result.kind,
        ExprKind::Path(path) if path.fields.is_empty() && path.head.text == table.name.text);
    if !named && !matches!(heading.result.kind, ExprKind::Broken) {
        let name = &table.name.text;
        builder
            .report
            .add(
                Code::UnexpectedText,
                heading.result.span,
                wording!("kolom hasil tidak bernama `{name}`", "the column of results is not named `{name}`"),
            )
            .label(wording!("baris pertama diakhiri nama tabelnya", "the first row ends with the name of the table"))
            .help(wording!("tulislah `-> {name} |`", "write `-> {name} |`"));
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

pub(super) fn scenario(builder: &mut Builder<'_>, text: &str, header: &Piece<'_>, parts: Vec<Part<'_>>) -> ItemKind {
    let name = child(header, Rule::string_run).unwrap_or_else(|| header.clone());
    let name = builder.text(&name);
    let mut lines = Vec::new();
    for part in parts {
        lines.push(match part {
            Part::Good(piece) => {
                let span = builder.place(&piece);
                let keyword = piece.clone().into_inner().next().map_or(Rule::EOI, |it| it.as_rule());
                builder.seen.push((keyword, span));
                let kind = line(builder, text, &piece).unwrap_or(ScenarioLineKind::Broken);
                ScenarioLine { span, kind }
            }
            Part::Bad(bad) => {
                builder.bad_clause(text, bad);
                ScenarioLine { span: builder.span(bad.start, bad.end), kind: ScenarioLineKind::Broken }
            }
        });
    }
    let short = crate::engine::syntax::tree::Name { text: name.text.clone(), span: name.span };
    builder.demand(builder.place(header), &short, &[Rule::kw_expect]);
    ItemKind::Scenario(Scenario { name, lines })
}

fn line(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Option<ScenarioLineKind> {
    let text_in = |builder: &Builder<'_>, it: &Piece<'_>| child(it, Rule::string_run).map(|it| builder.text(&it));
    let path_in = |builder: &mut Builder<'_>, it: &Piece<'_>| {
        child(it, Rule::scenario_path).map(|it| scenario_path(builder, &it))
    };
    Some(match piece.as_rule() {
        Rule::given_line => ScenarioLineKind::Given(text_in(builder, piece)?),
        Rule::with_line => {
            let path = path_in(builder, piece)?;
            let last = piece.clone().into_inner().last()?;
            let value = match last.as_rule() {
                Rule::kw_is_missing => ScenarioValue::Missing,
                Rule::kw_absent => ScenarioValue::Absent,
                Rule::with_unknown => ScenarioValue::Unknown(text_in(builder, &last)?),
                _ => ScenarioValue::Value(builder.inner_expression(text, &last)?),
            };
            ScenarioLineKind::With { path, value }
        }
        Rule::answer_line => {
            let answer = if has(piece, Rule::kw_unknown) { None } else { Some(has(piece, Rule::kw_yes)) };
            let because = child(piece, Rule::answer_reason).and_then(|it| text_in(builder, &it));
            ScenarioLineKind::Answer { judgement: builder.inner_name(piece), answer, because }
        }
        _ => {
            let what = piece.clone().into_inner().nth(1)?;
            expectation(builder, text, &what)?
        }
    })
}

fn expectation(builder: &mut Builder<'_>, text: &str, piece: &Piece<'_>) -> Option<ScenarioLineKind> {
    Some(match piece.as_rule() {
        Rule::expect_is => ScenarioLineKind::ExpectIs {
            name: builder.inner_name(piece),
            value: builder.inner_expression(text, piece)?,
        },
        Rule::expect_result => {
            let result = if has(piece, Rule::kw_holds) {
                ExpectedResult::Holds
            } else if has(piece, Rule::kw_fails) {
                ExpectedResult::Fails
            } else {
                ExpectedResult::Unknown
            };
            ScenarioLineKind::ExpectResult { name: builder.inner_name(piece), result }
        }
        Rule::expect_undetermined => {
            let paths = piece.clone().into_inner().filter(|it| it.as_rule() == Rule::scenario_path);
            ScenarioLineKind::ExpectUndetermined { missing: paths.map(|it| scenario_path(builder, &it)).collect() }
        }
        Rule::expect_refused => {
            let at = child(piece, Rule::scenario_path).map(|it| scenario_path(builder, &it))?;
            ScenarioLineKind::ExpectRefused { at }
        }
        _ => ScenarioLineKind::ExpectConflict,
    })
}

fn scenario_path(builder: &mut Builder<'_>, piece: &Piece<'_>) -> ScenarioPath {
    let mut steps = Vec::new();
    for step in piece.clone().into_inner() {
        if step.as_rule() == Rule::word {
            steps.push(ScenarioStep::Field(builder.name(&step)));
            continue;
        }
        let number: Option<u32> = step.as_str().trim_matches(['[', ']']).parse().ok();
        match number.filter(|it| *it > 0) {
            Some(number) => steps.push(ScenarioStep::Element(number)),
            None => {
                let span = builder.place(&step);
                builder
                    .report
                    .add(
                        Code::UnexpectedText,
                        span,
                        wording!("unsur {} tidak ada", "there is no element {}", step.as_str()),
                    )
                    .label(wording!("unsur dihitung dari 1", "elements are counted from 1"))
                    .help(wording!("tulislah `[1]` untuk unsur pertama", "write `[1]` for the first element"));
            }
        }
    }
    ScenarioPath { span: builder.place(piece), steps }
}
