//! Fields that a verifier fills in beside another one: each stands beside one of its own record and can hold what that holds.
//!
//! Knows nothing of: who verifies, how a confirmation is taken over.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::syntax::tree::{self, Name};
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
        let mut taken: Vec<&Name> = Vec::new();
        for field in fields {
            let Some(verified) = &field.verifies else { continue };
            let Some(beside) = fields.iter().find(|it| it.name.text == verified.text) else {
                self.unknown_field(record, verified);
                continue;
            };
            if let Some((what, help)) = self.why_not(record, field, beside, &taken) {
                self.error(Code::VerifiesWrongly, verified.span, what)
                    .label(wording!("di samping isian ini", "beside this field"))
                    .help(help);
            }
            taken.push(verified);
        }
    }

    /// What is wrong with a field beside the other, and what to write instead.
    fn why_not(
        &self,
        record: usize,
        field: &tree::Field,
        beside: &tree::Field,
        taken: &[&Name],
    ) -> Option<(Wording, Wording)> {
        let (own, other) = (&field.name.text, &beside.name.text);
        let ty = |name: &str| self.records.get(record)?.fields.iter().find(|it| it.name == name).map(|it| &it.ty);
        let (own_type, other_type) = (ty(own)?, ty(other)?);
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
        if let Some(wrong) = unlike((own, own_type), (other, other_type)) {
            return Some(wrong);
        }
        taken.iter().any(|it| it.text == *other).then(|| {
            (
                wording!("dua isian memverifikasi `{other}`", "two fields verify `{other}`"),
                wording!("hapus salah satunya", "delete one of them"),
            )
        })
    }
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
