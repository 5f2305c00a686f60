//! The types of everything that has a name, before any expression is looked at.
//!
//! Knows nothing of: expressions.

use super::graph;
use super::typer::{Signature, Typer};
use crate::engine::diag::Code;
use crate::engine::resolve::Declared;
use crate::engine::syntax::tree::{self, LabelText, TypeNameKind};
use crate::engine::types::{Enum, Field, Named, Record, Type};
use crate::engine::wording::Wording;
use crate::wording;
use std::collections::BTreeMap;

impl Typer<'_, '_> {
    pub(super) fn declare(&mut self) {
        self.enums = self.scope.enums.iter().map(|it| enumeration(it.item)).collect();
        let inputs = self.scope.inputs.iter().map(|it| self.field(it.item)).collect();
        self.records.push(Record { name: "case".to_owned(), label: wording!("Kasus", "Case"), fields: inputs });
        for declared in &self.scope.records {
            let record = self.record(declared);
            self.records.push(record);
        }
        self.records_within_themselves();
        self.verifying_fields();
        self.parameters = self.scope.parameters.iter().map(|it| self.parameter_type(it.item)).collect();
        for declared in &self.scope.criteria {
            let of = declared.item.of.as_ref().map(|it| self.type_of(&it.ty));
            self.criteria.push(of);
        }
        for (defined, _) in &self.scope.definitions {
            let of = defined.of().map(|it| self.type_of(&it.ty));
            let name = defined.type_name();
            let ty = if matches!(name.kind, TypeNameKind::AnyNumber) {
                None
            } else {
                let ty = self.type_of(name);
                Some(self.scalar(ty, name.span))
            };
            self.definitions.push(Signature { of, ty });
        }
        self.named_like_their_values();
    }

    /// `grade` of the type `Grade` may not be the name of a grade: `x is grade` would have two meanings.
    fn named_like_their_values(&mut self) {
        let scope = self.scope;
        let inputs =
            scope.inputs.iter().map(|it| &it.item.name).zip(self.records.iter().take(1).flat_map(|it| &it.fields));
        let mut all: Vec<(&tree::Name, Type)> = inputs.map(|(name, field)| (name, field.ty.clone())).collect();
        all.extend(scope.parameters.iter().map(|it| &it.item.name).zip(self.parameters.iter().cloned()));
        let definitions = self.definitions.iter().map(|it| it.ty.clone().unwrap_or(Type::Broken));
        all.extend(scope.definitions.iter().map(|it| it.0.name()).zip(definitions));
        for (name, ty) in all {
            let Some(value) = self.value_of_its_type(name, &ty) else { continue };
            let text = &name.text;
            self.error(
                Code::DuplicateName,
                name.span,
                wording!(
                    "`{text}` juga nama salah satu nilainya sendiri",
                    "`{text}` is also the name of one of its own values"
                ),
            )
            .label(wording!("dua arti", "two meanings"))
            .also(value, wording!("nilai itu", "that value"))
            .help(wording!("ganti nama salah satunya", "rename one of them"));
        }
    }

    fn record(&mut self, declared: &Declared<'_, tree::Record>) -> Record {
        let item = declared.item;
        let fields = item.fields.iter().map(|it| self.field(it)).collect();
        Record { name: item.name.text.clone(), label: label(&item.label, &item.name.text), fields }
    }

    fn field(&mut self, field: &tree::Field) -> Field {
        Field {
            name: field.name.text.clone(),
            ty: self.type_of(&field.ty),
            optional: field.optional,
            changeable: field.changeable,
            verifies: field.verifies.as_ref().map(|it| it.text.clone()),
            label: label(&field.label, &field.name.text),
            question: optional_label(&field.question),
            help: optional_label(&field.help),
        }
    }

    fn records_within_themselves(&mut self) {
        let inside = |ty: &Type| {
            let mut ty = ty;
            while let Type::List { element, .. } = ty {
                ty = element;
            }
            if let Type::Record(id) = ty { Some(*id) } else { None }
        };
        let edges: BTreeMap<usize, Vec<usize>> = self
            .records
            .iter()
            .enumerate()
            .map(|(id, it)| (id, it.fields.iter().filter_map(|field| inside(&field.ty)).collect()))
            .collect();
        for circle in graph::circles(&edges) {
            let names: Vec<String> =
                circle.iter().filter_map(|it| self.records.get(*it)).map(|it| it.name.clone()).collect();
            let declared = |it: &usize| self.scope.records.get(it.checked_sub(1)?).map(|it| it.item.name.span);
            if let Some(span) = circle.first().and_then(declared) {
                let chain = graph::chain(&names);
                self.error(
                    Code::Cycle,
                    span,
                    wording!("data ini memuat dirinya sendiri: {chain}", "the record contains itself: {chain}"),
                )
                .label(wording!("tidak ada akhirnya", "it has no end"))
                .help(wording!(
                    "hapus isian yang kembali ke data ini",
                    "delete the field that leads back to this record"
                ));
            }
        }
    }
}

fn enumeration(item: &tree::Enum) -> Enum {
    Enum {
        name: item.name.text.clone(),
        label: label(&item.label, &item.name.text),
        ordered: item.ordered,
        values: item.values.iter().map(named).collect(),
    }
}

pub(super) fn named(value: &tree::EnumValue) -> Named {
    Named { name: value.name.text.clone(), label: label(&value.label, &value.name.text) }
}

/// A label, with the name in the place of what is missing.
pub(super) fn label(label: &LabelText, name: &str) -> Wording {
    let text = |it: &Option<tree::StringLiteral>| it.as_ref().map_or_else(|| name.to_owned(), |it| it.text.clone());
    Wording::new(text(&label.id), text(&label.en))
}

fn optional_label(text: &LabelText) -> Option<Wording> {
    (text.id.is_some() || text.en.is_some()).then(|| label(text, ""))
}
