//! Fixed-scale exact numbers: an `i64` of units of ten to the minus scale. No rounding unless it is asked for.
//!
//! Knows nothing of: binary floating point.

use super::terms::Rounding;

/// The greatest scale (digits after the point) that a number may have.
pub const GREATEST_SCALE: u8 = 9;

/// Ten to the power of `scale`; `scale` is at most 18.
#[must_use]
pub fn power_of_ten(scale: u8) -> i64 {
    10_i64.checked_pow(u32::from(scale)).unwrap_or(i64::MAX)
}

/// Why a text is not a number of the wanted scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Not digits with at most one point and an optional leading minus.
    NotANumber,
    /// More digits after the point than the scale allows (trailing zeros count too: nothing is rounded or dropped).
    TooManyDigits,
    /// Too great to be held.
    TooGreat,
}

/// Reads `340.5` or `-12` at the given scale.
///
/// # Errors
/// A [`NumberFault`] if it is not a number, has more digits than the scale, or is too great.
pub fn parse(text: &str, scale: u8) -> Result<i64, NumberFault> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !fraction.is_none_or(all_digits) || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(NumberFault::NotANumber);
    }
    let fraction = fraction.unwrap_or("");
    if fraction.len() > usize::from(scale) {
        return Err(NumberFault::TooManyDigits);
    }
    let mut units: i64 = 0;
    let padding = usize::from(scale).saturating_sub(fraction.len());
    for byte in whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', padding)) {
        let digit = i64::from(byte.wrapping_sub(b'0'));
        units = units.checked_mul(10).and_then(|it| it.checked_add(digit)).ok_or(NumberFault::TooGreat)?;
    }
    Ok(if negative { units.wrapping_neg() } else { units })
}

/// `340.5` for 3405 at scale 1: always as many digits after the point as the scale.
#[must_use]
pub fn print(units: i64, scale: u8) -> String {
    let mut text = String::with_capacity(12);
    write(&mut text, units, scale);
    text
}

/// The same at the end of a text.
pub fn write(text: &mut String, units: i64, scale: u8) {
    if units < 0 {
        text.push('-');
    }
    let mut place = power_of_ten(scale).unsigned_abs();
    let magnitude = units.unsigned_abs();
    write_digits(text, magnitude / place);
    if scale > 0 {
        text.push('.');
    }
    let fraction = magnitude % place;
    while place > 1 {
        place /= 10;
        push_digit(text, fraction / place);
    }
}

/// A natural number at the end of a text.
pub fn write_digits(text: &mut String, number: u64) {
    if number >= 10 {
        write_digits(text, number / 10);
    }
    push_digit(text, number);
}

/// The last digit of a number at the end of a text.
pub fn push_digit(text: &mut String, number: u64) {
    text.push(char::from(b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or(0))));
}

/// `left / right` at `digits` digits after the point, where the operands have the scales given.
/// `None` for a zero divisor or a result that does not fit.
#[must_use]
pub fn divide(left: (i64, u8), right: (i64, u8), digits: u8, rounding: Rounding) -> Option<i64> {
    let shift = i32::from(digits).checked_add(i32::from(right.1))?.checked_sub(i32::from(left.1))?;
    let power = 10_i128.checked_pow(shift.unsigned_abs())?;
    let (numerator, denominator) = if shift < 0 {
        (i128::from(left.0), i128::from(right.0).checked_mul(power)?)
    } else {
        (i128::from(left.0).checked_mul(power)?, i128::from(right.0))
    };
    let quotient = numerator.checked_div(denominator)?;
    let remainder = numerator.checked_rem(denominator)?;
    let away = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
    let twice = remainder.unsigned_abs().checked_mul(2)?;
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => remainder != 0,
        Rounding::HalfUp => twice >= denominator.unsigned_abs(),
        Rounding::HalfEven => {
            twice > denominator.unsigned_abs() || (twice == denominator.unsigned_abs() && quotient % 2 != 0)
        }
    };
    let rounded = if up { quotient.checked_add(away)? } else { quotient };
    i64::try_from(rounded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_or_refused() {
        assert_eq!(parse("340.5", 1), Ok(3405));
        assert_eq!(parse("340", 1), Ok(3400));
        assert_eq!(parse("-0.5", 1), Ok(-5));
        assert_eq!(parse("340.55", 1), Err(NumberFault::TooManyDigits));
        assert_eq!(parse("340.50", 1), Err(NumberFault::TooManyDigits));
        assert_eq!(parse("99999999999999999999", 0), Err(NumberFault::TooGreat));
        for text in ["", "-", ".5", "5.", "1e3", "+4", "1,5", "0x1", "007", " 1", "١"] {
            assert_eq!(parse(text, 2), Err(NumberFault::NotANumber), "{text}");
        }
    }

    #[test]
    fn printing_and_reading_agree() {
        for units in [-10_000, -105, -5, 0, 5, 99, 100, 3405, i64::MAX, -i64::MAX] {
            for scale in 0..=GREATEST_SCALE {
                assert_eq!(parse(&print(units, scale), scale), Ok(units));
            }
        }
    }

    #[test]
    fn a_half_is_rounded_as_asked() {
        let half = |units, rounding| divide((units, 0), (2, 0), 0, rounding);
        assert_eq!([1, 3, -1, -3].map(|it| half(it, Rounding::HalfUp)), [Some(1), Some(2), Some(-1), Some(-2)]);
        assert_eq!([1, 3, -1, -3].map(|it| half(it, Rounding::HalfEven)), [Some(0), Some(2), Some(0), Some(-2)]);
        assert_eq!([1, 3, -1, -3].map(|it| half(it, Rounding::Down)), [Some(0), Some(1), Some(0), Some(-1)]);
        assert_eq!([1, 3, -1, -3].map(|it| half(it, Rounding::Up)), [Some(1), Some(2), Some(-1), Some(-2)]);
        assert_eq!(divide((1, 0), (3, 0), 4, Rounding::HalfUp), Some(3333));
        assert_eq!(divide((12_345, 2), (1, 0), 1, Rounding::HalfUp), Some(1235));
        assert_eq!(divide((1, 0), (0, 0), 4, Rounding::HalfUp), None);
    }
}
