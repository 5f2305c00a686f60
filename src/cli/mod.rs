//! The command line: a thin shell around the engine, one file a verb.

mod apology;
mod arguments;
mod check;
mod completions;
mod console;
mod dates;
mod eval;
mod exit;
mod explain;
mod fmt;
mod law;
mod load;
mod markdown;
mod report_json;
mod sarif;
mod schema;
#[cfg(feature = "server")]
mod service;
mod test;

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
        Verb::Check(asked) => check::run(&asked, console),
        Verb::Fmt(asked) => fmt::run(&asked, console),
        Verb::Test(asked) => test::run(&asked, console),
        Verb::Eval(asked) => eval::run(&asked, console),
        Verb::Schema(asked) => schema::run(&asked, console),
        Verb::Law(asked) => law::run(&asked, console),
        Verb::Explain(asked) => explain::run(&asked, console),
        #[cfg(feature = "server")]
        Verb::Serve(asked) => service::serve(&asked, console),
        #[cfg(feature = "server")]
        Verb::Key(asked) => service::key(&asked, console),
        #[cfg(feature = "server")]
        Verb::Config(asked) => service::config(&asked, console),
        #[cfg(feature = "server")]
        Verb::Backup(asked) => service::backup(&asked, console),
        Verb::Completions(asked) => completions::run(&asked, console),
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
