//! `timbang fmt`: rule files in the common layout, in place.

use std::path::{Path, PathBuf};

use super::arguments::FmtArguments;
use super::check::report_troubles;
use super::console::Console;
use super::exit::Exit;
use super::load::{self, Trouble, shown};
use crate::engine::diag::render;
use crate::engine::source::Sources;
use crate::engine::syntax::format;
use crate::engine::wording::{Language, Wording};
use crate::prose::paint::Paint;
use crate::wording;

pub(crate) fn run(asked: &FmtArguments, console: &Console) -> Exit {
    let keywords = asked.keywords.map(Language::from);
    if asked.paths.iter().any(|it| it.as_os_str() == "-") {
        return standard_input(asked, keywords, console);
    }
    let mut files = Vec::new();
    let mut troubles = Vec::new();
    for path in &asked.paths {
        match load::rule_files_below(path) {
            Ok(found) if found.is_empty() => troubles.push(Trouble { path: shown(path), what: load::no_rules() }),
            Ok(found) => files.extend(found),
            Err(found) => troubles.extend(found),
        }
    }
    report_troubles(&troubles, console);
    let mut tally = Tally::default();
    for file in &files {
        tally.count(one(file, asked.check, keywords, console));
    }
    console.out(&format!("{}\n", console.say(&tally.summary(asked.check))));
    if !troubles.is_empty() || tally.unusable > 0 {
        Exit::BadInput
    } else if tally.broken > 0 || (asked.check && tally.changed > 0) {
        Exit::Faulty
    } else {
        Exit::Decided
    }
}

/// What became of one file.
#[derive(Clone, Copy)]
enum Fate {
    Same,
    Changed,
    /// It has syntax errors and stays as it is.
    Broken,
    /// It cannot be read or written.
    Unusable,
}

#[derive(Default)]
struct Tally {
    same: usize,
    changed: usize,
    broken: usize,
    unusable: usize,
}

impl Tally {
    fn count(&mut self, fate: Fate) {
        let counter = match fate {
            Fate::Same => &mut self.same,
            Fate::Changed => &mut self.changed,
            Fate::Broken => &mut self.broken,
            Fate::Unusable => &mut self.unusable,
        };
        *counter = counter.saturating_add(1);
    }

    fn summary(&self, check: bool) -> Wording {
        let Self { same, changed, .. } = self;
        let stays = self.broken.saturating_add(self.unusable);
        let mut said = if check {
            wording!("{changed} berkas perlu dirapikan, {same} sudah rapi", "{changed} would change, {same} in order")
        } else {
            wording!("{changed} berkas dirapikan, {same} sudah rapi", "{changed} changed, {same} in order")
        };
        if stays > 0 {
            said.id.push_str(&format!(", {stays} dibiarkan karena salah"));
            said.en.push_str(&format!(", {stays} left alone because of errors"));
        }
        said
    }
}

fn one(path: &Path, check: bool, keywords: Option<Language>, console: &Console) -> Fate {
    let text = match load::read_text(path) {
        Ok(text) => text,
        Err(trouble) => {
            report_troubles(&[trouble], console);
            return Fate::Unusable;
        }
    };
    let Some(formatted) = formatted(&shown(path), &text, keywords, console) else {
        return Fate::Broken;
    };
    if formatted == text {
        return Fate::Same;
    }
    if !check && let Err(error) = std::fs::write(path, formatted) {
        let what = wording!("tidak dapat ditulis: {error}", "cannot be written: {error}");
        report_troubles(&[Trouble { path: shown(path), what }], console);
        return Fate::Unusable;
    }
    let paint = Paint::new(console.colour_out());
    console.out(&format!("{} {}\n", paint.open("~"), shown(path)));
    Fate::Changed
}

/// The text in the common layout; its syntax errors go to standard error.
fn formatted(path: &str, text: &str, keywords: Option<Language>, console: &Console) -> Option<String> {
    match format::format(text, keywords) {
        Ok(formatted) => Some(formatted),
        Err(report) => {
            let mut sources = Sources::default();
            sources.add(path, text);
            console.error(&render::report(&report, &sources, console.style(console.colour_error())));
            None
        }
    }
}

fn standard_input(asked: &FmtArguments, keywords: Option<Language>, console: &Console) -> Exit {
    let only: &[PathBuf] = &asked.paths;
    if only.len() != 1 {
        console.trouble(&wording!("`-` tidak dapat bersama berkas lain", "`-` cannot stand beside other files"));
        return Exit::BadInput;
    }
    let text = match load::read_input() {
        Ok(text) => text,
        Err(trouble) => {
            report_troubles(&[trouble], console);
            return Exit::BadInput;
        }
    };
    match formatted("-", &text, keywords, console) {
        None => Exit::Faulty,
        Some(formatted) if asked.check => {
            if formatted == text {
                Exit::Decided
            } else {
                Exit::Faulty
            }
        }
        Some(formatted) => {
            console.out(&formatted);
            Exit::Decided
        }
    }
}
