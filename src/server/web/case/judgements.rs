//! The judgements that the rules of a case ask for, with their answers.
//!
//! Knows nothing of: how an answer is given.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::types::Judgement;
use crate::server::actor::Role;
use crate::server::service::{Dossier, Step};
use crate::server::web::parts::day;
use crate::server::web::parts::query;
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

pub(super) fn asked(viewer: &Viewer, dossier: &Dossier) -> Markup {
    let words = viewer.words;
    let judgements = dossier.rulebook().map_or(&[][..], |it| &it.judgements);
    html! {
        @if !judgements.is_empty() {
            section aria-labelledby="judgements" {
                h2 #judgements { (words.say("Penilaian yang diminta aturan", "Judgements that the rules ask for")) }
                ul.plain.questions { @for it in judgements { li { (one(viewer, dossier, it)) } } }
            }
        }
    }
}

fn one(viewer: &Viewer, dossier: &Dossier, judgement: &Judgement) -> Markup {
    let words = viewer.words;
    let answer = dossier.facts.get("judgements").and_then(|it| it.get(&judgement.name));
    html! {
        p { strong { (judgement.label.get(words.0)) } " – " (judgement.question.get(words.0)) }
        @match answer {
            Some(answer) => (given(words, answer)),
            None if is_over(&dossier.case.state) && dossier.ruling.is_none() => p { (words.say("Tidak dijawab.", "It was not answered.")) },
            None if is_over(&dossier.case.state) => p { (was_presumed(words, judgement)) },
            None => p { (presumed(words, judgement)) },
        }
        @if viewer.is(Role::Reviewer) && dossier.allows(Step::Judgement) {
            p { a.button href=(address(&dossier.case.case_id, &judgement.name)) {
                @if answer.is_some() { (words.say("Ubah penilaian", "Change the judgement")) }
                @else { (words.say("Beri penilaian", "Give the judgement")) }
                span.visually-hidden { ": " (judgement.label.get(words.0)) }
            } }
        }
    }
}

/// Where a reviewer answers it.
pub(in crate::server::web) fn address(case_id: &str, name: &str) -> String {
    let name: String = query("", &[("x", name)]).chars().skip(3).collect();
    format!("/cases/{case_id}/judgements/{name}")
}

/// An answer with whose it is and why.
pub(in crate::server::web) fn given(words: Words, answer: &Value) -> Markup {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    html! {
        p {
            span.sign.going { (answer_name(words, text("answer"))) } " "
            @if !text("by").is_empty() { (text("by")) }
            @if !text("on").is_empty() { ", " (day(words, text("on"))) }
        }
        @if !text("reason").is_empty() { blockquote.quoted { (text("reason")) } }
    }
}

/// What an answer is called.
pub(in crate::server::web) fn answer_name(words: Words, answer: &str) -> &'static str {
    match answer {
        "yes" => words.say("Ya", "Yes"),
        "no" => words.say("Tidak", "No"),
        _ => words.say("Tidak dapat dinilai", "Cannot be judged"),
    }
}

/// Nobody can answer any more, unless an objection opens the case again.
fn is_over(state: &str) -> bool {
    matches!(state, "confirmed" | "expired" | "withdrawn")
}

/// What counted because nobody answered.
fn was_presumed(words: Words, judgement: &Judgement) -> &'static str {
    match judgement.presumed {
        Some(true) => words.say("Tidak dijawab, jadi dianggap ya.", "It was not answered, so yes was presumed."),
        Some(false) => words.say("Tidak dijawab, jadi dianggap tidak.", "It was not answered, so no was presumed."),
        None => words.say("Tidak dijawab, jadi tidak diketahui.", "It was not answered, so it was not known."),
    }
}

/// What counts until somebody answers.
pub(in crate::server::web) fn presumed(words: Words, judgement: &Judgement) -> &'static str {
    match judgement.presumed {
        Some(true) => {
            words.say("Belum dijawab; sampai dijawab dianggap ya.", "Not answered yet; until then yes is presumed.")
        }
        Some(false) => {
            words.say("Belum dijawab; sampai dijawab dianggap tidak.", "Not answered yet; until then no is presumed.")
        }
        None => words.say("Belum dijawab, jadi belum diketahui.", "Not answered yet, so it is not known."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::service::State;

    #[test]
    fn a_judgement_is_waited_for_as_long_as_the_case_is_worked_on() {
        let over: Vec<&str> = State::ALL.iter().map(|it| it.name()).filter(|it| is_over(it)).collect();
        assert_eq!(over, ["confirmed", "withdrawn", "expired"]);
    }
}
