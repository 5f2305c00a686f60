//! Documents: kept once for an agency under the hash of their bytes, and named by the evidence of its cases.
//!
//! Knows nothing of: HTTP, what a document says.

mod kind;
mod name;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::engine::case::Refusal;
use crate::engine::wire::hash::sha256_hex;
use crate::server::actor::Actor;
use crate::server::clock;
use crate::server::store::{DocumentRow, Write};
use crate::wording;

use super::answers::json;
use super::plan::Act;
use super::{Answer, Asked, Service, ServiceError, facts};
use kind::KINDS;
pub(crate) use kind::Kind;

/// So many documents one case may name.
const MOST_NAMED: usize = 200;

/// Documents without their bytes, by their hashes.
pub(crate) type Documents = BTreeMap<String, DocumentRow>;

/// A document that is sent.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) kind: Kind,
    /// What its owner calls it; may be empty.
    pub(crate) name: String,
    /// The case that it is for, if someone else than the agency sends it.
    pub(crate) case_id: Option<String>,
    pub(crate) content: Arc<Vec<u8>>,
    /// Of its bytes.
    pub(crate) sha256: String,
}

impl Upload {
    pub(crate) fn new(kind: Kind, name: String, case_id: Option<String>, bytes: Vec<u8>) -> Self {
        let sha256 = sha256_hex(&bytes);
        Self { kind, name, case_id, content: Arc::new(bytes), sha256 }
    }
}

/// A document that is kept.
#[derive(Serialize, ToSchema)]
#[schema(as = Document)]
pub(crate) struct DocumentView<'a> {
    /// Of its bytes; its name here.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: &'a str,
    /// Bytes.
    #[schema(minimum = 1)]
    size: i64,
    media_type: &'a str,
    name: &'a str,
}

impl Service {
    /// Keeps a document of the agency, or of the agency of the case that an official names. The same bytes once more
    /// change nothing.
    pub(crate) async fn keep_document(
        &self,
        actor: &Actor,
        asked: &Asked,
        upload: &Upload,
    ) -> Result<Answer, ServiceError> {
        fit(upload)?;
        let sha256 = &upload.sha256;
        self.record_act(actor, asked, async || {
            let agency_id = self.owner(actor, upload).await?;
            let scope = actor.scope();
            let before = self.store.of(&scope).document(&agency_id, sha256).await?;
            let is_new = before.is_none();
            let row = before.unwrap_or_else(|| row(actor, agency_id, upload));
            let writes =
                if is_new { vec![Write::Document(row.clone(), Arc::clone(&upload.content))] } else { Vec::new() };
            Ok(Act {
                name: "document",
                subject_id: sha256.clone(),
                at: clock::now(),
                writes,
                status: 201,
                location: format!("/api/v1/documents/{sha256}"),
                body: json(&view(&row))?,
            })
        })
        .await
    }

    /// A document that this actor may see, with its bytes.
    pub(crate) async fn document(&self, actor: &Actor, sha256: &str) -> Result<(DocumentRow, Vec<u8>), ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let document = scoped.document("", sha256).await?.ok_or(ServiceError::NotFound)?;
        let content = scoped.document_content(&document).await?;
        Ok((document, content))
    }

    /// Documents of an agency without their bytes, by their hashes; those that are not there are left out.
    pub(crate) async fn documents_of(
        &self,
        actor: &Actor,
        agency: &str,
        hashes: &BTreeSet<String>,
    ) -> Result<Vec<DocumentRow>, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let mut found = Vec::new();
        for sha256 in hashes.iter().take(MOST_NAMED) {
            found.extend(scoped.document(agency, sha256).await?);
        }
        Ok(found)
    }

    /// The documents that the evidence among the facts of an agency names; of very many, the first ones.
    pub(crate) async fn documents_in(
        &self,
        actor: &Actor,
        agency: &str,
        facts: &Value,
    ) -> Result<Documents, ServiceError> {
        let evidence = facts.get("evidence").and_then(Value::as_object).into_iter().flatten();
        let hashes = evidence.filter_map(|it| Some(it.1.get("sha256")?.as_str()?.to_ascii_lowercase())).collect();
        let found = self.documents_of(actor, agency, &hashes).await?;
        Ok(found.into_iter().map(|it| (it.sha256.clone(), it)).collect())
    }

    /// A refusal for each hash that names no document of the agency. `named` holds the place of each hash.
    pub(super) async fn documents_not_kept(
        &self,
        actor: &Actor,
        agency: &str,
        named: &[(String, String)],
    ) -> Result<Vec<Refusal>, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let distinct: BTreeSet<String> = named.iter().map(|it| it.1.to_ascii_lowercase()).collect();
        if distinct.len() > MOST_NAMED {
            return Ok(vec![too_many()]);
        }
        let mut kept = BTreeSet::new();
        for sha256 in distinct {
            if scoped.document(agency, &sha256).await?.is_some() {
                kept.insert(sha256);
            }
        }
        let lost = named.iter().filter(|it| !kept.contains(&it.1.to_ascii_lowercase()));
        Ok(lost.map(|it| not_kept(it.0.clone())).collect())
    }

    async fn owner(&self, actor: &Actor, upload: &Upload) -> Result<String, ServiceError> {
        match (&upload.case_id, actor.agency.is_empty()) {
            (None, false) => Ok(actor.agency.clone()),
            (Some(case_id), true) => Ok(self.case(actor, case_id).await?.0.agency_id),
            (case_id, _) => {
                let message = if case_id.is_some() {
                    wording!("instansi mengunggah untuk dirinya sendiri", "an agency uploads for itself")
                } else {
                    wording!("sebutkan kasus yang didukung dokumen ini", "name the case that this document is for")
                };
                Err(ServiceError::Refused(vec![facts::refusal("/case".to_owned(), message)]))
            }
        }
    }
}

/// The media types that are taken.
pub(crate) fn accepted_kinds() -> Vec<&'static str> {
    KINDS.iter().map(|it| it.media_type).collect()
}

fn fit(upload: &Upload) -> Result<(), ServiceError> {
    if upload.content.is_empty() {
        return Err(ServiceError::EmptyDocument);
    }
    if upload.kind.fits(&upload.content) {
        Ok(())
    } else {
        Err(ServiceError::NotAsClaimed { claimed: upload.kind.media_type })
    }
}

fn row(actor: &Actor, agency_id: String, upload: &Upload) -> DocumentRow {
    DocumentRow {
        agency_id,
        sha256: upload.sha256.clone(),
        size: i64::try_from(upload.content.len()).unwrap_or(i64::MAX),
        media_type: upload.kind.media_type.to_owned(),
        name: name::kept(&upload.name, upload.kind),
        person: actor.person.clone(),
        uploaded_at: clock::now(),
    }
}

fn view(row: &DocumentRow) -> DocumentView<'_> {
    DocumentView { sha256: &row.sha256, size: row.size, media_type: &row.media_type, name: &row.name }
}

fn too_many() -> Refusal {
    let message = wording!(
        "satu kasus menyebut paling banyak {MOST_NAMED} dokumen",
        "one case names {MOST_NAMED} documents at most"
    );
    facts::refusal("/evidence".to_owned(), message)
}

fn not_kept(pointer: String) -> Refusal {
    facts::refusal(
        pointer,
        wording!(
            "tidak ada dokumen instansi ini dengan SHA-256 tersebut: unggah dahulu dengan `POST /api/v1/documents`",
            "there is no document of this agency with that SHA-256: upload it first with `POST /api/v1/documents`"
        ),
    )
}
