//! The values that a column or a fact can have, as stretches of integers, and how to show them.
//!
//! Knows nothing of: tables, rules.

use crate::engine::types::{Constant, Rulebook, Type};
use crate::engine::value::{date, number};
use crate::engine::wording::Wording;

/// A stretch of integers, both ends included; `least` is at most `greatest`.
pub(super) type Stretch = (i64, i64);

/// All values of a type that is held as an integer; `None` for texts, records and lists.
pub(super) fn whole(rulebook: &Rulebook, ty: &Type) -> Option<Stretch> {
    match ty {
        Type::Truth => Some((0, 1)),
        Type::Number { least, greatest, .. } => Some((*least, *greatest)),
        Type::Date => Some((date::FIRST, date::LAST)),
        Type::Period(_) => Some((i64::MIN, i64::MAX)),
        Type::Enum(id) => {
            let count = rulebook.enums.get(*id)?.values.len();
            Some((0, i64::try_from(count).ok()?.checked_sub(1)?))
        }
        Type::Text | Type::Record(_) | Type::List { .. } | Type::Broken => None,
    }
}

/// The integer of a constant; `None` for a text.
pub(super) fn integer(constant: &Constant) -> Option<i64> {
    match constant {
        Constant::Truth(truth) => Some(i64::from(*truth)),
        Constant::Integer(value) => Some(*value),
        Constant::Text(_) => None,
    }
}

/// One value as a reader writes it.
pub(super) fn show(rulebook: &Rulebook, ty: &Type, value: i64) -> Wording {
    match ty {
        Type::Truth if value == 0 => Wording::new("tidak", "no"),
        Type::Truth => Wording::new("ya", "yes"),
        Type::Number { scale, .. } => Wording::same(number::print(value, *scale)),
        Type::Date => Wording::same(date::iso(value)),
        Type::Enum(id) => {
            let named = usize::try_from(value).ok().and_then(|index| rulebook.enums.get(*id)?.values.get(index));
            Wording::same(named.map_or_else(|| value.to_string(), |it| it.name.clone()))
        }
        _ => Wording::same(value.to_string()),
    }
}

/// A stretch as a reader writes it: one value, or both ends.
pub(super) fn show_stretch(rulebook: &Rulebook, ty: &Type, (least, greatest): Stretch) -> Wording {
    let from = show(rulebook, ty, least);
    if least == greatest {
        return from;
    }
    let to = show(rulebook, ty, greatest);
    Wording::new(format!("{} sampai {}", from.id, to.id), format!("{} to {}", from.en, to.en))
}

/// The stretches without those where nothing remains; `None` of the sides is unbounded.
pub(super) fn between(least: Option<i64>, greatest: Option<i64>, whole: Stretch) -> Option<Stretch> {
    let cut = (least.unwrap_or(whole.0).max(whole.0), greatest.unwrap_or(whole.1).min(whole.1));
    (cut.0 <= cut.1).then_some(cut)
}

/// What two sets of stretches have in common.
pub(super) fn common(left: &[Stretch], right: &[Stretch]) -> Vec<Stretch> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one.0.max(other.0), one.1.min(other.1))));
    pairs.filter(|(least, greatest)| least <= greatest).collect()
}
