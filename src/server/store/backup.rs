//! A copy of an SQLite database that is whole at one moment, taken while the service goes on writing, and verified.
//!
//! Knows nothing of: what is stored.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::{Store, StoreError};
use crate::wording;

/// Only whoever runs the service may read a copy.
const OWNER_ONLY: u32 = 0o600;

impl Store {
    /// Copies `sqlite:PATH` into a new file; gives its size in bytes. Nothing is left of a copy that did not become whole.
    pub(crate) async fn copy(address: &str, to: &Path) -> Result<u64, StoreError> {
        let Some(path) = address.strip_prefix("sqlite:") else { return Err(not_here()) };
        let from = Path::new(path.trim_start_matches("//"));
        if to.symlink_metadata().is_ok() {
            return Err(taken(to));
        }
        let part = beside(to);
        drop(
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(OWNER_ONLY)
                .open(&part)
                .map_err(|it| unwritable(&part, &it))?,
        );
        let copied = whole_copy(from, &part, to).await;
        if copied.is_err() {
            drop(std::fs::remove_file(&part));
        }
        copied
    }
}

async fn whole_copy(from: &Path, part: &Path, to: &Path) -> Result<u64, StoreError> {
    let name = part.to_str().ok_or_else(|| unwritable(part, &"not UTF-8"))?;
    let mut source = connect(from).await.map_err(|error| unreadable(from, &error))?;
    sqlx::query("vacuum into $1").bind(name).execute(&mut source).await?;
    source.close().await?;
    verify(part).await?;
    keep(part, to).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists { taken(to) } else { unwritable(to, &error) }
    })
}

/// No page is damaged, and nothing refers to what is not there.
async fn verify(copy: &Path) -> Result<(), StoreError> {
    let mut connection = connect(copy).await?;
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check").fetch_all(&mut connection).await?;
    let lost = sqlx::query("pragma foreign_key_check").fetch_all(&mut connection).await?;
    connection.close().await?;
    if lost.is_empty() && found.iter().all(|it| it == "ok") { Ok(()) } else { Err(damaged(&found)) }
}

/// The copy is on the disk before it gets its name, and never takes the name of another file.
fn keep(part: &Path, to: &Path) -> std::io::Result<u64> {
    let file = File::open(part)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    std::fs::hard_link(part, to)?;
    std::fs::remove_file(part)?;
    File::open(folder(to))?.sync_all()?;
    Ok(bytes)
}

async fn connect(path: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new().filename(path).create_if_missing(false).pragma("trusted_schema", "off").connect().await
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    PathBuf::from(name)
}

fn not_here() -> StoreError {
    StoreError::Unsuitable(wording!(
        "`timbang backup` hanya untuk SQLite; untuk PostgreSQL pakai pg_dump atau pg_basebackup",
        "`timbang backup` is for SQLite; for PostgreSQL use pg_dump or pg_basebackup"
    ))
}

fn taken(path: &Path) -> StoreError {
    let path = path.display();
    StoreError::Unsuitable(wording!(
        "{path} sudah ada dan tidak ditimpa; pilih nama lain",
        "{path} is there already and is not overwritten; choose another name"
    ))
}

fn unwritable(path: &Path, error: &dyn std::fmt::Display) -> StoreError {
    let path = path.display();
    StoreError::Unsuitable(wording!(
        "{path} tidak dapat ditulis: {error}; periksa folder, hak tulis, dan sisa ruang",
        "{path} cannot be written: {error}; see to the folder, the right to write, and the room that is left"
    ))
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> StoreError {
    let path = path.display();
    StoreError::Unsuitable(wording!(
        "basis data {path} tidak dapat dibuka: {error}; periksa pengaturan `database` dan folder kerja",
        "the database {path} cannot be opened: {error}; see to the setting `database` and the working folder"
    ))
}

fn damaged(found: &[String]) -> StoreError {
    let first = found.first().map_or("foreign_key_check", String::as_str);
    StoreError::Unsuitable(wording!(
        "salinan tidak utuh dan dihapus: {first}; periksa cakram dan basis data asal dengan `pragma integrity_check`",
        "the copy is not sound and was removed: {first}; check the disk, and the database with `pragma integrity_check`"
    ))
}
