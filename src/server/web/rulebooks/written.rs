//! The words of a rule: each name by its label, with a link wherever it leads somewhere.
//!
//! Knows nothing of: what a name stands for.

use maud::{Markup, html};

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'t> {
    /// A name, a path or a keyword.
    Word(&'t str),
    /// What stands in quotes.
    Quoted(&'t str),
    /// A remark of the authors.
    Remark(&'t str),
    Other(&'t str),
}

/// What a word of the rules stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    At {
        /// Where it is told.
        address: String,
        label: String,
    },
    /// It is told nowhere by itself.
    Label(String),
    /// A keyword that reads better as another word where it stands.
    Word(&'static str),
}

/// A line by the labels of what it names; the names as the files have them are kept as titles. `named` knows what a word stands for.
pub(super) fn line(text: &str, named: &impl Fn(&str) -> Option<Named>) -> Markup {
    html! {
        @for piece in pieces(text) {
            @match piece {
                Piece::Word(word) => (named_or_written(word, named(word))),
                Piece::Quoted(text) => span.quoted { (text) },
                Piece::Remark(text) => span.remark { (text) },
                Piece::Other(text) => (text.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")),
            }
        }
    }
}

fn named_or_written(word: &str, named: Option<Named>) -> Markup {
    html! {
        @match named {
            None => (word),
            // The name of an element, which has no other.
            Some(Named::At { address, label }) if label == word => a href=(address) { code { (label) } },
            Some(Named::At { address, label }) => a href=(address) title=(word) { (label) },
            Some(Named::Label(label)) => span.named title=(word) { (label) },
            Some(Named::Word(other)) => (other),
        }
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = piece(rest, first);
        found.push(piece);
        rest = rest.get(length..).unwrap_or("");
    }
    found
}

fn piece(rest: &str, first: char) -> (Piece<'_>, usize) {
    let until = |end: usize| rest.get(..end).unwrap_or(rest);
    if rest.starts_with("--") {
        return (Piece::Remark(rest), rest.len());
    }
    if first == '"' {
        let end = closing(rest);
        return (Piece::Quoted(until(end)), end);
    }
    if first.is_alphabetic() || first == '_' {
        let end = rest.find(|it: char| !is_word(it)).unwrap_or(rest.len());
        // A full stop at the end is none of the word.
        let word = until(end).trim_end_matches(['.', '-']);
        return (Piece::Word(word), word.len());
    }
    let end =
        rest.char_indices().find(|it| it.1.is_alphabetic() || matches!(it.1, '_' | '"') || starts_remark(rest, it.0));
    let end = end.map_or(rest.len(), |it| it.0).max(first.len_utf8());
    (Piece::Other(until(end)), end)
}

fn starts_remark(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|it| it.starts_with("--"))
}

fn is_word(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '.' | '-')
}

/// Behind the quote that closes the text.
fn closing(text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at.saturating_add(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_only_names_are_linked() {
        for text in ["", "a", "x.y <= 12 dan (b)", "\"a \\\" b\" c -- d", "é\"", "1..9 a.", "--", "a-b c"] {
            let joined: String = pieces(text)
                .into_iter()
                .map(|it| match it {
                    Piece::Word(it) | Piece::Quoted(it) | Piece::Remark(it) | Piece::Other(it) => it,
                })
                .collect();
            assert_eq!(joined, text);
        }
        let named = |word: &str| match word {
            "x.y" => Some(Named::At { address: "#fact-x.y".to_owned(), label: "Umur".to_owned() }),
            "met" => Some(Named::Label("Terpenuhi".to_owned())),
            "dari" => Some(Named::Word("untuk")),
            _ => None,
        };
        assert_eq!(
            line("x.y >= \"x.y\" dan met dari a", &named).into_string(),
            "<a href=\"#fact-x.y\" title=\"x.y\">Umur</a> ≥ <span class=\"quoted\">&quot;x.y&quot;</span> dan \
             <span class=\"named\" title=\"met\">Terpenuhi</span> untuk a"
        );
    }
}
