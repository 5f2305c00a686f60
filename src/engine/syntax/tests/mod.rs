//! Tests of the parser as a whole.

use super::*;

pub(super) const SAMPLE: &str = include_str!("sample_en.aturan");

/// Code, first line of the place and text of each diagnostic, for tests.
pub(super) fn said(text: &str) -> Vec<String> {
    let parsed = parse(FileId(0), text);
    parsed
        .report
        .diagnostics
        .iter()
        .map(|it| {
            let (start, end) = (it.primary.span.start as usize, it.primary.span.end as usize);
            let line = text[..start].matches('\n').count() + 1;
            format!(
                "{} {line} `{}` {} | {} | {}",
                it.code.number(),
                &text[start..end],
                it.message.en,
                it.primary.text.en,
                it.help.as_ref().map_or("", |it| it.en.as_str())
            )
        })
        .collect()
}

#[test]
fn the_sample_is_read_without_a_word() {
    assert_eq!(said(SAMPLE), Vec::<String>::new());
    assert_eq!(parse(FileId(0), SAMPLE).tree.items.len(), 23);
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
