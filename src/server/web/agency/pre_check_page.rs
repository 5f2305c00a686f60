//! The page of a pre-check: what is missing before anything can come of it, what would come out, what would have to change.
//!
//! Knows nothing of: how it was worked out.

use std::collections::BTreeSet;

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::engine::wording::Language;
use crate::server::service::{CaseRow, Readiness};
use crate::server::web::parts::{folded, notice};
use crate::server::web::ruling::source::{bases_in, edition};
use crate::server::web::ruling::{list, pair, text};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::form::{called, fact_of, id, in_words};
use super::ready::{Bare, FACTS, not_ready};

/// So many conditions are told before the others are to be opened.
pub(super) const CONDITIONS: usize = 6;
/// So many elements of a list.
const ELEMENTS: usize = 10;

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
    /// What stands between the draft and its submission, and what has no evidence; for whoever can change it.
    pub(super) ready: Option<(Readiness, Bare)>,
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
                (self.readiness())
                (self.decisions())
                @if !self.refusals.is_empty() { (self.refused()) }
                (self.outcomes())
                (self.what_would_change())
            }
            (self.next())
        }
    }

    /// What stands between a draft and its submission comes before anything that could come out.
    fn readiness(&self) -> Markup {
        let words = self.viewer.words;
        let Some((readiness, bare)) = &self.ready else { return html! {} };
        let missing = &readiness.refusals;
        html! {
            section.outlook #ready {
                h2 { (words.say("Kesiapan untuk diajukan", "Readiness to be submitted")) }
                @if missing.is_empty() {
                    (self.may_be_submitted(readiness.not_today))
                } @else {
                    p { span.sign.warn { span.shape aria-hidden="true" { "!" } (words.say("Belum dapat diajukan", "Not ready to be submitted")) } " "
                        (words.say("Yang berikut harus dilengkapi atau diperbaiki:", "The following has to be completed or mended:")) " (" (missing.len()) ")" }
                    (not_ready(self.viewer, self.rulebook, &self.case.case_id, missing))
                }
                @if self.refusals.is_empty() {
                    h3 { (words.say("Bukti", "Evidence")) }
                    (bare.advice(self.viewer, self.rulebook, &self.case.case_id))
                }
            }
        }
    }

    /// Nothing keeps it back; but what is stated as not known may leave nothing to rule on.
    fn may_be_submitted(&self, not_today: bool) -> Markup {
        let words = self.viewer.words;
        let unknown = self.unknown();
        let other_day = html! { @if not_today { " " (words.say("Hanya untuk tanggal dalam kasus, bukan untuk hari ini.", "Only for the date in the case, not for today.")) } };
        if unknown.is_empty() {
            return html! {
                p { span.sign.good { span.shape aria-hidden="true" { "✓" } (words.say("Siap diajukan", "Ready to be submitted")) } " "
                    (words.say("Setiap fakta sudah dinyatakan.", "Every fact is stated.")) (other_day) }
            };
        }
        let items: Vec<Markup> = unknown.iter().map(|it| self.fact(it)).collect();
        html! {
            p { span.sign.warn { span.shape aria-hidden="true" { "!" } (words.say("Dapat diajukan", "It can be submitted")) } (but_unknown(words, unknown.len())) (other_day) }
            (folded("unknown", &items, (FACTS, words.say("Fakta lain", "Other facts"))))
        }
    }

    /// The facts without which the outcome cannot be told.
    fn unknown(&self) -> BTreeSet<&str> {
        let documents = self.document.as_array().map_or_else(|| std::slice::from_ref(self.document), Vec::as_slice);
        let open = documents.iter().filter(|it| !["decided", "conflict"].contains(&text(it, "status")));
        let missing = open.flat_map(|it| list(it, "missing")).filter(|it| text(it, "kind") == "fact");
        missing.map(|it| text(it, "path")).filter(|it| it.starts_with('/')).collect()
    }

    fn outcomes(&self) -> Markup {
        let words = self.viewer.words;
        match self.document {
            Value::Array(all) => {
                let (shown, others) = all.split_at(all.len().min(ELEMENTS));
                html! {
                    @for it in shown { (self.one(it)) }
                    @if !others.is_empty() {
                        details { summary { (words.say("Yang lain", "The others")) " (" (others.len()) ")" } @for it in others { (self.one(it)) } }
                    }
                }
            }
            Value::Object(_) => self.one(self.document),
            _ => html! {},
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
        // Nobody at an agency can supply a norm that was not read, a calendar, or a judgement.
        let (own, others): (Vec<&Value>, Vec<&Value>) =
            list(document, "missing").iter().partition(|it| text(it, "kind") == "fact");
        let told = |all: Vec<&Value>| {
            let all: Vec<Markup> = all.into_iter().map(|it| self.one_missing(it)).collect();
            folded("missing", &all, (FACTS, words.say("Yang lain", "Others")))
        };
        html! {
            @if !own.is_empty() {
                h3 { (words.say("Yang masih kurang dari instansi", "What is missing from the agency")) }
                (told(own))
            }
            @if !others.is_empty() {
                h3 { (words.say("Yang belum diketahui, dan bukan dari instansi", "What is not known, and not the agency's to supply")) }
                (told(others))
            }
        }
    }

    fn one_missing(&self, it: &Value) -> Markup {
        let words = self.viewer.words;
        let (path, question) = (text(it, "path"), pair(words, it, "question"));
        html! {
            @if path.starts_with('/') && text(it, "kind") != "judgement" { (self.fact(path)) } @else { strong { (pair(words, it, "label")) } }
            ": " (words.dated(pair(words, it, "why")))
            @if !question.is_empty() { p.help { (question) } }
        }
    }

    /// Those that failed first, then what is not known, then those that are met, each with its article.
    fn criteria(&self, document: &Value, is_element: bool) -> Markup {
        let words = self.viewer.words;
        let title = words.say("Syarat satu per satu", "The conditions one by one");
        let mut criteria: Vec<&Value> = list(document, "criteria").iter().collect();
        criteria.sort_by_key(|it| rank(text(it, "result")));
        let edition = self.edition(document);
        let items: Vec<Markup> = criteria.into_iter().map(|it| criterion(words, &edition, it)).collect();
        let list = folded("plain criteria", &items, (CONDITIONS, words.say("Syarat lain", "Other conditions")));
        html! {
            @if items.is_empty() {}
            @else if is_element { details { summary { (title) } (list) } }
            @else { h3 { (title) } (list) }
        }
    }

    /// Where the edition can be read that was used.
    fn edition(&self, document: &Value) -> String {
        let of = |name: &str| document.get("rulebook").map_or("", |it| text(it, name));
        edition(&self.case.rulebook, of("edition"), of("sha256"))
    }

    /// What a fact is called, with the way to its field.
    pub(super) fn fact(&self, pointer: &str) -> Markup {
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

fn but_unknown(words: Words, count: usize) -> String {
    match words.0 {
        Language::Indonesian => {
            format!(", tetapi {count} fakta belum diketahui: putusannya mungkin belum dapat ditetapkan.")
        }
        Language::English if count == 1 => ", but one fact is not known: a ruling may not be possible yet.".to_owned(),
        Language::English => format!(", but {count} facts are not known: a ruling may not be possible yet."),
    }
}

fn criterion(words: Words, edition: &str, it: &Value) -> Markup {
    let result = text(it, "result");
    html! {
        (sign(result, words.result(result))) " " strong { (pair(words, it, "label")) }
        p { (words.sentence(pair(words, it, "reason"))) }
        (bases_in(words, edition, it))
    }
}

fn rank(result: &str) -> u8 {
    match result {
        "fails" => 0,
        "holds" => 2,
        _ => 1,
    }
}

/// Status by shape and word.
pub(super) fn sign(result: &str, word: &str) -> Markup {
    let (class, shape) = match result {
        "holds" => ("good", "✓"),
        "fails" => ("bad", "✕"),
        _ => ("open", "?"),
    };
    html! { span class={ "sign " (class) } { span.shape aria-hidden="true" { (shape) } (word) } }
}
