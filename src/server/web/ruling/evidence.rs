//! The facts that a condition read, how far each is confirmed, by whom and when, and what supports it.
//!
//! Knows nothing of: how a condition turned out.

use maud::{Markup, html};
use serde_json::{Map, Value};

use crate::engine::wording::Wording;
use crate::server::service::{CorrectedFact, Opened, around};
use crate::server::web::documents::ways;
use crate::server::web::parts::day;
use crate::server::words::Words;

use super::signs;
use super::values::{pair, text, value_of};

/// So many corrections are told beside a fact.
const INSIDE: usize = 5;
/// Among so many those of a fact are looked for.
const LOOKED_AT: usize = 500;
/// So many corrections are told on the page.
const MOST: usize = 200;

/// A table of facts.
pub(super) fn facts(words: Words, opened: &Opened, facts: &[Value]) -> Markup {
    html! {
        @if !facts.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(words.say("Fakta dan bukti", "Facts and evidence")) {
                table.facts.stacks {
                    thead { tr {
                        th scope="col" { (words.say("Fakta", "Fact")) }
                        th scope="col" { (words.say("Nilai", "Value")) }
                        th scope="col" { (words.say("Bukti", "Evidence")) }
                    } }
                    tbody { @for it in facts { (fact(words, opened, it)) } }
                }
            }
        }
    }
}

fn fact(words: Words, opened: &Opened, fact: &Value) -> Markup {
    let path = text(fact, "path");
    let evidence = evidence_of(&opened.facts, path);
    let stated = text(fact, "status");
    let status = if stated.is_empty() { evidence.map_or("", |it| text(it.0, "status")) } else { stated };
    html! {
        tr {
            th scope="row" { (pair(words, fact, "label")) }
            td data-label=(words.say("Nilai", "Value")) { (value_of(words, opened, path, fact.get("value"))) }
            td data-label=(words.say("Bukti", "Evidence")) {
                @if status.is_empty() {
                    span.faint { (words.say("tidak ada bukti", "no evidence")) }
                } @else {
                    (signs::fact_status(words, status))
                }
                @if let Some((evidence, is_own)) = evidence { (supported(words, opened, evidence, is_own)) }
                (corrected_inside(words, opened, path))
            }
        }
    }
}

/// What was corrected of a fact, or inside of it.
pub(super) fn corrected_inside(words: Words, opened: &Opened, path: &str) -> Markup {
    let is_inside =
        |it: &&CorrectedFact| it.path.strip_prefix(path).is_some_and(|it| it.is_empty() || it.starts_with('/'));
    let all: Vec<&CorrectedFact> = opened.letter.corrected.iter().take(LOOKED_AT).filter(is_inside).collect();
    html! {
        @for it in all.iter().take(INSIDE) {
            div.faint {
                (words.say("dikoreksi oleh", "corrected by")) " " (it.person) ": "
                @if it.path != path { (it.name.get(words.0)) ": " }
                (it.before.get(words.0)) " → " strong { (it.after.get(words.0)) }
            }
        }
        @if all.len() > INSIDE || opened.letter.corrected.len() > LOOKED_AT {
            div.faint { a href="#corrections" { (words.say("semua koreksi", "all corrections")) } }
        }
    }
}

