//! The section `periods`: how long each step may take, and how long a ruling holds.
//!
//! No law that we have read sets any of these, so all of them are unset until whoever runs the service sets them: then there
//! is no deadline and no end. (What a rulebook says of the validity of a ruling counts whatever stands here.)
//! Knows nothing of: how working days are counted.

use std::num::NonZeroU16;

use serde::Deserialize;

/// Periods in working days and in months.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Periods {
    /// The calendar of the rules by which working days are counted.
    pub calendar: String,
    /// Working days for the verification of a submitted or objected case.
    pub verify: Option<NonZeroU16>,
    /// Working days for the ruling on a verified or remanded case.
    pub rule: Option<NonZeroU16>,
    /// Working days for the review of a ruling.
    pub review: Option<NonZeroU16>,
    /// Working days after the confirmation in which an agency may object.
    pub object: Option<NonZeroU16>,
    /// Months from the day of the ruling.
    pub ruling_validity: Option<NonZeroU16>,
    /// Months from the day on which a fact was verified.
    pub evidence_validity: Option<NonZeroU16>,
    /// How often the service looks for rulings that are over, in seconds.
    pub expiry_check_seconds: NonZeroU16,
}

impl Default for Periods {
    fn default() -> Self {
        Self {
            calendar: "indonesia".to_owned(),
            verify: None,
            rule: None,
            review: None,
            object: None,
            ruling_validity: None,
            evidence_validity: None,
            expiry_check_seconds: NonZeroU16::MIN.saturating_add(299),
        }
    }
}
