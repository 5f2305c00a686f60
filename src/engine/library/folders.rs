//! Which folder is which edition, and which editions an edition uses.
//!
//! Knows nothing of: what the rules say.

use super::Library;
use crate::engine::diag::{Code, Report, Severity};
use crate::engine::resolve::suggest::Suggester;
use crate::engine::source::{FileId, Span};
use crate::engine::syntax::{Parsed, tree};
use crate::wording;
use std::collections::{BTreeMap, BTreeSet};

/// The folders of a library with their trees.
pub(super) struct Folders<'p> {
    library: &'p Library,
    parsed: &'p BTreeMap<FileId, Parsed>,
    /// The header of each folder that has exactly one.
    headers: BTreeMap<usize, &'p tree::Rulebook>,
}

impl<'p> Folders<'p> {
    pub(super) fn new(library: &'p Library, parsed: &'p BTreeMap<FileId, Parsed>, report: &mut Report) -> Self {
        let mut folders = Self { library, parsed, headers: BTreeMap::new() };
        for (index, folder) in library.folders.iter().enumerate() {
            let headers: Vec<&'p tree::Rulebook> = folders.trees(index).flat_map(headers_in).collect();
            match headers.as_slice() {
                [header] => drop(folders.headers.insert(index, header)),
                [] => folders.without_header(index, report),
                [first, second, ..] if folder.target => two_headers(first, second, report),
                [..] => {}
            }
        }
        folders
    }

    /// The target folders; also those without a sound header, for what else is wrong in them shall show as well.
    pub(super) fn targets(&self) -> Vec<usize> {
        let folders = self.library.folders.iter().enumerate();
        folders.filter(|it| it.1.target).map(|it| it.0).collect()
    }

