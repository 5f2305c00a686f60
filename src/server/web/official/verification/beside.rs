//! A form about facts that have changed meanwhile: which of them are recorded otherwise than the form has them, and what was typed.
//!
//! Knows nothing of: what becomes of the findings, why the facts changed.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::engine::types::Rulebook;
use crate::server::service::{FactLine, around};
use crate::server::web::form::Form;
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::attached::document;
use super::input::{Leaf, in_case, read_out};
use super::judged::Judged;
use super::row::Row;

/// The text of a field and whether its box for "there is none" is ticked, as a form has them.
pub(super) fn in_form(form: &Form, leaf: &Leaf<'_>) -> (String, bool) {
    (form.get(&format!("value:{}", leaf.path)).to_owned(), form.has(&format!("none:{}", leaf.path)))
}

/// Whether a form has a field for this value at all.
pub(super) fn was_there(form: &Form, leaf: &Leaf<'_>) -> bool {
    form.has(&format!("value:{}", leaf.path))
}

/// The values of a fact that are recorded otherwise than a form has them.
fn differing<'r>(words: Words, judged: &Judged<'r>, line: &FactLine<'_>, form: &Form) -> Vec<Leaf<'r>> {
    let mut all = judged.leaves(words, line);
    all.retain(|it| !was_there(form, it) || in_form(form, it) != in_case(words, it));
    all
}

/// Every fact that is recorded otherwise than a late form has it, with the way to it; and what was found of facts that are gone.
pub(super) fn otherwise(viewer: &Viewer, judged: &Judged<'_>, late: Option<&Form>) -> Markup {
    let words = viewer.words;
    let Some(form) = late else { return html! {} };
    let all = judged.lines.iter().enumerate().filter(|it| !differing(words, judged, it.1, form).is_empty());
    let all: Vec<(usize, &FactLine<'_>)> = all.collect();
    html! {
        @if !all.is_empty() {
            (warned(&html! {
                p { (words.say(
                    "Fakta berikut tersimpan lain daripada di formulir Anda. Periksa lagi sebelum merekam:",
                    "The following facts are recorded otherwise than your form has them. Look at them again before you record:",
                )) }
                ul {
                    @for (number, line) in all.iter().take(100) { li { a href={ "#finding-" (number) } { (judged.name(words, line)) } } }
                }
                @if all.len() > 100 { p { (words.say("Dan lainnya, ditandai di bawah.", "And others, marked below.")) } }
            }))
        }
        (findings_without_fact(words, judged, form))
    }
}

impl Row<'_> {
    /// The form, if it is about facts as they were before.
    fn late(&self) -> Option<&Form> {
        self.form.filter(|_| self.refusals.is_empty())
    }

    /// Whether a fact is recorded otherwise than a late form has it.
    pub(super) fn is_otherwise(&self, line: &FactLine<'_>) -> bool {
        self.late().is_some_and(|form| !differing(self.viewer.words, self.judged, line, form).is_empty())
    }

    /// What is recorded now, where a late form has something else.
    pub(super) fn otherwise(&self, rulebook: &Rulebook, line: &FactLine<'_>) -> Markup {
        let words = self.viewer.words;
        let Some(form) = self.late() else { return html! {} };
        let nothing = words.say("tidak ada isian", "no such field");
        html! {
            @for leaf in differing(words, self.judged, line, form) {
                p.now {
                    @if leaf.path != line.path { (leaf.label) ": " }
                    (words.say("tersimpan sekarang: ", "recorded now: ")) strong { (read_out(words, rulebook, &leaf, in_case(words, &leaf))) }
                    (words.say("; di formulir Anda: ", "; in your form: "))
                    @if was_there(form, &leaf) { (read_out(words, rulebook, &leaf, in_form(form, &leaf))) } @else { (nothing) }
                }
            }
        }
    }
}

