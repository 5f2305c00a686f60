//! The texts of one rulebook with its scenarios and their cases, as people write them and as they are kept.
//!
//! Paths are names below a folder that is nowhere: `exemption/2018/input.aturan`, `sources.aturan`. Knows nothing of: who
//! wrote them, whether they are sound.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::engine::case::Refusal;
use crate::engine::source::FileId;
use crate::engine::types::NamedCalendar;
use crate::engine::wire::hash::sha256_hex;
use crate::engine::{self, Folder, Library, syntax};
use crate::wording;

use super::{ServiceError, facts};

/// The most files of one rulebook.
const MOST_FILES: usize = 64;
/// The longest file, in bytes.
const LONGEST_FILE: usize = 256 << 10;
/// All files together, in bytes.
const LONGEST_ALL: usize = 1 << 20;
/// The longest path, in bytes.
const LONGEST_PATH: usize = 200;

/// One text with its path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[schema(as = SourceFile)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextFile {
    #[schema(max_length = 200, min_length = 1, example = "exemption/2026/exemption.aturan")]
    pub(crate) path: String,
    /// At most 256 KiB.
    pub(crate) text: String,
}

/// The files of a rulebook, in path order, each path once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    files: Vec<TextFile>,
}

impl Texts {
    /// The files in the order in which they are kept.
    pub(crate) fn new(mut files: Vec<TextFile>) -> Self {
        files.sort();
        files.dedup_by(|later, earlier| later.path == earlier.path);
        Self { files }
    }

    /// Files that were sent: as many, as long and of such names as can be kept.
    ///
    /// # Errors
    /// Everything that is wrong with them, by their places in the list `/files`.
    pub(crate) fn sent(files: Vec<TextFile>) -> Result<Self, Vec<Refusal>> {
        let refusals = refusals(&files);
        if refusals.is_empty() { Ok(Self::new(files)) } else { Err(refusals) }
    }

    /// Texts as they were kept.
    pub(crate) fn kept(json: &str) -> Result<Self, ServiceError> {
        let files = serde_json::from_str(json);
        files.map(Self::new).map_err(|it| ServiceError::Broken(format!("texts that were kept cannot be read: {it}")))
    }

    /// The one way to write them: a JSON list of objects with `path` and `text`, in path order.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(&self.files).unwrap_or_default()
    }

    /// SHA-256 of that, as 64 hexadecimal digits.
    pub(crate) fn sha256(&self) -> String {
        sha256_hex(self.json().as_bytes())
    }

    /// All files, in path order.
    pub(crate) fn files(&self) -> &[TextFile] {
        &self.files
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|it| it.path == path).map(|it| it.text.as_str())
    }

    /// Whether there is no file: the rulebook is to end.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Without the cases of scenarios.
    pub(crate) fn rules(&self) -> Self {
        Self { files: self.files.iter().filter(|it| is_rule_file(&it.path)).cloned().collect() }
    }

    /// For the engine to check: the editions of this rulebook, and whatever else is there to be used by them.
    pub(crate) fn library(&self, rulebook: &str) -> Library {
        let mut library = Library::default();
        let mut folders: BTreeMap<&str, Vec<&TextFile>> = BTreeMap::new();
        for file in self.files.iter().filter(|it| is_rule_file(&it.path)) {
            folders.entry(folder_of(&file.path)).or_default().push(file);
        }
        let mut shared: Vec<(usize, FileId)> = Vec::new();
        for (path, files) in folders {
            let ids: Vec<FileId> = files.iter().map(|it| library.sources.add(&it.path, &it.text)).collect();
            if files.iter().all(|it| is_shared(&it.path)) {
                let depth = path.split('/').filter(|it| !it.is_empty()).count();
                shared.extend(ids.into_iter().map(|it| (depth, it)));
            } else {
                let target = files.iter().find_map(|it| named(&it.text)).is_none_or(|it| it == rulebook);
                library.folders.push(Folder { path: path.to_owned(), files: ids, target });
            }
        }
        // The nearest first.
        shared.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        library.shared = shared.into_iter().map(|it| it.1).collect();
        library
    }

    /// The calendars that all editions share.
    pub(crate) fn calendars(&self) -> Vec<NamedCalendar> {
        let library = Library { folders: Vec::new(), ..self.library("") };
        engine::check(&library).calendars
    }

    /// What is needed to check the edition in this folder by itself: its files, what is shared, and what is only used.
    /// Editions that use others of their own rulebook need all.
    pub(crate) fn of_edition(&self, library: &Library, rulebook: &str, folder: &str) -> Self {
        let other = |it: &&Folder| it.target && it.path != folder;
        let others: BTreeSet<&str> = library.folders.iter().filter(other).map(|it| it.path.as_str()).collect();
        let rules = || self.files.iter().filter(|it| is_rule_file(&it.path));
        let needed = |it: &&TextFile| !others.contains(folder_of(&it.path));
        let uses_its_own = rules().filter(needed).any(|it| syntax::uses(&it.text).iter().any(|it| it.0 == rulebook));
        Self { files: rules().filter(|it| uses_its_own || needed(it)).cloned().collect() }
    }
}

/// The folder of a path; empty at the top.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |it| it.0)
}

/// A path as seen from a folder, `..` steps taken; `None` if it leads out at the top.
pub(crate) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            name => steps.push(name),
        }
    }
    Some(steps.join("/"))
}

fn is_rule_file(path: &str) -> bool {
    has_ending(path, "aturan")
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|it| it.1 == ending)
}

fn is_shared(path: &str) -> bool {
    let folder = folder_of(path);
    folder.rsplit('/').next() == Some("calendar") || path.rsplit('/').next() == Some("sources.aturan")
}

