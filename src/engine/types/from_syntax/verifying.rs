//! Fields that a verifier fills in beside another one: each stands beside one of its own record and can hold what that holds.
//!
//! Knows nothing of: who verifies, how a confirmation is taken over.

use std::collections::{BTreeMap, BTreeSet};

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::syntax::tree;
use crate::engine::types::Type;
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    /// After all records have their types.
    pub(super) fn verifying_fields(&mut self) {
        let scope = self.scope;
        let inputs: Vec<&tree::Field> = scope.inputs.iter().map(|it| it.item).collect();
        self.verifying_fields_of(0, &inputs);
        for (index, declared) in scope.records.iter().enumerate() {
            let fields: Vec<&tree::Field> = declared.item.fields.iter().collect();
            self.verifying_fields_of(index.saturating_add(1), &fields);
        }
    }

    fn verifying_fields_of(&mut self, record: usize, fields: &[&tree::Field]) {
        // There may be very many fields.
        let by_name: BTreeMap<&str, &tree::Field> =
            fields.iter().rev().map(|it| (it.name.text.as_str(), *it)).collect();
        let fields_as_read = self.records.get(record).map_or(&[][..], |it| &it.fields).iter().rev();
        let types: BTreeMap<String, Type> = fields_as_read.map(|it| (it.name.clone(), it.ty.clone())).collect();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for field in fields {
            let Some(verified) = &field.verifies else { continue };
            let Some(beside) = by_name.get(verified.text.as_str()) else {
                self.unknown_field(record, verified);
                continue;
            };
            let is_taken = !taken.insert(&verified.text);
            if let Some((what, help)) = why_not(&types, field, beside, is_taken) {
                self.error(Code::VerifiesWrongly, verified.span, what)
                    .label(wording!("di samping isian ini", "beside this field"))
                    .help(help);
            }
        }
    }
}

/// What is wrong with a field beside the other, and what to write instead.
fn why_not(
    types: &BTreeMap<String, Type>,
    field: &tree::Field,
    beside: &tree::Field,
    is_taken: bool,
) -> Option<(Wording, Wording)> {
    let (own, other) = (&field.name.text, &beside.name.text);
    if own == other || beside.verifies.is_some() {
        return Some((
            wording!("`{other}` diisi verifikator juga", "`{other}` is filled in by a verifier as well"),
            wording!("sebut isian yang diisi instansi", "name a field that the agency fills in"),
        ));
    }
    if !field.optional || field.changeable {
        return Some((
            wording!(
                "`{own}` diisi verifikator, jadi boleh kosong dan tidak dapat diubah instansi",
                "`{own}` is filled in by a verifier, so it may be missing and the agency cannot change it"
            ),
            wording!("tulis `opsional` tanpa `dapat diubah`", "write `optional` without `changeable`"),
        ));
    }
    if let Some(wrong) = unlike((own, types.get(own)?), (other, types.get(other)?)) {
        return Some(wrong);
    }
    is_taken.then(|| {
        (
            wording!("dua isian memverifikasi `{other}`", "two fields verify `{other}`"),
            wording!("hapus salah satunya", "delete one of them"),
        )
    })
}

/// Both are single values of one type.
fn unlike((own, own_type): (&str, &Type), (other, other_type): (&str, &Type)) -> Option<(Wording, Wording)> {
    if own_type != &Type::Broken && other_type != &Type::Broken && own_type != other_type {
        return Some((
            wording!("`{own}` berjenis lain daripada `{other}`", "`{own}` has another type than `{other}`"),
            wording!("tulis jenis yang sama pada keduanya", "write the same type for both"),
        ));
    }
    matches!(own_type, Type::Record(_) | Type::List { .. }).then(|| {
        (
            wording!("`{other}` bukan satu nilai", "`{other}` is no single value"),
            wording!(
                "tulis `memverifikasi` pada isian di dalamnya, satu per satu",
                "write `verifies` at the fields inside it, one by one"
            ),
        )
    })
}
