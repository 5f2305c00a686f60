//! A form whose case has changed since its page was made: what happened meanwhile, and what was typed, so that nothing of it is lost.
//!
//! Knows nothing of: which form it is, how its fields look.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use maud::{Markup, html};

use crate::server::service::{EventRow, ServiceError};

use super::parts::{moment, notice, reason_of, role_of, state, step_name};
use super::seen::Viewer;
use super::shell::page_of;
use crate::server::words::Words;

/// Whether a form came late: the case is not any more as it has seen it, or its step cannot be taken any more. A page that was gone
/// back to and sent otherwise is as late as one that somebody else overtook.
pub(super) fn is_late(error: &ServiceError) -> bool {
    matches!(
        error,
        ServiceError::CaseChanged { .. }
            | ServiceError::KeyReused
            | ServiceError::Overtaken
            | ServiceError::Illegal { .. }
            | ServiceError::SamePerson { .. }
            | ServiceError::Superseded { .. }
    )
}

/// What happened since a page was made.
#[derive(Clone, Copy)]
pub(super) struct Since<'s> {
    pub(super) events: &'s [EventRow],
    /// The version that its reader saw.
    pub(super) seen: i64,
    pub(super) case_id: &'s str,
}

impl Since<'_> {
    /// Where the present state can be read.
    fn address(&self) -> String {
        format!("/cases/{}", self.case_id)
    }
}

/// Above the form that is shown once more: it was not recorded, what changed, and that the button counts for what there is now.
pub(super) fn told(viewer: &Viewer, since: Since<'_>) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.warn #late role="alert" {
            span.shape aria-hidden="true" { "!" }
            div {
                p { strong { (words.say("Belum direkam: kasus ini berubah sejak Anda membuka halaman ini.", "Not recorded: the case has changed since you opened this page.")) } }
                (happened(viewer, since))
                p {
                    (words.say("Semua yang Anda isi masih ada di bawah. ", "All that you entered is still below. "))
                    (present(viewer, &since.address()))
                    (words.say(
                        ". Jika isian Anda tetap benar, tekan tombolnya sekali lagi: direkam atas keadaan yang sekarang.",
                        ". If what you entered is still right, press the button once more: it is recorded upon what there is now.",
                    ))
                }
            }
        }
    }
}

/// That a step cannot be taken any more, with what was typed, to be copied. `why` says it in full.
pub(super) fn too_late(
    viewer: &Viewer,
    (title, head): (&str, &Markup),
    why: (&Markup, Since<'_>),
    typed: &[(String, String)],
) -> HttpResponse {
    page_of(StatusCode::CONFLICT, viewer, title, &over(viewer, head, why, typed))
}

/// The same as the body of a page.
pub(super) fn over(
    viewer: &Viewer,
    head: &Markup,
    (why, since): (&Markup, Since<'_>),
    typed: &[(String, String)],
) -> Markup {
    let words = viewer.words;
    html! {
        (head)
        div.notice.bad #late role="alert" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { strong { (words.say("Tidak direkam.", "Not recorded.")) } }
                (why)
                (happened(viewer, since))
                p { (present(viewer, &since.address())) "." }
            }
        }
        (to_copy(viewer, typed))
        p { a.button href=(since.address()) { (words.say("Kembali ke kasus", "Back to the case")) } }
    }
}

/// What was typed into a form that is not there any more.
pub(super) fn to_copy(viewer: &Viewer, typed: &[(String, String)]) -> Markup {
    let words = viewer.words;
    let typed: Vec<&(String, String)> = typed.iter().filter(|it| !it.1.trim().is_empty()).collect();
    html! {
        @if !typed.is_empty() {
            section aria-labelledby="typed" {
                h2 #typed { (words.say("Yang Anda isi", "What you entered")) }
                p.help #typed-help { (words.say("Tidak tersimpan di layanan. Salin bila masih diperlukan.", "The service does not keep it. Copy it if you still need it.")) }
                textarea.typed readonly rows=(rows(&typed)) aria-labelledby="typed" aria-describedby="typed-help" { "\n" (text(&typed)) }
            }
        }
    }
}

/// What the names of files are called that were chosen and went with the form.
pub(super) fn not_kept(words: Words) -> &'static str {
    words.say("Berkas yang tidak disimpan", "Files that were not kept")
}

/// Files that did not come through, by their names: above a form that is shown once more.
pub(super) fn to_choose_again(viewer: &Viewer, files: &str) -> Markup {
    let text = viewer.words.say("Pilih lagi dokumennya: ", "Choose the documents again: ");
    html! { @if !files.is_empty() { (notice("warn", &format!("{text}{files}"))) } }
}

fn text(typed: &[&(String, String)]) -> String {
    if let [(_, only)] = typed {
        return only.clone();
    }
    let lines: Vec<String> = typed.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    lines.join("\n")
}

fn rows(typed: &[&(String, String)]) -> usize {
    text(typed).lines().count().clamp(3, 20)
}

/// The way to what there is now, which leaves this page as it is.
fn present(viewer: &Viewer, address: &str) -> Markup {
    let words = viewer.words;
    html! {
        a href=(address) target="_blank" rel="noopener" {
            (words.say("Lihat keadaan sekarang", "See how it stands now"))
            " " (words.say("(tab baru)", "(new tab)"))
        }
    }
}

/// Every step that was recorded meanwhile.
fn happened(viewer: &Viewer, since: Since<'_>) -> Markup {
    let words = viewer.words;
    let all: Vec<&EventRow> = since.events.iter().filter(|it| it.version > since.seen).collect();
    html! {
        @if !all.is_empty() {
            ul {
                @for it in all {
                    li {
                        strong { (step_name(words, &it.step)) }
                        @if it.from_state != it.to_state { " " (state(words, &it.to_state)) }
                        " – " (it.person) ", " (role_of(words, it)) ", " (moment(viewer, it.happened_at))
                        @if !it.reason.is_empty() { blockquote.quoted translate="no" { (reason_of(words, it)) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_copied_as_it_is_and_several_by_their_names() {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let (reason, answer) = (pair("Reason", "because\nof it"), pair("Answer", "yes"));
        assert_eq!(text(&[&reason]), "because\nof it");
        assert_eq!(text(&[&answer, &reason]), "Answer: yes\nReason: because\nof it");
        assert_eq!((rows(&[&answer]), rows(&[&answer, &reason])), (3, 3));
    }
}
