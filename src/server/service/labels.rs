//! What kinds of agencies, outcomes and categories are called, as far as the rules in force tell.
//!
//! Knows nothing of: cases.

use std::collections::BTreeMap;

use crate::engine::types::{Named, Rulebook, Type};
use crate::engine::wording::Wording;

use super::laws::Book;

/// Labels by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Labels {
    pub(crate) kinds: BTreeMap<String, Wording>,
    pub(crate) categories: BTreeMap<String, Wording>,
    pub(crate) outcomes: BTreeMap<String, Wording>,
    /// Where each stands among the others of its kind, as the rules list them.
    places: BTreeMap<String, usize>,
}

impl Labels {
    /// The labels of all editions; those of the latest count.
    pub(super) fn of(book: &Book) -> Self {
        let mut labels = Self::default();
        for rulebook in book.laws.iter().map(|it| it.ready.rulebook()) {
            put(&mut labels.kinds, &mut labels.places, kinds(rulebook));
            put(&mut labels.categories, &mut labels.places, categories(rulebook));
            for it in &rulebook.decisions {
                put(&mut labels.outcomes, &mut labels.places, &it.outcomes);
            }
        }
        labels
    }

    /// By what names are sorted: as the rules list them; what the rules do not have comes last.
    pub(crate) fn place(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(usize::MAX)
    }

    /// What a recorded document calls an outcome that the rules in force do not have.
    pub(super) fn learn(&mut self, outcome: Option<(String, Wording)>) {
        if let Some((name, label)) = outcome {
            self.outcomes.entry(name).or_insert(label);
        }
    }
}

fn put(labels: &mut BTreeMap<String, Wording>, places: &mut BTreeMap<String, usize>, values: &[Named]) {
    for (place, it) in values.iter().enumerate() {
        labels.insert(it.name.clone(), it.label.clone());
        places.insert(it.name.clone(), place);
    }
}

/// The values of the fact `agency.kind`.
fn kinds(rulebook: &Rulebook) -> &[Named] {
    let field = |record: usize, name: &str| {
        let fields = &rulebook.records.get(record)?.fields;
        fields.iter().find(|it| it.name == name).map(|it| &it.ty)
    };
    let agency = match field(0, "agency") {
        Some(Type::Record(id)) => *id,
        _ => return &[],
    };
    values(rulebook, field(agency, "kind"))
}

/// The values of the definition `category`.
fn categories(rulebook: &Rulebook) -> &[Named] {
    values(rulebook, rulebook.definitions.iter().find(|it| it.name == "category").map(|it| &it.ty))
}

fn values<'r>(rulebook: &'r Rulebook, ty: Option<&Type>) -> &'r [Named] {
    match ty {
        Some(Type::Enum(id)) => rulebook.enums.get(*id).map(|it| it.values.as_slice()).unwrap_or_default(),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_as_the_rules_list_them_and_others_come_last() {
        let mut labels = Labels::default();
        let named = |name: &str| Named { name: name.to_owned(), label: Wording::same(name.to_owned()) };
        put(&mut labels.categories, &mut labels.places, &["poor", "good", "best"].map(named));
        let mut sorted = ["", "best", "good", "poor"];
        sorted.sort_by_key(|it| labels.place(it));
        assert_eq!(sorted, ["poor", "good", "best", ""]);
    }
}
