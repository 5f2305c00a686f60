//! Why a case comes by for another time: what its agency, a verifier or a reviewer wrote last, where the work on it begins.
//!
//! Knows nothing of: what is to be done about it.

use maud::{Markup, html};

use crate::server::service::{EventRow, State};
use crate::server::web::parts::moment;
use crate::server::web::seen::Viewer;

/// The latest reason that was given for the state that a case is in; nothing if it came there straight.
pub(in crate::server::web) fn why_again(viewer: &Viewer, state: &str, events: &[EventRow]) -> Markup {
    let words = viewer.words;
    let again = match State::of(state) {
        // It waits as any other does, but has been looked at before.
        Some(State::Submitted) => events.iter().rfind(|it| it.step == "return"),
        Some(State::Returned | State::Objected | State::Remanded) => {
            events.iter().rfind(|it| it.to_state == state && it.from_state != state)
        }
        _ => None,
    };
    html! {
        @if let Some(event) = again {
            div.notice.warn role="status" {
                span.shape aria-hidden="true" { "!" }
                div {
                    p { strong {
                        @match (event.step.as_str(), state) {
                            ("objection", _) => (words.say("Keberatan instansi", "The agency's objection")),
                            ("return", "returned") => (words.say("Dikembalikan kepada instansi", "Returned to the agency")),
                            ("return", _) => (words.say("Pernah dikembalikan kepada instansi", "Returned to the agency before")),
                            ("judgement", _) => (words.say("Penilaian penelaah", "The reviewer's judgement")),
                            _ => (words.say("Temuan penelaah", "The reviewer's finding")),
                        }
                    } ", " (event.person) ", " (moment(viewer, event.happened_at)) ":" }
                    blockquote.quoted { (event.reason) }
                }
            }
        }
    }
}
