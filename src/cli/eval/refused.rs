//! A case that is refused: every place that is wrong, with what was expected there.

use serde::Serialize;

use crate::cli::console::{Console, WIDTH};
use crate::engine::case::Refusal;
use crate::engine::wording::{Language, Wording};
use crate::prose::paint::{Paint, hanging, harmless};
use crate::wording;

/// For people.
pub(super) fn text(name: &str, refusals: &[Refusal], console: &Console) -> String {
    let paint = Paint::new(console.colour_error());
    let head = console.say(&headline(name, refusals.len())).to_owned();
    let mut text = format!("{}\n", paint.bad(&head));
    for refusal in refusals {
        let place = if refusal.pointer.is_empty() { console.say(&whole()).to_owned() } else { refusal.pointer.clone() };
        text.push_str(&format!("\n  {} {}\n", paint.strong(&place), paint.faint(&format!("[{}]", refusal.code))));
        text.push_str(&hanging("    ", "    ", console.say(&refusal.message), WIDTH, str::to_owned));
        let expected = console.say(&refusal.expected);
        if !expected.is_empty() {
            let word = if console.language() == Language::Indonesian { "seharusnya: " } else { "expected: " };
            text.push_str(&hanging(&format!("    {word}"), "      ", expected, WIDTH, str::to_owned));
        }
    }
    harmless(&text)
}

/// For scripts: one line.
pub(super) fn json(name: &str, refusals: &[Refusal]) -> String {
    let document =
        Document { format: "timbang.refusal/1", case: name, refusals: refusals.iter().map(Entry::new).collect() };
    serde_json::to_string(&document).unwrap_or_default()
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'a str,
    case: &'a str,
    refusals: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    pointer: &'a str,
    code: &'a str,
    message: Both<'a>,
    expected: Both<'a>,
}

#[derive(Serialize)]
struct Both<'a> {
    id: &'a str,
    en: &'a str,
}

impl<'a> Entry<'a> {
    fn new(refusal: &'a Refusal) -> Self {
        let both = |wording: &'a Wording| Both { id: &wording.id, en: &wording.en };
        let Refusal { pointer, code, message, expected } = refusal;
        Self { pointer, code, message: both(message), expected: both(expected) }
    }
}

fn headline(name: &str, count: usize) -> Wording {
    let things = if count == 1 { "thing" } else { "things" };
    Wording::new(
        format!("{name} ditolak: {count} hal tidak dapat diterima; tidak ada yang diputuskan"),
        format!("{name} is refused: {count} {things} cannot be accepted; nothing was decided"),
    )
}

fn whole() -> Wording {
    wording!("(seluruh kasus)", "(the whole case)")
}
