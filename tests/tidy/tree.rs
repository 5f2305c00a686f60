//! The files of the project, and Rust text without its comments, strings and tests.

use std::path::{Path, PathBuf};

/// A file with its path from the top of the project.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    /// The same lines, but comments, strings and test modules (and files of tests alone) are blank.
    pub(crate) code: String,
    /// How many lines have code, without test modules; those of a file of tests alone count.
    pub(crate) lines: usize,
}

/// The top folder of the project.
pub(crate) fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files under a folder, in path order.
pub(crate) fn rust_files(under: &str) -> Vec<File> {
    files(under).into_iter().filter(|it| Path::new(&it.path).extension().is_some_and(|it| it == "rs")).collect()
}

/// All files that are text, in path order.
pub(crate) fn text_files() -> Vec<File> {
    files("")
}

fn files(under: &str) -> Vec<File> {
    let mut paths = Vec::new();
    walk(&top().join(under), &mut paths);
    paths.sort();
    paths.iter().filter_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Option<File> {
    let text = std::fs::read_to_string(path).ok()?;
    let path = path.strip_prefix(top()).ok()?.to_string_lossy().into_owned();
    let rust = Path::new(&path).extension().is_some_and(|it| it == "rs");
    let mut code = if rust { code_of(&text) } else { String::new() };
    let lines = code.lines().filter(|it| !it.trim().is_empty()).count();
    if tests_only(&path) {
        code.clear();
    }
    Some(File { path, text, code, lines })
}

/// Whether a file under `src` is compiled for tests alone.
pub(crate) fn tests_only(path: &str) -> bool {
    let ends = path.ends_with("/tests.rs") || path.ends_with("/sample.rs") || path.contains("/tests/");
    path.starts_with("src/") && ends
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() && !matches!(name.as_str(), "target" | "data" | ".git" | "node_modules") {
            walk(&path, found);
        } else if path.is_file() && name != ".git" {
            found.push(path);
        }
    }
}

/// The Rust text with comments, strings and `#[cfg(test)]` modules blanked; line numbers stay.
fn code_of(text: &str) -> String {
    without_tests(&blank_comments_and_strings(text))
}

fn blank_comments_and_strings(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let end = token_end(&characters, at);
        let blank = end > at + 1;
        result.extend(characters[at..end].iter().map(|&it| if blank && it != '\n' { ' ' } else { it }));
        at = end;
    }
    result
}

/// Where the comment, string or character literal that starts here ends; the next character if none does.
fn token_end(text: &[char], at: usize) -> usize {
    let next = text.get(at + 1).copied();
    match text[at] {
        '/' if next == Some('/') => find(text, at, |rest| rest[0] == '\n'),
        '/' if next == Some('*') => find(text, at + 2, |rest| rest.starts_with(&['*', '/'])) + 2,
        'r' if !within_word(text, at) => raw_string_end(text, at),
        '"' => string_end(text, at),
        '\'' if text.get(at + 2) == Some(&'\'') && next != Some('\\') => at + 3,
        '\'' if next == Some('\\') => find(text, at + 3, |rest| rest[0] == '\'') + 1,
        _ => at + 1,
    }
    .min(text.len())
}

fn within_word(text: &[char], at: usize) -> bool {
    at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_')
}

fn raw_string_end(text: &[char], at: usize) -> usize {
    let hashes = text[at + 1..].iter().take_while(|it| **it == '#').count();
    if text.get(at + 1 + hashes) != Some(&'"') {
        return at + 1;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    find(text, at + 2 + hashes, |rest| rest.starts_with(&close)) + close.len()
}

fn string_end(text: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < text.len() && text[end] != '"' {
        end += if text[end] == '\\' { 2 } else { 1 };
    }
    end + 1
}

fn find(text: &[char], from: usize, stop: impl Fn(&[char]) -> bool) -> usize {
    (from..text.len()).find(|&it| stop(&text[it..])).unwrap_or(text.len())
}

/// Blanks every item that follows `#[cfg(test)]`, to its closing brace or semicolon.
fn without_tests(code: &str) -> String {
    let mut result = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        result.push_str(&rest[..at]);
        let end = at + item_end(&rest[at..]);
        result.extend(rest[at..end].chars().map(|it| if it == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    result + rest
}

fn item_end(item: &str) -> usize {
    match (item.find(';'), item.find('{')) {
        (Some(semicolon), Some(brace)) if semicolon < brace => semicolon + 1,
        (_, Some(brace)) => brace + closing(&item[brace..]),
        (Some(semicolon), None) => semicolon + 1,
        (None, None) => item.len(),
    }
}

/// The byte after the brace that closes the one at the start.
pub(crate) fn closing(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// The number of the line in which a byte stands, from 1.
pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Every place where this word stands alone, as byte offsets.
pub(crate) fn places_of<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_word = |it: char| it.is_alphanumeric() || it == '_';
    text.match_indices(word)
        .map(|it| it.0)
        .filter(move |&at| !text[..at].ends_with(part_of_word) && !text[at + word.len()..].starts_with(part_of_word))
}
