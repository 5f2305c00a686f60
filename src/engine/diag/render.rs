//! Diagnostics as people read them: the message, the lines of the file with their marks, what to write instead.
//!
//! Knows nothing of: terminals, files on disk, how a diagnostic was found. Whether to colour is the caller's choice.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Code, Diagnostic, Label, Report, Severity};
use crate::engine::source::{FileId, SourceFile, Sources, Span};
use crate::engine::wording::Language;

/// How to render.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colour by terminal codes.
    pub colour: bool,
    /// Columns to stay within.
    pub width: usize,
    /// The language of the reader; `None`: each diagnostic in the language of its file.
    pub language: Option<Language>,
}

/// A whole report: every diagnostic, what to read about its codes, and how many there are. Empty for an empty report.
#[must_use]
pub fn report(report: &Report, sources: &Sources, style: Style) -> String {
    let mut text = String::new();
    for diagnostic in &report.diagnostics {
        text.push_str(&one(diagnostic, sources, style));
        text.push_str("\n\n");
    }
    let Some(first) = report.diagnostics.first() else {
        return text;
    };
    let language = style.language.unwrap_or(first.language);
    text.push_str(&summary(report, language));
    text.push('\n');
    text.push_str(&explain_hint(report, language));
    text.push('\n');
    text
}

/// One diagnostic with its source lines, without a line end.
#[must_use]
pub fn one(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let language = style.language.unwrap_or(diagnostic.language);
    let title = level(diagnostic.code.severity(), language)
        .primary_title(diagnostic.message.get(language))
        .id(diagnostic.code.number());
    let mut groups = vec![with_snippets(Group::with_title(title), diagnostic, sources, language)];
    if let Some(help) = &diagnostic.help {
        let name = if language == Language::Indonesian { "saran" } else { "help" };
        let room = style.width.saturating_sub(name.len().saturating_add(2));
        let title = Level::HELP.with_name(Some(name)).secondary_title(wrapped(help.get(language), room));
        groups.push(Group::with_title(title));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(style.width).render(&groups)
}

/// The text with line ends between words, so that each line has at most `room` columns.
fn wrapped(text: &str, room: usize) -> String {
    let mut result = String::new();
    let mut column = 0_usize;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column.saturating_add(length).saturating_add(1) > room {
            result.push('\n');
            column = 0;
        } else if column > 0 {
            result.push(' ');
            column = column.saturating_add(1);
        }
        result.push_str(word);
        column = column.saturating_add(length);
    }
    result
}

/// "3 kesalahan, 1 peringatan".
#[must_use]
pub fn summary(report: &Report, language: Language) -> String {
    let count = |severity| report.diagnostics.iter().filter(|it| it.code.severity() == severity).count();
    let parts = [(count(Severity::Error), Severity::Error), (count(Severity::Warning), Severity::Warning)];
    let words: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| counted(*count, *kind, language)).collect();
    words.join(", ")
}

/// The name of a severity in words.
#[must_use]
pub fn severity_name(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Indonesian) => "kesalahan",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::Indonesian) => "peringatan",
        (Severity::Warning, Language::English) => "warning",
    }
}

fn counted(count: usize, severity: Severity, language: Language) -> String {
    let plural = if language == Language::English && count != 1 { "s" } else { "" };
    format!("{count} {}{plural}", severity_name(severity, language))
}

fn explain_hint(report: &Report, language: Language) -> String {
    let mut codes: Vec<Code> = report.diagnostics.iter().map(|it| it.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let shown: Vec<&str> = codes.iter().take(8).map(|it| it.number()).collect();
    let command = format!("timbang explain {}", shown.join(" "));
    match language {
        Language::Indonesian => format!("Penjelasan lengkap: {command}"),
        Language::English => format!("Read more: {command}"),
    }
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    level.with_name(Some(severity_name(severity, language)))
}

/// One snippet a file: first the file of the primary label, then the others in the order in which they are named.
fn with_snippets<'a>(
    mut group: Group<'a>,
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    language: Language,
) -> Group<'a> {
    let mut files = vec![diagnostic.primary.span.file];
    for label in &diagnostic.secondary {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    for file in files {
        if let Some(source) = sources.file(file) {
            group = group.element(snippet(file, source, diagnostic, language));
        }
    }
    group
}

fn snippet<'a>(
    id: FileId,
    file: &'a SourceFile,
    diagnostic: &'a Diagnostic,
    language: Language,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let marks: Vec<(AnnotationKind, &Label)> = std::iter::once((AnnotationKind::Primary, &diagnostic.primary))
        .chain(diagnostic.secondary.iter().map(|it| (AnnotationKind::Context, it)))
        .filter(|(_, label)| label.span.file == id)
        .collect();
    let spans: Vec<(usize, usize)> = marks.iter().map(|(_, label)| within(&file.text, label.span)).collect();
    let window = Window::around(&file.text, &spans);
    let mut snippet = Snippet::source(window.text).line_start(window.first_line).path(file.path.as_str());
    for ((kind, label), (start, end)) in marks.into_iter().zip(spans) {
        let span = start.saturating_sub(window.start)..end.saturating_sub(window.start);
        let text = label.text.get(language);
        snippet = snippet.annotation(kind.span(span).label((!text.is_empty()).then_some(text)));
    }
    snippet
}

