//! A chart of bars in parts: each part has a pattern of its own, told in words above, and its number where there is room.
//!
//! No part is told by its colour alone. Knows nothing of: what is counted.

use maud::{Markup, html};

use super::bars::{GAP, LINE_HEIGHT, LONGEST, WIDTH, lines};

/// High enough for the number inside.
const HEIGHT: usize = 18;
/// A part of less has no number inside.
const ROOM: usize = 16;

/// What a part is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Full,
    Striped,
    Dotted,
    Lined,
    Upright,
    Rising,
    /// For what contradicts itself.
    Crossed,
    /// For what is not known.
    Empty,
}

/// Those that parts are given in their order; after the last they begin again.
const IN_ORDER: [Pattern; 6] =
    [Pattern::Striped, Pattern::Full, Pattern::Dotted, Pattern::Lined, Pattern::Upright, Pattern::Rising];

/// A part that each bar may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    /// One that is always the same; else the next one.
    pub(super) pattern: Option<Pattern>,
}

/// One bar: how many there are of each part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stack {
    pub(super) name: String,
    pub(super) counts: Vec<usize>,
}

impl Stack {
    fn sum(&self) -> usize {
        self.counts.iter().fold(0, |sum, it| sum.saturating_add(*it))
    }
}

/// The chart with the words of its parts; `id` is found nowhere else on the page.
pub(super) fn stacks((id, title): (&str, &str), parts: &[Part], all: &[Stack]) -> Markup {
    let most = all.iter().map(Stack::sum).max().unwrap_or_default().max(1);
    let mut top = 0_usize;
    let mut placed = Vec::new();
    for bar in all {
        let below = top.saturating_add(lines(&bar.name).len().saturating_mul(LINE_HEIGHT));
        placed.push((bar, top, below));
        top = below.saturating_add(HEIGHT).saturating_add(GAP);
    }
    let told: Vec<String> = all.iter().map(|it| in_words(it, parts)).collect();
    html! {
        (legend(id, parts))
        svg.bars viewBox={ "0 0 " (WIDTH) " " (top.max(1)) } role="img" aria-label={ (title) ". " (told.join("; ")) } {
            title { (title) }
            @for (bar, top, below) in &placed {
                @for (number, line) in lines(&bar.name).iter().enumerate() {
                    text x="0" y=(top.saturating_add(number.saturating_mul(LINE_HEIGHT)).saturating_add(13)) { (line) }
                }
                (one(id, bar, (*below, most)))
            }
        }
    }
}

fn in_words(bar: &Stack, parts: &[Part]) -> String {
    let counts = parts.iter().zip(&bar.counts).filter(|it| *it.1 > 0);
    let counts: Vec<String> = counts.map(|(part, count)| format!("{} {count}", part.name)).collect();
    format!("{}: {}", bar.name, if counts.is_empty() { "0".to_owned() } else { counts.join(", ") })
}

fn one(id: &str, bar: &Stack, (below, most): (usize, usize)) -> Markup {
    let end = |count: usize| count.saturating_mul(LONGEST).checked_div(most).unwrap_or_default();
    let mut before = 0_usize;
    let mut pieces = Vec::new();
    for (number, count) in bar.counts.iter().enumerate().filter(|it| *it.1 > 0) {
        let start = end(before);
        before = before.saturating_add(*count);
        pieces.push((number, *count, start, end(before).saturating_sub(start).max(2)));
    }
    let line = below.saturating_add(13);
    html! {
        @for (number, count, start, width) in &pieces {
            rect.part x=(start) y=(below) width=(width) height=(HEIGHT) fill={ "url(#" (id) "-" (number) ")" } {}
            @if *width >= ROOM { text.inside x=(start.saturating_add(width / 2)) y=(line) text-anchor="middle" { (count) } }
        }
        text.count x=(end(before).saturating_add(7)) y=(line) { (before) }
    }
}

/// The words of the parts, each beside its pattern; the chart takes its patterns from here.
fn legend(id: &str, parts: &[Part]) -> Markup {
    let mut order = IN_ORDER.into_iter().cycle();
    let patterns: Vec<Pattern> =
        parts.iter().map(|it| it.pattern.or_else(|| order.next()).unwrap_or(Pattern::Full)).collect();
    html! {
        ul.plain.legend {
            @for (number, (part, pattern)) in parts.iter().zip(&patterns).enumerate() {
                li {
                    svg viewBox="0 0 28 16" aria-hidden="true" {
                        defs { (filled(id, number, *pattern)) }
                        rect.part x="0.5" y="0.5" width="27" height="15" fill={ "url(#" (id) "-" (number) ")" } {}
                    }
                    (part.name)
                }
            }
        }
    }
}

fn filled(id: &str, number: usize, pattern: Pattern) -> Markup {
    let drawn = match pattern {
        Pattern::Full => "M0 0H8V8H0Z",
        Pattern::Striped => "M0 8L8 0H5L0 5ZM8 5V8H5Z",
        Pattern::Dotted => "M2 2H5V5H2Z",
        Pattern::Lined => "M0 3H8V5H0Z",
        Pattern::Upright => "M3 0H5V8H3Z",
        Pattern::Rising => "M0 0L8 8V5L3 0ZM0 5V8H3Z",
        Pattern::Crossed => "M0 3H8V5H0ZM3 0H5V8H3Z",
        Pattern::Empty => "",
    };
    html! {
        pattern id={ (id) "-" (number) } width="8" height="8" patternUnits="userSpaceOnUse" {
            rect.ground width="8" height="8" {}
            @if !drawn.is_empty() { path.drawn d=(drawn) {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> String {
        let part = |name: &str, pattern| Part { name: name.to_owned(), pattern };
        let parts = [part("Ya", None), part("<b>", Some(Pattern::Empty)), part("Tidak", None)];
        let bar = |name: &str, counts: &[usize]| Stack { name: name.to_owned(), counts: counts.to_vec() };
        stacks(("id", "T"), &parts, &[bar("A", &[2, 1, 1]), bar("B", &[0, 1, 0]), bar("C", &[])]).into_string()
    }

    #[test]
    fn each_part_has_a_pattern_and_a_word() {
        let drawn = drawn();
        for number in 0..3 {
            assert_eq!(drawn.matches(&format!("<pattern id=\"id-{number}\"")).count(), 1, "{drawn}");
            assert!(drawn.contains(&format!("fill=\"url(#id-{number})\"")), "{drawn}");
        }
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"));
        assert!(drawn.contains("aria-label=\"T. A: Ya 2, &lt;b&gt; 1, Tidak 1; B: &lt;b&gt; 1; C: 0\""), "{drawn}");
    }

    #[test]
    fn the_parts_of_the_longest_bar_fill_the_room_one_after_the_other() {
        let drawn = drawn();
        for place in
            ["x=\"0\" y=\"17\" width=\"155\"", "x=\"155\" y=\"17\" width=\"77\"", "x=\"232\" y=\"17\" width=\"78\""]
        {
            assert!(drawn.contains(place), "no {place} in {drawn}");
        }
    }
}
