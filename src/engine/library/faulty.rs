//! What could not be read, so that one mistake in a text gives one message: the lines that were lost, the items with a hole.
//!
//! Knows nothing of: names and types.

use crate::engine::diag::{Code, Diagnostic, Report, Severity};
use crate::engine::source::{FileId, Sources, Span};
use crate::engine::syntax::{Parsed, tree};
use std::collections::{BTreeMap, BTreeSet};

/// The faults in the texts of one edition.
#[derive(Debug, Default)]
pub(super) struct Faulty {
    pub any: bool,
    /// Words on the lines of the faults, and at the heads of items that could not be read.
    pub lost: BTreeSet<String>,
    /// Items in which a fault lies.
    items: Vec<Span>,
}

impl Faulty {
    pub(super) fn new(sources: &Sources, parsed: &BTreeMap<FileId, Parsed>, files: &[FileId]) -> Self {
        let mut faulty = Self::default();
        for (file, parsed) in files.iter().filter_map(|it| Some((*it, parsed.get(it)?))) {
            let text = sources.file(file).map_or("", |it| it.text.as_str());
            for span in parsed.report.diagnostics.iter().filter(|it| is_error(it)).map(|it| it.primary.span) {
                faulty.any = true;
                // A field may go on over a few lines: its name stands on the first.
                faulty.lost.extend(words_of_lines(text, span.start, 4));
                faulty.items.extend(parsed.tree.items.iter().map(|it| it.span).filter(|it| holds(*it, span)));
            }
            let broken = parsed.tree.items.iter().filter(|it| matches!(it.kind, tree::ItemKind::Broken(_)));
            for item in broken {
                faulty.lost.extend(words_of_lines(text, item.span.start, 1));
            }
        }
        faulty
    }

    /// Takes out what only follows from a fault: a clause that is missing where it could not be read.
    pub(super) fn without_consequences(&self, report: &mut Report) {
        let follows = |it: &Diagnostic| {
            matches!(it.code, Code::MissingLabel | Code::MissingBasis)
                && self.items.iter().any(|item| holds(*item, it.primary.span))
        };
        report.diagnostics.retain(|it| !follows(it));
    }
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.severity() == Severity::Error
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.start <= outer.end
}

/// The words on the line of an offset, and on the lines before it, `count` lines in all.
fn words_of_lines(text: &str, offset: u32, count: usize) -> Vec<String> {
    let at = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let rest_of_line = after.split('\n').next().unwrap_or("");
    let end = before.len().saturating_add(rest_of_line.len());
    let lines = text.get(..end).unwrap_or(before).rsplit('\n').take(count);
    let is_part = |it: char| it.is_alphanumeric() || it == '_' || it == '-';
    lines.flat_map(|it| it.split(|it| !is_part(it))).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}
