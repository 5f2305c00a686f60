//! Items as they are read beside their labels and bases: the words that rule, in the keyword language of the reader.
//!
//! Knows nothing of: what names mean, how it is shown.

use super::atoms;
use super::from_pairs::Piece;
use super::grammar::{self, Rule};
use super::{layout, segments};
use crate::engine::diag::Report;
use crate::engine::source::FileId;
use crate::engine::wording::Language;

/// One item of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadItem {
    /// In bytes of the file; the end is not included.
    pub start: usize,
    pub end: usize,
    /// In the common layout, without labels, bases and sentences; what cannot be read stands as it is.
    pub lines: Vec<String>,
}

/// All items of a file, in its order.
#[must_use]
pub fn items(text: &str, keywords: Language) -> Vec<ReadItem> {
    let split = segments::split(FileId(0), text, &mut Report::default());
    let item = |it: &segments::Segment| {
        let own = text.get(it.start..it.end).unwrap_or("");
        ReadItem { start: it.start, end: it.end, lines: lines(own, keywords) }
    };
    split.items.iter().map(item).collect()
}

fn lines(text: &str, keywords: Language) -> Vec<String> {
    let parsed = grammar::parse(Rule::item, text).ok().and_then(|mut it| it.next());
    let Some(item) = parsed.and_then(|it| it.into_inner().next()) else { return Vec::new() };
    let (events, behind) = atoms::events_but(text, &item, keywords, is_shown_elsewhere);
    let mut lines = layout::lay_out(events, &behind);
    while lines.last().is_some_and(|it| it.trim().is_empty()) {
        lines.pop();
    }
    lines
}

/// What a reader finds beside the rule, in words.
fn is_shown_elsewhere(clause: &Piece<'_>) -> bool {
    matches!(
        clause.as_rule(),
        Rule::label_clause
            | Rule::title_clause
            | Rule::basis_clause
            | Rule::pending_clause
            | Rule::because_clause
            | Rule::message_clause
            | Rule::question_clause
            | Rule::outcome_clause
            | Rule::duty_clause
            | Rule::alternatives_clause
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_rule_are_left_in_the_language_of_the_reader() {
        let text = "bahasa id\n-- note\nsyarat a\n  label \"A\" en \"A\"\n  dasar X pasal 1 (sekunder)\n  terpenuhi apabila b >= 1\n";
        let read = items(text, Language::English);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].lines, ["criterion a", "  holds when b >= 1"]);
        assert!(text.get(read[0].start..).unwrap().starts_with("syarat a"));
        assert_eq!(items(text, Language::Indonesian)[0].lines, ["syarat a", "  terpenuhi apabila b >= 1"]);
        // What cannot be read is not hidden.
        assert_eq!(items("syarat (((\n", Language::English)[0].lines, ["criterion ((("]);
    }
}
