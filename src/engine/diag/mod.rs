//! What is wrong with a rule text: plain data, gathered in a [`Report`].
//!
//! The message says *what*, a label says *why* at its place, the help says *what to write instead*.
//! Knows nothing of: how a diagnostic is found, or who reads it.

pub mod codes;
pub mod render;

use super::source::Span;
use super::wording::{Language, Wording};
pub use codes::Code;

/// How grave a diagnostic is. Rules with an error cannot be used; warnings do not stop anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    Error,
}

/// A place with what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: Wording,
}

/// One thing that is wrong, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    /// What is wrong, in one sentence: lower case, no full stop.
    pub message: Wording,
    /// Where, and why it is wrong there.
    pub primary: Label,
    /// Other places that matter (the first declaration of a doubled name, say).
    pub secondary: Vec<Label>,
    /// What to write instead.
    pub help: Option<Wording>,
    /// The language of the file in which it was found.
    pub language: Language,
}

/// The ordered sink that every pass writes to.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic whose primary label has no text yet, and returns it to be completed.
    #[expect(clippy::indexing_slicing, reason = "the element was pushed on the line before")]
    pub fn add(&mut self, code: Code, span: Span, message: Wording) -> &mut Diagnostic {
        let index = self.diagnostics.len();
        self.diagnostics.push(Diagnostic {
            code,
            message,
            primary: Label { span, text: Wording::default() },
            secondary: Vec::new(),
            help: None,
            language: Language::default(),
        });
        &mut self.diagnostics[index]
    }

    /// Whether anything is wrong enough to refuse the rules.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|it| it.code.severity() == Severity::Error)
    }

    /// Moves everything from `other` to the end of this report.
    pub fn append(&mut self, mut other: Self) {
        self.diagnostics.append(&mut other.diagnostics);
    }
}

impl Diagnostic {
    /// Why it is wrong, at its place.
    pub fn label(&mut self, text: Wording) -> &mut Self {
        self.primary.text = text;
        self
    }

    /// Another place that matters.
    pub fn also(&mut self, span: Span, text: Wording) -> &mut Self {
        self.secondary.push(Label { span, text });
        self
    }

    /// What to write instead.
    pub fn help(&mut self, text: Wording) -> &mut Self {
        self.help = Some(text);
        self
    }
}
