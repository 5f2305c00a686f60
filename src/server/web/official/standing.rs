//! Whether whoever asks may take a step here and now, and what to say if not; what was wrong with a form, at the top of its page.
//!
//! Knows nothing of: what the steps do.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use maud::{Markup, html};

use crate::engine::case::Refusal;
use crate::server::service::{Dossier, Step};
use crate::server::web::case::{head, name};
use crate::server::web::form::Form;
use crate::server::web::late::{Since, over, told};
use crate::server::web::parts::{role_name, state_name, step_name};
use crate::server::web::seen::{Signed, Viewer};
use crate::server::web::shell::page_of;

/// Why a step cannot be taken by whoever looks, if it cannot.
pub(super) fn why_not(signed: &Signed, dossier: &Dossier, step: Step) -> Option<Markup> {
    match dossier.other_role_of(&signed.actor) {
        Some((role, before)) => Some(same_person(&signed.viewer, &role, &before)),
        None if dossier.allows(step) => None,
        None => Some(elsewhere(&signed.viewer, dossier)),
    }
}

/// A form that came late: once more with all that was typed, if its step can still be taken; else why not, with the same.
pub(super) fn late(
    signed: &Signed,
    dossier: &Dossier,
    step: (Step, &str),
    form: (&Form, &[(String, String)]),
    again: impl FnOnce(&Form) -> Markup,
) -> HttpResponse {
    let (status, body) = late_body(signed, dossier, step, form, again);
    page_of(status, &signed.viewer, step.1, &body)
}

/// The same, not yet as an answer.
pub(super) fn late_body(
    signed: &Signed,
    dossier: &Dossier,
    (step, title): (Step, &str),
    (form, typed): (&Form, &[(String, String)]),
    again: impl FnOnce(&Form) -> Markup,
) -> (StatusCode, Markup) {
    let viewer = &signed.viewer;
    let since = Since { events: &dossier.events, seen: form.seen(), case_id: &dossier.case.case_id };
    match why_not(signed, dossier, step) {
        Some(why) => (StatusCode::CONFLICT, over(viewer, &head(viewer, dossier, title), (&why, since), typed)),
        None => (StatusCode::PRECONDITION_FAILED, html! { (told(viewer, since)) (again(&form.anew())) }),
    }
}

/// The page that says why a step cannot be taken, if it cannot.
pub(super) fn hindrance(signed: &Signed, dossier: &Dossier, step: Step, title: &str) -> Option<HttpResponse> {
    let why = why_not(signed, dossier, step)?;
    let body = html! {
        (head(&signed.viewer, dossier, title))
        div.notice.warn role="status" { span.shape aria-hidden="true" { "!" } div { (why) } }
        p { a.button href={ "/cases/" (dossier.case.case_id) } { (signed.viewer.words.say("Kembali ke kasus", "Back to the case")) } }
    };
    Some(page_of(StatusCode::CONFLICT, &signed.viewer, title, &body))
}

/// That somebody has another role here.
pub(super) fn same_person(viewer: &Viewer, role: &str, step: &str) -> Markup {
    let words = viewer.words;
    html! {
        p {
            (words.say("Anda sudah bertindak dalam kasus ini sebagai ", "You have acted in this case as "))
            strong { (role_name(words, role)) } " (" (step_name(words, step)) "). "
            (words.say(
                "Satu orang hanya memegang satu peran dalam satu kasus, supaya tidak ada yang memeriksa pekerjaannya sendiri.",
                "One person holds one role in one case, so that nobody looks at their own work.",
            ))
        }
        p { (words.say("Mintalah rekan lain mengerjakannya.", "Ask a colleague to do it.")) }
    }
}

fn elsewhere(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    html! {
        p {
            (words.say("Kasus ", "The case of ")) (name(dossier)) (words.say(" sekarang berkeadaan ", " is now "))
            strong { (state_name(words, &dossier.case.state)) }
            (words.say(", jadi langkah ini tidak dapat diambil.", ", so this step cannot be taken."))
        }
    }
}

/// The version that the reader saw, so that a form that comes back with errors still follows it.
pub(super) fn version(dossier: &Dossier, form: Option<&Form>) -> i64 {
    form.and_then(|it| it.get("version").parse().ok()).unwrap_or(dossier.case.version)
}

/// Everything that was wrong, above the form; `names` has what fields are called, by the pointers of their refusals.
pub(super) fn summary(
    viewer: &Viewer,
    refusals: &[Refusal],
    names: &[(&str, &str)],
    place: impl Fn(&Refusal) -> Option<String>,
) -> Markup {
    let words = viewer.words;
    let said = |it: &Refusal| {
        let message = it.message.get(words.0);
        let name = names.iter().find(|named| named.0 == it.pointer);
        name.map_or_else(|| message.to_owned(), |named| format!("{}: {message}", named.1))
    };
    html! {
        @if !refusals.is_empty() {
            div.notice.bad role="alert" {
                span.shape aria-hidden="true" { "✕" }
                div {
                    p { strong { (words.say("Belum dapat direkam.", "Not recorded yet.")) } " " (words.say("Perbaiki hal berikut:", "Mend the following:")) }
                    ul {
                        @for it in refusals {
                            li {
                                @match place(it) {
                                    Some(id) => a href={ "#" (id) } { (said(it)) },
                                    None => (said(it)),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
