//! The verbs around the service: `serve`, and beside it `config`, `key` and `backup`.

mod arguments;
mod backup;
mod config;
mod demo;
mod key;
mod rules;
mod settings;

use std::path::Path;

pub(crate) use arguments::{KEY_EXAMPLES, KeyArguments, SERVE_EXAMPLES, ServeArguments};
pub(crate) use backup::{BACKUP_EXAMPLES, BackupArguments, run as backup};
pub(crate) use config::{CONFIG_EXAMPLES, ConfigArguments, run as config};
pub(crate) use key::run as key;

use demo::Demo;

use super::check::report_troubles;
use super::console::Console;
use super::exit::Exit;
use super::load;
use crate::engine;
use crate::engine::diag::render;
use crate::server::{self, Rules, ServeError, Started};
use crate::wording;

/// Editions with errors are shown and left out; the others serve.
pub(crate) fn serve(asked: &ServeArguments, console: &Console) -> Exit {
    let config = match settings::settle(&asked.settings, Some(&asked.serving), console) {
        Ok(settled) if asked.demo => demo::placed(&settled),
        Ok(settled) => settled.config,
        Err(exit) => return exit,
    };
    let rules = match brought_along(Path::new(&config.rules), asked.adopt_rules.clone(), console) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let demonstration = match asked.demo.then(|| Demo::new(&config)).transpose() {
        Ok(demonstration) => demonstration,
        Err(error) => return failed(&error, console),
    };
    let started = |it: &Started| {
        begun(it, console);
        if let Some(demonstration) = demonstration {
            demonstration.fill(&it.address, console);
        }
    };
    match server::serve(&config, &rules, started) {
        Ok(()) => Exit::Decided,
        // A folder that has errors is told from one that is not there.
        Err(error @ ServeError::NoRules) if Path::new(&config.rules).exists() => {
            failed(&error, console);
            Exit::Faulty
        }
        Err(error) => failed(&error, console),
    }
}

/// The rules of the folder. Without the folder, what was published serves.
fn brought_along(folder: &Path, adopt: Option<String>, console: &Console) -> Result<Rules, Exit> {
    if !folder.exists() {
        let path = load::shown(folder);
        console.trouble(&wording!(
            "{path}: tidak ada di sini; yang dipakai hanya aturan yang sudah dipublikasikan",
            "{path}: there is no such folder; only rules that are published already will serve"
        ));
        return Ok(Rules { rulebooks: Vec::new(), adopt });
    }
    let (library, mut unread) = load::readable(folder).map_err(|troubles| {
        report_troubles(&troubles, console);
        Exit::BadInput
    })?;
    let checked = engine::check(&library);
    if checked.report.has_errors() {
        console.error(&render::report(&checked.report, &library.sources, console.style(console.colour_error())));
    }
    let (rulebooks, without_cases) = rules::of(&checked, &library);
    unread.extend(without_cases);
    report_troubles(&unread, console);
    // What is not there is not adopted either: an edition would be retired because its file could not be read.
    if adopt.is_some() && !unread.is_empty() {
        console.trouble(&wording!(
            "--adopt-rules: folder ini tidak terbaca seluruhnya, jadi tidak ada yang diambil darinya; perbaiki berkas di atas dahulu",
            "--adopt-rules: this folder cannot be read as a whole, so nothing is taken from it; mend the files above first"
        ));
        return Err(Exit::BadInput);
    }
    Ok(Rules { rulebooks, adopt })
}

/// The first line on standard output has the address: others read it.
fn begun(it: &Started, console: &Console) {
    let Started { address, editions, notices } = it;
    for notice in notices {
        console.trouble(notice);
    }
    let line = wording!("melayani {editions} edisi di {address}\n", "serving {editions} editions at {address}\n");
    console.out(console.say(&line));
}

fn failed(error: &ServeError, console: &Console) -> Exit {
    console.trouble(&error.wording());
    Exit::BadInput
}
