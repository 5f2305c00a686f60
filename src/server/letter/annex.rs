//! The annex of a letter: every condition with its reason, facts and basis, what could change the outcome, and the rules that were used.
//!
//! Knows nothing of: who sends the letter.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::wording::Language;
use crate::server::service::{Change, Letter};
use crate::server::words::{Words, sentence};

use super::conditions::{Condition, conditions, is_of_element};

/// So many corrections are told on paper.
const MOST: usize = 50;

/// All of it, from a new sheet on.
pub(super) fn annex(letter: &Letter, words: Words) -> Markup {
    html! {
        section.annex {
            dl.head {
                dt.whole { (words.say("Lampiran Surat", "Annex to the letter")) }
                dt { (words.say("Nomor", "Number")) } dd { (letter.ruling_id) }
                dt { (words.say("Tanggal", "Date")) } dd { (words.day(letter.dated)) }
            }
            @for document in &letter.documents { (reasons(document, &letter.rests_on, words)) }
            (corrected(letter, words))
            (disputed(letter, words))
            (changes(letter, words))
            (origin(letter, words))
        }
    }
}

fn reasons(document: &Value, rests_on: &[String], words: Words) -> Markup {
    let all = conditions(document, rests_on);
    let weakest = document.get("weakest_basis").filter(|it| it.is_object() && is_of_element(document));
    html! {
        h2 {
            (words.say("Alasan", "Reasons"))
            @if let Some(element) = document.get("element") { ": " (words.of(element.get("label"))) }
        }
        @if all.is_empty() {
            p { (words.say("Putusan ini tidak membaca syarat apa pun.", "This ruling did not read any condition.")) }
        } @else {
            table {
                thead { tr {
                    th scope="col" { (words.say("No.", "#")) }
                    th scope="col" { (words.say("Hasil, syarat, dan alasan", "Result, condition and reason")) }
                    th scope="col" { (words.say("Dasar", "Basis")) }
                } }
                tbody { @for (place, it) in all.iter().enumerate() { (reason(place.saturating_add(1), *it, words)) } }
            }
            @if let Some(weakest) = weakest { p { (weakest_basis(weakest, words)) } }
        }
    }
}

fn weakest_basis(weakest: &Value, words: Words) -> String {
    let how = weakest.get("establishedness").and_then(Value::as_str).unwrap_or_default();
    format!(
        "{} {} ({}).",
        words.say("Dasar terlemah:", "Weakest basis:"),
        words.of(weakest.get("citation")),
        words.establishedness(how)
    )
}

fn reason(number: usize, condition: Condition<'_>, words: Words) -> Markup {
    let (criterion, result) = (condition.document, condition.result());
    let is_rule = condition.is_whole && criterion.get("criterion").is_none();
    let facts = criterion.get("facts").and_then(Value::as_array).cloned().unwrap_or_default();
    let supported = supported(&facts, words);
    html! {
        tr {
            td { (number) "." }
            td {
                // That a rule applied is no condition that somebody met.
                @if !is_rule { strong { (words.result(result)) } ": " }
                (words.of(criterion.get("label"))) ". "
                @if !condition.decides { em { (words.say("Tidak ikut menentukan.", "It decided nothing.")) } " " }
                (words.sentence(words.of(criterion.get("reason"))))
                @if !supported.is_empty() {
                    " " span.faint { (supported) }
                }
            }
            td { (bases(criterion, words)) }
        }
    }
}

