//! Opening a database: connect, migrate, and refuse what would not keep what it accepts.
//!
//! Knows nothing of: what is stored.

use std::borrow::Cow;
use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::{Pool, Store, StoreError, tx, verify};
use crate::wording;

/// Version, description, and the statements for SQLite and PostgreSQL.
type Steps = (i64, &'static str, &'static str, &'static str);

/// The two files of a migration, by version and name.
macro_rules! migration {
    ($version:literal, $name:literal, $file:literal) => {
        (
            $version,
            $name,
            include_str!(concat!("../../../migrations/sqlite/", $file, ".sql")),
            include_str!(concat!("../../../migrations/postgres/", $file, ".sql")),
        )
    };
}

/// In the order in which they are done. One that was released is never changed.
const MIGRATIONS: &[Steps] = &[
    migration!(20_261_124_193_000, "create cases", "20261124193000_create_cases"),
    migration!(20_261_127_100_000, "guard tenants", "20261127100000_guard_tenants"),
    migration!(20_261_127_100_500, "create readiness", "20261127100500_create_readiness"),
    migration!(20_261_127_110_000, "publish rules", "20261127110000_publish_rules"),
    migration!(20_261_127_120_000, "add documents and deadlines", "20261127120000_add_documents_and_deadlines"),
    migration!(20_261_127_130_000, "index audit", "20261127130000_index_audit"),
    migration!(20_261_128_060_000, "guard records", "20261128060000_guard_records"),
    migration!(20_261_128_150_000, "create sessions", "20261128150000_create_sessions"),
    migration!(20_261_128_151_000, "find rulings", "20261128151000_find_rulings"),
    migration!(20_261_129_090_000, "create sign ins", "20261129090000_create_sign_ins"),
];

const READERS: u32 = 4;
/// How many connections to PostgreSQL one service holds at most.
pub(super) const CONNECTIONS: u32 = 16;
const PATIENCE: Duration = Duration::from_secs(5);

/// A claim on a database that only one service may use at a time; ends when dropped.
#[derive(Debug)]
pub(crate) struct Claim {
    _file: Option<File>,
}

impl Store {
    /// Opens `sqlite:PATH` (made if it is not there) or `postgres://…`.
    pub(crate) async fn open(address: &str) -> Result<Self, StoreError> {
        match address.strip_prefix("sqlite:") {
            Some(path) => open_sqlite(Path::new(path.trim_start_matches("//"))).await,
            None if address.starts_with("postgres://") || address.starts_with("postgresql://") => {
                open_postgres(address).await
            }
            None => Err(StoreError::Unsuitable(wording!(
                "alamat basis data harus sqlite:JALUR atau postgres://…",
                "the database must be sqlite:PATH or postgres://…"
            ))),
        }
    }

    /// Opens a database that is there; none is made.
    pub(crate) async fn open_existing(address: &str) -> Result<Self, StoreError> {
        if Self::is_absent(address) {
            return Err(StoreError::Unsuitable(wording!(
                "{address}: di sini belum ada basis data; sebutkan yang lain dengan --database, atau mulai layanannya dahulu",
                "{address}: there is no database here; name another with --database, or start the service first"
            )));
        }
        Self::open(address).await
    }

    /// Whether the address names a file that is not there.
    pub(crate) fn is_absent(address: &str) -> bool {
        address.strip_prefix("sqlite:").is_some_and(|it| !Path::new(it.trim_start_matches("//")).exists())
    }

    /// Makes sure that no other service serves from the same SQLite file.
    pub(crate) fn claim(address: &str) -> Result<Claim, StoreError> {
        let Some(path) = address.strip_prefix("sqlite:") else { return Ok(Claim { _file: None }) };
        let path = path.trim_start_matches("//");
        a_file(Path::new(path))?;
        let path = format!("{path}.lock");
        make_folder(Path::new(&path))?;
        let file = File::create(&path).map_err(|error| unusable(Path::new(&path), &error))?;
        file.try_lock().map_err(|_| {
            StoreError::Unsuitable(wording!(
                "{path}: layanan lain sedang memakai basis data ini; hentikan dahulu, atau pakai PostgreSQL untuk beberapa layanan",
                "{path}: another service serves from this database; stop it first, or use PostgreSQL for several services"
            ))
        })?;
        Ok(Claim { _file: Some(file) })
    }
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    match path.parent().filter(|it| !it.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder).map_err(|error| unusable(folder, &error)),
        None => Ok(()),
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> StoreError {
    let path = path.display();
    StoreError::Unsuitable(wording!(
        "{path}: {error}; pilih tempat lain dengan --database, atau beri layanan hak tulis di sana",
        "{path}: {error}; choose another place with --database, or give the service the right to write there"
    ))
}

/// Refuses what cannot be a file.
fn a_file(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        let (path, inside) = (path.display(), path.join("timbang.db"));
        let inside = inside.display();
        return Err(StoreError::Unsuitable(wording!(
            "{path}: ini folder, bukan berkas basis data; sebutkan berkas di dalamnya, misalnya sqlite:{inside}",
            "{path}: this is a folder, not the file of a database; name a file inside, like sqlite:{inside}"
        )));
    }
    Ok(())
}

/// A file that SQLite did not write, told by its result code 26; anything else as it is.
fn not_opened(path: &Path, error: sqlx::Error) -> StoreError {
    let no_database = error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|it| it == "26");
    if !no_database {
        return error.into();
    }
    let path = path.display();
    StoreError::Unsuitable(wording!(
        "{path}: berkas ini bukan basis data SQLite; tidak ada yang diubah di dalamnya: pilih berkas lain dengan --database, atau kembalikan basis datanya dari cadangan",
        "{path}: this file is no SQLite database; nothing in it was changed: choose another file with --database, or bring the database back from a backup"
    ))
}

