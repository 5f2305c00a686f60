//! The database: SQLite in one file, or PostgreSQL. The only place that names sqlx; each statement is written once for both.
//!
//! Knows nothing of: rules, roles, HTTP.

mod audit;
mod backup;
mod case;
mod credential;
mod document;
mod draft;
mod due;
mod edition;
mod error;
mod leaf;
mod listed;
mod open;
mod other_rulings;
mod overview;
mod publication;
mod recorded;
mod scope;
mod session;
mod sign_in;
mod tx;
mod verify;
mod write;

use std::sync::{Arc, OnceLock};

use sqlx::{PgPool, SqlitePool};

pub(crate) use audit::{AuditEntry, AuditFilter};
pub(crate) use case::{CaseFilter, CaseRow, EventRow, SnapshotRow};
pub(crate) use credential::CredentialRow;
pub(crate) use document::DocumentRow;
pub(crate) use draft::{DraftChange, DraftRow, DraftVersionRow, ListedDraftRow, RuleTextsRow};
pub(crate) use edition::EditionRow;
pub(crate) use error::StoreError;
pub(crate) use listed::{ListFilter, ListedRow, WaitFilter};
pub(crate) use overview::{CasesOfRow, CountedRow};
pub(crate) use publication::{LatestRulingRow, PublicationRow, PublishedEditionRow};
pub(crate) use recorded::{AnswerRow, ReviewRow, RulingRow};
pub(crate) use scope::{Scope, Scoped};
pub(crate) use session::SessionRow;
pub(crate) use sign_in::SignInRow;
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
        /// Set once the disk has failed a commit: what the system says is on the disk need not be there, so nothing is
        /// added before a new start has read it again.
        broken: Arc<OnceLock<StoreError>>,
    },
    Postgres(PgPool),
}

const TRY: &str = "update readiness set attempts = attempts + 1";

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
    /// Writes something that nobody needs, to see whether writing lasts.
    pub(crate) async fn try_writing(&self) -> Result<(), StoreError> {
        let mut tx = self.begin("").await?;
        within!(tx, connection => sqlx::query(TRY).execute(connection).await.map(drop))?;
        tx.commit().await
    }

    /// Whether all that is written goes through one connection.
    pub(crate) fn has_one_writer(&self) -> bool {
        matches!(self.pool, Pool::Sqlite { .. })
    }

    /// How many connections there are, and how many of them are idle.
    pub(crate) fn connections(&self) -> (u32, u32) {
        let (open, idle) = match &self.pool {
            Pool::Sqlite { writer, reader, .. } => {
                (writer.size() + reader.size(), writer.num_idle() + reader.num_idle())
            }
            Pool::Postgres(pool) => (pool.size(), pool.num_idle()),
        };
        (open, u32::try_from(idle).unwrap_or(u32::MAX))
    }

    /// Ends all connections once they are free.
    pub(crate) async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { writer, reader, .. } => {
                reader.close().await;
                writer.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}
