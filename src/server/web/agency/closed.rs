//! What stands where a step cannot be taken now: why, and the way back to the case.
//!
//! Knows nothing of: which step it was.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use maud::html;

use crate::server::service::CaseRow;
use crate::server::web::late::{self, Since};
use crate::server::web::parts::{empty, state};
use crate::server::web::seen::Viewer;
use crate::server::web::shell::page_of;

/// The same for a form that came late, with what was typed.
pub(super) fn too_late(viewer: &Viewer, case: &CaseRow, since: Since<'_>, typed: &[(String, String)]) -> HttpResponse {
    let words = viewer.words;
    let title = words.say("Tidak dapat dilakukan sekarang", "Cannot be done now");
    let why = html! {
        p {
            (words.say("Keadaan kasus ini: ", "This case is: ")) (state(words, &case.state)) " "
            (words.say("Langkah ini tidak dapat diambil dari keadaan tersebut.", "This step cannot be taken from there."))
        }
    };
    late::too_late(viewer, (title, &html! { h1 { (title) } }), (&why, since), typed)
}

/// That the case stands where this cannot be done.
pub(super) fn page(viewer: &Viewer, case: &CaseRow) -> HttpResponse {
    let words = viewer.words;
    let title = words.say("Tidak dapat dilakukan sekarang", "Cannot be done now");
    let back = format!("/cases/{}", case.case_id);
    let body = html! {
        h1 { (title) }
        p { (words.say("Keadaan kasus ini: ", "This case is: ")) (state(words, &case.state)) }
        (empty(
            words.say("Langkah ini tidak dapat diambil dari keadaan tersebut", "This step cannot be taken from there"),
            words.say(
                "Lihat kasusnya: di sana tertulis apa yang dapat dilakukan dan siapa yang harus bertindak.",
                "See the case: it says what can be done and who has to act.",
            ),
            Some((&back, words.say("Buka kasus", "Open the case"))),
        ))
    };
    page_of(StatusCode::CONFLICT, viewer, title, &body)
}