/// The facts that were read, by how far they are confirmed: `Terverifikasi: Nilai total (BA penilaian), Kategori.`
fn supported(facts: &[Value], words: Words) -> String {
    let mut groups: Vec<(&'static str, Vec<String>)> = Vec::new();
    for fact in facts {
        let Some(status) = fact.get("status").and_then(Value::as_str) else { continue };
        let (status, label) = (words.status(status), words.of(fact.get("label")));
        let shown = match fact.get("reference").and_then(Value::as_str) {
            Some(reference) => format!("{label} ({reference})"),
            None => label.to_owned(),
        };
        match groups.iter_mut().find(|it| it.0 == status) {
            Some((_, labels)) if labels.contains(&shown) => {}
            Some((_, labels)) => labels.push(shown),
            None => groups.push((status, vec![shown])),
        }
    }
    let said: Vec<String> = groups.iter().map(|it| sentence(&format!("{}: {}", it.0, it.1.join(", ")))).collect();
    said.join(" ")
}

fn bases(criterion: &Value, words: Words) -> Markup {
    let bases = criterion.get("basis").and_then(Value::as_array).cloned().unwrap_or_default();
    html! {
        ul.basis {
            @for it in &bases {
                li {
                    (words.of(it.get("citation"))) " ("
                    (words.establishedness(it.get("establishedness").and_then(Value::as_str).unwrap_or_default())) ")"
                }
            }
        }
    }
}

/// Where the facts are not as the agency claimed them.
fn corrected(letter: &Letter, words: Words) -> Markup {
    let others = letter.corrected.len().saturating_sub(MOST);
    html! {
        @if !letter.corrected.is_empty() {
            h2 { (words.say("Fakta yang dikoreksi saat verifikasi", "Facts that were corrected in the verification")) }
            table.corrected {
                thead { tr {
                    th scope="col" { (words.say("Fakta", "Fact")) }
                    th scope="col" { (words.say("Dinyatakan", "Claimed")) }
                    th scope="col" { (words.say("Dikoreksi menjadi", "Corrected to")) }
                    th scope="col" { (words.say("Oleh", "By")) }
                } }
                tbody {
                    @for it in letter.corrected.iter().take(MOST) {
                        tr {
                            td { (it.name.get(words.0)) }
                            td { (it.before.get(words.0)) }
                            td { (it.after.get(words.0)) }
                            td { (it.person) }
                        }
                    }
                }
            }
            @if others > 0 {
                p { (words.say("Dan koreksi lain, pada halaman kasusnya: ", "And others, on the page of the case: ")) (others) "." }
            }
        }
    }
}

/// What counted for nothing, whatever the agency claims.
fn disputed(letter: &Letter, words: Words) -> Markup {
    let others = letter.disputed.len().saturating_sub(MOST);
    html! {
        @if !letter.disputed.is_empty() {
            h2 { (words.say("Fakta yang disengketakan", "Facts that are disputed")) }
            p { (words.say("Dalam putusan ini fakta berikut dianggap belum diketahui:", "This ruling takes the following as not known:")) }
            ul { @for it in letter.disputed.iter().take(MOST) { li { (it.get(words.0)) } } }
            @if others > 0 { p { (words.say("Dan fakta lain, pada halaman kasusnya: ", "And others, on the page of the case: ")) (others) "." } }
        }
    }
}

/// On what the outcome hangs.
fn changes(letter: &Letter, words: Words) -> Markup {
    let Some(changes) = &letter.changes else { return html! {} };
    let lead = if changes.alone.is_empty() {
        words.say(
            "Hasil lain hanya mungkin bila semua hal ini bersama-sama menjadi lain:",
            "Another outcome was possible only if all of these had been different together:",
        )
    } else {
        words.say(
            "Hasil lain mungkin bila salah satu hal ini lain:",
            "Another outcome was possible if one of these had been different:",
        )
    };
    let hangs_on = if changes.alone.is_empty() { &changes.together } else { &changes.alone };
    let own = changeable(hangs_on, words);
    html! {
        @if !hangs_on.is_empty() {
            h2 { (words.say("Yang dapat mengubah putusan", "What could have changed the ruling")) }
            p {
                (lead) " " (named(letter, hangs_on, words)) "."
                @if !own.is_empty() {
                    " " (words.say("Yang dapat diupayakan instansi: ", "What the agency can act on: ")) (own.join(", ")) "."
                }
            }
        }
    }
}

/// Conditions by their numbers in the table above, if all of them stand in the only one; else by their names.
fn named(letter: &Letter, changes: &[Change], words: Words) -> String {
    let [document] = letter.documents.as_slice() else { return labels(changes, words) };
    let all = conditions(document, &letter.rests_on);
    let place = |change: &Change| {
        let label = change.label.id.as_str();
        let found = all.iter().position(|it| it.document.pointer("/label/id").and_then(Value::as_str) == Some(label));
        found.map(|it| it.saturating_add(1).to_string())
    };
    match changes.iter().map(place).collect::<Option<Vec<_>>>() {
        Some(numbers) => format!("{} {}", words.say("syarat nomor", "conditions number"), numbers.join(", ")),
        None => labels(changes, words),
    }
}

fn labels(changes: &[Change], words: Words) -> String {
    let label = |it: &Change| if words.0 == Language::Indonesian { it.label.id.clone() } else { it.label.en.clone() };
    changes.iter().map(label).collect::<Vec<_>>().join("; ")
}

/// The facts of conditions that are not met on which the agency can act, each once.
fn changeable(changes: &[Change], words: Words) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for fact in changes.iter().filter(|it| it.result != "holds").flat_map(|it| &it.facts).filter(|it| it.changeable) {
        let label = if words.0 == Language::Indonesian { fact.label.id.clone() } else { fact.label.en.clone() };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// Which rules were used.
fn origin(letter: &Letter, words: Words) -> Markup {
    let document = letter.documents.first();
    // Of elements each has its own, beside its reasons.
    let weakest = document.filter(|it| !is_of_element(it)).and_then(|it| it.get("weakest_basis"));
    let weakest = weakest.filter(|it| !it.is_null());
    html! {
        section.origin {
            h2 { (words.say("Aturan yang dipakai", "The rules that were used")) }
            p {
                (words.sentence(words.of(document.and_then(|it| it.get("edition_reason")))))
                @if let Some(weakest) = weakest { " " (weakest_basis(weakest, words)) }
            }
            p.hash { (words.say("Edisi ", "Edition ")) (letter.edition) ", SHA-256 " (letter.rulebook_sha256) }
            p {
                (words.say(
                    "Kode verifikasi surat ini ialah awal sidik SHA-256 dokumen putusan; tanda terima pada halaman putusan membuktikan selebihnya.",
                    "The verification code of this letter is the beginning of the SHA-256 of the ruling document; the receipt on the page of the ruling proves the rest.",
                ))
            }
            p.hash { (words.say("Dokumen putusan", "Ruling document")) ", SHA-256 " (letter.document_sha256) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn facts_stand_together_by_how_far_they_are_confirmed() {
        let fact = |label: &str, status: &str| json!({"label": {"id": label}, "status": status});
        let referred = json!({"label": {"id": "Nilai"}, "status": "verified", "reference": "BA 1"});
        let facts = [fact("Jenjang", "verified"), fact("Tanggal", "claimed"), referred, fact("Jenjang", "verified")];
        let said = supported(&facts, Words(Language::Indonesian));
        assert_eq!(said, "Terverifikasi: Jenjang, Nilai (BA 1). Pernyataan instansi: Tanggal.");
        assert_eq!(supported(&[json!({"label": {"id": "Nilai"}})], Words(Language::Indonesian)), "");
    }
}
