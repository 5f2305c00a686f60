//! Inserts of one row, with the durability that the service has and as many bytes as a recording brings.

use std::str::FromStr;
use std::sync::Mutex;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use tokio::runtime::{Builder, Runtime};

use crate::measure::{Figures, at_once};

const TABLE: &str = "create table if not exists bare (payload text not null)";
const INSERT: &str = "insert into bare (payload) values ($1)";

/// On SQLite, which has one writer, all take turns; each turn is a transaction of `rows`.
pub(crate) fn sqlite(address: &str, payload: usize, rows: usize, connections: usize, span: Duration) -> Figures {
    let options = SqliteConnectOptions::from_str(address).expect("an address");
    let options = options.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
    let runtime = runtime();
    let opened = runtime.block_on(SqliteConnection::connect_with(&options.synchronous(SqliteSynchronous::Full)));
    let mut connection = opened.expect("a database");
    runtime.block_on(sqlx::raw_sql(TABLE).execute(&mut connection)).expect("a table");
    let (shared, text) = (Mutex::new((runtime, connection)), random(payload));
    at_once(vec![(); connections], span, |()| {
        || {
            let mut turn = shared.lock().expect("nobody stopped half way");
            let (runtime, connection) = &mut *turn;
            runtime.block_on(transaction(connection, &text, rows)).expect("an insert");
            rows
        }
    })
}

async fn transaction(connection: &mut SqliteConnection, text: &str, rows: usize) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("begin immediate").execute(&mut *connection).await?;
    for _ in 0..rows {
        sqlx::query(INSERT).bind(text).execute(&mut *connection).await?;
    }
    sqlx::raw_sql("commit").execute(connection).await.map(drop)
}

/// On PostgreSQL everyone has a connection.
pub(crate) fn postgres(address: &str, payload: usize, connections: usize, span: Duration) -> Figures {
    let text = random(payload);
    let (runtime, mut connection) = connected(address);
    runtime.block_on(sqlx::raw_sql(TABLE).execute(&mut connection)).expect("a table");
    at_once(vec![(); connections], span, |()| {
        let (runtime, mut connection) = connected(address);
        let text = &text;
        move || {
            runtime.block_on(sqlx::query(INSERT).bind(text).execute(&mut connection)).expect("an insert");
            1
        }
    })
}

/// A new database on a server; its address.
pub(crate) fn make_database(server: &str, name: &str) -> String {
    tell(server, format!("create database {name}"));
    server.replace("DATABASE", name)
}

pub(crate) fn drop_database(server: &str, name: &str) {
    tell(server, format!("drop database if exists {name} with (force)"));
}

fn tell(server: &str, statement: String) {
    let (runtime, mut connection) = connected(&server.replace("DATABASE", "postgres"));
    let told = runtime.block_on(sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection));
    told.expect("the server does it");
}

fn connected(address: &str) -> (Runtime, PgConnection) {
    let runtime = runtime();
    let connection = runtime.block_on(PgConnection::connect(address)).expect("a connection");
    (runtime, connection)
}

/// Text that a database cannot press together.
fn random(length: usize) -> String {
    let mut seed = 2_026_u64;
    let digits = (0..length).map(|_| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from_digit(u32::try_from(seed >> 60).unwrap_or(0), 16).unwrap_or('0')
    });
    digits.collect()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}
