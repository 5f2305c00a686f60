//! Values that are written: in parameters, cells and sets.
//!
//! Knows nothing of: anything that must be worked out.

use super::typer::Typer;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::syntax::tree::{Expr, ExprKind, NumberLiteral, PeriodUnit};
use crate::engine::types::{Constant, Type, Unit};
use crate::engine::value::number;
use crate::engine::wording::Wording;
use crate::wording;

impl Typer<'_, '_> {
    /// The written value, at the scale of the type. `None` if it is none of that type; the report says why.
    pub(super) fn constant_of(&mut self, written: &Expr, ty: &Type) -> Option<Constant> {
        match (&written.kind, ty) {
            (ExprKind::Broken, _) | (_, Type::Broken) => None,
            (ExprKind::Number(literal), Type::Number { scale, .. }) => self.number_constant(literal, *scale),
            (ExprKind::Date(literal), Type::Date) => Some(Constant::Integer(literal.days)),
            (ExprKind::Truth(value), Type::Truth) => Some(Constant::Truth(*value)),
            (ExprKind::Text(literal), Type::Text) => Some(Constant::Text(literal.text.clone())),
            (ExprKind::Period { count, unit }, Type::Period(wanted)) => {
                let (count, found) = self.period(count, unit, written.span)?;
                if found == *wanted {
                    return Some(Constant::Integer(count));
                }
                self.not_constant(written.span, ty)
            }
            (ExprKind::Path(path), Type::Enum(id)) if path.fields.is_empty() => {
                let value = self.enum_value(*id, &path.head.text);
                if value.is_none() {
                    self.unknown_name(&path.head, Some(ty));
                }
                value.map(Constant::Integer)
            }
            _ => self.not_constant(written.span, ty),
        }
    }

    fn not_constant(&mut self, span: Span, ty: &Type) -> Option<Constant> {
        let wanted = self.describe(ty);
        let message = Wording::new(
            format!("di sini harus tertulis nilai berjenis {}", wanted.id),
            format!("a written value is needed here: {}", wanted.en),
        );
        self.error(Code::WrongType, span, message).label(wording!("bukan nilai seperti itu", "not such a value")).help(
            wording!(
                "tulis angka, tanggal, jangka waktu, atau nilai pilihan yang sesuai",
                "write the number, date, period or enum value itself"
            ),
        );
        None
    }

    fn number_constant(&mut self, literal: &NumberLiteral, scale: u8) -> Option<Constant> {
        let Some(by) = scale.checked_sub(literal.scale) else {
            self.too_many_digits(literal.span, literal.scale, scale);
            return None;
        };
        let units = literal.digits.checked_mul(number::power_of_ten(by));
        if units.is_none() {
            self.overflow(literal.span);
        }
        units.map(Constant::Integer)
    }

    /// A period as written: whole, and years as months.
    pub(super) fn period(&mut self, count: &NumberLiteral, unit: &PeriodUnit, span: Span) -> Option<(i64, Unit)> {
        let found = self.unit(unit)?;
        if count.scale > 0 {
            self.too_many_digits(count.span, count.scale, 0);
            return None;
        }
        let times = if matches!(unit, PeriodUnit::Years) { 12 } else { 1 };
        let units = count.digits.checked_mul(times);
        if units.is_none() {
            self.overflow(span);
        }
        units.map(|it| (it, found))
    }
}
