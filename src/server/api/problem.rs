//! The one table of errors: each with a stable code, a status and a title, shown as `application/problem+json` (RFC 9457).
//!
//! Knows nothing of: what the log gets to see.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::wording::{Language, Wording};
use crate::server::service::{ServiceError, in_language};
use crate::wording;

/// Why a request is not answered as it hoped.
#[derive(Debug)]
pub(super) enum Fault {
    Unauthorised,
    /// The role is known, but this is for others.
    Forbidden {
        needed: Vec<&'static str>,
    },
    KeyMissing,
    TagMissing,
    MediaType,
    TooLarge,
    TooSlow,
    /// Not JSON, at this line and column.
    Malformed {
        line: usize,
        column: usize,
    },
    CutShort,
    Service(ServiceError),
}

/// A problem, ready to be shown.
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(&'static str, &'static str)>,
    code: &'static str,
    title: Wording,
    errors: Vec<Refusal>,
    more: Map<String, Value>,
}

#[derive(Serialize)]
struct Shown<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Value>,
    #[serde(flatten)]
    more: &'a Map<String, Value>,
}

impl Problem {
    pub(super) fn of(fault: &Fault) -> Self {
        match fault {
            Fault::Unauthorised => problem(401, "unauthorised", unauthorised()).header(("www-authenticate", "Bearer")),
            Fault::Forbidden { needed } => problem(403, "forbidden", forbidden()).with("roles", json!(needed)),
            Fault::KeyMissing => problem(400, "idempotency-key-missing", key_missing()),
            Fault::TagMissing => problem(428, "if-match-missing", tag_missing()),
            Fault::MediaType => problem(415, "not-json", media_type()),
            Fault::TooLarge => {
                problem(413, "too-large", wording!("isi permintaan lebih dari 1 MiB", "the body is larger than 1 MiB"))
            }
            Fault::TooSlow => problem(408, "too-slow", too_slow()).header(("connection", "close")),
            Fault::Malformed { line, column } => {
                problem(400, "malformed", malformed()).with("line", json!(line)).with("column", json!(column))
            }
            Fault::CutShort => problem(400, "cut-short", wording!("isi permintaan terputus", "the body broke off")),
            Fault::Service(error) => of_service(error),
        }
    }

    /// For answers that came from no use case of ours.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => not_found(),
            StatusCode::METHOD_NOT_ALLOWED => problem(
                405,
                "method-not-allowed",
                wording!("cara ini tidak berlaku di sini", "this method does not apply here"),
            ),
            other => {
                let title = Wording::same(other.canonical_reason().unwrap_or("error").to_lowercase());
                Self { status: other, ..problem(500, "refused", title) }
            }
        }
    }

    /// The document in one language.
    pub(super) fn body(&self, request_id: &str, language: Language) -> String {
        let error = |it: &Refusal| {
            let mut shown = json!({"pointer": it.pointer, "code": it.code, "message": it.message.get(language)});
            let expected = it.expected.get(language);
            if let (Some(object), false) = (shown.as_object_mut(), expected.is_empty()) {
                object.insert("expected".to_owned(), json!(expected));
            }
            shown
        };
        let more = self.more.iter().map(|(name, it)| (name.clone(), in_language(it.clone(), language))).collect();
        let shown = Shown {
            r#type: format!("urn:timbang:problem:{}", self.code),
            title: self.title.get(language),
            status: self.status.as_u16(),
            code: self.code,
            request_id,
            errors: self.errors.iter().map(error).collect(),
            more: &more,
        };
        serde_json::to_string(&shown).unwrap_or_default()
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    fn header(mut self, header: (&'static str, &'static str)) -> Self {
        self.headers.push(header);
        self
    }
}

