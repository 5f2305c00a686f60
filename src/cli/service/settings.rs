//! Settings as the program finds them: in a file, in the environment and in its arguments.

use std::path::PathBuf;

use clap::Args;

use super::super::console::Console;
use super::super::exit::Exit;
use crate::server::config::{self, Layers, Misplaced, Settled, Written};
use crate::wording;

/// The file that is read if there is one and no other is named.
const USUAL: &str = "timbang.toml";
/// More is not the settings of this program.
const LARGEST: u64 = 1 << 20;

/// Which settings are in force.
#[derive(Args)]
pub(crate) struct SettingsArguments {
    /// Settings file [default: `TIMBANG_CONFIG`, else timbang.toml if it is there]
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    config: Option<PathBuf>,
    /// Any setting, over the file and the environment
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, help_heading = "Settings")]
    set: Vec<(String, String)>,
    /// `sqlite:FILE` (made if it is not there) or `postgres://…` [setting: database]
    #[arg(long, value_name = "DATABASE", help_heading = "Settings")]
    database: Option<String>,
}

/// Settings that only the service itself needs.
#[derive(Args)]
pub(crate) struct ServingArguments {
    /// One edition, or a folder of editions [setting: rules]
    #[arg(long, value_name = "PATH", help_heading = "Settings")]
    rules: Option<String>,
    /// Address and port; port 0 takes a free one [setting: listen]
    #[arg(long, value_name = "ADDRESS", help_heading = "Settings")]
    listen: Option<String>,
    /// Log warnings only [setting: log.level]
    #[arg(long, help_heading = "Settings")]
    quiet: bool,
}

/// The settings in force; what is wrong with them has been said if there are none.
pub(crate) fn settle(
    asked: &SettingsArguments,
    serving: Option<&ServingArguments>,
    console: &Console,
) -> Result<Settled, Exit> {
    let layers = Layers {
        file: file(asked).map_err(|wrong| report(&[wrong], console))?,
        environment: environment(),
        arguments: arguments(asked, serving),
    };
    config::settle(&layers).map_err(|wrong| report(&wrong, console))
}

fn report(wrong: &[Misplaced], console: &Console) -> Exit {
    for it in wrong {
        let (place, setting, what) = (&it.place, &it.setting, console.say(&it.what));
        let name = if setting.is_empty() { String::new() } else { format!("`{setting}` ") };
        console.trouble(&wording!("{place}: {name}{what}", "{place}: {name}{what}"));
    }
    Exit::BadInput
}

fn file(asked: &SettingsArguments) -> Result<Option<Written>, Misplaced> {
    let named = asked
        .config
        .clone()
        .or_else(|| std::env::var_os("TIMBANG_CONFIG").filter(|it| !it.is_empty()).map(PathBuf::from));
    let path = match named {
        Some(path) => path,
        None if PathBuf::from(USUAL).exists() => PathBuf::from(USUAL),
        None => return Ok(None),
    };
    let shown = path.display().to_string();
    let unreadable = |reason: String| {
        let what = wording!(
            "berkas pengaturan tidak dapat dibaca: {reason}; periksa --config, TIMBANG_CONFIG dan hak baca",
            "the settings file cannot be read: {reason}; see to --config, TIMBANG_CONFIG and the right to read it"
        );
        Misplaced { place: path.display().to_string(), setting: String::new(), what }
    };
    let size = std::fs::metadata(&path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > LARGEST {
        return Err(unreadable(format!("> {LARGEST} byte")));
    }
    let text = std::fs::read_to_string(&path).map_err(|error| unreadable(error.to_string()))?;
    Ok(Some(Written { path: shown, text }))
}

/// Variables that are no text cannot be settings.
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

fn arguments(asked: &SettingsArguments, serving: Option<&ServingArguments>) -> Vec<(String, String, String)> {
    let set = asked.set.iter().map(|(name, value)| (name.clone(), value.clone(), format!("--set {name}")));
    let mut found: Vec<_> = set.collect();
    let mut named = |setting: &str, value: Option<&String>, written: &str| {
        found.extend(value.map(|it| (setting.to_owned(), it.clone(), written.to_owned())));
    };
    named("database", asked.database.as_ref(), "--database");
    if let Some(serving) = serving {
        named("rules", serving.rules.as_ref(), "--rules");
        named("listen", serving.listen.as_ref(), "--listen");
        named("log.level", serving.quiet.then(|| "warn".to_owned()).as_ref(), "--quiet");
    }
    found
}

fn pair(written: &str) -> Result<(String, String), String> {
    let (name, value) = written.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}
