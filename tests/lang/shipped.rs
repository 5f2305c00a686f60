//! The rules and cases of this repository.
//!
//! Knows nothing of: what they say.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a fault in what is shipped has to be loud")]

use crate::generate::agreement;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use timbang::engine::program::Program;
use timbang::engine::source::{FileId, Sources};
use timbang::engine::{Folder, Library, check};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

/// All files below a folder with this ending, in order of their paths.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Every edition that is shipped, compiled.
pub(crate) fn programs() -> Vec<Program> {
    let mut sources = Sources::default();
    let (mut shared, mut folders): (Vec<FileId>, Vec<Folder>) = (Vec::new(), Vec::new());
    for path in files(&root(), "aturan") {
        let id = sources.add(path.display().to_string(), fs::read_to_string(&path).unwrap());
        let folder = path.parent().unwrap();
        if path.ends_with("sources.aturan") || folder.ends_with("calendar") {
            shared.push(id);
            continue;
        }
        let name = folder.display().to_string();
        match folders.iter_mut().find(|it| it.path == name) {
            Some(folder) => folder.files.push(id),
            None => folders.push(Folder { path: name, files: vec![id], target: true }),
        }
    }
    let count = folders.len();
    let checked = check(&Library { sources, folders, shared });
    assert_eq!(checked.editions.len(), count, "{:#?}", checked.report);
    checked.editions.iter().map(|it| Program::compile(it.rulebook.clone())).collect()
}

/// Every shipped case, by path.
pub(crate) fn cases() -> Vec<(String, Value)> {
    let read = |path: PathBuf| {
        (path.display().to_string(), serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
    };
    files(&root(), "json").into_iter().map(read).collect()
}

/// The case itself, and with each single place in it dropped, `null`, and unknown.
pub(crate) fn changed(json: &Value) -> Vec<String> {
    let mut places = Vec::new();
    collect("", json, &mut places);
    let mut changed = vec![json.to_string()];
    for place in places {
        for change in [None, Some(Value::Null), Some(json!({ "unknown": "?" }))] {
            let mut copy = json.clone();
            let (parent, last) = place.rsplit_once('/').unwrap();
            match (copy.pointer_mut(parent).unwrap(), change) {
                (Value::Object(members), None) => drop(members.remove(last)),
                (Value::Object(members), Some(value)) => drop(members.insert(last.to_owned(), value)),
                (Value::Array(elements), None) => drop(elements.remove(last.parse().unwrap())),
                (Value::Array(elements), Some(value)) => elements[last.parse::<usize>().unwrap()] = value,
                _ => {}
            }
            changed.push(copy.to_string());
        }
    }
    changed
}

fn collect(around: &str, value: &Value, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, it)| (key.clone(), it)).collect(),
        Value::Array(elements) => elements.iter().enumerate().map(|(index, it)| (index.to_string(), it)).collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        let place = format!("{around}/{step}");
        collect(&place, child, places);
        places.push(place);
    }
}

/// Whether the case was accepted; if so, both evaluators agreed on it.
pub(crate) fn agrees(program: &Program, json: &str) -> Result<bool, String> {
    use timbang::engine::{accept_case, wire::Completeness};
    match accept_case(program, json.as_bytes(), Completeness::PreCheck) {
        Ok(_) => agreement::compare(program, json.as_bytes()).map(|_| true),
        Err(refusals) => {
            assert!(!refusals.is_empty());
            Ok(false)
        }
    }
}
