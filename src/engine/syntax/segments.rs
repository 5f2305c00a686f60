//! Cuts a file into items: an item starts where text that is not a comment stands at the very start of a line.
//!
//! Knows nothing of: what stands inside an item.

use super::grammar::Rule;
use super::keywords::{self, Class};
use super::{span, suggest};
use crate::engine::diag::{Code, Report};
use crate::engine::source::FileId;
use crate::engine::value::text::is_hidden;
use crate::engine::wording::{Language, Wording};
use crate::wording;

/// One item, in bytes of the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The item keyword it begins with; none if it is no such keyword (that is reported).
    pub(crate) keyword: Option<Rule>,
}

/// The items of a file and its keyword language.
#[derive(Debug)]
pub(crate) struct Split {
    pub(crate) language: Language,
    pub(crate) items: Vec<Segment>,
}

/// Cuts the text; what begins no item is reported.
pub(crate) fn split(file: FileId, text: &str, report: &mut Report) -> Split {
    let mut starts = starts(text);
    let mut language = Language::English;
    if let Some(&(start, first)) = starts.first()
        && let Some(rest) = header(first)
    {
        starts.remove(0);
        language = header_language(file, start, first, rest, report);
    } else if let Some(&(start, first)) = starts.first()
        && let Some(length) = without_header(text, first)
    {
        language = Language::Indonesian;
        missing_header(file, (start, start.saturating_add(length)), first.get(..length).unwrap_or(""), report);
    }
    let first = starts.first().map_or(text.len(), |it| it.0);
    stray_text(file, text, first, report);
    let mut items = Vec::new();
    for (index, &(start, line)) in starts.iter().enumerate() {
        let end = starts.get(index.saturating_add(1)).map_or(text.len(), |it| it.0);
        let keyword = keywords::at_start(line, &[Class::Item]).map(|(keyword, _, _)| keyword.rule);
        if keyword.is_none() {
            unknown_item(file, start, line, language, report);
        }
        items.push(Segment { start, end, keyword });
    }
    Split { language, items }
}

/// Where the lines begin that have text in their first column, with the line.
fn starts(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut offset = 0_usize;
    for line in text.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '\r', '\n']) && !line.starts_with("--") {
            found.push((offset, line));
        }
        offset = offset.saturating_add(line.len());
    }
    found
}

/// What follows `language` or `bahasa`, if the line begins with it.
pub(crate) fn header(line: &str) -> Option<&str> {
    let keyword = keywords::of_rule(Rule::kw_language)?;
    let length =
        [Language::English, Language::Indonesian].into_iter().find_map(|it| keyword.length_at_start(it, line))?;
    line.get(length..)
}

/// `id` or `en` behind the first keyword, without blanks and comment.
pub(crate) fn header_word(rest: &str) -> &str {
    rest.split("--").next().unwrap_or("").trim()
}

fn header_language(file: FileId, start: usize, line: &str, rest: &str, report: &mut Report) -> Language {
    match header_word(rest) {
        "id" => Language::Indonesian,
        "en" => Language::English,
        word => {
            let end = start.saturating_add(line.split("--").next().unwrap_or(line).trim_end().len());
            report
                .add(
                    Code::UnexpectedText,
                    span(file, start, end),
                    wording!("bahasa kata kunci `{word}` tidak dikenal", "the keyword language `{word}` is not known"),
                )
                .label(wording!("harus `id` atau `en`", "must be `id` or `en`"))
                .help(wording!(
                    "tulislah `bahasa id` untuk kata kunci bahasa Indonesia; tanpa baris ini kata kuncinya bahasa Inggris",
                    "write `language id` for Indonesian keywords; without this line the keywords are English"
                ));
            Language::English
        }
    }
}

