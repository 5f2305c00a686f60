//! Comparing, adding and shifting known values; what does not fit is unknown.
//!
//! Knows nothing of: expressions, cases.

use super::Value;
use crate::engine::types::Unit;
use crate::engine::value::terms::{ArithmeticOp, CompareOp};
use crate::engine::value::{Calendar, Truth, date};
use std::cmp::Ordering;

/// Unknown if either side is.
pub(super) fn compare(op: CompareOp, left: Option<Value<'_>>, right: Option<Value<'_>>) -> Truth {
    let (Some(left), Some(right)) = (left, right) else {
        return Truth::Unknown;
    };
    let order = match (left, right) {
        (Value::Truth(left), Value::Truth(right)) => left.cmp(&right),
        (Value::Integer(left), Value::Integer(right)) => left.cmp(&right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        _ => return Truth::Unknown,
    };
    Truth::from_bool(match op {
        CompareOp::Equal => order == Ordering::Equal,
        CompareOp::NotEqual => order != Ordering::Equal,
        CompareOp::Less => order == Ordering::Less,
        CompareOp::LessOrEqual => order != Ordering::Greater,
        CompareOp::Greater => order == Ordering::Greater,
        CompareOp::GreaterOrEqual => order != Ordering::Less,
    })
}

pub(super) fn at_most(left: Option<i64>, right: Option<i64>) -> Truth {
    compare(CompareOp::LessOrEqual, left.map(Value::Integer), right.map(Value::Integer))
}

pub(super) fn calculate(op: ArithmeticOp, left: i64, right: i64) -> Option<i64> {
    match op {
        ArithmeticOp::Add => left.checked_add(right),
        ArithmeticOp::Subtract => left.checked_sub(right),
        ArithmeticOp::Multiply => left.checked_mul(right),
    }
}

/// `None` beyond the years that can be named, or outside the coverage of the calendar.
pub(super) fn shift(from: i64, count: i64, unit: Unit, calendar: Option<&Calendar>) -> Option<i64> {
    match unit {
        Unit::Days => date::add_days(from, count),
        Unit::Months => date::add_months(from, count),
        Unit::WorkingDays(_) => calendar?.add_working_days(from, count),
    }
}
