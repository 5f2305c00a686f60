//! Why a use case did not do what was asked.
//!
//! Knows nothing of: status codes, how it is shown.

use serde_json::Value;

use crate::engine::case::Refusal;
use crate::server::recorder::RecordError;
use crate::server::store::StoreError;

#[derive(Debug)]
pub(crate) enum ServiceError {
    /// Not there, or not for this actor: no one can tell which.
    NotFound,
    /// Places of the request that cannot be accepted.
    Refused(Vec<Refusal>),
    NoRulebook {
        name: String,
        known: Vec<String>,
    },
    /// The step does not lead on from here; these do.
    Illegal {
        step: &'static str,
        state: &'static str,
        legal: Vec<&'static str>,
    },
    /// The person has acted in this case before, in another role.
    SamePerson {
        role: String,
        step: String,
    },
    /// Undetermined and conflicting rulings wait for a fact, a judgement or other rules.
    NotConfirmable {
        status: String,
    },
    /// The last day for an objection is over.
    TooLate {
        due: String,
    },
    /// The ruling is not the latest one on its case.
    Superseded {
        latest: String,
    },
    /// The reasons cannot be put into sentences any more; the recorded document says them.
    NoProse,
    /// A document without a single byte.
    EmptyDocument,
    /// The bytes of a document are not of the kind that was said.
    NotAsClaimed {
        claimed: &'static str,
    },
    /// The idempotency key belongs to another request.
    KeyReused,
    /// The draft is published or withdrawn.
    DraftClosed {
        state: String,
    },
    /// The draft has another version than the one that was to be replaced.
    DraftChanged {
        tag: String,
    },
    /// The draft has other texts than those that were approved.
    DraftMovedOn {
        version: i64,
        sha256: String,
    },
    /// The draft does not take the latest publication into account.
    DraftBehind {
        based_on: i64,
        latest: i64,
    },
    /// Who wrote a draft does not approve it.
    OwnDraft {
        authors: Vec<String>,
    },
    /// The draft has errors, or its scenarios fail: everything that was found.
    Faulty(Value),
    /// The case has another version than those that the step was to follow.
    CaseChanged {
        version: i64,
    },
    /// Others kept changing the case.
    Overtaken,
    /// Too much is waiting to be recorded.
    Full,
    OutcomeUnknown(StoreError),
    /// The database cannot be reached; nothing was done.
    Unreachable(StoreError),
    /// The disk is full; nothing was done.
    NoSpace(StoreError),
    /// The disk failed: nothing is recorded before a new start.
    DiskFailed(StoreError),
    Store(StoreError),
    /// A mistake in the service itself.
    Broken(String),
}

impl ServiceError {
    /// Places in the facts, seen from a request or a case that holds them under `case`.
    pub(crate) fn in_case(refusals: Vec<Refusal>) -> Self {
        Self::Refused(in_case(refusals))
    }
}

/// Places in the facts, seen from a request or a case that holds them under `case`.
pub(crate) fn in_case(refusals: Vec<Refusal>) -> Vec<Refusal> {
    let placed = |it: Refusal| Refusal { pointer: format!("/case{}", it.pointer), ..it };
    refusals.into_iter().map(placed).collect()
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unreachable(_) => Self::Unreachable(error),
            StoreError::NoSpace(_) => Self::NoSpace(error),
            StoreError::Broken(_) => Self::DiskFailed(error),
            other => Self::Store(other),
        }
    }
}

impl From<RecordError> for ServiceError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Full => Self::Full,
            RecordError::Overtaken => Self::Overtaken,
            RecordError::OutcomeUnknown(error) => Self::OutcomeUnknown(error),
            RecordError::Failed(error) => error.into(),
        }
    }
}

impl From<Vec<Refusal>> for ServiceError {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}
