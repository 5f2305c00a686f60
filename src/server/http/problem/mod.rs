//! The one table of errors: each with a stable code, a status and a title, shown as `application/problem+json` (RFC 9457).
//!
//! Knows nothing of: what the log gets to see.

pub(in crate::server) mod codes;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::ALLOW;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::wording::{Language, Wording};
use crate::server::service::{ServiceError, accepted_kinds, in_language, tag};
use crate::server::tokens;
use crate::wording;

use super::kept::Kept;
use codes::Code;

/// Why a request is not answered as it hoped.
#[derive(Debug)]
pub(in crate::server) enum Fault {
    Unauthorised,
    /// Outside it looks like any credential that is not good; the log tells why.
    TokenRefused(tokens::Refusal),
    /// The role is known, but this is for others.
    Forbidden {
        needed: Vec<&'static str>,
    },
    /// A form that did not come from a page of this session.
    ForeignForm,
    /// The same from a page of this service, whose reader has another session by now: what was in it.
    OtherSession(Box<Kept>),
    KeyMissing,
    TagMissing,
    TagMalformed,
    MediaType,
    TooLarge {
        /// In bytes.
        most: u32,
    },
    TooManyFields {
        /// Of one form.
        most: usize,
    },
    UriTooLong {
        /// In bytes.
        most: usize,
    },
    TooDeep {
        /// Arrays and objects inside of each other.
        most: u32,
    },
    /// One request more than this limit allows; the next one may come in so many seconds.
    TooMany {
        limit: &'static str,
        seconds: u64,
    },
    /// The connection was closed before anything was asked.
    TooManyConnections,
    Stopping,
    /// A document of more than so many bytes.
    DocumentTooLarge {
        largest: usize,
    },
    /// A kind of document that is not taken.
    DocumentKind,
    TooSlow,
    /// Not JSON, at this line and column.
    Malformed {
        line: usize,
        column: usize,
    },
    CutShort,
    /// This path answers to these methods only.
    Method {
        allowed: String,
    },
    Service(ServiceError),
}

/// A problem, ready to be shown.
pub(in crate::server) struct Problem {
    pub(in crate::server) status: StatusCode,
    pub(in crate::server) headers: Vec<(&'static str, String)>,
    pub(in crate::server) code: &'static str,
    pub(in crate::server) title: Wording,
    pub(in crate::server) errors: Vec<Refusal>,
    pub(in crate::server) more: Map<String, Value>,
}

/// More places than these are counted, not told: an answer is never much larger than it helps.
const MOST_ERRORS: usize = 200;
/// The longest text that is given back, in characters.
const LONGEST_ECHO: usize = 1_000;

#[derive(Serialize)]
struct Shown<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors_left_out: Option<usize>,
    #[serde(flatten)]
    more: &'a Map<String, Value>,
}

impl Problem {
    pub(in crate::server) fn of(fault: &Fault) -> Self {
        match fault {
            Fault::Unauthorised | Fault::TokenRefused(_) => {
                plain(codes::UNAUTHORISED).header("www-authenticate", "Bearer")
            }
            Fault::Forbidden { needed } => plain(codes::FORBIDDEN).with("roles", json!(needed)),
            Fault::ForeignForm | Fault::OtherSession(_) => plain(codes::FOREIGN_FORM),
            Fault::KeyMissing => plain(codes::KEY_MISSING),
            Fault::TagMissing => plain(codes::TAG_MISSING),
            Fault::TagMalformed => plain(codes::TAG_MALFORMED),
            Fault::MediaType => plain(codes::NOT_JSON),
            Fault::TooLarge { most } => plain(codes::TOO_LARGE).with("most", json!(most)),
            Fault::TooManyFields { most } => plain(codes::TOO_MANY_FIELDS).with("most", json!(most)),
            Fault::UriTooLong { most } => plain(codes::URI_TOO_LONG).with("most", json!(most)),
            Fault::TooDeep { most } => plain(codes::TOO_DEEP).with("most", json!(most)),
            Fault::TooMany { limit, seconds } => {
                plain(codes::TOO_MANY_REQUESTS).with("limit", json!(limit)).header("retry-after", &seconds.to_string())
            }
            Fault::TooManyConnections => plain(codes::TOO_MANY_CONNECTIONS).header("connection", "close"),
            Fault::Stopping => plain(codes::STOPPING).header("retry-after", "5"),
            Fault::DocumentTooLarge { largest } => {
                plain(codes::DOCUMENT_TOO_LARGE).with("largest_bytes", json!(largest)).header("connection", "close")
            }
            Fault::DocumentKind => plain(codes::DOCUMENT_KIND).with("accepted", json!(accepted_kinds())),
            Fault::TooSlow => plain(codes::TOO_SLOW).header("connection", "close"),
            Fault::Malformed { line, column } => {
                plain(codes::MALFORMED).with("line", json!(line)).with("column", json!(column))
            }
            Fault::CutShort => plain(codes::CUT_SHORT),
            Fault::Method { allowed } => plain(codes::METHOD_NOT_ALLOWED).header("allow", allowed),
            Fault::Service(error) => of_service(error),
        }
    }

