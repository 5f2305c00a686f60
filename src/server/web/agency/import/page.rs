//! The page that asks for a spreadsheet, and what stands above the preview of one.
//!
//! Knows nothing of: how a spreadsheet is read.

use maud::{Markup, html};

use crate::engine::types::Rulebook;
use crate::engine::wording::Language;
use crate::server::service::CaseRow;
use crate::server::stated::entries;
use crate::server::web::numbers::size;
use crate::server::web::parts::{empty, recording};
use crate::server::web::seen::Viewer;
use crate::server::words::Words;

use super::Trouble;
use super::columns::{Plan, plans};
use super::filling::Imported;
use super::keeping::Absent;

/// Where a spreadsheet is chosen.
pub(super) fn asking(
    viewer: &Viewer,
    (case, rulebook): (&CaseRow, &Rulebook),
    troubles: &[Trouble],
    largest: u32,
) -> Markup {
    let words = viewer.words;
    let plans = plans(rulebook);
    let address = format!("/cases/{}/plan", case.case_id);
    html! {
        p.crumbs { a href="/cases" { (words.say("Kasus", "Cases")) } " › " a href={ "/cases/" (case.case_id) } { (words.say("Kasus ini", "This case")) } }
        h1 { (words.say("Impor dari lembar kerja", "Import from a spreadsheet")) }
        @if plans.is_empty() {
            (empty(
                words.say("Aturan ini tidak mempunyai tabel", "These rules have no tables"),
                words.say("Isilah faktanya dengan formulir.", "Fill the facts in with the form."),
                Some((&format!("/cases/{}/facts", case.case_id), words.say("Buka formulir", "Open the form"))),
            ))
        } @else {
            p.lead { (words.say(
                "Unduh templatnya: isinya tabel kasus ini sekarang. Isi, simpan sebagai XLSX, lalu unggah. Yang terbaca ditampilkan lebih dahulu, dengan semua kesalahannya, sebelum mengganti apa pun.",
                "Download the template: it holds the tables of this case as they are now. Fill it in, save it as XLSX and send it. What was read is shown first, with all that is wrong, before it replaces anything.",
            )) }
            @if !troubles.is_empty() { (told(viewer, troubles)) }
            div.halves { (download(viewer, &plans, &address)) (sending(viewer, case, &address, largest)) }
            (guide(viewer))
        }
    }
}

