//! A form of facts on its way: made from a book and an edition, shown, read, told what is wrong with it.
//!
//! Knows nothing of: which page it is on, how facts are recorded.

use std::sync::Arc;

use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::engine::case::Refusal;
use crate::engine::value::date;
use crate::engine::wording::Wording;
use crate::server::http::Context;
use crate::server::http::problem::Fault;
use crate::server::service::{Book, Given, Law};
use crate::server::web::form::{Form, refusal};
use crate::server::web::parts::recording;
use crate::server::web::seen::Viewer;
use crate::wording;

use super::choose;
use super::editions::{ask_alike, date_pointer};
use super::form::{Filled, Read, Recorded, Shown, called, id, read};

/// What a form of facts is about. It can be taken to where long work is done.
pub(super) struct Drafting {
    pub(super) viewer: Viewer,
    /// The name of the rulebook.
    pub(super) name: String,
    pub(super) book: Arc<Book>,
    pub(super) law: Arc<Law>,
    /// The case that is there already, with the version that its reader saw.
    pub(super) case: Option<(String, i64)>,
}

/// What was sent in a form of facts.
pub(super) enum Taken {
    /// The form is wanted in another shape: the row that is new, if one is.
    Reshaped(Filled, String),
    Read(Filled, Read),
}

/// What stands above the form of a case.
#[derive(Default)]
pub(super) struct Around<'a> {
    pub(super) refusals: &'a [Refusal],
    pub(super) new_row: &'a str,
    pub(super) notice: Option<Markup>,
    /// What is recorded now, if the form came late.
    pub(super) recorded: Option<&'a Recorded>,
}

impl Drafting {
    /// What was sent in the form.
    ///
    /// # Errors
    /// What no such form can hold.
    pub(super) fn taken(&self, form: &Form) -> Result<Taken, Vec<Refusal>> {
        let mut filled = Filled::of_form(self.law.ready.rulebook(), form)?;
        if let Some(row) = filled.reshaped(form) {
            return Ok(Taken::Reshaped(filled, row));
        }
        let read = self.read(&filled);
        Ok(Taken::Read(filled, read))
    }

    /// The page with the form.
    pub(super) fn page(&self, filled: &Filled, around: &Around<'_>) -> Markup {
        let words = self.viewer.words;
        let rulebook = self.law.ready.rulebook();
        let Around { refusals, new_row, recorded, .. } = *around;
        let shown = Shown { rulebook, filled, refusals, viewer: &self.viewer, new_row, recorded, is_claim: true };
        html! {
            p.crumbs {
                a href="/cases" { (words.say("Kasus", "Cases")) } " › "
                @match &self.case {
                    Some((case, _)) => a href={ "/cases/" (case) } { (words.say("Kasus ini", "This case")) },
                    None => a href="/cases/new" { (words.say("Kasus baru", "New case")) },
                }
            }
            h1 { (self.title()) }
            (choose::about_edition(&self.viewer, &self.law, &called(rulebook, &date_pointer(&self.book), words.0)))
            (self.ways())
            @if let Some(notice) = &around.notice { (notice) }
            (self.otherwise(filled, recorded))
            (shown.summary())
            (self.guide())
            form.facts method="post" action=(self.action()) novalidate {
                // Pressing Enter saves: the first button of a form is the one that it presses.
                button.visually-hidden type="submit" name="do" value="save" tabindex="-1" aria-hidden="true" { (words.say("Simpan", "Save")) }
                (recording(&self.viewer, self.case.as_ref().map(|it| it.1)))
                input type="hidden" name="rulebook" value=(self.name);
                input type="hidden" name="edition" value=(self.law.row.edition);
                (shown.whole())
                div.actions.save {
                    button.primary type="submit" name="do" value="save" { (words.say("Simpan konsep", "Save the draft")) }
                    @if let Some((case, _)) = &self.case { a.button href={ "/cases/" (case) } { (words.say("Batal", "Cancel")) } }
                    span.help { (words.say("Boleh belum lengkap; tidak ada yang diajukan.", "It may be incomplete; nothing is submitted.")) }
                }
            }
        }
    }

    /// Every field that is recorded otherwise, with the way to it.
    fn otherwise(&self, filled: &Filled, recorded: Option<&Recorded>) -> Markup {
        let words = self.viewer.words;
        let rulebook = self.law.ready.rulebook();
        let all: Vec<&String> = recorded.into_iter().flat_map(|it| &it.otherwise).collect();
        html! {
            @if !all.is_empty() {
                div.notice.warn role="status" {
                    span.shape aria-hidden="true" { "!" }
                    div {
                        p { (words.say("Isian berikut lain daripada yang sekarang tersimpan. Menyimpan menggantinya dengan isian Anda:", "The following is not as it is recorded now. Saving replaces it by what you entered:")) }
                        ul {
                            @for it in all.iter().take(100) {
                                @let name = called(rulebook, &filled.as_shown(it), words.0);
                                li { a href={ "#" (id(it)) } { @if name.is_empty() { (it) } @else { (name) } } }
                            }
                        }
                        @if all.len() > 100 { p { (words.say("Dan lainnya, ditandai pada isiannya.", "And others, marked at their fields.")) } }
                    }
                }
            }
        }
    }

