//! A report as JSON, one diagnostic a line. The keys and their order are stable.

use serde::Serialize;

use crate::engine::diag::render::severity_name;
use crate::engine::diag::{Diagnostic, Label, Report};
use crate::engine::source::{FileId, Sources};
use crate::engine::wording::{Language, Wording};

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    message: Both<'a>,
    label: Option<Both<'a>>,
    help: Option<Both<'a>>,
    others: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    label: Both<'a>,
}

/// Lines and columns count from 1, columns in characters, bytes from 0; the end is not included.
#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    byte: u32,
}

#[derive(Serialize)]
struct Both<'a> {
    id: &'a str,
    en: &'a str,
}

/// One object a line, in the order of the report.
pub(crate) fn lines(report: &Report, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        text.push_str(&serde_json::to_string(&line(diagnostic, sources)).unwrap_or_default());
        text.push('\n');
    }
    text
}

fn line<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Line<'a> {
    let label = &diagnostic.primary.text;
    Line {
        code: diagnostic.code.number(),
        name: diagnostic.code.slug(),
        severity: severity_name(diagnostic.code.severity(), Language::English),
        place: place(&diagnostic.primary, sources),
        message: both(&diagnostic.message),
        label: (!label.en.is_empty()).then(|| both(label)),
        help: diagnostic.help.as_ref().map(both),
        others: diagnostic
            .secondary
            .iter()
            .map(|it| Other { place: place(it, sources), label: both(&it.text) })
            .collect(),
    }
}

fn place<'a>(label: &Label, sources: &'a Sources) -> Place<'a> {
    let file = label.span.file;
    Place {
        path: sources.file(file).map_or("", |it| it.path.as_str()),
        start: point(sources, file, label.span.start),
        end: point(sources, file, label.span.end),
    }
}

fn point(sources: &Sources, file: FileId, byte: u32) -> Point {
    let (line, column) = sources.position(file, byte);
    Point { line, column, byte }
}

fn both(wording: &Wording) -> Both<'_> {
    Both { id: &wording.id, en: &wording.en }
}
