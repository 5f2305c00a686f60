//! Opening a database: connect, migrate, and refuse what would not keep what it accepts.
//!
//! Knows nothing of: what is stored.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlSafeStr, SqlitePool};

use super::{Pool, Store, StoreError};

/// Version, description, and the statements for SQLite and PostgreSQL.
const MIGRATIONS: [(i64, &str, &str, &str); 2] = [
    (
        20_261_124_193_000,
        "create cases",
        include_str!("../../../migrations/sqlite/20261124193000_create_cases.sql"),
        include_str!("../../../migrations/postgres/20261124193000_create_cases.sql"),
    ),
    (
        20_261_127_110_000,
        "publish rules",
        include_str!("../../../migrations/sqlite/20261127110000_publish_rules.sql"),
        include_str!("../../../migrations/postgres/20261127110000_publish_rules.sql"),
    ),
];

/// SQLite before this could lose part of its log when it was reset.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
const READERS: u32 = 4;
const CONNECTIONS: u32 = 16;
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
            None => Err(StoreError::Unsuitable("the database must be sqlite:PATH or postgres://…".to_owned())),
        }
    }

    /// Makes sure that no other service serves from the same SQLite file.
    pub(crate) fn claim(address: &str) -> Result<Claim, StoreError> {
        let Some(path) = address.strip_prefix("sqlite:") else { return Ok(Claim { _file: None }) };
        let path = format!("{}.lock", path.trim_start_matches("//"));
        make_folder(Path::new(&path))?;
        let unsuitable = |error: &dyn std::fmt::Display| StoreError::Unsuitable(format!("{path}: {error}"));
        let file = File::create(&path).map_err(|error| unsuitable(&error))?;
        file.try_lock().map_err(|_| unsuitable(&"another service serves from this database"))?;
        Ok(Claim { _file: Some(file) })
    }
}

fn make_folder(path: &Path) -> Result<(), StoreError> {
    match path.parent().filter(|it| !it.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Unsuitable(format!("{}: {error}", folder.display()))),
        None => Ok(()),
    }
}

async fn open_sqlite(path: &Path) -> Result<Store, StoreError> {
    make_folder(path)?;
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
    let one = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE);
    let writer = one.connect_with(options.clone()).await?;
    migrator(|it| it.2).run(&writer).await.map_err(unmigrated)?;
    verify_sqlite(&writer).await?;
    let many = SqlitePoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE);
    let reader = many.connect_with(options.pragma("query_only", "on")).await?;
    Ok(Store { pool: Pool::Sqlite { writer, reader } })
}

/// What was asked for is in force, and the library is sound.
async fn verify_sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(pool).await?;
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    if journal != "wal" || synchronous != 2 {
        let found = format!("journal_mode is {journal} and synchronous is {synchronous}, not wal and 2 (full)");
        return Err(StoreError::Unsuitable(found));
    }
    let mut parts = version.split('.').map(|it| it.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    if (part(), part(), part()) < OLDEST_SQLITE {
        return Err(StoreError::Unsuitable(format!("SQLite {version} can lose data; 3.51.3 is needed")));
    }
    Ok(())
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
        // A `begin` that was given up half way must not hand its transaction to the next borrower.
        .after_release(|connection, _| {
            Box::pin(async move { sqlx::query("rollback").execute(connection).await.map(|_| true) })
        })
        .connect_with(options)
        .await?;
    verify_postgres(&pool).await?;
    migrator(|it| it.3).run(&pool).await.map_err(unmigrated)?;
    Ok(Store { pool: Pool::Postgres(pool) })
}

/// Durability is on, and this is the primary.
async fn verify_postgres(pool: &PgPool) -> Result<(), StoreError> {
    for (setting, query) in [
        ("synchronous_commit", "show synchronous_commit"),
        ("fsync", "show fsync"),
        ("full_page_writes", "show full_page_writes"),
    ] {
        let found: String = sqlx::query_scalar(query).fetch_one(pool).await?;
        if matches!(found.as_str(), "off" | "local") {
            return Err(StoreError::Unsuitable(format!("PostgreSQL has {setting} = {found}: rulings could be lost")));
        }
    }
    let standby: bool = sqlx::query_scalar("select pg_is_in_recovery()").fetch_one(pool).await?;
    if standby { Err(StoreError::Unsuitable("this PostgreSQL is a standby".to_owned())) } else { Ok(()) }
}

fn migrator(statements: fn(&(i64, &'static str, &'static str, &'static str)) -> &'static str) -> Migrator {
    let migrations = MIGRATIONS.iter().map(|it| {
        let (version, description, ..) = *it;
        Migration::new(version, Cow::Borrowed(description), MigrationType::Simple, statements(it).into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands on")]
fn unmigrated(error: sqlx::migrate::MigrateError) -> StoreError {
    StoreError::Unsuitable(format!("the database could not be brought up to date: {error}"))
}
