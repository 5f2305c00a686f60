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
