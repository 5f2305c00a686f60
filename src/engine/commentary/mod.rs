//! What is encoded from each source, article by article: by what, how well established, what is pending or open, and
//! what is deliberately not encoded.
//!
//! Knows nothing of: cases, rulings, how it is printed.

mod collect;
mod order;
mod standing;
#[cfg(test)]
mod tests;
pub(crate) mod values;

use super::library::Checked;
use super::source::{Sources, Span};
use super::types::{DeclaredSource, Establishedness, Place};
use super::wording::Wording;
pub use standing::{Standing, Tally};

/// The value of the key `format` of the document for programs.
pub const FORMAT: &str = "timbang.law/1";

/// All sources, in the order in which they are declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Law {
    pub sources: Vec<SourceLaw>,
}

/// One source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLaw {
    pub name: String,
    pub title: Wording,
    /// How it is named in a sentence, such as "PP 11/2017".
    pub cited_as: Wording,
    pub published: Option<String>,
    pub declared: At,
    /// In natural order; the source as a whole, if it is cited so, stands first with an empty place.
    pub articles: Vec<ArticleLaw>,
}

/// One place of a source: an article, a part of one, or (with an empty place) the source as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLaw {
    pub place: Place,
    /// What it says, in one sentence of our own; `None` if the source does not list this very place.
    pub summary: Option<Wording>,
    /// Why it is deliberately not encoded; `None` if nobody says that it is not.
    pub not_encoded: Option<Wording>,
    /// What rests on it: by rulebook, then in the order of the files.
    pub uses: Vec<Use>,
}

/// Something that rests on a place of the law. What several editions say in the same words stands here once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub kind: UseKind,
    /// `None`: a calendar, which all rulebooks share.
    pub rulebook: Option<String>,
    pub name: String,
    pub label: Wording,
    pub establishedness: Establishedness,
    /// Why what it stands for is not known.
    pub pending: Option<Wording>,
    /// The value of a parameter, if it has one.
    pub value: Option<Wording>,
    /// Other values of a parameter that the law leaves open.
    pub alternatives: Vec<Wording>,
    /// Where it is written: once for each edition, or once for a calendar.
    pub written: Vec<Written>,
}

/// What kind of declaration rests on the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseKind {
    /// The rulebook as a whole: why the edition is in force.
    Rulebook,
    Parameter,
    Definition,
    Table,
    Criterion,
    Judgement,
    /// What a decision gives when no rule applies.
    Otherwise,
    Rule,
    Calendar,
}

/// A declaration in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// `None` for a calendar.
    pub edition: Option<String>,
    pub at: At,
}

/// A line of a rule file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    pub path: String,
    pub line: usize,
}

/// The commentary on checked rules; `sources` holds the texts that were checked.
#[must_use]
pub fn of(checked: &Checked, sources: &Sources) -> Law {
    let mut law = Law { sources: checked.declared.sources.iter().map(|it| of_source(it, sources)).collect() };
    collect::uses(checked, sources, &mut law);
    for source in &mut law.sources {
        source.articles.sort_by(|a, b| order::compare(&a.place, &b.place));
    }
    law
}

/// The source as it is declared, nothing resting on it yet.
fn of_source(declared: &DeclaredSource, sources: &Sources) -> SourceLaw {
    let source = &declared.source;
    let listed = source.articles.iter().map(|it| (it, None));
    let left_out = declared.not_encoded.iter().map(|it| (&it.article, Some(it.why.clone())));
    let mut articles: Vec<ArticleLaw> = Vec::new();
    for (article, not_encoded) in listed.chain(left_out) {
        let (place, summary) = (article.place.clone(), Some(article.summary.clone()));
        articles.push(ArticleLaw { place, summary, not_encoded, uses: Vec::new() });
    }
    SourceLaw {
        name: source.name.clone(),
        title: source.title.clone(),
        cited_as: source.cited_as.clone(),
        published: source.published.clone(),
        declared: at(sources, declared.span),
        articles,
    }
}

fn at(sources: &Sources, span: Span) -> At {
    let path = sources.file(span.file).map_or_else(String::new, |it| it.path.clone());
    At { path, line: sources.position(span.file, span.start).0 }
}
