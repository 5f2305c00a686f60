//! Intervals and scales: no sum that the rules can reach overflows, and every comparison has one scale.
//!
//! Knows nothing of: names.

use super::typer::Typer;
use super::words::range;
use crate::engine::diag::Code;
use crate::engine::source::Span;
use crate::engine::types::{Constant, Expr, ExprKind, Type};
use crate::engine::value::number::{self, GREATEST_SCALE};
use crate::engine::value::terms::{ArithmeticOp, Rounding};
use crate::engine::wording::Wording;
use crate::wording;

/// An interval while it is worked out: wide enough that two `i64` cannot overflow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub scale: u8,
    pub least: i128,
    pub greatest: i128,
}

impl Interval {
    pub(super) fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Number { scale, least, greatest } => {
                Some(Self { scale: *scale, least: i128::from(*least), greatest: i128::from(*greatest) })
            }
            _ => None,
        }
    }

    fn around(scale: u8, corners: &[i128]) -> Self {
        let least = corners.iter().copied().min().unwrap_or(0);
        Self { scale, least, greatest: corners.iter().copied().max().unwrap_or(0) }
    }

    /// Both operands have one scale, except for a product.
    fn combined(op: ArithmeticOp, left: Self, right: Self) -> Self {
        match op {
            ArithmeticOp::Add => {
                Self { least: left.least + right.least, greatest: left.greatest + right.greatest, ..left }
            }
            ArithmeticOp::Subtract => {
                Self { least: left.least - right.greatest, greatest: left.greatest - right.least, ..left }
            }
            ArithmeticOp::Multiply => Self::around(
                left.scale.saturating_add(right.scale),
                &[
                    left.least * right.least,
                    left.least * right.greatest,
                    left.greatest * right.least,
                    left.greatest * right.greatest,
                ],
            ),
        }
    }

    pub(super) fn hull(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), greatest: self.greatest.max(other.greatest), ..self }
    }

    /// The same numbers in smaller units; at its own scale if that is the greater one.
    pub(super) fn at_greater_scale(self, scale: u8) -> Self {
        let by = scale.saturating_sub(self.scale).min(GREATEST_SCALE);
        let factor = i128::from(number::power_of_ten(by));
        Self { scale: self.scale.max(scale), least: self.least * factor, greatest: self.greatest * factor }
    }

    /// The sum of as many as `least` to `greatest` of these.
    pub(super) fn times(self, least: u32, greatest: u32) -> Self {
        let (few, many) = (i128::from(least), i128::from(greatest));
        let corners = [self.least * few, self.least * many, self.greatest * few, self.greatest * many];
        Self::around(self.scale, &corners)
    }
}

impl Typer<'_, '_> {
    /// The type of a result, if it can be held exactly.
    pub(super) fn number_type(&mut self, interval: Interval, span: Span) -> Type {
        if interval.scale > GREATEST_SCALE {
            let scale = interval.scale;
            self.error(
                Code::TooManyDigits,
                span,
                wording!(
                    "hasil ini mempunyai {scale} angka di belakang koma, paling banyak {GREATEST_SCALE}",
                    "the result has {scale} decimal places, at most {GREATEST_SCALE} are possible"
                ),
            )
            .label(wording!("terlalu teliti", "too many decimal places"))
            .help(wording!(
                "pakai isian yang lebih sedikit angka di belakang komanya, atau bagi dengan 1 dan `dibulatkan`",
                "use inputs with fewer decimal places, or divide by 1 and say how it is `rounded`"
            ));
            return Type::Broken;
        }
        match (i64::try_from(interval.least), i64::try_from(interval.greatest)) {
            (Ok(least), Ok(greatest)) => Type::Number { scale: interval.scale, least, greatest },
            _ => self.overflow(span),
        }
    }

    pub(super) fn overflow(&mut self, span: Span) -> Type {
        self.error(
            Code::Overflow,
            span,
            wording!(
                "hasil hitungan ini dapat lebih besar daripada yang dapat dihitung dengan tepat",
                "the result can become larger than what can be counted exactly"
            ),
        )
        .label(wording!("dapat melampaui 18 digit", "may have more than 18 digits"))
        .help(wording!(
            "perkecil batas isiannya, atau kurangi angka di belakang komanya",
            "narrow the bounds of the inputs, or use fewer decimal places"
        ));
        Type::Broken
    }

    /// The number at a scale that is not less than its own.
    pub(super) fn rescaled(&mut self, expr: Expr, scale: u8) -> Expr {
        let Some(interval) = Interval::of(&expr.ty) else { return expr };
        let by = scale.saturating_sub(interval.scale);
        if by == 0 {
            return expr;
        }
        let span = expr.span;
        let ty = self.number_type(interval.at_greater_scale(scale), span);
        match (&expr.kind, &ty) {
            (ExprKind::Constant(Constant::Integer(_)), Type::Number { least, .. }) => {
                Expr { kind: ExprKind::Constant(Constant::Integer(*least)), ty, ..expr }
            }
            _ => self.make(span, ty, ExprKind::Rescale { value: Box::new(expr), by }),
        }
    }

