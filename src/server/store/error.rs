//! What the database did not do, sorted by what can be done about it.
//!
//! Knows nothing of: what was asked of the database.

use std::fmt;
use std::sync::Arc;

use crate::engine::wording::{Language, Wording};
use crate::wording;

/// What the database did not do. It can be told to several who waited for the same thing.
#[derive(Clone, Debug)]
pub(crate) enum StoreError {
    /// A uniqueness constraint holds already: someone else was first.
    Taken,
    /// It cannot be used as it is set up.
    Unsuitable(Wording),
    /// No connection became free, none can be made in time, or it broke.
    Unreachable(Arc<sqlx::Error>),
    /// There is no room for more. It may pass.
    NoSpace(Arc<sqlx::Error>),
    /// The disk did not do what it was told. Nothing that follows could be trusted before a new start.
    Broken(Arc<sqlx::Error>),
    /// Something else went wrong, and will again.
    Failed(Arc<sqlx::Error>),
}

/// Result codes of SQLite, with what they say. The lower eight bits are the kind, the others the circumstance.
mod sqlite {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const DISK: u32 = 10;
    pub(super) const FULL: u32 = 13;
    /// The index of the log could not grow: no room for it.
    pub(super) const INDEX_SIZE: u32 = DISK | (19 << 8);
}

impl StoreError {
    /// Whether a commit that ended with this error is known not to have happened.
    pub(crate) fn is_certain(&self) -> bool {
        match self {
            Self::Taken | Self::Unsuitable(_) | Self::NoSpace(_) => true,
            Self::Unreachable(_) | Self::Broken(_) => false,
            Self::Failed(error) => matches!(**error, sqlx::Error::Database(_)),
        }
    }

    /// An answer that did not come in time.
    pub(crate) fn late() -> Self {
        Self::Unreachable(Arc::new(sqlx::Error::PoolTimedOut))
    }

    /// What happened, for whoever runs the service.
    pub(crate) fn wording(&self) -> Wording {
        match self {
            Self::Taken => Wording::same("a uniqueness constraint holds already".to_owned()),
            Self::Unsuitable(why) => why.clone(),
            Self::Unreachable(error) => {
                wording!("basis data tidak terjangkau: {}", "the database cannot be reached: {}", error)
            }
            Self::NoSpace(error) => wording!("ruang penyimpanan penuh: {}", "the disk is full: {}", error),
            Self::Broken(error) => wording!(
                "penyimpanan gagal; periksa cakram, lalu mulai ulang layanan: {}",
                "the disk failed; check it, then start the service again: {}",
                error
            ),
            Self::Failed(error) => wording!("basis data gagal: {}", "the database failed: {}", error),
        }
    }
}

/// How the triggers that refuse to replace a row say so; they come before a uniqueness constraint would.
const ROW_IS_THERE: &str = "has this row already";

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let sort = match &error {
            sqlx::Error::Database(it) if it.is_unique_violation() || it.message().ends_with(ROW_IS_THERE) => {
                return Self::Taken;
            }
            sqlx::Error::Database(it) => sort(&it.code().unwrap_or_default()),
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed => Self::Unreachable,
            _ => Self::Failed,
        };
        sort(Arc::new(error))
    }
}

/// The sort of an error by its code: a SQLSTATE of five letters and digits, or a number of SQLite.
fn sort(code: &str) -> fn(Arc<sqlx::Error>) -> StoreError {
    if code.len() == 5 { sort_of_postgres(code) } else { sort_of_sqlite(code.parse().unwrap_or_default()) }
}

fn sort_of_postgres(code: &str) -> fn(Arc<sqlx::Error>) -> StoreError {
    match code {
        "53100" => StoreError::NoSpace,
        // It waited too long for others, was told to stop, or is no primary any more.
        "55P03" | "57014" | "25006" | "25P03" | "40001" | "40P01" => StoreError::Unreachable,
        // Connections, resources, and whoever runs the server.
        _ if ["08", "53", "57"].iter().any(|it| code.starts_with(it)) => StoreError::Unreachable,
        "58030" => StoreError::Broken,
        _ => StoreError::Failed,
    }
}

fn sort_of_sqlite(code: u32) -> fn(Arc<sqlx::Error>) -> StoreError {
    match (code, code & 0xff) {
        (sqlite::INDEX_SIZE, _) | (_, sqlite::FULL) => StoreError::NoSpace,
        (_, sqlite::DISK) => StoreError::Broken,
        (_, sqlite::BUSY | sqlite::LOCKED) => StoreError::Unreachable,
        _ => StoreError::Failed,
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wording().get(Language::English))
    }
}

impl std::error::Error for StoreError {}