    /// What else can be done with the facts of a case.
    fn ways(&self) -> Markup {
        let words = self.viewer.words;
        html! {
            @if let Some((case, _)) = &self.case {
                nav.ways aria-label=(words.say("Tentang fakta kasus ini", "About the facts of this case")) {
                    a href={ "/cases/" (case) "/evidence" } { (words.say("Bukti dan dokumen", "Evidence and documents")) }
                    a href={ "/cases/" (case) "/plan" } { (words.say("Impor dari lembar kerja", "Import from a spreadsheet")) }
                    a href={ "/cases/" (case) "/pre-check" } { (words.say("Pra-pemeriksaan", "Pre-check")) }
                    @if self.name == "succession" { a href={ "/cases/" (case) "/nine-box" } { (words.say("Peta sembilan kotak", "Nine-box map")) } }
                }
            }
        }
    }

    /// The title of the page.
    pub(super) fn title(&self) -> String {
        let words = self.viewer.words;
        let title = self.law.ready.rulebook().title.get(words.0);
        let what = if self.case.is_some() { words.say("Fakta", "Facts") } else { words.say("Kasus baru", "New case") };
        format!("{what}: {title}")
    }

    fn action(&self) -> String {
        self.case.as_ref().map_or_else(|| "/cases/new".to_owned(), |it| format!("/cases/{}/facts", it.0))
    }

    /// How to fill it in: what is not known is no "no".
    fn guide(&self) -> Markup {
        let words = self.viewer.words;
        html! {
            details.guide {
                summary { (words.say("Cara mengisi", "How to fill it in")) }
                dl.facts {
                    dt { (words.say("Belum diisi", "Not filled in")) }
                    dd { (words.say("Kosongkan saja; konsep dapat disimpan, tetapi belum dapat diajukan.", "Leave it empty; the draft can be saved, but not submitted yet.")) }
                    dt { (words.say("Belum diketahui", "Not known")) }
                    dd { (words.say("Instansi belum mengetahuinya, dan menuliskan sebabnya. Ini tidak dianggap “tidak”.", "The agency does not know it, and says why. It does not count as “no”.")) }
                    dt { (words.say("Tidak ada", "There is none")) }
                    dd { (words.say("Instansi menyatakan hal itu memang tidak ada, misalnya peraturan yang belum pernah ditetapkan.", "The agency states that there is no such thing, such as a regulation that was never set.")) }
                    dt { (words.say("Angka", "Numbers")) }
                    dd { (words.say("Dengan koma desimal: 340,5.", "With a decimal point: 340.5.")) }
                }
            }
        }
    }

    /// The facts of the form, held against the edition that their date chooses.
    pub(super) fn read(&self, filled: &Filled) -> Read {
        let mut read = read(self.law.ready.rulebook(), filled, self.viewer.words);
        let pointer = date_pointer(&self.book);
        let dated = self.date_in(&read.facts);
        let other = dated.and_then(|it| self.book.law_on(it)).filter(|it| it.row.edition != self.law.row.edition);
        if let Some(other) = other.filter(|it| !ask_alike(it.ready.rulebook(), self.law.ready.rulebook())) {
            let pointer = read.places.get(&pointer).cloned().unwrap_or(pointer);
            read.refusals.push(refusal(pointer, another_form(&other.row.edition)));
        }
        read
    }

    fn date_in(&self, facts: &Map<String, Value>) -> Option<i64> {
        let path = self.book.date_path();
        let (first, rest) = path.split_first()?;
        let found = rest.iter().try_fold(facts.get(*first)?, |at, name| at.get(name))?;
        found.as_str().and_then(date::parse)
    }
}

fn another_form(edition: &str) -> Wording {
    wording!(
        "tanggal ini memakai edisi {edition}, yang menanyakan hal lain: mulailah kasus baru dengan formulir edisi itu, atau ubah tanggalnya",
        "this date calls for the edition {edition}, which asks for other facts: begin a new case with the form of that edition, or change the date"
    )
}

/// Facts as a use case takes them.
///
/// # Errors
/// If they are larger than a program could read and send again: a form may be longer than what is typed in it, but not bring more.
pub(super) fn given(context: &Context, facts: &Map<String, Value>) -> Result<Given, Fault> {
    let (json, most) = (Value::Object(facts.clone()).to_string(), context.limits.body_bytes);
    if u32::try_from(json.len()).is_ok_and(|it| it <= most) {
        Ok(Given::new(&json, None))
    } else {
        Err(Fault::TooLarge { most })
    }
}

/// The evidence of kept facts as an agency may send it again: what officials found stands in the history, not here.
pub(super) fn claimed_evidence(facts: &Value) -> Map<String, Value> {
    let all = facts.get("evidence").and_then(Value::as_object);
    let claimed = all.into_iter().flatten().map(|(pointer, it)| {
        let mut evidence = Map::new();
        evidence.insert("status".to_owned(), json!("claimed"));
        for name in ["reference", "sha256"] {
            evidence.extend(it.get(name).filter(|it| it.is_string()).map(|it| (name.to_owned(), it.clone())));
        }
        (pointer.clone(), Value::Object(evidence))
    });
    claimed.collect()
}
