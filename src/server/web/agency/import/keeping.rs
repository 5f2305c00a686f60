//! Lists inside of rows that a file has no sheet for: they stay with the rows that are still there, and what cannot stay is counted.
//!
//! A row is the same if its first text is, as elements of a list are told apart everywhere. Knows nothing of: cells, pages.

use std::collections::BTreeMap;

use crate::engine::types::{Rulebook, Type};
use crate::engine::wording::{Language, Wording};
use crate::server::service::escaped;

use super::super::form::Filled;
use super::columns::{Plan, is_in_columns, plain};

/// A list inside of rows that the file has no sheet for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Absent {
    /// As its sheet would be called.
    pub(super) name: Wording,
    /// How many entries stay with their rows.
    pub(super) kept: usize,
    /// How many had rows that are not in the file any more.
    pub(super) lost: usize,
}

/// The form before and after the rows of a sheet were read into it.
pub(super) struct Turn<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) plans: &'a [Plan<'a>],
    pub(super) before: &'a Filled,
    /// The numbers in the file by the pointers of the new rows.
    pub(super) numbers: BTreeMap<&'a str, &'a str>,
}

impl Turn<'_> {
    /// Puts the lists of the rows before into the same rows now, unless the file has them.
    pub(super) fn keep(&self, index: usize, is_in_file: impl Fn(&Plan<'_>) -> bool, now: &mut Filled) -> Vec<Absent> {
        let Some(plan) = self.plans.get(index) else { return Vec::new() };
        let inside = |list: &str| self.plans.iter().find(|it| it.parent == Some(index) && it.list == list);
        let mut lists = Vec::new();
        lists_of((self.rulebook, plan.record), "", &mut lists);
        lists.retain(|it| !inside(&it.0).is_some_and(&is_in_file));
        let same = self.same_rows(plan, now);
        let mut absent = Vec::new();
        for (list, label) in lists {
            let name = inside(&list).map_or_else(|| label.clone(), title);
            let mut found = Absent { name, kept: 0, lost: 0 };
            for row in rows(self.before, plan) {
                let from = format!("{row}{list}");
                let count = self.before.count(&from).max(usize::from(self.before.says_at(&from)));
                if let Some(row) = same.get(&row) {
                    now.take_over(self.before, &from, &format!("{row}{list}"));
                    found.kept = found.kept.saturating_add(count);
                } else {
                    found.lost = found.lost.saturating_add(count);
                }
            }
            absent.extend(Some(found).filter(|it| it.kept > 0 || it.lost > 0));
        }
        absent
    }

    /// The rows now by the rows before that they are. Rows that nothing tells apart are the same only if none came or went, and then
    /// by their numbers.
    fn same_rows(&self, plan: &Plan<'_>, now: &Filled) -> BTreeMap<String, String> {
        let mut alike: BTreeMap<String, Alike> = BTreeMap::new();
        for (place, row) in rows(self.before, plan).into_iter().enumerate() {
            alike.entry(telling(plan, self.before, &row)).or_default().0.push((place, row));
        }
        for row in rows(now, plan) {
            alike.entry(telling(plan, now, &row)).or_default().1.push(row);
        }
        let mut same = BTreeMap::new();
        for (before, now) in alike.into_values() {
            match (before.as_slice(), now.as_slice()) {
                ([(_, one)], [other]) => {
                    same.insert(one.clone(), other.clone());
                }
                (all, others) if all.len() == others.len() => {
                    let numbered = others.iter().filter_map(|it| Some((*self.numbers.get(it.as_str())?, it)));
                    let numbered: BTreeMap<&str, &String> = numbered.collect();
                    for (place, row) in all {
                        let it = numbered.get(place.saturating_add(1).to_string().as_str());
                        same.extend(it.map(|it| (row.clone(), (*it).clone())));
                    }
                }
                _ => {}
            }
        }
        same
    }
}

/// The rows that one text tells: those before, with their places, and those now.
type Alike = (Vec<(usize, String)>, Vec<String>);

/// The pointers of the rows of a sheet.
fn rows(filled: &Filled, plan: &Plan<'_>) -> Vec<String> {
    // Of a list whose length is not fixed, only the rows that are there.
    filled.rows(&plan.list, &Type::Broken).into_iter().map(|it| format!("{}/{it}", plan.list)).collect()
}

/// What tells a row from others: its first text, or all that its columns say if it has none.
fn telling(plan: &Plan<'_>, filled: &Filled, row: &str) -> String {
    let is_own = |pointer: &str| pointer.matches('/').count() == 1;
    let first = plan.columns.iter().find(|it| *it.ty == Type::Text && is_own(&it.pointer));
    let text = first.map(|it| plain(filled.value(&format!("{row}{}", it.pointer)))).unwrap_or_default();
    if !text.is_empty() {
        return text;
    }
    let said = plan.columns.iter().map(|it| {
        let pointer = format!("{row}{}", it.pointer);
        format!("\n{}\n{}", filled.state(&pointer, it.ty), plain(filled.value(&pointer)))
    });
    said.collect()
}

/// All lists of a row whose entries stand in none of its columns.
fn lists_of<'r>((rulebook, record): (&'r Rulebook, usize), place: &str, lists: &mut Vec<(String, &'r Wording)>) {
    for field in rulebook.records.get(record).map_or(&[][..], |it| &it.fields) {
        let pointer = format!("{place}/{}", escaped(&field.name));
        match &field.ty {
            Type::Record(inner) => lists_of((rulebook, *inner), &pointer, lists),
            Type::List { .. } if !is_in_columns(&field.ty) => lists.push((pointer, &field.label)),
            _ => {}
        }
    }
}

fn title(plan: &Plan<'_>) -> Wording {
    Wording::new(plan.title(Language::Indonesian), plan.title(Language::English))
}
