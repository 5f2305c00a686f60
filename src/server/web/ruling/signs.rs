//! Signs of a ruling, by shape and word: how it turned out, how it stands, how well a norm is established.
//!
//! Knows nothing of: what the signs are about.

use maud::{Markup, html};
use serde_json::Value;

use crate::server::service::Standing;
use crate::server::words::{Words, sentence};

use super::values::text;

fn sign(kind: &str, shape: &str, word: &str) -> Markup {
    html! { span class={ "sign " (kind) } { span.shape aria-hidden="true" { (shape) } (word) } }
}

/// How a condition turned out.
pub(in crate::server::web) fn result(words: Words, result: &str) -> Markup {
    match result {
        "holds" => sign("good", "✓", words.result(result)),
        "fails" => sign("bad", "✕", words.result(result)),
        "" => sign("ended", "–", words.say("Tidak diperiksa", "Not looked at")),
        _ => sign("warn", "?", words.result(result)),
    }
}

/// Whether a rule applies: no praise and no blame, for it may be one that refuses.
pub(in crate::server::web) fn applies(words: Words, result: &str) -> Markup {
    match result {
        "holds" => sign("going", "→", words.say("Berlaku", "Applies")),
        "fails" => sign("ended", "–", words.say("Tidak berlaku", "Does not apply")),
        _ => sign("warn", "?", words.result(result)),
    }
}

/// Before the reason why a rule applies or does not.
pub(in crate::server::web) fn applies_because(words: Words, result: &str) -> &'static str {
    match result {
        "holds" => words.say("Aturan ini berlaku karena: ", "This rule applies because: "),
        "fails" => words.say("Aturan ini tidak berlaku karena: ", "This rule does not apply because: "),
        _ => words.say("Belum diketahui apakah aturan ini berlaku: ", "It is not known whether this rule applies: "),
    }
}

/// What it says of a condition that it is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unmet {
    /// That it was wanted, and is lacking.
    Lacking,
    /// That a rule applies, which wants it so.
    Reason,
    /// Nothing by itself.
    Neutral,
}

/// How a condition turned out, calmly where it is no failure that it is not met.
pub(super) fn told(words: Words, result_name: &str, unmet: Unmet) -> Markup {
    if result_name != "fails" || unmet == Unmet::Lacking {
        return result(words, result_name);
    }
    html! {
        (sign("going", "–", words.result(result_name)))
        @if unmet == Unmet::Reason {
            span.visually-hidden { (words.say(", karena itu aturannya berlaku", ", which is why the rule applies")) }
        }
    }
}

/// What came out for an element: the shape of its result, and the outcome in words.
pub(in crate::server::web) fn came_out(words: Words, result: &str, outcome: &str) -> Markup {
    let (kind, shape, heard) = match result {
        "holds" => ("good", "✓", words.say("syaratnya terpenuhi", "its conditions are met")),
        "fails" => ("bad", "✕", words.say("ada syarat yang tidak terpenuhi", "a condition is not met")),
        _ => ("warn", "?", words.say("ada yang belum diketahui", "something is not known")),
    };
    html! {
        span class={ "sign " (kind) } {
            span.shape aria-hidden="true" { (shape) } (outcome) span.visually-hidden { " (" (heard) ")" }
        }
    }
}

/// How well a norm is established.
pub(in crate::server::web) fn establishedness(words: Words, how: &str) -> Markup {
    match how {
        "verified" => sign("good", "●", words.establishedness(how)),
        "secondary" => sign("going", "◐", words.establishedness(how)),
        "inferred" => sign("going", "◇", words.establishedness(how)),
        _ => sign("warn", "○", words.establishedness(how)),
    }
}

/// How far a fact is confirmed.
pub(super) fn fact_status(words: Words, status: &str) -> Markup {
    match status {
        "" => html! {},
        "verified" => sign("good", "✓", words.status(status)),
        "disputed" => sign("bad", "✕", words.status(status)),
        _ => sign("open", "○", words.status(status)),
    }
}

/// Whether anything was decided.
pub(in crate::server::web) fn status(words: Words, status: &str) -> Markup {
    match status {
        "decided" => sign("going", "■", words.say("Diputus", "Decided")),
        "conflict" => sign("bad", "≠", words.say("Aturan bertentangan", "Rules contradict")),
        _ => sign("warn", "?", words.say("Belum dapat ditetapkan", "Undetermined")),
    }
}

/// How it stands and what came out, each said once: where nothing is decided, the sign says it all.
pub(in crate::server::web) fn status_and_outcome(words: Words, name: &str, outcome: &str) -> Markup {
    html! { (status(words, name)) @if name == "decided" && !outcome.is_empty() { " " (outcome) } }
}

/// The outcome of one document in words.
pub(in crate::server::web) fn outcome(words: Words, document: &Value) -> &str {
    words.outcome(text(document, "status"), document.pointer("/outcome/label"))
}

/// How a ruling stands, with a sentence about it.
pub(in crate::server::web) fn standing(words: Words, standing: &Standing) -> Markup {
    let (sign, said) = standing_parts(words, standing);
    html! { (sign) " " span { (sentence(&said)) } }
}

fn standing_parts(words: Words, standing: &Standing) -> (Markup, String) {
    match standing {
        Standing::Confirmed { by, on, valid_until } => {
            (sign("good", "●", words.say("Dikukuhkan", "Confirmed")), confirmed(words, by, *on, *valid_until))
        }
        Standing::Unconfirmed => (
            sign("open", "○", words.say("Belum dikukuhkan", "Not confirmed")),
            words
                .say("belum ditelaah; jangan dijadikan dasar tindakan", "nobody has reviewed it yet; do not act on it")
                .to_owned(),
        ),
        Standing::Reopened => (
            sign("warn", "↺", words.say("Diperiksa kembali", "Being looked at again")),
            words
                .say(
                    "kasusnya dibuka kembali; putusan lain dapat menggantikannya",
                    "the case was reopened; another ruling may take its place",
                )
                .to_owned(),
        ),
        Standing::Superseded { is_final, .. } => superseded(words, *is_final),
        Standing::Expired { on } => (
            sign("ended", "■", words.say("Sudah tidak berlaku", "No longer valid")),
            on.map_or_else(String::new, |it| {
                format!("{} {}", words.say("berlaku sampai", "it was valid until"), words.day(it))
            }),
        ),
    }
}

fn superseded(words: Words, is_final: bool) -> (Markup, String) {
    if is_final {
        let said = words.say("ada putusan yang lebih baru atas kasus ini", "there is a later ruling on this case");
        return (sign("ended", "×", words.say("Sudah digantikan", "Superseded")), said.to_owned());
    }
    let said = words.say(
        "ada putusan yang lebih baru atas kasus ini, tetapi kasusnya masih diperiksa",
        "there is a later ruling on this case, but the case is still being looked at",
    );
    (sign("warn", "↺", words.say("Diperiksa kembali", "Being looked at again")), said.to_owned())
}

fn confirmed(words: Words, by: &str, on: i64, valid_until: Option<i64>) -> String {
    let day = words.day(on);
    let by = if by.is_empty() { String::new() } else { format!("{} {by} ", words.say("oleh", "by")) };
    let until = valid_until
        .map_or_else(String::new, |it| format!(", {} {}", words.say("berlaku sampai", "valid until"), words.day(it)));
    format!("{by}{} {day}{until}", words.say("pada", "on"))
}
