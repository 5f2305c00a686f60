//! Short files, short functions. Blank lines, comments and test modules within a file do not count.

use super::Breach;
use super::tree::{File, closing, line_of, places_of};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 40;

pub(crate) fn too_long(files: &[File]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in files {
        let lines = file.lines;
        if lines > FILE_LINES {
            breaches.push(Breach {
                file: file.path.clone(),
                line: 1,
                rule: format!("{lines} lines of code, at most {FILE_LINES}"),
                remedy: "move a part with a name of its own to a file beside it",
            });
        }
        breaches.extend(long_functions(file));
    }
    breaches
}

fn long_functions(file: &File) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for at in places_of(&file.code, "fn") {
        let Some((name, lines)) = function(&file.code[at..]) else { continue };
        if lines > FUNCTION_LINES {
            breaches.push(Breach {
                file: file.path.clone(),
                line: line_of(&file.code, at),
                rule: format!("function `{name}` has {lines} lines, at most {FUNCTION_LINES}"),
                remedy: "move a step of it to a function with its own name",
            });
        }
    }
    breaches
}

/// Name and length of the function whose `fn` stands at the start; `None` for a type or a declaration.
fn function(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("fn ")?;
    let name = rest.split(|it: char| !it.is_alphanumeric() && it != '_').next().filter(|it| !it.is_empty())?;
    let brace = text.find('{')?;
    if text.find(';').is_some_and(|semicolon| semicolon < brace && !text[semicolon..brace].contains(']')) {
        return None;
    }
    Some((name, written(&text[..brace + closing(&text[brace..])])))
}

fn written(code: &str) -> usize {
    code.lines().filter(|it| !it.trim().is_empty()).count()
}
