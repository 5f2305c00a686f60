//! One fact to be verified: the claimed value with its evidence beside what the verifier finds.
//!
//! Knows nothing of: what becomes of the findings.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::select;
use crate::engine::types::{Rulebook, Type};
use crate::server::service::{FactLine, FactStatus, type_at};
use crate::server::web::case::{evidence, place_of, shown, sign};
use crate::server::web::documents::in_place;
use crate::server::web::form::Form;
use crate::server::web::parts::{day, errors_at};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::beside::{in_form, was_there};
use super::input::{Leaf, field, in_case};
use super::judged::Judged;
use super::read::asks_for_date;

/// What all rows share.
pub(super) struct Row<'v> {
    pub(super) viewer: &'v Viewer,
    pub(super) judged: &'v Judged<'v>,
    pub(super) form: Option<&'v Form>,
    /// Each with the number of the fact that it is told at.
    pub(super) refusals: Vec<(Option<usize>, Refusal)>,
}

impl<'v> Row<'v> {
    pub(super) fn of(viewer: &'v Viewer, judged: &'v Judged<'v>, form: Option<&'v Form>, all: &[Refusal]) -> Self {
        let numbered = all.iter().map(|it| {
            let number = judged.nearest(it);
            let line = number.and_then(|it| judged.lines.get(it));
            (number, line.map_or_else(|| it.clone(), |line| judged.called(viewer.words, it, Some(line))))
        });
        Self { viewer, judged, form, refusals: numbered.collect() }
    }
}

