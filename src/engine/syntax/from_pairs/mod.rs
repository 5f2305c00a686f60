//! From what the grammar read to the tree: the builder that all parts share, and one item as a whole.
//!
//! Knows nothing of: what names mean.

mod arithmetic;
mod clauses;
mod expr;
mod items;
mod lines;
mod list;
mod operators;
mod scenarios;
mod words;

use super::grammar::{self, Failure, Rule};
use super::keywords;
use super::limits::{self, Excess};
use super::recover;
use super::segments::Segment;
use super::tree::{Item, ItemKind, Name};
use crate::engine::diag::{Code, Report};
use crate::engine::source::{FileId, Span};
use crate::engine::wording::Language;
use crate::wording;

/// Something that the grammar read, with its place.
pub(crate) type Piece<'i> = pest::iterators::Pair<'i, Rule>;

/// Builds the tree of one item; places in what it is given are counted from the start of the item.
pub(crate) struct Builder<'a> {
    pub(super) language: Language,
    pub(super) report: &'a mut Report,
    file: FileId,
    text: &'a str,
    base: usize,
    /// Where in the file something was already reported for its characters alone.
    covered: &'a [usize],
    depth: u32,
    limit_reported: bool,
    /// The clauses that this item may have, by their keywords.
    allowed: &'static [Rule],
    /// The keywords of clauses that are there, whether they could be read or not.
    seen: Vec<(Rule, Span)>,
    /// Whether a clause is there whose keyword could not be made out: then nothing is said to be missing.
    unclear: bool,
    /// Whether something that cannot be read follows the header on its line.
    header_broken: bool,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(
        file: FileId,
        text: &'a str,
        language: Language,
        base: usize,
        covered: &'a [usize],
        report: &'a mut Report,
    ) -> Self {
        Self {
            language,
            report,
            file,
            text,
            base,
            covered,
            depth: 0,
            limit_reported: false,
            allowed: &[],
            seen: Vec::new(),
            unclear: false,
            header_broken: false,
        }
    }

    /// The span of bytes of the item.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        super::span(self.file, self.base.saturating_add(start), self.base.saturating_add(end))
    }

    /// How a keyword is spelled in this file.
    pub(super) fn word(&self, keyword: Rule) -> &'static str {
        keywords::of_rule(keyword).map_or("", |it| it.phrase(self.language))
    }

    fn place(&self, piece: &Piece<'_>) -> Span {
        let span = piece.as_span();
        self.span(span.start(), span.end())
    }

    /// The text of a span of this file.
    fn written(&self, span: Span) -> &str {
        let range = (usize::try_from(span.start), usize::try_from(span.end));
        if let (Ok(start), Ok(end)) = range { self.text.get(start..end).unwrap_or("") } else { "" }
    }

    /// Whether something about these bytes of the item was already reported for its characters alone.
    pub(super) fn is_covered(&self, start: usize, end: usize) -> bool {
        let (start, end) = (self.base.saturating_add(start), self.base.saturating_add(end));
        let index = self.covered.partition_point(|it| *it < start);
        self.covered.get(index).is_some_and(|it| *it < end)
    }

    /// Reads one item. None if it is nothing at all (text that begins no item and names nothing).
    pub(crate) fn segment(&mut self, segment: &Segment) -> Option<Item> {
        let text = self.text.get(segment.start..segment.end)?;
        let length = text.trim_end().len();
        let Some(keyword) = segment.keyword else {
            return Some(self.broken(text));
        };
        match limits::excess(segment.keyword, text) {
            Some(Excess::Depth(at)) => {
                self.too_deep(at, at.saturating_add(1));
                return Some(self.broken(text));
            }
            Some(Excess::Length(at)) => {
                self.too_many_operands(self.span(at, at.saturating_add(1)));
                return Some(self.broken(text));
            }
            None => {}
        }
        let pieces = match grammar::parse(Rule::item, text) {
            Ok(mut pieces) => pieces.next()?,
            Err(failure) => {
                match failure {
                    Failure::TooDeep => self.too_deep(0, keyword_length(text)),
                    Failure::TooComplex => self.too_complex(0, keyword_length(text)),
                    Failure::At(at, _) => self.unreadable(at),
                }
                return Some(self.broken(text));
            }
        };
        self.other_language(&pieces);
        let item = pieces.into_inner().next()?;
        let pieces = item.into_inner().skip(1);
        let parts = recover::parts(text, pieces);
        let kind = items::build(self, keyword, text, parts);
        let end = items::end_without_comments(text, length);
        Some(Item { span: self.span(0, end), kind })
    }

    /// An item of which only the name may be known.
    fn broken(&self, text: &str) -> Item {
        Item { span: self.span(0, text.lines().next().unwrap_or("").trim_end().len()), kind: self.broken_kind(text) }
    }

    fn broken_kind(&self, text: &str) -> ItemKind {
        let line = text.lines().next().unwrap_or("");
        let first = line.find(|it| !keywords::is_word_part(it)).unwrap_or(line.len());
        let rest = line.get(first..).unwrap_or("");
        let trimmed = rest.trim_start();
        let start = first.saturating_add(rest.len().saturating_sub(trimmed.len()));
        let length = trimmed.find(|it| it != '-' && !keywords::is_word_part(it)).unwrap_or(trimmed.len());
        let word = trimmed.get(..length).unwrap_or("").trim_end_matches('-');
        let named = first > 0 && word.starts_with(|it: char| it == '_' || it.is_alphabetic());
        let name =
            named.then(|| Name { text: word.to_owned(), span: self.span(start, start.saturating_add(word.len())) });
        ItemKind::Broken(name)
    }

    fn unreadable(&mut self, at: usize) {
        if self.is_covered(0, at.saturating_add(1)) {
            return;
        }
        let span = self.span(at, at);
        self.report
            .add(Code::UnexpectedText, span, wording!("bagian ini tidak dapat dibaca", "this cannot be read"))
            .label(wording!("tidak sesuai dengan tata bahasanya", "it does not fit the grammar"));
    }

    /// Reports the first keyword of the other language, if there is one.
    fn other_language(&mut self, item: &Piece<'_>) {
        for piece in item.clone().into_inner().flatten() {
            let Some(keyword) = keywords::of_rule(piece.as_rule()) else {
                continue;
            };
            let phrase = keyword.phrase(self.language);
            if piece.as_str().split_whitespace().eq(phrase.split(' ')) {
                continue;
            }
            let (span, written) = (self.place(&piece), piece.as_str().split_whitespace().collect::<Vec<_>>().join(" "));
            let (this_id, this_en) = match self.language {
                Language::Indonesian => ("bahasa Indonesia", "Indonesian"),
                Language::English => ("bahasa Inggris", "English"),
            };
            self.report
                .add(
                    Code::OtherLanguage,
                    span,
                    wording!(
                        "`{written}` adalah kata kunci bahasa lain",
                        "`{written}` is a keyword of the other language"
                    ),
                )
                .label(wording!("berkas ini memakai kata kunci {this_id}", "this file uses {this_en} keywords"))
                .help(wording!(
                    "tulislah `{phrase}`; satu berkas memakai satu bahasa kata kunci, yang disebut di baris pertamanya",
                    "write `{phrase}`; a file uses the keywords of one language, named on its first line"
                ));
            return;
        }
    }

    /// Reports, once per item, that it is nested too deeply.
    pub(super) fn too_deep(&mut self, start: usize, end: usize) {
        if self.limit_reported {
            return;
        }
        self.limit_reported = true;
        let (define, criterion) = (self.word(Rule::kw_define), self.word(Rule::kw_criterion));
        let span = self.span(start, end);
        self.report
            .add(Code::TooDeep, span, wording!("syarat ini bersusun terlalu dalam", "this is nested too deeply"))
            .label(wording!("lebih dari 64 tingkat sampai di sini", "more than 64 levels deep here"))
            .help(wording!(
                "pindahkan bagian dalamnya ke `{define}` atau `{criterion}` tersendiri",
                "move the inner part to a `{define}` or `{criterion}` of its own"
            ));
    }

    /// Reports, once per item, that it has an expression of too many operands.
    pub(super) fn too_many_operands(&mut self, span: Span) {
        if self.limit_reported {
            return;
        }
        self.limit_reported = true;
        let define = self.word(Rule::kw_define);
        self.report
            .add(Code::TooManyOperands, span, wording!("ungkapan ini terlalu panjang", "this expression is too long"))
            .label(wording!(
                "paling banyak 1.000 bagian dalam satu ungkapan, dan 64 suku dalam satu hitungan",
                "at most 1,000 operands in an expression, and 64 terms in a calculation"
            ))
            .help(wording!("bagilah menjadi beberapa `{define}`", "divide it into several `{define}` items"));
    }

    /// Reports that reading the item takes too long.
    pub(super) fn too_complex(&mut self, start: usize, end: usize) {
        let span = self.span(start, end);
        self.report
            .add(
                Code::TooComplex,
                span,
                wording!("butir ini terlalu rumit untuk dibaca", "this item is too complex to read"),
            )
            .label(wording!("membacanya melampaui batas langkah", "reading it takes more steps than are allowed"))
            .help(wording!("bagilah menjadi beberapa butir", "divide it into several items"));
    }

    /// Goes one level deeper; none if that is too deep (reported).
    fn deeper<T>(&mut self, at: Span, build: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= super::MOST_LEVELS {
            let base = u32::try_from(self.base).unwrap_or(u32::MAX);
            let start = usize::try_from(at.start.saturating_sub(base)).unwrap_or(usize::MAX);
            self.too_deep(start, start.saturating_add(1));
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        let result = build(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    /// Reports a bad piece.
    fn bad(&mut self, text: &str, bad: recover::Bad) {
        recover::report(self, text, bad, self.allowed);
    }

    /// Reports a bad clause and notes which clause it was meant to be.
    fn bad_clause(&mut self, text: &str, bad: recover::Bad) {
        if bad.family == recover::Family::Header {
            self.header_broken = true;
            self.bad(text, bad);
            return;
        }
        if self.report.diagnostics.len() > super::MOST_DIAGNOSTICS {
            return;
        }
        match recover::meant_clause(text, bad) {
            Some(keyword) => self.seen.push((keyword, self.span(bad.start, bad.end))),
            None => self.unclear = true,
        }
        self.bad(text, bad);
    }
}

fn keyword_length(text: &str) -> usize {
    text.find(|it| !keywords::is_word_part(it)).unwrap_or(text.len())
}
