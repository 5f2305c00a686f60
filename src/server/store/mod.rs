//! The database: SQLite in one file, or PostgreSQL. The only place that names sqlx; each statement is written once for both.
//!
//! Knows nothing of: rules, roles, HTTP.

mod case;
mod credential;
mod draft;
mod edition;
mod open;
mod publication;
mod recorded;
mod scope;
mod write;

use std::fmt;

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

pub(crate) use case::{CaseRow, EventRow, SnapshotRow};
pub(crate) use credential::CredentialRow;
pub(crate) use draft::{DraftChange, DraftRow, DraftVersionRow, RuleTextsRow};
pub(crate) use edition::EditionRow;
pub(crate) use publication::{LatestRulingRow, PublicationRow, PublishedEditionRow};
pub(crate) use recorded::{AnswerRow, ReviewRow, RulingRow};
pub(crate) use scope::{Scope, Scoped};
pub(crate) use write::{AuditRow, LeafRow, NewsRow, Write};

/// A database that is open, migrated and verified to keep what it accepts.
#[derive(Clone)]
pub(crate) struct Store {
    pool: Pool,
}

#[derive(Clone)]
enum Pool {
    /// One connection writes; the others cannot.
    Sqlite {
        writer: SqlitePool,
        reader: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction of one tenant. Dropped without `commit`, nothing of it remains.
pub(crate) struct Tx {
    tenant: String,
    inner: TxInner,
}

enum TxInner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// What the database did not do.
#[derive(Debug)]
pub(crate) enum StoreError {
    /// A uniqueness constraint holds already: someone else was first.
    Taken,
    /// It cannot be used as it is set up.
    Unsuitable(String),
    /// No connection became free, or none can be made, in time.
    Unreachable(sqlx::Error),
    Failed(sqlx::Error),
}

/// Runs one expression on whichever database there is, for reading.
macro_rules! reading {
    ($store:expr, $pool:ident => $body:expr) => {
        match &$store.pool {
            crate::server::store::Pool::Sqlite { reader: $pool, .. } => $body,
            crate::server::store::Pool::Postgres($pool) => $body,
        }
    };
}

/// Runs one expression within a transaction of whichever database there is.
macro_rules! within {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.inner {
            crate::server::store::TxInner::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            crate::server::store::TxInner::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}

/// A struct from the columns of a row that have the names of its fields.
macro_rules! from_row {
    ($row:expr, $name:ident { $($field:ident),+ $(,)? }) => {{
        let row = $row;
        Ok::<$name, sqlx::Error>($name { $($field: sqlx::Row::try_get(&row, stringify!($field))?),+ })
    }};
}

use {from_row, reading, within};

impl Store {
    /// Whether the database answers.
    pub(crate) async fn answers(&self) -> Result<(), StoreError> {
        reading!(self, pool => sqlx::query("select 1").execute(pool).await.map(drop)).map_err(StoreError::from)
    }

    /// Ends all connections once they are free.
    pub(crate) async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    /// A transaction in which `tenant` may write.
    async fn begin(&self, tenant: &str) -> Result<Tx, StoreError> {
        let inner = match &self.pool {
            // Taken at once, so that two writers never wait for each other's reading.
            Pool::Sqlite { writer, .. } => TxInner::Sqlite(writer.begin_with("begin immediate").await?),
            Pool::Postgres(pool) => TxInner::Postgres(pool.begin().await?),
        };
        Ok(Tx { tenant: tenant.to_owned(), inner })
    }
}

impl Tx {
    /// Makes everything in it last.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            TxInner::Sqlite(transaction) => transaction.commit().await?,
            TxInner::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(it) if it.is_unique_violation() => Self::Taken,
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => Self::Unreachable(error),
            _ => Self::Failed(error),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken => formatter.write_str("a uniqueness constraint holds already"),
            Self::Unsuitable(why) => formatter.write_str(why),
            Self::Unreachable(error) => write!(formatter, "the database cannot be reached: {error}"),
            Self::Failed(error) => write!(formatter, "the database failed: {error}"),
        }
    }
}

impl std::error::Error for StoreError {}
