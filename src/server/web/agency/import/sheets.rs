//! The cells of a spreadsheet as texts, within limits, whatever the file does.
//!
//! Knows nothing of: what the cells mean.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, open_workbook_from_rs};

use crate::engine::value::date;
use crate::wording;

use super::archive::{MOST_BYTES, Unpackable, packed, unpacked};
use super::{Trouble, no_spreadsheet};

/// So many cells are read, in all sheets together.
const MOST_CELLS: usize = 200_000;
/// The longest text of a cell, in characters: as long as a text of a case may be.
const LONGEST_TEXT: usize = 10_000;
/// So many bytes of texts are taken, in all cells together: one text of the file can stand in every cell.
const MOST_TEXT: usize = 8 << 20;
/// So many sheets are looked at.
const MOST_SHEETS: usize = 50;
/// The day of the number 0 in a spreadsheet, since 1970-01-01: 1899-12-30.
const FIRST_DAY: i64 = -25_569;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Text(String),
    /// With a point before the decimals.
    Number(String),
    Truth(bool),
    /// `YYYY-MM-DD`
    Day(String),
    /// A formula that failed, such as `#REF!`.
    Failed(String),
    /// A formula that nobody worked out before the file was saved.
    Unstored,
}

/// A sheet: its cells by row and column, both from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) cells: BTreeMap<(u32, u32), Found>,
}

/// `D5` for row 4 and column 3.
pub(super) fn place((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.insert(0, char::from(b'A'.wrapping_add(u8::try_from(digit).unwrap_or(0))));
        left = (left - 1) / 26;
    }
    format!("{}{}", letters.into_iter().collect::<String>(), row.saturating_add(1))
}

/// All sheets of a file.
///
/// # Errors
/// If the file is broken or too large.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Trouble> {
    let parts = unpacked(bytes).map_err(|it| match it {
        Unpackable::Broken => Trouble::of_file(no_spreadsheet()),
        Unpackable::TooLarge => too_large(),
    })?;
    let plain = packed(&parts);
    // What a foreign reader does with a hostile file is not in our hands: whatever it is, the file is refused and nothing ends.
    catch_unwind(AssertUnwindSafe(|| cells(plain))).unwrap_or_else(|_| Err(Trouble::of_file(no_spreadsheet())))
}

