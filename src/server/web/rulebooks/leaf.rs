//! An edition opened for reading: its norms, its texts, and where each thing stands on the page.
//!
//! Knows nothing of: how it looks.

use std::collections::BTreeMap;

use crate::engine::reading::{self, Norm, NormKind, Reading, Target};
use crate::engine::source::{FileId, Sources, Span};
use crate::engine::syntax::reading::{ReadItem, items};
use crate::engine::types::{Rulebook, Template, TemplatePiece};
use crate::engine::wording::Language;
use crate::server::service::{Law, ServiceError};
use crate::server::words::Words;

/// What the chapters of the page are made from.
pub(super) struct Leaf<'l> {
    pub(super) words: Words,
    pub(super) law: &'l Law,
    pub(super) reading: Reading,
    pub(super) sources: Sources,
    /// Where the texts are shown.
    pub(super) source: String,
    items: BTreeMap<FileId, Vec<ReadItem>>,
}

impl<'l> Leaf<'l> {
    pub(super) fn new(words: Words, law: &'l Law, source: String) -> Result<Self, ServiceError> {
        let sources = law.sources()?;
        let reading = reading::of(law.ready.rulebook(), &law.ready.captions);
        let items = sources.iter().map(|(id, file)| (id, items(&file.text, words.0))).collect();
        Ok(Self { words, law, reading, sources, source, items })
    }

    pub(super) fn rulebook(&self) -> &Rulebook {
        self.law.ready.rulebook()
    }

    /// The words that rule, in the language of the reader.
    pub(super) fn lines(&self, norm: &Norm) -> &[String] {
        self.item(norm.span).map(|it| it.lines.as_slice()).unwrap_or_default()
    }

    fn item(&self, span: Span) -> Option<&ReadItem> {
        let start = usize::try_from(span.start).ok()?;
        self.items.get(&span.file)?.iter().find(|it| (it.start..it.end).contains(&start))
    }

    /// What the authors remarked right above a declaration.
    pub(super) fn remarks(&self, span: Span) -> Vec<String> {
        let (Some(item), Some(file)) = (self.item(span), self.sources.file(span.file)) else { return Vec::new() };
        let above = file.text.get(..item.start).unwrap_or("");
        let mut found: Vec<String> = above
            .lines()
            .rev()
            .take_while(|it| it.starts_with("--"))
            .map(|it| it.trim_start_matches('-').trim().to_owned())
            .collect();
        found.reverse();
        // A line without a word parts paragraphs.
        found.join("\n").split("\n\n").map(|it| it.replace('\n', " ")).filter(|it| !it.trim().is_empty()).collect()
    }

    /// The language in which the authors of a file wrote what stands there in one language alone.
    pub(super) fn language(&self, span: Span) -> &'static str {
        let text = self.sources.file(span.file).map_or("", |it| it.text.as_str());
        let mut head = text.split_whitespace();
        match (head.next(), head.next()) {
            (Some("language" | "bahasa"), Some("id")) => "id",
            _ => "en",
        }
    }

    /// Path and line of a declaration.
    pub(super) fn place(&self, span: Span) -> (&str, usize) {
        let start = self.item(span).and_then(|it| u32::try_from(it.start).ok()).unwrap_or(span.start);
        let path = self.sources.file(span.file).map_or("", |it| it.path.as_str());
        (path, self.sources.position(span.file, start).0)
    }

    /// Where a line of a file is shown.
    pub(super) fn line_address(&self, span: Span) -> String {
        let (path, line) = self.place(span);
        format!("{}#{}", self.source, line_anchor(path, line))
    }

    /// Where a name of a norm leads, and what it is called there.
    pub(super) fn link(&self, norm: &Norm, word: &str) -> Option<(String, String)> {
        match norm.names.get(word)? {
            Target::Fact(path) => {
                let fact = self.reading.facts.iter().find(|it| it.path == *path)?;
                Some((format!("#fact-{path}"), fact.label.get(self.words.0).to_owned()))
            }
            Target::Norm(index) => {
                let other = self.reading.norms.get(*index)?;
                Some((format!("#{}", anchor(other)), other.label.get(self.words.0).to_owned()))
            }
            Target::Value(id, ordinal) => {
                let of = self.rulebook().enums.get(*id)?;
                let value = of.values.get(*ordinal)?;
                Some((format!("#enum-{}", of.name), value.label.get(self.words.0).to_owned()))
            }
        }
    }

    /// A sentence of the rules; values stand in brackets by their labels.
    pub(super) fn sentence(&self, template: &Template) -> String {
        let pieces = if self.words.0 == Language::English { &template.en } else { &template.id };
        let piece = |it: &TemplatePiece| match it {
            TemplatePiece::Text(text) => text.clone(),
            TemplatePiece::Value(value) => {
                let label = reading::label_of(self.rulebook(), value).map_or("…", |it| it.get(self.words.0));
                format!("[{label}]")
            }
        };
        pieces.iter().map(piece).collect()
    }
}

/// Where a norm stands on the page.
pub(super) fn anchor(norm: &Norm) -> String {
    let kind = match norm.kind {
        NormKind::Requirement => "requirement",
        NormKind::Parameter => "parameter",
        NormKind::Definition | NormKind::Table => "definition",
        NormKind::Criterion => "criterion",
        NormKind::Judgement => "judgement",
        NormKind::Decision => "decision",
        NormKind::Rule => "rule",
    };
    format!("{kind}-{}", norm.name)
}

/// Where a line stands on the page of the texts.
pub(super) fn line_anchor(path: &str, line: usize) -> String {
    format!("{}-L{line}", path.replace(' ', "_"))
}
