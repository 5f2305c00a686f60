//! The texts of rulebooks and what a check of them finds: editions that can be ruled with, and a report.
//!
//! Knows nothing of: where texts come from, cases.

mod editions;
mod faulty;
mod folders;
mod identity;
#[cfg(test)]
mod tests;

use super::analysis;
use super::diag::{Code, Report, Severity};
use super::resolve::{Unit, resolve};
use super::source::{FileId, Sources};
use super::syntax::{Parsed, parse, tree};
use super::types::{DeclaredCalendar, DeclaredSource, NamedCalendar, Rulebook, from_syntax};
use super::wording::Language;
use faulty::Faulty;
use folders::Folders;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Texts to be checked together.
#[derive(Clone, Debug, Default)]
pub struct Library {
    pub sources: Sources,
    pub folders: Vec<Folder>,
    /// Files of sources and calendars for all folders, nearest first.
    pub shared: Vec<FileId>,
}

/// One edition of one rulebook.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    pub path: String,
    /// In path order.
    pub files: Vec<FileId>,
    /// Asked for; the others are only there to be used.
    pub target: bool,
}

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The target editions without errors, in the order in which they came into force.
    pub editions: Vec<Arc<Edition>>,
    /// The calendars that all folders share, each name once; only of files that can be read.
    pub calendars: Vec<NamedCalendar>,
    pub declared: Declared,
    /// All that is wrong anywhere, in the order of the files.
    pub report: Report,
}

/// Sources and calendars as they are declared, whether or not an edition refers to them: each name once, those that all
/// folders share first; only of files that can be read. For the commentary.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    pub sources: Vec<DeclaredSource>,
    pub calendars: Vec<DeclaredCalendar>,
}

/// An edition that can be ruled with.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The path of its folder.
    pub folder: String,
    pub rulebook: Arc<Rulebook>,
    pub scenarios: Vec<EditionScenario>,
    pub files: Vec<FileId>,
}

/// A scenario of an edition.
#[derive(Clone, Debug)]
pub struct EditionScenario {
    pub tree: tree::Scenario,
    pub language: Language,
}

/// Checks all target folders and what they use.
#[must_use]
pub fn check(library: &Library) -> Checked {
    let parsed = parse_all(library);
    let mut report = Report::default();
    let folders = Folders::new(library, &parsed, &mut report);
    let mut editions = Vec::new();
    let asked_for = library.folders.iter().filter(|it| it.target).flat_map(|it| &it.files);
    let mut read: BTreeSet<FileId> = library.shared.iter().chain(asked_for).copied().collect();
    for target in folders.targets() {
        let mut found = Report::default();
        let used = folders.used_by(target, &mut found);
        let files = used.iter().chain([&target]).filter_map(|it| folders.files(*it)).flatten();
        let files: Vec<FileId> = files.chain(&library.shared).copied().collect();
        let faulty = Faulty::new(&library.sources, &parsed, &files);
        read.extend(files);
        let edition = edition(library, &folders, (target, &used), &faulty, &mut found);
        editions.extend(edition.filter(|_| !found.has_errors()));
        faulty.without_consequences(&mut found);
        report.append(found);
    }
    editions::check_intervals(&folders, &mut report);
    for (_, it) in parsed.iter().filter(|it| read.contains(it.0)) {
        report.append(it.report.clone());
    }
    editions.retain(|it| !folders.is_faulty(&it.folder, &report));
    editions.sort_by_key(|it| it.rulebook.in_force.from);
    let (calendars, declared) = (calendars(library, &parsed), declared(library, &parsed));
    Checked { editions, calendars, declared, report: in_order(report, &parsed) }
}

fn declared(library: &Library, parsed: &BTreeMap<FileId, Parsed>) -> Declared {
    let mut declared = Declared::default();
    let mut known: BTreeSet<(bool, &str)> = BTreeSet::new();
    let own = library.folders.iter().flat_map(|it| &it.files);
    let sound = library.shared.iter().chain(own).filter_map(|it| parsed.get(it)).filter(|it| !it.report.has_errors());
    for item in sound.flat_map(|it| &it.tree.items) {
        match &item.kind {
            tree::ItemKind::Source(it) if known.insert((true, &it.name.text)) => {
                declared.sources.push(from_syntax::declared_source(it));
            }
            tree::ItemKind::Calendar(it) if known.insert((false, &it.name.text)) => {
                declared.calendars.push(from_syntax::declared_calendar(it));
            }
            _ => {}
        }
    }
    declared
}

