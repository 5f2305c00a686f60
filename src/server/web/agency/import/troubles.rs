//! What does not fit of a spreadsheet, in words.
//!
//! Knows nothing of: how it was found.

use crate::engine::wording::Wording;
use crate::server::words::Words;
use crate::wording;

use super::columns::Plan;

pub(super) fn not_a_sheet(plans: &[Plan<'_>], words: Words) -> Wording {
    let names: Vec<String> = plans.iter().map(|it| format!("“{}”", it.title(words.0))).collect();
    let names = names.join(", ");
    wording!(
        "lembar ini tidak dikenal dan tidak dibaca; yang dibaca: {names}",
        "this sheet is not known and was not read; those that are: {names}"
    )
}

pub(super) fn not_a_column(head: &str, plan: &Plan<'_>) -> Wording {
    let (id, en): (Vec<&str>, Vec<&str>) =
        plan.columns.iter().take(60).map(|it| (it.label.id.as_str(), it.label.en.as_str())).unzip();
    let head: String = head.chars().take(60).collect();
    Wording::new(
        format!("kolom “{head}” tidak dikenal dan tidak dibaca; yang dikenal: {}", id.join(", ")),
        format!("the column “{head}” is not known and was not read; those that are: {}", en.join(", ")),
    )
}

/// In a list of the case, or in that of the row around it: what its number is called, and which it is.
pub(super) fn too_many_rows(greatest: u32, around: Option<(&Wording, String)>) -> Wording {
    let Some((number, said)) = around else {
        return wording!(
            "aturan membolehkan paling banyak {greatest} baris; baris ini dan selebihnya tidak dibaca",
            "the rules allow {greatest} rows at most; this row and the rest were not read"
        );
    };
    let said: String = said.chars().take(60).collect();
    let (id, en) = (&number.id, &number.en);
    wording!(
        "aturan membolehkan paling banyak {greatest} baris dengan “{id}” {said}; baris ini dan selebihnya dengan nomor itu tidak dibaca",
        "the rules allow {greatest} rows with “{en}” {said} at most; this row and the rest with that number were not read"
    )
}

pub(super) fn no_such_row(number: &Wording, said: Option<&str>) -> Wording {
    let said: String = said.unwrap_or("–").chars().take(60).collect();
    let (id, en) = (&number.id, &number.en);
    wording!(
        "tidak ada baris bernomor “{said}”; yang diharapkan di kolom “{id}”: nomor sebuah baris di lembar itu",
        "there is no row “{said}”; the column “{en}” needs the number of a row of that sheet"
    )
}

pub(super) fn same_number(name: &str) -> Wording {
    wording!(
        "nomor “{name}” dipakai dua kali; setiap baris perlu nomornya sendiri",
        "the number “{name}” is there twice; each row needs its own"
    )
}

pub(super) fn failed(error: &str) -> Wording {
    wording!(
        "rumus di sel ini gagal ({error}); tulis nilainya",
        "the formula of this cell failed ({error}); write the value"
    )
}

pub(super) fn no_state(label: &Wording) -> Wording {
    let (id, en) = (&label.id, &label.en);
    wording!(
        "kolom “{id}” hanya menerima “ada”, “tidak ada”, atau “belum diketahui: sebabnya”",
        "the column “{en}” takes “given”, “there is none”, or “not known: why” only"
    )
}

/// Of a row: whether anything else stands in it, so that it was read all the same.
pub(super) fn no_stored_value(is_read: bool) -> Wording {
    if is_read {
        return wording!(
            "rumus tanpa nilai tersimpan, tidak terbaca; buka dan simpan berkas itu dengan program lembar kerja",
            "a formula without a stored value, not read; open the file with a spreadsheet program and save it"
        );
    }
    wording!(
        "baris ini hanya berisi rumus tanpa nilai tersimpan dan tidak terbaca; buka dan simpan berkas itu dengan program lembar kerja",
        "this row has only formulas without a stored value and was not read; open the file with a spreadsheet program and save it"
    )
}
