//! The form of a file that counts for the identity of a rulebook: no comments, no layout, one keyword language, and no
//! commentary (scenarios, and articles that are deliberately not encoded: no ruling can show them).
//!
//! Knows nothing of: hashes, other files.

use super::atoms::{self, Event};
use super::from_pairs::Piece;
use super::grammar::{self, Rule};
use super::segments;
use crate::engine::diag::Report;
use crate::engine::source::FileId;
use crate::engine::wording::Language;

/// The text with English keywords, one blank between words, one line an item, adjacent strings joined. Two files that
/// differ only in layout, comments or keyword language have the same. What cannot be read stays as it is written.
/// `skip_commentary`: also if they differ only in scenarios and in articles that are `not encoded`.
#[must_use]
pub fn canonical(text: &str, skip_commentary: bool) -> String {
    let split = segments::split(FileId(0), text, &mut Report::default());
    let mut out = String::new();
    for segment in &split.items {
        if skip_commentary && segment.keyword == Some(Rule::kw_scenario) {
            continue;
        }
        let text = text.get(segment.start..segment.end).unwrap_or("");
        let parsed = grammar::parse(Rule::item, text).ok().and_then(|mut it| it.next());
        match parsed.and_then(|it| it.into_inner().next()) {
            Some(item) => {
                let left_out: fn(&Piece<'_>) -> bool = if skip_commentary { is_commentary } else { |_| false };
                let (events, _) = atoms::events_but(text, &item, Language::English, left_out);
                out.push_str(&words(events));
            }
            None => out.push_str(text.trim_end()),
        }
        out.push('\n');
    }
    out
}

/// An article on which no rule may rest. Left out whole, so that to say why it is not encoded changes no identity.
fn is_commentary(clause: &Piece<'_>) -> bool {
    clause.as_rule() == Rule::article_clause && clause.clone().into_inner().any(|it| it.as_rule() == Rule::not_encoded)
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
