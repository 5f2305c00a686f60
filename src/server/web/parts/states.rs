//! What states, steps and roles are called, and how a state looks: by shape and word, not by colour alone.
//!
//! Knows nothing of: which step leads where.

use maud::{Markup, html};

use crate::engine::value::date;
use crate::server::service::EventRow;
use crate::server::words::{Words, sentence};

/// The state of a case as a sign.
pub(in crate::server::web) fn state(words: Words, name: &str) -> Markup {
    let (kind, sign) = match name {
        "submitted" => ("going", "◔"),
        "verified" => ("going", "◑"),
        "ruled" => ("going", "◕"),
        "confirmed" => ("good", "●"),
        "returned" => ("warn", "↩"),
        "objected" => ("warn", "!"),
        "remanded" => ("warn", "↺"),
        "withdrawn" => ("ended", "×"),
        "expired" => ("ended", "■"),
        _ => ("open", "○"),
    };
    html! { span class={ "sign " (kind) } { span.shape aria-hidden="true" { (sign) } (state_name(words, name)) } }
}

/// What a state is called.
pub(in crate::server::web) fn state_name(words: Words, name: &str) -> &'static str {
    match name {
        "draft" => words.say("Konsep", "Draft"),
        "submitted" => words.say("Diajukan", "Submitted"),
        "verified" => words.say("Terverifikasi", "Verified"),
        "ruled" => words.say("Diputus", "Ruled"),
        "confirmed" => words.say("Dikukuhkan", "Confirmed"),
        "returned" => words.say("Dikembalikan", "Returned"),
        "withdrawn" => words.say("Ditarik", "Withdrawn"),
        "objected" => words.say("Ada keberatan", "Objected to"),
        "remanded" => words.say("Diperiksa ulang", "Remanded"),
        "expired" => words.say("Berakhir", "Expired"),
        _ => words.say("Keadaan lain", "Another state"),
    }
}

/// What a step is called, as a heading or a button.
pub(in crate::server::web) fn step_name(words: Words, name: &str) -> &'static str {
    match name {
        "case" => words.say("Kasus dimulai", "Case begun"),
        "facts" => words.say("Fakta diubah", "Facts changed"),
        "submission" => words.say("Pengajuan", "Submission"),
        "verification" => words.say("Verifikasi", "Verification"),
        "return" => words.say("Pengembalian", "Return"),
        "judgement" => words.say("Penilaian penelaah", "Reviewer's judgement"),
        "ruling" => words.say("Putusan", "Ruling"),
        "confirmation" => words.say("Pengukuhan", "Confirmation"),
        "remand" => words.say("Pemeriksaan ulang", "Remand"),
        "objection" => words.say("Keberatan", "Objection"),
        "withdrawal" => words.say("Penarikan", "Withdrawal"),
        "expiry" => words.say("Berakhirnya putusan", "End of the ruling"),
        _ => words.say("Langkah", "Step"),
    }
}

/// The reason of a step. What the service wrote by itself stands there in both languages, and is shown in the reader's.
pub(in crate::server::web) fn reason_of(words: Words, it: &EventRow) -> String {
    let both = it.reason.split_once(" / ").filter(|_| it.step == "expiry");
    let Some((id, en)) = both else { return it.reason.clone() };
    let said: Vec<String> =
        (if words.tag() == "id" { id } else { en }).split(' ').map(|it| in_words(words, it)).collect();
    sentence(&said.join(" "))
}

/// In which role a step was taken; what the service does by itself is done by no administrator.
pub(in crate::server::web) fn role_of(words: Words, it: &EventRow) -> &'static str {
    role_name(words, if it.step == "expiry" { "service" } else { it.role.as_str() })
}

fn in_words(words: Words, word: &str) -> String {
    date::parse(word).map_or_else(|| word.to_owned(), |it| words.day(it))
}

/// What a role is called.
pub(in crate::server::web) fn role_name(words: Words, name: &str) -> &'static str {
    match name {
        "agency" => words.say("Instansi", "Agency"),
        "verifier" => words.say("Verifikator", "Verifier"),
        "reviewer" => words.say("Penelaah", "Reviewer"),
        "policy" => words.say("Penyusun aturan", "Policy staff"),
        "publisher" => words.say("Penerbit aturan", "Publisher"),
        "auditor" => words.say("Auditor", "Auditor"),
        "admin" => words.say("Pengelola", "Administrator"),
        _ => words.say("Layanan", "Service"),
    }
}

/// Something to be noticed: `good`, `bad`, `warn` or `open`.
pub(in crate::server::web) fn notice(kind: &str, text: &str) -> Markup {
    let sign = match kind {
        "good" => "✓",
        "bad" => "✕",
        "warn" => "!",
        _ => "i",
    };
    html! { div class={ "notice " (kind) } role=(if kind == "bad" { "alert" } else { "status" }) { span.shape aria-hidden="true" { (sign) } p { (text) } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::wording::Language;

    #[test]
    fn the_end_of_a_ruling_is_told_in_one_language() {
        let reason = "berlaku sampai 2025-05-06 menurut aturannya / valid until 2025-05-06 by its rules";
        let event = EventRow {
            version: 1,
            step: "expiry".to_owned(),
            from_state: "confirmed".to_owned(),
            to_state: "expired".to_owned(),
            snapshot: 1,
            ruling_id: String::new(),
            person: "timbang".to_owned(),
            role: "admin".to_owned(),
            reason: reason.to_owned(),
            happened_at: 0,
        };
        let (id, en) = (Words(Language::Indonesian), Words(Language::English));
        assert_eq!(reason_of(id, &event), "Berlaku sampai 6 Mei 2025 menurut aturannya.");
        assert_eq!(reason_of(en, &event), "Valid until 6 May 2025 by its rules.");
        let said = EventRow { step: "objection".to_owned(), ..event };
        assert_eq!(reason_of(en, &said), reason);
    }
}
