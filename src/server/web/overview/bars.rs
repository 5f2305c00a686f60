//! A chart of bars, drawn by the server: each with its name and its number in text.
//!
//! Knows nothing of: what is counted.

use maud::{Markup, html};

/// How wide the drawing is in its own measure: that of a phone, so that its letters stay large there.
pub(super) const WIDTH: usize = 360;
/// The longest bar; behind it is room for the number.
pub(super) const LONGEST: usize = 310;
/// So many characters of a name stand on one line.
pub(super) const LINE: usize = 48;
pub(super) const LINE_HEIGHT: usize = 17;
const BAR_HEIGHT: usize = 12;
pub(super) const GAP: usize = 14;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) count: usize,
}

/// The chart; its title tells what it shows to those who do not see it.
pub(super) fn bars(title: &str, all: &[Bar]) -> Markup {
    let most = all.iter().map(|it| it.count).max().unwrap_or_default().max(1);
    let mut top = 0_usize;
    let mut placed = Vec::new();
    for bar in all {
        let lines = lines(&bar.name);
        let below = top.saturating_add(lines.len().saturating_mul(LINE_HEIGHT));
        placed.push((bar, lines, top, below));
        top = below.saturating_add(BAR_HEIGHT).saturating_add(GAP);
    }
    let told: Vec<String> = all.iter().map(|it| format!("{}: {}", it.name, it.count)).collect();
    html! {
        svg.bars viewBox={ "0 0 " (WIDTH) " " (top.max(1)) } role="img" aria-label={ (title) ". " (told.join("; ")) } {
            title { (title) }
            @for (bar, lines, top, below) in &placed {
                @for (number, line) in lines.iter().enumerate() {
                    text x="0" y=(top.saturating_add(number.saturating_mul(LINE_HEIGHT)).saturating_add(13)) { (line) }
                }
                @let length = bar.count.saturating_mul(LONGEST).checked_div(most).unwrap_or_default();
                rect.bar x="0" y=(below) width=(length.max(usize::from(bar.count > 0).saturating_mul(2))) height=(BAR_HEIGHT) rx="2" {}
                text.count x=(length.saturating_add(7)) y=(below.saturating_add(11)) { (bar.count) }
            }
        }
    }
}

/// A name on as many lines as it takes.
pub(super) fn lines(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count().saturating_add(word.chars().count()) < LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_room_and_nothing_is_no_bar() {
        let all = [Bar { name: "A".to_owned(), count: 4 }, Bar { name: "<b>".to_owned(), count: 0 }];
        let drawn = bars("T", &all).into_string();
        assert!(drawn.contains("width=\"310\"") && drawn.contains("width=\"0\""), "{drawn}");
        assert!(drawn.contains("&lt;b&gt;") && !drawn.contains("<b>"));
        assert!(drawn.contains("aria-label=\"T. A: 4; &lt;b&gt;: 0\""));
        assert_eq!(lines(&"word ".repeat(20)).len(), 3);
    }
}