    pub(super) fn header(&self, folder: usize) -> Option<&'p tree::Rulebook> {
        self.headers.get(&folder).copied()
    }

    pub(super) fn files(&self, folder: usize) -> Option<&'p Vec<FileId>> {
        self.library.folders.get(folder).map(|it| &it.files)
    }

    pub(super) fn holds(&self, folder: usize, file: FileId) -> bool {
        self.files(folder).is_some_and(|it| it.contains(&file))
    }

    pub(super) fn trees(&self, folder: usize) -> impl Iterator<Item = &'p tree::File> + use<'p> {
        let parsed = self.parsed;
        let files = self.files(folder).map(Vec::as_slice).unwrap_or_default();
        files.iter().filter_map(move |it| parsed.get(it).map(|it| &it.tree))
    }

    /// The shared files that do not lie in one of these folders anyway.
    pub(super) fn shared(&self, library: &Library, target: usize, used: &[usize]) -> Vec<&'p tree::File> {
        let inside = |file: FileId| self.holds(target, file) || used.iter().any(|it| self.holds(*it, file));
        let files = library.shared.iter().filter(|it| !inside(**it));
        files.filter_map(|it| self.parsed.get(it)).map(|it| &it.tree).collect()
    }

    /// Whether an error of the report lies in the header of a folder: its interval cannot be relied on.
    pub(super) fn is_faulty(&self, path: &str, report: &Report) -> bool {
        let header = |index: &usize| self.library.folders.get(*index).is_some_and(|it| it.path == path);
        let spans: Vec<Span> = self
            .headers
            .iter()
            .filter(|it| header(it.0))
            .filter_map(|it| it.1.in_force.as_ref())
            .map(|it| it.span)
            .collect();
        report.diagnostics.iter().any(|it| {
            it.code.severity() == Severity::Error
                && (spans.contains(&it.primary.span) || it.secondary.iter().any(|it| spans.contains(&it.span)))
        })
    }

    /// The folders that an edition uses, directly or not, in the order in which they are named.
    pub(super) fn used_by(&self, target: usize, report: &mut Report) -> Vec<usize> {
        let mut seen = BTreeSet::from([target]);
        let mut found = Vec::new();
        let mut open = vec![target];
        while let Some(folder) = open.pop() {
            let mut next = Vec::new();
            for item in self.trees(folder).flat_map(|it| &it.items) {
                let tree::ItemKind::Use(wanted) = &item.kind else { continue };
                match self.find(wanted) {
                    None => self.unknown(wanted, report),
                    Some(it) if it == target => uses_itself(wanted, report),
                    Some(it) if seen.insert(it) => next.push(it),
                    Some(_) => {}
                }
            }
            found.extend(next.iter().copied());
            next.reverse();
            open.append(&mut next);
        }
        found
    }

    fn find(&self, wanted: &tree::Use) -> Option<usize> {
        let is_wanted =
            |it: &tree::Rulebook| it.name.text == wanted.name.text && it.edition.text == wanted.edition.text;
        self.headers.iter().find(|it| is_wanted(it.1)).map(|it| *it.0)
    }

    fn unknown(&self, wanted: &tree::Use, report: &mut Report) {
        let (name, edition) = (&wanted.name.text, &wanted.edition.text);
        let diagnostic = report.add(
            Code::UnknownUse,
            wanted.name.span.to(wanted.edition.span),
            wording!(
                "himpunan `{name}` edisi \"{edition}\" tidak ditemukan",
                "the rulebook `{name}` edition \"{edition}\" was not found"
            ),
        );
        diagnostic.label(wording!("tidak ditemukan", "not found"));
        let of_name = self.headers.values().filter(|it| it.name.text == *name);
        let editions: Vec<&str> = of_name.map(|it| it.edition.text.as_str()).collect();
        if !editions.is_empty() {
            let listed = editions.join("\", \"");
            diagnostic.help(wording!("edisi yang ada: \"{listed}\"", "the editions are \"{listed}\""));
            return;
        }
        let names: BTreeSet<&str> = self.headers.values().map(|it| it.name.text.as_str()).collect();
        let otherwise = wording!(
            "letakkan himpunan itu di folder ini atau di folder di atasnya",
            "put that rulebook in this folder or in one above it"
        );
        diagnostic.help(Suggester::default().help(name, names.into_iter(), otherwise));
    }

    fn without_header(&self, index: usize, report: &mut Report) {
        let Some(folder) = self.library.folders.get(index) else { return };
        let unread = folder.files.iter().filter_map(|it| self.parsed.get(it)).any(is_unread);
        let is_broken_header = unread || self.trees(index).flat_map(|it| &it.items).any(is_broken);
        let (Some(first), true, false) = (folder.files.first(), folder.target, is_broken_header) else {
            return;
        };
        let path = &folder.path;
        report
            .add(
                Code::NoRulebook,
                Span { file: *first, start: 0, end: 0 },
                wording!("tidak ada `himpunan` dalam folder `{path}`", "there is no `rulebook` in the folder `{path}`"),
            )
            .label(wording!("folder ini memuat aturan", "the folder holds rules"))
            .help(wording!(
                "tambahkan `himpunan NAMA edisi \"…\"` dengan `judul`, `berlaku sejak … menurut …`, dan `dasar`",
                "add `rulebook NAME edition \"…\"` with `title`, `in force from … by …` and `basis`"
            ));
    }
}

/// A broken item may have been the header: then its own diagnostic is enough.
fn is_broken(item: &tree::Item) -> bool {
    matches!(item.kind, tree::ItemKind::Broken(_))
}

/// The header may stand in a file that is too large to be read.
fn is_unread(parsed: &Parsed) -> bool {
    parsed.report.diagnostics.iter().any(|it| it.code == Code::FileTooLarge)
}

fn headers_in(file: &tree::File) -> impl Iterator<Item = &tree::Rulebook> {
    file.items.iter().filter_map(|it| match &it.kind {
        tree::ItemKind::Rulebook(header) => Some(header),
        _ => None,
    })
}

fn two_headers(first: &tree::Rulebook, second: &tree::Rulebook, report: &mut Report) {
    report
        .add(
            Code::NoRulebook,
            second.name.span,
            wording!("folder ini memuat dua `himpunan`", "the folder holds two `rulebook` items"),
        )
        .label(wording!("yang kedua", "the second"))
        .also(first.name.span, wording!("yang pertama", "the first"))
        .help(wording!(
            "satu folder adalah satu edisi: pindahkan yang satu ke folder lain",
            "one folder is one edition: move one of them to another folder"
        ));
}

fn uses_itself(wanted: &tree::Use, report: &mut Report) {
    let name = &wanted.name.text;
    report
        .add(
            Code::Cycle,
            wanted.name.span.to(wanted.edition.span),
            wording!("himpunan `{name}` memakai dirinya sendiri", "the rulebook `{name}` uses itself"),
        )
        .label(wording!("berputar", "in a circle"))
        .help(wording!("hapus salah satu `memakai`", "delete one of the `use` items"));
}
