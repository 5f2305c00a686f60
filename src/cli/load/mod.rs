//! From a path on disk to the texts that the engine checks: editions, what they use, sources and calendars.

mod folders;
mod text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::engine::source::{FileId, Sources};
use crate::engine::wording::Wording;
use crate::engine::{Folder, Library, syntax};
use crate::wording;

pub(crate) use folders::rule_files_below;
pub(crate) use text::{LARGEST, read_input, read_text, reason, shown, too_large};

/// Why something on disk cannot be used.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) path: String,
    pub(crate) what: Wording,
}

/// A file shared by all editions: where sources are declared.
const SOURCES: &str = "sources.aturan";
/// A folder shared by all editions.
const CALENDAR: &str = "calendar";

/// Everything that is needed to check the editions at `path`: a folder of editions, one edition, or a file of one.
pub(crate) fn library(path: &Path) -> Result<Library, Vec<Trouble>> {
    let (library, unread) = readable(path)?;
    if unread.is_empty() { Ok(library) } else { Err(unread) }
}

/// The same, in which no edition is sound that has a file which cannot be read; and why it cannot.
pub(crate) fn readable(path: &Path) -> Result<(Library, Vec<Trouble>), Vec<Trouble>> {
    let given = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut loader = Loader::default();
    loader.load(&given);
    if loader.troubles.is_empty() { Ok((loader.library, loader.unread)) } else { Err(loader.troubles) }
}

struct Loader {
    library: Library,
    loaded: BTreeSet<PathBuf>,
    troubles: Vec<Trouble>,
    /// Files of single editions that cannot be read.
    unread: Vec<Trouble>,
}

impl Default for Loader {
    fn default() -> Self {
        let library = Library { sources: Sources::default(), folders: Vec::new(), shared: Vec::new() };
        Self { library, loaded: BTreeSet::new(), troubles: Vec::new(), unread: Vec::new() }
    }
}

impl Loader {
    fn load(&mut self, given: &Path) {
        let found = match folders::find(given) {
            Ok(found) => found,
            Err(troubles) => {
                self.troubles.extend(troubles);
                return;
            }
        };
        let start = if given.is_file() { given.parent().unwrap_or(given) } else { given };
        for folder in found.editions {
            self.folder(&folder.path, &folder.files, true);
        }
        for file in found.shared {
            self.shared(&file);
        }
        for folder in start.ancestors() {
            self.shared_in(folder);
        }
        self.used(start);
        let nothing = self.library.folders.is_empty() && self.library.shared.is_empty();
        if nothing && self.troubles.is_empty() && self.unread.is_empty() {
            self.trouble(given, no_rules());
        }
    }

    fn folder(&mut self, path: &Path, files: &[PathBuf], target: bool) {
        if !self.loaded.insert(path.to_path_buf()) {
            return;
        }
        let mut read = Vec::new();
        for file in files {
            match self.file(file) {
                Ok(id) => read.push(id),
                Err(trouble) => {
                    self.unread.push(trouble);
                    // Its header tells whose place it has; it cannot pass the check.
                    let remains = text::remains(file);
                    read.extend(remains.map(|it| self.library.sources.add(shown(file), it)));
                }
            }
        }
        // Without one of its files an edition could say something else than it means.
        if read.len() == files.len() {
            self.library.folders.push(Folder { path: shown(path), files: read, target });
        }
    }

    fn shared_in(&mut self, folder: &Path) {
        let calendar = folder.join(CALENDAR);
        let files = if calendar.is_dir() { folders::rule_files(&calendar).unwrap_or_default() } else { Vec::new() };
        let sources = folder.join(SOURCES);
        for file in sources.is_file().then_some(sources).into_iter().chain(files) {
            self.shared(&file);
        }
    }

    fn shared(&mut self, file: &Path) {
        if !self.loaded.insert(file.to_path_buf()) {
            return;
        }
        match self.file(file) {
            Ok(id) => self.library.shared.push(id),
            // What it would have said to every edition is not known.
            Err(trouble) => self.troubles.push(trouble),
        }
    }

    fn file(&mut self, path: &Path) -> Result<FileId, Trouble> {
        Ok(self.library.sources.add(shown(path), read_text(path)?))
    }

    /// Loads the rulebooks that are used, and those that these use. One that is not found is a diagnostic of the check.
    fn used(&mut self, start: &Path) {
        let mut next = 0;
        while let Some(folder) = self.library.folders.get(next) {
            let texts = folder.files.iter().filter_map(|it| self.library.sources.file(*it));
            let wanted: Vec<(String, String)> = texts.flat_map(|it| syntax::uses(&it.text)).collect();
            for (name, edition) in wanted {
                if !(plain(&name) && plain(&edition)) {
                    continue;
                }
                // Names have no hyphen, folders may: `open_selection` lives in `open-selection` as well.
                let spellings = [name.clone(), name.replace('_', "-")];
                let places =
                    start.ancestors().flat_map(|it| spellings.each_ref().map(|name| it.join(name).join(&edition)));
                let place = places.into_iter().find(|it| it.is_dir());
                if let Some(path) = place {
                    let files = folders::rule_files(&path).unwrap_or_default();
                    self.folder(&path, &files, false);
                }
            }
            next = next.saturating_add(1);
        }
    }

    fn trouble(&mut self, path: &Path, what: Wording) {
        self.troubles.push(Trouble { path: shown(path), what });
    }
}

/// A name that is one step of a path and stays inside its folder.
fn plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0'])
}

/// Nothing there that ends in `.aturan`.
pub(crate) fn no_rules() -> Wording {
    wording!(
        "tidak ada berkas aturan (*.aturan) di sini maupun di subfoldernya",
        "there is no rule file (*.aturan) here or in any folder below"
    )
}
