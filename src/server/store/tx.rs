//! Transactions of one tenant. On PostgreSQL the tenant is a setting of the transaction that row-level security compares with.
//!
//! Transactions are begun and ended by plain statements, and whatever a connection holds when it is given back is rolled
//! back: a future that is dropped half way, reading or writing, leaves nothing open for the next borrower. Knows nothing of:
//! what is read or written.

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, PgPool, Postgres, Sqlite};

use super::{Pool, Store, StoreError, within};

/// A transaction of one tenant. Dropped without `commit`, nothing of it remains.
pub(crate) struct Tx {
    pub(super) tenant: String,
    pub(super) inner: TxInner,
}

pub(super) enum TxInner {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// How often a connection that turns out to be lost is replaced: once more than the pool can hold.
const REPLACEMENTS: usize = super::open::CONNECTIONS as usize;

impl Store {
    /// A transaction in which `tenant` may write. With an empty text: in which no tenant's rows can be seen.
    pub(super) async fn begin(&self, tenant: &str) -> Result<Tx, StoreError> {
        let inner = match &self.pool {
            Pool::Sqlite { writer, .. } => {
                let mut connection = writer.acquire().await?;
                // Taken at once, so that two writers never wait for each other's reading.
                sqlx::raw_sql("begin immediate").execute(&mut *connection).await?;
                TxInner::Sqlite(connection)
            }
            Pool::Postgres(pool) => TxInner::Postgres(begun(pool, "begin", tenant).await?),
        };
        Ok(Tx { tenant: tenant.to_owned(), inner })
    }

    /// A connection on which nothing can be written and only what is everyone's can be read.
    pub(super) async fn reading(&self) -> Result<Tx, StoreError> {
        self.reading_as("").await
    }

    /// A connection on which nothing can be written and only what is everyone's or the tenant's can be read.
    pub(super) async fn reading_as(&self, tenant: &str) -> Result<Tx, StoreError> {
        let inner = match &self.pool {
            Pool::Sqlite { reader, .. } => TxInner::Sqlite(reader.acquire().await?),
            Pool::Postgres(pool) => TxInner::Postgres(begun(pool, "begin read only", tenant).await?),
        };
        Ok(Tx { tenant: tenant.to_owned(), inner })
    }
}

/// A transaction with its tenant, in one round trip.
async fn begun(pool: &PgPool, begin: &str, tenant: &str) -> Result<PoolConnection<Postgres>, sqlx::Error> {
    let mut lost = None;
    for _ in 0..=REPLACEMENTS {
        let mut connection = pool.acquire().await?;
        match sqlx::raw_sql(with_tenant(begin, tenant)).execute(&mut *connection).await {
            Ok(_) => return Ok(connection),
            // It broke while nobody used it. Nothing was asked of it yet, so another one will do.
            Err(error) => lost = Some(error),
        }
    }
    Err(lost.unwrap_or(sqlx::Error::PoolTimedOut))
}

/// The tenant goes in as hexadecimal digits: no name of a tenant can end the text that it stands in.
fn with_tenant(begin: &str, tenant: &str) -> AssertSqlSafe<String> {
    let digits = tenant.bytes().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let name = format!("convert_from(decode('{digits}', 'hex'), 'UTF8')");
    AssertSqlSafe(format!("{begin}; select set_config('timbang.tenant', {name}, true)"))
}

impl Tx {
    /// Makes everything in it last.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        within!(self, connection => sqlx::raw_sql("commit").execute(connection).await.map(drop))?;
        Ok(())
    }
}

/// Whether a connection that was given back holds nothing any more and can be used again.
pub(super) async fn rolled_back_on_sqlite(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    match sqlx::raw_sql("rollback").execute(connection).await {
        Ok(_) => Ok(true),
        // There was nothing to roll back: the usual case.
        Err(sqlx::Error::Database(error)) => Ok(error.message().contains("no transaction is active")),
        Err(error) => Err(error),
    }
}

/// Whether a connection that was given back holds nothing any more and can be used again.
pub(super) async fn rolled_back_on_postgres(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::raw_sql("rollback").execute(connection).await.map(|_| true)
}
