//! Leaves as they were recorded, with what opens them.
//!
//! Knows nothing of: what is in a leaf, the log.

use super::{RulingRow, Scoped, StoreError, from_row, reading};

/// A leaf, and its salt unless that was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptLeafRow {
    pub(crate) leaf_data: Vec<u8>,
    pub(crate) leaf_hash: String,
    pub(crate) salt: Option<Vec<u8>>,
}

const LEAF: &str = "
    select pending_leaf.leaf_data, pending_leaf.leaf_hash, leaf_salt.salt
      from pending_leaf
      left join leaf_salt on leaf_salt.subject_id = pending_leaf.subject_id
     where pending_leaf.subject_id = $1";

impl Scoped<'_> {
    /// The leaf of a ruling that was read in this scope before.
    pub(crate) async fn leaf(&self, ruling: &RulingRow) -> Result<Option<KeptLeafRow>, StoreError> {
        reading!(self, connection => {
            match sqlx::query(LEAF).bind(&ruling.ruling_id).fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, KeptLeafRow { leaf_data, leaf_hash, salt })?)),
                None => Ok(None),
            }
        })
    }
}