fn cells(plain: Vec<u8>) -> Result<Vec<Sheet>, Trouble> {
    let broken = |_| Trouble::of_file(no_spreadsheet());
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(plain)).map_err(broken)?;
    let names = workbook.sheet_names();
    let (mut sheets, mut count, mut room) = (Vec::new(), 0_usize, MOST_TEXT);
    for name in names.into_iter().take(MOST_SHEETS) {
        let mut sheet = Sheet { name: name.clone(), cells: BTreeMap::new() };
        // A sheet of charts has no cells.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
            count = count.saturating_add(1);
            if count > MOST_CELLS {
                return Err(too_many_cells());
            }
            if let DataRef::String(text) = &cell.value {
                room = room.checked_sub(taken(text)?).ok_or_else(too_much_text)?;
            }
            if let DataRef::SharedString(text) = &cell.value {
                room = room.checked_sub(taken(text)?).ok_or_else(too_much_text)?;
            }
            let unstored = (cell.value == DataRef::Empty && cell.formula.is_some()).then_some(Found::Unstored);
            if let Some(found) = unstored.or_else(|| found(&cell.value)) {
                sheet.cells.insert(cell.pos, found);
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// How many bytes a text takes.
fn taken(text: &str) -> Result<usize, Trouble> {
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Err(Trouble::of_file(wording!(
            "sebuah sel memuat lebih dari {LONGEST_TEXT} karakter: pendekkan isinya",
            "a cell has more than {LONGEST_TEXT} characters: shorten it"
        )));
    }
    Ok(text.len())
}

fn found(value: &DataRef<'_>) -> Option<Found> {
    match value {
        DataRef::Int(number) => Some(Found::Number(number.to_string())),
        DataRef::Float(number) => Some(Found::Number(number.to_string())),
        DataRef::String(text) | DataRef::DurationIso(text) => text_of(text),
        DataRef::SharedString(text) => text_of(text),
        DataRef::Bool(truth) => Some(Found::Truth(*truth)),
        DataRef::DateTime(moment) => Some(day_of(moment)),
        DataRef::DateTimeIso(text) => Some(Found::Day(text.chars().take(10).collect())),
        DataRef::Error(error) => Some(Found::Failed(error.to_string())),
        DataRef::Empty => None,
    }
}

fn text_of(text: &str) -> Option<Found> {
    let text = text.trim();
    (!text.is_empty()).then(|| Found::Text(text.to_owned()))
}

/// A day of a spreadsheet, which counts from 1900 or from 1904.
fn day_of(moment: &ExcelDateTime) -> Found {
    let number = moment.as_f64().to_string();
    let counted = day(&number);
    if !matches!(counted, Found::Day(_)) || !moment.is_datetime() {
        return counted;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let read = date::parse(&format!("{year:04}-{month:02}-{day:02}"));
    read.map_or(counted, |it| Found::Day(date::iso(it)))
}

/// Spreadsheets count days; what stands after the point is the time of the day.
fn day(number: &str) -> Found {
    let whole = number.split('.').next().and_then(|it| it.parse::<i64>().ok());
    match whole.and_then(|it| it.checked_add(FIRST_DAY)).filter(|it| (-700_000..3_000_000).contains(it)) {
        Some(day) => Found::Day(date::iso(day)),
        None => Found::Number(number.to_owned()),
    }
}

fn too_large() -> Trouble {
    let most = MOST_BYTES >> 20;
    Trouble::of_file(wording!(
        "isi berkas ini lebih dari {most} MiB setelah dibuka: hapus gambar dan lembar yang tidak perlu",
        "this file holds more than {most} MiB once it is unpacked: remove pictures and sheets that are not needed"
    ))
}

fn too_much_text() -> Trouble {
    let most = MOST_TEXT >> 20;
    Trouble::of_file(wording!(
        "teks dalam sel-selnya lebih dari {most} MiB: hapus lembar yang tidak perlu",
        "the texts of its cells take more than {most} MiB: remove sheets that are not needed"
    ))
}

fn too_many_cells() -> Trouble {
    Trouble::of_file(wording!(
        "berkas ini mempunyai lebih dari {MOST_CELLS} sel: hapus baris dan lembar yang tidak perlu",
        "this file has more than {MOST_CELLS} cells: remove rows and sheets that are not needed"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_in_a_spreadsheet() {
        assert_eq!(
            [(0, 0), (4, 3), (9, 25), (0, 26), (0, 701), (0, 702)].map(place),
            ["A1", "D5", "Z10", "AA1", "ZZ1", "AAA1"]
        );
    }

    #[test]
    fn days_are_counted_from_their_first() {
        assert_eq!(day("45292"), Found::Day("2024-01-01".to_owned()));
        assert_eq!(day("45292.75"), Found::Day("2024-01-01".to_owned()));
        assert_eq!(day("1e300"), Found::Number("1e300".to_owned()));
    }

    #[test]
    fn a_formula_that_nobody_worked_out_is_told_from_an_empty_cell() {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let cells = "<c r=\"A1\"><f>B1+1</f></c><c r=\"B1\"><f>1+1</f><v>2</v></c><c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\"><f>1+1</f><v/></c><c r=\"E1\"/>";
        let part = |name: &str, text: String| super::super::archive::Part { name: name.to_owned(), bytes: text.into() };
        let parts = [
            part(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
            ),
            part(
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            part(
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{links}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{links}/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>"
                ),
            ),
            part(
                "xl/worksheets/a.xml",
                format!("<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>"),
            ),
        ];
        let sheets = read(&packed(&parts)).expect("a whole file");
        let found: Vec<(u32, Found)> = sheets[0].cells.iter().map(|it| (it.0.1, it.1.clone())).collect();
        assert_eq!(found, [(0, Found::Unstored), (1, Found::Number("2".to_owned())), (3, Found::Unstored)]);
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        for bytes in [&b""[..], b"PK\x05\x06", &[0; 22]] {
            assert!(read(bytes).is_err());
        }
        let parts = ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"];
        for text in ["", "<", "<workbook><sheets><sheet name=\"a\" r:id=\"x\"/></sheets></workbook>", "\u{0}"] {
            let parts =
                parts.map(|it| super::super::archive::Part { name: it.to_owned(), bytes: text.as_bytes().to_vec() });
            let _ = read(&packed(&parts));
        }
    }
}
