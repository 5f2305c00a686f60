//! Copying the database from outside of the service.
//!
//! Knows nothing of: HTTP.

use std::path::Path;

use actix_web::rt::System;

use super::ServeError;
use super::store::Store;

/// Copies an SQLite database into a new file, also while the service runs, and verifies the copy; gives its size in bytes.
pub fn copy(database: &str, to: &Path) -> Result<u64, ServeError> {
    Ok(System::new().block_on(Store::copy(database, to))?)
}
