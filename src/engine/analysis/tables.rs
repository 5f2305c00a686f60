//! Decision tables: every value has a row, and rows that match together agree.
//!
//! Each column is cut at the ends of its cells; between two cuts all values match the same rows, so looking at one
//! stretch of each column is exact. Tables with more than [`MOST_BOXES`] combinations are left unproven.
//! Knows nothing of: cases, evaluation.

use super::domain::{self, Stretch};
use crate::engine::diag::{Code, Report};
use crate::engine::types::{Cell, Constant, Definition, Expr, ExprKind, Row, Rulebook, Table, Type};
use crate::engine::wording::Wording;
use crate::wording;

/// So many combinations of stretches are looked at.
const MOST_BOXES: usize = 10_000;
/// So many holes are named in one message.
const MOST_SHOWN: usize = 3;

/// What one column is cut into.
enum Column<'a> {
    Integers {
        ty: &'a Type,
        stretches: Vec<Stretch>,
    },
    /// The texts that cells name, and (as the last one) every other text.
    Texts(Vec<&'a str>),
}

/// `E0501`: a value (or a combination of values) that no row matches.
pub(super) fn some_values_have_no_row(
    rulebook: &Rulebook,
    definition: &Definition,
    table: &Table,
    report: &mut Report,
) {
    let Some(columns) = cut_columns(rulebook, table) else { return };
    let mut holes: Vec<Vec<usize>> = Vec::new();
    for_every_box(&columns, |place| {
        if !table.rows.iter().any(|row| matches(&columns, row, place)) {
            holes.push(place.to_vec());
        }
    });
    if holes.is_empty() {
        return;
    }
    let shown: Vec<Wording> =
        joined(&columns, &holes).iter().take(MOST_SHOWN).map(|hole| show(rulebook, &columns, hole)).collect();
    let list = join(&shown);
    let more = if shown.len() == MOST_SHOWN && holes.len() > MOST_SHOWN { ", …" } else { "" };
    let name = &definition.name;
    report
        .add(
            Code::TableGap,
            definition.span,
            wording!("tabel `{name}` tidak memuat semua nilai", "table `{name}` does not cover every value"),
        )
        .label(Wording::new(
            format!("tidak ada baris untuk {}{more}", list.id),
            format!("no row for {}{more}", list.en),
        ))
        .help(wording!(
            "tambahkan baris untuk nilai itu, atau perlebar baris di sebelahnya",
            "add a row for those values, or widen the row beside them"
        ));
}

/// `E0502`: two rows that match one value and give different results.
pub(super) fn two_rows_differ_for_one_value(
    rulebook: &Rulebook,
    definition: &Definition,
    table: &Table,
    report: &mut Report,
) {
    let Some(columns) = cut_columns(rulebook, table) else { return };
    let mut pairs: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for_every_box(&columns, |place| {
        let matching: Vec<usize> = (0..table.rows.len())
            .filter(|&it| table.rows.get(it).is_some_and(|row| matches(&columns, row, place)))
            .collect();
        for (position, &first) in matching.iter().enumerate() {
            for &second in matching.iter().skip(position.saturating_add(1)) {
                let known = pairs.iter().any(|it| (it.0, it.1) == (first, second));
                if !known && differ(table, first, second) {
                    pairs.push((first, second, place.to_vec()));
                }
            }
        }
    });
    for (first, second, place) in pairs {
        let (Some(upper), Some(lower)) = (table.rows.get(first), table.rows.get(second)) else { continue };
        let value = show(rulebook, &columns, &place.iter().map(|&it| (it, it)).collect::<Vec<_>>());
        contradiction(&definition.name, (upper, lower), &value, report);
    }
}

fn contradiction(name: &str, (upper, lower): (&Row, &Row), value: &Wording, report: &mut Report) {
    report
        .add(
            Code::TableOverlap,
            lower.span,
            wording!("dua baris tabel `{name}` bertentangan", "two rows of table `{name}` contradict each other"),
        )
        .label(Wording::new(format!("cocok juga untuk {}", value.id), format!("matches {} too", value.en)))
        .also(
            upper.span,
            wording!("baris ini sudah cocok, dengan hasil lain", "this row matches it already, with another result"),
        )
        .help(wording!(
            "ubah salah satu batas supaya setiap nilai hanya cocok dengan satu baris; `a..<b` tidak memuat b",
            "change one of the bounds so that each value matches one row; `a..<b` leaves b out"
        ));
}

fn differ(table: &Table, first: usize, second: usize) -> bool {
    let constant = |row: usize| match table.rows.get(row).map(|it| &it.result.kind) {
        Some(ExprKind::Constant(constant)) => Some(constant),
        _ => None,
    };
    match (constant(first), constant(second)) {
        (Some(one), Some(other)) => one != other,
        _ => true,
    }
}

/// `None` when a column cannot be cut or there are too many combinations.
fn cut_columns<'a>(rulebook: &Rulebook, table: &'a Table) -> Option<Vec<Column<'a>>> {
    let columns: Option<Vec<_>> =
        table.columns.iter().enumerate().map(|(index, column)| cut(rulebook, table, index, column)).collect();
    let columns = columns?;
    let boxes = columns.iter().try_fold(1_usize, |product, column| product.checked_mul(column.len()))?;
    (boxes <= MOST_BOXES).then_some(columns)
}