    /// What a code alone says.
    #[cfg(test)]
    pub(in crate::server) fn of_code(code: Code) -> Self {
        plain(code)
    }

    /// For answers that came from no use case of ours.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => plain(codes::NOT_FOUND),
            StatusCode::METHOD_NOT_ALLOWED => plain(codes::METHOD_NOT_ALLOWED),
            other => {
                let title = Wording::same(other.canonical_reason().unwrap_or("error").to_lowercase());
                Self { status: other, ..titled(codes::REFUSED, title) }
            }
        }
    }

    /// What an answer tells that is no page and no document: the fault behind it, or its status and what applies instead.
    pub(in crate::server) fn of_answer<B>(answer: &HttpResponse<B>) -> Self {
        if let Some(fault) = answer.error().and_then(|it| it.as_error::<Fault>()) {
            return Self::of(fault);
        }
        let problem = Self::of_status(answer.status());
        match answer.headers().get(ALLOW).and_then(|it| it.to_str().ok()) {
            // Whatever answers `GET` answers `HEAD` as well.
            Some(methods) => problem.header("allow", &methods.replace("GET", "GET, HEAD")),
            None => problem,
        }
    }

    /// The document in one language.
    pub(in crate::server) fn body(&self, request_id: &str, language: Language) -> String {
        let left_out = self.errors.len().saturating_sub(MOST_ERRORS);
        let more = self.more.iter().map(|(name, it)| (name.clone(), in_language(it.clone(), language))).collect();
        let shown = Shown {
            r#type: format!("urn:timbang:problem:{}", self.code),
            title: self.title.get(language),
            status: self.status.as_u16(),
            code: self.code,
            request_id,
            errors: self.errors.iter().take(MOST_ERRORS).map(|it| shown(it, language)).collect(),
            errors_left_out: Some(left_out).filter(|it| *it > 0),
            more: &more,
        };
        serde_json::to_string(&shown).unwrap_or_default()
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

fn shown(refusal: &Refusal, language: Language) -> Value {
    let (message, expected) = (refusal.message.get(language), refusal.expected.get(language));
    let mut shown = json!({"pointer": brief(&refusal.pointer), "code": refusal.code, "message": brief(message)});
    if let (Some(object), false) = (shown.as_object_mut(), expected.is_empty()) {
        object.insert("expected".to_owned(), json!(brief(expected)));
    }
    shown
}

fn brief(text: &str) -> String {
    let mut characters = text.chars();
    let mut brief: String = characters.by_ref().take(LONGEST_ECHO).collect();
    if characters.next().is_some() {
        brief.push('…');
    }
    brief
}

fn of_service(error: &ServiceError) -> Problem {
    match error {
        ServiceError::NotFound => plain(codes::NOT_FOUND),
        ServiceError::Refused(refusals) => Problem { errors: refusals.clone(), ..plain(codes::NOT_ACCEPTED) },
        ServiceError::NoRulebook { name, known } => {
            let title = wording!("tidak ada himpunan aturan `{name}`", "there is no rulebook `{name}`");
            titled(codes::NO_SUCH_RULEBOOK, title).with("rulebooks", json!(known))
        }
        ServiceError::Illegal { step, state, legal } => {
            titled(codes::ILLEGAL_STEP, illegal(step, state)).with("state", json!(state)).with("steps", json!(legal))
        }
        ServiceError::SamePerson { role, step } => {
            titled(codes::SAME_PERSON, same_person(role, step)).with("role", json!(role))
        }
        ServiceError::NotConfirmable { status } => plain(codes::NOT_CONFIRMABLE).with("ruling_status", json!(status)),
        ServiceError::Superseded { latest } => plain(codes::SUPERSEDED).with("ruling", json!(latest)),
        ServiceError::NoProse => plain(codes::NOT_ACCEPTABLE),
        ServiceError::DraftClosed { state } => plain(codes::DRAFT_CLOSED).with("state", json!(state)),
        ServiceError::DraftChanged { tag } => plain(codes::DRAFT_CHANGED).with("etag", json!(tag)),
        ServiceError::DraftMovedOn { version, sha256 } => draft_moved_on(*version, sha256),
        ServiceError::DraftBehind { based_on, latest } => {
            plain(codes::DRAFT_BEHIND).with("based_on", json!(based_on)).with("latest", json!(latest))
        }
        ServiceError::OwnDraft { authors } => plain(codes::OWN_DRAFT).with("authors", json!(authors)),
        ServiceError::Faulty(found) => plain(codes::DRAFT_FAULTY).with("found", found.clone()),
        ServiceError::TooLate { due } => plain(codes::TOO_LATE).with("due", json!(due)),
        ServiceError::EmptyDocument => plain(codes::EMPTY_DOCUMENT),
        ServiceError::NotAsClaimed { claimed } => plain(codes::NOT_AS_CLAIMED).with("claimed", json!(claimed)),
        ServiceError::KeyReused => plain(codes::KEY_REUSED),
        ServiceError::CaseChanged { version } => case_changed(*version),
        ServiceError::Overtaken => plain(codes::OVERTAKEN).header("retry-after", "1"),
        ServiceError::Full => plain(codes::FULL).header("retry-after", "1"),
        ServiceError::Unreachable(_) => plain(codes::DATABASE_UNREACHABLE).header("retry-after", "5"),
        ServiceError::OutcomeUnknown(_) => plain(codes::OUTCOME_UNKNOWN).header("retry-after", "1"),
        ServiceError::DiskFailed(_) => plain(codes::DISK_FAILED).header("retry-after", "60"),
        ServiceError::NoSpace(_) => plain(codes::NO_SPACE).header("retry-after", "30"),
        ServiceError::Store(_) | ServiceError::Broken(_) => plain(codes::INTERNAL),
    }
}

/// A problem whose title is the meaning of its code.
fn plain(code: Code) -> Problem {
    titled(code, code.meaning())
}

/// A problem that says more than its code.
fn titled(code: Code, title: Wording) -> Problem {
    let status = StatusCode::from_u16(code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Problem { status, headers: Vec::new(), code: code.name, title, errors: Vec::new(), more: Map::new() }
}

fn case_changed(version: i64) -> Problem {
    plain(codes::CASE_CHANGED).with("etag", json!(tag(version))).with("version", json!(version))
}

fn draft_moved_on(version: i64, sha256: &str) -> Problem {
    plain(codes::DRAFT_MOVED_ON).with("version", json!(version)).with("sha256", json!(sha256))
}

fn same_person(role: &str, step: &str) -> Wording {
    wording!(
        "Anda sudah bertindak dalam kasus ini sebagai `{role}` ({step}); dalam peran lain harus orang lain yang bertindak",
        "you have acted in this case as `{role}` ({step}); in another role it has to be another person"
    )
}

fn illegal(step: &str, state: &str) -> Wording {
    wording!(
        "langkah `{step}` tidak dapat diambil dari keadaan `{state}`",
        "the step `{step}` cannot be taken from the state `{state}`"
    )
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Problem::of(self).code)
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        Problem::of(self).status
    }

    /// Only the status: the document is written around the request, where its language is known.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<ServiceError> for Fault {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<Vec<Refusal>> for Fault {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Service(ServiceError::Refused(refusals))
    }
}