/// The rulebook that a text says it belongs to. Its header stands at the beginning of a line.
fn named(text: &str) -> Option<&str> {
    let header = |it: &'_ str| it.starts_with("rulebook ") || it.starts_with("himpunan ");
    text.lines().find(|it| header(it)).and_then(|it| it.split_whitespace().nth(1))
}

fn refusals(files: &[TextFile]) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let all = files.iter().fold(0_usize, |sum, it| sum.saturating_add(it.text.len()));
    if files.len() > MOST_FILES {
        let count = files.len();
        let message = wording!("{count} berkas; paling banyak {MOST_FILES}", "{count} files; at most {MOST_FILES}");
        refusals.push(facts::refusal("/files".to_owned(), message));
    }
    if all > LONGEST_ALL {
        let message = wording!("lebih dari 1 MiB seluruhnya", "more than 1 MiB in all");
        refusals.push(facts::refusal("/files".to_owned(), message));
    }
    if !files.is_empty() && !files.iter().any(|it| is_rule_file(&it.path)) {
        let message = wording!("tidak ada berkas aturan (*.aturan)", "there is no rule file (*.aturan)");
        refusals.push(facts::refusal("/files".to_owned(), message));
    }
    let mut seen = BTreeSet::new();
    for (number, file) in files.iter().enumerate().take(MOST_FILES) {
        if !is_plain(&file.path) {
            let message = wording!(
                "bukan nama berkas: pakai nama relatif tanpa `..`, berakhiran .aturan atau .json",
                "is no name of a file: a relative name without `..` that ends in .aturan or .json"
            );
            refusals.push(facts::refusal(format!("/files/{number}/path"), message));
        } else if !seen.insert(&file.path) {
            let message = wording!("disebut dua kali", "is there twice");
            refusals.push(facts::refusal(format!("/files/{number}/path"), message));
        }
        if file.text.len() > LONGEST_FILE {
            let message = wording!("lebih dari 256 KiB", "is longer than 256 KiB");
            refusals.push(facts::refusal(format!("/files/{number}/text"), message));
        }
    }
    refusals
}

/// A relative name that stays below its folder and looks the same everywhere.
fn is_plain(path: &str) -> bool {
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.' | ' ');
    let step =
        |it: &str| !it.is_empty() && !it.starts_with(['.', ' ']) && !it.ends_with([' ']) && it.chars().all(plain);
    path.len() <= LONGEST_PATH && (is_rule_file(path) || has_ending(path, "json")) && path.split('/').all(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile { path: path.to_owned(), text: text.to_owned() }
    }

    fn pointers(files: Vec<TextFile>) -> Vec<String> {
        Texts::sent(files).err().unwrap_or_default().into_iter().map(|it| it.pointer).collect()
    }

    #[test]
    fn names_stay_inside() {
        for bad in [
            "/a.aturan",
            "../a.aturan",
            "a/../b.aturan",
            "a//b.aturan",
            ".a.aturan",
            "a\\b.aturan",
            "a.txt",
            "C:a.aturan",
        ] {
            assert_eq!(pointers(vec![file("x.aturan", ""), file(bad, "")]), ["/files/1/path"], "{bad}");
        }
        assert_eq!(pointers(vec![file("x/2018/a.aturan", ""), file("x/cases/a b.json", "{}")]), [""; 0]);
        assert_eq!(pointers(vec![file("x.aturan", ""), file("x.aturan", "y")]), ["/files/1/path"]);
        assert_eq!(pointers(vec![file("x.json", "")]), ["/files"]);
    }

    #[test]
    fn there_are_limits() {
        let many = (0..=MOST_FILES).map(|it| file(&format!("{it}.aturan"), "")).collect();
        assert_eq!(pointers(many), ["/files"]);
        assert_eq!(pointers(vec![file("x.aturan", &"x".repeat(LONGEST_FILE + 1))]), ["/files/0/text"]);
        let large = (0..5).map(|it| file(&format!("{it}.aturan"), &"x".repeat(LONGEST_FILE))).collect();
        assert_eq!(pointers(large), ["/files"]);
    }

    #[test]
    fn the_order_in_which_files_are_sent_is_of_no_account() {
        let (a, b) = (file("a.aturan", "1"), file("b.aturan", "2"));
        assert_eq!(Texts::new(vec![a.clone(), b.clone()]).sha256(), Texts::new(vec![b, a]).sha256());
    }

    #[test]
    fn folders_are_editions_unless_all_in_them_is_shared_or_of_another_rulebook() {
        let texts = Texts::new(vec![
            file("sources.aturan", ""),
            file("calendar/x.aturan", ""),
            file("a/1/a.aturan", "rulebook a edition \"1\"\n"),
            file("a/2/a.aturan", "no header"),
            file("b/1/b.aturan", "himpunan b edisi \"1\"\n"),
            file("a/cases/x.json", "{}"),
        ]);
        let library = texts.library("a");
        let folders: Vec<(&str, bool)> = library.folders.iter().map(|it| (it.path.as_str(), it.target)).collect();
        assert_eq!(folders, [("a/1", true), ("a/2", true), ("b/1", false)]);
        assert_eq!(library.shared.len(), 2);
        let alone = texts.of_edition(&library, "a", "a/1");
        let paths: Vec<&str> = alone.files.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["a/1/a.aturan", "b/1/b.aturan", "calendar/x.aturan", "sources.aturan"]);
        assert_eq!(texts.of_edition(&library, "c", "a/1"), alone);
    }

    #[test]
    fn paths_are_followed_but_not_out() {
        assert_eq!(joined("a/1", "../cases/x.json").as_deref(), Some("a/cases/x.json"));
        assert_eq!(joined("", "x.json").as_deref(), Some("x.json"));
        assert_eq!(joined("a", "../../x.json"), None);
    }
}
