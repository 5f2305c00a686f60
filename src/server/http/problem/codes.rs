//! Every code that a problem can have, with its status and what it means. Codes never change; programs rely on them.
//!
//! Knows nothing of: where a problem comes from.

use crate::engine::wording::{Language, Wording};

/// One kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::server) struct Code {
    pub(in crate::server) status: u16,
    pub(in crate::server) name: &'static str,
    id: &'static str,
    en: &'static str,
}

impl Code {
    /// What it means and what to do.
    pub(in crate::server) fn meaning(&self) -> Wording {
        Wording::new(self.id, self.en)
    }

    /// What it means in one language.
    pub(in crate::server) const fn meant(&self, language: Language) -> &'static str {
        match language {
            Language::Indonesian => self.id,
            Language::English => self.en,
        }
    }
}

/// Constants, and the list of them all.
macro_rules! codes {
    ($($constant:ident: $status:literal $name:literal, $id:literal, $en:literal;)+) => {
        $(pub(in crate::server) const $constant: Code =
            Code { status: $status, name: $name, id: $id, en: $en };)+

        /// Every code, in the order of the statuses.
        pub(in crate::server) const ALL: &[Code] = &[$($constant),+];
    };
}

codes! {
    MALFORMED: 400 "malformed",
        "isi permintaan bukan objek JSON yang sah",
        "the body is not a valid JSON object";
    CUT_SHORT: 400 "cut-short",
        "isi permintaan terputus",
        "the body broke off";
    KEY_MISSING: 400 "idempotency-key-missing",
        "sertakan `Idempotency-Key` (1 sampai 200 karakter ASCII, tanpa spasi) yang baru untuk setiap tindakan",
        "send an `Idempotency-Key` (1 to 200 ASCII characters, no spaces), a new one for every act";
    TAG_MALFORMED: 400 "if-match-malformed",
        "`If-Match` harus memuat etag dalam tanda kutip ganda, misalnya `\"3\"`, beberapa yang dipisahkan koma, atau `*`",
        "`If-Match` needs an etag in double quotes, like `\"3\"`, several of them between commas, or `*`";
    TOO_DEEP: 400 "too-deep",
        "JSON pada isi permintaan bersarang terlalu dalam; batasnya ada pada `most`",
        "the JSON of the body is nested too deeply; `most` is how deep it may be";
    UNAUTHORISED: 401 "unauthorised",
        "kunci API atau token tidak ada, salah, kedaluwarsa, atau dicabut: kirim `Authorization: Bearer tb_…`",
        "the API key or token is missing, wrong, expired or revoked: send `Authorization: Bearer tb_…`";
    FOREIGN_FORM: 403 "foreign-form",
        "formulir ini tidak berasal dari halaman sesi Anda yang sekarang: muat ulang halamannya, lalu kirim lagi",
        "this form did not come from a page of your present session: load the page again, then send it once more";
    FORBIDDEN: 403 "forbidden",
        "peran Anda tidak boleh melakukan ini",
        "your role may not do this";
    NOT_FOUND: 404 "not-found",
        "tidak ada di sini",
        "there is no such thing here";
    METHOD_NOT_ALLOWED: 405 "method-not-allowed",
        "cara ini tidak berlaku di sini; yang berlaku ada pada `Allow`",
        "this method does not apply here; `Allow` lists those that do";
    NOT_ACCEPTABLE: 406 "not-acceptable",
        "jawaban ini hanya tersedia sebagai `application/json`",
        "this answer exists as `application/json` only";
    TOO_SLOW: 408 "too-slow",
        "isi permintaan tidak tiba tepat waktu",
        "the body did not arrive in time";
    ILLEGAL_STEP: 409 "illegal-step",
        "langkah ini tidak dapat diambil dari keadaan kasus sekarang; yang dapat diambil ada pada `steps`",
        "this step cannot be taken from where the case stands; `steps` lists those that can";
    SAME_PERSON: 409 "same-person",
        "siapa yang sudah bertindak dalam suatu kasus tidak bertindak di situ dalam peran lain",
        "whoever acted in a case in one role does not act in it in another";
    NOT_CONFIRMABLE: 409 "not-confirmable",
        "hanya putusan yang sudah pasti dapat dikukuhkan; lengkapi fakta atau pertimbangannya",
        "only a decided ruling can be confirmed; a fact or a judgement is missing, or rules contradict each other";
    TOO_LATE: 409 "too-late",
        "batas waktu keberatan sudah lewat; hari terakhirnya ada pada `due`",
        "the last day for an objection is over; `due` tells which it was";
    SUPERSEDED: 409 "superseded",
        "sudah ada putusan yang lebih baru",
        "there is a later ruling on this case";
    DRAFT_CLOSED: 409 "draft-closed",
        "rancangan ini sudah dipublikasikan atau ditarik: mulailah rancangan baru",
        "this draft is published or withdrawn: begin another";
    DRAFT_MOVED_ON: 409 "draft-moved-on",
        "rancangan ini bukan lagi yang disetujui: periksa teks yang sekarang dan setujui sha256-nya",
        "this draft is not what was approved any more: look at its present texts and approve their sha256";
    DRAFT_BEHIND: 409 "draft-behind",
        "ada publikasi yang belum diperhitungkan rancangan ini: masukkan perubahannya, lalu tulis lagi dengan `based_on` = `latest`",
        "there is a publication that this draft does not take into account: take over its changes and write again with `based_on` = `latest`";
    OWN_DRAFT: 409 "own-draft",
        "yang menulis rancangan tidak boleh menyetujuinya",
        "whoever wrote a draft does not approve it";
    OVERTAKEN: 409 "overtaken",
        "kasus ini sedang diubah orang lain; ulangi",
        "others are changing this case; try again";
    DRAFT_CHANGED: 412 "draft-changed",
        "rancangan ini sudah berubah: baca lagi, lalu kirim `If-Match` dengan `etag` yang sekarang",
        "this draft has changed: read it again and send `If-Match` with the present `etag`";
    CASE_CHANGED: 412 "case-changed",
        "kasus ini sudah berubah sejak Anda membacanya; belum ada yang dicatat: baca lagi, lalu kirim `If-Match` dengan `etag` yang sekarang",
        "this case has changed since you read it; nothing was recorded: read it again and send `If-Match` with the present `etag`";
    TOO_LARGE: 413 "too-large",
        "isi permintaan terlalu besar; batasnya dalam bita ada pada `most`",
        "the body is too large; `most` is how many bytes it may have";
    DOCUMENT_TOO_LARGE: 413 "document-too-large",
        "dokumen terlalu besar; batasnya ada pada `largest_bytes`",
        "the document is too large; `largest_bytes` tells the limit";
    TOO_MANY_FIELDS: 413 "too-many-fields",
        "formulir ini memuat terlalu banyak isian; batasnya ada pada `most`",
        "the form has too many fields; `most` is how many it may have";
    URI_TOO_LONG: 414 "uri-too-long",
        "alamat permintaan terlalu panjang; batasnya dalam bita ada pada `most`: kirim data dalam isi permintaan, bukan dalam alamatnya",
        "the address of the request is too long; `most` is how many bytes it may have: send data in the body, not in the address";
    NOT_JSON: 415 "not-json",
        "isi permintaan harus `application/json`, tanpa `Content-Encoding`",
        "the body must be `application/json`, without `Content-Encoding`";
    DOCUMENT_KIND: 415 "document-kind",
        "jenis dokumen ini tidak diterima; yang diterima ada pada `accepted`",
        "this kind of document is not taken; `accepted` lists those that are";
    NOT_ACCEPTED: 422 "not-accepted",
        "ada isian yang tidak dapat diterima; tidak ada yang dicatat",
        "parts of it cannot be accepted; nothing was recorded";
    NO_SUCH_RULEBOOK: 422 "no-such-rulebook",
        "himpunan aturan ini tidak ada; yang ada tercantum pada `rulebooks`",
        "there is no such rulebook; `rulebooks` lists those there are";
    EMPTY_DOCUMENT: 422 "empty-document",
        "dokumen kosong",
        "the document is empty";
    NOT_AS_CLAIMED: 422 "not-as-claimed",
        "isi dokumen tidak sesuai dengan `Content-Type`",
        "what the document holds is not what `Content-Type` says";
    KEY_REUSED: 422 "idempotency-key-reused",
        "`Idempotency-Key` ini sudah dipakai untuk permintaan lain",
        "this `Idempotency-Key` was used for another request";
    DRAFT_FAULTY: 422 "draft-faulty",
        "rancangan ini mengandung kesalahan, atau skenarionya gagal, lihat `found`; tidak ada yang dicatat",
        "this draft has errors, or its scenarios fail, see `found`; nothing was recorded";
    TAG_MISSING: 428 "if-match-missing",
        "sertakan `If-Match` dengan etag rancangan yang Anda baca",
        "send `If-Match` with the etag of the draft that you read";
    TOO_MANY_REQUESTS: 429 "too-many-requests",
        "terlalu banyak permintaan; tunggu sekian detik menurut `Retry-After`, lalu ulangi",
        "too many requests; wait as many seconds as `Retry-After` says, then repeat";
    INTERNAL: 500 "internal",
        "kesalahan pada layanan; sebutkan `request_id` kepada pengelola",
        "a mistake of the service; tell its operator the `request_id`";
    REFUSED: 500 "refused",
        "permintaan ditolak",
        "the request was refused";
    FULL: 503 "full",
        "terlalu banyak yang menunggu dicatat; belum ada yang dilakukan",
        "too much waits to be recorded; nothing was done";
    TOO_MANY_CONNECTIONS: 503 "too-many-connections",
        "terlalu banyak sambungan yang terbuka",
        "too many connections are open";
    STOPPING: 503 "stopping",
        "layanan sedang berhenti; ulangi pada simpul lain atau setelah dinyalakan lagi",
        "the service is stopping; repeat it at another node, or when it runs again";
    DATABASE_UNREACHABLE: 503 "database-unreachable",
        "basis data tidak dapat dihubungi; belum ada yang dicatat",
        "the database cannot be reached; nothing was recorded";
    OUTCOME_UNKNOWN: 503 "outcome-unknown",
        "belum diketahui apakah ini tercatat: ulangi dengan `Idempotency-Key` yang sama",
        "whether this was recorded is not known: repeat it with the same `Idempotency-Key`";
    DISK_FAILED: 503 "disk-failed",
        "penyimpanan gagal; tidak ada yang dicatat sampai pengelola memeriksa cakram dan memulai ulang layanan",
        "the disk failed; nothing is recorded until its operator has checked it and started the service again";
    NO_SPACE: 507 "no-space",
        "ruang penyimpanan penuh; belum ada yang dilakukan, dan pengelola perlu menyediakan ruang",
        "the disk is full; nothing was done, and the operator of the service has to make room";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_problems_have_one_name() {
        let mut names: Vec<&str> = ALL.iter().map(|it| it.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn they_stand_in_the_order_of_their_statuses() {
        assert!(ALL.is_sorted_by_key(|it| it.status));
    }
}
