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
