//! Section `periods`: how long each step may take, and how long a ruling holds.
//!
//! No law that was read sets any of these, so all of them are unset until whoever runs the service sets them: then there is
//! no deadline and no end. (What the rules themselves say of the validity of a ruling counts whatever stands here.)
//! Knows nothing of: how working days are counted.

use serde::{Deserialize, Serialize};

use super::Flaw;

/// Periods in working days and in months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Periods {
    /// The calendar of the rules by which working days are counted.
    pub calendar: String,
    /// Working days for the verification of a submitted or objected case.
    pub verify: Option<u32>,
    /// Working days for the ruling on a verified or remanded case.
    pub rule: Option<u32>,
    /// Working days for the review of a ruling.
    pub review: Option<u32>,
    /// Working days after the confirmation in which an agency may object.
    pub object: Option<u32>,
    /// Months from the day of the ruling in which it holds.
    pub ruling_validity: Option<u32>,
    /// Months from the day on which a fact was verified in which it supports a ruling.
    pub evidence_validity: Option<u32>,
    /// How often the service looks for rulings that are over, in seconds.
    pub expiry_check_seconds: u32,
    /// Whether they only show what periods do: those of a demonstration, set by nobody.
    #[serde(skip)]
    pub are_examples: bool,
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
            expiry_check_seconds: 300,
            are_examples: false,
        }
    }
}

impl Periods {
    /// The same with periods for each step, so that a demonstration has days to sort by. They come from no law.
    #[must_use]
    pub fn with_examples(self) -> Self {
        let (verify, rule, review, object) = (Some(5), Some(3), Some(7), Some(10));
        Self { verify, rule, review, object, are_examples: true, ..self }
    }

    /// Values out of their ranges: working days up to two years of them, months up to a century.
    pub(crate) fn flaws(&self) -> Vec<Flaw> {
        let (days, months) = ((1, 500), (1, 1_200));
        let ranges = [
            ("periods.verify", self.verify, days),
            ("periods.rule", self.rule, days),
            ("periods.review", self.review, days),
            ("periods.object", self.object, days),
            ("periods.ruling_validity", self.ruling_validity, months),
            ("periods.evidence_validity", self.evidence_validity, months),
            ("periods.expiry_check_seconds", Some(self.expiry_check_seconds), (1, 86_400)),
        ];
        ranges.into_iter().filter_map(|(name, value, range)| Flaw::outside(name, value?, range)).collect()
    }
}
