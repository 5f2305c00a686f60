//! Rule texts in, diagnostics out: the edges of the passes from trees to typed rules.

use super::*;
use crate::engine::diag::render::{self, Style};

mod shipped;

/// Checks one folder of files.
fn check_files(files: &[(&str, &str)]) -> (Checked, Sources) {
    let mut library = Library::default();
    let files = files.iter().map(|(path, text)| library.sources.add(*path, *text)).collect();
    library.folders.push(Folder { path: "rules".into(), files, target: true });
    (check(&library), library.sources)
}

/// The report as people read it.
fn shown(checked: &Checked, sources: &Sources) -> String {
    render::report(&checked.report, sources, Style { language: None, colour: false, width: 120 })
}
