//! Lists: what stands where nothing is, and the way to the next page.
//!
//! Knows nothing of: what is listed.

use maud::{Markup, html};

use crate::server::words::Words;

/// What stands where nothing is: why, and what to do.
pub(in crate::server::web) fn empty(title: &str, text: &str, action: Option<(&str, &str)>) -> Markup {
    html! {
        div.empty {
            p.what { (title) }
            p { (text) }
            @if let Some((address, label)) = action { p { a.button href=(address) { (label) } } }
        }
    }
}

/// The first items of a list; the others, told by `more` and their number, are for whoever opens them.
pub(in crate::server::web) fn folded(class: &str, items: &[Markup], (most, more): (usize, &str)) -> Markup {
    let (shown, others) = items.split_at(items.len().min(most));
    html! {
        ul class=(class) { @for it in shown { li { (it) } } }
        @if !others.is_empty() {
            details {
                summary { (more) " (" (others.len()) ")" }
                ul class=(class) { @for it in others { li { (it) } } }
            }
        }
    }
}

/// A table whose rows stand by themselves on a phone: their cells say what they are by `data-label`. Only those who listen hear the caption.
pub(in crate::server::web) fn stacked(caption: &str, heads: &[&str], rows: &Markup) -> Markup {
    html! {
        table.stacks {
            caption.visually-hidden { (caption) }
            thead { tr { @for it in heads { th scope="col" { (it) } } } }
            tbody { (rows) }
        }
    }
}

/// The way to the first and to the next page; `next` is the whole address.
pub(in crate::server::web) fn pager(words: Words, first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav.pager aria-label=(words.say("Halaman", "Pages")) {
                @if let Some(first) = first { a href=(first) { "← " (words.say("Ke awal", "To the first page")) } }
                @if let Some(next) = next { a rel="next" href=(next) { (words.say("Berikutnya", "Next")) " →" } }
            }
        }
    }
}

/// An address with parameters; empty ones are left out.
pub(in crate::server::web) fn query(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in parameters.iter().filter(|it| !it.1.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(&format!("{name}={}", escaped(value)));
    }
    address
}

/// What is sought, without what no name has in it.
pub(in crate::server::web) fn sought(text: &str) -> String {
    let shown: String = text.chars().filter(|it| !it.is_control()).take(200).collect();
    shown.trim().to_owned()
}

/// Everything but letters, digits and a few signs as `%XX`.
pub(in crate::server::web) fn escaped(text: &str) -> String {
    let sign = |it: u8| match it {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(it).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_hold_any_text() {
        assert_eq!(
            query("/cases", &[("state", ""), ("agency", "a&b é"), ("cursor", "1")]),
            "/cases?agency=a%26b%20%C3%A9&cursor=1"
        );
        assert_eq!(query("/cases", &[("state", "")]), "/cases");
    }
}
