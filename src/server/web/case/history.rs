//! Every step of a case: who, in which role, when, and why.
//!
//! Knows nothing of: which steps are possible.

use maud::{Markup, html};

use crate::server::service::{Corrected, Dossier, EventRow};
use crate::server::web::parts::{moment, reason_of, role_of, state, step_name};
use crate::server::web::seen::Viewer;

use super::corrected;

pub(super) fn section(viewer: &Viewer, dossier: &Dossier, all: &[Corrected]) -> Markup {
    let words = viewer.words;
    html! {
        section aria-labelledby="history" {
            h2 #history { (words.say("Riwayat", "History")) }
            ol.history reversed {
                @for it in dossier.events.iter().rev() {
                    li #{ "step-" (it.version) } {
                        (event(viewer, it))
                        (corrected::told(words, dossier.rulebook(), all.iter().filter(|of| of.version == it.version)))
                    }
                }
            }
        }
    }
}

fn event(viewer: &Viewer, it: &EventRow) -> Markup {
    let words = viewer.words;
    html! {
            p.what {
                strong { (step_name(words, &it.step)) }
                @if it.from_state != it.to_state { " " (state(words, &it.to_state)) }
            }
            p.who {
                (it.person) " · " (role_of(words, it)) " · " (moment(viewer, it.happened_at))
                @if !it.ruling_id.is_empty() {
                    " · " a href={ "/rulings/" (it.ruling_id) } { (words.say("Lihat putusan", "See the ruling")) }
                }
            }
            @if !it.reason.is_empty() { blockquote.quoted translate="no" { (reason_of(words, it)) } }
    }
}
