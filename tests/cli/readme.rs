//! What the README shows is what the program prints today.

use super::session;

/// The README with the answers of today in its `console` blocks. An `aturan` block is a file, named just above it.
pub(crate) fn played(readme: &str) -> String {
    let mut played = String::new();
    let mut preparations = String::from("@ copy rules\n");
    let mut named = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        played.push_str(&format!("{line}\n"));
        if let Some(path) = line.split('`').nth(1).filter(|it| it.ends_with(".aturan")) {
            path.clone_into(&mut named);
        }
        let Some(kind) = line.strip_prefix("```").filter(|it| !it.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|it| *it != "```").collect();
        match kind {
            "console" => played.push_str(&console(&preparations, &block)),
            "aturan" => {
                preparations.push_str(&format!("@ file {named}\n"));
                preparations.extend(block.iter().map(|it| format!("    {it}\n")));
                played.extend(block.iter().map(|it| format!("{it}\n")));
            }
            _ => played.extend(block.iter().map(|it| format!("{it}\n"))),
        }
        played.push_str("```\n");
    }
    played
}

fn console(preparations: &str, block: &[&str]) -> String {
    let commands: Vec<&str> = block.iter().copied().filter(|it| it.starts_with("$ ")).collect();
    let played = session::play(&format!("{preparations}{}\n", commands.join("\n")));
    let answers = played.strip_prefix(preparations).unwrap_or(&played);
    format!("{}\n", answers.trim_end())
}
