//! Rule texts in, diagnostics out: the edges of the passes from trees to typed rules.

use super::*;
use crate::engine::diag::render::{self, Style};

mod editions;
mod guards;
mod hostile;
mod names;
mod numbers;
mod shipped;

/// What every text here begins with: a header, one law, one decision that reads `wanted`.
const FRAME: &str = r#"
source LAW
  title "Undang-Undang" en "Act"
  cited as "UU" en "Act"
  article 1 "Isi" en "Content"

rulebook example edition "1"
  title "Contoh" en "Example"
  in force from 2024-01-01 by asked_on
  basis LAW article 1 (verified)

input
  asked_on : date "Tanggal" en "Date"
  wanted    : yes or no "Diminta" en "Asked"

decision aid
  label "Bantuan" en "Aid"
  outcome granted "Diberikan" en "Granted"
  outcome refused "Ditolak" en "Refused"
  otherwise refused
    basis LAW article 1 (verified)
    because "Tidak" en "No"
"#;

/// Checks folders of one file each.
fn check_texts(texts: &[&str]) -> (Checked, Sources) {
    let mut library = Library::default();
    for (index, text) in texts.iter().enumerate() {
        let file = library.sources.add(format!("{index}/rules.aturan"), *text);
        library.folders.push(Folder { path: index.to_string(), files: vec![file], target: true });
    }
    (check(&library), library.sources)
}

/// The report as people read it.
fn shown(checked: &Checked, sources: &Sources) -> String {
    render::report(&checked.report, sources, Style { language: None, colour: false, width: 120 })
}

/// Each diagnostic as `E0101 the text that it points at`, of the frame with more items; unused names are left out, for
/// the items here are seldom all used.
fn found(items: &str) -> Vec<String> {
    let (checked, sources) = check_texts(&[&format!("{FRAME}\n{items}")]);
    let all = checked.report.diagnostics.iter().filter(|it| it.code != Code::UnusedName);
    all.map(|it| format!("{} {}", it.code.number(), sources.slice(it.primary.span))).collect()
}

/// A criterion named `c` with this condition.
fn criterion(condition: &str) -> String {
    format!("\ncriterion c\n  label \"C\" en \"C\"\n  basis LAW article 1 (verified)\n  holds when {condition}\n")
}

/// A definition with this head and body.
fn define(head: &str, body: &str) -> String {
    format!("\ndefine {head}\n  label \"D\" en \"D\"\n  as {body}\n")
}

/// A rule that grants aid.
fn rule(name: &str, condition: &str) -> String {
    format!(
        "\nrule {name}\n  decides aid is granted\n  when {condition}\n  basis LAW article 1 (verified)\n  because \"Ya\" en \"Yes\"\n"
    )
}
