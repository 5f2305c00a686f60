//! What states, steps and roles are called, and how a state looks: by shape and word, not by colour alone.
//!
//! Knows nothing of: which step leads where.

use maud::{Markup, html};

use crate::server::words::Words;

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
