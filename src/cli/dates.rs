//! Dates in arguments.

use crate::engine::value::date;

/// `YYYY-MM-DD` as days since 1970-01-01.
pub(crate) fn parse(text: &str) -> Result<i64, String> {
    date::parse(text).ok_or_else(|| "a day of the calendar is needed, written YYYY-MM-DD".to_owned())
}
