//! Words that may not stand in the code, or in any file.

use super::Breach;
use super::tree::{File, line_of, places_of};

/// What would stop the program, or was meant to be finished later.
const FORBIDDEN: [(&str, &str); 10] = [
    ("todo!", "finish it or leave it out"),
    ("unimplemented!", "finish it or leave it out"),
    ("unreachable!", "give the arm a meaning, or change the types so that it cannot be written"),
    ("panic!", "return a result, or report a diagnostic"),
    ("dbg!", "remove it"),
    (".unwrap()", "use `?`, `let … else` or a default"),
    (".expect(", "use `?`, `let … else` or a default"),
    ("assert!", "return a result; assertions belong in tests"),
    ("assert_eq!", "return a result; assertions belong in tests"),
    ("#[allow(", "use `#[expect(…, reason = \"…\")]`"),
];

const ABBREVIATIONS: [&str; 24] = [
    "ctx", "idx", "tmp", "ret", "cnt", "msg", "buf", "elem", "attr", "desc", "calc", "util", "utils", "misc", "mgr",
    "impls", "vals", "diags", "exprs", "toks", "tok", "cond", "conds", "curr",
];

/// Folders at the top of a disk where people and build services put what is theirs.
const PERSONAL: [&str; 8] = ["home", "root", "Users", "work", "workspace", "builds", "github", "tmp"];

pub(crate) fn forbidden(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files {
        for (word, remedy) in FORBIDDEN {
            let whole = |at: &usize| !word.starts_with(char::is_alphabetic) || !file.code[..*at].ends_with(['_', 'g']);
            let at_build = |at: &usize| worked_out_at_build(&file.code[..*at]);
            for at in file.code.match_indices(word).map(|it| it.0).filter(whole).filter(|it| !at_build(it)) {
                breaches.push(breach(file, at, format!("`{word}` in code that runs"), remedy));
            }
        }
    }
    breaches
}

/// Whether the text ends inside a constant: what goes wrong there stops the build, not the program.
fn worked_out_at_build(before: &str) -> bool {
    let statement = before.rsplit([';', '}']).next().unwrap_or(before).trim_start();
    let constant = statement.starts_with("const ") || statement.starts_with("pub const ");
    constant && !statement.contains("const fn ")
}

pub(crate) fn abbreviations(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files {
        for word in ABBREVIATIONS {
            for at in places_of(&file.code, word) {
                breaches.push(breach(file, at, format!("the name `{word}` is cut short"), "write the whole word"));
            }
        }
    }
    breaches
}

pub(crate) fn machine_paths(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files {
        for folder in PERSONAL {
            let path = format!("/{folder}/");
            for (at, _) in file.text.match_indices(&path) {
                if !file.text[..at].ends_with(|it: char| it.is_alphanumeric() || it == '.') {
                    let line = line_of(&file.text, at);
                    let rule = format!("`{path}` exists on one machine only");
                    breaches.push(Breach {
                        file: file.path.clone(),
                        line,
                        rule,
                        remedy: "name the file from the top of the project",
                    });
                }
            }
        }
    }
    breaches
}

fn breach(file: &File, at: usize, rule: String, remedy: &'static str) -> Breach {
    Breach { file: file.path.clone(), line: line_of(&file.code, at), rule, remedy }
}
