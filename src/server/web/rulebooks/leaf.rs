//! An edition opened for reading: its norms, its texts, and where each thing stands on the page.
//!
//! Knows nothing of: how it looks.

use std::collections::BTreeMap;

use crate::engine::reading::{self, Norm, NormKind, Reading, Target, outcome_name};
use crate::engine::source::{FileId, Sources, Span};
use crate::engine::syntax::reading::{ReadItem, ReadLine, items};
use crate::engine::types::{Binding, Rulebook, Template, TemplatePiece};
use crate::engine::wording::{Language, Wording};
use crate::server::service::{Law, ServiceError};
use crate::server::words::Words;

use super::written::Named;

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
    pub(super) fn lines(&self, norm: &Norm) -> &[ReadLine] {
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

    /// What a name in a norm stands for, and where it leads; `before` is the name before it: an outcome is one of its decision.
    /// Between other words a label is set in quotes where its own words could be taken for theirs.
    pub(super) fn named(&self, norm: &Norm, before: &str, word: &str, is_between: bool) -> Option<Named> {
        let book = self.rulebook();
        let set =
            |label: &str| if is_between && self.reads_like_rules(label) { quoted(label) } else { label.to_owned() };
        let (address, label) = match norm.names.get(&outcome_name(before, word)).or_else(|| norm.names.get(word))? {
            // The name of an element stays: what is said of it later goes by that name.
            Target::Fact(path) if !word.contains('.') && path.rsplit('.').next() != Some(word) => {
                (Some(format!("#fact-{path}")), word.to_owned())
            }
            Target::Fact(path) => {
                (Some(format!("#fact-{path}")), self.of_element(norm, word, (&self.fact(path)?, is_between)))
            }
            Target::Norm(index) => {
                let other = self.reading.norms.get(*index)?;
                let label = self.called(other);
                let label = if is_between && label != other.name { quoted(label) } else { label.to_owned() };
                (Some(format!("#{}", anchor(other))), label)
            }
            Target::Value(id, ordinal) => {
                let of = book.enums.get(*id)?;
                (Some(format!("#enum-{}", of.name)), set(self.say(&of.values.get(*ordinal)?.label)))
            }
            Target::Field(record, field) => {
                let label = self.say(&book.records.get(*record)?.fields.get(*field)?.label);
                (None, self.of_element(norm, word, (label, is_between)))
            }
            Target::Outcome(decision, outcome) => {
                (None, set(self.say(&book.decisions.get(*decision)?.outcomes.get(*outcome)?.label)))
            }
        };
        if label.is_empty() {
            return None;
        }
        Some(match address {
            Some(address) => Named::At { address, label },
            None => Named::Label(label),
        })
    }

    /// Whether a name in a norm is that of a norm about single elements or records, which are named after it.
    pub(super) fn is_applied(&self, norm: &Norm, word: &str) -> bool {
        let Some(Target::Norm(index)) = norm.names.get(word) else { return false };
        self.reading.norms.get(*index).is_some_and(|it| self.of(it).is_some())
    }

    /// What a norm is about, if it is about single elements or records.
    pub(super) fn of(&self, norm: &Norm) -> Option<&Binding> {
        let book = self.rulebook();
        match norm.kind {
            NormKind::Criterion => book.criteria.get(norm.index)?.of.as_ref(),
            NormKind::Definition | NormKind::Table => book.definitions.get(norm.index)?.of.as_ref(),
            _ => None,
        }
    }

    /// A label, in quotes where it stands between words of the rules and has such words itself.
    fn apart(&self, label: &str, is_between: bool) -> String {
        if is_between && self.reads_like_rules(label) { quoted(label) } else { label.to_owned() }
    }

    /// Whether a label has words that join conditions as well.
    fn reads_like_rules(&self, label: &str) -> bool {
        let joining: &[&str] = if self.words.0 == Language::English {
            &["and", "or", "not", "if", "of", "is", "at", "than"]
        } else {
            &["dan", "atau", "tidak", "jika", "dari", "adalah", "paling", "sampai", "kosong"]
        };
        label.contains(',') || label.split_whitespace().any(|it| joining.contains(&it.to_lowercase().as_str()))
    }

    /// A norm by its label. A rule has none of its own but that of its outcome, which others have as well.
    pub(super) fn called<'n>(&self, norm: &'n Norm) -> &'n str {
        let label = norm.label.get(self.words.0);
        if norm.kind == NormKind::Rule || label.is_empty() { &norm.name } else { label }
    }

    fn say<'w>(&self, wording: &'w Wording) -> &'w str {
        wording.get(self.words.0)
    }

    /// A fact by its label, and by that of the record it lies in where another fact is called the same.
    fn fact(&self, path: &str) -> Option<String> {
        let label_at = |path: &str| self.reading.facts.iter().find(|it| it.path == path).map(|it| self.say(&it.label));
        let label = label_at(path)?;
        let is_shared = self.reading.facts.iter().filter(|it| self.say(&it.label) == label).nth(1).is_some();
        let around = path.rsplit_once('.').and_then(|it| label_at(it.0)).filter(|_| is_shared);
        Some(around.map_or_else(|| label.to_owned(), |around| format!("{label} ({around})")))
    }

    /// Of which element it is, where the name begins with one: the same field of two of them is not the same.
    fn of_element(&self, norm: &Norm, word: &str, (label, is_between): (&str, bool)) -> String {
        let element = word.split_once('.').map(|it| it.0).filter(|_| match norm.names.get(word) {
            Some(Target::Fact(path)) => path != word,
            _ => true,
        });
        match element {
            Some(it) => format!("{} {} {it}", self.apart(label, true), self.words.say("dari", "of")),
            None => self.apart(label, is_between),
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

/// In marks that are there on paper as well, and are read out.
fn quoted(label: &str) -> String {
    format!("“{label}”")
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
