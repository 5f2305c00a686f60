//! The common layout of rule files, and their translation from one keyword language to the other.
//!
//! What stands in a file is never changed: only blanks, line ends between items and lines, and the spelling of keywords.
//! Knows nothing of: what names mean, files on disk.

use super::atoms::{self, Comment};
use super::grammar::{self, Rule};
use super::segments::{self, Segment};
use super::{layout, parse};
use crate::engine::diag::Report;
use crate::engine::source::FileId;
use crate::engine::wording::Language;

/// The text in the common layout, with the keywords of `keywords` or, without it, of the language it has.
///
/// # Errors
/// What is wrong with a text that cannot be read without errors; such a text is left as it is.
pub fn format(text: &str, keywords: Option<Language>) -> Result<String, Report> {
    let parsed = parse(FileId(0), text);
    if parsed.report.has_errors() {
        return Err(parsed.report);
    }
    let language = keywords.unwrap_or(parsed.tree.language);
    let split = segments::split(FileId(0), text, &mut Report::default());
    let mut page = Page::default();
    if language == Language::Indonesian {
        page.lines.push("bahasa id".to_owned());
    }
    let first = split.items.first().map_or(text.len(), |it| it.start);
    page.opening(text.get(..first).unwrap_or(""));
    for segment in &split.items {
        page.item(text, segment, language);
    }
    let mut formatted = page.lines.join("\n");
    formatted.push('\n');
    Ok(if page.lines.is_empty() { String::new() } else { formatted })
}

/// What the last line on the page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Start,
    Comment,
    Item,
}

#[derive(Debug, Default)]
struct Page {
    lines: Vec<String>,
    last: Last,
    /// There is an empty line between the last comment and what comes next.
    blank: bool,
}

impl Page {
    /// Comments before the first item; the line with the language is left out.
    fn opening(&mut self, text: &str) {
        let mut kept = String::new();
        for line in text.split_inclusive('\n') {
            match segments::header(line) {
                Some(rest) => kept.push_str(rest.find("--").and_then(|at| rest.get(at..)).unwrap_or("")),
                None => kept.push_str(line),
            }
        }
        self.comments(&atoms::gap(&kept, false));
    }

    /// Comments between items.
    fn comments(&mut self, gap: &atoms::Gap) {
        for comment in &gap.comments {
            self.comment(comment);
        }
        self.blank = gap.ends_blank;
    }

    fn comment(&mut self, comment: &Comment) {
        let blank = match self.last {
            Last::Start => false,
            Last::Comment => comment.after_blank,
            Last::Item => true,
        };
        if blank {
            self.lines.push(String::new());
        }
        self.lines.push(comment.text.clone());
        self.last = Last::Comment;
    }

    fn item(&mut self, text: &str, segment: &Segment, language: Language) {
        let text = text.get(segment.start..segment.end).unwrap_or("");
        let Some(item) = grammar::parse(Rule::item, text).ok().and_then(|mut it| it.next()) else {
            return;
        };
        let Some(item) = item.into_inner().next() else {
            return;
        };
        let (events, behind) = atoms::events(text, &item, language);
        let blank = match self.last {
            Last::Start => !self.lines.is_empty(),
            Last::Comment => self.blank,
            Last::Item => true,
        };
        if blank {
            self.lines.push(String::new());
        }
        self.lines.extend(layout::lay_out(events, &behind));
        self.last = Last::Item;
        let mut outside = behind.clone();
        outside.comments = behind.comments.into_iter().skip_while(|it| !it.at_margin).collect();
        self.comments(&outside);
    }
}
