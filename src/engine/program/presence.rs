//! Which facts of the case are `null` together: a fact that may not be `null` itself is so exactly when a record around it
//! is.
//!
//! Knows nothing of: instructions, evaluation.

use crate::engine::case::Layout;
use crate::engine::types::{Rulebook, Type};

/// Cases with more cells than this are not looked at.
const GREATEST_WIDTH: u32 = 100_000;

/// For each cell of the case record what decides whether it is `null`.
#[derive(Debug, Default)]
pub(super) struct Presences {
    /// The cell of the innermost optional fact that holds this one (or is it); 0 if it is never `null`.
    optional: Vec<u32>,
    /// How many cells belong to the fact that starts here.
    widths: Vec<u32>,
}

impl Presences {
    pub(super) fn new(rulebook: &Rulebook, layout: &Layout) -> Self {
        let mut presences = Self::default();
        let width = layout.records.first().map_or(0, |it| it.width);
        if width <= GREATEST_WIDTH {
            presences.record(rulebook, layout, 0, 0);
        }
        presences
    }

    /// Adds the cells of a record whose presence is decided by `optional`.
    fn record(&mut self, rulebook: &Rulebook, layout: &Layout, record: usize, optional: u32) {
        self.optional.push(optional);
        self.widths.push(layout.records.get(record).map_or(1, |it| it.width));
        for field in rulebook.records.get(record).into_iter().flat_map(|it| &it.fields) {
            let here = u32::try_from(self.optional.len()).unwrap_or(0);
            let decides = if field.optional { here } else { optional };
            if let Type::Record(inner) = field.ty {
                self.record(rulebook, layout, inner, decides);
            } else {
                self.optional.push(decides);
                self.widths.push(1);
            }
        }
    }

    /// Whether both are `null` in the same cases.
    pub(super) fn are_missing_together(&self, one: u32, other: u32) -> bool {
        let decides = |cell: u32| self.optional.get(usize::try_from(cell).ok()?);
        one == other || decides(one).is_some_and(|it| *it != 0 && decides(other) == Some(it))
    }

    /// Whether a fact lies in the record whose presence is `outer`.
    pub(super) fn lies_in(&self, inner: u32, outer: u32) -> bool {
        let width = usize::try_from(outer).ok().and_then(|it| self.widths.get(it)).copied().unwrap_or(0);
        outer < inner && inner < outer.saturating_add(width)
    }
}
