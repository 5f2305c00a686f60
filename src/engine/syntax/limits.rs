//! Looks through an item before it is read, so that nothing too deep or too long reaches the parser.
//!
//! Knows nothing of: the grammar, beyond parentheses and the words that join.

use super::grammar::Rule;
use super::{MOST_JOINS, MOST_LEVELS, keywords};

/// What is too much, with its place in the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    Depth(usize),
    Length(usize),
}

/// Words that join two conditions or values, or stand before one.
const JOINING: &[&str] = &["and", "or", "not", "otherwise", "has", "dan", "atau", "tidak", "selain", "memenuhi"];

/// Items that may have any number of lines that are no clauses.
const fn has_many_lines(item: Option<Rule>) -> bool {
    matches!(item, Some(Rule::kw_enum | Rule::kw_record | Rule::kw_input | Rule::kw_scenario))
}

/// Where an item is nested too deeply or goes on too long; each line that begins a clause or a row starts anew.
pub(crate) fn excess(item: Option<Rule>, text: &str) -> Option<Excess> {
    let mut offset = 0_usize;
    let mut count = Count::default();
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        let goes_on = !has_many_lines(item) && !content.trim().is_empty() && !content.starts_with("--");
        count.joins = count.joins.saturating_add(usize::from(goes_on));
        if content.starts_with('|') || keywords::begins_clause(content) {
            count = Count::default();
        }
        if let Some(excess) = count.line(offset, line) {
            return Some(excess);
        }
        offset = offset.saturating_add(line.len());
    }
    None
}

#[derive(Default)]
struct Count {
    depth: u32,
    joins: usize,
}

impl Count {
    fn line(&mut self, offset: usize, line: &str) -> Option<Excess> {
        let mut at = 0_usize;
        while let Some(rest) = line.get(at..).filter(|it| !it.is_empty()) {
            let length = match rest.as_bytes().first()? {
                b'"' => string_length(rest),
                b'-' if rest.starts_with("--") => return None,
                b'(' => {
                    self.depth = self.depth.saturating_add(1);
                    1
                }
                b')' => {
                    self.depth = self.depth.saturating_sub(1);
                    1
                }
                b'+' | b'-' | b'*' | b'/' | b'<' | b'>' | b'=' | b',' => {
                    self.joins = self.joins.saturating_add(1);
                    1
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(rest),
                _ => rest.chars().next().map_or(1, char::len_utf8),
            };
            let place = offset.saturating_add(at);
            if self.depth > MOST_LEVELS {
                return Some(Excess::Depth(place));
            }
            if self.joins > MOST_JOINS {
                return Some(Excess::Length(place));
            }
            at = at.saturating_add(length);
        }
        None
    }

    fn word(&mut self, rest: &str) -> usize {
        let length = rest.find(|it| !keywords::is_word_part(it)).unwrap_or(rest.len());
        if rest.get(..length).is_some_and(|it| JOINING.contains(&it)) {
            self.joins = self.joins.saturating_add(1);
        }
        length
    }
}

/// How long the string is that a text begins with; one that is not closed ends with its line.
pub(crate) fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '\r' | '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at.saturating_add(1),
            _ => {}
        }
    }
    text.len()
}