impl Row<'_> {
    pub(super) fn typed<'f>(&'f self, name: &str) -> &'f str {
        self.form.map_or("", |it| it.get(name))
    }

    pub(super) fn row(&self, number: usize, line: &FactLine<'_>) -> Markup {
        let words = self.viewer.words;
        let Some(rulebook) = self.judged.dossier.rulebook() else { return html! {} };
        let id = format!("finding-{number}");
        let ty = type_at(rulebook, &line.path).unwrap_or(&Type::Broken);
        html! {
            fieldset.finding id=(id) tabindex="-1" {
                legend { (place_of(words, rulebook, &self.judged.dossier.facts, &line.path)) }
                (self.otherwise(rulebook, line))
                div.claim {
                    @match self.claimed_date(rulebook, line) {
                        Some(claimed) => {
                            p.value { (day(words, claimed)) }
                            p.help { (self.as_stated(claimed, &shown(words, rulebook, ty, line.value))) }
                        }
                        None if self.judged.is_list_of_records(line) => { (self.counted(line)) }
                        None => { div.value { (shown(words, rulebook, ty, line.value)) } }
                    }
                    (self.backed(line))
                }
                div.verdict {
                    (self.choices(&id, line))
                    @if self.can_be_corrected(line) { (self.correction(rulebook, &id, line)) }
                    (self.dispute(&id, line))
                    (self.reference(&id, line))
                    (self.attaching(&id, line))
                    (self.errors(&id, number))
                }
            }
        }
    }

    /// The status of a fact and what supports it.
    fn backed(&self, line: &FactLine<'_>) -> Markup {
        let (words, documents) = (self.viewer.words, &self.judged.dossier.documents);
        html! {
            div.backed {
                (sign(words, line.status))
                (evidence(words, documents, line.evidence))
                @if let Some(sha256) = line.evidence.and_then(|it| it.get("sha256")?.as_str()) { (in_place(words, documents, sha256)) }
                @if line.follows && line.evidence.is_some() { p.evidence { (words.say("Bukti untuk seluruh daftar.", "Evidence for all of the list.")) } }
                @if line.evidence.is_none() { p.evidence { (words.say("Tanpa bukti.", "Without evidence.")) } }
            }
        }
    }

    /// The date that the agency states, where another one was set at the submission and nobody has chosen yet.
    fn claimed_date(&self, rulebook: &Rulebook, line: &FactLine<'_>) -> Option<&str> {
        let claimed = self.judged.dossier.case.claimed_on.as_deref().filter(|_| asks_for_date(self.judged.dossier))?;
        selects(rulebook, &line.path).then_some(claimed)
    }

    /// How a claimed date stands beside the recorded one.
    fn as_stated(&self, claimed: &str, recorded: &Markup) -> Markup {
        let words = self.viewer.words;
        html! {
            @if self.judged.dossier.date_among_facts() == Some(claimed) {
                (words.say("Dinyatakan instansi; bukan hari pengajuan.", "As the agency states it; it is not the day of the submission."))
            } @else {
                (words.say("Dinyatakan instansi. Sampai Anda memilih, yang dicatat ialah hari pengajuan: ", "As the agency states it. Until you choose, the day of the submission is recorded: "))
                (recorded)
            }
        }
    }

    fn choices(&self, id: &str, line: &FactLine<'_>) -> Markup {
        let (words, name) = (self.viewer.words, format!("find:{}", line.path));
        let given = self.typed(&name);
        let is_date = self.judged.dossier.rulebook().is_some_and(|it| selects(it, &line.path));
        let mut choices = choices(words, line);
        choices.retain(|it| it.0 != "correct" || self.can_be_corrected(line));
        html! {
            @if is_date {
                p.help { (words.say(
                    "Tanggal ini menentukan edisi aturan. Tidak dikoreksi di sini: ditetapkan saat pengajuan, atau lewat pertanyaan tanggal di atas.",
                    "This date chooses the edition of the rules. It is not corrected here: it is set at the submission, or by the question about the date above.",
                )) }
            }
            div.choices {
                @for (value, label) in choices {
                    label { input type="radio" name=(name) value=(value) checked[value == given] aria-describedby={ (id) "-errors" }; " " (label) }
                }
            }
        }
    }

    /// The date that selects the edition is not; the records of a list are one by one.
    fn can_be_corrected(&self, line: &FactLine<'_>) -> bool {
        let is_date = self.judged.rulebook().is_some_and(|it| selects(it, &line.path));
        // A record that is no entry has a place for each of its facts.
        let ty = self.judged.rulebook().and_then(|it| type_at(it, &line.path));
        let is_whole = matches!(ty, Some(Type::Record(_)))
            && line.path.rsplit('/').next().is_some_and(|it| it.parse::<usize>().is_err());
        // What a verifier found beside a claim has a row of its own.
        let is_found = self.judged.found_beside(&line.path).is_some_and(|it| self.judged.line(&it.0).is_some());
        !is_date && !is_whole && !is_found && !self.judged.is_list_of_records(line)
    }

    /// How many records a list has; they stand below it.
    fn counted(&self, line: &FactLine<'_>) -> Markup {
        let words = self.viewer.words;
        let count = line.value.and_then(Value::as_array).map_or(0, Vec::len);
        html! {
            p.value { (words.say("Seluruh daftar: ", "The whole list: ")) (count) " " (words.say("isian", if count == 1 { "entry" } else { "entries" })) }
            p.help { (words.say(
                "Yang dipilih di sini berlaku untuk kelengkapan daftar dan setiap isiannya, kecuali isian yang mempunyai bukti atau temuan sendiri dan yang Anda pilih satu per satu di bawah. Menambah atau menghapus baris hanya dapat dilakukan instansi: kembalikan kasusnya.",
                "What is chosen here holds for the list being complete and for each entry, but for entries with evidence or findings of their own and those that you choose one by one below. Only the agency can add or remove rows: return the case.",
            )) }
        }
    }

    /// Whether something was chosen or refused at a fact or its elements, or is recorded otherwise.
    pub(super) fn is_touched(&self, number: usize, line: &FactLine<'_>) -> bool {
        let own = |number: usize, it: &FactLine<'_>| {
            !self.typed(&format!("find:{}", it.path)).is_empty()
                || self.refusals.iter().any(|refusal| refusal.0 == Some(number))
                || self.is_otherwise(it)
        };
        own(number, line) || self.judged.following(line).any(|it| own(it.0, it.1))
    }

    /// The elements of a list, each to be judged by itself.
    pub(super) fn one_by_one(&self, list: &FactLine<'_>) -> Markup {
        let words = self.viewer.words;
        let all: Vec<(usize, &FactLine<'_>)> = self.judged.following(list).collect();
        html! {
            @if !all.is_empty() {
                details.others open[all.iter().any(|it| self.is_touched(it.0, it.1))] {
                    summary { (self.judged.name(words, list)) ": " (words.say("satu per satu", "one by one")) " (" (all.len()) ")" }
                    @for (number, line) in all { (self.row(number, line)) }
                }
            }
        }
    }

    fn correction(&self, rulebook: &Rulebook, id: &str, line: &FactLine<'_>) -> Markup {
        let words = self.viewer.words;
        let leaves = self.judged.leaves(words, line);
        html! {
            div.if-correct {
                @if leaves.is_empty() {
                    p.help { (words.say(
                        "Isian ini terdiri atas beberapa bagian dan belum terisi: sengketakan, atau kembalikan kasus agar instansi mengisinya.",
                        "This has several parts and none is stated: dispute it, or return the case so that the agency fills it in.",
                    )) }
                }
                @for (number, leaf) in leaves.iter().enumerate() { (self.leaf(rulebook, (id, number), leaf)) }
                @if matches!(type_at(rulebook, &line.path), Some(Type::List { .. })) {
                    p.help { (words.say(
                        "Menambah atau menghapus baris hanya dapat dilakukan instansi: kembalikan kasusnya.",
                        "Only the agency can add or remove rows: return the case.",
                    )) }
                }
            }
        }
    }

    fn leaf(&self, rulebook: &Rulebook, (id, number): (&str, usize), leaf: &Leaf<'_>) -> Markup {
        let words = self.viewer.words;
        // What was not there when the form was made stands in it as it is recorded.
        let (text, none) = match self.form.filter(|it| was_there(it, leaf)) {
            Some(form) => in_form(form, leaf),
            None => in_case(words, leaf),
        };
        field(words, rulebook, leaf, (&text, none), (&format!("{id}-value-{number}"), &format!("{id}-errors")))
    }

    fn dispute(&self, id: &str, line: &FactLine<'_>) -> Markup {
        let name = format!("why:{}", line.path);
        html! {
            div.field.if-why {
                label for={ (id) "-why" } { (self.viewer.words.say("Alasan koreksi atau sengketa", "Why it is corrected or disputed")) }
                textarea id={ (id) "-why" } name=(name) rows="2" aria-describedby={ (id) "-errors" } { (self.typed(&name)) }
            }
        }
    }

    fn reference(&self, id: &str, line: &FactLine<'_>) -> Markup {
        let name = format!("ref:{}", line.path);
        html! {
            div.field.if-found {
                label for={ (id) "-ref" } { (self.viewer.words.say("Bukti Anda (bila ada)", "Your evidence (if any)")) }
                input id={ (id) "-ref" } type="text" name=(name) value=(self.typed(&name)) autocomplete="off";
            }
        }
    }

    /// Whatever was refused about this fact, wherever exactly.
    fn errors(&self, id: &str, number: usize) -> Markup {
        let own = self.refusals.iter().filter(|it| it.0 == Some(number)).map(|it| it.1.clone());
        let here: Vec<Refusal> = own.map(|it| Refusal { pointer: String::new(), ..it }).collect();
        errors_at(self.viewer, &here, "", &format!("{id}-errors"))
    }
}

/// Whether this is the date that selects the edition.
fn selects(rulebook: &Rulebook, path: &str) -> bool {
    let date: String = select::selecting_path(rulebook).iter().flat_map(|it| ["/", it]).collect();
    date == path
}

fn choices(words: Words, line: &FactLine<'_>) -> Vec<(&'static str, &'static str)> {
    let mut choices = vec![
        ("confirm", words.say("Benar", "Right")),
        ("correct", words.say("Koreksi", "Correct")),
        ("dispute", words.say("Sengketakan", "Dispute")),
    ];
    match line.status {
        FactStatus::Claimed if !line.follows => {
            choices.push(("leave", words.say("Biarkan sebagai pernyataan", "Leave as claimed")));
        }
        // Nothing is there to be confirmed.
        FactStatus::Unknown => choices.retain(|it| it.0 != "confirm"),
        FactStatus::Claimed | FactStatus::Verified | FactStatus::Disputed => {}
    }
    if line.follows {
        choices.push(("", words.say("Sama dengan daftarnya", "As the list")));
    } else if line.status != FactStatus::Claimed {
        choices.push(("", words.say("Tidak berubah", "Unchanged")));
    }
    choices
}
