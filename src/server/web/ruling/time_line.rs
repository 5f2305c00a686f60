//! Days on a line: a picture that the service draws, with the same in words below it.
//!
//! Knows nothing of: why the days matter.

use maud::{Markup, html};

use crate::server::words::Words;

use super::values::days_between;

/// A day with what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) day: i64,
    pub(super) label: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The day that is looked at.
    Looked,
    /// Where the counting begins.
    From,
    /// The day that it is held against.
    Limit,
}

/// Where the line begins and ends in the picture.
const LEFT: i64 = 14;
const RIGHT: i64 = 346;

/// The days in the order of time. `holds` tells whether the day that is looked at will do.
pub(super) fn time_line(words: Words, points: &[Point], holds: Option<bool>) -> Markup {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return html! {} };
    let place = |day: i64| place(day, first.day, last.day);
    let of = |kind: Kind| points.iter().find(|it| it.kind == kind);
    html! {
        figure.time-line {
            svg viewBox="0 0 360 54" role="img" aria-label=(in_words(words, points)) {
                line.axis x1=(LEFT) y1="30" x2=(RIGHT) y2="30" {}
                @if let (Some(from), Some(limit)) = (of(Kind::From), of(Kind::Limit)) {
                    line.period x1=(place(from.day)) y1="30" x2=(place(limit.day)) y2="30" {}
                }
                @for (number, point) in points.iter().enumerate() {
                    @let at = place(point.day);
                    (mark(point.kind, at, holds))
                    text.number-of x=(at) y=(if number % 2 == 0 { "14" } else { "50" }) text-anchor="middle" { (number.saturating_add(1)) }
                }
            }
            figcaption {
                ol {
                    @for point in points {
                        li {
                            time.nowrap datetime=(crate::engine::value::date::iso(point.day)) { (words.day(point.day)) }
                            " – " (point.label)
                            @if let Some(distance) = distance(words, point, of(Kind::Limit)) { span.faint { " (" (distance) ")" } }
                        }
                    }
                }
            }
        }
    }
}

fn mark(kind: Kind, at: i64, holds: Option<bool>) -> Markup {
    let class = match holds {
        Some(true) => "looked good",
        Some(false) => "looked bad",
        None => "looked",
    };
    match kind {
        Kind::Looked => html! { circle class=(class) cx=(at) cy="30" r="6" {} },
        Kind::From => html! { line.from x1=(at) y1="22" x2=(at) y2="38" {} },
        Kind::Limit => html! {
            path.limit d={ "M" (at) " 21l7 9l-7 9l-7 -9z" } {}
        },
    }
}

/// Whole points of the picture: no fractions are needed.
fn place(day: i64, first: i64, last: i64) -> i64 {
    let span = last.saturating_sub(first);
    if span == 0 {
        return i64::midpoint(LEFT, RIGHT);
    }
    let steps = day.saturating_sub(first).saturating_mul(RIGHT - LEFT);
    steps.checked_div(span).unwrap_or(0).saturating_add(LEFT)
}

/// How far the day that is looked at lies from the limit.
fn distance(words: Words, point: &Point, limit: Option<&Point>) -> Option<String> {
    let limit = limit.filter(|_| point.kind == Kind::Looked)?;
    let days = point.day.saturating_sub(limit.day);
    let count = days_between(words, days.saturating_abs());
    Some(match days {
        0 => words.say("tepat pada batas", "on the limit").to_owned(),
        1.. => format!("{count} {}", words.say("sesudah batas", "after the limit")),
        _ => format!("{count} {}", words.say("sebelum batas", "before the limit")),
    })
}

fn in_words(words: Words, points: &[Point]) -> String {
    let each: Vec<String> = points.iter().map(|it| format!("{}: {}", words.day(it.day), it.label)).collect();
    format!("{}. {}", words.say("Garis waktu", "Time line"), each.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keep_their_order_and_stay_inside_the_picture() {
        let places: Vec<i64> = [0, 1, 500, 1000].map(|it| place(it, 0, 1000)).into();
        assert_eq!((places.first(), places.last()), (Some(&LEFT), Some(&RIGHT)));
        assert!(places.is_sorted());
        assert_eq!(place(7, 7, 7), i64::midpoint(LEFT, RIGHT));
        assert_eq!(place(i64::MAX, i64::MIN, i64::MAX).clamp(LEFT, RIGHT + LEFT), place(i64::MAX, i64::MIN, i64::MAX));
    }
}
