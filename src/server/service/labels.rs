//! What kinds of agencies, outcomes and categories are called, as far as the rules in force tell.
//!
//! Knows nothing of: cases.

use std::collections::BTreeMap;

use crate::engine::types::{Named, Rulebook, Type};
use crate::engine::wording::Wording;

use super::laws::Book;

/// Each kind of name by itself: a category and an outcome may be called alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Labels {
    pub(crate) kinds: List,
    pub(crate) categories: List,
    pub(crate) outcomes: List,
}

/// What names are called, and in which order the rules list them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// The place and the label of each name.
    names: BTreeMap<String, (usize, Wording)>,
}

impl Labels {
    /// The labels of all editions; those of the latest count, and its order.
    pub(super) fn of(book: &Book) -> Self {
        let mut labels = Self::default();
        book.laws.iter().rev().for_each(|it| labels.add(it.ready.rulebook()));
        labels
    }

    fn add(&mut self, rulebook: &Rulebook) {
        self.kinds.add(kinds(rulebook));
        self.categories.add(categories(rulebook));
        rulebook.decisions.iter().for_each(|it| self.outcomes.add(&it.outcomes));
    }

    /// What a recorded document calls an outcome that the rules in force do not have.
    pub(super) fn learn(&mut self, outcome: Option<(String, Wording)>) {
        if let Some((name, label)) = outcome {
            self.outcomes.names.entry(name).or_insert((usize::MAX, label));
        }
    }
}

impl List {
    /// A name that is there already keeps its place and its label.
    fn add(&mut self, values: &[Named]) {
        for it in values {
            let place = self.names.len();
            self.names.entry(it.name.clone()).or_insert_with(|| (place, it.label.clone()));
        }
    }

    pub(crate) fn label(&self, name: &str) -> Option<&Wording> {
        self.names.get(name).map(|it| &it.1)
    }

    /// By what names are sorted: as the rules list them; what the rules do not have comes last.
    pub(crate) fn place(&self, name: &str) -> usize {
        self.names.get(name).map_or(usize::MAX, |it| it.0)
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
    use crate::server::service::examination::Examination;
    use crate::server::service::texts::{TextFile, Texts};

    /// The second decides one thing that the first has as well, and names it last.
    const TWO_DECISIONS: &str = r#"rulebook two edition "1"
  title "Dua" en "Two"
  in force from 2024-01-01 by asked_on
  basis LAW (verified)

input
  asked_on : date "Tanggal" en "Date"

decision first
  label "Pertama" en "First"
  outcome b "B" en "B"
  outcome z "Z" en "Z"
  otherwise b
    basis LAW article 1 (verified)
    because "Begitu" en "So"

decision second
  label "Kedua" en "Second"
  outcome a "A" en "A"
  outcome b "B lagi" en "B again"
  otherwise a
    basis LAW article 1 (verified)
    because "Begitu" en "So"

source LAW
  title "Contoh" en "Example"
  cited as "Contoh" en "Example"
  published "nowhere: an example"
  article 1 "Begitu." en "So."
"#;

    fn named(name: &str) -> Named {
        Named { name: name.to_owned(), label: Wording::same(name.to_owned()) }
    }

    fn sorted<const N: usize>(list: &List, mut names: [&'static str; N]) -> [&'static str; N] {
        names.sort_by_key(|it| list.place(it));
        names
    }

    #[test]
    fn names_are_sorted_as_the_rules_list_them_and_others_come_last() {
        let mut labels = Labels::default();
        labels.categories.add(&["poor", "good", "best"].map(named));
        assert_eq!(sorted(&labels.categories, ["", "best", "good", "poor"]), ["poor", "good", "best", ""]);
    }

    #[test]
    fn a_name_of_two_lists_has_its_place_in_each() {
        let mut labels = Labels::default();
        labels.categories.add(&["poor", "good"].map(named));
        labels.outcomes.add(&["good", "poor"].map(named));
        assert_eq!(sorted(&labels.categories, ["good", "poor"]), ["poor", "good"]);
        assert_eq!(sorted(&labels.outcomes, ["poor", "good"]), ["good", "poor"]);
    }

    #[test]
    fn the_outcomes_of_a_further_decision_come_after_those_of_the_first() {
        let texts = Texts::new(vec![TextFile { path: "1/a.aturan".to_owned(), text: TWO_DECISIONS.to_owned() }]);
        let book = Examination::without_scenarios("two", &texts, 0).book();
        let mut labels = Labels::of(&book);
        labels.learn(Some(("0".to_owned(), Wording::same("Of old".to_owned()))));
        assert_eq!(sorted(&labels.outcomes, ["0", "a", "z", "b"]), ["b", "z", "a", "0"]);
        assert_eq!(labels.outcomes.label("b").map(|it| it.en.as_str()), Some("B"));
        assert_eq!(labels.outcomes.label("0").map(|it| it.en.as_str()), Some("Of old"));
    }
}
