//! Calendars: their days are in order and not too many, and each holiday lies within them, once.
//!
//! Knows nothing of: who uses a calendar.

use super::Scope;
use crate::engine::diag::{Code, Report};
use crate::engine::syntax::tree::Calendar;
use crate::engine::value::date::iso;
use crate::wording;
use std::collections::BTreeMap;

/// Two centuries of days: more would only cost memory.
pub const MOST_DAYS: i64 = 73_050;

pub(super) fn check(scope: &Scope<'_>, report: &mut Report) {
    for calendar in scope.calendars.values().flatten() {
        coverage(calendar, report);
        holidays(calendar, report);
    }
}

fn coverage(calendar: &Calendar, report: &mut Report) {
    let (from, to) = (calendar.from.days, calendar.to.days);
    let days = to.saturating_sub(from);
    if (0..MOST_DAYS).contains(&days) {
        return;
    }
    let message = if days < 0 {
        wording!("masa cakupan kalender ini terbalik", "the days that the calendar covers are reversed")
    } else {
        wording!("kalender ini mencakup lebih dari 200 tahun", "the calendar covers more than 200 years")
    };
    let (first, last) = (iso(from.min(to)), iso(from.max(to)));
    report
        .add(Code::CalendarCoverage, calendar.from.span.to(calendar.to.span), message)
        .label(wording!("masa cakupannya", "what it covers"))
        .help(wording!(
            "tulis tanggal yang lebih awal lebih dahulu, dan hanya tahun yang liburnya diketahui: `mencakup {first} sampai {last}`",
            "write the earlier date first, and only years whose holidays are known: `covers {first} to {last}`"
        ));
}

fn holidays(calendar: &Calendar, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for holiday in &calendar.holidays {
        let (days, span) = (holiday.date.days, holiday.date.span);
        let date = iso(days);
        if !(calendar.from.days..=calendar.to.days).contains(&days) && calendar.from.days <= calendar.to.days {
            report
                .add(
                    Code::CalendarCoverage,
                    span,
                    wording!(
                        "hari libur {date} di luar masa cakupan kalender",
                        "the holiday {date} lies outside the days that the calendar covers"
                    ),
                )
                .label(wording!("di luar cakupan", "outside"))
                .also(calendar.from.span.to(calendar.to.span), wording!("yang dicakup", "what is covered"))
                .help(wording!(
                    "perbaiki tanggalnya, atau lebarkan cakupannya",
                    "mend the date, or widen the coverage"
                ));
        } else if let Some(first) = seen.insert(days, span) {
            report
                .add(
                    Code::CalendarCoverage,
                    span,
                    wording!("hari libur {date} ditulis dua kali", "the holiday {date} stands twice"),
                )
                .label(wording!("sudah ada", "already there"))
                .also(first, wording!("yang pertama", "the first"))
                .help(wording!("gabungkan namanya dalam satu baris", "join their names in one line"));
        }
    }
}
