//! `timbang completions`: what a shell needs to complete a command.

use clap::CommandFactory;

use super::arguments::{Arguments, CompletionsArguments};
use super::console::Console;
use super::exit::Exit;

pub(crate) fn run(asked: &CompletionsArguments, console: &Console) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "timbang", &mut script);
    console.out(&String::from_utf8_lossy(&script));
    Exit::Decided
}
