//! What was really asked and answered once, by operation. A test asks again and compares.
//!
//! Knows nothing of: what the operations do.

use serde_json::Value;

/// Operations with the file of their example.
macro_rules! examples {
    ($($operation:literal),+ $(,)?) => {
        &[$(($operation, include_str!(concat!("../examples/", $operation, ".json")))),+]
    };
}

/// `{"path", "request"?, "status", "response"?}` by operation, in the order of a case's life.
const EXAMPLES: &[(&str, &str)] = examples![
    "list_rulebooks",
    "read_rulebook",
    "read_edition",
    "read_source",
    "read_schema",
    "preview_ruling",
    "pre_check",
    "simulate",
    "begin_case",
    "send_document",
    "read_document",
    "list_facts",
    "replace_facts",
    "submit_case",
    "return_case",
    "verify_case",
    "judge",
    "rule",
    "read_ruling",
    "replay",
    "read_explanation",
    "read_letter",
    "read_receipt",
    "review",
    "list_reviews",
    "object",
    "withdraw_case",
    "list_cases",
    "list_deadlines",
    "read_case",
    "read_history",
    "list_drafts",
    "begin_draft",
    "read_draft",
    "write_draft",
    "check_draft",
    "weigh_draft",
    "approve_draft",
    "withdraw_draft",
    "list_publications",
    "read_publication",
    "read_health",
    "read_readiness",
    "read_metrics",
    "read_description",
];

/// What was asked and answered; `Null` if nothing is known of the operation.
pub(super) fn of(operation: &str) -> Value {
    let found = EXAMPLES.iter().find(|it| it.0 == operation);
    found.and_then(|it| serde_json::from_str(it.1).ok()).unwrap_or_default()
}
