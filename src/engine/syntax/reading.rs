//! Items as they are read beside their labels and bases: the words that rule, in the keyword language of the reader.
//!
//! Knows nothing of: what names mean, how it is shown.

use super::atoms;
use super::conditions::{self, Condition};
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
    pub lines: Vec<ReadLine>,
}

/// One line of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadLine {
    /// By how many blanks it is set in.
    pub depth: usize,
    pub words: String,
    /// What follows the words, if it has parts that are read one by one.
    pub condition: Option<Condition>,
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

fn lines(text: &str, keywords: Language) -> Vec<ReadLine> {
    let parsed = grammar::parse(Rule::item, text).ok().and_then(|mut it| it.next());
    let Some(item) = parsed.and_then(|it| it.into_inner().next()) else { return Vec::new() };
    let parts: Vec<Piece<'_>> = item.clone().into_inner().collect();
    if parts.iter().any(|it| conditions::led(text, it, keywords).is_some()) {
        return clause_by_clause(text, parts, keywords);
    }
    let (events, behind) = atoms::events_but(text, &item, keywords, is_shown_elsewhere);
    plain(layout::lay_out(events, &behind))
}

fn plain(texts: Vec<String>) -> Vec<ReadLine> {
    let line = |it: String| {
        let words = it.trim_start();
        ReadLine { depth: it.len().saturating_sub(words.len()), words: words.to_owned(), condition: None }
    };
    let mut lines: Vec<ReadLine> = texts.into_iter().map(line).collect();
    while lines.last().is_some_and(|it| it.words.is_empty()) {
        lines.pop();
    }
    lines
}

/// The header, then every clause by itself.
fn clause_by_clause(text: &str, parts: Vec<Piece<'_>>, keywords: Language) -> Vec<ReadLine> {
    let (clauses, header): (Vec<_>, Vec<_>) = parts.into_iter().partition(|it| atoms::is_line(it.as_rule()));
    let mut lines = vec![head(text, &header, keywords)];
    let mut end = header.last().map_or(0, |it| it.as_span().end());
    for it in clauses {
        let remarks = atoms::gap(text.get(end..it.as_span().start()).unwrap_or(""), true).comments;
        end = it.as_span().end();
        lines.extend(remarks.into_iter().map(|it| ReadLine { depth: 2, words: it.text, condition: None }));
        if is_shown_elsewhere(&it) {
            continue;
        }
        if let Some((words, condition)) = conditions::led(text, &it, keywords) {
            lines.push(ReadLine { depth: 2, words, condition: Some(condition) });
            continue;
        }
        let events = std::iter::once(atoms::Event::Line(1, None));
        let events = events.chain(atoms::events_of(text, std::slice::from_ref(&it), keywords)).collect();
        lines.extend(plain(layout::lay_out(events, &atoms::Gap::default())));
    }
    lines
}

/// What an item begins with; what has to hold may stand there as well.
fn head(text: &str, header: &[Piece<'_>], keywords: Language) -> ReadLine {
    let led = header.last().and_then(|it| conditions::led(text, it, keywords));
    let Some((words, condition)) = led else {
        return ReadLine { words: conditions::words(text, header, keywords), ..ReadLine::default() };
    };
    let before = header.split_last().map_or(String::new(), |it| conditions::words(text, it.1, keywords));
    ReadLine { depth: 0, words: format!("{before} {words}"), condition: Some(condition) }
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
    use super::super::conditions::Joint;
    use super::*;

    fn said(item: &ReadItem) -> Vec<String> {
        item.lines.iter().map(|it| format!("{:depth$}{}", "", it.words, depth = it.depth)).collect()
    }

    /// `all(a; any(b; c))`
    fn told(it: &Condition) -> String {
        let members: Vec<String> = it.members.iter().map(told).collect();
        let of = |word: &str| {
            format!("{}{}{word}({})", it.words, if it.words.is_empty() { "" } else { " " }, members.join("; "))
        };
        match (it.joint, it.negated) {
            (None, _) => it.words.clone(),
            (Some(Joint::All), false) => of("all"),
            (Some(Joint::Any), false) => of("any"),
            (Some(Joint::All), true) => of("not-all"),
            (Some(Joint::Any), true) => of("none"),
        }
    }

    #[test]
    fn conditions_are_read_one_by_one() {
        for (text, expected) in [
            ("a and b >= 2 and not c", "all(a; b >= 2; not c)"),
            ("a and (b or (c and d))", "all(a; any(b; all(c; d)))"),
            ("all of\n    a\n    b or c\n", "all(a; any(b; c))"),
            ("any of\n    a -- why\n    -- how\n    b\n", "any(a -- why; b -- how)"),
            ("some m in x has m.a and m.b", "some m in x has all(m.a; m.b)"),
            ("a and (some m in x has (m.a or m.b) and m.c)", "all(a; some m in x has all(any(m.a; m.b); m.c))"),
            ("not (a or b)", "none(a; b)"),
            ("a or not (b and c)", "any(a; not-all(b; c))"),
            ("some m in x has (not (m.a or m.b))", "some m in x has none(m.a; m.b)"),
            ("not (some m in x has (m.a or m.b))", "not some m in x has any(m.a; m.b)"),
            ("(a + b) * 2 >= 3 or c", "any((a + b) * 2 >= 3; c)"),
            // Which of the two goes first is not for a reader to guess.
            ("(a and b or c) and d", "all((a and b or c); d)"),
        ] {
            let read = items(&format!("rule R\n  decides a is b\n  when {text}\n  valid until x\n"), Language::English);
            let [head, decides, when, until] = read[0].lines.as_slice() else { panic!("{:?}", read[0].lines) };
            assert_eq!(
                [&head.words, &decides.words, &when.words, &until.words],
                ["rule R", "decides a is b", "when", "valid until x"]
            );
            assert_eq!(when.condition.as_ref().map(told).unwrap(), expected);
        }
        let required = items("require r a = b and c = d\n  message \"A\" en \"A\"\n", Language::Indonesian);
        assert_eq!(required[0].lines.len(), 1);
        assert_eq!(required[0].lines[0].words, "wajib r");
        assert_eq!(required[0].lines[0].condition.as_ref().map(told).unwrap(), "all(a = b; c = d)");
    }

    #[test]
    fn the_words_that_rule_are_left_in_the_language_of_the_reader() {
        let text = "bahasa id\n-- note\nsyarat a\n  label \"A\" en \"A\"\n  dasar X pasal 1 (sekunder)\n  terpenuhi apabila b >= 1\n";
        let read = items(text, Language::English);
        assert_eq!(read.len(), 1);
        assert_eq!(said(&read[0]), ["criterion a", "  holds when b >= 1"]);
        assert!(text.get(read[0].start..).unwrap().starts_with("syarat a"));
        assert_eq!(said(&items(text, Language::Indonesian)[0]), ["syarat a", "  terpenuhi apabila b >= 1"]);
        // What cannot be read is not hidden.
        assert_eq!(said(&items("syarat (((\n", Language::English)[0]), ["criterion ((("]);
    }
}
