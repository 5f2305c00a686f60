//! The page of the evidence of a case: what there is, and the form to add some.
//!
//! Knows nothing of: how evidence is recorded.

use maud::{Markup, html};
use serde_json::Value;

use crate::engine::case::Refusal;
use crate::engine::types::Rulebook;
use crate::server::service::{CaseRow, DocumentRow};
use crate::server::web::documents::{ENDINGS, ways_to};
use crate::server::web::form::Form;
use crate::server::web::numbers::size;
use crate::server::web::parts::{Wrong, empty, errors_above, errors_at, moment, notice, recording};
use crate::server::web::seen::Viewer;

use super::evidence_choices::{Choices, Within, name};

/// What was typed into the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Entered {
    pub(super) fact: String,
    pub(super) reference: String,
    /// The hash of a document that is there already.
    pub(super) document: String,
    /// The name of a file that was chosen and is not kept.
    pub(super) file: String,
    /// What is looked for among what is not offered.
    pub(super) within: Within,
}

impl Entered {
    pub(super) fn of(form: &Form) -> Self {
        let text = |name: &str| form.get(name).replace("\r\n", "\n");
        Self {
            fact: text("fact"),
            reference: text("reference"),
            document: text("document"),
            file: String::new(),
            within: Within { list: text("within"), entry: text("entry") },
        }
    }

    /// Whether something stands in the form that nothing keeps.
    fn is_unsent(&self) -> bool {
        [&self.reference, &self.document].iter().any(|it| !it.is_empty())
    }
}

/// The evidence of a case as it is shown.
pub(super) struct Evidences<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) rulebook: &'a Rulebook,
    pub(super) case: &'a CaseRow,
    pub(super) facts: &'a Value,
    pub(super) documents: &'a [DocumentRow],
    /// Bytes.
    pub(super) largest: u32,
    pub(super) refusals: &'a [Refusal],
    pub(super) done: &'a str,
}

