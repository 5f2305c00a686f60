//! The manual of the language and the guides, as a test: every document under `cases/` and `docs/guides` is read, its commands are
//! run, and what they print must be what the document says. Guides find the law's rules in the folder `rules`.
//!
//! `UPDATE_EXPECT=1 cargo test --test lang` writes what was printed into the documents; `ONLY=lists` runs only documents
//! whose path contains that. Knows nothing of: the engine inside; it only runs the program, as a reader would.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod document;
mod folder;

use std::path::{Path, PathBuf};

use document::Document;

#[test]
fn the_manual_is_true() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let paths: Vec<PathBuf> = all_documents().into_iter().filter(|it| it.to_string_lossy().contains(&only)).collect();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let one =
            |first: usize| paths.iter().skip(first).step_by(THREADS).filter_map(|it| untrue(it, update)).collect();
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || -> Vec<String> { one(first) })).collect();
        threads.into_iter().flat_map(|it| it.join().expect("a document can be read")).collect()
    });
    assert!(wrong.is_empty(), "{} documents are no longer true\n\n{}", wrong.len(), wrong.join("\n"));
}

/// Documents are independent, and a few of them take seconds.
const THREADS: usize = 4;

/// What has changed, unless it was written into the document.
fn untrue(path: &Path, update: bool) -> Option<String> {
    let text = std::fs::read_to_string(path).expect("a document");
    let now = folder::rewritten(&Document::read(&text), &shared_files(path), locale(path));
    if now == text {
        return None;
    }
    if update {
        std::fs::write(path, now).expect("a document can be written");
        return None;
    }
    Some(format!("{}\n{}", path.display(), difference(&text, &now)))
}

#[test]
fn every_document_runs_something() {
    for path in all_documents() {
        let text = std::fs::read_to_string(&path).expect("a document");
        assert!(text.contains("\n$ timbang "), "{} runs no command", path.display());
    }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn guides() -> PathBuf {
    project().join("docs/guides")
}

fn all_documents() -> Vec<PathBuf> {
    [documents(&project().join("tests/lang/cases")), documents(&guides())].concat()
}

/// `tutorial.id.md` is read, and its commands run, by someone whose machine speaks Indonesian.
fn locale(document: &Path) -> &'static str {
    if document.to_string_lossy().ends_with(".id.md") { "id_ID.UTF-8" } else { "en_US.UTF-8" }
}

/// All documents, in order of their paths.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").path()).collect();
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            found.extend(documents(&entry));
        } else if entry.extension().is_some_and(|it| it == "md") {
            found.push(entry);
        }
    }
    found
}

/// Files that a document finds in its folder: for a guide the rules of the law, else what lies beside it, such as `sources.aturan`.
fn shared_files(document: &Path) -> Vec<(String, String)> {
    if document.starts_with(guides()) {
        return below(&project().join("rules"), "rules");
    }
    let folder = document.parent().expect("a folder");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|it| it.expect("an entry").path())
        .filter(|it| it.extension().is_some_and(|it| it == "aturan" || it == "json"))
        .map(|it| {
            let name = it.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&it).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

/// All files below a folder, named from `name` on.
fn below(folder: &Path, name: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry").path();
        let name = format!("{name}/{}", entry.file_name().expect("a name").to_string_lossy());
        if entry.is_dir() {
            files.extend(below(&entry, &name));
        } else {
            files.push((name, std::fs::read_to_string(&entry).expect("a file")));
        }
    }
    files
}

/// The lines that differ, from the first to the last.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same_before = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old.len().min(new.len()) - same_before;
    let same_after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(one, other)| one == other).count();
    let mut text = format!("  from line {}:\n", same_before + 1);
    for line in old.iter().take(old.len() - same_after).skip(same_before) {
        text += &format!("  - {line}\n");
    }
    for line in new.iter().take(new.len() - same_after).skip(same_before) {
        text += &format!("  + {line}\n");
    }
    text
}