/// Everything that verifiers had corrected; nothing if they corrected nothing.
pub(super) fn corrections(words: Words, opened: &Opened) -> Markup {
    let all = &opened.letter.corrected;
    let label = words.say("Fakta yang dikoreksi saat verifikasi", "Facts that were corrected in the verification");
    html! {
        @if !all.is_empty() {
            section #corrections {
                h2 { (label) " " span.count { (all.len()) } }
                p { (words.say(
                    "Yang diputus ialah nilai sesudah koreksi. Alasan setiap koreksi ada dalam riwayat.",
                    "What was ruled on are the values after the correction. The history has the reason of each.",
                )) }
                div.scroll tabindex="0" role="region" aria-label=(label) {
                    table.facts.stacks {
                        thead { tr {
                            th scope="col" { (words.say("Fakta", "Fact")) }
                            th scope="col" { (words.say("Dinyatakan instansi", "Claimed by the agency")) }
                            th scope="col" { (words.say("Dikoreksi menjadi", "Corrected to")) }
                            th scope="col" { (words.say("Oleh", "By")) }
                        } }
                        tbody {
                            @for it in all.iter().take(MOST) {
                                tr {
                                    th scope="row" { (it.name.get(words.0)) }
                                    td data-label=(words.say("Dinyatakan instansi", "Claimed by the agency")) { (it.before.get(words.0)) }
                                    td data-label=(words.say("Dikoreksi menjadi", "Corrected to")) { strong { (it.after.get(words.0)) } }
                                    td data-label=(words.say("Oleh", "By")) { (it.person) }
                                }
                            }
                        }
                    }
                }
                @if all.len() > MOST {
                    p { (words.say("Dan koreksi lain, pada halaman kasusnya: ", "And others, on the page of the case: ")) (all.len().saturating_sub(MOST)) "." }
                }
            }
        }
    }
}

/// What a verifier disputed: it counted for nothing, also where the words of a rule speak of it.
pub(in crate::server::web) fn disputed(words: Words, disputed: &[Wording]) -> Markup {
    html! {
        @if !disputed.is_empty() {
            section #disputed {
                h2 { (words.say("Fakta yang disengketakan", "Facts that are disputed")) " " span.count { (disputed.len()) } }
                p { (words.say(
                    "Verifikator menyengketakan fakta berikut, jadi putusan ini menganggapnya belum diketahui. Alasannya ada dalam riwayat.",
                    "A verifier disputed the following, so this ruling takes them as not known. The history has the reason.",
                )) }
                ul { @for it in disputed.iter().take(MOST) { li { (it.get(words.0)) } } }
                @if disputed.len() > MOST {
                    p { (words.say("Dan lainnya, pada halaman kasusnya: ", "And others, on the page of the case: ")) (disputed.len().saturating_sub(MOST)) "." }
                }
            }
        }
    }
}

fn supported(words: Words, opened: &Opened, evidence: &Value, is_own: bool) -> Markup {
    let (reference, by, on, sha256) =
        (text(evidence, "reference"), text(evidence, "by"), text(evidence, "on"), text(evidence, "sha256"));
    html! {
        @if !reference.is_empty() { div { (reference) } }
        @if !by.is_empty() || !on.is_empty() {
            div.faint {
                @if !by.is_empty() { (words.say("oleh", "by")) " " (by) " " }
                @if !on.is_empty() { (words.say("pada", "on")) " " (day(words, on)) }
            }
        }
        @if !sha256.is_empty() {
            div.faint { (ways(words, &opened.documents, sha256)) }
        }
        @if !is_own { div.faint { (words.say("bukti untuk seluruh bagian ini", "evidence for all of this part")) } }
    }
}

/// The evidence of a fact, or of the nearest thing around it; and whether it is the fact's own.
pub(super) fn evidence_of<'v>(facts: &'v Value, path: &str) -> Option<(&'v Value, bool)> {
    let all: &Map<String, Value> = facts.get("evidence")?.as_object()?;
    around(path).find_map(|it| all.get(it).map(|found| (found, it == path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn evidence_of_what_is_around_counts_unless_there_is_nearer_one() {
        let facts = json!({"evidence": {"/a": {"status": "claimed"}, "/a/b": {"status": "verified"}}});
        let of = |path: &str| evidence_of(&facts, path).map(|it| (text(it.0, "status"), it.1));
        assert_eq!(of("/a/b"), Some(("verified", true)));
        assert_eq!(of("/a/c/0"), Some(("claimed", false)));
        assert_eq!(of("/d"), None);
        assert_eq!(evidence_of(&json!({}), "/a"), None);
    }
}
