//! Receipts: what lets anyone check later, without the service, that a ruling is the one that was recorded.
//!
//! Knows nothing of: HTTP, the log.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::server::actor::Actor;
use crate::server::recorder::part_key;

use super::answers::json;
use super::{Service, ServiceError};

/// The format, described in `docs/receipt.md`.
const FORMAT: &str = "timbang.receipt/1";

/// What was recorded of a ruling, with the keys that open its commitments.
#[derive(Serialize, ToSchema)]
pub(crate) struct Receipt<'a> {
    /// `timbang.receipt/1`
    format: &'static str,
    #[schema(format = "uuid")]
    ruling: &'a str,
    recorded: Recorded,
    /// The leaf as it goes into the log: UTF-8, a line for each part.
    leaf: &'a str,
    /// SHA-256 of a zero byte and the leaf (RFC 6962).
    #[schema(pattern = "^[0-9a-f]{64}$")]
    leaf_hash: &'a str,
    /// Parts of the leaf that are opened, by their names. Empty once what opens them was destroyed.
    opened: BTreeMap<&'static str, Opened<'a>>,
}

/// How far the record has come.
#[derive(Serialize, ToSchema)]
pub(crate) struct Recorded {
    /// `recorded`: it is kept by the service and cannot be changed there, but it is not in a log yet.
    state: &'static str,
    in_log: bool,
    id: &'static str,
    en: &'static str,
}

/// A part with the key of its commitment.
#[derive(Serialize, ToSchema)]
pub(crate) struct Opened<'a> {
    value: &'a str,
    /// HMAC-SHA-256 with this key over the value gives what stands in the leaf.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    key: String,
}

impl Service {
    /// The receipt of a ruling that this actor may see.
    pub(crate) async fn receipt(&self, actor: &Actor, ruling_id: &str) -> Result<String, ServiceError> {
        let scope = actor.scope();
        let scoped = self.store.of(&scope);
        let ruling = scoped.ruling(ruling_id).await?.ok_or(ServiceError::NotFound)?;
        let case = scoped.case(&ruling.case_id).await?.ok_or(ServiceError::NotFound)?;
        let facts = scoped.snapshot(&case, ruling.snapshot).await?;
        let leaf = scoped.leaf(&ruling).await?.ok_or(ServiceError::NotFound)?;
        let parts = [
            ("tenant", actor.tenant.as_str()),
            ("case", &ruling.case_id),
            ("facts", &facts.facts),
            ("outcome", &ruling.outcome),
            ("document", &ruling.document),
            ("person", &ruling.person),
        ];
        let opened = |salt: Vec<u8>| parts.map(|(name, value)| (name, Opened { value, key: part_key(&salt, name) }));
        json(&Receipt {
            format: FORMAT,
            ruling: &ruling.ruling_id,
            recorded: Recorded {
                state: "recorded",
                in_log: false,
                id: "Tercatat pada layanan ini, belum dimuat dalam log; belum ada bukti di luar layanan.",
                en: "Recorded by this service, not in a log yet; there is no proof outside the service yet.",
            },
            leaf: std::str::from_utf8(&leaf.leaf_data).map_err(|it| ServiceError::Broken(it.to_string()))?,
            leaf_hash: &leaf.leaf_hash,
            opened: leaf.salt.map(opened).into_iter().flatten().collect(),
        })
    }
}
