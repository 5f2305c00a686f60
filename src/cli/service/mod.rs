//! The verbs around the service: `serve`, and beside it `config` and `key`.

mod arguments;
mod config;
mod demo;
mod key;
mod settings;

use std::path::Path;

pub(crate) use arguments::{KEY_EXAMPLES, KeyArguments, SERVE_EXAMPLES, ServeArguments};
pub(crate) use config::{CONFIG_EXAMPLES, ConfigArguments, run as config};
pub(crate) use key::run as key;

use demo::Demo;

use super::check::report_troubles;
use super::console::Console;
use super::exit::Exit;
use super::load;
use crate::engine;
use crate::engine::diag::render;
use crate::engine::wording::Wording;
use crate::server::{self, ServeError};
use crate::wording;

/// Editions with errors are shown and left out; the others serve.
pub(crate) fn serve(asked: &ServeArguments, console: &Console) -> Exit {
    let config = match settings::settle(&asked.settings, Some(&asked.serving), console) {
        Ok(settled) if asked.demo => demo::placed(settled),
        Ok(settled) => settled.config,
        Err(exit) => return exit,
    };
    let library = match load::library(Path::new(&config.rules)) {
        Ok(library) => library,
        Err(troubles) => {
            report_troubles(&troubles, console);
            return Exit::BadInput;
        }
    };
    let checked = engine::check(&library);
    if checked.report.has_errors() {
        console.error(&render::report(&checked.report, &library.sources, console.style(console.colour_error())));
    }
    if checked.editions.is_empty() {
        console.trouble(&wording!("tidak ada edisi yang dapat dipakai", "there is no edition to rule by"));
        return Exit::Faulty;
    }
    let demonstration = match asked.demo.then(|| Demo::new(&config.database)).transpose() {
        Ok(demonstration) => demonstration,
        Err(error) => return failed(&error, console),
    };
    let started =
        |address: &str| {
            let editions = checked.editions.len();
            console.out(console.say(&wording!(
                "melayani {editions} edisi di {address}\n",
                "serving {editions} editions at {address}\n"
            )));
            if let Some(demonstration) = demonstration {
                demonstration.fill(address, console);
            }
        };
    match server::serve(&config, &checked, &library, started) {
        Ok(()) => Exit::Decided,
        Err(error) => failed(&error, console),
    }
}

fn failed(error: &ServeError, console: &Console) -> Exit {
    console.trouble(&Wording::same(error.to_string()));
    Exit::BadInput
}
