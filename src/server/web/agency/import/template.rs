//! A spreadsheet with a sheet for each list of a case, holding the rows that it has now: to be filled in and read again.
//!
//! Every cell is a text that is written inside of it: nothing in it is ever worked out as a formula. Knows nothing of: who asks.

use crate::engine::types::{Rulebook, Type};
use crate::server::words::Words;

use super::super::form::{Filled, NONE, UNKNOWN};
use super::archive::{Part, packed};
use super::columns::{Column, Plan, plans};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The file.
pub(super) fn workbook(rulebook: &Rulebook, filled: &Filled, words: Words) -> Vec<u8> {
    let plans = plans(rulebook);
    let part = |name: &str, text: String| Part { name: name.to_owned(), bytes: format!("{HEAD}{text}").into_bytes() };
    let mut parts = vec![
        part("[Content_Types].xml", content_types(plans.len())),
        part("_rels/.rels", links(&[("officeDocument".to_owned(), "xl/workbook.xml".to_owned())])),
        part("xl/workbook.xml", list_of_sheets(&plans, words)),
    ];
    let sheets = (1..=plans.len()).map(|it| ("worksheet".to_owned(), format!("worksheets/sheet{it}.xml")));
    parts.push(part("xl/_rels/workbook.xml.rels", links(&sheets.collect::<Vec<_>>())));
    let mut number = 0_usize;
    for plan in &plans {
        number = number.saturating_add(1);
        parts.push(part(&format!("xl/worksheets/sheet{number}.xml"), sheet((&plans, plan), (rulebook, filled), words)));
    }
    packed(&parts)
}

fn content_types(sheets: usize) -> String {
    let sheet =
        |it| format!("<Override PartName=\"/xl/worksheets/sheet{it}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>");
    let sheets: String = (1..=sheets).map(sheet).collect();
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>{sheets}</Types>"
    )
}

fn links(targets: &[(String, String)]) -> String {
    let mut text = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (index, (kind, target)) in targets.iter().enumerate() {
        let number = index.saturating_add(1);
        text.push_str(&format!("<Relationship Id=\"rId{number}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>"));
    }
    text + "</Relationships>"
}

fn list_of_sheets(plans: &[Plan<'_>], words: Words) -> String {
    let mut text = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>");
    for (index, plan) in plans.iter().enumerate() {
        let number = index.saturating_add(1);
        let name = safe(&plan.title(words.0));
        text.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
    }
    text + "</sheets></workbook>"
}

fn sheet((plans, plan): (&[Plan<'_>], &Plan<'_>), of: (&Rulebook, &Filled), words: Words) -> String {
    let mut rows = vec![head(plan, words)];
    for (number, pointer) in rows_of(plans, plan, of.1) {
        let cells = plan.columns.iter().map(|it| cell(it, of, &format!("{pointer}{}", it.pointer), words));
        rows.push(std::iter::once(number).chain(cells).collect());
    }
    let mut text = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols><col min=\"1\" max=\"1\" width=\"10\" customWidth=\"1\"/><col min=\"2\" max=\"100\" width=\"26\" customWidth=\"1\"/></cols><sheetData>"
    );
    for row in rows {
        text.push_str("<row>");
        for cell in row {
            text.push_str(&format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", safe(&cell)));
        }
        text.push_str("</row>");
    }
    text + "</sheetData></worksheet>"
}

fn head(plan: &Plan<'_>, words: Words) -> Vec<String> {
    let number = plan.number.get(words.0).to_owned();
    std::iter::once(number).chain(plan.columns.iter().map(|it| it.label.get(words.0).to_owned())).collect()
}

/// The rows of a sheet: the number in its first column, and the pointer of the row.
fn rows_of(plans: &[Plan<'_>], plan: &Plan<'_>, filled: &Filled) -> Vec<(String, String)> {
    // Of a list whose length is not fixed, only the rows that are there.
    let rows = |list: &str| filled.rows(list, &Type::Broken);
    let counted = |list: &str| {
        rows(list).into_iter().enumerate().map(|(index, it)| (index.saturating_add(1), it)).collect::<Vec<_>>()
    };
    match plan.parent.and_then(|it| plans.get(it)) {
        None => {
            counted(&plan.list).iter().map(|(index, it)| (index.to_string(), format!("{}/{it}", plan.list))).collect()
        }
        Some(parent) if parent.parent.is_none() => {
            let outer = counted(&parent.list);
            let inner = outer.iter().flat_map(|(index, it)| {
                let list = format!("{}/{it}{}", parent.list, plan.list);
                rows(&list).into_iter().map(move |row| (index.to_string(), format!("{list}/{row}")))
            });
            inner.collect()
        }
        Some(_) => Vec::new(),
    }
}

fn cell(column: &Column<'_>, (rulebook, filled): (&Rulebook, &Filled), pointer: &str, words: Words) -> String {
    match filled.state(pointer, column.ty) {
        UNKNOWN => format!("{}: {}", words.say("belum diketahui", "not known"), filled.why(pointer)),
        NONE => words.say("tidak ada", "there is none").to_owned(),
        _ => value(column.ty, rulebook, filled.value(pointer), words),
    }
}

fn value(ty: &Type, rulebook: &Rulebook, said: &str, words: Words) -> String {
    match (ty, said) {
        (Type::Truth, "true") => words.say("ya", "yes").to_owned(),
        (Type::Truth, "false") => words.say("tidak", "no").to_owned(),
        (Type::Enum(index), _) => {
            let values = rulebook.enums.get(*index).map_or(&[][..], |it| &it.values);
            values.iter().find(|it| it.name == said).map_or_else(String::new, |it| it.label.get(words.0).to_owned())
        }
        _ => said.to_owned(),
    }
}

/// A text inside of XML.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' => safe.push(character),
            other if other.is_control() => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}
