//! The page of a ruling: what was decided and why within ten seconds, and below it all that it rests on.
//!
//! Knows nothing of: HTTP, how a ruling is worked out.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::actor::Role;
use crate::server::service::{Beside, Opened, Similar};
use crate::server::web::parts::{escaped, notice};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::basis::{conflicts, definitions, duties, edition, missing, overridden, rules_text};
use super::brief::brief;
use super::elements::{Looked, chosen, elements, heading};
use super::evidence::{corrections, disputed};
use super::others::{previous, similar};
use super::record::{history, identities};
use super::replay;
use super::signs;
use super::values::{list, pair, text};
use super::{paper, reasons, values};

/// What stands beside a ruling.
pub(super) struct Around {
    pub(super) similar: Similar,
    pub(super) previous: Option<Beside>,
    /// Which elements of a list are looked at.
    pub(super) looked: Looked,
    /// The number of the element whose reasons are shown, or 0.
    pub(super) element: usize,
    /// The outcome of making the ruling again, if that was asked for.
    pub(super) replay: Option<Value>,
    /// Whether everything is printed, or what a reader needs.
    pub(super) whole_on_paper: bool,
}

/// All of the page.
pub(super) fn body(viewer: &Viewer, opened: &Opened, around: &Around) -> Markup {
    let words = viewer.words;
    let document = chosen(opened);
    html! {
        nav.crumbs aria-label=(words.say("Letak halaman", "Where this page is")) {
            a href="/cases" { (words.say("Kasus", "Cases")) } " › "
            a href={ "/cases/" (escaped(&opened.case.case_id)) } { (words.say("Kasus ini", "This case")) } " › "
            (words.say("Putusan", "Ruling"))
        }
        @if let Some(replay) = &around.replay { (replay::came_out_first(words, replay)) }
        @if around.whole_on_paper {
            div.no-print {
                (notice("open", words.say(
                    "Halaman ini dicetak lengkap, dengan semua alasan dan bunyi aturan. Cetaklah dari peramban Anda, atau dengan tombol Cetak.",
                    "This page is printed with all reasons and texts of rules. Print it from your browser, or with the button Print.",
                )))
            }
        }
        div.printed.in-brief[!around.whole_on_paper] {
            (verdict(words, opened, document))
            div.columns {
                div {
                    (elements(words, opened, &around.looked))
                    (heading(words, opened, &around.looked))
                    (brief(words, opened, document))
                }
                aside.beside aria-label=(words.say("Ringkasan dan tindakan", "Summary and actions")) {
                    (acts(viewer, opened, around))
                    (super::brief::at_a_glance(words, opened, document))
                    (index(words, opened, document, around))
                }
            }
            @if !around.whole_on_paper { (paper::in_brief(words, opened, document)) }
            (whole(viewer, opened, document, around))
        }
    }
}

/// Everything that the ten seconds have no room for.
fn whole(viewer: &Viewer, opened: &Opened, document: &Value, around: &Around) -> Markup {
    let words = viewer.words;
    html! {
        section.long #reasons {
            div.heading {
                h2 { (words.say("Alasan", "Reasons")) }
                button type="button" hidden data-needs-script="" data-open-all="#reasons details" { (words.say("Buka semua", "Open all")) }
            }
            @if opened.shown.is_empty() {
                (notice("warn", words.say(
                    "Mesin yang sekarang tidak lagi menghasilkan dokumen yang persis sama, jadi hanya yang tercatat yang ditampilkan: tanpa tabel nilai dan bunyi aturan.",
                    "The engine of today does not give exactly the same document any more, so only what was recorded is shown: without tables of values and texts of rules.",
                )))
            }
            (reasons::reasons(words, opened, document))
            (definitions(words, opened, document))
        }
        (corrections(words, opened))
        (disputed(words, &opened.letter.disputed))
        (missing(words, document))
        (conflicts(words, opened, document))
        (rules_text(words, opened, document))
        (edition(words, opened, document))
        (overridden(words, opened, document))
        (duties(words, document))
        (previous(viewer, opened, around.previous.as_ref()))
        (similar(viewer, opened, &around.similar))
        (history(viewer, opened))
        (replay::section(viewer, opened, around.replay.as_ref()))
        (identities(words, opened))
    }
}

/// The outcome in one sentence, and how it stands.
fn verdict(words: Words, opened: &Opened, document: &Value) -> Markup {
    let letter = &opened.letter;
    let status = opened.ruling.status.as_str();
    let subject = letter.subject.get(words.0);
    let agency = letter.agency_name.as_deref().unwrap_or(&letter.agency_id);
    html! {
        header class={ "verdict " (status) } {
            p.of {
                (subject) " · " (agency)
                @if let Some(position) = &letter.position { " · " (position) }
            }
            @if letter.documents.len() == 1 && document.get("element").is_none() {
                h1 { (signs::status_and_outcome(words, status, signs::outcome(words, document))) }
                p.lead { (words.sentence(pair(words, document, "because"))) }
            } @else {
                h1 { (signs::status(words, status)) " " (subject) ": " (super::elements::how_many(words, opened)) }
                p.lead { (super::elements::counted(words, opened)) "." }
                @if let Some(open) = super::elements::open_ones(words, opened) { p { (open) } }
            }
            (only_about(words, opened))
            p.stands {
                (signs::standing(words, &letter.standing))
                @if let crate::server::service::Standing::Superseded { by, .. } = &letter.standing {
                    " " a href={ "/rulings/" (escaped(by)) } { (words.say("Lihat putusan yang lebih baru", "See the later ruling")) }
                }
            }
        }
    }
}

