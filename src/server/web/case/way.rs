//! The way of a case, drawn as steps: what is behind it, where it stands, what lies ahead; told by shape and word.
//!
//! Knows nothing of: which steps are allowed.

use maud::{Markup, html};

use crate::server::service::Dossier;
use crate::server::web::parts::{moment, state_name};
use crate::server::web::seen::Viewer;

/// The stations of a case that goes straight through.
const STATIONS: [&str; 5] = ["draft", "submitted", "verified", "ruled", "confirmed"];

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// Which station it is at.
    station: usize,
    /// What stands there in place of the name of the station, if the case has left the straight way.
    instead: Option<&'static str>,
    /// Nothing follows.
    ended: bool,
}

pub(super) fn drawn(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    let place = place(dossier);
    html! {
        ol.way aria-label=(words.say("Jalan kasus", "The way of the case")) {
            @for (number, station) in STATIONS.iter().enumerate() {
                @let (kind, sign, heard) = look(viewer, place, number);
                li class=(kind) aria-current=[(number == place.station).then_some("step")] {
                    span.shape aria-hidden="true" { (sign) }
                    span.what {
                        @if number == place.station { (state_name(words, place.instead.unwrap_or(station))) }
                        @else { (state_name(words, station)) }
                        span.visually-hidden { " (" (heard) ")" }
                    }
                    @if let Some(at) = reached(dossier, place, number) { span.when { (moment(viewer, at)) } }
                }
            }
        }
    }
}

fn place(dossier: &Dossier) -> Place {
    let at = |station, instead, ended| Place { station, instead, ended };
    match dossier.case.state.as_str() {
        "submitted" => at(1, None, false),
        "verified" => at(2, None, false),
        "ruled" => at(3, None, false),
        "confirmed" => at(4, None, false),
        "returned" => at(0, Some("returned"), false),
        "objected" => at(1, Some("objected"), false),
        "remanded" => at(2, Some("remanded"), false),
        "expired" => at(4, Some("expired"), true),
        "withdrawn" => at(farthest(dossier), Some("withdrawn"), true),
        _ => at(0, None, false),
    }
}

/// The last station that the case was at.
fn farthest(dossier: &Dossier) -> usize {
    let mut stations = dossier.events.iter().rev().map(|it| it.to_state.as_str());
    stations.find_map(|it| STATIONS.iter().position(|station| *station == it)).unwrap_or_default()
}

fn look(viewer: &Viewer, place: Place, number: usize) -> (&'static str, &'static str, &'static str) {
    let words = viewer.words;
    match number.cmp(&place.station) {
        std::cmp::Ordering::Less => ("past", "✓", words.say("sudah dilalui", "behind it")),
        std::cmp::Ordering::Equal if place.ended => ("now ended", "■", words.say("berakhir di sini", "ended here")),
        std::cmp::Ordering::Equal if place.instead.is_some() => ("now back", "↺", words.say("sekarang", "now")),
        std::cmp::Ordering::Equal if place.station == 4 => ("now good", "●", words.say("sekarang", "now")),
        std::cmp::Ordering::Equal => ("now", "◆", words.say("sekarang", "now")),
        std::cmp::Ordering::Greater => ("ahead", "○", words.say("belum", "ahead")),
    }
}

/// When the case last came to this station.
fn reached(dossier: &Dossier, place: Place, number: usize) -> Option<i64> {
    if number > place.station {
        return None;
    }
    let station = STATIONS.get(number).copied().unwrap_or_default();
    let wanted = if number == place.station { dossier.case.state.as_str() } else { station };
    let came = dossier.events.iter().filter(|it| it.to_state == wanted && it.from_state != wanted);
    came.map(|it| it.happened_at).next_back()
}
