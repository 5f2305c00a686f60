//! The page of a pre-check: what would come out, what is missing, what would have to change.
//!
//! Knows nothing of: how it was worked out.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::service::CaseRow;
use crate::server::web::parts::notice;
use crate::server::web::seen::Viewer;

use super::form::{called, fact_of, id, in_words};

/// What would come out of a case.
pub(super) struct Outlook<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) rulebook: &'a Rulebook,
    pub(super) case: &'a CaseRow,
    /// The decision that was asked for; empty for the first one.
    pub(super) decision: &'a str,
    /// A ruling document, or a list of them.
    pub(super) document: &'a Value,
    pub(super) changes: &'a Value,
    pub(super) refusals: &'a [Refusal],
    /// Whether the one who looks can change the facts now.
    pub(super) may_change: bool,
}

impl Outlook<'_> {
    pub(super) fn page(&self) -> Markup {
        let words = self.viewer.words;
        html! {
            p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } " › " a href={ "/cases/" (self.case.case_id) } { (words.say("Kasus ini", "This case")) } }
            h1 { (words.say("Pra-pemeriksaan", "Pre-check")) ": " (self.rulebook.title.get(words.0)) }
            div.pre-check {
                (notice("warn", words.say(
                    "Ini bukan putusan. Tidak ada yang direkam, dan tidak ada yang dapat mengandalkannya: putusan hanya ada setelah kasus diajukan, diverifikasi, dan diputus.",
                    "This is not a ruling. Nothing is recorded and nobody can rely on it: a ruling exists only once the case was submitted, verified and ruled on.",
                )))
                (self.decisions())
                @if !self.refusals.is_empty() { (self.refused()) }
                @match self.document {
                    Value::Array(all) => { @for it in all { (self.one(it)) } },
                    Value::Object(_) => (self.one(self.document)),
                    _ => {},
                }
                (self.what_would_change())
            }
            (self.next())
        }
    }

    /// Rulebooks decide more than one thing.
    fn decisions(&self) -> Markup {
        let words = self.viewer.words;
        let own: Vec<_> = self.rulebook.decisions.iter().filter(|it| it.own).collect();
        html! {
            @if own.len() > 1 {
                form.search method="get" action={ "/cases/" (self.case.case_id) "/pre-check" } {
                    div.field {
                        label for="decision" { (words.say("Yang diperiksa", "What is checked")) }
                        select #decision name="decision" {
                            @for it in own { option value=(it.name) selected[it.name == self.decision] { (it.label.get(words.0)) } }
                        }
                    }
                    button type="submit" { (words.say("Periksa", "Check")) }
                }
            }
        }
    }

    fn refused(&self) -> Markup {
        let words = self.viewer.words;
        html! {
            div.notice.bad role="alert" {
                span.shape aria-hidden="true" { "✕" }
                div {
                    p { (words.say("Belum dapat diperiksa: fakta berikut harus diperbaiki dahulu.", "It cannot be checked yet: these facts have to be mended first.")) }
                    ul { @for it in self.refusals { li { (self.refusal(it)) } } }
                }
            }
        }
    }

    fn refusal(&self, refusal: &Refusal) -> Markup {
        let said = in_words(refusal.clone());
        html! { (self.fact(&fact_of(&refusal.pointer))) ": " (said.message.get(self.viewer.words.0)) }
    }

    fn one(&self, document: &Value) -> Markup {
        let words = self.viewer.words;
        let element = document.get("element");
        let decided = document.get("status").and_then(Value::as_str).unwrap_or_default();
        let outcome = words.of(document.get("outcome").and_then(|it| it.get("label")));
        html! {
            section.outlook {
                @if let Some(element) = element { h2 { (words.of(element.get("label"))) } }
                @else { h2 { (words.say("Yang akan keluar", "What would come out")) } }
                p.would {
                    @match decided {
                        "decided" => { (words.say("Menurut fakta ini: ", "On these facts: ")) strong { (outcome) } },
                        "conflict" => strong { (words.say("Aturannya saling bertentangan untuk fakta ini", "The rules contradict each other on these facts")) },
                        _ => strong { (words.say("Belum dapat ditentukan", "It cannot be told yet")) },
                    }
                }
                @let because = words.of(document.get("because"));
                @if !because.is_empty() { p { (words.sentence(because)) } }
                (self.missing(document))
                (self.criteria(document, element.is_some()))
            }
        }
    }

    fn missing(&self, document: &Value) -> Markup {
        let words = self.viewer.words;
        let missing: Vec<&Value> = document.get("missing").and_then(Value::as_array).into_iter().flatten().collect();
        html! {
            @if !missing.is_empty() {
                h3 { (words.say("Yang masih kurang", "What is missing")) }
                ul.missing {
                    @for it in missing {
                        li {
                            @let path = it.get("path").and_then(Value::as_str).unwrap_or_default();
                            @let kind = it.get("kind").and_then(Value::as_str).unwrap_or_default();
                            @if path.starts_with('/') && kind != "judgement" { (self.fact(path)) } @else { strong { (words.of(it.get("label"))) } }
                            ": " (words.dated(words.of(it.get("why"))))
                            @let question = words.of(it.get("question"));
                            @if !question.is_empty() { p.help { (question) } }
                        }
                    }
                }
            }
        }
    }

    fn criteria(&self, document: &Value, folded: bool) -> Markup {
        let words = self.viewer.words;
        let criteria: Vec<&Value> = document.get("criteria").and_then(Value::as_array).into_iter().flatten().collect();
        let list = html! {
            ul.plain.criteria {
                @for it in &criteria {
                    @let result = it.get("result").and_then(Value::as_str).unwrap_or_default();
                    li {
                        (sign(result, words.result(result))) " " strong { (words.of(it.get("label"))) }
                        p { (words.sentence(words.of(it.get("reason")))) }
                    }
                }
            }
        };
        html! {
            @if criteria.is_empty() {}
            @else if folded { details { summary { (words.say("Syarat satu per satu", "The conditions one by one")) } (list) } }
            @else { h3 { (words.say("Syarat satu per satu", "The conditions one by one")) } (list) }
        }
    }

    fn what_would_change(&self) -> Markup {
        let words = self.viewer.words;
        let list = |name: &str| self.changes.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let (alone, together) = (list("alone"), list("together"));
        html! {
            @if !alone.is_empty() || !together.is_empty() {
                section.outlook {
                    h2 { (words.say("Yang dapat mengubah hasilnya", "What could change the outcome")) }
                    @if alone.is_empty() {
                        p { (words.say("Hasilnya hanya dapat berbeda bila fakta semua syarat ini sekaligus berbeda:", "Another outcome is possible only if the facts of all of these were otherwise together:")) }
                        (self.changes_of(&together))
                    } @else {
                        p { (words.say("Hasilnya dapat berbeda bila fakta salah satu syarat ini berbeda:", "Another outcome is possible if the facts of one of these were otherwise:")) }
                        (self.changes_of(&alone))
                    }
                    p.help { (words.say("Yang dikatakan hanya bahwa nilai lain dapat mengubah hasilnya, bukan nilai mana.", "All that is said is that another value could change the outcome, not which one.")) }
                }
            }
        }
    }

    fn changes_of(&self, changes: &[Value]) -> Markup {
        let words = self.viewer.words;
        html! {
            ul {
                @for it in changes {
                    li {
                        @let result = it.get("result").and_then(Value::as_str).unwrap_or_default();
                        (sign(result, words.result(result))) " " (words.of(it.get("label")))
                        ul {
                            @for fact in it.get("facts").and_then(Value::as_array).into_iter().flatten() {
                                li {
                                    (self.fact(fact.get("path").and_then(Value::as_str).unwrap_or_default()))
                                    @if fact.get("changeable") == Some(&Value::Bool(true)) { " " span.sign.going { (words.say("dapat diupayakan instansi", "the agency can act on it")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What a fact is called, with the way to its field.
    fn fact(&self, pointer: &str) -> Markup {
        let name = called(self.rulebook, pointer, self.viewer.words.0);
        let shown = if name.is_empty() { self.viewer.words.say("Kasus", "The case").to_owned() } else { name };
        html! {
            @if self.may_change && pointer.starts_with('/') {
                a href={ "/cases/" (self.case.case_id) "/facts#" (id(pointer)) } { (shown) }
            } @else { strong { (shown) } }
        }
    }

    fn next(&self) -> Markup {
        let words = self.viewer.words;
        let case = &self.case.case_id;
        html! {
            div.actions {
                @if self.may_change {
                    a.button.primary href={ "/cases/" (case) "/facts" } { (words.say("Ubah fakta", "Change the facts")) }
                    a.button href={ "/cases/" (case) "/evidence" } { (words.say("Bukti", "Evidence")) }
                    a.button href={ "/cases/" (case) "/submission" } { (words.say("Lanjut ke pengajuan", "On to the submission")) }
                }
                @if self.case.rulebook == "succession" { a.button href={ "/cases/" (case) "/nine-box" } { (words.say("Peta sembilan kotak", "Nine-box map")) } }
                a.button href={ "/cases/" (case) } { (words.say("Kembali ke kasus", "Back to the case")) }
                @if !self.decision.is_empty() { a href={ "/cases/" (case) "/pre-check" } { (words.say("Periksa yang utama", "Check the main decision")) } }
            }
        }
    }
}

/// Status by shape and word.
fn sign(result: &str, word: &str) -> Markup {
    let (class, shape) = match result {
        "holds" => ("good", "✓"),
        "fails" => ("bad", "✕"),
        _ => ("open", "?"),
    };
    html! { span class={ "sign " (class) } { span.shape aria-hidden="true" { (shape) } (word) } }
}
