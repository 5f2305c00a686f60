//! Which edition was chosen, and why, in words.
//!
//! Knows nothing of: how the date is read.

use super::format;
use super::words::spliced;
use crate::engine::types::Rulebook;
use crate::engine::wording::Wording;

/// The date that an edition was chosen by, and the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionChoice {
    /// Days since 1970-01-01.
    pub as_of: i64,
    /// Someone asked for this date; it is not the one in the case.
    pub asked_for: bool,
    pub reason: Wording,
}

impl EditionChoice {
    /// The choice of an edition that is in force on `as_of`.
    #[must_use]
    pub fn new(rulebook: &Rulebook, as_of: i64, asked_for: bool) -> Self {
        let interval = interval(rulebook);
        let (edition, day) = (&rulebook.edition, format::civil(as_of));
        let head = [
            ("Edisi ", "Edition "),
            (edition.as_str(), edition.as_str()),
            (" berlaku ", " is in force "),
            (interval.id.as_str(), interval.en.as_str()),
        ];
        let [a, b, c, d] = head;
        let label = selecting_label(rulebook);
        let reason = if asked_for {
            spliced([
                a,
                b,
                c,
                d,
                ("; tanggal ", "; the date "),
                (&day.id, &day.en),
                (
                    " dipilih untuk pemeriksaan ini dan jatuh di dalamnya, sedangkan fakta kasus tetap",
                    " was chosen for this ruling and falls within it, while the facts of the case stay",
                ),
            ])
        } else {
            let falls = (" jatuh di dalamnya", " falls within it");
            spliced([a, b, c, d, ("; ", "; "), (&label.id, &label.en), (" ", " "), (&day.id, &day.en), falls])
        };
        Self { as_of, asked_for, reason }
    }
}

/// "04-09-2018 s.d. 03-09-2024", or "sejak 31-12-2025".
#[must_use]
pub fn interval(rulebook: &Rulebook) -> Wording {
    let from = format::civil(rulebook.in_force.from);
    match rulebook.in_force.until {
        Some(until) => {
            let until = format::civil(until);
            spliced([("", "from "), (&from.id, &from.en), (" s.d. ", " to "), (&until.id, &until.en)])
        }
        None => spliced([("sejak ", "since "), (&from.id, &from.en)]),
    }
}

/// The label of the date that selects the edition.
#[must_use]
pub fn selecting_label(rulebook: &Rulebook) -> Wording {
    let mut record = Some(0);
    let mut label = Wording::default();
    for &index in &rulebook.in_force.by.fields {
        let field = record.and_then(|it: usize| rulebook.records.get(it)).and_then(|it| it.fields.get(index));
        let Some(field) = field else { break };
        label = field.label.clone();
        record = match field.ty {
            crate::engine::types::Type::Record(inner) => Some(inner),
            _ => None,
        };
    }
    label
}
