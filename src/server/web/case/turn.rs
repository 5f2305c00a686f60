//! Whose turn it is, since when and until when; late is said by shape and word, and a day that cannot be counted says why.
//!
//! Knows nothing of: who may take which step.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::{Dossier, Turn};
use crate::server::web::parts::{day, role_name};
use crate::server::web::seen::Viewer;

/// `example`: the periods are those of the demonstration, no law.
pub(super) fn told(viewer: &Viewer, dossier: &Dossier, example: bool) -> Markup {
    let words = viewer.words;
    let Some(turn) = dossier.turn() else { return html! { p { (nobodys(viewer, &dossier.case.state)) } } };
    html! {
        p.whose {
            @for (number, role) in turn.by.iter().enumerate() {
                @if number > 0 { " " (words.say("atau", "or")) " " }
                strong { (role_name(words, role)) }
            }
            ": " (waits_for(viewer, &dossier.case.state))
        }
        p {
            (words.say("Sejak", "Since")) " " (day(words, &turn.since)) ". "
            (due(viewer, &turn))
            @if example && turn.due.is_some() { " " span.faint { (words.say("(contoh peragaan, bukan norma hukum)", "(an example of the demonstration, no law)")) } }
        }
    }
}

/// Until when, as a sign if it is late.
pub(in crate::server::web) fn due(viewer: &Viewer, turn: &Turn) -> Markup {
    let words = viewer.words;
    match &turn.due {
        Some(due) if turn.late => html! {
            span.sign.bad { span.shape aria-hidden="true" { "!" } (words.say("Terlambat", "Late")) }
            " " (words.say("hari terakhir", "the last day was")) " " (day(words, due))
        },
        Some(due) => html! { (words.say("Paling lambat", "Until")) " " strong { (day(words, due)) } },
        None if turn.due_unknown.is_empty() => {
            html! { span.faint { (words.say("Tanpa tenggat", "No deadline")) } }
        }
        None => html! {
            span.sign.warn { span.shape aria-hidden="true" { "?" } (words.say("Tenggat tidak diketahui", "Deadline not known")) }
            " " (why(viewer, &turn.due_unknown))
        },
    }
}

fn why(viewer: &Viewer, both: &str) -> String {
    let pair: Value = serde_json::from_str(both).unwrap_or_default();
    viewer.words.of(Some(&pair)).to_owned()
}

/// What is to be done with a case in this state.
pub(in crate::server::web) fn waits_for(viewer: &Viewer, state: &str) -> &'static str {
    let words = viewer.words;
    match state {
        "draft" => words.say("melengkapi dan mengajukan konsep", "complete and submit the draft"),
        "submitted" => words.say("memverifikasi fakta", "verify the facts"),
        "objected" => {
            words.say("memeriksa keberatan dan memverifikasi ulang", "look at the objection and verify again")
        }
        "verified" => words.say("meminta putusan atas fakta yang terverifikasi", "have the verified facts ruled on"),
        "remanded" => words.say(
            "memverifikasi ulang menurut temuan, lalu meminta putusan baru",
            "verify again as the finding says, then have it ruled on anew",
        ),
        "ruled" => words.say("menelaah putusan", "review the ruling"),
        "returned" => words.say("memperbaiki berkas dan mengajukan kembali", "mend the file and submit it again"),
        "confirmed" => words.say("dapat mengajukan keberatan", "may object"),
        _ => words.say("tidak ada", "nothing"),
    }
}

fn nobodys(viewer: &Viewer, state: &str) -> &'static str {
    let words = viewer.words;
    match state {
        "draft" => words.say(
            "Instansi: melengkapi dan mengajukan konsep. Belum ada tenggat.",
            "The agency: complete and submit the draft. There is no deadline yet.",
        ),
        "confirmed" => words.say(
            "Putusan sudah dikukuhkan. Tidak ada yang harus dilakukan.",
            "The ruling is confirmed. Nothing has to be done.",
        ),
        "withdrawn" => {
            words.say("Kasus ditarik oleh instansi dan selesai.", "The agency withdrew the case; it is over.")
        }
        "expired" => words.say(
            "Masa berlaku putusan sudah berakhir. Permohonan berikutnya adalah kasus baru.",
            "The validity of the ruling is over. The next request is a new case.",
        ),
        _ => words.say("Tidak ada yang ditunggu.", "Nothing is waited for."),
    }
}
