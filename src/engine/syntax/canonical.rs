//! The form of a file that counts for the identity of a rulebook: no comments, no layout, one keyword language.
//!
//! Knows nothing of: hashes, other files.

use super::atoms::{self, Event};
use super::grammar::{self, Rule};
use super::segments;
use crate::engine::diag::Report;
use crate::engine::source::FileId;
use crate::engine::wording::Language;

/// The text with English keywords, one blank between words, one line an item, adjacent strings joined. Two files that
/// differ only in layout, comments or keyword language have the same. What cannot be read stays as it is written.
#[must_use]
pub fn canonical(text: &str, skip_scenarios: bool) -> String {
    let split = segments::split(FileId(0), text, &mut Report::default());
    let mut out = String::new();
    for segment in &split.items {
        if skip_scenarios && segment.keyword == Some(Rule::kw_scenario) {
            continue;
        }
        let text = text.get(segment.start..segment.end).unwrap_or("");
        let parsed = grammar::parse(Rule::item, text).ok().and_then(|mut it| it.next());
        match parsed.and_then(|it| it.into_inner().next()) {
            Some(item) => {
                let (events, _) = atoms::events(text, &item, Language::English);
                out.push_str(&words(events));
            }
            None => out.push_str(text.trim_end()),
        }
        out.push('\n');
    }
    out
}

fn words(events: Vec<Event>) -> String {
    let mut out = String::new();
    let mut after_string = false;
    for event in events {
        let Event::Atom(atom) = event else {
            continue;
        };
        let string = atom.rule == Rule::string;
        match atom.text.strip_prefix('"') {
            Some(rest) if string && after_string => {
                out.pop();
                out.push_str(rest);
            }
            _ => {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(&atom.text);
            }
        }
        after_string = string;
    }
    out
}
