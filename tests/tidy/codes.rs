//! Things that must be matched by others: codes by pages and cases, folders by the README, migrations by the list of those that are run.

use std::collections::BTreeSet;
use std::fs;

use timbang::engine::diag::Code;

use super::Breach;
use super::tree;

const PAGES: &str = "src/engine/diag/pages";
const CASES: &str = "tests/lang/cases";

pub(crate) fn without_page() -> Vec<Breach> {
    Code::ALL.iter().filter_map(|code| page_breach(*code)).collect()
}

fn page_breach(code: Code) -> Option<Breach> {
    let page = code.page();
    let words = page.split_whitespace().count();
    let rule = if !page.starts_with(&format!("# {}", code.number())) {
        "the page does not begin with its code".to_owned()
    } else if words < 40 {
        format!("the page has {words} words, at least 40")
    } else if !page.contains("```") {
        "the page shows no example".to_owned()
    } else {
        return None;
    };
    let file = format!("{PAGES}/{}.md", code.number());
    Some(Breach { file, line: 1, rule, remedy: "say what it is, why it matters and what to write, in both languages" })
}

pub(crate) fn without_case() -> Vec<Breach> {
    let cases: Vec<_> = tree::text_files().into_iter().filter(|it| it.path.starts_with(CASES)).collect();
    let shown = |code: &Code| cases.iter().any(|it| it.text.contains(code.number()));
    Code::ALL
        .iter()
        .filter(|it| !shown(it))
        .map(|code| Breach {
            file: CASES.into(),
            line: 1,
            rule: format!("no case shows {} ({})", code.number(), code.slug()),
            remedy: "add a case whose expected output has this code",
        })
        .collect()
}

pub(crate) fn pages_without_code() -> Vec<Breach> {
    let known: BTreeSet<String> = Code::ALL.iter().map(|it| format!("{PAGES}/{}.md", it.number())).collect();
    tree::text_files()
        .into_iter()
        .filter(|it| it.path.starts_with(PAGES) && !known.contains(&it.path))
        .map(|it| Breach { file: it.path, line: 1, rule: "a page of no code".into(), remedy: "remove the page" })
        .collect()
}

pub(crate) fn folders_not_in_readme() -> Vec<Breach> {
    let readme = fs::read_to_string(tree::top().join("README.md")).unwrap_or_default();
    let folders: BTreeSet<String> =
        tree::text_files().iter().filter_map(|it| it.path.split_once('/')).map(|it| it.0.to_owned()).collect();
    folders
        .into_iter()
        .filter(|it| !readme.contains(&format!("`{it}/")))
        .map(|it| Breach {
            file: "README.md".into(),
            line: 1,
            rule: format!("the folder `{it}/` is not named"),
            remedy: "add it to the map of folders",
        })
        .collect()
}

/// Migrations that lie there but are never run, or for one of the databases only.
pub(crate) fn migrations_not_run() -> Vec<Breach> {
    let listed = fs::read_to_string(tree::top().join("src/server/store/open.rs")).unwrap_or_default();
    let names = |database: &str| names_in(&format!("migrations/{database}"));
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let run = |it: &String| listed.contains(&format!("\"{it}\")")) && sqlite.contains(it) && postgres.contains(it);
    let mut all: Vec<&String> = sqlite.iter().chain(&postgres).filter(|it| !run(it)).collect();
    all.dedup();
    let breach = |it: &&String| Breach {
        file: format!("migrations/*/{it}.sql"),
        line: 1,
        rule: "this migration is not run on both databases".to_owned(),
        remedy: "write it for both, and name it in `MIGRATIONS` (src/server/store/open.rs)",
    };
    all.iter().map(breach).collect()
}

/// The files of a folder, without what they end in.
fn names_in(folder: &str) -> Vec<String> {
    let found = fs::read_dir(tree::top().join(folder)).into_iter().flatten();
    let stem = |it: fs::DirEntry| it.path().file_stem().map(|it| it.to_string_lossy().into_owned());
    found.filter_map(Result::ok).filter_map(stem).collect()
}