/// What the same rules decide besides, so that nobody takes this ruling for one on all of it.
fn only_about(words: Words, opened: &Opened) -> Markup {
    let others: Vec<&str> = opened.letter.other_subjects.iter().map(|it| it.get(words.0)).collect();
    html! {
        @if !others.is_empty() {
            p.only-about {
                (words.say("Putusan ini hanya tentang ", "This ruling is only about ")) "“" (opened.letter.subject.get(words.0)) "”. "
                (words.say("Yang juga diputus aturan ini, tetapi tidak di sini: ", "The rules decide as well, but not here: "))
                (others.join("; ")) "."
            }
        }
    }
}

fn acts(viewer: &Viewer, opened: &Opened, around: &Around) -> Markup {
    let words = viewer.words;
    let (ruling, case) = (escaped(&opened.ruling.ruling_id), escaped(&opened.case.case_id));
    let may_review =
        viewer.is(Role::Reviewer) && opened.case.ruling_id == opened.ruling.ruling_id && opened.case.state == "ruled";
    let may_object = viewer.is(Role::Agency)
        && opened.case.ruling_id == opened.ruling.ruling_id
        && ["ruled", "confirmed"].contains(&opened.case.state.as_str());
    html! {
        div.actions {
            @if may_object { a.button href={ "/cases/" (case) "/objection" } { (words.say("Ajukan keberatan", "Object")) } }
            @if may_review { a.button.primary href={ "/rulings/" (ruling) "/review" } { (words.say("Telaah putusan ini", "Review this ruling")) } }
            a.button href={ "/rulings/" (ruling) "/letter" } { (words.say("Surat", "Letter")) }
            a.button href={ "/cases/" (case) "/what-if" } { (words.say("Andaikan", "What if")) }
            button type="button" hidden data-needs-script="" data-print="" { (words.say("Cetak", "Print")) }
            (paper::way(words, &opened.ruling.ruling_id, around))
        }
    }
}

/// Where everything on the page is.
fn index(words: Words, opened: &Opened, document: &Value, around: &Around) -> Markup {
    let ways = [
        ("reasons", words.say("Alasan", "Reasons"), true),
        ("corrections", words.say("Koreksi verifikator", "Corrections"), !opened.letter.corrected.is_empty()),
        ("disputed", words.say("Yang disengketakan", "What is disputed"), !opened.letter.disputed.is_empty()),
        ("rules", words.say("Aturan yang menentukan", "The rules that decided"), !opened.texts.is_empty()),
        ("edition", words.say("Mengapa edisi ini", "Why this edition"), true),
        (
            "overridden",
            words.say("Yang dikesampingkan", "What was overridden"),
            !list(document, "overridden").is_empty(),
        ),
        ("duties", words.say("Kewajiban", "Duties"), !list(document, "duties").is_empty()),
        ("previous", words.say("Putusan sebelumnya", "The ruling before"), around.previous.is_some()),
        ("similar", words.say("Putusan serupa", "Similar rulings"), true),
        ("history", words.say("Riwayat kasus", "History of the case"), true),
        ("replay", words.say("Putus ulang", "Replay"), true),
        ("identities", words.say("Identitas", "Identities"), true),
    ];
    html! {
        nav.index.no-print aria-label=(words.say("Pada halaman ini", "On this page")) {
            p.label-of { (words.say("Pada halaman ini", "On this page")) }
            ul.plain { @for (id, name, _) in ways.iter().filter(|it| it.2) { li { a href={ "#" (id) } { (name) } } } }
        }
    }
}

/// The title of the page.
pub(super) fn title(words: Words, opened: &Opened) -> String {
    let what = match opened.letter.documents.as_slice() {
        [one] => signs::outcome(words, one),
        _ => opened.letter.subject.get(words.0),
    };
    format!("{}: {what}", words.say("Putusan", "Ruling"))
}

/// Whether a document is about one element of a list.
pub(super) fn is_of_element(document: &Value) -> bool {
    document.get("element").is_some_and(|it| !it.is_null())
}

/// The name of the decision.
pub(super) fn decision(document: &Value) -> &str {
    text(document, "decision")
}

/// Rules that decided.
pub(super) fn deciding(document: &Value) -> impl Iterator<Item = &str> {
    values::list(document, "rules").iter().map(|it| text(it, "id"))
}
