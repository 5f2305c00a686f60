//! The commentary as a document for programs. The keys and their order are stable.
//!
//! ```text
//! {"format": "timbang.law/1",          changes its number when a reader would have to change
//!  "sources": [                        in the order of their declarations
//!   {"name", "title", "cited_as",      texts are {"id": …, "en": …}
//!    "published",                      a text in one language, or null
//!    "path", "line",                   where it is declared, lines from 1
//!    "tally": {"encoded", "open", "pending", "not_encoded", "uncited"},   how many articles stand how
//!    "articles": [                     in natural order
//!     {"place": [{"part", "number"}],  from the outside in; article, paragraph, letter, number, appendix; [] is the whole source
//!      "text",                         the place in words; null for the whole source
//!      "summary",                      or null, if the source does not list this very place
//!      "standing",                     one of the keys of "tally"
//!      "not_encoded",                  why it is left out on purpose, or null
//!      "uses": [
//!       {"kind",                       rulebook, parameter, definition, table, criterion, judgement, otherwise, rule, calendar
//!        "rulebook",                   or null for a calendar
//!        "name", "label",
//!        "establishedness",            verified, secondary, inferred, unverified
//!        "pending",                    why it is not known, or null
//!        "value", "alternatives",      of a parameter, as texts; null and [] otherwise
//!        "written": [{"edition", "path", "line"}]}]}]}]}
//! ```

use serde::Serialize;

use crate::engine::captions::citation;
use crate::engine::commentary::{ArticleLaw, FORMAT, Law, SourceLaw, Standing, Tally, Use, UseKind, Written};
use crate::engine::types::{Establishedness, PlacePart};
use crate::engine::wording::Wording;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    title: Both<'a>,
    cited_as: Both<'a>,
    published: Option<&'a str>,
    path: &'a str,
    line: usize,
    tally: Counts,
    articles: Vec<Article<'a>>,
}

#[derive(Serialize)]
struct Counts {
    encoded: usize,
    open: usize,
    pending: usize,
    not_encoded: usize,
    uncited: usize,
}

#[derive(Serialize)]
struct Article<'a> {
    place: Vec<Part<'a>>,
    text: Option<OwnBoth>,
    summary: Option<Both<'a>>,
    standing: &'static str,
    not_encoded: Option<Both<'a>>,
    uses: Vec<OneUse<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    part: &'static str,
    number: &'a str,
}

#[derive(Serialize)]
struct OneUse<'a> {
    kind: &'static str,
    rulebook: Option<&'a str>,
    name: &'a str,
    label: Both<'a>,
    establishedness: &'static str,
    pending: Option<Both<'a>>,
    value: Option<Both<'a>>,
    alternatives: Vec<Both<'a>>,
    written: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    edition: Option<&'a str>,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct Both<'a> {
    id: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct OwnBoth {
    id: String,
    en: String,
}

pub(super) fn document(law: &Law) -> String {
    let document = Document { format: FORMAT, sources: law.sources.iter().map(source).collect() };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn source(source: &SourceLaw) -> Source<'_> {
    Source {
        name: &source.name,
        title: both(&source.title),
        cited_as: both(&source.cited_as),
        published: source.published.as_deref(),
        path: &source.declared.path,
        line: source.declared.line,
        tally: counts(&source.tally()),
        articles: source.articles.iter().map(article).collect(),
    }
}

fn counts(tally: &Tally) -> Counts {
    Counts {
        encoded: tally.of(Standing::Encoded),
        open: tally.of(Standing::Open),
        pending: tally.of(Standing::Pending),
        not_encoded: tally.of(Standing::NotEncoded),
        uncited: tally.of(Standing::Uncited),
    }
}

fn article(article: &ArticleLaw) -> Article<'_> {
    let parts = article.place.parts.iter().map(|(part, number)| Part { part: part_name(*part), number });
    let text = citation::place(&article.place);
    Article {
        place: parts.collect(),
        text: (!text.en.is_empty()).then_some(OwnBoth { id: text.id, en: text.en }),
        summary: article.summary.as_ref().map(both),
        standing: match article.standing() {
            Standing::Encoded => "encoded",
            Standing::Open => "open",
            Standing::Pending => "pending",
            Standing::NotEncoded => "not_encoded",
            Standing::Uncited => "uncited",
        },
        not_encoded: article.not_encoded.as_ref().map(both),
        uses: article.uses.iter().map(one).collect(),
    }
}

fn one(one: &Use) -> OneUse<'_> {
    OneUse {
        kind: kind(one.kind),
        rulebook: one.rulebook.as_deref(),
        name: &one.name,
        label: both(&one.label),
        establishedness: match one.establishedness {
            Establishedness::Verified => "verified",
            Establishedness::Secondary => "secondary",
            Establishedness::Inferred => "inferred",
            Establishedness::Unverified => "unverified",
        },
        pending: one.pending.as_ref().map(both),
        value: one.value.as_ref().map(both),
        alternatives: one.alternatives.iter().map(both).collect(),
        written: one.written.iter().map(written).collect(),
    }
}

fn written(written: &Written) -> Place<'_> {
    Place { edition: written.edition.as_deref(), path: &written.at.path, line: written.at.line }
}

const fn kind(kind: UseKind) -> &'static str {
    match kind {
        UseKind::Rulebook => "rulebook",
        UseKind::Parameter => "parameter",
        UseKind::Definition => "definition",
        UseKind::Table => "table",
        UseKind::Criterion => "criterion",
        UseKind::Judgement => "judgement",
        UseKind::Otherwise => "otherwise",
        UseKind::Rule => "rule",
        UseKind::Calendar => "calendar",
    }
}

const fn part_name(part: PlacePart) -> &'static str {
    match part {
        PlacePart::Article => "article",
        PlacePart::Paragraph => "paragraph",
        PlacePart::Letter => "letter",
        PlacePart::Number => "number",
        PlacePart::Appendix => "appendix",
    }
}

fn both(wording: &Wording) -> Both<'_> {
    Both { id: &wording.id, en: &wording.en }
}