fn calendars(library: &Library, parsed: &BTreeMap<FileId, Parsed>) -> Vec<NamedCalendar> {
    let mut calendars: Vec<NamedCalendar> = Vec::new();
    let sound = library.shared.iter().filter_map(|it| parsed.get(it)).filter(|it| !it.report.has_errors());
    for item in sound.flat_map(|it| &it.tree.items) {
        if let tree::ItemKind::Calendar(declared) = &item.kind
            && !calendars.iter().any(|it| it.name == declared.name.text)
        {
            calendars.push(from_syntax::calendar(declared));
        }
    }
    calendars
}

fn parse_all(library: &Library) -> BTreeMap<FileId, Parsed> {
    let files = library.folders.iter().flat_map(|it| &it.files).chain(&library.shared);
    files.filter_map(|it| Some((*it, parse(*it, &library.sources.file(*it)?.text)))).collect()
}

/// One edition through all passes; the later ones only look at what the earlier ones found sound.
fn edition(
    library: &Library,
    folders: &Folders<'_>,
    (target, used): (usize, &[usize]),
    faulty: &Faulty,
    report: &mut Report,
) -> Option<Arc<Edition>> {
    let units: Vec<Unit<'_>> = [target]
        .iter()
        .chain(used)
        .flat_map(|it| folders.trees(*it))
        .map(|tree| Unit { tree, own: folders.holds(target, tree.id) })
        .collect();
    let shared: Vec<&tree::File> = folders.shared(library, target, used);
    let (scope, names) = resolve(&units, &shared, faulty.lost.clone());
    report.append(names);
    let scenarios = scenarios(folders, target);
    let trees: Vec<&tree::Scenario> = scenarios.iter().map(|it| &it.tree).collect();
    let (rulebook, types) = from_syntax::rulebook(&scope, &trees);
    report.append(types);
    let mut rulebook = rulebook.filter(|_| !faulty.any && !report.has_errors())?;
    from_syntax::unused_names(&scope, &rulebook, report);
    analysis::check(&rulebook, report);
    let texts = identity::Texts { sources: &library.sources, units: &units, shared: &shared };
    rulebook.sha256 = identity::of(&texts, &scope, &rulebook);
    let folder = library.folders.get(target)?;
    let (path, files) = (folder.path.clone(), folder.files.clone());
    Some(Arc::new(Edition { folder: path, rulebook: Arc::new(rulebook), scenarios, files }))
}

fn scenarios(folders: &Folders<'_>, target: usize) -> Vec<EditionScenario> {
    let mut found = Vec::new();
    for file in folders.trees(target) {
        for item in &file.items {
            if let tree::ItemKind::Scenario(tree) = &item.kind {
                found.push(EditionScenario { tree: tree.clone(), language: file.language });
            }
        }
    }
    found
}

/// In the order of the files, each once, in the language of its file.
fn in_order(mut report: Report, parsed: &BTreeMap<FileId, Parsed>) -> Report {
    for diagnostic in &mut report.diagnostics {
        if let Some(file) = parsed.get(&diagnostic.primary.span.file) {
            diagnostic.language = file.tree.language;
        }
    }
    let place = |it: &super::source::Span| (it.file, it.start, it.end);
    report.diagnostics.sort_by(|a, b| {
        let severity = |it: &Code| it.severity() == Severity::Warning;
        place(&a.primary.span)
            .cmp(&place(&b.primary.span))
            .then(severity(&a.code).cmp(&severity(&b.code)))
            .then(a.code.cmp(&b.code))
    });
    // What is wrong in a rulebook that two others use was found twice.
    let mut seen: Vec<super::diag::Diagnostic> = Vec::new();
    for diagnostic in report.diagnostics {
        let here = diagnostic.primary.span;
        if !seen.iter().rev().take_while(|it| it.primary.span == here).any(|it| *it == diagnostic) {
            seen.push(diagnostic);
        }
    }
    Report { diagnostics: seen }
}
