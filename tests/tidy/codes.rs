//! Every diagnostic code has a page that says something in both languages, and a case that shows it.

use std::collections::BTreeSet;

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
    let readme = std::fs::read_to_string(tree::top().join("README.md")).unwrap_or_default();
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
