//! A case that is refused: every place that is wrong, with what was expected there.

use serde_json::json;

use crate::cli::console::{Console, WIDTH};
use crate::cli::paint::{Paint, hanging};
use crate::engine::case::Refusal;
use crate::engine::wording::{Language, Wording};
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
    text
}

/// For scripts: one line.
pub(super) fn json(name: &str, refusals: &[Refusal]) -> String {
    let list: Vec<_> = refusals
        .iter()
        .map(|it| {
            json!({
                "pointer": it.pointer,
                "code": it.code,
                "message": {"id": it.message.id, "en": it.message.en},
                "expected": {"id": it.expected.id, "en": it.expected.en},
            })
        })
        .collect();
    json!({"format": "timbang.refusal/1", "case": name, "refusals": list}).to_string()
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
