//! What would be accepted: the types of facts in words.
//!
//! Knows nothing of: how the text is read.

use crate::engine::types::{Rulebook, Type};
use crate::engine::value::number;
use crate::engine::wording::Wording;
use crate::wording;

/// What a value of this type looks like in JSON.
pub(super) fn of_type(rulebook: &Rulebook, ty: &Type) -> Wording {
    match ty {
        Type::Truth => wording!("`true` atau `false`", "`true` or `false`"),
        Type::Number { scale, least, greatest } => number_type(*scale, *least, *greatest),
        Type::Date => date(),
        Type::Period(_) => wording!("bilangan bulat dari 0", "a whole number from 0"),
        Type::Enum(index) => {
            let names = rulebook.enums.get(*index).map(|it| it.values.iter().map(|value| value.name.as_str()));
            names.map(listed).unwrap_or_default()
        }
        Type::Text => wording!("teks dalam tanda kutip", "a text in quotation marks"),
        Type::Record(_) => wording!("objek {{…}}", "an object {{…}}"),
        Type::List { least, greatest, .. } => {
            wording!(
                "daftar […] berisi {least} sampai {greatest} unsur",
                "a list […] of {least} to {greatest} elements"
            )
        }
        Type::Broken => Wording::default(),
    }
}

fn number_type(scale: u8, least: i64, greatest: i64) -> Wording {
    let (low, high) = (number::print(least, scale), number::print(greatest, scale));
    if scale == 0 {
        return wording!("bilangan bulat dari {low} sampai {high}", "a whole number from {low} to {high}");
    }
    wording!(
        "bilangan dari {low} sampai {high}, paling banyak {scale} angka di belakang koma, ditulis sebagai teks: \"{high}\"",
        "a number from {low} to {high} with at most {scale} digits after the point, written as a string: \"{high}\""
    )
}

/// How a date is written.
pub(super) fn date() -> Wording {
    wording!("tanggal seperti \"2024-09-04\"", "a date such as \"2024-09-04\"")
}

/// The names that would be accepted, the nearest one first if it is near.
pub(super) fn one_of<'n>(wrong: &str, known: impl Iterator<Item = &'n str> + Clone) -> Wording {
    let listed = listed(known.clone());
    match nearest(wrong, known) {
        Some(name) => {
            wording!("mungkin \"{name}\"; pilihan: {}", "perhaps \"{name}\"; one of: {}", listed.id)
        }
        None => listed,
    }
}

/// The nearest name, if one is near.
pub(super) fn did_you_mean<'n>(wrong: &str, known: impl Iterator<Item = &'n str>) -> Wording {
    nearest(wrong, known).map(|name| wording!("mungkin `{name}`", "perhaps `{name}`")).unwrap_or_default()
}

/// A text that may be too long to repeat.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> Wording {
    let mut text = String::new();
    for (index, name) in names.enumerate() {
        if index == 20 {
            text.push_str(", …");
            break;
        }
        if index > 0 {
            text.push_str(", ");
        }
        text.push('"');
        text.push_str(name);
        text.push('"');
    }
    Wording::same(text)
}

fn nearest<'n>(wrong: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let allowed = wrong.len() / 3 + 1;
    known
        .filter(|name| name.len().abs_diff(wrong.len()) <= allowed)
        .map(|name| (strsim::damerau_levenshtein(&wrong.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}
