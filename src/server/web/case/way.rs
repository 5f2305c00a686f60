//! The way of a case, drawn as steps: what is behind it, where it stands, what lies ahead; told by shape and word.
//!
//! Knows nothing of: which steps are allowed.

use maud::{Markup, html};

use crate::server::service::{Dossier, EventRow};
use crate::server::web::parts::{moment, state_name};
use crate::server::web::seen::Viewer;

/// The stations of a case that goes straight through.
const STATIONS: [&str; 5] = ["draft", "submitted", "verified", "ruled", "confirmed"];
/// The station after which nothing is left to do.
const LAST: usize = STATIONS.len() - 1;

/// A step as it is drawn.
struct Step {
    kind: &'static str,
    sign: &'static str,
    heard: &'static str,
    name: String,
    when: Option<i64>,
    is_now: bool,
}

/// Where a case that has left the straight way goes on from; nothing if it has not left it.
fn left_at(state: &str) -> Option<usize> {
    match state {
        "returned" => Some(1),
        "objected" => Some(2),
        "remanded" => Some(3),
        // Nothing follows.
        "expired" | "withdrawn" => Some(STATIONS.len()),
        _ => None,
    }
}

pub(super) fn drawn(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    html! {
        ol.way aria-label=(words.say("Jalan kasus", "The way of the case")) {
            @for it in steps(viewer, dossier) {
                li class=(it.kind) aria-current=[it.is_now.then_some("step")] {
                    span.shape aria-hidden="true" { (it.sign) }
                    span.what { (it.name) span.visually-hidden { " (" (it.heard) ")" } }
                    @if let Some(at) = it.when { span.when { (moment(viewer, at)) } }
                }
            }
        }
    }
}

fn steps(viewer: &Viewer, dossier: &Dossier) -> Vec<Step> {
    let (words, state, events) = (viewer.words, dossier.case.state.as_str(), &dossier.events);
    let station = STATIONS.iter().position(|it| *it == state);
    let goes_on = left_at(state).unwrap_or_else(|| station.map_or(1, |it| it.saturating_add(1)));
    let behind = |number: usize| match station {
        Some(now) => number < now,
        // What happened stays true when the case leaves the straight way.
        None => number == 0 || stands(events, number).is_some(),
    };
    let mut steps: Vec<Step> = STATIONS
        .iter()
        .enumerate()
        .filter(|it| behind(it.0))
        .map(|(number, it)| Step {
            kind: "past",
            sign: "✓",
            heard: words.say("sudah dilalui", "behind it"),
            name: state_name(words, it).to_owned(),
            when: stands(events, number),
            is_now: false,
        })
        .collect();
    let (kind, sign, heard) = now(viewer, state, station);
    let name = state_name(words, if station.is_none() && left_at(state).is_none() { "draft" } else { state });
    steps.push(Step { kind, sign, heard, name: name.to_owned(), when: reached(events, state), is_now: true });
    steps.extend(STATIONS.iter().skip(goes_on).map(|it| {
        let again = if reached(events, it).is_some() { words.say(" kembali", " again") } else { "" };
        let name = format!("{}{again}", state_name(words, it));
        Step { kind: "ahead", sign: "○", heard: words.say("belum", "ahead"), name, when: None, is_now: false }
    }));
    steps
}

fn now(viewer: &Viewer, state: &str, station: Option<usize>) -> (&'static str, &'static str, &'static str) {
    let words = viewer.words;
    match (left_at(state), station) {
        (Some(from), _) if from >= STATIONS.len() => ("now ended", "■", words.say("berakhir di sini", "ended here")),
        (Some(_), _) => ("now back", "↺", words.say("sekarang", "now")),
        (None, Some(at)) if at == LAST => ("now good", "●", words.say("sekarang", "now")),
        _ => ("now", "◆", words.say("sekarang", "now")),
    }
}

/// When the case last came to this state; nothing if it never did.
fn reached(events: &[EventRow], state: &str) -> Option<i64> {
    let came = events.iter().filter(|it| it.to_state == state && it.from_state != state);
    came.map(|it| it.happened_at).next_back()
}

/// The same of a station, unless the case went back before it since then: what was reached in an earlier round is not behind it now.
fn stands(events: &[EventRow], number: usize) -> Option<i64> {
    let state = STATIONS.get(number)?;
    let went_back = |it: &EventRow| {
        let goes_on = it.from_state != it.to_state && !matches!(it.to_state.as_str(), "withdrawn" | "expired");
        goes_on && left_at(&it.from_state).is_some_and(|from| from <= number)
    };
    let round = events.iter().rposition(went_back).unwrap_or(0);
    reached(events.get(round..)?, state)
}
