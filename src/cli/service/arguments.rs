//! The arguments of `serve` and `key`, with their help.

use clap::{Args, Subcommand, ValueEnum};

use super::settings::{ServingArguments, SettingsArguments};

pub(crate) const SERVE_EXAMPLES: &str = "\
Examples:
  timbang serve --rules rules                                    on SQLite, in the folder data/
  timbang serve --demo                                           a small country, with a key for each role
  timbang serve --rules rules --database postgres://timbang@db/timbang
  timbang serve --config /etc/timbang/timbang.toml               all settings from a file
  timbang key create --role agency --tenant demo --agency sulsel --person \"Andi\"

The first start publishes the rules for all. Later, what is published serves, whatever the folder
says, unless --adopt-rules gives a reason to take the folder's.

Editions with errors are shown and left out. Stop it with Ctrl-C or SIGTERM: requests that are
under way are finished.";

/// `timbang serve`
#[derive(Args)]
pub(crate) struct ServeArguments {
    /// Publish for all what the rules say if they differ from what is published, for this reason
    #[arg(long, value_name = "REASON", value_parser = stated)]
    pub(crate) adopt_rules: Option<String>,
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    #[command(flatten)]
    pub(crate) serving: ServingArguments,
    /// Fill an empty database with a small country to try everything on, and print a key for each role
    #[arg(long)]
    pub(crate) demo: bool,
}

pub(crate) const KEY_EXAMPLES: &str = "\
Examples:
  timbang key create --role agency --tenant demo --agency sulsel --person \"Andi\"
  timbang key create --role verifier --tenant demo --person \"Siti\" --until 2027-12-31
  timbang key list --tenant demo
  timbang key list --format json
  timbang key revoke 3f9c0d1e2a4b5c6d

A key is shown once, when it is made; only its hash is kept. That a key was made or revoked stands
in the audit and in a leaf for the log. The last act is the last thing that was recorded with it.
Send it with every request: Authorization: Bearer tb_...";

/// `timbang key`
#[derive(Args)]
pub(crate) struct KeyArguments {
    #[command(subcommand)]
    pub(crate) verb: KeyVerb,
}

#[derive(Subcommand)]
pub(crate) enum KeyVerb {
    /// Make a key and print it
    Create(CreateArguments),
    /// List all keys, without their secrets
    List(ListArguments),
    /// End a key for good
    Revoke(RevokeArguments),
}

#[derive(Args)]
pub(crate) struct CreateArguments {
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// What the key may do
    #[arg(long, value_name = "ROLE", value_parser = crate::server::keys::roles())]
    pub(crate) role: String,
    /// Whose data it opens
    #[arg(long, value_name = "NAME")]
    pub(crate) tenant: String,
    /// The agency; for the role agency
    #[arg(long, value_name = "NAME")]
    pub(crate) agency: Option<String>,
    /// Who acts with it; stands beside every step
    #[arg(long, value_name = "NAME")]
    pub(crate) person: String,
    /// The last day on which it is good (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = crate::cli::dates::parse)]
    pub(crate) until: Option<i64>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `--format` of `key`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Args)]
pub(crate) struct ListArguments {
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// Only keys of this tenant
    #[arg(long, value_name = "NAME")]
    pub(crate) tenant: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ListFormat,
}

#[derive(Args)]
pub(crate) struct RevokeArguments {
    #[command(flatten)]
    pub(crate) settings: SettingsArguments,
    /// The part between `tb_` and the second `_`
    pub(crate) id: String,
    /// Do not ask (it is only asked at a terminal)
    #[arg(long)]
    pub(crate) yes: bool,
}

/// A reason that says something.
fn stated(reason: &str) -> Result<String, &'static str> {
    if reason.trim().is_empty() { Err("say why, in a few words: it is recorded") } else { Ok(reason.trim().to_owned()) }
}
