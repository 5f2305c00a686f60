//! The sheets of a rulebook: one for each list of records, with a column for every fact of a row.
//!
//! A list inside of a row has a sheet of its own, whose first column names the row. Knows nothing of: files, what stands in cells.

use crate::engine::types::{Field, Rulebook, Type};
use crate::engine::wording::{Language, Wording};
use crate::server::service::escaped;
use crate::wording;

use super::super::form::fixed_length;

/// The longest name of a sheet, in characters.
const LONGEST_NAME: usize = 31;

/// A sheet.
#[derive(Clone, Debug)]
pub(super) struct Plan<'r> {
    /// The pointer of the list: from the case, or from a row of the sheet that it belongs to.
    pub(super) list: String,
    pub(super) label: &'r Wording,
    /// The name in the rules.
    pub(super) name: String,
    /// Whether another sheet has the same label: then the name in the rules tells them apart.
    pub(super) is_ambiguous: bool,
    /// The sheet whose rows have this list.
    pub(super) parent: Option<usize>,
    pub(super) columns: Vec<Column<'r>>,
    pub(super) greatest: u32,
    /// What the number in the first column is the number of.
    pub(super) number: Wording,
    /// What a row is.
    pub(super) record: usize,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column<'r> {
    pub(super) label: Wording,
    /// The pointer from the row.
    pub(super) pointer: String,
    pub(super) ty: &'r Type,
    pub(super) optional: bool,
}

impl Plan<'_> {
    /// What the sheet is called in a template.
    pub(super) fn title(&self, language: Language) -> String {
        if self.is_ambiguous {
            return self.list.trim_start_matches('/').replace('/', ".").chars().take(LONGEST_NAME).collect();
        }
        let plain = |it: char| if matches!(it, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { it };
        self.label.get(language).chars().map(plain).take(LONGEST_NAME).collect::<String>().trim().to_owned()
    }

    /// Whether a sheet of a file is this one: by its name in either language, or in the rules.
    pub(super) fn is(&self, name: &str) -> bool {
        let same = |it: &str| alike(it, name);
        same(&self.name) || same(&self.title(Language::Indonesian)) || same(&self.title(Language::English))
    }
}

impl Column<'_> {
    /// Whether a head of a column is that of this one.
    pub(super) fn is(&self, head: &str) -> bool {
        alike(&self.label.id, head) || alike(&self.label.en, head) || alike(self.pointer.trim_start_matches('/'), head)
    }
}

/// Whether two names are the same but for capitals and spaces.
pub(super) fn alike(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// A name without its capitals and without spaces that tell nothing.
pub(super) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Every sheet, those of a row after the one that has the row.
pub(super) fn plans(rulebook: &Rulebook) -> Vec<Plan<'_>> {
    let mut plans = Vec::new();
    lists((rulebook, 0), "", None, &mut plans);
    distinct(&mut plans);
    plans
}

fn lists<'r>((rulebook, record): (&'r Rulebook, usize), place: &str, parent: Option<usize>, plans: &mut Vec<Plan<'r>>) {
    for field in rulebook.records.get(record).map_or(&[][..], |it| &it.fields) {
        let pointer = format!("{place}/{}", escaped(&field.name));
        match &field.ty {
            Type::Record(inner) => lists((rulebook, *inner), &pointer, parent, plans),
            Type::List { element, greatest, .. } => {
                if let Type::Record(element) = **element {
                    let number = parent.and_then(|it| plans.get(it)).map_or_else(own_number, number_of);
                    let mut columns = Vec::new();
                    columns_of((rulebook, element), ("", &Wording::default()), &mut columns);
                    let label = &field.label;
                    let (name, greatest) = (field.name.clone(), *greatest);
                    plans.push(Plan {
                        list: pointer,
                        label,
                        name,
                        is_ambiguous: false,
                        parent,
                        columns,
                        greatest,
                        number,
                        record: element,
                    });
                    lists((rulebook, element), "", Some(plans.len().saturating_sub(1)), plans);
                }
            }
            _ => {}
        }
    }
}

fn own_number() -> Wording {
    wording!("No", "No")
}

fn number_of(parent: &Plan<'_>) -> Wording {
    let (id, en) = (&parent.label.id, &parent.label.en);
    wording!("No dalam lembar {id}", "No in the sheet {en}")
}

fn columns_of<'r>(
    (rulebook, record): (&'r Rulebook, usize),
    (place, around): (&str, &Wording),
    columns: &mut Vec<Column<'r>>,
) {
    let fields = rulebook.records.get(record).map_or(&[][..], |it| &it.fields);
    // What a verifier fills in is no part of a claim.
    for field in fields.iter().filter(|it| it.verifies.is_none()) {
        let pointer = format!("{place}/{}", escaped(&field.name));
        let label = below(around, &field.label);
        match &field.ty {
            Type::Record(inner) => {
                if field.optional {
                    columns.push(column(field, &pointer, label.clone()));
                }
                columns_of((rulebook, *inner), (&pointer, &label), columns);
            }
            Type::List { element, .. } => {
                for number in 0..fixed_length(&field.ty).filter(|_| is_in_columns(&field.ty)).unwrap_or(0) {
                    let shown = number.saturating_add(1);
                    let (id, en) = (&label.id, &label.en);
                    let label = wording!("{id} ({shown})", "{en} ({shown})");
                    columns.push(Column {
                        label,
                        pointer: format!("{pointer}/{number}"),
                        ty: element,
                        optional: false,
                    });
                }
            }
            _ => columns.push(column(field, &pointer, label)),
        }
    }
}

fn column<'r>(field: &'r Field, pointer: &str, label: Wording) -> Column<'r> {
    Column { label, pointer: pointer.to_owned(), ty: &field.ty, optional: field.optional }
}

fn below(around: &Wording, label: &Wording) -> Wording {
    if around.id.is_empty() {
        return label.clone();
    }
    Wording::new(format!("{}: {}", around.id, label.id), format!("{}: {}", around.en, label.en))
}

/// Whether each entry of a list has a column of its own.
pub(super) fn is_in_columns(ty: &Type) -> bool {
    let Type::List { element, .. } = ty else { return false };
    fixed_length(ty).is_some() && !matches!(**element, Type::Record(_) | Type::List { .. } | Type::Broken)
}

/// No two sheets of a file have one name.
fn distinct(plans: &mut [Plan<'_>]) {
    let titles: Vec<String> = plans.iter().map(|it| it.title(Language::Indonesian)).collect();
    for plan in plans {
        let title = plan.title(Language::Indonesian);
        plan.is_ambiguous = titles.iter().filter(|it| **it == title).count() > 1;
    }
}