fn of_service(error: &ServiceError) -> Problem {
    match error {
        ServiceError::NotFound => not_found(),
        ServiceError::Refused(refusals) => {
            Problem { errors: refusals.clone(), ..problem(422, "not-accepted", refused()) }
        }
        ServiceError::NoRulebook { name, known } => {
            let title = wording!("tidak ada himpunan aturan `{name}`", "there is no rulebook `{name}`");
            problem(422, "no-such-rulebook", title).with("rulebooks", json!(known))
        }
        ServiceError::Illegal { step, state, legal } => {
            problem(409, "illegal-step", illegal(step, state)).with("state", json!(state)).with("steps", json!(legal))
        }
        ServiceError::SamePerson => problem(409, "same-person", same_person()),
        ServiceError::NotConfirmable { status } => {
            problem(409, "not-confirmable", not_confirmable()).with("ruling_status", json!(status))
        }
        ServiceError::Superseded { latest } => problem(409, "superseded", superseded()).with("ruling", json!(latest)),
        ServiceError::DraftClosed { .. }
        | ServiceError::DraftChanged { .. }
        | ServiceError::DraftMovedOn { .. }
        | ServiceError::DraftBehind { .. }
        | ServiceError::OwnDraft { .. }
        | ServiceError::Faulty(_) => of_draft(error),
        ServiceError::KeyReused => problem(422, "idempotency-key-reused", key_reused()),
        ServiceError::Overtaken => problem(409, "overtaken", overtaken()).header(("retry-after", "1")),
        ServiceError::Full => problem(503, "full", full()).header(("retry-after", "1")),
        ServiceError::Unreachable(_) => {
            problem(503, "database-unreachable", unreachable_database()).header(("retry-after", "5"))
        }
        ServiceError::OutcomeUnknown(_) => {
            problem(503, "outcome-unknown", outcome_unknown()).header(("retry-after", "1"))
        }
        ServiceError::Store(_) | ServiceError::Broken(_) => problem(500, "internal", internal()),
    }
}

fn of_draft(error: &ServiceError) -> Problem {
    match error {
        ServiceError::DraftClosed { state } => {
            problem(409, "draft-closed", draft_closed(state)).with("state", json!(state))
        }
        ServiceError::DraftChanged { tag } => problem(412, "draft-changed", draft_changed()).with("etag", json!(tag)),
        ServiceError::DraftMovedOn { version, sha256 } => problem(409, "draft-moved-on", draft_moved_on())
            .with("version", json!(version))
            .with("sha256", json!(sha256)),
        ServiceError::DraftBehind { based_on, latest } => {
            problem(409, "draft-behind", draft_behind()).with("based_on", json!(based_on)).with("latest", json!(latest))
        }
        ServiceError::OwnDraft { authors } => problem(409, "own-draft", own_draft()).with("authors", json!(authors)),
        ServiceError::Faulty(found) => problem(422, "draft-faulty", draft_faulty()).with("found", found.clone()),
        _ => problem(500, "internal", internal()),
    }
}

fn draft_closed(state: &str) -> Wording {
    wording!(
        "rancangan ini sudah selesai (`{state}`): mulailah rancangan baru",
        "this draft is over (`{state}`): begin another"
    )
}

fn draft_changed() -> Wording {
    wording!(
        "rancangan ini sudah berubah: baca lagi, lalu kirim `If-Match` dengan etag yang sekarang",
        "this draft has changed: read it again and send `If-Match` with the present etag"
    )
}

fn draft_moved_on() -> Wording {
    wording!(
        "rancangan ini bukan lagi yang disetujui: periksa teks yang sekarang dan setujui sha256-nya",
        "this draft is not what was approved any more: look at its present texts and approve their sha256"
    )
}

fn draft_behind() -> Wording {
    wording!(
        "ada publikasi yang belum diperhitungkan rancangan ini: masukkan perubahannya, lalu tulis lagi dengan `based_on` yang baru",
        "there is a publication that this draft does not take into account: take over its changes and write again with the new `based_on`"
    )
}

fn own_draft() -> Wording {
    wording!("yang menulis rancangan tidak boleh menyetujuinya", "whoever wrote a draft does not approve it")
}

