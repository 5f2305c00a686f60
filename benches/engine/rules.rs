//! The shipped rules from disk, and how long it takes to check them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use timbang::engine::source::{FileId, Sources};
use timbang::engine::types::Rulebook;
use timbang::engine::{Folder, Library, check};

/// The edition that is measured.
pub(crate) fn exemption_2018() -> Arc<Rulebook> {
    let checked = check(&library());
    let found = checked.editions.iter().find(|it| it.rulebook.name == "exemption" && it.rulebook.edition == "2018");
    let edition = found.unwrap_or_else(|| panic!("{:#?}", checked.report.diagnostics));
    Arc::clone(&edition.rulebook)
}

/// Nanoseconds to read (from memory) and check all shipped rules.
pub(crate) fn check_time() -> f64 {
    let library = library();
    crate::measure::median(1, || {
        std::hint::black_box(check(&library));
    })
}

/// One text as a rulebook of its own.
pub(crate) fn from_text(text: &str) -> Arc<Rulebook> {
    let mut sources = Sources::default();
    let file = sources.add("bench.aturan", text);
    let folder = Folder { path: "bench".into(), files: vec![file], target: true };
    let checked = check(&Library { sources, folders: vec![folder], shared: Vec::new() });
    let first = checked.editions.first();
    let edition = first.unwrap_or_else(|| panic!("{:#?}", checked.report.diagnostics.first()));
    Arc::clone(&edition.rulebook)
}

fn library() -> Library {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut library = Library { sources: Sources::default(), folders: Vec::new(), shared: Vec::new() };
    for rulebook in entries(&top).into_iter().filter(|it| it.is_dir()) {
        for edition in entries(&rulebook).into_iter().filter(|it| it.is_dir()) {
            let files: Vec<_> = rule_files(&edition).iter().map(|it| add(&mut library, it)).collect();
            if !files.is_empty() {
                library.folders.push(Folder { path: edition.display().to_string(), files, target: true });
            }
        }
    }
    for file in rule_files(&top).iter().chain(&rule_files(&top.join("calendar"))) {
        let id = add(&mut library, file);
        library.shared.push(id);
    }
    library
}

fn add(library: &mut Library, path: &Path) -> FileId {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    library.sources.add(path.display().to_string(), text)
}

fn rule_files(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|it| it.extension().is_some_and(|it| it == "aturan")).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = read.filter_map(Result::ok).map(|it| it.path()).collect();
    paths.sort();
    paths
}
