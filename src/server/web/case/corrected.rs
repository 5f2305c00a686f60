//! What verifiers corrected, with what the agency had claimed.
//!
//! Knows nothing of: how a fact is verified.

use maud::{Markup, html};

use crate::engine::types::{Rulebook, Type};
use crate::server::service::{Corrected, type_at};
use crate::server::web::agency::form::called;
use crate::server::words::Words;

use super::value::shown;

/// Values that were corrected: those of one verification in the history, or of one fact beside it.
pub(super) fn told<'c>(words: Words, rulebook: Option<&Rulebook>, all: impl Iterator<Item = &'c Corrected>) -> Markup {
    html! { @if let Some(rulebook) = rulebook { @for it in all { (one(words, rulebook, it)) } } }
}

fn one(words: Words, rulebook: &Rulebook, it: &Corrected) -> Markup {
    let ty = type_at(rulebook, &it.path).unwrap_or(&Type::Broken);
    html! {
        div.evidence {
            (called(rulebook, &it.path, words.0)) ": "
            (shown(words, rulebook, ty, it.before.as_ref())) " " (words.say("sebelumnya", "before"))
            " → " strong { (shown(words, rulebook, ty, it.after.as_ref())) } " "
            (words.say("dikoreksi", "corrected by")) " " (it.person)
        }
    }
}

/// Whether a correction is of this fact or of what is inside it.
pub(super) fn is_of(it: &Corrected, path: &str) -> bool {
    it.path.strip_prefix(path).is_some_and(|below| below.is_empty() || below.starts_with('/'))
}