fn cut<'a>(rulebook: &Rulebook, table: &'a Table, index: usize, column: &'a Expr) -> Option<Column<'a>> {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
    if column.ty == Type::Text {
        let mut texts: Vec<&str> = cells.flat_map(named_texts).collect();
        texts.sort_unstable();
        texts.dedup();
        return Some(Column::Texts(texts));
    }
    let whole = domain::whole(rulebook, &column.ty)?;
    let mut starts = vec![whole.0];
    for cell in cells {
        starts.extend(edges(cell).into_iter().flatten().filter(|start| whole.0 < *start && *start <= whole.1));
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|next| next.saturating_sub(1)).chain(std::iter::once(whole.1));
    Some(Column::Integers { ty: &column.ty, stretches: starts.iter().copied().zip(ends).collect() })
}

/// Where a stretch begins because of this cell.
fn edges(cell: &Cell) -> Vec<Option<i64>> {
    let around = |constant: &Constant| {
        let value = domain::integer(constant);
        [value, value.and_then(|it| it.checked_add(1))]
    };
    match cell {
        Cell::Any => Vec::new(),
        Cell::Between { least, greatest } => vec![*least, greatest.and_then(|it| it.checked_add(1))],
        Cell::OneOf(constants) => constants.iter().flat_map(around).collect(),
        Cell::Not(constant) => around(constant).to_vec(),
    }
}

fn named_texts(cell: &Cell) -> Vec<&str> {
    let text = |constant: &'_ Constant| matches!(constant, Constant::Text(_));
    let constants: &[Constant] = match cell {
        Cell::OneOf(constants) => constants,
        Cell::Not(constant) => std::slice::from_ref(constant),
        Cell::Any | Cell::Between { .. } => &[],
    };
    constants
        .iter()
        .filter(|it| text(it))
        .filter_map(|it| if let Constant::Text(it) = it { Some(it.as_str()) } else { None })
        .collect()
}

impl Column<'_> {
    const fn len(&self) -> usize {
        match self {
            Self::Integers { stretches, .. } => stretches.len(),
            Self::Texts(texts) => texts.len().saturating_add(1),
        }
    }
}

/// Calls `look` with the index of a stretch for each column, for every combination.
fn for_every_box(columns: &[Column<'_>], mut look: impl FnMut(&[usize])) {
    let mut place = vec![0; columns.len()];
    loop {
        look(&place);
        let mut column = 0;
        loop {
            let (Some(index), Some(cuts)) = (place.get_mut(column), columns.get(column)) else { return };
            *index = index.saturating_add(1);
            if *index < cuts.len() {
                break;
            }
            *index = 0;
            column = column.saturating_add(1);
        }
    }
}

fn matches(columns: &[Column<'_>], row: &Row, place: &[usize]) -> bool {
    columns.iter().zip(place).zip(&row.cells).all(|((column, &index), cell)| match column {
        Column::Integers { stretches, .. } => {
            stretches.get(index).is_some_and(|&stretch| matches_stretch(cell, stretch))
        }
        Column::Texts(texts) => matches_text(cell, texts.get(index).copied()),
    })
}

/// A stretch lies between two cuts, so its first value speaks for all of it.
fn matches_stretch(cell: &Cell, (first, _): Stretch) -> bool {
    match cell {
        Cell::Any => true,
        Cell::Between { least, greatest } => {
            least.is_none_or(|it| it <= first) && greatest.is_none_or(|it| first <= it)
        }
        Cell::OneOf(constants) => constants.iter().any(|it| domain::integer(it) == Some(first)),
        Cell::Not(constant) => domain::integer(constant) != Some(first),
    }
}

fn matches_text(cell: &Cell, text: Option<&str>) -> bool {
    let is = |constant: &Constant| matches!((constant, text), (Constant::Text(it), Some(text)) if it == text);
    match cell {
        Cell::Any | Cell::Between { .. } => true,
        Cell::OneOf(constants) => constants.iter().any(is),
        Cell::Not(constant) => !is(constant),
    }
}

/// Holes of a single column that touch each other, joined; several columns are left as they are.
fn joined(columns: &[Column<'_>], holes: &[Vec<usize>]) -> Vec<Vec<(usize, usize)>> {
    let mut result: Vec<Vec<(usize, usize)>> = Vec::new();
    for hole in holes {
        if let ([Column::Integers { .. }], [index], Some([last])) =
            (columns, hole.as_slice(), result.last_mut().map(Vec::as_mut_slice))
            && last.1.checked_add(1) == Some(*index)
        {
            last.1 = *index;
            continue;
        }
        result.push(hole.iter().map(|&it| (it, it)).collect());
    }
    result
}

fn show(rulebook: &Rulebook, columns: &[Column<'_>], place: &[(usize, usize)]) -> Wording {
    let parts: Vec<Wording> =
        columns.iter().zip(place).map(|(column, range)| show_part(rulebook, column, *range)).collect();
    let both = |pick: fn(&Wording) -> &str, and: &str| parts.iter().map(pick).collect::<Vec<_>>().join(and);
    Wording::new(both(|it| &it.id, " dengan "), both(|it| &it.en, " with "))
}

fn show_part(rulebook: &Rulebook, column: &Column<'_>, (from, to): (usize, usize)) -> Wording {
    match column {
        Column::Integers { ty, stretches } => {
            let (first, last) = (stretches.get(from).map_or(0, |it| it.0), stretches.get(to).map_or(0, |it| it.1));
            domain::show_stretch(rulebook, ty, (first, last))
        }
        Column::Texts(texts) => texts
            .get(from)
            .map_or_else(|| wording!("teks lain", "any other text"), |it| Wording::same(format!("\"{it}\""))),
    }
}

fn join(parts: &[Wording]) -> Wording {
    let both = |pick: fn(&Wording) -> &str| parts.iter().map(pick).collect::<Vec<_>>().join("; ");
    Wording::new(both(|it| &it.id), both(|it| &it.en))
}
