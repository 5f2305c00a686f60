//! What was typed into a form whose session is over: it comes back with the way to sign in, and is sent once more when somebody is.
//!
//! Only forms that a browser says it sent from a page of this service are given back: whatever another site makes a browser send is
//! refused before, and nothing of it is shown. Knows nothing of: what the fields mean.

use actix_web::dev::Payload;
use actix_web::http::header::{HOST, ORIGIN};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use maud::{Markup, html};

use crate::server::actor::Actor;
use crate::server::http::Context;
use crate::server::http::body::Bounds;
use crate::server::http::kept::{CHOSEN, Kept};
use crate::server::http::multipart::parts;
use crate::server::http::problem::Fault;

use super::form::{PLAIN, WITH_FILES, fields, kind};
use super::parts::{recording, role_name};
use super::seen::Viewer;
use super::shell::page_of;

/// Forms of which nothing is kept: a key that signs in, what ends a session, what only chooses a language.
const NOT_KEPT: [&str; 3] = ["/sign-in", "/sign-out", "/preferences"];
/// A part of a page that a script asks for is no form that somebody sent.
const PART: &str = "x-part";
/// So many fields are shown one by one.
const SHOWN: usize = 500;

/// Whether a request is a form that somebody filled in on a page of this service.
pub(super) fn is_worth_keeping(request: &HttpRequest) -> bool {
    request.method() == Method::POST
        && !NOT_KEPT.contains(&request.path())
        && !request.headers().contains_key(PART)
        && [PLAIN, WITH_FILES].contains(&kind(request).as_str())
        && says_it_is_own(request)
}

/// A browser says so itself; what says nothing may be an old browser that another site makes send something.
fn says_it_is_own(request: &HttpRequest) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|it| it.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str()), text(HOST.as_str())) {
        (Some(site), ..) => site == "same-origin",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|it| it.1 == host),
        _ => false,
    }
}

/// What was typed, whoever sent it: the files pass by.
///
/// # Errors
/// If it is no form, takes too long, is too large, or breaks off.
pub(super) async fn read(request: &HttpRequest, payload: Payload) -> Result<Kept, Fault> {
    if kind(request) == PLAIN {
        return Ok(Kept::of(fields(request, payload).await?.1, Vec::new()));
    }
    let limits = &request.app_data::<Data<Context>>().ok_or(Fault::CutShort)?.documents;
    let bounds = Bounds { largest: limits.largest_bytes, seconds: limits.seconds };
    match parts(request, payload, bounds, |_, _| Ok(false)).await {
        Err(Fault::OtherSession(found)) => Ok(*found),
        Err(other) => Err(other),
        Ok(_) => Err(Fault::ForeignForm),
    }
}

/// Nobody is signed in: how to go on without losing anything.
pub(super) fn ended(viewer: &Viewer, kept: &Kept) -> HttpResponse {
    let words = viewer.words;
    let title = words.say("Sesi Anda sudah berakhir", "Your session has ended");
    let body = html! {
        div.narrow {
            h1 { (title) }
            div.notice.warn role="alert" {
                span.shape aria-hidden="true" { "!" }
                div {
                    p { strong { (words.say("Belum ada yang direkam, dan isian Anda tidak hilang.", "Nothing was recorded, and what you entered is not lost.")) } }
                    p { (words.say("Isian itu hanya ada di halaman ini: jangan tutup tab ini.", "It is on this page only: do not close this tab.")) }
                }
            }
            ol.steps {
                li {
                    a.button href="/sign-in?back=%2Fsign-in%2Fdone" target="_blank" rel="noopener" {
                        (words.say("Masuk lagi", "Sign in again")) " " (words.say("(tab baru)", "(new tab)"))
                    }
                }
                li { (words.say("Kembali ke tab ini.", "Come back to this tab.")) }
                li {
                    (words.say("Tekan tombol ini. Sebelum direkam, Anda masih ditanya sekali.", "Press this button. You are asked once more before anything is recorded."))
                    form method="post" action=(viewer.here) {
                        (hidden(kept))
                        @for (field, name) in &kept.files { input type="hidden" name={ (CHOSEN) (field) } value=(name); }
                        div.actions { button.primary type="submit" { (words.say("Kirim lagi", "Send again")) } }
                    }
                }
            }
            (to_choose_again(viewer, kept))
            (entered(viewer, kept))
        }
    };
    page_of(StatusCode::UNAUTHORIZED, viewer, title, &body)
}

