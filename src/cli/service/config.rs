//! `timbang config`: the settings in force and where each comes from, or the file of all settings.

use clap::{Args, ValueEnum};

use super::super::console::Console;
use super::super::exit::Exit;
use super::settings::{self, ServingArguments, SettingsArguments};
use crate::server::config;

pub(crate) const CONFIG_EXAMPLES: &str = "\
Examples:
  timbang config                           what is in force, and where each value comes from
  timbang config --format json             the same for programs
  timbang config --default > timbang.toml  every setting with its default and what it means
  TIMBANG_LISTEN=0.0.0.0:8080 timbang config --set limits.body_bytes=2097152

A setting counts from the command line, else from the environment (limits.body_bytes is
TIMBANG_LIMITS_BODY_BYTES), else from the settings file, else it has its default. An empty variable
counts as not set. Passwords are shown as ***.
Exit codes: 0 in order, 2 settings that are unknown, of the wrong kind or impossible.";

/// `timbang config`
#[derive(Args)]
pub(crate) struct ConfigArguments {
    #[command(flatten)]
    settings: SettingsArguments,
    #[command(flatten)]
    serving: ServingArguments,
    /// How to print them
    #[arg(long, value_enum, default_value = "toml")]
    format: SettingsFormat,
    /// Print the file of all settings with their defaults instead
    #[arg(long)]
    default: bool,
}

/// `--format` of `config`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SettingsFormat {
    /// A settings file; behind each value stands where it comes from
    Toml,
    /// One JSON object: by name the value, its origin and the place
    Json,
}

pub(crate) fn run(asked: &ConfigArguments, console: &Console) -> Exit {
    if asked.default {
        console.out(config::DOCUMENTED);
        return Exit::Decided;
    }
    match settings::settle(&asked.settings, Some(&asked.serving), console) {
        Ok(settled) => {
            console.out(&match asked.format {
                SettingsFormat::Toml => config::as_toml(&settled),
                SettingsFormat::Json => config::as_json(&settled),
            });
            Exit::Decided
        }
        Err(exit) => exit,
    }
}
