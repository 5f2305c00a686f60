//! The chapters of an edition, in the order of a regulation, and the list of contents.
//!
//! Knows nothing of: what a norm looks like.

use maud::{Markup, html};

use crate::engine::reading::{Norm, NormKind};

use super::decisions::{decisions, duties};
use super::facts::{choices, facts};
use super::law::sources;
use super::leaf::{Leaf, anchor};
use super::norm::norm;

/// A chapter that is there.
pub(super) struct Chapter {
    id: &'static str,
    title: &'static str,
    /// What it says before its norms.
    lead: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Facts,
    Choices,
    Norms(NormKind),
    Decisions,
    Duties,
    Sources,
}

/// The chapters that have something in them.
pub(super) fn chapters(leaf: &Leaf<'_>) -> Vec<Chapter> {
    all(leaf).into_iter().filter(|it| has_any(leaf, it.kind)).collect()
}

fn all(leaf: &Leaf<'_>) -> Vec<Chapter> {
    let words = leaf.words;
    let chapter = |id, title, lead, kind| Chapter { id, title, lead, kind };
    // What is decided first: whoever reads a regulation looks for that, and for what it rests on after it.
    vec![
        chapter("decisions", words.say("Putusan dan aturannya", "Decisions and their rules"), "", Kind::Decisions),
        chapter("duties", words.say("Kewajiban", "Duties"), "", Kind::Duties),
        chapter("criteria", words.say("Syarat", "Criteria"), "", Kind::Norms(NormKind::Criterion)),
        chapter("definitions", words.say("Definisi", "Definitions"), "", Kind::Norms(NormKind::Definition)),
        chapter("tables", words.say("Tabel", "Tables"), "", Kind::Norms(NormKind::Table)),
        chapter(
            "parameters",
            words.say("Parameter", "Parameters"),
            words.say(
                "Nilai yang ditetapkan atau dibiarkan terbuka oleh hukum.",
                "Values that the law sets or leaves open.",
            ),
            Kind::Norms(NormKind::Parameter),
        ),
        chapter(
            "judgements",
            words.say("Pertimbangan penelaah", "Judgements"),
            words
                .say("Pertanyaan yang dijawab orang, bukan mesin.", "Questions that a person answers, not the engine."),
            Kind::Norms(NormKind::Judgement),
        ),
        chapter(
            "requirements",
            words.say("Ketentuan isian", "What facts must agree on"),
            words.say("Kasus yang bertentangan dengan ini ditolak.", "A case that contradicts these is refused."),
            Kind::Norms(NormKind::Requirement),
        ),
        chapter("enums", words.say("Pilihan", "Choices"), "", Kind::Choices),
        chapter("facts", words.say("Fakta", "Facts"), "", Kind::Facts),
        chapter("sources", words.say("Sumber hukum", "Sources of law"), "", Kind::Sources),
    ]
}

fn has_any(leaf: &Leaf<'_>, kind: Kind) -> bool {
    match kind {
        Kind::Facts => !leaf.reading.facts.is_empty(),
        Kind::Choices => !leaf.rulebook().enums.is_empty(),
        Kind::Norms(kind) => leaf.reading.of_kind(kind).next().is_some(),
        Kind::Decisions => !leaf.rulebook().decisions.is_empty(),
        Kind::Duties => leaf.rulebook().rules.iter().any(|it| !it.duties.is_empty()),
        Kind::Sources => !leaf.rulebook().sources.is_empty(),
    }
}

/// The list of contents.
pub(super) fn contents(leaf: &Leaf<'_>, chapters: &[Chapter]) -> Markup {
    let words = leaf.words;
    html! {
        nav.contents aria-label=(words.say("Daftar isi", "Contents")) {
            h2 { (words.say("Daftar isi", "Contents")) }
            ol.plain {
                @for (number, it) in (1_usize..).zip(chapters) {
                    li {
                        a href={ "#" (it.id) } { (number) ". " (it.title) }
                        @let norms = listed(leaf, it.kind);
                        @if !norms.is_empty() {
                            details {
                                summary { (words.counted(norms.len(), "butir", ("item", "items"))) }
                                ul.plain { @for one in norms { li { a href={ "#" (anchor(one)) } { (one.label.get(words.0)) } } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn listed<'l>(leaf: &'l Leaf<'_>, kind: Kind) -> Vec<&'l Norm> {
    let kind = match kind {
        Kind::Norms(kind) => kind,
        Kind::Decisions => NormKind::Rule,
        Kind::Facts | Kind::Choices | Kind::Duties | Kind::Sources => return Vec::new(),
    };
    leaf.reading.of_kind(kind).map(|it| it.1).collect()
}

/// One chapter.
pub(super) fn chapter(leaf: &Leaf<'_>, number: usize, it: &Chapter) -> Markup {
    html! {
        section.chapter id=(it.id) {
            h2 { (number) ". " (it.title) }
            @if !it.lead.is_empty() { p.faint { (it.lead) } }
            @match it.kind {
                Kind::Facts => (facts(leaf)),
                Kind::Choices => (choices(leaf)),
                Kind::Norms(kind) => (norms(leaf, kind, number)),
                Kind::Decisions => (decisions(leaf, number)),
                Kind::Duties => (duties(leaf)),
                Kind::Sources => (sources(leaf)),
            }
        }
    }
}

fn norms(leaf: &Leaf<'_>, kind: NormKind, chapter: usize) -> Markup {
    let all: Vec<&Norm> = leaf.reading.of_kind(kind).map(|it| it.1).collect();
    html! {
        @for (number, it) in (1_usize..).zip(all) { (norm(leaf, it, &format!("{chapter}.{number}"), &question(leaf, it))) }
    }
}

/// What a judgement asks, and of whom.
fn question(leaf: &Leaf<'_>, it: &Norm) -> Markup {
    let words = leaf.words;
    let asked = leaf.rulebook().judgements.get(it.index).filter(|_| it.kind == NormKind::Judgement);
    html! {
        @if let Some(asked) = asked {
            p.because { (asked.question.get(words.0)) }
            p { (words.say("Ditanyakan kepada: ", "Asked of: ")) (crate::server::web::parts::role_name(words, &asked.asked_of)) "." }
        }
    }
}
