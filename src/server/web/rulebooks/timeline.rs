//! A line of time for each edition, drawn to one scale, with today marked; the words stand beside it.
//!
//! Knows nothing of: what an edition says.

use maud::{Markup, html};

use crate::engine::value::date;
use crate::server::words::Words;

/// How wide the drawing is in its own measure.
const WIDTH: i64 = 1_000;

/// When something is in force, in days since 1970-01-01, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: i64,
    pub(super) until: Option<i64>,
}

/// From which day to which day the drawing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    first: i64,
    last: i64,
    today: i64,
}

impl Scale {
    /// One on which all of these and today have a place.
    pub(super) fn of(all: &[Stretch], today: i64) -> Self {
        let first = all.iter().map(|it| it.from).min().unwrap_or(today).min(today);
        let ends = all.iter().map(|it| it.until.unwrap_or(it.from).max(it.from));
        let last = ends.max().unwrap_or(today).max(today);
        // Some room behind, for what has no end.
        let room = last.saturating_sub(first).saturating_div(10).max(90);
        Self { first, last: last.saturating_add(room), today }
    }

    fn at(self, day: i64) -> i64 {
        let all = self.last.saturating_sub(self.first).max(1);
        let here = day.clamp(self.first, self.last).saturating_sub(self.first);
        here.saturating_mul(WIDTH).checked_div(all).unwrap_or_default()
    }

    /// The years that begin within it, so many at most that their names have room.
    fn years(self) -> Vec<(i64, i64)> {
        let (first, last) = (date::civil(self.first).0, date::civil(self.last).0);
        let step = last.saturating_sub(first).saturating_add(5).saturating_div(6).max(1);
        let begins = |year: i64| date::parse(&format!("{year:04}-01-01"));
        let years = (first.saturating_add(1)..=last).filter(|it| last.saturating_sub(*it).checked_rem(step) == Some(0));
        years.filter_map(|it| Some((it, begins(it)?))).collect()
    }
}

/// One edition on the scale.
pub(super) fn bar(words: Words, scale: Scale, it: Stretch, name: &str) -> Markup {
    let (from, to) = (scale.at(it.from), it.until.map_or(WIDTH, |until| scale.at(until.saturating_add(1))));
    let is_now = it.from <= scale.today && it.until.is_none_or(|until| scale.today <= until);
    let title = format!("{name}: {}", said(words, it));
    html! {
        svg.timeline viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label=(title) {
            title { (title) }
            line.axis x1="0" y1="12" x2="1000" y2="12" {}
            rect class=(if is_now { "span now" } else { "span" }) x=(from) y="5" width=(to.saturating_sub(from).max(4)) height="14" {}
            line.today x1=(scale.at(scale.today)) y1="0" x2=(scale.at(scale.today)) y2="24" {}
        }
    }
}

/// The years below the bars.
pub(super) fn years(words: Words, scale: Scale) -> Markup {
    html! {
        svg.years viewBox="0 0 1000 92" role="img" aria-label=(words.say("Tahun pada garis waktu; garis tegak menandai hari ini", "Years on the time line; the upright line marks today")) {
            @for (year, day) in scale.years() {
                line.axis x1=(scale.at(day)) y1="36" x2=(scale.at(day)) y2="46" {}
                text x=(scale.at(day)) y="80" text-anchor="middle" { (year) }
            }
            @let today = scale.at(scale.today);
            text.now x=(today) y="26" text-anchor=(anchor(today)) { (words.say("hari ini", "today")) }
        }
    }
}

/// A word near an end of the drawing stays within it.
const fn anchor(at: i64) -> &'static str {
    match at {
        ..100 => "start",
        900.. => "end",
        _ => "middle",
    }
}

/// In words.
pub(super) fn said(words: Words, it: Stretch) -> String {
    let from = words.day(it.from);
    match it.until {
        Some(until) => format!("{from} – {}", words.day(until)),
        None => format!("{} {from}", words.say("sejak", "since")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_place_on_the_scale() {
        let day = |it: &str| date::parse(it).unwrap();
        let all = [
            Stretch { from: day("2018-09-04"), until: Some(day("2024-09-03")) },
            Stretch { from: day("2024-09-04"), until: None },
        ];
        let scale = Scale::of(&all, day("2026-11-28"));
        assert_eq!(scale.at(day("2018-09-04")), 0);
        assert!(scale.at(day("2024-09-04")) < scale.at(day("2026-11-28")) && scale.at(day("2026-11-28")) < WIDTH);
        assert!(scale.years().iter().any(|it| it.0 == 2025 || it.0 == 2026) && scale.years().len() <= 8);
        assert_eq!(Scale::of(&[], 0).at(0), 0);
    }
}