fn download(viewer: &Viewer, plans: &[Plan<'_>], address: &str) -> Markup {
    let words = viewer.words;
    html! {
        section {
            h2 { (words.say("1. Unduh templat", "1. Download the template")) }
            p { (words.say("Satu lembar untuk setiap tabel:", "A sheet for each table:")) }
            ul { @for it in plans { li { strong { (it.title(words.0)) } " (" (most_rows(words, plans, it)) ")" } } }
            p { a.button href={ (address) ".xlsx" } download { (words.say("Unduh templat XLSX", "Download the XLSX template")) } }
        }
    }
}

/// How many rows a table may have: one inside of rows, for each of them.
fn most_rows(words: Words, plans: &[Plan<'_>], plan: &Plan<'_>) -> String {
    let most =
        format!("{} {}", words.say("paling banyak", "at most"), words.counted(plan.greatest, "baris", ("row", "rows")));
    match plan.parent.and_then(|it| plans.get(it)) {
        Some(around) => {
            format!("{most} {} {}", words.say("untuk setiap baris", "for each row of"), around.title(words.0))
        }
        None => most,
    }
}

fn sending(viewer: &Viewer, case: &CaseRow, address: &str, largest: u32) -> Markup {
    let words = viewer.words;
    html! {
        section {
            h2 { (words.say("2. Unggah yang sudah diisi", "2. Send it filled in")) }
            form method="post" action=(address) enctype="multipart/form-data" {
                (recording(viewer, Some(case.version)))
                div.field {
                    label for="file" { (words.say("Berkas XLSX", "XLSX file")) }
                    p.help #file-help { (words.say("Paling besar ", "At most ")) (size(words, u64::from(largest))) (words.say(", 200.000 sel. Lembar yang tidak ada dalam berkas tidak mengubah tabelnya; tabel rincian tetap pada baris induk yang masih sama.", ", 200,000 cells. A sheet that the file does not have leaves its table as it is; a table inside of rows stays with those rows that are still the same.")) }
                    input #file type="file" name="file" required accept=".xlsx" aria-describedby="file-help";
                }
                div.actions { button.primary type="submit" { (words.say("Lihat pratinjau", "Show the preview")) } }
            }
        }
    }
}

fn guide(viewer: &Viewer) -> Markup {
    let words = viewer.words;
    html! {
        h2 { (words.say("Cara mengisi sel", "How to fill in cells")) }
        dl.facts {
            dt { (words.say("Belum diisi", "Not filled in")) } dd { (words.say("sel kosong", "an empty cell")) }
            dt { (words.say("Belum diketahui", "Not known")) } dd { code { (words.say("belum diketahui: sebabnya", "not known: why")) } }
            dt { (words.say("Tidak ada", "There is none")) } dd { code { (words.say("tidak ada", "there is none")) } }
            dt { (words.say("Tanggal", "Dates")) } dd { (words.say("sel tanggal, atau teks seperti 28 November 2026, 28-11-2026 atau 2026-11-28", "a date, or a text like 28 November 2026 or 2026-11-28")) }
            dt { (words.say("Pilihan", "Choices")) } dd { (words.say("seperti tertulis dalam formulir, misalnya ya, tidak, JPT pratama", "as the form calls them, such as yes, no")) }
        }
    }
}

/// What stands above the form: what was read, what fits into no field, and that nothing is saved. What is wrong in the fields, the
/// form tells.
pub(super) fn preview(viewer: &Viewer, imported: &Imported) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.warn role="status" {
            span.shape aria-hidden="true" { "!" }
            div {
                p { strong { (words.say("Pratinjau impor: belum ada yang disimpan.", "Preview of the import: nothing is saved yet.")) } " "
                    (words.say("Periksa isinya di bawah, perbaiki yang keliru, lalu simpan konsep. Tabel yang lama diganti, bersama bukti untuk baris-barisnya.", "Check what stands below, mend what is wrong, then save the draft. The tables before are replaced, along with the evidence of their rows.")) }
                ul {
                    @for (name, count) in &imported.counts { li { strong { (name) } ": " (words.counted(*count, "baris terbaca", ("row was read", "rows were read"))) } }
                    @for it in imported.absent.iter().filter(|it| it.kept > 0) { li { strong { (it.name.get(words.0)) } ": " (stays(words, it.kept)) } }
                }
            }
        }
        (lost(words, &imported.absent))
        @if !imported.troubles.is_empty() { (told(viewer, &imported.troubles)) }
    }
}

fn stays(words: Words, count: usize) -> String {
    match words.0 {
        Language::Indonesian => {
            format!("lembarnya tidak ada dalam berkas; {count} isian tetap pada baris induknya, tanpa buktinya")
        }
        Language::English => {
            let (entries, stay) = (entries(words, count), if count == 1 { "stays" } else { "stay" });
            format!("this sheet is not in the file; {entries} {stay} with the same rows, without evidence")
        }
    }
}

/// The lists that saving would empty, because the file has neither their sheets nor their rows.
fn lost(words: Words, absent: &[Absent]) -> Markup {
    html! {
        @if absent.iter().any(|it| it.lost > 0) {
            div.notice.bad role="alert" {
                span.shape aria-hidden="true" { "✕" }
                div {
                    p { strong { (words.say("Hilang bila disimpan:", "Lost if this is saved:")) } " "
                        (words.say("lembar berikut tidak ada dalam berkas, dan baris induk isiannya tidak ada lagi atau berganti nama. Tambahkan lembarnya untuk mempertahankannya.", "these sheets are not in the file, and the rows of the entries are gone or called otherwise. Add the sheets to keep them.")) }
                    ul { @for it in absent.iter().filter(|it| it.lost > 0) { li { strong { (it.name.get(words.0)) } ": " (entries(words, it.lost)) } } }
                }
            }
        }
    }
}

/// Every trouble with its sheet and its cell.
fn told(viewer: &Viewer, troubles: &[Trouble]) -> Markup {
    let words = viewer.words;
    html! {
        div.notice.bad role="alert" {
            span.shape aria-hidden="true" { "✕" }
            div {
                p { strong { (words.say("Yang keliru dalam berkas:", "What is wrong in the file:")) } }
                ul {
                    @for it in troubles.iter().take(100) {
                        li {
                            @if !it.sheet.is_empty() { (words.say("lembar ", "sheet ")) "“" (it.sheet) "”" @if !it.cell.is_empty() { (words.say(", sel ", ", cell ")) (it.cell) } ": " }
                            (it.message.get(words.0))
                        }
                    }
                }
                @if troubles.len() > 100 { p { (words.say("Dan lainnya.", "And others.")) } }
            }
        }
    }
}
