//! Decision tables over one integer with fixed results: the line of integers is cut where the result changes.
//!
//! Knows nothing of: the typed tree, evaluation.

use super::instruction::{Instruction, NodeId, Table, Test};

/// Larger tables are not worth the room.
const GREATEST_ROWS: usize = 500;

/// A table as segments of the line of integers.
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    /// The first value of each segment, and the result there; the first segment starts at the least integer.
    pub(crate) segments: Vec<(i64, Option<i64>)>,
    /// The result for an unknown value.
    pub(crate) unknown: Option<i64>,
}

impl Ladder {
    /// `None` if the table is not of that kind.
    pub(super) fn new(table: &Table, instruction: impl Fn(NodeId) -> Instruction) -> Option<Self> {
        if table.columns.len() != 1 || table.texts || table.rows.len() > GREATEST_ROWS {
            return None;
        }
        let mut rows: Vec<(&Test, i64)> = Vec::with_capacity(table.rows.len());
        let mut starts = vec![i64::MIN];
        for row in &table.rows {
            let ([test], Instruction::Constant(result)) = (&row.cells[..], instruction(row.result)) else {
                return None;
            };
            add_starts(test, &mut starts)?;
            rows.push((test, result));
        }
        starts.sort_unstable();
        starts.dedup();
        let result = |start: i64| agreed(rows.iter().filter(|it| matches(it.0, start)).map(|it| it.1));
        let segments = starts.into_iter().map(|start| (start, result(start))).collect();
        Some(Self { segments, unknown: agreed(rows.iter().map(|it| it.1)) })
    }

    /// The result for a value.
    #[inline]
    pub(crate) fn result(&self, value: Option<i64>) -> Option<i64> {
        let Some(value) = value else {
            return self.unknown;
        };
        let mut result = None;
        for (start, here) in &self.segments {
            if value < *start {
                break;
            }
            result = *here;
        }
        result
    }
}

/// Where the answer of a test changes; `None` for tests of texts.
fn add_starts(test: &Test, starts: &mut Vec<i64>) -> Option<()> {
    let mut around = |first: i64, last: i64| {
        starts.push(first);
        starts.extend(last.checked_add(1));
    };
    match test {
        Test::Any => {}
        Test::Between { least, greatest } => around(*least, *greatest),
        Test::OneOf(options) => options.iter().for_each(|it| around(*it, *it)),
        Test::Not(other) => around(*other, *other),
        Test::TextOneOf(_) | Test::TextNot(_) => return None,
    }
    Some(())
}

fn matches(test: &Test, value: i64) -> bool {
    match test {
        Test::Any => true,
        Test::Between { least, greatest } => (*least..=*greatest).contains(&value),
        Test::OneOf(options) => options.contains(&value),
        Test::Not(other) => value != *other,
        Test::TextOneOf(_) | Test::TextNot(_) => false,
    }
}

/// The one result that all rows have.
fn agreed(mut results: impl Iterator<Item = i64>) -> Option<i64> {
    let first = results.next()?;
    results.all(|it| it == first).then_some(first)
}
