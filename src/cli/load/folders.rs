//! Which folders hold editions.

use std::io;
use std::path::{Path, PathBuf};

use super::text::{link_loop, reason};
use super::{CALENDAR, SOURCES, Trouble, read_text, shown};
use crate::engine::wording::Wording;
use crate::wording;

/// Folders in folders, deeper than any rulebook needs.
const DEEPEST: usize = 32;

/// More folders than any collection of rules has: somebody named the wrong one.
const MOST_FOLDERS: usize = 10_000;

/// Rule files of one folder, in path order.
pub(super) struct EditionFolder {
    pub(super) path: PathBuf,
    pub(super) files: Vec<PathBuf>,
}

#[derive(Default)]
pub(super) struct Found {
    pub(super) editions: Vec<EditionFolder>,
    /// Sources and calendars in folders of their own below the given one.
    pub(super) shared: Vec<PathBuf>,
}

/// The editions at a path: of the folder and all folders below, or the one to which a file belongs.
pub(super) fn find(given: &Path) -> Result<Found, Vec<Trouble>> {
    let kind = std::fs::metadata(given).map_err(|error| vec![unreadable(given, &error)])?;
    if kind.is_file() {
        return of_file(given).map_err(|trouble| vec![trouble]);
    }
    let mut walk = Walk::default();
    walk.folder(given);
    if walk.visited > MOST_FOLDERS {
        return Err(vec![Trouble { path: shown(given), what: too_many() }]);
    }
    if walk.troubles.is_empty() { Ok(walk.found) } else { Err(walk.troubles) }
}

/// Every rule file at a path: the file itself, or all in the folder and below, sources and calendars included.
pub(crate) fn rule_files_below(path: &Path) -> Result<Vec<PathBuf>, Vec<Trouble>> {
    if path.is_file() {
        let what = not_a_rule_file();
        return if is_rule_file(path) { Ok(vec![path.into()]) } else { Err(vec![Trouble { path: shown(path), what }]) };
    }
    let found = find(path)?;
    let mut files: Vec<PathBuf> = found.editions.into_iter().flat_map(|it| it.files).chain(found.shared).collect();
    files.sort();
    Ok(files)
}

/// The `*.aturan` files directly in a folder, in path order.
pub(super) fn rule_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = entries(folder)?;
    files.retain(|it| is_rule_file(it) && !it.is_dir());
    Ok(files)
}

/// The edition of one file: the file with its neighbours, without those that begin another rulebook.
fn of_file(given: &Path) -> Result<Found, Trouble> {
    if !is_rule_file(given) {
        return Err(Trouble { path: shown(given), what: not_a_rule_file() });
    }
    if is_shared(given) {
        return Ok(Found { editions: Vec::new(), shared: vec![given.to_path_buf()] });
    }
    let folder = given.parent().unwrap_or(given).to_path_buf();
    let mut files = rule_files(&folder).map_err(|error| unreadable(&folder, &error))?;
    let given_has_header = has_header(given)?;
    let mut headers = 0_usize;
    for file in &files {
        headers = headers.saturating_add(usize::from(has_header(file)?));
    }
    if given_has_header && headers > 1 {
        files.retain(|it| it == given || !has_header(it).unwrap_or(true));
    }
    Ok(Found { editions: vec![EditionFolder { path: folder, files }], shared: Vec::new() })
}

#[derive(Default)]
struct Walk {
    found: Found,
    /// The folders that the walk is in, with links followed.
    inside: Vec<PathBuf>,
    visited: usize,
    troubles: Vec<Trouble>,
}

impl Walk {
    fn folder(&mut self, path: &Path) {
        let real = match std::fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => return self.troubles.push(unreadable(path, &error)),
        };
        if self.inside.contains(&real) {
            return self.troubles.push(Trouble { path: shown(path), what: link_loop() });
        }
        if self.inside.len() >= DEEPEST {
            return self.troubles.push(Trouble { path: shown(path), what: too_deep() });
        }
        self.visited = self.visited.saturating_add(1);
        if self.visited > MOST_FOLDERS {
            return;
        }
        self.inside.push(real);
        self.content(path);
        self.inside.pop();
    }

    fn content(&mut self, path: &Path) {
        let entries = match entries(path) {
            Ok(entries) => entries,
            Err(error) => return self.troubles.push(unreadable(path, &error)),
        };
        let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|it| it.is_dir());
        let mut files: Vec<PathBuf> = files.into_iter().filter(|it| is_rule_file(it)).collect();
        if files.iter().all(|it| is_shared(it)) {
            self.found.shared.append(&mut files);
        } else {
            self.found.editions.push(EditionFolder { path: path.to_path_buf(), files });
        }
        for folder in folders {
            self.folder(&folder);
        }
    }
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|it| it.to_string_lossy().starts_with('.'));
        if !hidden {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "aturan")
}

fn is_shared(path: &Path) -> bool {
    let in_calendar = path.parent().and_then(Path::file_name).is_some_and(|it| it == CALENDAR);
    in_calendar || path.file_name().is_some_and(|it| it == SOURCES)
}

fn has_header(path: &Path) -> Result<bool, Trouble> {
    let text = read_text(path)?;
    Ok(text.lines().any(|it| it.starts_with("rulebook ") || it.starts_with("himpunan ")))
}

fn unreadable(path: &Path, error: &io::Error) -> Trouble {
    Trouble { path: shown(path), what: reason(error) }
}

fn too_deep() -> Wording {
    wording!("lebih dari {DEEPEST} folder bersusun", "more than {DEEPEST} folders inside each other")
}

fn too_many() -> Wording {
    wording!(
        "lebih dari {MOST_FOLDERS} folder; sebutkan folder aturan yang dimaksud",
        "more than {MOST_FOLDERS} folders; name the folder of the rules"
    )
}

fn not_a_rule_file() -> Wording {
    wording!("bukan berkas aturan (*.aturan)", "is not a rule file (*.aturan)")
}
