//! The facts of a case as a list: every field with its path, those of records and lists below them.
//!
//! Knows nothing of: values of facts.

use std::collections::BTreeMap;

use crate::engine::explain::format;
use crate::engine::types::{Rulebook, Type, Unit};
use crate::engine::wording::Wording;
use crate::wording;

/// A field of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Names from the outside in, `succession_plan.positions.code`.
    pub path: String,
    /// How many records it lies in.
    pub depth: usize,
    pub label: Wording,
    pub question: Option<Wording>,
    pub help: Option<Wording>,
    /// What its values are.
    pub ty: Wording,
    pub optional: bool,
    /// The agency can act on it.
    pub changeable: bool,
    /// The label of the field beside which a verifier fills in this one.
    pub verifies: Option<Wording>,
}

/// Records in records deeper than this are not followed: the stack is finite.
const DEEPEST: usize = 12;

/// All of them, each record before what is in it.
pub(super) fn all(rulebook: &Rulebook) -> Vec<Fact> {
    let mut found = Vec::new();
    record(rulebook, 0, "", 0, &mut found);
    found
}

fn record(rulebook: &Rulebook, id: usize, prefix: &str, depth: usize, found: &mut Vec<Fact>) {
    if depth > DEEPEST {
        return;
    }
    let fields = rulebook.records.get(id).map(|it| it.fields.as_slice()).unwrap_or_default();
    let labels: BTreeMap<&str, &Wording> = fields.iter().map(|it| (it.name.as_str(), &it.label)).collect();
    for field in fields {
        let path = if prefix.is_empty() { field.name.clone() } else { format!("{prefix}.{}", field.name) };
        found.push(Fact {
            path: path.clone(),
            depth,
            label: field.label.clone(),
            question: field.question.clone(),
            help: field.help.clone(),
            ty: described(rulebook, &field.ty),
            optional: field.optional,
            changeable: field.changeable,
            verifies: field.verifies.as_deref().and_then(|it| labels.get(it)).copied().cloned(),
        });
        if let Some(inner) = record_of(&field.ty) {
            record(rulebook, inner, &path, depth.saturating_add(1), found);
        }
    }
}

/// The record that a type is, or is a list of.
pub(super) fn record_of(ty: &Type) -> Option<usize> {
    match ty {
        Type::Record(id) => Some(*id),
        Type::List { element, .. } => record_of(element),
        _ => None,
    }
}

fn described(rulebook: &Rulebook, ty: &Type) -> Wording {
    match ty {
        Type::Truth => wording!("ya atau tidak", "yes or no"),
        Type::Number { scale, least, greatest } => number(*scale, *least, *greatest),
        Type::Date => wording!("tanggal", "date"),
        Type::Period(unit) => period(*unit),
        Type::Enum(id) => choice(rulebook, *id),
        Type::Text => wording!("teks", "text"),
        Type::Record(id) => rulebook.records.get(*id).map(|it| it.label.clone()).unwrap_or_default(),
        Type::List { element, least, greatest } => {
            let inner = described(rulebook, element);
            let (id, en) = (inner.id, inner.en);
            wording!("daftar {least} sampai {greatest}: {id}", "list of {least} to {greatest}: {en}")
        }
        Type::Broken => Wording::default(),
    }
}

fn period(unit: Unit) -> Wording {
    match unit {
        Unit::Days => wording!("jangka waktu dalam hari", "period in days"),
        Unit::Months => wording!("jangka waktu dalam bulan", "period in months"),
        Unit::WorkingDays(_) => wording!("jangka waktu dalam hari kerja", "period in working days"),
    }
}

fn number(scale: u8, least: i64, greatest: i64) -> Wording {
    let (least, greatest) = (format::decimal(least, scale), format::decimal(greatest, scale));
    let ends = [&least.id, &greatest.id, &least.en, &greatest.en];
    let [from, to, from_en, to_en] = ends;
    wording!("angka {from} sampai {to}", "number from {from_en} to {to_en}")
}

fn choice(rulebook: &Rulebook, id: usize) -> Wording {
    let values = rulebook.enums.get(id).map(|it| it.values.as_slice()).unwrap_or_default();
    let ids: Vec<&str> = values.iter().map(|it| it.label.id.as_str()).collect();
    let ens: Vec<&str> = values.iter().map(|it| it.label.en.as_str()).collect();
    let (ids, ens) = (ids.join(", "), ens.join(", "));
    wording!("pilihan: {ids}", "one of: {ens}")
}
