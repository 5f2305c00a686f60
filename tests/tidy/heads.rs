//! Every file says what it does; every file of the engine says what it knows nothing of.

use super::Breach;
use super::tree::{File, tests_only};

/// The door imports every floor, so it has nothing to say here.
const DOOR: &str = "src/engine/mod.rs";

pub(crate) fn missing(files: &[File]) -> Vec<Breach> {
    let breach =
        |file: &File, rule: &str, remedy| Breach { file: file.path.clone(), line: 1, rule: rule.into(), remedy };
    let mut breaches = Vec::new();
    for file in files {
        if !file.text.starts_with("//! ") {
            breaches.push(breach(file, "no `//!` head", "say in one sentence at the top what the file does"));
        } else if file.path.starts_with("src/engine/")
            && !tests_only(&file.path)
            && file.path != DOOR
            && !head(&file.text).contains("nows nothing of")
        {
            breaches.push(breach(
                file,
                "the head does not say what it knows nothing of",
                "add `Knows nothing of: …` to the head",
            ));
        }
    }
    breaches
}

fn head(text: &str) -> String {
    text.lines().take_while(|it| it.starts_with("//!")).collect::<Vec<_>>().join("\n")
}
