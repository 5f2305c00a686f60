//! The database: SQLite in one file, or PostgreSQL. The only place that names sqlx; each statement is written once for both.
//!
//! Knows nothing of: rules, roles, HTTP.

mod case;
mod credential;
mod document;
mod draft;
mod due;
mod edition;
mod error;
mod open;
mod publication;
mod recorded;
mod scope;
mod tx;
mod verify;
mod write;

use sqlx::{PgPool, SqlitePool};

pub(crate) use case::{CaseFilter, CaseRow, EventRow, SnapshotRow};
pub(crate) use credential::CredentialRow;
pub(crate) use document::DocumentRow;
pub(crate) use draft::{DraftChange, DraftRow, DraftVersionRow, RuleTextsRow};
pub(crate) use edition::EditionRow;
pub(crate) use error::StoreError;
pub(crate) use publication::{LatestRulingRow, PublicationRow, PublishedEditionRow};
pub(crate) use recorded::{AnswerRow, ReviewRow, RulingRow};
pub(crate) use scope::{Scope, Scoped};
pub(crate) use tx::Tx;
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

/// Runs one expression for reading: on a `Store` what is everyone's, on a `Scoped` what is also the tenant's.
macro_rules! reading {
    ($source:expr, $connection:ident => $body:expr) => {{
        let mut reading = $source.reading().await?;
        crate::server::store::within!(reading, $connection => $body)
    }};
}

/// Runs one expression within a transaction of whichever database there is.
macro_rules! within {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.inner {
            crate::server::store::tx::TxInner::Sqlite(connection) => {
                let $connection = &mut **connection;
                $body
            }
            crate::server::store::tx::TxInner::Postgres(connection) => {
                let $connection = &mut **connection;
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
        reading!(self, connection => sqlx::query("select 1").execute(connection).await.map(drop))
            .map_err(StoreError::from)
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
}