/// Somebody is signed in, but the form is of an earlier session: whether it is to be sent as whoever is signed in now.
pub(super) fn asking(viewer: &Viewer, actor: &Actor, kept: &Kept) -> HttpResponse {
    let words = viewer.words;
    let title = words.say("Kirim isian ini sekarang?", "Send what you entered now?");
    let with_files = !kept.files.is_empty();
    let body = html! {
        div.narrow {
            h1 { (title) }
            div.notice.open role="status" {
                span.shape aria-hidden="true" { "i" }
                div {
                    p {
                        (words.say("Isian ini berasal dari sesi yang sudah berakhir. Belum ada yang direkam. Anda sekarang masuk sebagai ", "This was entered in a session that is over. Nothing was recorded. You are signed in now as "))
                        strong { (actor.person) } " (" (role_name(words, actor.role.name())) ")."
                    }
                }
            }
            form method="post" action=(viewer.here) enctype=[with_files.then_some(WITH_FILES)] {
                // What proves where a form comes from is its first field.
                (recording(viewer, None))
                (hidden(kept))
                @for (number, (field, name)) in kept.files.iter().enumerate() { (file(viewer, number, (field, name))) }
                div.actions {
                    button.primary type="submit" { (words.say("Kirim sebagai ", "Send as ")) (actor.person) }
                    a.button href="/" { (words.say("Jangan kirim", "Do not send")) }
                }
            }
            (entered(viewer, kept))
        }
    };
    page_of(StatusCode::FORBIDDEN, viewer, title, &body)
}

fn hidden(kept: &Kept) -> Markup {
    html! { @for (name, value) in &kept.fields { input type="hidden" name=(name) value=(value); } }
}

/// Browsers do not give a file twice.
fn file(viewer: &Viewer, number: usize, (field, name): (&str, &str)) -> Markup {
    let words = viewer.words;
    html! {
        div.field {
            label for={ "file-" (number) } { (words.say("Pilih lagi berkas: ", "Choose the file again: ")) (name) }
            input id={ "file-" (number) } type="file" name=(field);
        }
    }
}

fn to_choose_again(viewer: &Viewer, kept: &Kept) -> Markup {
    let words = viewer.words;
    html! {
        @if !kept.files.is_empty() {
            p { (words.say("Berkas tidak dapat disimpan di halaman ini. Setelah masuk, pilih lagi:", "Files cannot be kept on this page. Once you are signed in, choose again:")) }
            ul { @for (_, name) in &kept.files { li { (name) } } }
        }
    }
}

/// What was typed, to be read.
fn entered(viewer: &Viewer, kept: &Kept) -> Markup {
    let words = viewer.words;
    let told = |it: &&(String, String)| !it.1.trim().is_empty() && it.0 != "version";
    let all: Vec<&(String, String)> = kept.fields.iter().filter(told).collect();
    html! {
        @if !all.is_empty() {
            details.entered {
                summary { (words.say("Isian yang akan dikirim", "What will be sent")) " " span.count { (all.len()) } }
                dl.facts {
                    @for (name, value) in all.iter().take(SHOWN) { dt { (named(viewer, name)) } dd translate="no" { (value) } }
                }
                @if all.len() > SHOWN { p.help { (words.say("Selebihnya tidak ditampilkan di sini, tetapi ikut dikirim.", "The rest is not shown here, but is sent as well.")) } }
            }
        }
    }
}

/// What a field is called, as far as it is told without the form that it is of.
fn named(viewer: &Viewer, name: &str) -> Markup {
    let words = viewer.words;
    let known = match name {
        "reason" => words.say("Alasan atau catatan", "Reason or note"),
        "note" => words.say("Catatan", "Note"),
        "verdict" => words.say("Telaah", "Review"),
        "answer" => words.say("Jawaban", "Answer"),
        "rest" => words.say("Fakta lain", "Other facts"),
        "reference" => words.say("Rujukan", "Reference"),
        "fact" => words.say("Untuk data", "For the fact"),
        "date" | "claimed_date_is_right" => words.say("Pilihan tanggal", "Choice of the date"),
        "text" => words.say("Isi berkas", "Text of the file"),
        "path" => words.say("Nama berkas", "Name of the file"),
        "effective_on" => words.say("Berlaku sejak", "In force from"),
        "rulebook" => words.say("Himpunan aturan", "Rulebook"),
        "edition" => words.say("Edisi", "Edition"),
        _ => return html! { code { (name) } },
    };
    html! { (known) }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn worth(path: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = TestRequest::post().uri(path).insert_header(("host", "timbang.example"));
        for header in headers {
            request = request.insert_header(*header);
        }
        is_worth_keeping(&request.to_http_request())
    }

    #[test]
    fn only_what_surely_comes_from_a_page_of_this_service_is_kept() {
        let form = ("content-type", PLAIN);
        let own = ("sec-fetch-site", "same-origin");
        assert!(worth("/cases/1/return", &[form, own]));
        assert!(worth("/cases/1/return", &[form, ("origin", "https://timbang.example")]));
        assert!(worth("/cases/1/evidence", &[("content-type", "multipart/form-data; boundary=x"), own]));
        for others in [
            &[form][..],
            &[own],
            &[form, ("sec-fetch-site", "none")],
            &[form, ("sec-fetch-site", "cross-site"), ("origin", "https://timbang.example")],
            &[form, ("origin", "https://evil.example")],
            &[form, ("origin", "null")],
            &[form, own, ("x-part", "1")],
        ] {
            assert!(!worth("/cases/1/return", others), "{others:?}");
        }
        for path in NOT_KEPT {
            assert!(!worth(path, &[form, own]), "{path}");
        }
    }
}