fn draft_faulty() -> Wording {
    wording!(
        "rancangan ini mengandung kesalahan, atau skenarionya gagal; tidak ada yang dicatat",
        "this draft has errors, or its scenarios fail; nothing was recorded"
    )
}

fn problem(status: u16, code: &'static str, title: Wording) -> Problem {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Problem { status, headers: Vec::new(), code, title, errors: Vec::new(), more: Map::new() }
}

fn not_found() -> Problem {
    problem(404, "not-found", wording!("tidak ada di sini", "there is no such thing here"))
}

fn unauthorised() -> Wording {
    wording!(
        "kunci API tidak ada, salah, kedaluwarsa, atau dicabut: kirim `Authorization: Bearer tb_…`",
        "the API key is missing, wrong, expired or revoked: send `Authorization: Bearer tb_…`"
    )
}

fn forbidden() -> Wording {
    wording!("peran Anda tidak boleh melakukan ini", "your role may not do this")
}

fn key_missing() -> Wording {
    wording!(
        "sertakan `Idempotency-Key` (1 sampai 200 karakter ASCII) yang baru untuk setiap tindakan",
        "send an `Idempotency-Key` (1 to 200 ASCII characters), a new one for every act"
    )
}

fn tag_missing() -> Wording {
    wording!(
        "sertakan `If-Match` dengan etag rancangan yang Anda baca",
        "send `If-Match` with the etag of the draft that you read"
    )
}

fn media_type() -> Wording {
    wording!("isi permintaan harus `application/json`", "the body must be `application/json`")
}

fn too_slow() -> Wording {
    wording!("isi permintaan tidak tiba dalam 10 detik", "the body did not arrive within 10 seconds")
}

fn malformed() -> Wording {
    wording!("isi permintaan bukan objek JSON yang sah", "the body is not a valid JSON object")
}

fn refused() -> Wording {
    wording!(
        "ada isian yang tidak dapat diterima; tidak ada yang dicatat",
        "parts of it cannot be accepted; nothing was recorded"
    )
}

fn illegal(step: &str, state: &str) -> Wording {
    wording!(
        "langkah `{step}` tidak dapat diambil dari keadaan `{state}`",
        "the step `{step}` cannot be taken from the state `{state}`"
    )
}

fn same_person() -> Wording {
    wording!("yang memverifikasi suatu kasus tidak boleh menelaahnya", "whoever verified a case does not review it")
}

fn not_confirmable() -> Wording {
    wording!(
        "hanya putusan yang sudah pasti dapat dikukuhkan; lengkapi fakta atau pertimbangannya",
        "only a decided ruling can be confirmed; a fact or a judgement is missing, or rules contradict each other"
    )
}

fn superseded() -> Wording {
    wording!("sudah ada putusan yang lebih baru", "there is a later ruling on this case")
}

fn key_reused() -> Wording {
    wording!(
        "`Idempotency-Key` ini sudah dipakai untuk permintaan lain",
        "this `Idempotency-Key` was used for another request"
    )
}

fn overtaken() -> Wording {
    wording!("kasus ini sedang diubah orang lain; ulangi", "others are changing this case; try again")
}

fn full() -> Wording {
    wording!(
        "terlalu banyak yang menunggu dicatat; belum ada yang dilakukan",
        "too much waits to be recorded; nothing was done"
    )
}

fn unreachable_database() -> Wording {
    wording!(
        "basis data tidak dapat dihubungi; belum ada yang dicatat",
        "the database cannot be reached; nothing was recorded"
    )
}

fn outcome_unknown() -> Wording {
    wording!(
        "belum diketahui apakah ini tercatat: ulangi dengan `Idempotency-Key` yang sama",
        "whether this was recorded is not known: repeat it with the same `Idempotency-Key`"
    )
}

fn internal() -> Wording {
    wording!(
        "kesalahan pada layanan; sebutkan `request_id` kepada pengelola",
        "a mistake of the service; tell its operator the `request_id`"
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
