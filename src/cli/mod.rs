//! The command line: a thin shell around the engine, one file a verb.

mod apology;
mod arguments;
mod completions;
mod console;
mod dates;
mod exit;
mod explain;
mod markdown;
mod paint;
mod report_json;
mod ruling_text;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Verb};
use console::Console;
use exit::Exit;

/// Does what the arguments of the process ask.
#[must_use]
pub fn run() -> ExitCode {
    apology::install();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let console = Console::new(arguments.color, arguments.language);
    dispatch(arguments.verb, &console).into()
}

fn dispatch(verb: Verb, console: &Console) -> Exit {
    match verb {
        Verb::Explain(asked) => explain::run(&asked, console),
        Verb::Completions(asked) => completions::run(&asked, console),
        _ => Exit::Decided,
    }
}

/// Help and version are fine; anything else is bad usage.
fn refuse(error: &clap::Error) -> ExitCode {
    let exit = if error.use_stderr() { Exit::BadInput } else { Exit::Decided };
    match error.print() {
        Ok(()) => exit.into(),
        Err(_) => Exit::BadInput.into(),
    }
}
