//! Words that the pages of drafts share: states, refusals by file, versions that were overtaken.
//!
//! Knows nothing of: which page they are on.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::server::service::{Draft, TextFile};
use crate::server::web::late::to_copy;
use crate::server::web::parts::{moment, notice};
use crate::server::web::seen::Viewer;
use crate::server::web::shell::page_of;
use crate::server::words::{Words, sentence};

use super::{below, ways};

/// The state of a draft as a sign.
pub(super) fn state(words: Words, name: &str) -> Markup {
    let (kind, shape) = match name {
        "open" => ("going", "◔"),
        "published" => ("good", "●"),
        _ => ("ended", "×"),
    };
    html! { span class={ "sign " (kind) } { span.shape aria-hidden="true" { (shape) } (state_name(words, name)) } }
}

/// What a state of a draft is called.
pub(super) fn state_name(words: Words, name: &str) -> &'static str {
    match name {
        "open" => words.say("Terbuka", "Open"),
        "published" => words.say("Diterbitkan", "Published"),
        "withdrawn" => words.say("Ditarik", "Withdrawn"),
        _ => words.say("Keadaan lain", "Another state"),
    }
}

/// Everything that was refused, each at the file that it is about.
pub(super) fn refused(viewer: &Viewer, refusals: &[Refusal], files: &[TextFile]) -> Markup {
    let words = viewer.words;
    html! {
        @if !refusals.is_empty() {
            div.notice.bad role="alert" #trouble {
                span.shape aria-hidden="true" { "✕" }
                div {
                    p { (words.say("Belum disimpan. Perbaiki yang berikut:", "Not saved yet. Mend the following:")) }
                    ul {
                        @for it in refusals {
                            li {
                                @if let Some(path) = file_of(&it.pointer, files) { code { (path) } ": " }
                                (sentence(it.message.get(words.0)))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The path of the file at `/files/NUMBER/…`.
fn file_of<'f>(pointer: &str, files: &'f [TextFile]) -> Option<&'f str> {
    let number: usize = pointer.strip_prefix("/files/")?.split('/').next()?.parse().ok()?;
    files.get(number).map(|it| it.path.as_str())
}

/// Somebody else wrote in between.
pub(super) fn overtaken(viewer: &Viewer) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.warn role="alert" {
            span.shape aria-hidden="true" { "!" }
            div {
                p {
                    (words.say(
                        "Belum disimpan: konsep ini berubah sejak Anda membuka halaman ini. Isian Anda masih ada di bawah.",
                        "Not saved: this draft changed since you opened this page. What you wrote is still below.",
                    ))
                }
                p {
                    (words.say(
                        "Lihat dahulu isinya yang sekarang di halaman berkas; menyimpan lagi menggantikan isi berkas ini saja.",
                        "Look at its present texts on the page of files first; saving again replaces this file only.",
                    ))
                }
            }
        }
    }
}

/// Somebody else wrote while a form about the draft as a whole was open: who and when, and the way to what there is now.
pub(super) fn changed(viewer: &Viewer, draft: &Draft) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.warn #late role="alert" {
            span.shape aria-hidden="true" { "!" }
            div {
                p {
                    strong { (words.say("Belum direkam: konsep ini berubah sejak Anda membuka halaman ini.", "Not recorded: this draft changed since you opened this page.")) }
                    " " (words.say("Versi terakhir", "The latest version")) " (" (draft.latest.version) "): " (draft.latest.person) ", " (moment(viewer, draft.latest.written_at)) "."
                }
                p {
                    (words.say("Isian Anda masih ada di bawah. ", "What you entered is still below. ")) (present(viewer, draft))
                    (words.say("; bila tetap benar, tekan tombolnya sekali lagi.", "; if it is still right, press the button once more."))
                }
            }
        }
    }
}

fn present(viewer: &Viewer, draft: &Draft) -> Markup {
    let words = viewer.words;
    html! {
        a href=(below(&draft.row.draft_id, "")) target="_blank" rel="noopener" {
            (words.say("Lihat konsep yang sekarang", "See the draft as it is now")) " " (words.say("(tab baru)", "(new tab)"))
        }
    }
}

/// The draft is closed by now: why, and what was typed, to be copied.
pub(super) fn too_late(viewer: &Viewer, draft: &Draft, title: &str, typed: &[(String, String)]) -> HttpResponse {
    not_done(viewer, draft, (title, closed(viewer.words, &draft.row.state)), typed)
}

/// What was asked for cannot be done to the draft any more: why, and what was typed, to be copied.
pub(super) fn not_done(
    viewer: &Viewer,
    draft: &Draft,
    (title, why): (&str, &str),
    typed: &[(String, String)],
) -> HttpResponse {
    let words = viewer.words;
    let body = html! {
        (ways(viewer, draft))
        h1 { (title) }
        div.notice.bad #late role="alert" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { strong { (words.say("Tidak direkam.", "Not recorded.")) } " " (why) }
                @if !draft.row.reason.is_empty() { p { (words.say("Alasan: ", "Reason: ")) (draft.row.reason) } }
            }
        }
        (to_copy(viewer, typed))
    };
    page_of(StatusCode::CONFLICT, viewer, title, &body)
}

/// What was done just now.
pub(super) fn told(viewer: &Viewer, what: &str) -> Markup {
    let words = viewer.words;
    let text = match what {
        "begun" => words.say("Konsep dimulai.", "The draft was begun."),
        "saved" => words.say("Berkas disimpan sebagai versi baru.", "The file was saved as a new version."),
        "uploaded" => words.say("Berkas diunggah sebagai versi baru.", "The files were uploaded as a new version."),
        "removed" => words.say("Berkas dihapus dalam versi baru.", "Removed in a new version."),
        "rebased" => words.say(
            "Konsep kini memperhitungkan publikasi yang terakhir.",
            "The draft now takes the latest publication into account.",
        ),
        "withdrawn" => words.say("Konsep ditarik.", "The draft was withdrawn."),
        "published" => words.say("Konsep diterbitkan.", "The draft was published."),
        _ => return html! {},
    };
    notice("good", text)
}

/// A closed draft says so, and why.
pub(super) fn closed(words: Words, row_state: &str) -> &'static str {
    match row_state {
        "published" => words.say(
            "Konsep ini sudah diterbitkan dan tidak dapat diubah lagi.",
            "This draft is published and cannot be changed any more.",
        ),
        _ => words.say(
            "Konsep ini sudah ditarik dan tidak dapat diubah lagi.",
            "This draft was withdrawn and cannot be changed any more.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_its_file() {
        let files = [TextFile { path: "a.aturan".to_owned(), text: String::new() }];
        assert_eq!(file_of("/files/0/text", &files), Some("a.aturan"));
        for other in ["/files", "/files/1/text", "/files/x", "/note"] {
            assert_eq!(file_of(other, &files), None, "{other}");
        }
    }
}
