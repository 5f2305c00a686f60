//! Tests of the parser and the formatter as a whole.

mod any_text;
mod language;
mod layout;
mod limits;
mod mistakes;

use super::*;

pub(super) const SAMPLE: &str = include_str!("sample_en.aturan");
pub(super) const SAMPLE_ID: &str = include_str!("sample_id.aturan");

/// Each diagnostic as `CODE line "place" message | label | help`, in English.
pub(super) fn said(text: &str) -> Vec<String> {
    let parsed = parse(FileId(0), text);
    let all = parsed.report.diagnostics.iter();
    all.map(|it| {
        let (start, end) = (it.primary.span.start as usize, it.primary.span.end as usize);
        let line = text.get(..start).unwrap().matches('\n').count() + 1;
        let place = text.get(start..end).unwrap();
        let help = it.help.as_ref().map_or("", |help| help.en.as_str());
        format!("{} {line} {place:?} {} | {} | {help}", it.code.number(), it.message.en, it.primary.text.en)
    })
    .collect()
}

/// Codes and lines of the diagnostics.
pub(super) fn codes(text: &str) -> Vec<(&'static str, usize)> {
    let parsed = parse(FileId(0), text);
    let all = parsed.report.diagnostics.iter();
    all.map(|it| {
        let before = text.get(..it.primary.span.start as usize).unwrap();
        (it.code.number(), before.matches('\n').count() + 1)
    })
    .collect()
}

/// The tree without places.
pub(super) fn tree(text: &str) -> String {
    format!("{:?}", parse(FileId(0), text).tree.items)
}

/// The tree of a text that must be read without a word.
pub(super) fn good(text: &str) -> String {
    assert_eq!(said(text), Vec::<String>::new(), "{text}");
    tree(text)
}

/// The condition of a criterion that is written as `condition`.
pub(super) fn criterion(condition: &str) -> String {
    format!("criterion c\n  holds when {condition}\n")
}

/// One rule with this condition.
fn condition(text: &str) -> Vec<String> {
    said(&format!(
        "rule A-1\n  decides aid is granted\n  when {text}\n  basis LAW (verified)\n  because \"a\" en \"a\"\n"
    ))
}

#[test]
fn a_keyword_that_stands_in_the_wrong_place_is_not_suggested_again() {
    for (text, keyword) in
        [("a otherwise 3 > 2", "otherwise"), ("all of\n    a\n    any of\n      b\n      c", "any of")]
    {
        let found = condition(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(&format!("put the part with `{keyword}` in parentheses")), "{found:?}");
    }
    assert!(condition("a othrwise 3 > 2")[0].contains("did you mean `otherwise`?"));
}

#[test]
fn a_row_without_its_arrow_is_told_so() {
    let table = |row: &str| {
        said(&format!("table t : 0..9\n  label \"T\" en \"T\"\n  basis LAW (verified)\n  | n | -> t |\n  {row}\n"))
    };
    for row in ["| < 2 | 3 |", "| < 2 | 3 | -- why"] {
        let found = table(row);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("this is not complete") && found[0].contains("write `->` before"), "{found:?}");
    }
}

#[test]
fn an_invisible_character_at_the_margin_is_told_once() {
    let found = said(&format!("\u{feff}{SAMPLE}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("E0104"), "{found:?}");
}
