//! Days and instants as Indonesians read them: written out, in the time zone of the reader.
//!
//! Knows nothing of: who reads.

use maud::{Markup, html};

use crate::engine::value::date;
use crate::server::clock;
use crate::server::words::Words;

use crate::server::web::seen::Viewer;

/// One of the three time zones of Indonesia; none has summer time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::server::web) enum Zone {
    /// Western: seven hours ahead of Greenwich.
    #[default]
    Wib,
    /// Central: eight.
    Wita,
    /// Eastern: nine.
    Wit,
}

impl Zone {
    pub(in crate::server::web) const ALL: [Self; 3] = [Self::Wib, Self::Wita, Self::Wit];

    /// As it is kept.
    pub(in crate::server::web) const fn name(self) -> &'static str {
        match self {
            Self::Wib => "wib",
            Self::Wita => "wita",
            Self::Wit => "wit",
        }
    }

    /// As it is written after a time.
    pub(in crate::server::web) const fn sign(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Western unless another one is named.
    pub(in crate::server::web) fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.name() == name).unwrap_or_default()
    }

    const fn hours(self) -> i64 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }
}

/// An instant (microseconds since 1970-01-01): `28 November 2026 14.05 WIB`.
pub(in crate::server::web) fn moment(viewer: &Viewer, micros: i64) -> Markup {
    html! { time datetime=(clock::instant(micros)) { (written(viewer.words, viewer.zone, micros)) } }
}

/// A day as it is stored: `22 Juni 2022`; as it stands if it is none.
pub(in crate::server::web) fn day(words: Words, iso: &str) -> Markup {
    let Some(day) = date::parse(iso) else { return html! { (iso) } };
    html! { time datetime=(iso) { (words.day(day)) } }
}

fn written(words: Words, zone: Zone, micros: i64) -> String {
    let minutes = micros.div_euclid(60_000_000).saturating_add(zone.hours().saturating_mul(60));
    let (day, rest) = (minutes.div_euclid(1_440), minutes.rem_euclid(1_440));
    let between = words.say(".", ":");
    format!("{} {:02}{between}{:02} {}", words.day(day), rest / 60, rest % 60, zone.sign())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;

    #[test]
    fn the_day_is_that_of_the_zone() {
        let instant = date::parse("2026-11-28").unwrap() * 86_400_000_000 + (16 * 60 + 5) * 60_000_000;
        let words = Words(Language::Indonesian);
        assert_eq!(written(words, Zone::Wib, instant), "28 November 2026 23.05 WIB");
        assert_eq!(written(words, Zone::Wita, instant), "29 November 2026 00.05 WITA");
        assert_eq!(written(Words(Language::English), Zone::Wit, instant), "29 November 2026 01:05 WIT");
    }
}