impl Evidences<'_> {
    pub(super) fn page(&self, entered: &Entered) -> Markup {
        let words = self.viewer.words;
        html! {
            p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } " › " a href={ "/cases/" (self.case.case_id) } { (words.say("Kasus ini", "This case")) } }
            h1 { (words.say("Bukti", "Evidence")) }
            p.lead { (words.say(
                "Untuk setiap fakta atau kelompok fakta: rujukan dalam kata-kata, dan dokumennya. Verifikator memeriksa fakta dengan bukti ini.",
                "For each fact or group of facts: a reference in words, and its document. The verifier checks the facts by this evidence.",
            )) }
            @if self.done == "facts" { (notice("good", words.say("Bukti sudah disimpan.", "The evidence is saved."))) }
            @if !self.refusals.is_empty() { (self.not_saved(entered)) }
            (self.present())
            (self.adding(entered))
        }
    }

    /// The file of a form that is refused is there all the same, for the form to name it when it is sent again.
    fn not_saved(&self, entered: &Entered) -> Markup {
        let words = self.viewer.words;
        let title = if entered.document.is_empty() {
            words.say("Belum disimpan: ada isian yang harus diperbaiki.", "Not saved yet: something has to be mended.")
        } else {
            words.say(
                "Buktinya belum disimpan: ada isian yang harus diperbaiki. Dokumennya sudah ada di layanan, tetapi belum menjadi bukti.",
                "The evidence is not saved yet: something has to be mended. The service has its document, but it is no evidence yet.",
            )
        };
        let wrong = self.refusals.iter().map(|it| Wrong {
            id: it.pointer.trim_start_matches('/').to_owned(),
            name: self.field(&it.pointer).to_owned(),
            message: it.message.get(words.0),
        });
        errors_above(self.viewer, title, &wrong.collect::<Vec<_>>())
    }

    /// What a field is called.
    fn field(&self, pointer: &str) -> &'static str {
        let words = self.viewer.words;
        match pointer {
            "/fact" => words.say("Untuk data", "For the fact"),
            "/reference" => words.say("Rujukan", "Reference"),
            "/file" => words.say("Dokumen baru", "A new document"),
            "/replace" => words.say("Mengganti bukti", "Replacing evidence"),
            "/entry" => words.say("Nomor isian", "Number of the entry"),
            _ => "",
        }
    }

    fn present(&self) -> Markup {
        let words = self.viewer.words;
        let evidence = self.facts.get("evidence").and_then(Value::as_object);
        let all: Vec<(&String, &Value)> = evidence.into_iter().flatten().collect();
        html! {
            h2 { (words.say("Bukti yang ada", "Evidence so far")) }
            @if all.is_empty() {
                (empty(
                    words.say("Belum ada bukti", "No evidence yet"),
                    words.say("Tambahkan dengan formulir di bawah.", "Add some with the form below."),
                    None,
                ))
            } @else {
                div.scroll tabindex="0" role="region" aria-label=(words.say("Bukti", "Evidence")) {
                    table {
                        thead { tr {
                            th scope="col" { (words.say("Data", "Fact")) }
                            th scope="col" { (words.say("Rujukan", "Reference")) }
                            th scope="col" { (words.say("Dokumen", "Document")) }
                            th scope="col" { span.visually-hidden { (words.say("Hapus", "Remove")) } }
                        } }
                        tbody { @for (pointer, it) in all { (self.one(pointer, it)) } }
                    }
                }
            }
        }
    }

    fn one(&self, pointer: &str, evidence: &Value) -> Markup {
        let words = self.viewer.words;
        let name = name(words, self.rulebook, self.facts, pointer);
        let sha256 = evidence.get("sha256").and_then(Value::as_str).unwrap_or_default();
        html! {
            tr {
                th scope="row" { (name) }
                td { (evidence.get("reference").and_then(Value::as_str).unwrap_or("–")) }
                td {
                    @match self.documents.iter().find(|it| it.sha256 == sha256) {
                        Some(it) => (document(self.viewer, it)),
                        None => span.faint { "–" },
                    }
                }
                td {
                    form method="post" action={ "/cases/" (self.case.case_id) "/evidence/removal" } {
                        (recording(self.viewer, Some(self.case.version)))
                        input type="hidden" name="fact" value=(pointer);
                        button.quiet type="submit" { (words.say("Hapus", "Remove")) span.visually-hidden { ": " (name) } }
                    }
                }
            }
        }
    }

    fn adding(&self, entered: &Entered) -> Markup {
        let words = self.viewer.words;
        let choices = Choices::of(self.rulebook, self.facts, &entered.fact);
        let action = format!("/cases/{}/evidence", self.case.case_id);
        let wrong = errors_at(self.viewer, self.refusals, "/entry", "entry-errors");
        html! {
            h2 { (words.say("Tambah bukti", "Add evidence")) }
            form.evidence method="post" action=(action) enctype="multipart/form-data" data-unsent[entered.is_unsent()] {
                (recording(self.viewer, Some(self.case.version)))
                div.field {
                    label for="fact" { (self.field("/fact")) }
                    p.help #fact-help { (words.say("Bukti untuk suatu kelompok atau daftar berlaku untuk semua isinya. Bila data ini sudah mempunyai bukti, Anda ditanya dahulu sebelum diganti.", "Evidence of a group or a list holds for all that is inside. If the fact has evidence already, you are asked before it is replaced.")) }
                    select #fact name="fact" aria-required="true" aria-describedby="fact-help" aria-invalid=[self.invalid("/fact")] {
                        option value="" { (words.say("Pilih…", "Choose…")) }
                        (choices.options((words, self.rulebook, self.facts), &entered.fact))
                    }
                    (choices.way_to_others(words))
                    (errors_at(self.viewer, self.refusals, "/fact", "fact-errors"))
                }
                div.field {
                    label for="reference" { (self.field("/reference")) }
                    p.help #reference-help { (words.say("Nama, nomor, dan tanggal dokumennya, misalnya “Keputusan Gubernur 12/2021 tanggal 7 Desember 2021”.", "Name, number and date of the document, such as “Governor's Decree 12/2021 of 7 December 2021”.")) }
                    input #reference type="text" name="reference" value=(entered.reference) aria-describedby="reference-help" aria-invalid=[self.invalid("/reference")];
                    (errors_at(self.viewer, self.refusals, "/reference", "reference-errors"))
                }
                (self.choosing_document(entered))
                (self.replacing(entered))
                div.actions { button.primary type="submit" { (words.say("Simpan bukti", "Save the evidence")) } }
                (choices.finding((words, self.rulebook, self.facts), &action, (&entered.within, &wrong)))
            }
        }
    }

    fn choosing_document(&self, entered: &Entered) -> Markup {
        let words = self.viewer.words;
        html! {
            div.halves {
                div.field {
                    label for="file" { (self.field("/file")) }
                    p.help #file-help {
                        @if !entered.document.is_empty() { (words.say("Berkas yang Anda kirim sudah diterima dan terpilih dalam daftar dokumen; tidak perlu dipilih lagi. ", "The file that you sent has arrived and is chosen in the list of documents; it need not be chosen again. ")) }
                        (words.say("PDF, PNG, JPEG, teks, XLSX, atau DOCX; paling besar ", "PDF, PNG, JPEG, text, XLSX or DOCX; at most ")) (size(words, u64::from(self.largest))) "."
                    }
                    input #file type="file" name="file" accept=(ENDINGS) aria-describedby="file-help" aria-invalid=[self.invalid("/file")];
                    (errors_at(self.viewer, self.refusals, "/file", "file-errors"))
                }
                @if !self.documents.is_empty() {
                    div.field {
                        label for="document" { (words.say("Atau dokumen yang sudah ada dalam kasus ini", "Or a document that this case has already")) }
                        select #document name="document" {
                            option value="" { (words.say("Tidak ada", "None")) }
                            @for it in self.documents { option value=(it.sha256) selected[it.sha256 == entered.document] { (it.name) } }
                        }
                    }
                }
            }
        }
    }

    /// What the fact has already, and the question whether it may go.
    fn replacing(&self, entered: &Entered) -> Markup {
        let words = self.viewer.words;
        let before = self.facts.get("evidence").and_then(|it| it.get(&entered.fact));
        let text = |name: &str| before.and_then(|it| it.get(name)).and_then(Value::as_str).unwrap_or_default();
        let (reference, sha256) = (text("reference"), text("sha256"));
        if reference.is_empty() && sha256.is_empty() {
            return html! {};
        }
        html! {
            div.field.replacing {
                p { strong { (words.say("Data ini sudah mempunyai bukti:", "This fact has evidence already:")) } }
                p {
                    @if !reference.is_empty() { (reference) " " }
                    @if let Some(it) = self.documents.iter().find(|it| it.sha256 == sha256) { (document(self.viewer, it)) }
                }
                p.help { (words.say(
                    "Satu data mempunyai satu rujukan dan satu dokumen. Jika keduanya diperlukan, gabungkan dalam satu berkas. Bukti yang diganti tetap ada pada versi fakta sebelumnya.",
                    "A fact has one reference and one document. If both are needed, put them into one file. What is replaced stays with the facts as they were.",
                )) }
                label.sure {
                    input #replace type="checkbox" name="replace" value=(entered.fact) aria-invalid=[self.invalid("/replace")] aria-describedby=[self.invalid("/replace").map(|_| "replace-errors")];
                    " " (words.say("Ya, ganti bukti untuk ", "Yes, replace the evidence of ")) "“" (name(words, self.rulebook, self.facts, &entered.fact)) "”"
                }
                (errors_at(self.viewer, self.refusals, "/replace", "replace-errors"))
            }
        }
    }

    fn invalid(&self, pointer: &str) -> Option<&'static str> {
        self.refusals.iter().any(|it| it.pointer == pointer).then_some("true")
    }
}

/// A document with its size and its hash.
pub(super) fn document(viewer: &Viewer, it: &DocumentRow) -> Markup {
    html! {
        (ways_to(viewer.words, &it.sha256, (&it.name, &it.media_type))) " "
        span.faint { (size(viewer.words, u64::try_from(it.size).unwrap_or_default())) ", " (moment(viewer, it.uploaded_at)) ", " (it.person) }
        br;
        code.hash { "SHA-256 " (it.sha256) }
    }
}
