//! From text to tree: `parse` never fails, it reports.
//!
//! Three stages, so that one mistake never hides the next one: the file is cut into items at the start of lines
//! (`segments`), each item is read with catch-alls for what cannot be read (`grammar`, `from_pairs`), and what was caught
//! is read once more, alone and strictly, to find the exact place and what was expected there (`expected`).
//! Knows nothing of: what names mean, types, files on disk.

mod atoms;
mod canonical;
pub mod conditions;
mod expected;
pub mod format;
mod from_pairs;
pub(crate) mod grammar;
pub(crate) mod keywords;
mod layout;
mod lexical;
mod limits;
pub mod reading;
mod recover;
mod segments;
mod suggest;
#[cfg(test)]
mod tests;
pub mod tree;

use super::diag::{Code, Report};
use super::source::{FileId, Span};
use crate::engine::wording::Language;
use crate::wording;
pub use canonical::canonical;
use from_pairs::Builder;
pub use lexical::{compatible, mixed_word};
use segments::Segment;

/// The greatest length of one file, in bytes.
pub const GREATEST_LENGTH: usize = 1 << 20;
/// The most items that one file may have.
pub const MOST_ITEMS: usize = 10_000;
/// The most levels of nesting that an expression or a type may have.
pub const MOST_LEVELS: u32 = 64;
/// The most operands that one expression may have.
pub const MOST_OPERANDS: usize = 1_000;

/// The most diagnostics that one file gets.
pub const MOST_DIAGNOSTICS: usize = 1_000;
/// The most words that join, and line ends, that one clause may have: what is longer is not even read.
pub const MOST_JOINS: usize = 10_000;

/// The tree of one file and what is wrong with its text.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub tree: tree::File,
    pub report: Report,
}

/// Reads one file. Whatever the text is, there is a tree; parts that could not be read are broken or left out.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parsed {
    let mut parsed = parse_file(file, text);
    let language = parsed.tree.language;
    parsed.report.diagnostics.sort_by_key(|it| it.primary.span.start);
    parsed.report.diagnostics.truncate(MOST_DIAGNOSTICS);
    for diagnostic in &mut parsed.report.diagnostics {
        diagnostic.language = language;
    }
    parsed
}

fn parse_file(file: FileId, text: &str) -> Parsed {
    let mut report = Report::default();
    let mut tree = tree::File { id: file, language: Language::English, items: Vec::new() };
    if text.len() > GREATEST_LENGTH {
        report
            .add(
                Code::FileTooLarge,
                Span { file, start: 0, end: 0 },
                wording!("berkas ini lebih besar dari 1 MiB", "this file is larger than 1 MiB"),
            )
            .label(wording!("panjangnya {} bita", "it is {} bytes long", text.len()))
            .help(wording!("bagilah isinya ke beberapa berkas", "divide it into several files"));
        return Parsed { tree, report };
    }
    let split = segments::split(file, text, &mut report);
    tree.language = split.language;
    let covered = lexical::check(file, text, &mut report);
    if let Some(first) = split.items.get(MOST_ITEMS) {
        too_many_items(file, first, &mut report);
    }
    for segment in split.items.iter().take(MOST_ITEMS) {
        let mut builder = Builder::new(file, text, split.language, segment.start, &covered, &mut report);
        if let Some(item) = builder.segment(segment) {
            tree.items.push(item);
        }
    }
    Parsed { tree, report }
}

fn too_many_items(file: FileId, first: &Segment, report: &mut Report) {
    let span = span(file, first.start, first.start);
    report
        .add(
            Code::TooManyItems,
            span,
            wording!("berkas ini memuat lebih dari 10.000 butir", "this file has more than 10,000 items"),
        )
        .label(wording!("mulai dari sini tidak dibaca", "nothing is read from here on"))
        .help(wording!("bagilah isinya ke beberapa berkas", "divide it into several files"));
}

/// Name and edition of every `use` item, without reading the rest; for loaders that look for other rulebooks.
#[must_use]
pub fn uses(text: &str) -> Vec<(String, String)> {
    let file = FileId(0);
    let mut found = Vec::new();
    if text.len() > GREATEST_LENGTH {
        return found;
    }
    let mut report = Report::default();
    let split = segments::split(file, text, &mut report);
    for segment in split.items.iter().filter(|it| it.keyword == Some(grammar::Rule::kw_use)) {
        let mut builder = Builder::new(file, text, split.language, segment.start, &[], &mut report);
        if let Some(tree::Item { kind: tree::ItemKind::Use(it), .. }) = builder.segment(segment) {
            found.push((it.name.text, it.edition.text));
        }
    }
    found
}

/// A span from byte offsets; texts are at most 1 MiB long, so they fit.
pub(crate) fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    Span { file, start: offset(start), end: offset(end) }
}