/// The whole lines that the marks touch, so that a large file costs no more than a small one.
struct Window<'a> {
    text: &'a str,
    start: usize,
    first_line: usize,
}

impl<'a> Window<'a> {
    fn around(text: &'a str, spans: &[(usize, usize)]) -> Self {
        let from = spans.iter().map(|it| it.0).min().unwrap_or(0);
        let to = spans.iter().map(|it| it.1).max().unwrap_or(0);
        let before = text.get(..from).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let end = text.get(to..).and_then(|it| it.find('\n')).map_or(text.len(), |at| to.saturating_add(at));
        let first_line = before.matches('\n').count().saturating_add(1);
        Self { text: text.get(start..end).unwrap_or(""), start, first_line }
    }
}

/// The span on character boundaries inside the text, without line ends and spaces at its end.
fn within(text: &str, span: Span) -> (usize, usize) {
    let start = boundary(text, span.start);
    let end = boundary(text, span.end).max(start);
    let covered = text.get(start..end).unwrap_or("");
    let trimmed = covered.trim_end();
    let length = if trimmed.is_empty() { covered.len().min(1) } else { trimmed.len() };
    (start, boundary(text, u32::try_from(start.saturating_add(length)).unwrap_or(u32::MAX)))
}

fn boundary(text: &str, offset: u32) -> usize {
    let mut at = usize::try_from(offset).unwrap_or(usize::MAX).min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording;

    const PLAIN: Style = Style { colour: false, width: 100, language: None };

    fn sample() -> (Report, Sources) {
        let mut sources = Sources::default();
        let rules = sources.add("rules/a.aturan", "enum Grade ordered\n  good \"Baik\" en \"Good\"\n\nenum Grade\n");
        let mut report = Report::default();
        report
            .add(
                Code::DuplicateName,
                Span { file: rules, start: 49, end: 54 },
                wording!("nama `Grade` sudah ada", "the name `Grade` is taken"),
            )
            .label(wording!("dinyatakan lagi di sini", "declared again here"))
            .also(Span { file: rules, start: 5, end: 10 }, wording!("pertama di sini", "first here"))
            .help(wording!("pilih nama lain", "choose another name"))
            .language = Language::Indonesian;
        (report, sources)
    }

    #[test]
    fn shows_both_places_in_the_language_of_the_file() {
        let (found, sources) = sample();
        let text = report(&found, &sources, PLAIN);
        let expected = "\
kesalahan[E0202]: nama `Grade` sudah ada
 --> rules/a.aturan:4:6
  |
1 | enum Grade ordered
  |      ----- pertama di sini
...
4 | enum Grade
  |      ^^^^^ dinyatakan lagi di sini
  |
saran: pilih nama lain

1 kesalahan
Penjelasan lengkap: timbang explain E0202
";
        assert_eq!(text, expected, "{text}");
    }

    #[test]
    fn the_reader_may_ask_for_the_other_language() {
        let (found, sources) = sample();
        let text = report(&found, &sources, Style { language: Some(Language::English), ..PLAIN });
        assert!(text.starts_with("error[E0202]: the name `Grade` is taken"), "{text}");
        assert!(text.contains("1 error\n"), "{text}");
    }

    #[test]
    fn colour_only_when_asked() {
        let (found, sources) = sample();
        assert!(!report(&found, &sources, PLAIN).contains('\u{1b}'));
        assert!(report(&found, &sources, Style { colour: true, ..PLAIN }).contains('\u{1b}'));
    }

    #[test]
    fn spans_outside_the_text_and_inside_characters_do_no_harm() {
        let mut sources = Sources::default();
        let file = sources.add("a.aturan", "é");
        for (start, end) in [(0, 0), (1, 1), (1, 2), (2, 2), (5, 9), (9, 2), (u32::MAX, u32::MAX)] {
            let mut found = Report::default();
            found.add(Code::UnexpectedText, Span { file, start, end }, wording!("a", "b"));
            assert!(report(&found, &sources, PLAIN).contains("a.aturan:1:"), "{start}..{end}");
        }
        let mut found = Report::default();
        found.add(Code::UnexpectedText, Span { file: FileId(7), start: 0, end: 1 }, wording!("a", "b"));
        assert!(report(&found, &sources, PLAIN).contains("error[E0101]: b"));
    }

    #[test]
    fn counts_in_both_languages() {
        let (mut found, sources) = sample();
        let copy = found.diagnostics[0].clone();
        found.diagnostics.push(copy);
        let file = sources.iter().next().unwrap().0;
        found.add(Code::UnusedName, Span { file, start: 0, end: 1 }, wording!("a", "b"));
        assert_eq!(summary(&found, Language::Indonesian), "2 kesalahan, 1 peringatan");
        assert_eq!(summary(&found, Language::English), "2 errors, 1 warning");
    }
}