/// How long the first word is, if it and most keywords of the file are Indonesian: then it is the first line that is missing, and not every
/// keyword that is wrong.
fn without_header(text: &str, first: &str) -> Option<usize> {
    let language_of = |line: &str, classes: &[Class]| {
        let (keyword, language, length) = keywords::at_start(line, classes)?;
        (keyword.en != keyword.id).then_some((language, length))
    };
    let (_, length) = language_of(first, &[Class::Item]).filter(|it| it.0 == Language::Indonesian)?;
    let all = text.lines().filter_map(|it| language_of(it.trim_start(), &[Class::Item, Class::Clause]));
    let (indonesian, english): (Vec<_>, Vec<_>) = all.partition(|it| it.0 == Language::Indonesian);
    (indonesian.len() > english.len()).then_some(length)
}

fn missing_header(file: FileId, (start, end): (usize, usize), word: &str, report: &mut Report) {
    report
        .add(
            Code::OtherLanguage,
            span(file, start, end),
            wording!(
                "`{word}` adalah kata kunci bahasa Indonesia, tetapi berkas ini tidak dimulai dengan `bahasa id`",
                "`{word}` is an Indonesian keyword, but this file does not begin with `bahasa id`"
            ),
        )
        .label(wording!("tanpa baris itu kata kuncinya bahasa Inggris", "without that line the keywords are English"))
        .help(wording!(
            "tulislah `bahasa id` sebagai baris pertama berkas",
            "write `bahasa id` as the first line of the file"
        ));
}

/// Text before the first item that is neither blank nor a comment.
fn stray_text(file: FileId, text: &str, end: usize, report: &mut Report) {
    let mut offset = 0_usize;
    for line in text.get(..end).unwrap_or("").split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with("--") && header(line).is_none() {
            let start = offset.saturating_add(line.len().saturating_sub(line.trim_start().len()));
            report
                .add(
                    Code::UnexpectedText,
                    span(file, start, start.saturating_add(content.len())),
                    wording!("baris ini tidak termasuk butir mana pun", "this line belongs to no item"),
                )
                .label(wording!("ada teks sebelum butir pertama", "there is text before the first item"))
                .help(wording!(
                    "mulailah butir di kolom pertama, tanpa spasi di depannya",
                    "begin an item in the first column, without blanks before it"
                ));
            return;
        }
        offset = offset.saturating_add(line.len());
    }
}

fn unknown_item(file: FileId, start: usize, line: &str, language: Language, report: &mut Report) {
    let length = line.find(|it| !keywords::is_word_part(it)).unwrap_or(line.len());
    let length = if length == 0 { line.chars().next().map_or(0, char::len_utf8) } else { length };
    let word = line.get(..length).unwrap_or("");
    if word.chars().all(is_hidden) {
        return; // refused as a character: one mistake is told once
    }
    let (label, help) = unknown_item_advice(line, word, language);
    report
        .add(
            Code::UnknownItem,
            span(file, start, start.saturating_add(length)),
            wording!("`{word}` tidak memulai butir apa pun", "`{word}` does not begin an item"),
        )
        .label(label)
        .help(help);
}

fn unknown_item_advice(line: &str, word: &str, language: Language) -> (Wording, Wording) {
    let items = || keywords::ALL.iter().filter(|it| it.class == Class::Item).map(|it| it.phrase(language));
    if let Some((meant, _)) = suggest::closest(line, items()) {
        return (
            wording!("kata ini bukan kata kunci butir", "this word is not the keyword of an item"),
            wording!("mungkin maksudnya `{meant}`?", "did you mean `{meant}`?"),
        );
    }
    if keywords::at_start(line, &[Class::Clause, Class::Expression]).is_some()
        || !word.chars().all(keywords::is_word_part)
    {
        return (
            wording!("bagian dari butir harus menjorok", "what belongs to an item must be indented"),
            wording!("berilah dua spasi di depan baris ini", "put two blanks before this line"),
        );
    }
    let all: Vec<String> = items().map(|it| format!("`{it}`")).collect();
    let all = all.join(", ");
    (
        wording!("butir dimulai dengan kata kuncinya", "an item begins with its keyword"),
        wording!(
            "mulailah dengan salah satu dari {all}; bila ini lanjutan butir di atasnya, berilah dua spasi di depannya",
            "begin with one of {all}; if this goes on with the item above, put two blanks before it"
        ),
    )
}
