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
    let wanted: &[&str] = match State::of(state) {
        Some(State::Objected | State::Remanded) => &["objection", "remand"],
        Some(State::Submitted | State::Returned) => &["return"],
        _ => &[],
    };
    let again = events.iter().rev().find(|it| wanted.contains(&it.step.as_str()));
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
                            _ => (words.say("Temuan penelaah", "The reviewer's finding")),
                        }
                    } ", " (event.person) ", " (moment(viewer, event.happened_at)) ":" }
                    blockquote.quoted { (event.reason) }
                }
            }
        }
    }
}
