//! The rules of a folder as the service keeps them: every rulebook with what it uses, its scenarios and their cases.
//!
//! Paths are told from the nearest folder that holds all of them. Knows nothing of: the service.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::cli::load::{self, Trouble};
use crate::engine::scenario;
use crate::engine::source::SourceFile;
use crate::engine::{Checked, Edition, Folder, Library, syntax};
use crate::server::FolderRules;

/// Every rulebook with a sound edition, and which case files that its scenarios name cannot be read: those scenarios fail. The
/// texts of its faulty editions come along, to be mended.
pub(super) fn of(checked: &Checked, library: &Library) -> (Vec<FolderRules>, Vec<Trouble>) {
    let names: BTreeSet<&str> = checked.editions.iter().map(|it| it.rulebook.name.as_str()).collect();
    let mut rulebooks = Vec::new();
    let mut troubles = Vec::new();
    for name in names {
        let editions = checked.editions.iter().filter(|it| it.rulebook.name == name);
        let mut files = rule_files(name, library);
        for path in editions.flat_map(|it| cases(it, library)).collect::<BTreeSet<PathBuf>>() {
            match load::read_text(&path) {
                Ok(text) => files.push((path, text)),
                Err(trouble) => troubles.push(trouble),
            }
        }
        rulebooks.push(FolderRules { name: name.to_owned(), files: from_the_top(files) });
    }
    (rulebooks, troubles)
}

/// The files of a rulebook and of those that it uses, with what is shared.
fn rule_files(name: &str, library: &Library) -> Vec<(PathBuf, String)> {
    let texts = |folder: &Folder| {
        let files = folder.files.iter().filter_map(|it| library.sources.file(*it));
        files.map(|it| it.text.as_str()).collect::<Vec<_>>()
    };
    let mut wanted = BTreeSet::from([name.to_owned()]);
    let mut count = 0;
    while count < wanted.len() {
        count = wanted.len();
        let folders = library.folders.iter().filter(|it| is_of(&texts(it), &wanted));
        let used: Vec<String> = folders.flat_map(texts).flat_map(syntax::uses).map(|it| it.0).collect();
        wanted.extend(used);
    }
    let folders = library.folders.iter().filter(|it| is_of(&texts(it), &wanted));
    let ids = folders.flat_map(|it| &it.files).chain(&library.shared);
    let files = ids.filter_map(|it| library.sources.file(*it));
    files.map(|it| (plain(Path::new(&it.path)), it.text.clone())).collect()
}

/// Whether one of the texts has the header of one of these rulebooks.
fn is_of(texts: &[&str], rulebooks: &BTreeSet<String>) -> bool {
    let is_header = |it: &&str| it.starts_with("rulebook ") || it.starts_with("himpunan ");
    let headers = texts.iter().flat_map(|it| it.lines()).filter(is_header);
    headers.filter_map(|it| it.split_whitespace().nth(1)).any(|it| rulebooks.contains(it))
}

/// The cases that the scenarios of an edition name.
fn cases(edition: &Edition, library: &Library) -> Vec<PathBuf> {
    let case = |it: &crate::engine::EditionScenario| {
        let file = library.sources.file(it.tree.name.span.file)?;
        let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
        Some(plain(&folder.join(scenario::case_path(&it.tree)?)))
    };
    edition.scenarios.iter().filter_map(case).collect()
}

/// The same place without `.`, and without `..` after a name.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Paths from the nearest folder that holds all files, steps divided by `/`.
fn from_the_top(files: Vec<(PathBuf, String)>) -> Vec<SourceFile> {
    let mut folders = files.iter().map(|it| it.0.parent().unwrap_or(Path::new("")));
    let mut top = folders.next().unwrap_or(Path::new("")).to_path_buf();
    for folder in folders {
        while !folder.starts_with(&top) && top.pop() {}
    }
    let shown = |path: &Path| {
        let steps = path.strip_prefix(&top).unwrap_or(path).components();
        steps.map(|it| it.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
    };
    files.into_iter().map(|(path, text)| SourceFile { path: shown(&path), text }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_nearest_common_folder() {
        let files = ["/x/rules/sources.aturan", "/x/rules/a/2018/a.aturan", "/x/rules/a/2018/../cases/c.json"];
        let files = files.iter().map(|it| (plain(Path::new(it)), String::new())).collect();
        let paths: Vec<String> = from_the_top(files).into_iter().map(|it| it.path).collect();
        assert_eq!(paths, ["sources.aturan", "a/2018/a.aturan", "a/cases/c.json"]);
        let one = vec![(PathBuf::from("rules/a/a.aturan"), String::new())];
        assert_eq!(from_the_top(one)[0].path, "a.aturan");
    }
}