/// All that was chosen and typed, by the names of the facts, to be copied.
pub(super) fn typed_text(words: Words, judged: &Judged<'_>, form: &Form) -> Vec<(String, String)> {
    let lines = judged.lines.iter();
    let mut typed: Vec<(String, String)> =
        lines.map(|it| (judged.name(words, it), of_line(words, judged, it, form))).collect();
    // Elements that were left to what is found of their list say nothing.
    let mut follows = judged.lines.iter().map(|it| it.follows);
    typed.retain(|it| !follows.next().unwrap_or(false) || !it.1.is_empty());
    typed.extend(gone(words, judged, form));
    let rest = match form.get("rest") {
        "verified" => words.say("sudah saya periksa dan benar", "I looked at them, and they are right"),
        "claimed" => words.say("tetap sebagai pernyataan instansi", "stay as the agency claims them"),
        _ => "",
    };
    typed.push((words.say("Fakta lain", "Other facts").to_owned(), rest.to_owned()));
    let attached = judged.lines.iter().filter(|it| document(form, &it.path).is_some());
    let attached: Vec<&str> = attached.map(|it| form.get(&format!("named:{}", it.path))).collect();
    typed.push((
        words.say("Dokumen (sudah ada di layanan)", "Documents (the service has them)").to_owned(),
        attached.join(", "),
    ));
    typed.push((words.say("Catatan verifikasi", "Note on the verification").to_owned(), form.get("reason").to_owned()));
    typed
}

/// No pointer of a fact is longer, in bytes.
const LONGEST_PATH: usize = 1_000;
/// No fact lies deeper.
const DEEPEST: usize = 32;

/// What was found of facts that are not there any more, such as an entry that the agency took out of a list, by their names.
fn gone(words: Words, judged: &Judged<'_>, form: &Form) -> Vec<(String, String)> {
    let found = form.fields().filter_map(|it| it.0.strip_prefix("find:"));
    let gone: BTreeSet<&str> = found.filter(|it| it.len() <= LONGEST_PATH && judged.line(it).is_none()).collect();
    let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in form.fields().filter(|it| !gone.is_empty() && !it.1.trim().is_empty()) {
        let path = name.strip_prefix("value:");
        let Some((path, of)) = path.and_then(|it| Some((it, around(it).take(DEEPEST).find(|at| gone.contains(at))?)))
        else {
            continue;
        };
        let inside = path.get(of.len()..).unwrap_or_default().trim_start_matches('/');
        let told =
            if inside.is_empty() { value.to_owned() } else { format!("{} {value}", judged.name_at(words, path)) };
        values.entry(of).or_default().push(told);
    }
    let told = gone.into_iter().map(|it| {
        let corrected = values.get(it).map(|all| all.join("; ")).unwrap_or_default();
        (judged.name_at(words, it), of_fact(words, it, form, || corrected))
    });
    told.filter(|it| !it.1.is_empty()).collect()
}

/// The same on the page of a late form.
fn findings_without_fact(words: Words, judged: &Judged<'_>, late: &Form) -> Markup {
    let all = gone(words, judged, late);
    html! {
        @if !all.is_empty() {
            (warned(&html! {
                p { (words.say(
                    "Temuan Anda berikut mengenai isian yang sekarang tidak ada lagi dalam kasus. Tidak ikut direkam:",
                    "You found the following of facts that are not in the case any more. It is not recorded:",
                )) }
                ul { @for (name, text) in &all { li { strong { (name) } ": " span translate="no" { (text) } } } }
            }))
        }
    }
}

fn warned(about: &Markup) -> Markup {
    html! { div.notice.warn role="status" { span.shape aria-hidden="true" { "!" } div { (about) } } }
}

fn of_line(words: Words, judged: &Judged<'_>, line: &FactLine<'_>, form: &Form) -> String {
    of_fact(words, &line.path, form, || corrected(words, judged, line, form))
}

fn of_fact(words: Words, path: &str, form: &Form, corrected: impl FnOnce() -> String) -> String {
    let at = |name: &str| form.get(&format!("{name}:{path}")).to_owned();
    let found = match at("find").as_str() {
        "confirm" => words.say("benar", "right").to_owned(),
        "correct" => format!("{} {}", words.say("koreksi:", "corrected:"), corrected()),
        "dispute" => format!("{} {}", words.say("disengketakan:", "disputed:"), at("why")),
        _ => String::new(),
    };
    let why = if at("find") == "correct" { at("why") } else { String::new() };
    [found, why, at("ref")].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" – ")
}

fn corrected(words: Words, judged: &Judged<'_>, line: &FactLine<'_>, form: &Form) -> String {
    let Some(rulebook) = judged.rulebook() else { return String::new() };
    let all = differing(words, judged, line, form).into_iter().filter(|it| was_there(form, it));
    let told = all.map(|it| {
        let said = read_out(words, rulebook, &it, in_form(form, &it));
        if it.path == line.path { said } else { format!("{} {said}", it.label) }
    });
    told.collect::<Vec<_>>().join("; ")
}
