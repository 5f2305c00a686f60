//! Documents by the hash of their bytes, once for an agency.
//!
//! Knows nothing of: what a document says, which kinds are taken.

use super::write::execute;
use super::{Scoped, StoreError, Tx, from_row, reading, within};

/// A document without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocumentRow {
    /// Whose it is.
    pub(crate) agency_id: String,
    /// Of the bytes, in lower case.
    pub(crate) sha256: String,
    /// Bytes.
    pub(crate) size: i64,
    pub(crate) media_type: String,
    pub(crate) name: String,
    pub(crate) person: String,
    pub(crate) uploaded_at: i64,
}

const ABOUT: &str = "
    select agency_id, sha256, size, media_type, name, person, uploaded_at
      from document_file
     where tenant_id = $1 and ($2 = '' or agency_id = $2) and ($3 = '' or agency_id = $3) and sha256 = $4
     order by agency_id
     limit 1";

const CONTENT: &str = "
    select content
      from document_file
     where tenant_id = $1 and agency_id = $2 and sha256 = $3";

const INSERT: &str = "
    insert into document_file
           (tenant_id, agency_id, sha256, size, media_type, name, person, uploaded_at, content)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

impl Scoped<'_> {
    /// A document in scope, of one agency or (with an empty text) of any.
    pub(crate) async fn document(&self, agency: &str, sha256: &str) -> Result<Option<DocumentRow>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(ABOUT).bind(self.tenant).bind(self.agency).bind(agency).bind(sha256);
            match query.fetch_optional(connection).await? {
                Some(row) => Ok(Some(from_row!(row, DocumentRow {
                    agency_id, sha256, size, media_type, name, person, uploaded_at,
                })?)),
                None => Ok(None),
            }
        })
    }

    /// The bytes of a document that was read in this scope before.
    pub(crate) async fn document_content(&self, document: &DocumentRow) -> Result<Vec<u8>, StoreError> {
        reading!(self, connection => {
            let query = sqlx::query(CONTENT).bind(self.tenant).bind(&document.agency_id).bind(&document.sha256);
            Ok(sqlx::Row::try_get(&query.fetch_one(connection).await?, "content")?)
        })
    }
}

impl Tx {
    /// Keeps a document; `Taken` if the agency has it.
    pub(super) async fn add_document(&mut self, it: &DocumentRow, content: &[u8]) -> Result<(), StoreError> {
        execute!(
            self,
            INSERT,
            &it.agency_id,
            &it.sha256,
            it.size,
            &it.media_type,
            &it.name,
            &it.person,
            it.uploaded_at,
            content,
        )?;
        Ok(())
    }
}
