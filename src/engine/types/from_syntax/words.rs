//! Types and values in words, for messages.
//!
//! Knows nothing of: what is wrong.

use super::typer::Typer;
use crate::engine::types::{Type, Unit};
use crate::engine::value::number;
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    /// A type as it would be written, with its kind.
    pub(super) fn describe(&self, ty: &Type) -> Wording {
        match ty {
            Type::Truth => wording!("ya atau tidak", "yes or no"),
            Type::Number { scale, least, greatest } => {
                let range = range(*scale, *least, *greatest);
                wording!("angka ({range})", "a number ({range})")
            }
            Type::Date => wording!("tanggal", "a date"),
            Type::Period(Unit::Days) => wording!("jangka waktu dalam hari", "a period in days"),
            Type::Period(Unit::Months) => wording!("jangka waktu dalam bulan", "a period in months"),
            Type::Period(Unit::WorkingDays(id)) => {
                let name = self.calendars.get(*id).map_or("", |it| it.name.text.as_str());
                wording!("jangka waktu dalam hari kerja menurut `{name}`", "a period in working days by `{name}`")
            }
            Type::Enum(id) => {
                let name = self.enums.get(*id).map_or("", |it| it.name.as_str());
                wording!("pilihan `{name}`", "the enum `{name}`")
            }
            Type::Text => wording!("teks", "a text"),
            Type::Record(0) => wording!("kasus", "the case"),
            Type::Record(id) => {
                let name = self.records.get(*id).map_or("", |it| it.name.as_str());
                wording!("data `{name}`", "the record `{name}`")
            }
            Type::List { element, .. } => {
                let element = self.describe(element);
                Wording::new(format!("daftar ({})", element.id), format!("a list ({})", element.en))
            }
            Type::Broken => wording!("tidak diketahui", "not known"),
        }
    }
}

/// `0.0..40.0`, or the one number that it is.
pub(super) fn range(scale: u8, least: i64, greatest: i64) -> String {
    if least == greatest {
        return number::print(least, scale);
    }
    format!("{}..{}", number::print(least, scale), number::print(greatest, scale))
}