/// Makes the file, to be read by its owner alone: SQLite itself would let everybody read it.
fn make_file(path: &Path) -> Result<(), StoreError> {
    match File::options().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unusable(path, &error)),
        _ => Ok(()),
    }
}

async fn open_sqlite(path: &Path) -> Result<Store, StoreError> {
    a_file(path)?;
    make_folder(path)?;
    verify::place(path)?;
    make_file(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("trusted_schema", "off")
        .pragma("secure_delete", "on")
        .pragma("mmap_size", "0");
    let one = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .after_release(|connection, _| Box::pin(tx::rolled_back_on_sqlite(connection)));
    let writer = one.connect_with(options.clone()).await.map_err(|it| not_opened(path, it))?;
    migrator(|it| it.2).run(&writer).await.map_err(|it| unmigrated(&it))?;
    verify::sqlite(&writer).await?;
    let many = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE);
    let reader = many.connect_with(options.pragma("query_only", "on")).await?;
    verify::sqlite(&reader).await?;
    Ok(Store { pool: Pool::Sqlite { writer, reader, broken: Arc::default() } })
}

async fn open_postgres(address: &str) -> Result<Store, StoreError> {
    let options = PgConnectOptions::from_str(address)?.application_name("timbang").options([
        ("statement_timeout", "10s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("client_min_messages", "error"),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        // Beginning a transaction tells as well whether a connection still lives.
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(tx::rolled_back_on_postgres(connection)))
        .connect_with(options)
        .await?;
    verify::postgres(&pool).await?;
    migrator(|it| it.3).run(&pool).await.map_err(|it| unmigrated(&it))?;
    verify::guarded(&pool).await?;
    Ok(Store { pool: Pool::Postgres(pool) })
}

fn migrator(statements: fn(&Steps) -> &'static str) -> Migrator {
    let migrations = MIGRATIONS.iter().map(|it| {
        let (version, description, ..) = *it;
        Migration::new(version, Cow::Borrowed(description), MigrationType::Simple, statements(it).into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

fn unmigrated(error: &sqlx::migrate::MigrateError) -> StoreError {
    StoreError::Unsuitable(wording!(
        "basis data tidak dapat dimutakhirkan: {error}",
        "the database could not be brought up to date: {error}"
    ))
}
