//! Troubles in words: what happened, where, and what to do next.
//!
//! Knows nothing of: what was asked.

use crate::server::http::problem::Problem;
use crate::server::web::seen::Viewer;
use crate::server::words::{Words, sentence};
use maud::{Markup, html};

use super::said::{said, waiting};

/// The title of a page that tells of a trouble.
pub(in crate::server::web) fn title(words: Words, status: u16) -> &'static str {
    match status {
        403 => words.say("Tidak diizinkan", "Not allowed"),
        404 => words.say("Tidak ditemukan", "Not found"),
        409 | 412 => words.say("Keadaan sudah berubah", "Things have changed"),
        413 | 414 => words.say("Terlalu besar", "Too large"),
        422 | 400 => words.say("Belum dapat diterima", "Not accepted yet"),
        429 => words.say("Terlalu banyak permintaan", "Too many requests"),
        503 | 507 => words.say("Layanan sedang terganggu", "The service is disturbed"),
        500.. => words.say("Kesalahan pada layanan", "A mistake of the service"),
        _ => words.say("Tidak dapat dilakukan", "Cannot be done"),
    }
}

/// All of a trouble.
pub(in crate::server::web) fn page(viewer: &Viewer, problem: &Problem, request_id: &str) -> Markup {
    let words = viewer.words;
    let status = problem.status.as_u16();
    html! {
        div.narrow {
            h1 { (title(words, status)) }
            div.notice.bad role="alert" {
                span.shape aria-hidden="true" { "✕" }
                div {
                    p { (sentence(&said(words, problem))) }
                    @if !problem.errors.is_empty() {
                        ul {
                            @for it in &problem.errors {
                                li {
                                    @if let Some(place) = place(words, &it.pointer) { (place) ": " }
                                    (it.message.get(words.0))
                                    @let expected = it.expected.get(words.0);
                                    @if !expected.is_empty() { ". " (words.say("Yang diterima: ", "Accepted: ")) (expected) }
                                }
                            }
                        }
                    }
                }
            }
            p { (waiting(words, problem).unwrap_or_else(|| next(words, problem.code, status).to_owned())) }
            p {
                a.button href="/" { (words.say("Ke halaman awal", "To the first page")) }
            }
            p.faint { (words.say("Kode", "Code")) ": " code { (problem.code) } @if !request_id.is_empty() { " · " (words.say("nomor permintaan", "request")) " " code { (request_id) } } }
        }
    }
}

/// What people call the field; others say by themselves what they are about.
fn place(words: Words, pointer: &str) -> Option<&'static str> {
    match pointer.trim_start_matches('/') {
        "reason" => Some(words.say("Alasan", "Reason")),
        "effective_on" => Some(words.say("Berlaku sejak", "In force from")),
        "name" => Some(words.say("Nama", "Name")),
        "note" => Some(words.say("Catatan", "Note")),
        _ => None,
    }
}

fn next(words: Words, code: &str, status: u16) -> &'static str {
    match status {
        _ if code == "foreign-form" => words.say(
            "Bukalah halamannya lagi dari daftar, lalu ulangi. Tidak ada yang direkam.",
            "Open the page again from a list, then repeat it. Nothing was recorded.",
        ),
        403 => words.say(
            "Masuklah dengan peran yang berhak, atau kembali ke pekerjaan Anda.",
            "Sign in with a role that may, or go back to your work.",
        ),
        404 => words.say("Periksa alamatnya, atau mulai dari daftar.", "Check the address, or begin from a list."),
        409 | 412 => words.say(
            "Kembali, muat ulang halamannya, dan lihat apa yang berubah sebelum mencoba lagi.",
            "Go back, load the page again, and see what changed before you try again.",
        ),
        429 | 503 | 507 => words.say(
            "Tunggu sebentar, lalu coba lagi. Mengirim ulang halaman yang sama tidak merekam apa pun dua kali.",
            "Wait a little, then try again. Sending the same page again records nothing twice.",
        ),
        500.. => words.say(
            "Coba lagi. Jika terulang, sampaikan nomor permintaan di bawah kepada pengelola.",
            "Try again. If it happens again, tell the operator the request below.",
        ),
        _ => words.say("Kembali dan perbaiki isiannya.", "Go back and mend what you entered."),
    }
}
