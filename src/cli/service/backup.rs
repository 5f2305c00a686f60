//! `timbang backup`: a whole copy of the database, also while the service runs.

use std::path::PathBuf;

use clap::Args;

use super::super::console::Console;
use super::super::exit::Exit;
use super::failed;
use super::settings::{self, SettingsArguments};
use crate::server::backup;
use crate::wording;

pub(crate) const BACKUP_EXAMPLES: &str = "\
Examples:
  timbang backup /var/backups/timbang/2026-11-27.db
  timbang backup --config /etc/timbang/timbang.toml copy.db

The copy is whole at one moment, also while the service writes. It is verified (integrity, foreign
keys), is readable by its owner alone, and never replaces a file. To use it, stop the service, put
the copy in place of the database, remove FILE-wal and FILE-shm of the old one, and start again.
PostgreSQL has its own tools: pg_dump, pg_basebackup.
Exit codes: 0 copied, 2 there is no copy.";

/// `timbang backup`
#[derive(Args)]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    settings: SettingsArguments,
    /// The file to make
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

pub(crate) fn run(asked: &BackupArguments, console: &Console) -> Exit {
    let database = match settings::settle(&asked.settings, None, console) {
        Ok(settled) => settled.config.database,
        Err(exit) => return exit,
    };
    match backup::copy(&database, &asked.to) {
        Ok(bytes) => {
            let path = asked.to.display();
            console.out(
                console.say(&wording!("{path}: salinan utuh, {bytes} bita\n", "{path}: a whole copy, {bytes} bytes\n")),
            );
            Exit::Decided
        }
        Err(error) => failed(&error, console),
    }
}
