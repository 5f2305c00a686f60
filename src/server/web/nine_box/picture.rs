//! The picture: three levels of performance upwards, three of potential to the right, people by number in their boxes.
//!
//! Knows nothing of: who the people are.

use maud::{Markup, html};

use crate::engine::wording::Wording;
use crate::server::service::TalentMap;
use crate::server::words::Words;

/// The size of a box, and the room for the names beside and below.
const WIDTH: usize = 150;
const HEIGHT: usize = 150;
const LEFT: usize = 54;
const TOP: usize = 10;
const BELOW: usize = 62;
/// People stand in rows of so many; more than fit are counted.
const IN_A_ROW: usize = 4;
const FITTING: usize = 12;
const STEP: usize = 34;

/// The picture of a map. What it shows stands in a table as well: it is drawn for the eye.
pub(in crate::server::web) fn picture(words: Words, map: &TalentMap) -> Markup {
    let columns = map.potential.len().max(1);
    let rows = map.performance.len().max(1);
    let (width, height) = (LEFT + columns * WIDTH + 4, TOP + rows * HEIGHT + BELOW);
    html! {
        svg.nine-box viewBox={ "0 0 " (width) " " (height) } role="img"
            aria-label=(words.say("Peta sembilan kotak: orang menurut nomor dalam tabel, di kotak menurut kinerja dan potensial", "Nine-box map: people by their number in the table, in boxes by performance and potential")) {
            @for (level, boxes) in map.grid.iter().enumerate() {
                @for (column, number) in boxes.iter().enumerate() {
                    (one_box((words, map), *number, (LEFT + column * WIDTH, TOP + rows.saturating_sub(level + 1) * HEIGHT)))
                }
            }
            (names(words, map, (rows, columns)))
        }
    }
}

fn one_box((words, map): (Words, &TalentMap), number: Option<i64>, (left, top): (usize, usize)) -> Markup {
    let lowest = map.lowest.as_ref().and_then(|it| it.1.parse::<i64>().ok());
    let is_group = number.zip(lowest).is_some_and(|it| it.0 >= it.1);
    let inside = map.people.iter().filter(|it| number.is_some() && it.number == number);
    let people: Vec<usize> = inside.map(|it| it.element.saturating_add(1)).collect();
    html! {
        rect class=(if is_group { "box group" } else { "box" }) x=(left) y=(top) width=(WIDTH) height=(HEIGHT) {}
        @if let Some(number) = number { text.number x=(left + 12) y=(top + 30) { (words.say("Kotak ", "Box ")) (number) } }
        @for (index, person) in people.iter().take(FITTING).enumerate() {
            @let (x, y) = (left + 24 + index % IN_A_ROW * STEP, top + 60 + index / IN_A_ROW * STEP);
            circle cx=(x) cy=(y) r="16" {}
            text.person x=(x) y=(y + 6) text-anchor="middle" { (person) }
        }
        @if people.len() > FITTING {
            text.more x=(left + WIDTH - 12) y=(top + 30) text-anchor="end" { "+" (people.len().saturating_sub(FITTING)) }
        }
    }
}

fn names(words: Words, map: &TalentMap, (rows, columns): (usize, usize)) -> Markup {
    let bottom = TOP + rows * HEIGHT;
    let (middle, across) = (TOP + rows * HEIGHT / 2, LEFT + columns * WIDTH / 2);
    let say = |it: &Wording| it.get(words.0).to_owned();
    html! {
        @for (level, label) in map.performance.iter().enumerate() {
            @let y = TOP + rows.saturating_sub(level + 1) * HEIGHT + HEIGHT / 2;
            text.level x="44" y=(y) text-anchor="middle" transform={ "rotate(-90 44 " (y) ")" } { (say(label)) }
        }
        @for (column, label) in map.potential.iter().enumerate() {
            text.level x=(LEFT + column * WIDTH + WIDTH / 2) y=(bottom + 22) text-anchor="middle" { (say(label)) }
        }
        text.axis x="16" y=(middle) text-anchor="middle" transform={ "rotate(-90 16 " (middle) ")" } { (words.say("Kinerja", "Performance")) " →" }
        text.axis x=(across) y=(bottom + 50) text-anchor="middle" { (words.say("Potensial", "Potential")) " →" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;
    use crate::server::service::Placed;

    #[test]
    fn more_people_than_fit_are_counted() {
        let levels = vec![Wording::same("<a>"), Wording::same("b"), Wording::same("c")];
        let grid =
            vec![vec![Some(1), Some(2), Some(4)], vec![Some(3), Some(5), Some(7)], vec![Some(6), Some(8), Some(9)]];
        let map = TalentMap {
            edition: "1".to_owned(),
            list: "people".to_owned(),
            people: (0..40).map(|element| Placed { element, number: Some(9) }).collect(),
            grid,
            performance: levels.clone(),
            potential: levels,
            ends: Vec::new(),
            lowest: Some((Wording::default(), "7".to_owned())),
        };
        let drawn = picture(Words(Language::English), &map).into_string();
        assert_eq!(drawn.matches("<circle").count(), FITTING);
        assert!(drawn.contains("+28") && !drawn.contains("<a>") && !drawn.contains("style="));
        assert_eq!(drawn.matches("box group").count(), 3);
    }
}
