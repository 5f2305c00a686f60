//! `timbang check`: what is wrong with rule files.

use super::arguments::{CheckArguments, ReportFormat};
use super::console::Console;
use super::exit::Exit;
use super::load::{self, Trouble};
use super::report_json;
use super::sarif;
use crate::engine::diag::render;
use crate::engine::wording::Wording;
use crate::engine::{self, Checked, Library};
use crate::wording;

pub(crate) fn run(asked: &CheckArguments, console: &Console) -> Exit {
    let mut checks = Vec::new();
    let mut troubles = Vec::new();
    for path in &asked.paths {
        match load::library(path) {
            Ok(library) => checks.push((engine::check(&library), library)),
            Err(found) => troubles.extend(found),
        }
    }
    show(&checks, asked.format, console);
    report_troubles(&troubles, console);
    if !troubles.is_empty() {
        Exit::BadInput
    } else if checks.iter().any(|(checked, _)| checked.report.has_errors()) {
        Exit::Faulty
    } else {
        Exit::Decided
    }
}

/// The checked rules at a path; what is wrong with them goes to standard error.
pub(crate) fn checked(path: &std::path::Path, console: &Console) -> Result<(Checked, Library), Exit> {
    let library = load::library(path).map_err(|troubles| {
        report_troubles(&troubles, console);
        Exit::BadInput
    })?;
    let checked = engine::check(&library);
    if checked.report.has_errors() {
        let style = console.style(console.colour_error());
        console.error(&render::report(&checked.report, &library.sources, style));
        return Err(Exit::Faulty);
    }
    Ok((checked, library))
}

pub(crate) fn report_troubles(troubles: &[Trouble], console: &Console) {
    for trouble in troubles {
        let path = &trouble.path;
        console.trouble(&wording!("{path}: {}", "{path}: {}", console.say(&trouble.what)));
    }
}

fn show(checks: &[(Checked, Library)], format: ReportFormat, console: &Console) {
    match format {
        ReportFormat::Json => {
            for (checked, library) in checks {
                console.out(&report_json::lines(&checked.report, &library.sources));
            }
        }
        ReportFormat::Sarif => console.out(&sarif::document(checks, console.language())),
        ReportFormat::Text => {
            for (checked, library) in checks {
                show_text(checked, library, console);
            }
        }
    }
}

fn show_text(checked: &Checked, library: &Library, console: &Console) {
    if checked.report.diagnostics.is_empty() {
        console.out(&format!("{}\n", console.say(&in_order(library))));
    } else {
        console.out(&render::report(&checked.report, &library.sources, console.style(console.colour_out())));
    }
}

fn in_order(library: &Library) -> Wording {
    let editions = library.folders.iter().filter(|it| it.target).count();
    let files = library.sources.iter().count();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let (many_editions, many_files) = (plural(editions), plural(files));
    Wording::new(
        format!("Tidak ada kesalahan: {editions} edisi, {files} berkas."),
        format!("No errors: {editions} edition{many_editions}, {files} file{many_files}."),
    )
}
