//! Texts and places in them: every other floor names a place by a [`Span`].
//!
//! Knows nothing of: grammar, names, files on disk. A path here is only a label to show.

use std::fmt;

/// Index of a file in [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A stretch of one file, in bytes: `start` is included, `end` is not.
///
/// Prints as `_` in debug output, so that two trees can be compared without their places.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl fmt::Debug for FileId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("_")
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("_")
    }
}

impl Span {
    /// The smallest span that covers both; the two must lie in one file (else `self` is kept).
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One text with the path under which people know it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// All texts of one check, in the order they were added.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text and returns its number.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        id
    }

    /// The file of this number, if it was added here.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// The text that a span covers; empty if the span is not of these sources.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let range = (usize::try_from(span.start), usize::try_from(span.end));
        match (self.file(span.file), range) {
            (Some(file), (Ok(start), Ok(end))) => file.text.get(start..end).unwrap_or(""),
            _ => "",
        }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    #[must_use]
    pub fn position(&self, file: FileId, offset: u32) -> (usize, usize) {
        let Some(file) = self.file(file) else {
            return (1, 1);
        };
        let mut end = usize::try_from(offset).unwrap_or(usize::MAX).min(file.text.len());
        while !file.text.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let before = file.text.get(..end).unwrap_or("");
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count().saturating_add(1);
        (line, column)
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), file))
    }
}