    /// `+`, `-`, `*` of two numbers.
    pub(super) fn combined(&mut self, op: ArithmeticOp, mut left: Expr, mut right: Expr, span: Span) -> Expr {
        if op != ArithmeticOp::Multiply {
            (left, right) = self.at_one_scale(left, right);
        }
        let ty = match (Interval::of(&left.ty), Interval::of(&right.ty)) {
            (Some(a), Some(b)) => self.number_type(Interval::combined(op, a, b), span),
            _ => Type::Broken,
        };
        self.make(span, ty, ExprKind::Arithmetic { op, left: Box::new(left), right: Box::new(right) })
    }

    pub(super) fn at_one_scale(&mut self, left: Expr, right: Expr) -> (Expr, Expr) {
        let (Some(a), Some(b)) = (Interval::of(&left.ty), Interval::of(&right.ty)) else {
            return (left, right);
        };
        let scale = a.scale.max(b.scale);
        (self.rescaled(left, scale), self.rescaled(right, scale))
    }

    /// The quotient is monotone in both operands on either side of a zero divisor, and so is every rounding: the corners do.
    pub(super) fn quotient_type(
        &mut self,
        left: &Type,
        right: &Type,
        digits: u8,
        rounding: Rounding,
        span: Span,
    ) -> Type {
        let (Type::Number { scale: top, least: a, greatest: b }, Type::Number { scale: bottom, least: c, greatest: d }) =
            (left, right)
        else {
            return Type::Broken;
        };
        let mut corners = Vec::new();
        for numerator in [*a, *b] {
            for divisor in [*c, *d, 1, -1].into_iter().filter(|it| *it != 0 && (*c..=*d).contains(it)) {
                match number::divide((numerator, *top), (divisor, *bottom), digits, rounding) {
                    Some(corner) => corners.push(i128::from(corner)),
                    None => return self.overflow(span),
                }
            }
        }
        self.number_type(Interval::around(digits, &corners), span)
    }

    /// A number in declared bounds: its scale, and that it cannot leave them.
    pub(super) fn in_bounds(&mut self, expr: Expr, declared: &Type) -> Expr {
        let (Some(found), Some(wanted)) = (Interval::of(&expr.ty), Interval::of(declared)) else {
            return expr;
        };
        let span = expr.span;
        if found.scale > wanted.scale {
            self.too_many_digits(span, found.scale, wanted.scale);
            return self.broken(span);
        }
        let expr = self.rescaled(expr, wanted.scale);
        if let (Type::Number { scale, least, greatest }, Some(found)) = (declared, Interval::of(&expr.ty))
            && (found.least < wanted.least || wanted.greatest < found.greatest)
        {
            let bounds = range(*scale, *least, *greatest);
            self.out_of_bounds(span, found, &bounds);
        }
        expr
    }

    fn out_of_bounds(&mut self, span: Span, found: Interval, bounds: &str) {
        let (Ok(least), Ok(greatest)) = (i64::try_from(found.least), i64::try_from(found.greatest)) else {
            return;
        };
        let reached = range(found.scale, least, greatest);
        let message = if least == greatest {
            wording!("nilai {reached} di luar batas {bounds}", "the value {reached} is outside the bounds {bounds}")
        } else {
            wording!(
                "hasil ini berada di antara {reached}, jadi dapat keluar dari batas {bounds}",
                "the result lies in {reached}, so it can leave the bounds {bounds}"
            )
        };
        self.error(Code::OutOfBounds, span, message).label(wording!("{reached}", "{reached}")).help(wording!(
            "perbaiki nilainya, atau lebarkan batasnya sampai memuat {reached}",
            "mend the value, or widen the bounds to hold {reached}"
        ));
    }

    pub(super) fn too_many_digits(&mut self, span: Span, found: u8, wanted: u8) {
        let (written, room) = (places(found), places(wanted));
        self.error(
            Code::TooManyDigits,
            span,
            Wording::new(
                format!("di sini ada {}, padahal tempatnya hanya untuk {}", written.id, room.id),
                format!("there is room for {} here, not for {}", room.en, written.en),
            ),
        )
        .label(written.clone())
        .help(Wording::new(
            format!("tulis dengan lebih sedikit angka, atau tulis batas jenisnya dengan {}", written.id),
            format!("write it with fewer digits, or write the bounds of the type with {}", written.en),
        ));
    }
}

/// A number of digits after the point.
fn places(count: u8) -> Wording {
    let en = match count {
        0 => "whole numbers".to_owned(),
        1 => "1 decimal place".to_owned(),
        _ => format!("{count} decimal places"),
    };
    Wording::new(if count == 0 { "bilangan bulat".to_owned() } else { format!("{count} angka di belakang koma") }, en)
}
