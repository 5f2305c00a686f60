//! Exact values: truth with its third value, fixed-scale numbers, civil dates, periods, working days, text without tricks.
//!
//! Every number, date, period and enum value is an `i64`: a number times ten to its scale, days since 1970-01-01,
//! a count of days, months or working days, the ordinal of an enum value. Knows nothing of: rules, cases, text of the law.

pub mod calendar;
pub mod date;
pub mod number;
pub mod terms;
pub mod text;
pub mod truth;

pub use calendar::Calendar;
pub use truth::Truth;
