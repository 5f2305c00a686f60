//! The literals of scenarios: as JSON, as values of a type, and how values are shown.
//!
//! Knows nothing of: cases, rulings.

use super::patch::Put;
use crate::engine::syntax::tree::{Expr, ExprKind, PeriodUnit};
use crate::engine::types::{Constant, Rulebook, Type, Unit};
use crate::engine::value::{date, number};
use crate::engine::wording::Wording;

/// A literal, or the name of an enum value, as it stands in a case.
pub(super) fn to_json(expr: &Expr) -> Option<Put> {
    Some(match &expr.kind {
        ExprKind::Number(it) if it.scale == 0 => Put::Integer(it.digits),
        ExprKind::Number(it) => Put::Text(number::print(it.digits, it.scale)),
        ExprKind::Text(it) => Put::Text(it.text.clone()),
        ExprKind::Date(it) => Put::Text(date::iso(it.days)),
        ExprKind::Truth(it) => Put::Truth(*it),
        ExprKind::Period { count, unit } => Put::Integer(period(count.digits, unit)?),
        ExprKind::Path(path) if path.fields.is_empty() => Put::Text(path.head.text.clone()),
        _ => return None,
    })
}

fn period(count: i64, unit: &PeriodUnit) -> Option<i64> {
    match unit {
        PeriodUnit::Years => count.checked_mul(12),
        PeriodUnit::Days | PeriodUnit::Months | PeriodUnit::WorkingDays(_) => Some(count),
    }
}

/// The literal as a value of the type, as in a finding. `None` if it is none.
pub(super) fn to_value(rulebook: &Rulebook, ty: &Type, expr: &Expr) -> Option<i64> {
    match (ty, &expr.kind) {
        (Type::Truth, ExprKind::Truth(it)) => Some(i64::from(*it)),
        (Type::Number { scale, .. }, ExprKind::Number(it)) => {
            let missing = scale.checked_sub(it.scale)?;
            it.digits.checked_mul(10_i64.checked_pow(u32::from(missing))?)
        }
        (Type::Date, ExprKind::Date(it)) => Some(it.days),
        (Type::Period(_), ExprKind::Period { count, unit }) => period(count.digits, unit),
        (Type::Enum(id), ExprKind::Path(path)) => {
            let values = &rulebook.enums.get(*id)?.values;
            let index = values.iter().position(|it| path.fields.is_empty() && it.name == path.head.text)?;
            i64::try_from(index).ok()
        }
        _ => None,
    }
}

/// The literal as a constant of the type, within its bounds. `None` if it is none.
pub(super) fn to_constant(rulebook: &Rulebook, ty: &Type, expr: &Expr) -> Option<Constant> {
    if let (Type::Text, ExprKind::Text(text)) = (ty, &expr.kind) {
        return Some(Constant::Text(text.text.clone()));
    }
    let value = to_value(rulebook, ty, expr)?;
    match ty {
        Type::Truth => Some(Constant::Truth(value != 0)),
        Type::Number { least, greatest, .. } if !(*least..=*greatest).contains(&value) => None,
        Type::Period(_) if value < 0 => None,
        _ => Some(Constant::Integer(value)),
    }
}

/// A value of a finding, as it would be written.
pub(super) fn show(rulebook: &Rulebook, ty: &Type, value: Option<i64>) -> Wording {
    let Some(value) = value else {
        return Wording::new("tidak diketahui", "unknown");
    };
    match ty {
        Type::Truth => truth(value != 0),
        Type::Number { scale, .. } => Wording::same(number::print(value, *scale)),
        Type::Date => Wording::same(date::iso(value)),
        Type::Period(Unit::Days) => Wording::new(format!("{value} hari"), format!("{value} days")),
        Type::Period(Unit::Months) => Wording::new(format!("{value} bulan"), format!("{value} months")),
        Type::Period(Unit::WorkingDays(_)) => {
            Wording::new(format!("{value} hari kerja"), format!("{value} working days"))
        }
        Type::Enum(id) => {
            let values = rulebook.enums.get(*id).map_or(&[][..], |it| &it.values);
            let named = usize::try_from(value).ok().and_then(|it| values.get(it));
            Wording::same(named.map_or_else(|| value.to_string(), |it| it.name.clone()))
        }
        Type::Text | Type::Record(_) | Type::List { .. } | Type::Broken => {
            Wording::new("ada nilainya", "a known value")
        }
    }
}

pub(super) fn truth(yes: bool) -> Wording {
    if yes { Wording::new("ya", "yes") } else { Wording::new("tidak", "no") }
}

/// A literal as it was written, for the row of a line.
pub(super) fn spell(expr: &Expr) -> Wording {
    match &expr.kind {
        ExprKind::Truth(it) => truth(*it),
        ExprKind::Text(it) => Wording::same(format!("\"{}\"", it.text)),
        ExprKind::Period { count, unit } => {
            let (id, en) = match unit {
                PeriodUnit::Days => ("hari", "days"),
                PeriodUnit::Months => ("bulan", "months"),
                PeriodUnit::Years => ("tahun", "years"),
                PeriodUnit::WorkingDays(_) => ("hari kerja", "working days"),
            };
            Wording::new(format!("{} {id}", count.digits), format!("{} {en}", count.digits))
        }
        _ => match to_json(expr) {
            Some(Put::Integer(it)) => Wording::same(it.to_string()),
            Some(Put::Text(it)) => Wording::same(it),
            _ => Wording::same("?"),
        },
    }
}
